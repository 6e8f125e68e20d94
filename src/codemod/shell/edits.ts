import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { type Carriers, carriersOf, carries, contentOf, enclosing, gives, targetOf } from "./carriers.ts";
import { addressesOf, type ClientCall, clientCalls } from "./client.ts";
import { isConditional } from "./condition.ts";
import { leftovers } from "./leftover.ts";
import { unquoted, withoutCredential } from "./options.ts";
import type { ShellFunctions } from "./provider.ts";
import { removal } from "./unread.ts";
import type { EmbeddedScript, ShellText } from "./view.ts";

/** What a rewrite of a script's calls comes to. */
export interface CallEdits {
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
  /** Number of calls, and of commands kept in variables, that were rewritten. */
  readonly count: number;
  /** Words of the calls that may be their addresses. */
  readonly addresses: readonly string[];
}

/** What calls get: a provider's functions, or the name of a variable with a token. */
export type Means = ShellFunctions | { readonly variable: string };

/** Rewrites the clients that get a credential; undefined when none does, or one in a way that is not known. */
export function callEdits(
  script: ShellText,
  spans: readonly Span[],
  means: Means,
  known?: Carriers,
): (CallEdits & { readonly carriers: Carriers }) | undefined {
  const { path, root } = script;
  const carriers = carriersOf(root, spans, known);
  const edits: Edit[] = [];
  const reasons = new Set<string>();
  const lists = optionLists(script, carriers, spans, means);
  if (!lists) return undefined;
  edits.push(...lists.edits);
  const options = new Set([...lists.kept, ...(known?.options ?? [])]);
  let count = lists.commands;
  const calls: Node[] = [];
  const addresses: string[] = [];
  if (redefinesClient(root)) return undefined;
  const candidates = clientCalls(root);
  const clients = candidates.map(({ command }) => command);
  for (const call of candidates) {
    if (!call.args.some((arg) => gives(arg, spans, carriers, clients))) continue;
    const words = { before: call.word.endIndex, args: call.args };
    const kept = (node: Node): boolean => expandsOnly(node, options);
    if (call.args.some((arg) => !kept(arg) && mentions(arg, options))) return undefined;
    const removal = withoutCredential(
      call.tool,
      words,
      (node) => !kept(node) && gives(node, spans, carriers, clients),
    );
    if (!removal && !call.args.some(kept)) return undefined;
    count++;
    if (
      call.args.some(
        (arg) => /^["']?\$\{\w+:?\+/.test(arg.text) && carries(arg, spans, carriers) && !kept(arg),
      )
    )
      reasons.add(CONDITIONAL);
    if ("curl" in means && call.direct && isExported(call, root)) return undefined;
    calls.push(call.command);
    addresses.push(...addressesOf(call, script.file, (arg) => carries(arg, spans, carriers)));
    edits.push(
      ...(removal?.replacements ?? []).map((one) => ({ path, ...one })),
      sent(path, call, means, reasons),
    );
  }
  for (const reason of leftovers(root, carriers, edits, calls)) reasons.add(reason);
  if (isConditional([...carriers.variables.values()].flat(), calls)) reasons.add(CONDITIONAL);
  return { edits, reasons: [...reasons], count, addresses, carriers: { ...carriers, options } };
}

const CONDITIONAL = "The credential was set under a condition; the token is sent always.";

/** A function or an alias has the client's name: the provider would call it in turn. */
const redefinesClient = (root: Node): boolean =>
  /(?:^|[;\s])(?:(?:curl|wget)[ \t]*\(\)|function[ \t]+(?:curl|wget)\b|alias[ \t]+(?:curl|wget)=)/.test(
    root.text,
  );

/** The call stands in a function that other shells get (`export -f`), which would not have the provider's. */
function isExported({ command }: ClientCall, root: Node): boolean {
  const name = enclosing(command, "function_definition")?.childForFieldName("name")?.text;
  return (
    name !== undefined &&
    new RegExp(
      `(?:export|declare|typeset)[ \\t]+-\\w*f\\w*[ \\t]+[^\\n;]*\\b${name.replace(/[^\w-]/g, "\\$&")}\\b`,
    ).test(root.text)
  );
}

/** The function takes the client's place; where only a program can stand, it gets the token on its command line. */
function sent(path: string, call: ClientCall, means: Means, reasons: Set<string>): Edit {
  const { tool, word, direct, args } = call;
  const at = { start: word.startIndex, end: word.endIndex };
  const texts = args.map((arg) => unquoted(arg.text));
  if ("curl" in means && direct && tool === "curl") {
    if (texts.some((text) => /^(?:-D|--dump-header|--next|-:)$/.test(text)))
      reasons.add(`A call with --dump-header or --next is not repeated when its token is rejected.`);
    return { path, at, text: means.curl };
  }
  if ("wget" in means && direct && tool === "wget") {
    reasons.add("wget sends the token to the hosts it is redirected to, too.");
    return { path, at, text: means.wget };
  }
  reasons.add("A token that is revoked or expires meanwhile is not replaced here.");
  const bearer = "variable" in means ? `Bearer $${means.variable}` : `Bearer $(${means.token})`;
  if (tool === "http") {
    const end = args.at(-1)?.endIndex ?? word.endIndex;
    return { path, at: { start: end, end }, text: ` "Authorization:${bearer}"` };
  }
  const header = tool === "curl" ? `-H "Authorization: ${bearer}"` : `--header="Authorization: ${bearer}"`;
  return { path, at: { start: word.endIndex, end: word.endIndex }, text: ` ${header}` };
}

/** A word expands some of the variables as a whole and nothing else: `"${OPTS[@]}"`, `${OPTS[@]+"${OPTS[@]}"}`. */
function expandsOnly(node: Node, names: ReadonlySet<string>): boolean {
  const word = unquoted(node.text);
  const whole = /^\$(?:(\w+)|\{(\w+)(?:\[[@*]\])?(?::?[-+]\s*"?\$\{\2\[@\]\}"?)?\})$/.exec(word);
  return names.has(whole?.[1] ?? whole?.[2] ?? "");
}

const mentions = (node: Node, names: ReadonlySet<string>): boolean =>
  [node, ...nodesBelow(node)].some((one) => one.type === "variable_name" && names.has(one.text));

/** Takes the credential out of variables that hold other options of a client besides. */
function optionLists(
  script: ShellText,
  carriers: Carriers,
  spans: readonly Span[],
  means: Means,
): { kept: ReadonlySet<string>; edits: Edit[]; commands: number } | undefined {
  const { path, root } = script;
  const kept = new Set<string>();
  let commands = 0;
  const edits: Edit[] = [];
  for (const [name, assignments] of carriers.variables) {
    const others = otherAssignments(root, name, assignments);
    for (const assignment of assignments) {
      // Another credential, of another way to sign in, would go with this one.
      const options = contentOf(assignment) === "options";
      if (others.some((other) => !options || SIGNS_IN.test(other.text))) return undefined;
      if (!options) continue;
      const value = assignment.childForFieldName("value");
      if (!value) continue;
      const inner: Carriers = {
        ...carriers,
        variables: new Map([...carriers.variables].filter(([key]) => key !== name)),
      };
      const is = (node: Node): boolean => carries(node, spans, inner);
      const found = value.type === "array" ? fromArray(value, is) : fromWords(value);
      if (!found) return undefined;
      if (found.left === 0 && others.length === 0) continue;
      kept.add(name);
      const [whole] = found.left === 0 ? removal(assignment, script.text) : [];
      edits.push(...(whole ? [{ at: whole, text: "" }] : found.edits).map((edit) => ({ path, ...edit })));
      // `CURL="curl -s -u …"`: the command itself is in there.
      const command = /^[("']?\s*["']?curl(?=["'\s])/.exec(value.text)?.[0];
      if (command === undefined) continue;
      if (!("curl" in means)) return undefined;
      const end = value.startIndex + command.length;
      edits.push({ path, at: { start: end - 4, end }, text: means.curl });
      commands++;
    }
  }
  return { kept, edits, commands };
}

/** Options by which a client signs in. */
const SIGNS_IN =
  /(?:^|[\s("'])-\w*u(?:[\s"'=$]|$)|--user\b|--oauth2|--netrc|authorization|--negotiate|--digest/i;

/** What is put into a variable besides the credential. */
function otherAssignments(root: Node, name: string, carrying: readonly Node[]): Node[] {
  if (carrying.length === 0) return [];
  return [...nodesBelow(root)].filter(
    (node) =>
      node.type === "variable_assignment" &&
      targetOf(node) === name &&
      !carrying.some((one) => one.id === node.id) &&
      !/^(?:|""|''|\(\s*\))$/.test(node.childForFieldName("value")?.text ?? ""),
  );
}

interface Stripped {
  readonly edits: readonly Omit<Edit, "path">[];
  readonly left: number;
}

function fromArray(value: Node, is: (node: Node) => boolean): Stripped | undefined {
  const args = value.namedChildren.filter((node): node is Node => node !== null && node.type !== "comment");
  const removal = withoutCredential("curl", { before: value.startIndex + 1, args }, is);
  if (!removal) return undefined;
  const [first] = args;
  return {
    left: removal.left,
    // What follows moves up to the opening parenthesis.
    edits: removal.replacements.map(({ at, text }) => {
      const next = args.find((arg) => arg.startIndex >= at.end);
      const leads =
        first !== undefined && at.start === value.startIndex + 1 && next && first.startIndex < at.end;
      return leads ? { at: { start: first.startIndex, end: next.startIndex }, text } : { at, text };
    }),
  };
}

/** `"-s -u $USER/token:$TOKEN -f"`. */
function fromWords(value: Node): Stripped | undefined {
  const open = /^["']/.test(value.text) ? 1 : 0;
  const text = value.text.slice(open, open ? -1 : undefined);
  const match = /(?:^|\s+)(?:--basic\s+)?(?:-u|--user)(?:\s+|=)(?:\\?["'])?[^\s"'\\]+(?:\\?["'])?/.exec(text);
  if (!match) return undefined;
  const rest = `${text.slice(0, match.index)}${text.slice(match.index + match[0].length)}`.trim();
  const start = value.startIndex + open + match.index;
  const end = start + match[0].length;
  const blank = match.index === 0 ? (/^\s*/.exec(text.slice(match[0].length))?.[0].length ?? 0) : 0;
  return {
    left: rest === "" ? 0 : rest.split(/\s+/).length,
    edits: [{ at: { start, end: end + blank }, text: "" }],
  };
}

/** Edits of shell code as the file around it spells them. */
export const spelled = (edits: readonly Edit[], script: EmbeddedScript): Edit[] =>
  edits.map((edit) => ({ ...edit, text: script.escape(edit.text, edit.at.start) }));
