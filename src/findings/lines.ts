import type { ParsedFile, Span } from "../model/fact.ts";
import type { Excerpt, Location } from "../model/finding.ts";
import { lineAt, lineStarts } from "../model/lines.ts";

/** Longest line kept in an excerpt, in UTF-16 units, unless the place itself is longer. */
const LINE_LENGTH = 300;
/** UTF-16 units kept before a place that stands further right, and of a place at most. */
const BEFORE = 120;
const MOST = 1_000;
/** UTF-16 units on either side of a place that identify it on a line too long to be one statement. */
const NEIGHBOURS = 500;

/** A comment that silences findings, with its marks as far as they stand on the line: with or without it a line is the same finding. */
const DIRECTIVE =
  /[ \t]{0,200}(?:#|\/\/|--|;|%|\/\*|<!--|\{#|\{\{-? ?\/\*|<%#|<#)?[ \t*]{0,20}zunset-ignore[\w-]{0,40}[ \t]{0,20}\[[^\]]{0,1000}\].*?(?:\*\/(?: ?-?\}\})?|-->|#\}|%>|#>|$)/gi;

/** Offsets to lines and columns for one file, and its masked excerpts. */
export class Lines {
  readonly #text: string;
  readonly #path: string;
  readonly #starts: number[];

  constructor(file: ParsedFile) {
    this.#text = file.masked;
    this.#path = file.path;
    this.#starts = lineStarts(this.#text);
  }

  /** 1-based line of an offset. */
  line(offset: number): number {
    return lineAt(this.#starts, offset);
  }

  /** Text of a 1-based line, without its terminator. */
  text(line: number): string {
    const start = this.#starts[line - 1];
    if (start === undefined) return "";
    let end = this.#starts[line] ?? this.#text.length;
    while (end > start && /[\r\n]/.test(this.#text[end - 1] ?? "")) end--;
    return this.#text.slice(start, end);
  }

  /**
   * The place of a span, cut to one line, because annotations want short regions: of several lines the first that holds one of the needles,
   * else the first.
   */
  location(span: Span, needles: readonly string[] = []): Location {
    const at = this.#telling(span, needles);
    // A span that begins in blank space begins at what follows.
    let from = at.start;
    while (from < at.end && /\s/.test(this.#text[from] ?? "")) from++;
    if (from >= at.end) from = at.start;
    const line = this.line(from);
    const start = this.#starts[line - 1] ?? 0;
    const length = this.text(line).length;
    const startColumn = Math.min(from - start, length) + 1;
    const endColumn = Math.max(startColumn + 1, Math.min(at.end - start, length) + 1);
    return { path: this.#path, startLine: line, startColumn, endLine: line, endColumn };
  }

  #telling(span: Span, needles: readonly string[]): Span {
    const text = this.#text.slice(span.start, span.end);
    const lineEnd = text.indexOf("\n");
    if (lineEnd < 0) return span;
    for (const needle of needles) {
      const index = needle === "" ? -1 : text.indexOf(needle);
      if (index > lineEnd) return { start: span.start + index, end: span.start + index + needle.length };
    }
    return span;
  }

  /** The masked line that a place stands on; of a very long one only what stands around the place. */
  context({ startLine, startColumn, endColumn }: Location): string {
    const line = this.text(startLine);
    if (line.length <= 4 * NEIGHBOURS) return line.replace(DIRECTIVE, "");
    return line.slice(
      Math.max(0, startColumn - 1 - NEIGHBOURS),
      Math.min(endColumn, startColumn + MOST) + NEIGHBOURS,
    );
  }

  /** Masked lines around a place; all begin at one column, the first unless the place stands far to the right. */
  excerpt(location: Location, around: number): Excerpt {
    const first = Math.max(1, location.startLine - around);
    const last = Math.min(this.#starts.length, location.endLine + around);
    const far = location.startColumn > LINE_LENGTH;
    const firstColumn = far ? location.startColumn - BEFORE : 1;
    const end = Math.min(location.endColumn, location.startColumn + MOST) + 40 - firstColumn;
    const lines: string[] = [];
    for (let line = first; line <= last; line++) {
      const own = line >= location.startLine && line <= location.endLine;
      lines.push(
        this.text(line).slice(
          firstColumn - 1,
          firstColumn - 1 + (own ? Math.max(LINE_LENGTH, end) : LINE_LENGTH),
        ),
      );
    }
    return { firstLine: first, ...(far ? { firstColumn } : {}), lines };
  }
}
