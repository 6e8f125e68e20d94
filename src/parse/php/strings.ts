import type { Node } from "web-tree-sitter";
import type { Part, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";

const NAMED: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  v: "\v",
  e: "\u001b",
  f: "\f",
  "\\": "\\",
  $: "$",
  '"': '"',
  "`": "`",
  "'": "'",
};

function codePoint(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** What an escape sequence of a double-quoted string stands for. */
function decode(sequence: string): string {
  const kind = sequence[1] ?? "";
  if (kind === "x") return codePoint(sequence.slice(2) || "0");
  if (kind === "u") return codePoint(sequence.slice(3, -1) || "0");
  if (/^[0-7]/.test(kind)) return String.fromCharCode(Number.parseInt(sequence.slice(1), 8) & 0xff);
  return NAMED[kind] ?? sequence;
}

/** The parts of a string's children: literal text, escapes and interpolations; text the grammar leaves out is filled in. */
function childParts(node: Node, text: string, interpolate: (node: Node) => Value): Part[] {
  const parts: Part[] = [];
  let last = node.startIndex;
  for (const child of node.children) {
    if (child.startIndex > last) parts.push({ text: text.slice(last, child.startIndex) });
    last = Math.max(last, child.endIndex);
    if (child.type === "escape_sequence")
      parts.push({ text: decode(text.slice(child.startIndex, child.endIndex)) });
    else if (child.type === "string_content" || child.type === "nowdoc_string")
      parts.push({ text: text.slice(child.startIndex, child.endIndex) });
    else if (child.isNamed) parts.push(...interpolate(child).parts);
  }
  if (node.endIndex > last && node.type.endsWith("_body"))
    parts.push({ text: text.slice(last, node.endIndex) });
  return parts;
}

/** The parts of a quoted string, a heredoc, a nowdoc or a shell command. */
export function stringParts(node: Node, text: string, interpolate: (node: Node) => Value): Part[] {
  if (node.type !== "heredoc" && node.type !== "nowdoc") return childParts(node, text, interpolate);
  const body = node.childForFieldName("value");
  if (!body) return [];
  const end = node.childForFieldName("end_tag");
  const { parts } = value(spanOf(body), childParts(body, text, interpolate));
  const tag = end ? end.endIndex : node.endIndex;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", tag - 1) + 1, tag))?.[0] ?? "";
  return outdent(parts, indent);
}

/** Takes the closing tag's indentation off every line, and the line break before the first and after the last. */
function outdent(parts: readonly Part[], indent: string): Part[] {
  return parts.map((part, index) => {
    if (!("text" in part)) return part;
    let line = part.text;
    if (index === 0) line = line.replace(/^\r?\n/, "");
    if (index === 0 && line.startsWith(indent)) line = line.slice(indent.length);
    if (indent !== "") line = line.replaceAll(`\n${indent}`, "\n");
    return { text: index === parts.length - 1 ? line.replace(/\r?\n[ \t]*$/, "") : line };
  });
}

/** Symfony's `%env(NAME)%` (also `%env(json:NAME)%`) in a text is an environment variable. */
export function environmentParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((part): Part[] => {
    if (!("text" in part) || !part.text.includes("%env(")) return [part];
    const found: Part[] = [];
    let last = 0;
    for (const match of part.text.matchAll(/%env\((?:[\w-]+:)*(\w+)\)%/g)) {
      found.push({ text: part.text.slice(last, match.index) }, { env: match[1] ?? "" });
      last = match.index + match[0].length;
    }
    return [...found, { text: part.text.slice(last) }];
  });
}
