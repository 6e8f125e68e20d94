import type { Node } from "web-tree-sitter";
import type { Call, Entry, Part, Value } from "../../model/fact.ts";
import { opaqueValue, textValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { assignment, augmented } from "./assignments.ts";
import { knownCall, readsEnvironment } from "./calls.ts";
import { callOf } from "./invocations.ts";
import { deeper, isWorthy, literalText, type Php, type Place } from "./place.ts";
import { isReference, reference } from "./references.ts";
import { environmentParts, stringParts } from "./strings.ts";

const WRAPPERS = new Set([
  "parenthesized_expression",
  "cast_expression",
  "error_suppression_expression",
  "clone_expression",
  "by_ref",
  "variadic_unpacking",
]);

const STRINGS = new Set(["string", "encapsed_string", "heredoc", "nowdoc", "shell_command_expression"]);

const OTHERS = new Set([
  "array_creation_expression",
  "assignment_expression",
  "reference_assignment_expression",
  "augmented_assignment_expression",
  "binary_expression",
  "conditional_expression",
  "match_expression",
  "include_expression",
  "include_once_expression",
  "require_expression",
  "require_once_expression",
  "function_call_expression",
  "member_call_expression",
  "nullsafe_member_call_expression",
  "scoped_call_expression",
  "object_creation_expression",
  "anonymous_function",
  "arrow_function",
]);

/** Node types this file lowers to a value. */
export const isExpression = (node: Node): boolean =>
  OTHERS.has(node.type) || STRINGS.has(node.type) || WRAPPERS.has(node.type) || isReference(node);

/** Lowers an expression to its value and emits what is in it. */
export function lowerExpression(php: Php, node: Node, place: Place): Value {
  php.lowering.tick(place.depth);
  const at = spanOf(node);
  if (STRINGS.has(node.type)) {
    const text = value(
      at,
      environmentParts(stringParts(node, php.lowering.text, (child) => php.expression(child, deeper(place)))),
    );
    if (node.type !== "shell_command_expression") return text;
    // Backquotes are `shell_exec`.
    const call: Call = { call: "`", args: [text], named: [] };
    php.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
    return value(at, [call]);
  }
  if (isReference(node)) return reference(php, node, place);
  if (WRAPPERS.has(node.type)) {
    const inner =
      node.childForFieldName("value") ?? node.namedChildren.findLast((child) => child.type !== "comment");
    return inner ? php.expression(inner, deeper(place)) : opaqueValue(at);
  }
  switch (node.type) {
    case "null":
      return value(at, []);
    case "boolean":
      return textValue(at, node.text.toLowerCase());
    case "array_creation_expression":
      return array(php, node, place);
    case "assignment_expression":
    case "reference_assignment_expression":
      return assignment(php, node, place);
    case "augmented_assignment_expression":
      return augmented(php, node, place);
    case "binary_expression":
      return binary(php, node, place);
    case "conditional_expression":
      return conditional(php, node, place);
    case "match_expression":
      return matched(php, node, place);
    case "include_expression":
    case "include_once_expression":
    case "require_expression":
    case "require_once_expression":
      return included(php, node, place);
    case "function_call_expression":
    case "member_call_expression":
    case "nullsafe_member_call_expression":
    case "scoped_call_expression":
    case "object_creation_expression":
      return called(php, node, place);
    case "anonymous_function":
    case "arrow_function":
      php.closure(node, place);
      return opaqueValue(at);
    default:
      for (const child of node.namedChildren) php.statement(child, deeper(place));
      return opaqueValue(at);
  }
}

function called(php: Php, node: Node, place: Place): Value {
  const at = spanOf(node);
  const call = callOf(php, node, place);
  if (!call) return opaqueValue(at);
  const known = node.type === "object_creation_expression" ? undefined : knownCall(call);
  // A read of the environment is what it reads, and no call besides.
  if (!known || !readsEnvironment(call)) php.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const [name, defined] = call.args;
  if (call.call.toLowerCase() === "define" && defined) {
    const constant = literalText(name);
    if (constant)
      php.lowering.emit({ kind: "assign", at, scope: place.scope, name: constant, value: defined });
  }
  return value(at, known ?? [call]);
}

/** `require 'config.php'`: what other file's definitions (and returned value) come in. */
function included(php: Php, node: Node, place: Place): Value {
  const at = spanOf(node);
  const argument = node.namedChildren.find((child) => child.type !== "comment");
  if (!argument) return opaqueValue(at);
  const path = php.expression(argument, deeper(place));
  const call: Call = { call: node.type.slice(0, -"_expression".length), args: [path], named: [] };
  php.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const module = modulePath(path);
  if (module) {
    const left = node.parent?.type === "assignment_expression" ? node.parent.childForFieldName("left") : null;
    const local = left?.type === "variable_name" ? left.text.slice(1) : "*";
    php.lowering.emit({ kind: "import", at, scope: place.scope, module, names: [{ imported: "*", local }] });
  }
  return value(at, [call]);
}

/** The literal end of an included path; a folder before it that is not literal counts as this file's own. */
function modulePath(path: Value): string | undefined {
  const whole = literalText(path);
  if (whole !== undefined) return whole || undefined;
  const last = path.parts.at(-1);
  return last && "text" in last && last.text.startsWith("/") ? `.${last.text}` : undefined;
}

function array(php: Php, node: Node, place: Place): Value {
  const entries: Entry[] = [];
  let keyed = false;
  let index = 0;
  for (const element of node.namedChildren) {
    if (element.type !== "array_element_initializer") continue;
    php.lowering.tick(place.depth);
    const [first, second] = element.namedChildren.filter((child) => child.type !== "comment");
    if (!first) continue;
    if (second) {
      keyed = true;
      entries.push({
        key: key(php, first, place),
        at: spanOf(first),
        value: php.expression(second, deeper(place)),
      });
    } else {
      const spread = first.type === "variadic_unpacking";
      entries.push({
        key: spread ? "..." : String(index++),
        at: spanOf(first),
        value: php.expression(first, deeper(place)),
      });
    }
  }
  return value(spanOf(node), [keyed ? { object: entries } : { list: entries.map((entry) => entry.value) }]);
}

/** The key of an array element: text, a constant's own name, `*` when it is computed. */
function key(php: Php, node: Node, place: Place): string {
  const given = php.expression(node, deeper(place));
  const text = literalText(given);
  if (text !== undefined) return text;
  if (node.type === "integer") return node.text;
  if (node.type === "name" || node.type === "qualified_name")
    return node.text.slice(node.text.lastIndexOf("\\") + 1);
  if (node.type === "class_constant_access_expression") {
    const [owner, constant] = node.namedChildren;
    const name = constant?.text ?? "*";
    // Guzzle's option constants are their own names in lower case: `RequestOptions::AUTH` is 'auth'.
    return owner?.text.endsWith("RequestOptions") ? name.toLowerCase() : name;
  }
  return "*";
}

/** Operands of a left-leaning chain of one operator, without recursion: such chains grow long. */
function operands(php: Php, node: Node, operator: string): Node[] {
  const found: Node[] = [];
  let current: Node | null = node;
  while (current?.type === "binary_expression" && current.childForFieldName("operator")?.text === operator) {
    php.lowering.tick();
    const right = current.childForFieldName("right");
    if (right) found.push(right);
    current = current.childForFieldName("left");
  }
  if (current) found.push(current);
  return found.reverse();
}

function binary(php: Php, node: Node, place: Place): Value {
  const at = spanOf(node);
  const operator = node.childForFieldName("operator")?.text ?? "";
  // What error recovery put together was not written together.
  const broken = node.children.some((child) => child.isError);
  if (operator === "." && !broken) {
    const parts: Part[] = [];
    for (const operand of operands(php, node, "."))
      parts.push(...php.expression(operand, deeper(place)).parts);
    return value(at, parts);
  }
  if (operator === "??") {
    const choice: Value[] = [];
    for (let current: Node | null = node; current; ) {
      php.lowering.tick(place.depth);
      const chained: boolean =
        current.type === "binary_expression" && current.childForFieldName("operator")?.text === "??";
      const operand: Node | null = chained ? current.childForFieldName("left") : current;
      if (operand) choice.push(php.expression(operand, deeper(place)));
      current = chained ? current.childForFieldName("right") : null;
    }
    return value(at, [{ choice }]);
  }
  if (operator === "+") {
    const values = operands(php, node, "+").map((operand) => php.expression(operand, deeper(place)));
    if (values.some((one) => one.parts.some((part) => "object" in part)))
      return value(at, [{ object: values.flatMap(merged) }]);
    for (const one of values) loose(php, one, place);
    return opaqueValue(at);
  }
  for (const operand of operands(php, node, operator)) php.statement(operand, deeper(place));
  return opaqueValue(at);
}

/** `$defaults + ['auth' => …]`: the entries of a literal, a spread of anything else. */
function merged(one: Value): readonly Entry[] {
  const [only] = one.parts;
  return only && "object" in only ? only.object : [{ key: "...", at: one.at, value: one }];
}

function loose(php: Php, one: Value, place: Place): void {
  if (isWorthy(one)) php.lowering.emit({ kind: "value", at: one.at, scope: place.scope, value: one });
}

function conditional(php: Php, node: Node, place: Place): Value {
  const condition = node.childForFieldName("condition");
  const body = node.childForFieldName("body");
  const alternative = node.childForFieldName("alternative");
  const choice: Value[] = [];
  if (condition && body) php.statement(condition, deeper(place));
  for (const branch of [body ?? condition, alternative])
    if (branch) choice.push(php.expression(branch, deeper(place)));
  return value(spanOf(node), [{ choice }]);
}

function matched(php: Php, node: Node, place: Place): Value {
  const choice: Value[] = [];
  const condition = node.childForFieldName("condition");
  if (condition) php.statement(condition, deeper(place));
  for (const arm of node.childForFieldName("body")?.namedChildren ?? []) {
    const conditions = arm.childForFieldName("conditional_expressions");
    for (const one of conditions?.namedChildren ?? []) php.statement(one, deeper(place));
    const result = arm.childForFieldName("return_expression");
    if (result) choice.push(php.expression(result, deeper(place)));
  }
  return value(spanOf(node), [{ choice }]);
}
