import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";

/** A program that speaks HTTP. */
export type Tool = "curl" | "wget" | "http";

/** A command that runs an HTTP client. */
export interface ClientCall {
  readonly tool: Tool;
  readonly command: Node;
  /** The word that names the client. */
  readonly word: Node;
  /** Arguments of the client itself. */
  readonly args: readonly Node[];
  /** The shell itself runs the client, so that a function can stand in its place; false behind `timeout 10`, `xargs`, `sudo`. */
  readonly direct: boolean;
}

const TOOLS: readonly (readonly [RegExp, Tool])[] = [
  [/^(?:.*\/)?curl(?:\.exe)?$/, "curl"],
  [/^(?:.*\/)?wget(?:\.exe)?$/, "wget"],
  [/^(?:.*\/)?https?$/, "http"],
];

/** Keywords that the grammar takes for commands; what follows is still run by the shell. */
const TRANSPARENT = /^(?:then|else|do|!)$/;

/** Options whose value is no address, whatever it looks like. */
const VALUED =
  /^(?:-[HdFexAbuowmXcDKTUEyYzCr]|--(?:header|data[\w-]*|json|form[\w-]*|referer|proxy[\w-]*|post-data|body-data|user|user-agent|cookie[\w-]*|output|write-out|request|cacert|cert|key|resolve|connect-to|url-query))$/;

/** All HTTP clients that a script runs, in the order of the text. */
export function clientCalls(root: Node): ClientCall[] {
  const nodes = [...nodesBelow(root)];
  // `time` is a keyword of bash and its like, a program elsewhere.
  const runners = new Set(isPosix(root.text) ? [] : ["time"]);
  for (const node of nodes)
    if (node.type === "function_definition" && runsItsArguments(node))
      runners.add(node.childForFieldName("name")?.text ?? "");
  return nodes.flatMap((node) => (node.type === "command" ? (callOf(node, runners) ?? []) : []));
}

function callOf(command: Node, runners: ReadonlySet<string>): ClientCall | undefined {
  const name = command.childForFieldName("name");
  if (!name) return undefined;
  const words = [name, ...argumentsOf(command)];
  const index = words.findIndex((word) => toolOf(word) !== undefined);
  const word = words[index];
  const tool = word && toolOf(word);
  if (!word || !tool) return undefined;
  const before = words.slice(0, index).map((one) => one.text);
  // Make's `$(shell …)`: a shell of its own, whose text make reads first.
  if (before[0] === "shell") return undefined;
  const args = words.slice(index + 1);
  // `apk add curl` and `command -v curl` call nobody.
  if (index > 0 && !args.some((one) => /^-|:\/\//.test(one.text.replace(/^["']/, "")))) return undefined;
  const [first = ""] = before.filter((one) => !TRANSPARENT.test(one));
  const direct = first === "" || runners.has(first);
  return { tool, command, word, args, direct };
}

const argumentsOf = (command: Node): Node[] =>
  command.childrenForFieldName("argument").filter((child): child is Node => child !== null);

function toolOf(word: Node): Tool | undefined {
  const text = word.text.replace(/^(["'])(.*)\1$/, "$2");
  return TOOLS.find(([pattern]) => pattern.test(text))?.[1];
}

/** A script of a plain shell: dash and the like. A part of another file runs in one, too, where nothing says otherwise. */
const isPosix = (text: string): boolean => !/^#!.*\b(?:bash|zsh|ksh)\b/.test(text);

/** All that a function does with its arguments is to run them: `retry() { until "$@"; do …; }`. */
function runsItsArguments(definition: Node): boolean {
  let runs = false;
  for (const node of nodesBelow(definition)) {
    if (!/^(?:\$[@*]|"\$[@*]"|\$\{[@*][^}]*\}|"\$\{[@*][^}]*\}")$/.test(node.text)) continue;
    const bare = node.text.replaceAll('"', "");
    if (node.parent?.text.replaceAll('"', "") === bare) continue;
    const command = node.type === "command" ? node : enclosingCommand(node);
    const name = command?.childForFieldName("name");
    if (name?.text === node.text) runs = true;
    else if (!/^(?:echo|printf|log\w*|warn\w*|info|die)$/.test(name?.text ?? "")) return false;
  }
  return runs;
}

function enclosingCommand(node: Node): Node | undefined {
  for (let one = node.parent; one; one = one.parent) if (one.type === "command") return one;
  return undefined;
}

/** The words of a call that may be addresses, as the file spells them; what carries the credential is none. */
export function addressesOf({ args }: ClientCall, file: string, carries: (arg: Node) => boolean): string[] {
  return args.flatMap((arg, index) => {
    const word = file.slice(arg.startIndex, arg.endIndex).replace(/\\?["']/g, "");
    const before = args[index - 1]?.text ?? "";
    return carries(arg) || VALUED.test(before) || /^-(?!-url=)/.test(word) || !/:\/\/|\.\w|\$/.test(word)
      ? []
      : [word];
  });
}
