import type { Node } from "web-tree-sitter";
import type { Call, Part, Value } from "../../model/fact.ts";
import { opaqueValue, textValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { knownCall, readsEnvironment, writtenText } from "./calls.ts";
import { composite } from "./literals.ts";
import { chainName, children, deeper, type Go, literalText, type Place } from "./place.ts";
import { stringText } from "./strings.ts";

const EXPRESSIONS = new Set([
  "identifier",
  "selector_expression",
  "index_expression",
  "call_expression",
  "composite_literal",
  "func_literal",
  "binary_expression",
  "unary_expression",
  "parenthesized_expression",
  "type_conversion_expression",
  "type_assertion_expression",
  "slice_expression",
  "interpreted_string_literal",
  "raw_string_literal",
  "nil",
  "true",
  "false",
  "literal_element",
]);

/** Node types this file lowers to a value. */
export const isExpression = (node: Node): boolean => EXPRESSIONS.has(node.type);

/** Lowers an expression to its value and emits what is in it. */
export function lowerExpression(go: Go, node: Node, place: Place): Value {
  go.lowering.tick(place.depth);
  const at = spanOf(node);
  switch (node.type) {
    case "interpreted_string_literal":
    case "raw_string_literal":
      return textValue(at, stringText(node.text));
    case "nil":
      return value(at, []);
    case "true":
    case "false":
      return textValue(at, node.type);
    case "identifier":
      return value(at, [{ name: node.text === place.receiver ? "this" : node.text }]);
    case "selector_expression":
      return selector(go, node, place);
    case "index_expression":
      return indexed(go, node, place);
    case "call_expression":
    case "type_conversion_expression":
      return called(go, node, place);
    case "composite_literal":
      return composite(go, node, place);
    case "func_literal":
      go.closure(node, place);
      return opaqueValue(at);
    case "binary_expression":
      return binary(go, node, place);
    case "unary_expression": {
      const operand = node.childForFieldName("operand");
      const operator = node.childForFieldName("operator")?.text ?? "";
      if (operand && (operator === "&" || operator === "*")) return go.expression(operand, deeper(place));
      if (operand) go.statement(operand, deeper(place));
      return opaqueValue(at);
    }
    case "parenthesized_expression":
    case "literal_element": {
      const [inner] = children(node);
      return inner ? go.expression(inner, deeper(place)) : opaqueValue(at);
    }
    case "type_assertion_expression": {
      const operand = node.childForFieldName("operand");
      return operand ? go.expression(operand, deeper(place)) : opaqueValue(at);
    }
    case "literal_value":
      return composite(go, node, place);
    default:
      for (const child of children(node)) go.statement(child, deeper(place));
      return opaqueValue(at);
  }
}

function selector(go: Go, node: Node, place: Place): Value {
  const operand = node.childForFieldName("operand");
  const field = node.childForFieldName("field")?.text ?? "*";
  const from = operand ? chainName(go.expression(operand, deeper(place))) : "()";
  return value(spanOf(node), [{ name: `${from}.${field}` }]);
}

function indexed(go: Go, node: Node, place: Place): Value {
  const operand = node.childForFieldName("operand");
  const index = node.childForFieldName("index");
  const from = operand ? chainName(go.expression(operand, deeper(place))) : "()";
  const key = index ? go.expression(index, deeper(place)) : undefined;
  const segment = literalText(key) || (index?.type === "int_literal" ? index.text : "*");
  return value(spanOf(node), [{ name: `${from}.${segment}` }]);
}

function called(go: Go, node: Node, place: Place): Value {
  const at = spanOf(node);
  const callee = node.childForFieldName("function") ?? node.childForFieldName("type");
  const list = node.childForFieldName("arguments");
  const operand = node.childForFieldName("operand");
  // `[]byte(x)`: a conversion to a type without a name is just its operand.
  if (operand && callee && callee.type !== "generic_type") return go.expression(operand, deeper(place));
  const { name, receiver } = target(go, callee, place);
  const args = (operand ? [operand] : children(list)).map((argument) => {
    if (argument.type !== "func_literal") return go.expression(argument, deeper(place));
    go.closure(argument, place, name);
    return opaqueValue(spanOf(argument));
  });
  const call: Call = { call: name, args, named: [], ...(receiver ? { receiver } : {}) };
  const real = canonical(go, name);
  const known = knownCall(call, real);
  // A read of the environment is what it reads, and no call besides.
  if (!known || !readsEnvironment(real)) go.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const written = writtenText(call, real);
  if (written) go.lowering.emit({ kind: "value", at, scope: place.scope, value: value(at, written) });
  return value(at, known ?? [call]);
}

/** The callee with its package's real name: `b64.StdEncoding` is `encoding/base64.StdEncoding`. */
function canonical(go: Go, name: string): string {
  const dot = name.indexOf(".");
  if (dot < 0) return name;
  return `${go.modules.get(name.slice(0, dot)) ?? name.slice(0, dot)}${name.slice(dot)}`;
}

function target(go: Go, callee: Node | null, place: Place): { name: string; receiver?: Value } {
  if (!callee) return { name: "()" };
  if (callee.type === "generic_type") return { name: callee.childForFieldName("type")?.text ?? "()" };
  if (callee.type !== "selector_expression") return { name: chainName(go.expression(callee, deeper(place))) };
  const operand = callee.childForFieldName("operand");
  const field = callee.childForFieldName("field")?.text ?? "*";
  if (!operand) return { name: `().${field}` };
  const from = go.expression(operand, deeper(place));
  const [only] = from.parts;
  const name = `${chainName(from)}.${field}`;
  return from.parts.length === 1 && only && "name" in only ? { name } : { name, receiver: from };
}

/** Operands of a left-leaning chain of `+`, without recursion: such chains grow long. */
function binary(go: Go, node: Node, place: Place): Value {
  const at = spanOf(node);
  const operator = node.childForFieldName("operator")?.text ?? "";
  const operands: Node[] = [];
  let current: Node | null = node;
  while (current?.type === "binary_expression" && current.childForFieldName("operator")?.text === operator) {
    go.lowering.tick();
    const right = current.childForFieldName("right");
    if (right) operands.push(right);
    current = current.childForFieldName("left");
  }
  if (current) operands.push(current);
  operands.reverse();
  // What error recovery put together was not written together.
  if (operator !== "+" || node.children.some((child) => child.isError)) {
    for (const operand of operands) go.statement(operand, deeper(place));
    return opaqueValue(at);
  }
  const parts: Part[] = operands.flatMap((operand) => go.expression(operand, deeper(place)).parts);
  return parts.every((part) => "opaque" in part) ? opaqueValue(at) : value(at, parts);
}
