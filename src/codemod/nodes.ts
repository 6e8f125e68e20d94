import type { Node } from "web-tree-sitter";
import type { Edit } from "../model/edit.ts";
import type { Span } from "../model/fact.ts";

/** The smallest node that holds a span. */
export function nodeAt(root: Node, { start, end }: Span): Node {
  let node = root.descendantForIndex(start, Math.max(start, end - 1)) ?? root;
  while ((node.startIndex > start || node.endIndex < end) && node.parent) node = node.parent;
  return node;
}

/** The nearest of a node and its ancestors that a test holds for. */
export function ancestor(from: Node | null, test: (node: Node) => boolean): Node | undefined {
  for (let node = from; node; node = node.parent) if (test(node)) return node;
  return undefined;
}

/** The stretch of a node. */
export const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });

/** A comment that says how to sign in, which is wrong above what is left. */
const ABOUT_SIGNING_IN = /\b(?:basic|auth\w*|tokens?|credentials?|e-?mail|log ?in)\b/i;

/**
 * The edits that take statements of one file out, each with its lines, with one of two blank lines that would meet, and with a comment about signing in
 * that stood above nothing else.
 */
export function removals(path: string, text: string, nodes: readonly Node[]): Edit[] {
  const sorted = [...nodes].sort((a, b) => a.startIndex - b.startIndex);
  const runs: { start: number; end: number; whole: boolean }[] = [];
  for (const node of sorted) {
    const run = linesOf(text, spanOf(node));
    const last = runs.at(-1);
    if (last?.whole && run.whole && last.end === run.start) last.end = run.end;
    else runs.push(run);
  }
  return runs.map((run) => ({ path, at: run.whole ? widened(text, run) : run, text: "" }));
}

/** The whole lines of a stretch when nothing else stands on them. */
function linesOf(text: string, { start, end }: Span): Span & { whole: boolean } {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  const whole =
    text.slice(lineStart, start).trim() === "" && /^[ \t]*;?[ \t]*\r?\n?$/.test(text.slice(end, lineEnd));
  return whole ? { start: lineStart, end: lineEnd, whole } : { start, end, whole };
}

function widened(text: string, { start, end }: Span): Span {
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  const closes = /^[ \t]*(?:end\b|[}\])])/.test(text.slice(end));
  const comments = /(?:(?<=\n|^)[ \t]*(?:#|\/\/)[^\n]*\n)+$/.exec(text.slice(0, start))?.[0] ?? "";
  const from = (blank > 0 || closes) && ABOUT_SIGNING_IN.test(comments) ? start - comments.length : start;
  const before = text.slice(0, from);
  const opens = /(?:^|\n)[ \t]*\r?\n$|(?:\bdo|[{(|])(?:[ \t]*\|[^|\n]*\|)?[ \t]*\r?\n$/.test(before);
  if (opens && blank > 0) return { start: from, end: end + blank };
  const gap = closes ? (/(?:^|\n)([ \t]*\r?\n)$/.exec(before)?.[1]?.length ?? 0) : 0;
  return { start: from - gap, end };
}

/** The edits that take elements out of a list (arguments, a hash, an array) with their commas. */
export function withoutElements(path: string, list: Node, gone: readonly Node[]): Edit[] {
  const elements = list.namedChildren.filter(
    (node): node is Node => node !== null && node.type !== "comment",
  );
  const isGone = (node: Node | undefined): boolean =>
    node !== undefined && gone.some((one) => one.id === node.id);
  const edits: Edit[] = [];
  for (let index = 0; index < elements.length; index++) {
    if (!isGone(elements[index])) continue;
    let last = index;
    while (isGone(elements[last + 1])) last++;
    const first = elements[index] as Node;
    const before = elements[index - 1];
    const after = elements[last + 1];
    const end = (elements[last] as Node).endIndex;
    const at = after
      ? { start: first.startIndex, end: after.startIndex }
      : { start: before?.endIndex ?? first.startIndex, end };
    edits.push({ path, at, text: "" });
    index = last;
  }
  return edits;
}
