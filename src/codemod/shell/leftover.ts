import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { type Carriers, enclosing } from "./carriers.ts";

/** Commands that do no more with a value than look whether there is one. */
const GUARDS = /^(?:\[|test|:|unset)$/;

/** What else reads a variable or calls a function that carries the credential: all that no edit takes out and no rewritten call gets. */
export function leftovers(
  root: Node,
  carriers: Carriers,
  edits: readonly Pick<Edit, "at">[],
  calls: readonly Node[],
): string[] {
  const found = new Set<string>();
  const taken: Span[] = [
    ...edits.flatMap(({ at }) => (at.start < at.end ? at : [])),
    ...[...carriers.variables.values()].flat().map(spanOf),
    ...calls.map(spanOf),
  ];
  for (const node of nodesBelow(root)) {
    const isVariable = node.type === "variable_name" && carriers.variables.has(node.text);
    const isFunction = node.type === "command_name" && carriers.functions.has(node.text);
    if (!isVariable && !isFunction) continue;
    if (taken.some(({ start, end }) => start <= node.startIndex && node.endIndex <= end)) continue;
    if (isVariable && (isTarget(node) || isGuarded(node) || isCommand(node))) continue;
    const around = enclosing(node, "function_definition")?.childForFieldName("name")?.text;
    if (around !== undefined && carriers.functions.has(around)) continue;
    const name = enclosing(node, "command")?.childForFieldName("name")?.text ?? "";
    const reader = /^[\w./-]{1,40}$/.test(name) && name !== node.text ? name : "another command";
    found.add(`${isVariable ? "$" : ""}${node.text} also goes to ${reader}, which gets no token.`);
  }
  return [...found];
}

const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });

/** The variable is set or declared here. */
const isTarget = ({ parent }: Node): boolean =>
  parent?.type === "declaration_command" ||
  parent?.type === "unset_command" ||
  parent?.type === "variable_assignment" ||
  (parent?.type === "subscript" && parent.parent?.type === "variable_assignment");

/** `[ -n "$AUTH" ]`, `: "${AUTH:?}"`. */
const isGuarded = (node: Node): boolean =>
  enclosing(node, "test_command") !== undefined ||
  GUARDS.test(enclosing(node, "command")?.childForFieldName("name")?.text ?? "");

/** `$ZD "$url"`, `eval "$ZD $url"`: the shell itself runs what the variable holds. */
function isCommand(node: Node): boolean {
  const command = enclosing(node, "command");
  const name = command?.childForFieldName("name");
  if (!command || !name) return false;
  if (/^\$(?:\w+|\{\w+(?:\[[@*]\])?\})$/.test(name.text.replace(/^"(.*)"$/, "$1")))
    return name.startIndex <= node.startIndex && node.endIndex <= name.endIndex;
  const [first] = command.childrenForFieldName("argument");
  return (
    name.text === "eval" &&
    first !== undefined &&
    first !== null &&
    node.startIndex - first.startIndex <= 3 &&
    node.endIndex <= first.endIndex
  );
}
