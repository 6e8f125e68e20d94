import type { Node } from "web-tree-sitter";
import type { Call, Entry, Part, Value } from "../../model/fact.ts";
import { opaqueValue, textValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { knownCall, readsEnvironment } from "./calls.ts";
import { children, type Hcl, isWorthy, literalText } from "./place.ts";
import { heredocParts, quotedParts, stringText } from "./templates.ts";

const POSTFIX = new Set(["get_attr", "index", "splat"]);

/** What may stand alone inside broken syntax. */
const VALUES = new Set(["expression", "literal_value", "template_expr", "collection_value", "function_call"]);

/** Lowers an expression to its value and emits the calls in it. */
export function lowerExpression(hcl: Hcl, node: Node, depth: number): Value {
  hcl.lowering.tick(depth);
  if (node.type === "expression") return term(hcl, children(node), node, depth);
  const at = spanOf(node);
  switch (node.type) {
    case "literal_value":
    case "template_expr":
    case "collection_value":
    case "for_expr":
    case "operation": {
      const [inner] = children(node);
      return inner ? { at, parts: lowerExpression(hcl, inner, depth + 1).parts } : opaqueValue(at);
    }
    case "string_lit":
      return textValue(at, stringText(node));
    case "bool_lit":
      return textValue(at, node.text);
    case "null_lit":
      return value(at, []);
    case "quoted_template":
      return value(at, quotedParts(hcl, node, depth + 1));
    case "heredoc_template":
      return value(at, heredocParts(hcl, node, depth + 1));
    case "variable_expr":
      return value(at, [{ name: node.text }]);
    case "tuple":
      return value(at, [
        {
          list: children(node)
            .filter(isElement)
            .map((one) => hcl.expression(one, depth + 1)),
        },
      ]);
    case "object":
      return object(hcl, node, depth);
    case "function_call":
      return called(hcl, node, depth);
    case "conditional": {
      const [condition, ...branches] = children(node);
      if (condition) loose(hcl, hcl.expression(condition, depth + 1));
      return value(at, [{ choice: branches.map((branch) => hcl.expression(branch, depth + 1)) }]);
    }
    case "for_tuple_expr":
    case "for_object_expr":
      return comprehension(hcl, node, depth);
    case "binary_operation":
    case "unary_operation":
      operands(hcl, node, depth);
      return opaqueValue(at);
    default:
      for (const child of children(node))
        if (VALUES.has(child.type)) loose(hcl, hcl.expression(child, depth + 1));
      return opaqueValue(at);
  }
}

const isElement = (node: Node): boolean => node.type === "expression";

/** A primary expression with the attributes, indices and splats that follow it. */
function term(hcl: Hcl, nodes: readonly Node[], whole: Node, depth: number): Value {
  const [primary, ...rest] = nodes;
  if (!primary) return opaqueValue(spanOf(whole));
  const first = hcl.expression(primary, depth + 1);
  const at = { start: primary.startIndex, end: (rest.at(-1) ?? primary).endIndex };
  const steps = rest.filter((node) => POSTFIX.has(node.type));
  if (steps.length === 0) return { at: spanOf(whole), parts: first.parts };
  const segments = steps.flatMap((step) => postfix(hcl, step, depth + 1));
  const root = chainName(first);
  if (root === "env" && segments.length === 1) return value(at, [{ env: segments[0] ?? "" }]);
  return value(at, [{ name: [root, ...segments].join(".") }]);
}

function chainName(given: Value): string {
  const [only] = given.parts;
  if (only === undefined || given.parts.length > 1) return "()";
  if ("name" in only) return only.name;
  return "call" in only ? `${only.call}()` : "()";
}

function postfix(hcl: Hcl, node: Node, depth: number): string[] {
  hcl.lowering.tick(depth);
  if (node.type === "get_attr") return [node.text.replace(/^[.\s]+/, "")];
  if (node.type === "index") {
    const [kind] = children(node);
    if (kind?.type === "legacy_index") return [kind.text.replace(/^[.\s]+/, "")];
    const [inner] = children(kind);
    if (!inner) return ["*"];
    const key = hcl.expression(inner, depth + 1);
    return [literalText(key) || (/^\d+$/.test(inner.text) ? inner.text : "*")];
  }
  if (node.type === "splat") {
    const [kind] = children(node);
    return ["*", ...children(kind).flatMap((step) => postfix(hcl, step, depth + 1))];
  }
  return [];
}

function object(hcl: Hcl, node: Node, depth: number): Value {
  const entries: Entry[] = [];
  for (const element of children(node)) {
    const key = element.childForFieldName("key");
    const given = element.childForFieldName("val");
    if (!key || !given) continue;
    entries.push({
      key: keyText(hcl, key, depth + 1),
      at: spanOf(key),
      value: hcl.expression(given, depth + 1),
    });
  }
  return value(spanOf(node), [{ object: entries }]);
}

/** A bare key is its own text; `(var.x)` and templates with interpolations are computed. */
function keyText(hcl: Hcl, node: Node, depth: number): string {
  const [only, ...rest] = children(node);
  if (only?.type === "variable_expr" && rest.length === 0) return only.text;
  const key = hcl.expression(node, depth);
  return literalText(key) || (/^[\w-]+$/.test(node.text) ? node.text : "*");
}

function called(hcl: Hcl, node: Node, depth: number): Value {
  const at = spanOf(node);
  const nodes = children(node);
  const list = nodes.find((child) => child.type === "function_arguments");
  const callee = nodes.find((child) => child.type === "identifier");
  const args = children(list)
    .filter(isElement)
    .map((one) => hcl.expression(one, depth + 1));
  const name = list
    ? hcl.lowering.text.slice(node.startIndex, list.startIndex).replace(/[\s(]+/g, "")
    : (callee?.text ?? "()");
  const call: Call = { call: name.replaceAll("::", "."), args, named: [] };
  const known = knownCall(call);
  // A read of the environment is what it reads, and no call besides.
  if (!known || !readsEnvironment(call)) hcl.lowering.emit({ kind: "call", at, scope: 0, ...call });
  return value(at, known ?? [call]);
}

/** `[for x in l : v]` holds `v`s, `{for k, v in m : k => v}` an entry under a computed key. */
function comprehension(hcl: Hcl, node: Node, depth: number): Value {
  const at = spanOf(node);
  const nodes = children(node);
  for (const part of nodes)
    if (part.type === "for_intro" || part.type === "for_cond")
      for (const inner of children(part)) if (isElement(inner)) loose(hcl, hcl.expression(inner, depth + 1));
  const values = nodes.filter(isElement).map((one) => hcl.expression(one, depth + 1));
  const last = values.at(-1);
  if (!last) return opaqueValue(at);
  const held: Part =
    node.type === "for_tuple_expr"
      ? { list: [last] }
      : { object: [{ key: literalText(values[0]) || "*", at: values[0]?.at ?? at, value: last }] };
  return value(at, [held]);
}

/** Operands of an operator stand flat among its children: terms with their postfixes, split by the operators. */
function operands(hcl: Hcl, node: Node, depth: number): void {
  let run: Node[] = [];
  const flush = (): void => {
    const [first] = run;
    if (first) loose(hcl, term(hcl, run, first, depth + 1));
    run = [];
  };
  for (const child of node.children) {
    if (!child.isNamed) flush();
    else if (child.type !== "comment") run.push(child);
  }
  flush();
}

function loose(hcl: Hcl, one: Value): void {
  if (isWorthy(one)) hcl.lowering.emit({ kind: "value", at: one.at, scope: 0, value: one });
}
