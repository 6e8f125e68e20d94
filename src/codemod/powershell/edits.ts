import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import { removals, spanOf } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Flow } from "./flow.ts";
import { assignedName, commandsOf, keyOf, type Script, statementOf, variableName } from "./script.ts";

/** Parameters that the provider's functions take. */
const TAKEN =
  /^-(?:uri|method|headers|body|contenttype|infile|outfile|passthru|timeoutsec|useragent|maximumredirection|usebasicparsing|erroraction|errorvariable|verbose|debug|warningaction|outvariable)$/;

/** Names of the provider's functions, by the command they stand for. */
export interface Functions {
  readonly rest: string;
  readonly web: string;
}

/** What a rewrite of scripts comes to. */
export interface ScriptEdits {
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
}

/** The edits that take the credential out and make the provider's functions send; undefined when some command cannot be changed. */
export function scriptEdits(
  flow: Flow,
  scripts: readonly Script[],
  functions: Functions,
): ScriptEdits | undefined {
  const reasons = new Set<string>();
  const gone = new Map<string, Node[]>();
  const edits: Edit[] = [];
  const bare = flow.sends.some((send) => !isTaken(send));
  if (bare && flow.writes.length === 0) return undefined;
  const takes = (path: string, node: Node): void => {
    gone.set(path, [...(gone.get(path) ?? []), node]);
  };
  for (const send of flow.sends) {
    const { path } = send.script;
    const credential = send.parameters.get("-credential");
    if (bare) continue;
    const to = /rest|irm/.test(send.name) ? functions.rest : functions.web;
    edits.push({ path, at: spanOf(send.word), text: to });
    if (credential?.value) edits.push(...withoutParameters(path, send, ["-authentication", "-credential"]));
  }
  for (const { script, node } of flow.writes) {
    const { path } = script;
    if (bare) {
      const value = headerValue(node);
      if (!value) return undefined;
      edits.push({ path, at: value, text: `"Bearer $(Get-ZendeskAccessToken)"` });
      continue;
    }
    if (node.type !== "hash_entry") takes(path, node);
    else if ((node.parent?.namedChildren ?? []).filter((one) => one?.type === "hash_entry").length > 1)
      edits.push(entryRemoval(script, node));
    else {
      const emptied = withoutHash(script, node, flow);
      if (emptied.statement) takes(path, emptied.statement);
      edits.push(...emptied.edits);
    }
  }
  if (bare) reasons.add("A request whose token was revoked is not repeated.");
  if (bare && flow.headers.size > 0)
    reasons.add("Headers that are kept longer than a token lives have to be made again.");
  for (const script of scripts) {
    const own = gone.get(script.path) ?? [];
    const unread = unreadAssignments(script, flow.values, [
      ...own.map(spanOf),
      ...edits.filter((one) => one.path === script.path).map(({ at }) => at),
    ]);
    const all = [...own, ...unread].filter(
      (one) =>
        !edits.some(
          ({ path, at }) =>
            path === script.path && one.startIndex <= at.start && at.end <= one.endIndex && at.start < at.end,
        ),
    );
    edits.push(...removals(script.path, script.text, all));
  }
  return { edits, reasons: [...reasons] };
}

/** The provider's functions know all that a command is given, also by a hash. */
function isTaken(command: Flow["sends"][number]): boolean {
  const keys = command.others.flatMap((word) => (/^@/.test(word.text) ? keysOf(command.script, word) : []));
  return (
    [...command.parameters.keys(), ...keys].every(
      (name) => TAKEN.test(name) || /^-(?:authentication|credential)$/.test(name),
    ) &&
    command.others.filter((word) => !/^@/.test(word.text)).length <= 1 &&
    !isFed(command.node)
  );
}

/** Something comes to the command through a pipe. */
const isFed = (command: Node): boolean =>
  command.parent?.type === "pipeline_chain" && command.parent.namedChild(0)?.id !== command.id;

/** Keys of the hashes that a variable with parameters is set to, as parameters. */
function keysOf({ root }: Script, word: Node): string[] {
  const name = variableName(word.text);
  const isSet = (node: Node): boolean =>
    node.type === "assignment_expression" &&
    assignedName(node) === name &&
    [...nodesBelow(node)].some((one) => one.type === "hash_literal_expression");
  // A parameter, or what a function gives: nothing is known of it.
  if (![...nodesBelow(root)].some(isSet)) return ["-?"];
  return [...nodesBelow(root)].flatMap((node) => {
    if (node.type === "assignment_expression" && assignedName(node) === name) {
      const hash = [...nodesBelow(node)].find((one) => one.type === "hash_literal_body");
      return (hash?.namedChildren ?? []).flatMap((one) =>
        one?.type === "hash_entry" ? `-${keyOf(one)}` : [],
      );
    }
    const member = node.type === "member_access" ? /^\$(\w+)\.["']?(\w+)["']?$/.exec(node.text) : null;
    return member?.[1]?.toLowerCase() === name && member?.[2] ? [`-${member[2].toLowerCase()}`] : [];
  });
}

/** Takes parameters with their values out of a command. */
function withoutParameters(
  path: string,
  { parameters, script }: Flow["sends"][number],
  names: readonly string[],
): Edit[] {
  return names.flatMap((name) => {
    const found = parameters.get(name);
    if (!found) return [];
    const blank = /[ \t]*(?:`\r?\n[ \t]*)?$/.exec(script.text.slice(0, found.at.startIndex))?.[0].length ?? 0;
    return [
      { path, at: { start: found.at.startIndex - blank, end: (found.value ?? found.at).endIndex }, text: "" },
    ];
  });
}

/** What is given to the header. */
function headerValue(node: Node): Span | undefined {
  if (node.type === "hash_entry") {
    const value = node.namedChildren.find((one) => one?.type === "pipeline");
    return value ? spanOf(value) : undefined;
  }
  const assignment = [...nodesBelow(node)].find((one) => one.type === "assignment_expression");
  const assigned = assignment?.childForFieldName("value");
  if (assigned) return spanOf(assigned);
  const list = [...nodesBelow(node)].find((one) => one.type === "argument_expression_list");
  const value = list?.namedChildren.filter((one) => one?.type === "argument_expression")[1];
  return value ? spanOf(value) : undefined;
}

/** An entry of a hash with its line, or with the sign that parts it from the next. */
function entryRemoval({ path, text }: Script, entry: Node): Edit {
  const start = text.lastIndexOf("\n", entry.startIndex - 1) + 1;
  const rest = /^[ \t]*;?[ \t]*\r?\n/.exec(text.slice(entry.endIndex));
  if (text.slice(start, entry.startIndex).trim() === "" && rest)
    return { path, at: { start, end: entry.endIndex + rest[0].length }, text: "" };
  const next = /^[ \t]*;[ \t]*/.exec(text.slice(entry.endIndex));
  if (next) return { path, at: { start: entry.startIndex, end: entry.endIndex + next[0].length }, text: "" };
  const before = /[ \t]*;?[ \t]*$/.exec(text.slice(0, entry.startIndex))?.[0].length ?? 0;
  return { path, at: { start: entry.startIndex - before, end: entry.endIndex }, text: "" };
}

/** A hash with nothing else in it goes with its variable when that is only handed to commands as headers; else it stays, empty. */
function withoutHash(
  script: Script,
  entry: Node,
  flow: Flow,
): { readonly statement?: Node; readonly edits: readonly Edit[] } {
  const { path, root } = script;
  const hash = entry.parent?.parent;
  const statement = statementOf(entry);
  const assignment = statement.namedChild(0);
  const direct = flow.sends.find(
    (send) =>
      send.script.path === path && hash && send.parameters.get("-headers")?.value?.id === outermost(hash)?.id,
  );
  if (direct) return { edits: withoutParameters(path, direct, ["-headers"]) };
  const name = assignment?.type === "assignment_expression" ? assignedName(assignment) : undefined;
  const uses = [...nodesBelow(root)].filter(
    (one) => one.type === "variable" && variableName(one.text) === name,
  );
  const handed = flow.sends.filter(
    (send) =>
      send.script.path === path && variableName(send.parameters.get("-headers")?.value?.text ?? "") === name,
  );
  const own = uses.filter(
    (one) => statement.startIndex <= one.startIndex && one.endIndex <= statement.endIndex,
  );
  if (
    name !== undefined &&
    hash &&
    assignment?.childForFieldName("value")?.text === hash.text &&
    uses.length === own.length + handed.length
  )
    return { statement, edits: handed.flatMap((send) => withoutParameters(path, send, ["-headers"])) };
  return hash ? { edits: [{ path, at: spanOf(hash), text: "@{}" }] } : { edits: [] };
}

/** The word of a command that is a node and nothing else. */
function outermost(node: Node): Node | undefined {
  let word = node;
  while (word.parent && word.parent.text === node.text && word.parent.type !== "command_elements")
    word = word.parent;
  return word;
}

/** Commands without effects beyond the value they give. */
const PURE =
  /^(?:convertto-securestring|new-object|get-item|get-content|get-childitem|get-azkeyvaultsecret|convertfrom-securestring)$/;

/** Assignments of variables that carried the credential and that nothing reads any more, in files that otherwise stay. */
function unreadAssignments(script: Script, carriers: ReadonlySet<string>, taken: readonly Span[]): Node[] {
  const inside = (node: Node, spans: readonly Span[]): boolean =>
    spans.some(({ start, end }) => start <= node.startIndex && node.endIndex <= end);
  const gone: Span[] = [...taken];
  const found: Node[] = [];
  const candidates = new Set(carriers);
  const all = [...nodesBelow(script.root)];
  const variables = all.filter((node) => node.type === "variable");
  for (const node of variables) if (inside(node, taken)) candidates.add(variableName(node.text) ?? "");
  for (let changed = true; changed; ) {
    changed = false;
    for (const assignment of all) {
      if (assignment.type !== "assignment_expression") continue;
      const name = assignedName(assignment);
      const statement = statementOf(assignment);
      if (name === undefined || !candidates.has(name) || found.some((one) => one.id === statement.id))
        continue;
      if (statement.namedChild(0)?.id !== assignment.id || inside(statement, gone)) continue;
      if (commandsOf(assignment).some((command) => !PURE.test(command.name))) continue;
      const reads = variables.filter(
        (node) =>
          variableName(node.text) === name &&
          !inside(node, [...gone, spanOf(statement)]) &&
          !isTarget(node, name),
      );
      if (reads.length > 0) continue;
      found.push(statement);
      gone.push(spanOf(statement));
      for (const node of variables)
        if (inside(node, [spanOf(statement)])) candidates.add(variableName(node.text) ?? "");
      changed = true;
    }
  }
  return found;
}

/** The variable is what an assignment sets. */
function isTarget(node: Node, name: string): boolean {
  for (let up = node.parent; up; up = up.parent) {
    if (up.type === "assignment_expression")
      return assignedName(up) === name && (up.namedChild(0)?.endIndex ?? 0) >= node.endIndex;
    if (up.type === "statement_list") return false;
  }
  return false;
}
