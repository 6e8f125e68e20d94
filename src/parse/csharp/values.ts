import type { Node } from "web-tree-sitter";
import type { Param, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { choiceOf, concatenation, keyOf, operands } from "../java/compose.ts";
import type { Callee, Lower } from "../java/grammar.ts";
import type { Walker } from "../java/walker.ts";
import { spanOf } from "../tree-sitter.ts";
import { argumentsOf, constructions, typeName } from "./construction.ts";
import { literals } from "./literals.ts";

/** Values that are sections of a configuration; a key in one is joined to its path by a colon, as .NET does. */
const sections = new WeakSet<Value>();

const inner: Lower = (walk, node) => {
  const last = walk.children(node).at(-1);
  return last ? walk.value(last) : opaqueValue(spanOf(node));
};

const fieldOr =
  (field: string): Lower =>
  (walk, node) => {
    const child = node.childForFieldName(field);
    return child ? walk.value(child) : walk.opaque(node);
  };

/** A name without type arguments. */
const simpleName = (walk: Walker, node: Node): string => typeName(walk, node);

const named: Lower = (walk, node) => value(spanOf(node), [{ name: simpleName(walk, node) }]);

/** What a member of `object` is; `task.Result` and `section.Value` are `object` itself. */
function member(walk: Walker, node: Node, object: Value, name: string): Value {
  const only = object.parts.length === 1 ? object.parts[0] : undefined;
  if (name === "Value" && sections.has(object)) return { at: spanOf(node), parts: object.parts };
  if (name === "Result" && only && "call" in only)
    return walk.spelled({ at: spanOf(node), parts: object.parts }, `${only.call}().Result`);
  return walk.member(spanOf(node), object, name);
}

const access: Lower = (walk, node) => {
  const object = node.childForFieldName("expression");
  const name = node.childForFieldName("name");
  if (!object || !name) return walk.opaque(node);
  return member(walk, node, walk.value(object), simpleName(walk, name));
};

/** The value of `object[index]`. */
function indexed(walk: Walker, node: Node, object: Value, subscript: Node | undefined): Value {
  const argument = subscript && walk.children(subscript).at(-1);
  if (!argument) return walk.opaque(node);
  const at = spanOf(node);
  if (/^\d+$/.test(walk.text(argument))) return walk.member(at, object, walk.text(argument));
  const key = walk.value(argument);
  const text = walk.literal(key);
  if (text && walk.names.holdsEnvironment(walk.path(object))) return value(at, [{ env: text }]);
  const [section] = object.parts;
  if (text !== undefined && sections.has(object) && section && "name" in section)
    return value(at, [{ name: `${section.name}:${text}` }]);
  if (text === undefined && keyOf(key) === "*") walk.standing(key);
  return walk.member(at, object, text ?? (/^[A-Z]/.test(keyOf(key)) ? keyOf(key) : "*"));
}

const element: Lower = (walk, node) => {
  const object = node.childForFieldName("expression");
  const subscript = node.childForFieldName("subscript");
  const [argument] = subscript ? walk.children(subscript) : [];
  return object ? indexed(walk, node, walk.value(object), argument) : walk.opaque(node);
};

/** `a?.B`, `a?["k"]`. */
const conditionalAccess: Lower = (walk, node) => {
  const [condition, binding] = walk.children(node);
  if (!condition || !binding) return walk.opaque(node);
  const object = walk.value(condition);
  const name = binding.childForFieldName("name");
  if (binding.type === "member_binding_expression" && name)
    return member(walk, node, object, simpleName(walk, name));
  if (binding.type === "element_binding_expression")
    return indexed(walk, node, object, walk.children(binding)[0]);
  walk.visit(binding);
  return opaqueValue(spanOf(node));
};

/** `["a", b]` as a collection. */
const collection: Lower = (walk, node) => {
  const items = walk.children(node).flatMap((argument) => walk.children(argument).at(-1) ?? []);
  const list = items.filter((item) => item.endIndex > item.startIndex).map((item) => walk.value(item));
  return { at: spanOf(node), parts: [{ list }] };
};

function calleeOf(walk: Walker, node: Node): Callee {
  const name = node.childForFieldName("name");
  switch (node.type) {
    case "identifier":
    case "generic_name":
      return walk.callee(undefined, simpleName(walk, node));
    case "member_access_expression": {
      const object = node.childForFieldName("expression");
      if (object && name) return walk.callee(walk.value(object), simpleName(walk, name));
      break;
    }
    case "conditional_access_expression": {
      const [condition, binding] = walk.children(node);
      const bound = binding?.type === "member_binding_expression" ? binding.childForFieldName("name") : null;
      if (condition && bound) return walk.callee(walk.value(condition), simpleName(walk, bound));
    }
  }
  const object = walk.value(node);
  return { path: walk.path(object), object };
}

/** The path a configuration section stands for: `Configuration.GetSection("Zendesk")` is `Configuration.Zendesk`. */
function section(walk: Walker, node: Node, callee: Callee, key: Value | undefined): Value | undefined {
  const text = walk.literal(key);
  const only = callee.object?.parts.length === 1 ? callee.object.parts[0] : undefined;
  if (!callee.object || !text || !only || !("name" in only)) return undefined;
  const separator = sections.has(callee.object) ? ":" : ".";
  const result = value(spanOf(node), [{ name: `${only.name}${separator}${text}` }]);
  sections.add(result);
  return walk.spelled(result, `${callee.path}()`);
}

const invocation: Lower = (walk, node) => {
  const called = node.childForFieldName("function");
  const list = node.childForFieldName("arguments");
  if (!called) return walk.opaque(node);
  if (called.type === "identifier" && walk.text(called) === "nameof" && list) {
    const name = walk.text(list).replace(/[()\s]/g, "");
    return value(spanOf(node), [{ text: name.slice(name.lastIndexOf(".") + 1) }]);
  }
  const callee = calleeOf(walk, called);
  const { args, named: keyed } = argumentsOf(walk, list, callee.path);
  const result = walk.call(spanOf(node), callee, args, keyed);
  if (!/\.Get(?:Required)?Section$/.test(callee.path)) return result;
  return section(walk, node, callee, args[0]) ?? result;
};

/** Values of alternatives; one that throws is none. */
function alternatives(walk: Walker, node: Node, nodes: readonly Node[]): Value {
  const values = nodes.flatMap((one) => {
    const given = walk.value(one);
    return one.type === "throw_expression" ? [] : [given];
  });
  return values.length > 0 ? choiceOf(spanOf(node), values) : opaqueValue(spanOf(node));
}

const binary: Lower = (walk, node) => {
  const operator = node.childForFieldName("operator")?.type;
  if (operator === "+") {
    const terms = operands(node, "binary_expression", "+").map((operand) => walk.value(operand));
    return concatenation(spanOf(node), terms);
  }
  // `??` nests to the right.
  const [left, right] = [node.childForFieldName("left"), node.childForFieldName("right")];
  return operator === "??" && left && right ? alternatives(walk, node, [left, right]) : walk.opaque(node);
};

const conditional: Lower = (walk, node) => {
  walk.visitAll(node.childForFieldName("condition"));
  const nodes = [node.childForFieldName("consequence"), node.childForFieldName("alternative")];
  return alternatives(
    walk,
    node,
    nodes.flatMap((one) => one ?? []),
  );
};

const choose: Lower = (walk, node) => {
  const results: Node[] = [];
  for (const child of walk.children(node)) {
    if (child.type !== "switch_expression_arm") {
      walk.visit(child);
      continue;
    }
    const parts = walk.children(child);
    const result = parts.pop();
    for (const pattern of parts) walk.visit(pattern);
    if (result) results.push(result);
  }
  return alternatives(walk, node, results);
};

function assignTo(walk: Walker, node: Node, target: Value, operator: string, given: Value): void {
  const only = target.parts.length === 1 ? target.parts[0] : undefined;
  const items = only && "list" in only ? only.list : undefined;
  const from = given.parts.length === 1 ? given.parts[0] : undefined;
  if (items && from && "list" in from)
    for (const [index, one] of items.entries())
      assignTo(walk, node, one, operator, from.list[index] ?? opaqueValue(given.at));
  else if (!only || !("name" in only)) walk.standing(given);
  else if (only.name === "_") walk.standing(given);
  else if (operator === "=") walk.assign(spanOf(node), only.name, given);
  else if (operator === "+=") walk.append(spanOf(node), only.name, given);
  else if (operator === "??=") walk.assign(spanOf(node), only.name, choiceOf(given.at, [target, given]));
}

const assignment: Lower = (walk, node) => {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return walk.opaque(node);
  const target = walk.value(left);
  const given = walk.value(right);
  assignTo(walk, node, target, node.childForFieldName("operator")?.type ?? "=", given);
  const only = target.parts.length === 1 ? target.parts[0] : undefined;
  return only && "name" in only ? target : given;
};

/** The parameters of a list; attributes on them are lowered as calls. */
export function parameters(walk: Walker, list: Node | null | undefined): Param[] {
  if (!list) return [];
  if (list.type === "implicit_parameter" || list.type === "identifier")
    return [{ name: walk.text(list), at: spanOf(list) }];
  const params: Param[] = [];
  for (const one of walk.children(list)) {
    if (one.type !== "parameter") continue;
    for (const child of walk.children(one)) if (child.type === "attribute_list") walk.visit(child);
    const name = one.childForFieldName("name");
    if (!name) continue;
    const param = { name: walk.text(name), at: spanOf(one) };
    const last = walk.children(one).at(-1);
    const fallback =
      last && last.id !== name.id && one.children.some((child) => child?.type === "=")
        ? walk.value(last)
        : undefined;
    params.push(fallback ? { ...param, default: fallback } : param);
  }
  // `params string[] rest` stands in the list itself.
  const rest = list.childForFieldName("name");
  if (rest) params.push({ name: walk.text(rest), at: spanOf(rest) });
  return params;
}

const lambda: Lower = (walk, node, of) => {
  const children = walk.children(node);
  const body = node.childForFieldName("body") ?? children.find((child) => child.type === "block");
  const params = parameters(walk, node.childForFieldName("parameters"));
  const scope = {
    kind: of === undefined ? "function" : "block",
    name: "",
    at: spanOf(node),
    params,
  } as const;
  return walk.within(of === undefined ? scope : { ...scope, of }, () => {
    if (body?.type === "block") walk.visit(body);
    const result = body && body.type !== "block" ? walk.value(body) : undefined;
    // `o => o.Token = x` gives nothing anyone takes.
    if (result && body?.type !== "assignment_expression") walk.returns(result.at, result);
    return walk.lambda(spanOf(node), result, params[0]?.name ?? "");
  });
};

/** C#'s expressions. */
export const values: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ...literals,
  ...Object.entries(constructions),
  ["identifier", named],
  ["generic_name", named],
  ["qualified_name", named],
  ["alias_qualified_name", named],
  ["predefined_type", named],
  ["this", named],
  ["base", (_, node) => value(spanOf(node), [{ name: "super" }])],
  ["parenthesized_expression", inner],
  ["await_expression", inner],
  ["checked_expression", inner],
  ["ref_expression", inner],
  ["range_expression", inner],
  ["cast_expression", fieldOr("value")],
  ["as_expression", fieldOr("left")],
  ["declaration_expression", fieldOr("name")],
  [
    "postfix_unary_expression",
    (walk, node) => (walk.text(node).endsWith("!") ? inner(walk, node) : walk.opaque(node)),
  ],
  ["prefix_unary_expression", (walk, node) => walk.opaque(node)],
  ["is_pattern_expression", (walk, node) => walk.opaque(node)],
  ["is_expression", (walk, node) => walk.opaque(node)],
  ["query_expression", (walk, node) => walk.opaque(node)],
  ["throw_expression", (walk, node) => walk.opaque(node)],
  ["binary_expression", binary],
  ["conditional_expression", conditional],
  ["switch_expression", choose],
  ["assignment_expression", assignment],
  ["invocation_expression", invocation],
  ["member_access_expression", access],
  ["element_access_expression", element],
  ["conditional_access_expression", conditionalAccess],
  ["element_binding_expression", collection],
  ["lambda_expression", lambda],
  ["anonymous_method_expression", lambda],
]);
