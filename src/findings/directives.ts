import type { Directive } from "../model/directive.ts";
import type { ParsedFile, Span } from "../model/fact.ts";
import { lineAt, lineStarts } from "../model/lines.ts";
import {
  BY_EXTENSION,
  type CommentSyntax,
  ENV_EXTENSION,
  SYNTAX,
  TEMPLATE_BLOCKS,
  TEMPLATE_NAME,
} from "./comment-syntax.ts";
import { type Comment, type Reading, readComments } from "./comments.ts";

/** What every directive begins with; a keyword of the rules about them, so that a file with one is parsed. */
const WORD = /zunset-ignore/i;

/** UTF-16 units of a directive that are looked at, and of its reason that are kept. */
const MOST = 2_000;
const REASON = 300;
/** Directives of one file that are read; a file with more is no source. */
const MOST_DIRECTIVES = 2_000;

/** The directives of a file, in the order of its text. */
export function directivesOf(file: ParsedFile): Directive[] {
  if (!WORD.test(file.masked)) return [];
  return new DirectiveReader(file).read();
}

/** The comments that a file's name and language give it. */
function syntaxOf({ path, language }: ParsedFile): CommentSyntax {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const bare = TEMPLATE_NAME.test(name) ? name.replace(TEMPLATE_NAME, "") : name;
  const dot = bare.lastIndexOf(".");
  const extension = dot < 0 ? "" : bare.slice(dot).toLowerCase();
  const dialects = { text: BY_EXTENSION, markup: BY_EXTENSION, dotenv: ENV_EXTENSION } as const;
  const own =
    (language in dialects ? dialects[language as keyof typeof dialects].get(extension) : undefined) ??
    SYNTAX[language];
  return bare === name ? own : { ...own, block: [...own.block, ...TEMPLATE_BLOCKS] };
}

/** The comments of a text; those of scripts and styles in markup are a script's. */
function readText(text: string, syntax: CommentSyntax, sections: boolean): Reading {
  if (!sections) return readComments(text, syntax);
  const comments: Comment[] = [];
  const strings: Span[] = [];
  const take = (within: Span, own: CommentSyntax): void => {
    const reading = readComments(text, own, within);
    comments.push(...reading.comments);
    strings.push(...reading.strings);
  };
  let from = 0;
  for (const script of scriptsIn(text)) {
    take({ start: from, end: script.start }, syntax);
    take(script, SYNTAX.javascript);
    from = script.end;
  }
  take({ start: from, end: text.length }, syntax);
  return { comments, strings };
}

/** What stands in `<script>` and `<style>`, and Astro's front matter. */
function scriptsIn(text: string): Span[] {
  const spans: Span[] = [];
  const front = /^\ufeff?---\r?\n/.exec(text);
  const fence = front ? text.indexOf("\n---", front[0].length - 1) : -1;
  if (front && fence >= 0) spans.push({ start: front[0].length, end: fence + 1 });
  const opening = /<(script|style)\b[^<>]{0,2000}>/gi;
  opening.lastIndex = spans[0]?.end ?? 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = opening.lastIndex;
    const closing = match[1]?.toLowerCase() === "script" ? /<\/script/gi : /<\/style/gi;
    closing.lastIndex = start;
    const end = closing.exec(text)?.index;
    if (end === undefined) break;
    spans.push({ start, end });
    opening.lastIndex = end;
  }
  return spans;
}

/** A notebook with the marks of its JSON strings blanked, so that the lines of its cells are lines of code at their places. */
function cellsOf(text: string): string {
  return text.replace(
    /^([ \t]*)"(.*)"(,?)[ \t]*(?=\r?$)/gm,
    (line, indent: string, inner: string, comma: string) => {
      const code = inner.replace(/\\n$/, "  ").replace(/\\"/g, ' "');
      return `${indent} ${code} ${comma ? " " : ""}`.padEnd(line.length);
    },
  );
}

class DirectiveReader {
  readonly #path: string;
  readonly #source: string;
  readonly #starts: readonly number[];
  readonly #comments: readonly Comment[];
  readonly #continued: string | undefined;
  /** 1 for each line that the next one belongs to. */
  readonly #joined: Uint8Array;
  /** Lines that hold nothing but a comment, and those that hold a directive. */
  readonly #commentOnly = new Set<number>();
  readonly #directive = new Set<number>();
  /** Lines that are commented out and may be findings all the same. */
  readonly #commented: ReadonlySet<number>;
  /** The stretch of lines last found to hold nothing, and the line that ends it. */
  #empty = { from: 1, to: 0 };

  constructor(file: ParsedFile) {
    const syntax = syntaxOf(file);
    this.#path = file.path;
    this.#source = file.language === "notebook" ? cellsOf(file.masked) : file.masked;
    this.#starts = lineStarts(this.#source);
    this.#continued = syntax.continued;
    const { comments, strings } = readText(this.#source, syntax, file.language === "html");
    this.#comments = comments;
    this.#joined = new Uint8Array(this.#starts.length + 2);
    for (const { start, end } of strings)
      for (let line = this.#line(start); line < this.#line(end - 1); line++) this.#joined[line] = 1;
    this.#commented = new Set(
      file.facts.flatMap((fact) =>
        fact.kind === "entry" && fact.commented ? [this.#line(fact.at.start)] : [],
      ),
    );
  }

  read(): Directive[] {
    const found: { readonly comment: Comment; readonly parsed: Parsed }[] = [];
    for (const comment of this.#comments) {
      const last = this.#line(Math.max(comment.at.start, comment.at.end - 1));
      if (this.#standsAlone(comment))
        for (let line = this.#line(comment.at.start); line <= last; line++) this.#commentOnly.add(line);
      if (found.length >= MOST_DIRECTIVES) continue;
      for (const parsed of this.#parsed(comment)) {
        found.push({ comment, parsed });
        this.#directive.add(this.#line(parsed.at.start));
      }
    }
    return found.map(({ comment, parsed }) => this.#directiveOf(comment, parsed));
  }

  #line(offset: number): number {
    return lineAt(this.#starts, offset);
  }

  #text(line: number): string {
    return this.#source.slice(this.#starts[line - 1], this.#starts[line] ?? this.#source.length);
  }

  #standsAlone({ at }: Comment): boolean {
    const begin = this.#starts[this.#line(at.start) - 1] ?? 0;
    if (at.start - begin > MOST) return false;
    const before = this.#source.slice(begin, at.start);
    const last = this.#line(Math.max(at.start, at.end - 1));
    const after = this.#source.slice(
      at.end,
      Math.min(this.#starts[last] ?? this.#source.length, at.end + MOST),
    );
    // JSX puts a comment in braces.
    return /^[\s{\ufeff]*$/.test(before) && /^[\s}]*$/.test(after);
  }

  /** The directives of one comment: one at the beginning of each of its lines, or behind another mark of the same kind. */
  *#parsed({ content, mark }: Comment): Generator<Parsed> {
    const text = this.#source.slice(content.start, content.end);
    let from = 0;
    for (const line of text.split("\n")) {
      const begins = mark === undefined ? [0] : beginnings(line, mark);
      for (const begin of begins) {
        const parsed = parseDirective(line.slice(begin), content.start + from + begin);
        if (!parsed) continue;
        yield parsed;
        break;
      }
      from += line.length + 1;
    }
  }

  #directiveOf(comment: Comment, parsed: Parsed): Directive {
    const { at, ...rest } = parsed;
    const line = this.#line(at.start);
    const column = at.start - (this.#starts[line - 1] ?? 0) + 1;
    const location = {
      path: this.#path,
      startLine: line,
      startColumn: column,
      endLine: line,
      endColumn: column + Math.max(1, at.end - at.start),
    };
    const lines = parsed.scope === "file" ? ([1, this.#starts.length] as const) : this.#target(comment);
    return { ...rest, location, lines };
  }

  /** The lines a directive is about: its own, or the first that holds anything after it, with all that belongs to that one. */
  #target(comment: Comment): readonly [number, number] {
    const first = this.#line(comment.at.start);
    if (!this.#commentOnly.has(first)) return this.#statement(first);
    const line = this.#next(this.#line(Math.max(comment.at.start, comment.at.end - 1)) + 1);
    return line > this.#starts.length ? [first, first] : this.#statement(line);
  }

  /** The first line from here on that holds something; one more than there are when none does. */
  #next(from: number): number {
    if (from >= this.#empty.from && from <= this.#empty.to) return this.#empty.to;
    let line = from;
    while (line <= this.#starts.length && this.#holdsNothing(line)) line++;
    this.#empty = { from, to: line };
    return line;
  }

  #holdsNothing(line: number): boolean {
    if (this.#directive.has(line) || this.#text(line).trim() === "") return true;
    return this.#commentOnly.has(line) && !this.#commented.has(line);
  }

  /** A line with those that no comment can stand between: in one string with it, or behind a mark that the line goes on. */
  #statement(line: number): readonly [number, number] {
    let [first, last] = [line, line];
    while (last < this.#starts.length && this.#goesOn(last)) last++;
    while (first > 1 && this.#goesOn(first - 1)) first--;
    return [first, last];
  }

  #goesOn(line: number): boolean {
    if (this.#joined[line] === 1) return true;
    if (this.#continued === undefined || this.#commentOnly.has(line)) return false;
    return this.#text(line).trimEnd().endsWith(this.#continued);
  }
}

/** Where a directive may begin in a comment that ends with its line: at its beginning, and behind a further mark. */
function beginnings(line: string, mark: string): number[] {
  const begins = [0];
  for (let at = line.indexOf(mark); at >= 0 && begins.length < 20; at = line.indexOf(mark, at + 1))
    if (/\s/.test(line.charAt(at - 1))) begins.push(at + mark.length);
  return begins;
}

interface Parsed extends Pick<Directive, "text" | "scope" | "rules" | "reason" | "until"> {
  readonly at: Span;
}

const HEAD = /^[\s*#/!;%<>=-]{0,200}(zunset-ignore([\w-]{0,40})(?=[ \t]*(?:\[|:|$)|[ \t]+until=))/i;
const IDS = /^[ \t]*\[([^\]\r\n]{0,1000})\]/;
const UNTIL = /(?:^|\s)\(?until=([^\s:),;]{0,40})[),;]?(?=$|[\s:])/i;

/** Reads a directive at the beginning of a line of a comment. */
function parseDirective(line: string, offset: number): Parsed | undefined {
  const text = line.slice(0, MOST);
  const head = HEAD.exec(text);
  const word = head?.[1];
  if (!head || word === undefined) return undefined;
  const start = head[0].length - word.length;
  let rest = text.slice(head[0].length);
  const ids = IDS.exec(rest);
  rest = rest.slice(ids?.[0].length ?? 0);
  const until = UNTIL.exec(rest);
  if (until) rest = `${rest.slice(0, until.index)} ${rest.slice(until.index + until[0].length)}`;
  const colon = /^\s*:/.exec(rest);
  const reason = colon ? tidy(rest.slice(colon[0].length)) : "";
  const whole = text.slice(start).trimEnd();
  return {
    text: whole,
    at: { start: offset + start, end: offset + start + whole.length },
    scope: head[2]?.toLowerCase() === "-file" ? "file" : "line",
    rules: (ids?.[1] ?? "").split(/[\s,]+/).filter((id) => id !== ""),
    reason,
    ...(until?.[1] === undefined ? {} : { until: until[1] }),
  };
}

/** A reason without what only closes the comment; "" when it says nothing. */
function tidy(reason: string): string {
  const text = reason
    .replace(/\s+/g, " ")
    .replace(/[\s*\-#=/]+$/, "")
    .trim()
    .slice(0, REASON);
  return /[\p{L}\p{N}]/u.test(text) ? text : "";
}
