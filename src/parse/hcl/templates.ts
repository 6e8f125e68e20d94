import type { Node } from "web-tree-sitter";
import type { Part } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { children, type Hcl } from "./place.ts";

const NAMED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The text of a quoted literal: backslash escapes, and the doubled `$${` and `%%{` that stand for themselves. */
function quotedText(raw: string): string {
  const text = raw.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (all, short, long, one) => {
    const hex: string | undefined = short ?? long;
    if (hex === undefined) return NAMED[one] ?? all;
    const code = Number.parseInt(hex, 16);
    return code > 0x10ffff ? "" : String.fromCodePoint(code);
  });
  return heredocText(text);
}

const heredocText = (raw: string): string => raw.replaceAll("$${", "${").replaceAll("%%{", "%{");

/** The text of a `string_lit`, also of a block label. */
export const stringText = (node: Node): string => quotedText(node.text.replace(/^"/, "").replace(/"$/, ""));

/** The parts of `nodes`, literal text between `from` and `to` included: the grammar leaves blanks at borders out. */
function templateParts(
  hcl: Hcl,
  nodes: readonly Node[],
  from: number,
  to: number,
  decode: (raw: string) => string,
  depth: number,
): Part[] {
  hcl.lowering.tick(depth);
  const parts: Part[] = [];
  let last = from;
  const text = (end: number): void => {
    if (end > last) parts.push({ text: decode(hcl.lowering.text.slice(last, end)) });
  };
  for (const node of nodes) {
    if (node.type !== "template_interpolation" && node.type !== "template_directive") continue;
    text(node.startIndex);
    last = node.endIndex;
    if (node.type === "template_directive") parts.push(...directive(hcl, node, decode, depth + 1));
    else
      for (const child of children(node))
        if (child.type === "expression") parts.push(...hcl.expression(child, depth + 1).parts);
  }
  text(to);
  return parts;
}

/** `%{ if c }a%{ else }b%{ endif }` is a choice; the body of `%{ for … }` stands once. */
function directive(hcl: Hcl, node: Node, decode: (raw: string) => string, depth: number): Part[] {
  const [body] = children(node);
  if (!body) return [];
  const nodes = children(body);
  const branches: Part[][] = [];
  for (const [index, marker] of nodes.entries()) {
    if (!/_(?:intro|end)$/.test(marker.type)) continue;
    for (const inner of children(marker)) if (inner.type === "expression") hcl.expression(inner, depth + 1);
    const next = nodes.findIndex((one, at) => at > index && /_(?:intro|end)$/.test(one.type));
    const end = nodes[next];
    if (end)
      branches.push(
        templateParts(hcl, nodes.slice(index + 1, next), marker.endIndex, end.startIndex, decode, depth + 1),
      );
  }
  if (body.type !== "template_if") return branches.flat();
  return [{ choice: branches.map((parts) => value(spanOf(node), parts)) }];
}

/** The parts of a `quoted_template`. */
export function quotedParts(hcl: Hcl, node: Node, depth: number): Part[] {
  return templateParts(hcl, children(node), node.startIndex + 1, node.endIndex - 1, quotedText, depth);
}

/** The parts of a `heredoc_template`; `<<-` takes the least indentation off every line. */
export function heredocParts(hcl: Hcl, node: Node, depth: number): Part[] {
  const source = hcl.lowering.text;
  const [start, opening] = children(node);
  const closing = children(node).at(-1);
  if (!start || !opening || !closing || closing === opening) return [];
  const from = source.indexOf("\n", opening.endIndex) + 1;
  const to = Math.max(from, source.lastIndexOf("\n", closing.startIndex - 1));
  if (from === 0) return [];
  const parts = templateParts(hcl, children(node), from, to, heredocText, depth);
  if (start.text !== "<<-") return parts;
  const lines = source.slice(from, to).split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const least = Math.min(1000, ...indents.slice(0, 10_000));
  if (least === 0) return parts;
  const indent = " ".repeat(least);
  return parts.map((part, index) => {
    if (!("text" in part)) return part;
    const text = index === 0 && part.text.startsWith(indent) ? part.text.slice(least) : part.text;
    return { text: text.replaceAll(`\n${indent}`, "\n") };
  });
}
