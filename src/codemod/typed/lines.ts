import type { Span } from "../../model/fact.ts";

/** What a comment says that only explains how a request signs in. */
const ABOUT_SIGNING_IN = /\b(?:basic|auth\w*|token|credentials?|sign(?:s|ed)? ?in|log ?in)\b/i;

/**
 * The whole lines of a statement when nothing else stands on them, with a line comment about signing in right above, and with one of two blank
 * lines that would meet. All comments above go with something that is `documented`.
 */
export function statementLines(text: string, { start, end }: Span, documented = false): Span {
  let first = lineStart(text, start);
  const newline = text.indexOf("\n", end);
  const last = newline < 0 ? text.length : newline + 1;
  if (text.slice(first, start).trim() !== "" || !/^[ \t]*;?[ \t]*\r?\n?$/.test(text.slice(end, last)))
    return { start, end };
  while (first > 0) {
    const above = lineStart(text, first - 1);
    const line = text.slice(above, first);
    if (!/^[ \t]*\/\//.test(line) || !(documented || ABOUT_SIGNING_IN.test(line))) break;
    first = above;
  }
  return withoutGap(text, { start: first, end: last });
}

/** Whole lines that go, with one of two blank lines that would meet, or with the one that would stand at the edge of a block. */
export function withoutGap(text: string, { start, end }: Span): Span {
  const before = text.slice(0, start);
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end));
  if (blank && (start === 0 || /(?:^|\n)(?:[^\n]*\{)?[ \t]*\r?\n$/.test(before)))
    return { start, end: end + blank[0].length };
  const gap = /(?<=\n)[ \t]*\r?\n$/.exec(before);
  return gap && /^(?:[ \t]*[})]|\s*$)/.test(text.slice(end))
    ? { start: start - gap[0].length, end }
    : { start, end };
}

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;
