import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";

/** A PowerShell file with its tree. */
export interface Script {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** Name of a variable without sign, braces and scope, in lower case: names have no case. Undefined for `$env:X`. */
export function variableName(text: string): string | undefined {
  const match = /^[$@]\{?(?:(script|global|local|private|using|env):)?(\w+)\}?$/i.exec(text);
  return match && match[1]?.toLowerCase() !== "env" ? match[2]?.toLowerCase() : undefined;
}

/** The variable an assignment sets; undefined for a member or an element. */
export function assignedName(assignment: Node): string | undefined {
  const left = assignment.namedChildren.find((one) => one?.type === "left_assignment_expression");
  const match = /^(?:\[[\w.[\]]+\]\s*)*(\$\S+)$/.exec(left?.text.trim() ?? "");
  return match?.[1] === undefined ? undefined : variableName(match[1]);
}

/** The statement a node is part of, the innermost one. */
export function statementOf(node: Node): Node {
  let statement = node;
  while (statement.parent && !/^(?:statement_list|program)$/.test(statement.parent.type))
    statement = statement.parent;
  return statement;
}

/** Every command of a tree with its words: a parameter with the value that follows it. */
export interface Command {
  readonly node: Node;
  /** In lower case. */
  readonly name: string;
  readonly word: Node;
  /** Values by parameter (`-headers`), in lower case; a switch has none. */
  readonly parameters: ReadonlyMap<string, { readonly at: Node; readonly value: Node | undefined }>;
  /** Words without a parameter. */
  readonly others: readonly Node[];
}

/** Parameters that take no value. */
const SWITCH = /^-(?:use|passthru|skip|disable|allow|resume|form$|noproxy|preserve)/i;

/** Reads a command; undefined for one whose name is no plain word. */
export function commandOf(node: Node): Command | undefined {
  const word = node.namedChildren.find((one) => one?.type === "command_name");
  if (node.type !== "command" || !word) return undefined;
  const elements = (
    node.namedChildren.find((one) => one?.type === "command_elements")?.namedChildren ?? []
  ).filter((one): one is Node => one !== null && !/^(?:command_argument_sep|comment)$/.test(one.type));
  const parameters = new Map<string, { at: Node; value: Node | undefined }>();
  const others: Node[] = [];
  for (let index = 0; index < elements.length; index++) {
    const at = elements[index] as Node;
    const next = elements[index + 1];
    if (at.type !== "command_parameter") others.push(at);
    else if (next && next.type !== "command_parameter" && !SWITCH.test(at.text)) {
      parameters.set(at.text.toLowerCase().replace(/:$/, ""), { at, value: next });
      index++;
    } else parameters.set(at.text.toLowerCase(), { at, value: undefined });
  }
  return { node, name: word.text.toLowerCase(), word, parameters, others };
}

/** All commands below a node. */
export const commandsOf = (root: Node): Command[] =>
  [...nodesBelow(root)].flatMap((node) => commandOf(node) ?? []);

/** The key of a hash's entry, in lower case. */
export const keyOf = (entry: Node): string =>
  (entry.namedChildren.find((one) => one?.type === "key_expression")?.text ?? "")
    .replace(/^["']|["']$/g, "")
    .toLowerCase();

/** The function a node stands in. */
export function functionAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent) if (up.type === "function_statement") return up;
  return undefined;
}

/** Name of a function, in lower case. */
export const functionName = (node: Node): string =>
  (node.namedChildren.find((one) => one?.type === "function_name")?.text ?? "")
    .replace(/^\w+:/, "")
    .toLowerCase();

/** Parameters that a script or function declares, in lower case. */
export const parametersOf = (root: Node): string[] =>
  [...nodesBelow(root)].flatMap((node) =>
    node.type === "script_parameter"
      ? (variableName(node.namedChildren.find((one) => one?.type === "variable")?.text ?? "") ?? [])
      : [],
  );
