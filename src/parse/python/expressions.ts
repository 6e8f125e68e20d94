import type { Node } from "web-tree-sitter";
import type { Entry, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { isVariable } from "./calls.ts";
import { lambda } from "./functions.ts";
import { invocation } from "./invocations.ts";
import { type Link, literalText, nameValue, neverReturns, type Place, worthHolding } from "./place.ts";
import { percentFormat, stringParts } from "./strings.ts";

/** Named children without comments and line continuations, which may stand anywhere. */
export const partsOf = (node: Node): Node[] =>
  node.namedChildren.filter((child) => child.type !== "comment" && child.type !== "line_continuation");

/** The source text of a node. */
export const textOf = (node: Node, place: Place): string =>
  place.file.lowering.text.slice(node.startIndex, node.endIndex);

/** Lowers an expression: emits the facts of its calls and gives its value. */
export function expression(node: Node, place: Place): Value {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const lowered = lowerExpression(node, place);
  file.depth--;
  return lowered;
}

/** Lowers an expression that stands where no fact holds it. */
export function loose(node: Node, place: Place): void {
  holdLoose(expression(node, place), place);
}

/** Emits a value that no other fact holds, if it says anything. */
export function holdLoose(found: Value, place: Place): void {
  if (worthHolding(found))
    place.file.lowering.emit({ kind: "value", at: found.at, scope: place.scope, value: found });
}

function lowerExpression(node: Node, place: Place): Value {
  const at = spanOf(node);
  switch (node.type) {
    case "identifier":
    case "attribute":
    case "subscript":
    case "call":
    case "await":
    case "parenthesized_expression":
      return lowerLink(node, place).value;
    case "string":
      return stringValue(node, place);
    case "concatenated_string":
      return value(
        at,
        partsOf(node).flatMap((child) => expression(child, place).parts),
      );
    case "binary_operator":
      return binary(node, place);
    case "boolean_operator": {
      const operands = spine(node, "boolean_operator", operatorOf(node));
      if (operatorOf(node) === "or") {
        const alternatives = operands
          .map((operand) => expression(operand, place))
          .filter((one) => !neverReturns(one));
        const [first] = alternatives;
        return alternatives.length === 1 && first
          ? { at, parts: first.parts }
          : value(at, [{ choice: alternatives }]);
      }
      // `a and b` is b where it is anything.
      for (const operand of operands.slice(0, -1)) loose(operand, place);
      const last = operands.at(-1);
      return last ? expression(last, place) : opaqueValue(at);
    }
    case "conditional_expression": {
      const [first, condition, second] = partsOf(node);
      if (condition) loose(condition, place);
      const branches = [first, second].filter((branch) => branch !== undefined);
      return value(at, [{ choice: branches.map((branch) => expression(branch, place)) }]);
    }
    case "named_expression": {
      const name = node.childForFieldName("name");
      const right = node.childForFieldName("value");
      if (!name || !right) return opaqueValue(at);
      place.file.lowering.emit({
        kind: "assign",
        at,
        scope: place.scope,
        name: textOf(name, place),
        value: expression(right, place),
      });
      return nameValue(at, textOf(name, place));
    }
    case "lambda":
      return lambda(node, place, "");
    case "list":
    case "tuple":
    case "set":
    case "expression_list":
    case "pattern_list":
      return value(at, [{ list: partsOf(node).flatMap((child) => element(child, place)) }]);
    case "dictionary":
      return value(at, [{ object: partsOf(node).flatMap((child) => pair(child, place)) }]);
    case "list_comprehension":
    case "set_comprehension":
    case "generator_expression":
    case "dictionary_comprehension":
      return comprehension(node, place);
    case "true":
    case "false":
      return value(at, [{ text: node.type }]);
    case "none":
      return value(at, []);
    case "list_splat":
    case "dictionary_splat": {
      const inner = partsOf(node)[0];
      return inner ? expression(inner, place) : opaqueValue(at);
    }
    case "integer":
    case "float":
    case "ellipsis":
    case "type":
      return opaqueValue(at);
    default:
      for (const child of partsOf(node)) loose(child, place);
      return opaqueValue(at);
  }
}

function stringValue(node: Node, place: Place): Value {
  const at = spanOf(node);
  // Backquotes of Python 2 are repr().
  if (textOf(node, place).startsWith("`")) return opaqueValue(at);
  return value(
    at,
    stringParts(node, place.file.lowering.text, (inner) => expression(inner, place).parts),
  );
}

const operatorOf = (node: Node): string => node.childForFieldName("operator")?.type ?? "";

/** Operands of a left-leaning chain of one operator, so that long concatenations need no recursion. */
function spine(node: Node, type: string, operator: string): Node[] {
  const operands: Node[] = [];
  let current: Node | null = node;
  while (current && current.type === type && operatorOf(current) === operator) {
    const right = current.childForFieldName("right");
    if (right) operands.push(right);
    current = current.childForFieldName("left");
  }
  if (current) operands.push(current);
  return operands.reverse();
}

function binary(node: Node, place: Place): Value {
  const at = spanOf(node);
  const operator = operatorOf(node);
  if (operator === "+") {
    const parts = spine(node, "binary_operator", "+").flatMap((operand) => expression(operand, place).parts);
    const lists = parts.flatMap((part) => ("list" in part ? [part.list] : []));
    return value(at, lists.length === parts.length ? [{ list: lists.flat() }] : parts);
  }
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return opaqueValue(at);
  const first = expression(left, place);
  const second = expression(right, place);
  if (operator === "%") {
    const format = literalText(first);
    if (format !== undefined) return percentFormat(at, format, second);
    const only = first.parts.length === 1 ? first.parts[0] : undefined;
    // A format kept in a constant: `AUTH % (email, token)`.
    if (only && "name" in only && right.type !== "integer") {
      const part = second.parts.length === 1 ? second.parts[0] : undefined;
      return value(at, [
        part && "object" in part
          ? { call: `${only.name}.%`, args: [], named: part.object }
          : { call: `${only.name}.%`, args: part && "list" in part ? part.list : [second], named: [] },
      ]);
    }
  }
  if (
    operator === "|" &&
    [first, second].some((one) => one.parts.length === 1 && one.parts[0] && "object" in one.parts[0])
  )
    return value(at, [{ object: [first, second].flatMap(spreadEntries) }]);
  holdLoose(first, place);
  holdLoose(second, place);
  return opaqueValue(at);
}

/** The entries of an object literal, or one `...` entry for anything else. */
export function spreadEntries(source: Value): Entry[] {
  const only = source.parts.length === 1 ? source.parts[0] : undefined;
  return only && "object" in only ? [...only.object] : [{ key: "...", at: source.at, value: source }];
}

function element(node: Node, place: Place): Value[] {
  const lowered = expression(node, place);
  const only = lowered.parts.length === 1 ? lowered.parts[0] : undefined;
  return node.type === "list_splat" && only && "list" in only ? [...only.list] : [lowered];
}

function pair(node: Node, place: Place): Entry[] {
  if (node.type === "dictionary_splat") return spreadEntries(expression(node, place));
  const key = node.childForFieldName("key");
  const content = node.childForFieldName("value");
  if (node.type !== "pair" || !key || !content) {
    loose(node, place);
    return [];
  }
  return [{ key: keyText(key, place), at: spanOf(key), value: expression(content, place) }];
}

/** A key or index: its literal text or number, `*` when it is computed. */
function keyText(node: Node, place: Place): string {
  if (node.type === "integer") return textOf(node, place);
  if (node.type === "slice" || node.type === "unary_operator") return "*";
  const lowered = expression(node, place);
  const text = literalText(lowered);
  if (text) return text;
  holdLoose(lowered, place);
  return "*";
}

function comprehension(node: Node, place: Place): Value {
  const at = spanOf(node);
  let result = opaqueValue(at);
  for (const child of partsOf(node)) {
    if (child.type === "for_in_clause") {
      const source = child.childForFieldName("right");
      if (source) loose(source, place);
    } else if (child.type === "if_clause") {
      for (const condition of partsOf(child)) loose(condition, place);
    } else if (child.type === "pair") result = value(at, [{ object: pair(child, place) }]);
    else result = value(at, [{ list: [expression(child, place)] }]);
  }
  return result;
}

/** Lowers a link of a chain: name, member, index, call; everything else is a root without a name. */
export function link(node: Node, place: Place): Link {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const found = lowerLink(node, place);
  file.depth--;
  return found;
}

function lowerLink(node: Node, place: Place): Link {
  const at = spanOf(node);
  switch (node.type) {
    case "identifier": {
      const text = textOf(node, place);
      const path = text === "self" || text === place.self ? "this" : text;
      return { path, plain: true, value: nameValue(at, path) };
    }
    case "attribute": {
      const object = node.childForFieldName("object");
      const attribute = node.childForFieldName("attribute");
      if (!object || !attribute) break;
      return member(link(object, place), textOf(attribute, place), at, place);
    }
    case "subscript": {
      const object = node.childForFieldName("value");
      const keys = node.childrenForFieldName("subscript").filter((key) => key !== null);
      const key = keys[0];
      if (!object || !key) break;
      const base = link(object, place);
      for (const more of keys.slice(1)) loose(more, place);
      // A piece of a text is still that text: `str(b64encode(pair))[2:-1]`.
      if (key.type === "slice" && keys.length === 1) {
        for (const end of partsOf(key)) loose(end, place);
        return base;
      }
      const name = keyText(key, place);
      if (name !== "*" && key.type !== "integer" && isVariable(base, name, place))
        return { path: "env", plain: false, value: { at, parts: [{ env: name }] } };
      return member(base, name, at, place);
    }
    case "call":
      return invocation(node, place);
    case "await":
    case "parenthesized_expression": {
      const inner = partsOf(node);
      if (inner.length === 1 && inner[0]) return link(inner[0], place);
      break;
    }
    default: {
      const root = expression(node, place);
      return { ...rootOf(root), value: root };
    }
  }
  // A chain broken by a syntax error: its pieces stand for themselves.
  for (const child of partsOf(node)) loose(child, place);
  return { path: "()", plain: false, value: opaqueValue(at) };
}

/** How a value that has no name begins a chain. */
export function rootOf(root: Value): { path: string; plain: boolean } {
  const only = root.parts.length === 1 ? root.parts[0] : undefined;
  if (only && "env" in only) return { path: "env", plain: false };
  const literal = root.parts.length === 0 || root.parts.some((part) => "text" in part);
  return { path: literal ? '""' : "()", plain: false };
}

function member(base: Link, name: string, at: { start: number; end: number }, place: Place): Link {
  if (!base.plain) holdLoose(base.value, place);
  // `self.__class__.x` is a member like `self.x`, and so is `self.__dict__["x"]`.
  const path =
    (base.path === "this" && name === "__class__") || name === "__dict__"
      ? base.path
      : `${base.path}.${name}`;
  return { path, plain: base.plain, value: nameValue(at, path) };
}
