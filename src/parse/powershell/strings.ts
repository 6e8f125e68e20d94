import type { Node } from "web-tree-sitter";
import type { Part } from "../../model/fact.ts";
import { children, type Place, type Script, variablePart } from "./context.ts";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };

const unescaped = (text: string): string =>
  text
    .replace(/`\r?\n/g, "")
    .replace(/`(.)|""/gs, (_, char: string | undefined) =>
      char === undefined ? '"' : (ESCAPES[char] ?? char),
    );

/** The parts of any string literal. `inside` reads `$(…)`. */
export function stringParts(
  script: Script,
  node: Node,
  place: Place,
  inside: (node: Node, place: Place) => readonly Part[],
): Part[] {
  const literal = node.type === "string_literal" ? (children(node)[0] ?? node) : node;
  const text = literal.text;
  switch (literal.type) {
    case "verbatim_string_characters":
      return [{ text: text.slice(1, -1).replaceAll("''", "'") }];
    case "verbatim_here_string_characters":
      return [{ text: hereText(text) }];
    case "expandable_here_string_literal":
      return expanded(
        script,
        literal,
        place,
        inside,
        literal.startIndex + 2 + (/^\r?\n/.exec(text.slice(2))?.[0].length ?? 0),
        literal.endIndex - 2 - (/\r?\n$/.exec(text.slice(0, -2))?.[0].length ?? 0),
      );
    case "expandable_string_literal":
      return expanded(
        script,
        literal,
        place,
        inside,
        literal.startIndex + 1,
        literal.endIndex -
          (text.length > 1 && text.trimEnd().endsWith('"') ? text.length - text.trimEnd().length + 1 : 0),
      );
    default:
      return [{ text }];
  }
}

const hereText = (text: string): string => text.replace(/^@["']\r?\n?/, "").replace(/\r?\n?["']@$/, "");

/** Literal text stands between the children of an expandable string. */
function expanded(
  script: Script,
  node: Node,
  place: Place,
  inside: (node: Node, place: Place) => readonly Part[],
  start: number,
  end: number,
): Part[] {
  const source = script.lowering.text;
  const parts: Part[] = [];
  let last = start;
  for (const child of children(node)) {
    if (child.startIndex < last || child.endIndex > end) continue;
    parts.push({ text: unescaped(source.slice(last, child.startIndex)) });
    parts.push(...(child.type === "variable" ? [variablePart(script, child.text)] : inside(child, place)));
    last = child.endIndex;
  }
  if (end > last) parts.push({ text: unescaped(source.slice(last, end)) });
  return parts;
}
