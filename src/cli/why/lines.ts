import type { Span } from "../../model/fact.ts";
import { lineAt, lineStarts } from "../../model/lines.ts";

/** Lines of a masked text, for asking which of them a span touches. */
export class LineIndex {
  readonly #text: string;
  readonly #starts: number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = lineStarts(this.#text);
    // A terminator at the end begins no line of its own.
    if (this.#starts.length > 1 && this.#starts.at(-1) === text.length) this.#starts.pop();
  }

  /** Number of lines. */
  get count(): number {
    return this.#starts.length;
  }

  /** Text of a 1-based line without its terminator. */
  text(line: number): string {
    const start = this.#starts[line - 1];
    return start === undefined
      ? ""
      : this.#text.slice(start, this.#starts[line] ?? this.#text.length).trimEnd();
  }

  /** 1-based line of an offset. */
  line(offset: number): number {
    return lineAt(this.#starts, offset);
  }

  /** True when a span begins on a line. */
  begins(at: Span, line: number): boolean {
    return this.line(at.start) === line;
  }

  /** True when a span touches a line. */
  touches(at: Span, line: number): boolean {
    return this.line(at.start) <= line && line <= this.line(Math.max(at.start, at.end - 1));
  }
}
