import type { Span, Value } from "../../model/fact.ts";
import { type Lowering, type Piece, textValue, value } from "../adapter.ts";
import { expand, type Makefile, outerNames, shellPieces, trimmed } from "./expand.ts";

const ASSIGNMENT =
  /^[ ]*(?:(?:export|override|private|unexport|alias) +)*([A-Za-z_][\w.-]*)[ \t]*(:{1,3}=|\?=|\+=|!=|=)[ \t]*/;
/** `target: VAR = value`. */
const TARGETED =
  /^[^\s#:=][^#:=\n]{0,200}:[ \t]*(?:(?:export|override|private) +)*([A-Za-z_][\w.-]*)[ \t]*(:{1,3}=|\?=|\+=|=)[ \t]*/;

interface LogicalLine extends Span {
  readonly recipe: boolean;
  /** The name that `define` gives to the lines below it; this is their stretch. */
  readonly defines?: string;
}

/** `define fetch =`, up to a line `endef`. */
const DEFINE =
  /^[ ]*(?:(?:export|override|private) +)*define +([A-Za-z_][\w.-]*)[ \t]*(?::{1,3}=|\?=|\+=|=)?[ \t]*$/;

/** Lowers a makefile. */
export function lowerMakefile(lowering: Lowering): void {
  const just = /(?:^|\/)\.?justfile$/i.test(lowering.path) || lowering.extension === ".just";
  const lines = logicalLines(lowering, just);
  const names = new Set<string>();
  for (const line of lines) {
    const text = lowering.text.slice(line.start, Math.min(line.end, line.start + 400));
    const match = line.recipe || line.defines ? null : (ASSIGNMENT.exec(text) ?? TARGETED.exec(text));
    const name = line.defines ?? match?.[1];
    if (name) names.add(name);
  }
  const makefile: Makefile = { lowering, names, just };
  let recipe: Piece[] = [];
  const close = (): void => {
    lowering.embed({ language: "bash", pieces: recipe, extension: outerNames(makefile) });
    recipe = [];
  };
  for (const line of lines) {
    lowering.tick();
    if (line.recipe) {
      recipe.push(...commandPieces(makefile, line));
      continue;
    }
    close();
    if (line.defines === undefined) lowerLine(makefile, line);
    else lowerDefinition(makefile, line.defines, line);
  }
  close();
}

/** A line of a recipe; `@`, `-` and `+` in front of a command are make's own. */
function commandPieces(makefile: Makefile, line: Span): Piece[] {
  const head = makefile.lowering.text.slice(line.start, Math.min(line.end, line.start + 200));
  const prefix = /^\s*(?:[@+-]\s*)*/.exec(head)?.[0].length ?? 0;
  return [
    ...shellPieces(makefile, { start: line.start + prefix, end: line.end }),
    { text: "\n", start: line.end, length: 0 },
  ];
}

/** `define X … endef`: a variable of several lines, most often commands for recipes. */
function lowerDefinition(makefile: Makefile, name: string, body: Span): void {
  const { lowering } = makefile;
  lowering.emit({ kind: "assign", at: body, scope: 0, name, value: expand(makefile, body) });
  const pieces: Piece[] = [];
  for (let start = body.start; start < body.end; ) {
    lowering.tick();
    const end = Math.min(logicalEnd(lowering, start), body.end);
    pieces.push(...commandPieces(makefile, { start, end }));
    start = end + 1;
  }
  lowering.embed({ language: "bash", pieces, extension: outerNames(makefile) });
}

/** Lines joined over `\`; recipe lines are those with a tab (blanks in a justfile) below a rule. */
function logicalLines(lowering: Lowering, just: boolean): LogicalLine[] {
  const text = lowering.text;
  const lines: LogicalLine[] = [];
  let inRule = false;
  for (let at = 0; at < text.length; ) {
    lowering.tick();
    const start = at;
    let end = logicalEnd(lowering, start);
    at = end + 1;
    if (text[end - 1] === "\r" && end > start) end--;
    const head = text.slice(start, Math.min(end, start + 400));
    if (/^\s*$/.test(head) && end - start < 400) continue;
    const defines = just ? undefined : DEFINE.exec(head)?.[1];
    if (defines !== undefined) {
      const last = endOfDefinition(lowering, at);
      lines.push({
        ...trimmed(text, { start: Math.min(at, last.start), end: last.start }),
        recipe: false,
        defines,
      });
      at = last.next;
      inRule = false;
      continue;
    }
    const recipe = inRule && (just ? /^[ \t]/ : /^\t/).test(head);
    if (!recipe && !/^\s*#/.test(head))
      inRule =
        (just ? /^@?[\w-]+[^:\n]*:(?!=)/ : /^[^\s#=][^#=\n]*:(?![=:]*=)/).test(head) && !TARGETED.test(head);
    lines.push({ start, end, recipe });
  }
  return lines;
}

/** The end of the line that begins at `start` and of those that `\` joins to it; its break is not part of it. */
function logicalEnd(lowering: Lowering, start: number): number {
  const { text } = lowering;
  for (let at = start; ; ) {
    lowering.tick();
    const newline = text.indexOf("\n", at);
    if (newline < 0) return text.length;
    const last = text[newline - 1] === "\r" ? newline - 2 : newline - 1;
    if (last < start || text[last] !== "\\" || newline + 1 >= text.length) return newline;
    at = newline + 1;
  }
}

/** Where the `endef` begins that belongs to a definition whose lines begin at `from`, and where the line after it does. */
function endOfDefinition(lowering: Lowering, from: number): { start: number; next: number } {
  const { text } = lowering;
  let depth = 1;
  for (let at = from; at < text.length; ) {
    lowering.tick();
    const newline = text.indexOf("\n", at);
    const next = newline < 0 ? text.length : newline + 1;
    const head = text.slice(at, Math.min(next, at + 400)).trimEnd();
    if (DEFINE.test(head)) depth++;
    else if (/^[ ]*endef\b/.test(head) && --depth === 0) return { start: at, next };
    at = next;
  }
  return { start: text.length, next: text.length };
}

function lowerLine(makefile: Makefile, line: Span): void {
  const { lowering } = makefile;
  const text = lowering.text.slice(line.start, line.end);
  const head = text.slice(0, 400);
  if (/^\s*#/.test(head)) return;
  const included =
    /^[ ]*-?s?include[ \t]+(.{1,300})$/.exec(head) ?? /^[ ]*(?:import|mod)\??[ \t]+(.{1,300})$/.exec(head);
  if (included && !(makefile.just && !/import/.test(head))) {
    for (const module of (included[1] ?? "").trim().split(/\s+/)) {
      lowering.emit({
        kind: "import",
        at: line,
        scope: 0,
        module: module.replace(/^["']|["']$/g, ""),
        names: [{ imported: "*", local: "*" }],
      });
    }
    return;
  }
  const match = ASSIGNMENT.exec(head) ?? TARGETED.exec(head);
  if (match) {
    const start = line.start + match[0].length;
    assign(
      makefile,
      match[1] ?? "",
      match[2] ?? "=",
      trimmed(lowering.text, { start, end: commentStart(makefile, start, line.end) }),
      line,
    );
    return;
  }
  // Conditions and prerequisites read variables, too: `ifndef ZENDESK_TOKEN`, `ifeq ($(X),)`.
  const defined = /^[ ]*if(n?)def[ \t]+([A-Za-z_]\w*)/.exec(head);
  if (defined) {
    const name = defined[2] ?? "";
    if (!makefile.names.has(name))
      lowering.emit({ kind: "value", at: line, scope: 0, value: value(line, [{ env: name }]) });
    return;
  }
  if (/^[ ]*(?:ifeq|ifneq|\$\()/.test(head)) {
    const read = expand(makefile, line);
    if (read.parts.some((part) => "env" in part || "call" in part))
      lowering.emit({ kind: "value", at: line, scope: 0, value: read });
  }
}

function assign(makefile: Makefile, name: string, operator: string, span: Span, line: Span): void {
  const { lowering } = makefile;
  let read = makefile.just ? justValue(makefile, span) : unquoted(expand(makefile, span));
  if (operator === "?=") read = { at: read.at, parts: [{ choice: [value(read.at, [{ env: name }]), read] }] };
  if (operator === "+=") read = value(read.at, [{ name }, { text: " " }, ...read.parts]);
  if (operator === "!=") {
    lowering.embed({
      language: "bash",
      pieces: shellPieces(makefile, span),
      extension: outerNames(makefile),
    });
    read = { at: span, parts: [{ call: "shell", args: [read], named: [] }] };
  }
  lowering.emit({ kind: "assign", at: { start: line.start, end: span.end }, scope: 0, name, value: read });
}

/** Quotes around a whole value are for the shell that will see it. */
function unquoted(read: Value): Value {
  const first = read.parts[0];
  const last = read.parts.at(-1);
  if (!first || !last || !("text" in first) || !("text" in last)) return read;
  const quote = first.text[0];
  if (
    (quote !== '"' && quote !== "'") ||
    !last.text.endsWith(quote) ||
    (read.parts.length === 1 && first.text.length < 2)
  )
    return read;
  if (read.parts.length === 1) return textValue(read.at, first.text.slice(1, -1));
  return value(read.at, [
    { text: first.text.slice(1) },
    ...read.parts.slice(1, -1),
    { text: last.text.slice(0, -1) },
  ]);
}

/** A justfile's expression: strings and names joined by `+` or `/`, `env_var("X")`, backticks. */
function justValue(makefile: Makefile, span: Span): Value {
  const text = makefile.lowering.text.slice(span.start, span.end);
  const parts: Value["parts"][number][] = [];
  for (const match of text.matchAll(
    /"((?:[^"\\]|\\.){0,4000})"|'([^']{0,4000})'|`([^`]{0,4000})`|env(?:_var(?:_or_default)?)?\(\s*["'](\w+)["']\s*(?:,\s*["']([^"']*)["']\s*)?\)|([A-Za-z_][\w-]*)(?!\s*\()/g,
  )) {
    const at = { start: span.start + match.index, end: span.start + match.index + match[0].length };
    if (match[1] !== undefined) parts.push({ text: match[1].replace(/\\(.)/g, "$1") });
    else if (match[2] !== undefined) parts.push({ text: match[2] });
    else if (match[3] !== undefined) {
      makefile.lowering.embed({
        language: "bash",
        pieces: shellPieces(makefile, { start: at.start + 1, end: at.end - 1 }),
        extension: outerNames(makefile),
      });
      parts.push({ call: "shell", args: [textValue(at, match[3])], named: [] });
    } else if (match[4] !== undefined) {
      const read = value(at, [{ env: match[4] }]);
      parts.push(match[5] === undefined ? { env: match[4] } : { choice: [read, textValue(at, match[5])] });
    } else if (match[6] !== undefined) parts.push({ name: match[6] });
  }
  return value(span, parts);
}

/** Where a comment behind a value begins. */
function commentStart(makefile: Makefile, start: number, end: number): number {
  const comment = /(?:^|\s)#/.exec(makefile.lowering.text.slice(start, end));
  return comment && !makefile.just ? start + comment.index : end;
}
