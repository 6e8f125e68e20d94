import type { Part, Span, Value } from "../../model/fact.ts";
import { type Lowering, type Piece, value } from "../adapter.ts";

/** How deep `$(…)` may stand in `$(…)`. */
const DEEP = 20;

/** What an expansion needs of the makefile around it. */
export interface Makefile {
  readonly lowering: Lowering;
  /** Names the file assigns; others come from the environment. */
  readonly names: ReadonlySet<string>;
  /** A justfile: quoted strings, `{{name}}`. */
  readonly just: boolean;
}

/** The value of a stretch of a makefile: `$(X)`, `${X}`, `$X`, `$(or …)`, `$(shell …)`. */
export function expand(makefile: Makefile, span: Span, depth = 0): Value {
  makefile.lowering.tick(depth);
  const text = makefile.lowering.text;
  const parts: Part[] = [];
  let last = span.start;
  for (let at = text.indexOf("$", span.start); at >= 0 && at < span.end; at = text.indexOf("$", last)) {
    makefile.lowering.tick(depth);
    parts.push({ text: text.slice(last, at) });
    const open = text[at + 1];
    if (open === "$") {
      // `$$X` is the shell's own variable.
      const name = /^\{?(\w+)\}?/.exec(text.slice(at + 2, Math.min(span.end, at + 120)));
      parts.push(name ? { env: name[1] ?? "" } : { text: "$" });
      last = at + 2 + (name?.[0].length ?? 0);
      continue;
    }
    const close = open === "(" || open === "{" ? closing(text, at + 1, span.end) : -1;
    if (close < 0) {
      const single = /\w/.test(open ?? "") && at + 1 < span.end;
      parts.push(single ? reference(makefile, open ?? "") : { text: "$" });
      last = at + (single ? 2 : 1);
      continue;
    }
    parts.push(...inner(makefile, { start: at + 2, end: close }, depth + 1));
    last = close + 1;
  }
  parts.push({ text: text.slice(Math.min(last, span.end), span.end).replace(/\\\r?\n\s*/g, " ") });
  return value(span, parts);
}

function reference(makefile: Makefile, name: string): Part {
  return makefile.names.has(name) ? { name } : { env: name };
}

/** What stands in `$(…)`: a name, a substitution `X:a=b`, or a function with its arguments. */
function inner(makefile: Makefile, span: Span, depth: number): Part[] {
  const text = makefile.lowering.text.slice(span.start, span.end);
  const name = /^([A-Za-z_][\w.-]*)(?::[^()]*)?$/.exec(text);
  if (name) return [reference(makefile, name[1] ?? "")];
  const call = /^([a-z][a-z-]*)\s+/.exec(text);
  if (!call || depth > DEEP) return [{ opaque: true }];
  const callee = call[1] ?? "";
  const from = span.start + call[0].length;
  if (callee === "shell") {
    makefile.lowering.embed({
      language: "bash",
      pieces: shellPieces(makefile, { start: from, end: span.end }),
      extension: outerNames(makefile),
    });
    return [{ call: "shell", args: [expand(makefile, { start: from, end: span.end }, depth)], named: [] }];
  }
  const args = argumentSpans(makefile.lowering.text, { start: from, end: span.end }).map((argument) =>
    expand(makefile, argument, depth),
  );
  if (callee === "or") return [{ choice: args }];
  if (callee === "if") return [{ choice: args.slice(1) }];
  const first = args[0];
  if (first && /^(?:strip|value|origin|abspath|firstword)$/.test(callee)) return [...first.parts];
  return [{ call: callee, args, named: [] }];
}

function argumentSpans(text: string, span: Span): Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let start = span.start;
  for (let at = span.start; at <= span.end; at++) {
    const char = at === span.end ? "," : text[at];
    if (char === "(" || char === "{") depth++;
    else if (char === ")" || char === "}") depth--;
    else if (char === "," && (depth <= 0 || at === span.end)) {
      spans.push(trimmed(text, { start, end: at }));
      start = at + 1;
    }
  }
  return spans;
}

/** A span without the blanks at its ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  return { start, end };
}

/** Where the bracket at `open` closes, at most 4,000 characters on; -1 when it does not. */
function closing(text: string, open: number, limit: number): number {
  const left = text[open];
  const right = left === "(" ? ")" : "}";
  let depth = 0;
  for (let at = open; at < Math.min(limit, open + 4_000); at++) {
    if (text[at] === left) depth++;
    else if (text[at] === right && --depth === 0) return at;
  }
  return -1;
}

/** A stretch of a recipe as shell code: `$(X)` becomes `${X}`, `$$` becomes `$`, `{{x}}` of a justfile `${x}`. */
export function shellPieces(makefile: Makefile, span: Span): Piece[] {
  const source = makefile.lowering.text.slice(span.start, span.end);
  const pieces: Piece[] = [];
  let last = 0;
  const pattern = makefile.just
    ? /\{\{\s{0,8}([\w-]{1,80})\s{0,8}\}\}|\{\{[^{}\n]{0,300}\}\}/g
    : /\$\(([A-Za-z_\d][\w.-]{0,80})\)|\$\$|\$\(([a-z][a-z-]{0,20} [^()\n]{0,300})\)/g;
  for (const match of source.matchAll(pattern)) {
    if (match.index > last) pieces.push({ text: source.slice(last, match.index), start: span.start + last });
    const name = match[1];
    const text = name !== undefined ? `\${${name.replace(/\W/g, "_")}}` : match[0] === "$$" ? "$" : "%";
    pieces.push({ text, start: span.start + match.index, length: match[0].length });
    last = match.index + match[0].length;
  }
  if (last < source.length) pieces.push({ text: source.slice(last), start: span.start + last });
  return pieces;
}

/** Tells the shell adapter which names the makefile around it gives a value: a dialect hint of words behind `.mk`. */
export const outerNames = (makefile: Makefile): string => [".mk", ...makefile.names].join(" ");
