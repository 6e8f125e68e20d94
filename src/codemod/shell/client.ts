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

/** Keywords and the like that the grammar takes for commands; what follows is still run by the shell. */
const TRANSPARENT = /^(?:time|then|else|do|!|command|builtin)$/;

/** All HTTP clients that a script runs, in the order of the text. */
export function clientCalls(root: Node): ClientCall[] {
  const nodes = [...nodesBelow(root)];
  const functions = new Set(
    nodes.flatMap((node) =>
      node.type === "function_definition" ? [node.childForFieldName("name")?.text ?? ""] : [],
    ),
  );
  return nodes.flatMap((node) => (node.type === "command" ? (callOf(node, functions) ?? []) : []));
}

function callOf(command: Node, functions: ReadonlySet<string>): ClientCall | undefined {
  const name = command.childForFieldName("name");
  if (!name) return undefined;
  const words = [name, ...argumentsOf(command)];
  const index = words.findIndex((word) => toolOf(word) !== undefined);
  const word = words[index];
  const tool = word && toolOf(word);
  if (!word || !tool) return undefined;
  const before = words.slice(0, index).map((one) => one.text);
  const args = words.slice(index + 1);
  // `apk add curl` and `command -v curl` call nobody.
  if (index > 0 && !args.some((one) => /^-|:\/\//.test(one.text.replace(/^["']/, "")))) return undefined;
  const [first = ""] = before;
  const direct = before.every((one) => TRANSPARENT.test(one)) || functions.has(first);
  return { tool, command, word, args, direct };
}

const argumentsOf = (command: Node): Node[] =>
  command.childrenForFieldName("argument").filter((child): child is Node => child !== null);

function toolOf(word: Node): Tool | undefined {
  const text = word.text.replace(/^(["'])(.*)\1$/, "$2");
  return TOOLS.find(([pattern]) => pattern.test(text))?.[1];
}
