import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { spanOf } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Flow } from "./flow.ts";
import {
  assignedName,
  commandOf,
  functionName,
  keyOf,
  parametersOf,
  type Script,
  statementOf,
  variableName,
} from "./script.ts";

/** Members of a hash of headers that leave the credential alone. */
const HARMLESS = /^(?:count|keys|getenumerator)$/i;

/** What else reads headers that carried the credential: all that is neither sent by a command that is rewritten nor kept by a name that is followed. */
export function leftovers(scripts: readonly Script[], flow: Flow): string[] {
  const found = new Set<string>();
  for (const script of scripts) {
    const taken: Span[] = [
      ...flow.sends.filter((one) => one.script.path === script.path).map((one) => spanOf(one.node)),
      ...flow.writes
        .filter((one) => one.script.path === script.path)
        .map(({ node }) => spanOf(node.type === "hash_entry" ? node : statementOf(node))),
    ];
    for (const node of nodesBelow(script.root)) {
      const name = node.type === "variable" ? variableName(node.text) : undefined;
      if (name === undefined || !flow.headers.has(name)) continue;
      if (taken.some(({ start, end }) => start <= node.startIndex && node.endIndex <= end)) continue;
      const reader = readerOf(node, flow, scripts);
      if (reader !== undefined) found.add(`${node.text} also goes to ${reader}, which gets no token.`);
    }
  }
  return [...found];
}

/** Who reads a variable; undefined where it is set, where the value is followed, or where only another header is looked at. */
function readerOf(variable: Node, flow: Flow, scripts: readonly Script[]): string | undefined {
  let child = variable;
  for (let node = variable.parent; node; child = node, node = node.parent) {
    if (node.type === "script_parameter" || node.type === "parameter_list") return undefined;
    if (node.type === "left_assignment_expression") return aboutAuthorization(node) ? "code" : undefined;
    if (
      /^(?:member_access|invokation_expression|element_access)$/.test(node.type) &&
      startsWith(node, variable)
    ) {
      const member = node.text.slice(variable.text.length);
      if (aboutAuthorization(node)) return "code that looks at its Authorization";
      if (
        /^\.(?:Add|Remove|ContainsKey)\(|^\[|^\.["']?[\w-]+["']?$/i.test(member) &&
        !/^\.clone/i.test(member)
      ) {
        if (/^\.Add\([^,]*\)$|^\.Clone/i.test(member)) return "a copy";
        return undefined;
      }
      return HARMLESS.test(member.replace(/^\.|\(\)$/g, "")) ? undefined : "a copy";
    }
    if (node.type === "command") {
      const command = commandOf(node);
      const known = scripts.some(({ root }) =>
        [...nodesBelow(root)].some(
          (one) =>
            one.type === "function_statement" &&
            functionName(one) === command?.name &&
            parametersOf(one).some((parameter) => flow.headers.has(parameter)),
        ),
      );
      if (known) return undefined;
      return command && /^[\w-]{1,40}$/.test(command.name) ? command.word.text : "another command";
    }
    if (node.type === "hash_entry") return keyOf(node) === "headers" ? undefined : "a hash";
    if (node.type === "assignment_expression") {
      const name = assignedName(node);
      return child.type === "left_assignment_expression" || (name !== undefined && flow.headers.has(name))
        ? undefined
        : "another variable";
    }
    if (/^(?:statement_list|program)$/.test(node.type)) return undefined;
  }
  return undefined;
}

const startsWith = (node: Node, first: Node): boolean => node.startIndex === first.startIndex;

const aboutAuthorization = (node: Node): boolean => /authorization/i.test(node.text);

/** Headers that the credential is in get another one, too: of another way to sign in, or of another vendor. */
export function otherAuthorizations(scripts: readonly Script[], flow: Flow): boolean {
  return scripts.some((script) => {
    const own = flow.writes.filter((one) => one.script.path === script.path).map(({ node }) => node);
    const isOwn = (node: Node): boolean =>
      own.some((one) => one.startIndex <= node.startIndex && node.endIndex <= one.endIndex);
    return [...nodesBelow(script.root)].some((node) => {
      if (node.type === "hash_entry" && keyOf(node) === "authorization" && !isOwn(node)) {
        const assignment = statementOf(node).namedChild(0);
        const name = assignment?.type === "assignment_expression" ? assignedName(assignment) : undefined;
        return name !== undefined && flow.headers.has(name);
      }
      if (node.type !== "assignment_expression" || isOwn(node)) return false;
      const into = /^(\$[\w:]+)(?:\.["']?Authorization["']?|\[\s*["']Authorization["']\s*\])$/i.exec(
        node.namedChild(0)?.text ?? "",
      )?.[1];
      const name = into === undefined ? undefined : variableName(into);
      return name !== undefined && flow.headers.has(name);
    });
  });
}

/** The addresses of the commands that send, as the scripts spell them. */
export function addressesOf(flow: Flow): string[] {
  return flow.sends.flatMap(({ parameters, others, script }) => {
    const given = parameters.get("-uri")?.value?.text ?? others.find((word) => !/^@/.test(word.text))?.text;
    if (given !== undefined) return [plain(given)];
    return [...nodesBelow(script.root)].flatMap((node) => {
      if (node.type === "hash_entry" && keyOf(node) === "uri")
        return plain(node.namedChildren.at(-1)?.text ?? "");
      const set = /^\$\w+\.["']?Uri["']?\s*=\s*(\S[^\n]*)$/i.exec(
        node.type === "assignment_expression" ? node.text : "",
      );
      return set?.[1] !== undefined ? plain(set[1]) : [];
    });
  });
}

/** PowerShell's text as other shells spell it: `$($env:X)` and `${env:X}` are `${X}`. */
export const plain = (text: string): string =>
  text
    .replace(/\$\(\s*\$(?:env:|script:|global:)?(\w+)\s*\)/gi, "${$1}")
    .replace(/\$\{(?:env|script|global):(\w+)\}/gi, "${$1}")
    .replace(/\$(?:env|script|global):(\w+)/gi, "${$1}")
    .replace(/^[ \t]*\$\{?(\w+)\}?([ \t]*=[ \t]*)/gm, "$1$2")
    .replace(/^(["'])(.*)\1$/, "$2");
