import type { Node } from "web-tree-sitter";
import type { Call, Entry, Part, Value } from "../../model/fact.ts";
import { formatParts, opaqueValue, textValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { lowerCommand } from "./commands.ts";
import {
  children,
  deeper,
  type Place,
  type Script,
  typeName,
  unwrap,
  variableName,
  variablePart,
} from "./context.ts";
import { stringParts } from "./strings.ts";

/** Methods that give back what they are called on, and functions of .NET that give back what they are given. */
const TRANSPARENT = /^(?:trim|trimend|trimstart|tostring|tochararray|clone|getnetworkcredential|valueof)$/i;
const WRAPPERS = /(?:^|\.)(?:GetBytes|GetString|ToString)$/i;

/** The value of an expression; emits the calls within. */
export function expression(script: Script, wrapped: Node, place: Place): Value {
  const node = unwrap(wrapped);
  script.lowering.tick(place.depth);
  const at = spanOf(node);
  const inner = deeper(place, place.of);
  switch (node.type) {
    case "variable":
    case "braced_variable":
      return value(at, [variablePart(script, node.text)]);
    case "string_literal":
    case "expandable_string_literal":
    case "verbatim_string_characters":
    case "expandable_here_string_literal":
    case "verbatim_here_string_characters":
      return value(
        at,
        stringParts(script, node, inner, (child, within) => expression(script, child, within).parts),
      );
    case "generic_token":
    case "simple_name":
    case "command_name":
      return textValue(at, node.text.replace(/`(.)/g, "$1"));
    case "hash_literal_expression":
      return { at, parts: [{ object: hashEntries(script, node, inner) }] };
    case "array_expression":
    case "array_literal_expression":
      return { at, parts: [{ list: listItems(script, node, inner) }] };
    case "parenthesized_expression":
    case "sub_expression":
      return { at, parts: grouped(script, node, inner) };
    case "script_block_expression":
      script.block(node, inner);
      return opaqueValue(at);
    case "cast_expression": {
      const operand = children(node).at(-1);
      return operand ? expression(script, operand, inner) : opaqueValue(at);
    }
    case "type_literal":
      return value(at, [{ name: typeName(node.text) }]);
    case "member_access":
    case "element_access":
    case "invokation_expression":
      return chain(script, node, inner).value;
    case "command":
      return lowerCommand(script, node, inner, undefined) ?? opaqueValue(at);
    case "expression_with_unary_operator":
      return unary(script, node, inner);
    case "pipeline":
    case "assignment_expression":
    case "if_statement":
      return script.statement(node, inner) ?? opaqueValue(at);
    default:
      return operator(script, node, inner);
  }
}

/** Left, operator, right: `+`, `-f`, `-join`, `-or`, `??`; anything else only shows what it holds. */
function operator(script: Script, node: Node, place: Place): Value {
  const at = spanOf(node);
  const operands = children(node).filter((child) => !/operator$/.test(child.type));
  const left = operands[0];
  const right = operands.at(-1);
  if (!left || !right || left.id === right.id) {
    return left ? expression(script, left, place) : opaqueValue(at);
  }
  const mark = script.lowering.text.slice(left.endIndex, right.startIndex).trim().toLowerCase();
  if (/^additive/.test(node.type) && mark === "+") {
    const first = expression(script, left, place);
    return value(at, [...first.parts, ...expression(script, right, place).parts]);
  }
  const first = expression(script, left, place);
  const second = expression(script, right, place);
  if (mark === "??") return { at, parts: [{ choice: [first, second] }] };
  if (mark === "-f") return value(at, formatted(first, itemsOf(second)));
  if (mark === "-join") {
    const joined = joinedParts(itemsOf(first), second);
    if (joined) return value(at, joined);
  }
  if (/^-[ci]?replace$/.test(mark) || mark === "-as") return { at, parts: first.parts };
  for (const side of [first, second]) {
    if (
      side.parts.some((part) => !("text" in part || "name" in part || "opaque" in part || "call" in part))
    ) {
      script.lowering.emit({ kind: "value", at: side.at, scope: place.scope, value: side });
    }
  }
  return opaqueValue(at);
}

function unary(script: Script, node: Node, place: Place): Value {
  const operand = children(node).at(-1);
  if (!operand) return opaqueValue(spanOf(node));
  const read = expression(script, operand, place);
  const mark = node.child(0)?.text.toLowerCase();
  if (mark === "-join")
    return value(spanOf(node), joinedParts(itemsOf(read), textValue(read.at, "")) ?? [{ opaque: true }]);
  if (mark === ",") return { at: spanOf(node), parts: [{ list: [read] }] };
  if (read.parts.some((part) => "env" in part))
    script.lowering.emit({ kind: "value", at: read.at, scope: place.scope, value: read });
  return opaqueValue(spanOf(node));
}

const itemsOf = (given: Value): readonly Value[] => {
  const only = given.parts.length === 1 ? given.parts[0] : undefined;
  return only && "list" in only ? only.list : [given];
};

const onlyText = (given: Value | undefined): string | undefined => {
  if (given?.parts.length === 0) return "";
  const only = given?.parts.length === 1 ? given.parts[0] : undefined;
  return only && "text" in only ? only.text : undefined;
};

function formatted(format: Value, args: readonly Value[]): Part[] {
  const text = onlyText(format);
  return text === undefined ? [...format.parts] : formatParts(text, "brace", args);
}

function joinedParts(items: readonly Value[], separator: Value): Part[] | undefined {
  const between = onlyText(separator);
  if (between === undefined || items.length === 0) return undefined;
  return items.flatMap((item, index): Part[] =>
    index === 0 ? [...item.parts] : [{ text: between }, ...item.parts],
  );
}

function hashEntries(script: Script, node: Node, place: Place): Entry[] {
  const entries: Entry[] = [];
  for (const body of children(node)) {
    for (const entry of children(body)) {
      const [key, given] = children(entry);
      if (entry.type !== "hash_entry" || !key || !given) continue;
      const name = unwrap(key);
      const spelled = name.type === "simple_name" ? name.text : onlyText(expression(script, name, place));
      entries.push({
        key: spelled ?? "*",
        at: spanOf(key),
        value: script.statement(given, place) ?? opaqueValue(spanOf(given)),
      });
    }
  }
  return entries;
}

function listItems(script: Script, node: Node, place: Place): Value[] {
  if (node.type === "array_literal_expression")
    return children(node).map((child) => expression(script, child, place));
  const statements = children(node).flatMap((child) =>
    child.type === "statement_list" ? children(child) : [child],
  );
  return statements.flatMap((statement) => {
    const read = script.statement(statement, place);
    return read ? itemsOf(read) : [];
  });
}

/** `( … )` and `$( … )`: the value of the last statement. */
function grouped(script: Script, node: Node, place: Place): readonly Part[] {
  const statements = children(node).flatMap((child) =>
    child.type === "statement_list" ? children(child) : [child],
  );
  let last: Value | undefined;
  for (const statement of statements) last = script.statement(statement, place) ?? last;
  return last?.parts ?? [{ opaque: true }];
}

/** A chain of members, indexes and method calls: its dotted name and its value. */
interface Chain {
  readonly name: string;
  readonly value: Value;
  /** What the chain stands on, once that is more than a name. */
  readonly receiver?: Value;
}

function chain(script: Script, wrapped: Node, place: Place): Chain {
  const node = unwrap(wrapped);
  script.lowering.tick(place.depth);
  const at = spanOf(node);
  const inner = deeper(place);
  const [base, member] = children(node);
  if (!/^(?:member_access|element_access|invokation_expression)$/.test(node.type) || !base) {
    const read = expression(script, node, inner);
    const name = dottedName(script, node);
    if (name !== undefined) return { name, value: read };
    // `(Get-AzKeyVaultSecret …).SecretValue` goes on from the command.
    const only = read.parts.length === 1 ? read.parts[0] : undefined;
    if (only && "call" in only) return { name: `${only.call}()`, value: read, receiver: read };
    if (only && "name" in only) return { name: only.name, value: read };
    return { name: onlyText(read) === undefined ? "()" : '""', value: read, receiver: read };
  }
  const under = chain(script, base, inner);
  if (node.type === "element_access") {
    const key = member ? expression(script, member, inner) : undefined;
    const index = (member && /^\d+$/.test(member.text) ? member.text : undefined) ?? onlyText(key) ?? "*";
    return step(under, index === "" ? "*" : index, at);
  }
  const word = member ? (onlyText(expression(script, member, inner)) ?? "*") : "*";
  const list = children(node).find((child) => child.type === "argument_list");
  if (node.type === "member_access" || !list) {
    // `(Get-Item env:X).Value` and `$x.Length`.
    const env = under.value.parts.length === 1 && under.value.parts[0] && "env" in under.value.parts[0];
    if (env && /^value$/i.test(word))
      return { name: under.name, value: { at, parts: under.value.parts }, receiver: under.value };
    return step(under, word, at);
  }
  const args = argumentValues(script, list, inner, `${under.name}.${word}`);
  return called(script, under, word, args, node, place);
}

function step(under: Chain, word: string, at: Value["at"]): Chain {
  const name = `${under.name}.${word}`;
  return { name, value: value(at, [{ name }]), ...(under.receiver ? { receiver: under.receiver } : {}) };
}

function called(
  script: Script,
  under: Chain,
  word: string,
  args: readonly Value[],
  node: Node,
  place: Place,
): Chain {
  const at = spanOf(node);
  const first = args[0];
  const constructs = /^new$/i.test(word);
  const callee = constructs ? under.name : `${under.name}.${word}`;
  if (/(?:^|\.)Environment\.GetEnvironmentVariable$/i.test(callee)) {
    const variable = onlyText(first);
    if (variable) return { name: "env", value: value(at, [{ env: variable }]) };
  }
  if (args.length === 0 && TRANSPARENT.test(word))
    return {
      name: under.name,
      value: { at, parts: under.value.parts },
      ...(under.receiver ? { receiver: under.receiver } : {}),
    };
  if (first && WRAPPERS.test(callee))
    return { name: "()", value: { at, parts: first.parts }, receiver: first };
  if (first && /^string\.format$/i.test(callee))
    return { name: "()", value: value(at, formatted(first, args.slice(1))) };
  if (first && /^string\.concat$/i.test(callee))
    return {
      name: "()",
      value: value(
        at,
        args.flatMap((one) => one.parts),
      ),
    };
  if (first && /^string\.join$/i.test(callee)) {
    const items = args.length === 2 && args[1] ? itemsOf(args[1]) : args.slice(1);
    const joined = joinedParts(items, first);
    if (joined) return { name: "()", value: value(at, joined) };
  }
  const call: Call = {
    call: callee,
    args,
    named: [],
    ...(under.receiver ? { receiver: under.receiver } : {}),
  };
  script.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const result = value(at, [call]);
  return { name: `${callee}()`, value: result, receiver: result };
}

/** The values in a method's parentheses. */
export function argumentValues(script: Script, list: Node, place: Place, of: string): Value[] {
  return children(list)
    .flatMap((child) => (child.type === "argument_expression_list" ? children(child) : [child]))
    .map((child) => expression(script, child, deeper(place, of)));
}

/** The dotted name of a variable, type or member; undefined for anything else. */
function dottedName(script: Script, node: Node): string | undefined {
  if (node.type === "variable" || node.type === "braced_variable") return variableName(script, node.text);
  if (node.type === "type_literal") return typeName(node.text);
  return undefined;
}

/** What an assignment sets: `$x`, `$this.Token`, `$headers["A"]`, `[string]$x`; one name per variable of a list. */
export function targetNames(script: Script, wrapped: Node, place: Place): string[] {
  const node = unwrap(wrapped);
  if (node.type === "cast_expression") {
    const operand = children(node).at(-1);
    return operand ? targetNames(script, operand, deeper(place)) : [];
  }
  if (node.type === "array_literal_expression")
    return children(node).flatMap((child) => targetNames(script, child, deeper(place)));
  script.lowering.tick(place.depth);
  return [chain(script, node, place).name];
}
