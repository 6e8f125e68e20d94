import type { Span } from "../model/fact.ts";
import type { CommentSyntax } from "./comment-syntax.ts";

/** A comment of a text. */
export interface Comment {
  /** With its marks. */
  readonly at: Span;
  /** What stands between the marks. */
  readonly content: Span;
  /** It ends with its line, so another mark of the same kind may follow in it. */
  readonly mark?: string;
}

/** Comments of a text, and what else a line may be in the middle of. Both in the order of the text. */
export interface Reading {
  readonly comments: readonly Comment[];
  /** Strings of several lines: no comment can stand in them. */
  readonly strings: readonly Span[];
}

/** Reads the comments of a text (or of a stretch of it) from the front, in one pass. */
export function readComments(text: string, syntax: CommentSyntax, within?: Span): Reading {
  return new Reader(text, syntax, within ?? { start: 0, end: text.length }).read();
}

const REGEX_BEFORE = /[(,=:[!&|?{};+*%~^<>]$|(?:^|[^\w$])(?:return|typeof|case|of|in|do|else|yield|await)$/;
/** UTF-16 units of a regular expression; a longer one is taken for a division. */
const LONGEST_REGEX = 300;
const HEREDOC_END = (name: string): RegExp => new RegExp(`^[ \\t]*${name}\\b`, "m");

class Reader {
  readonly #text: string;
  /** As {@link #text}, in lower case where case does not count. */
  readonly #marks: string;
  readonly #syntax: CommentSyntax;
  readonly #end: number;
  readonly #comments: Comment[] = [];
  readonly #strings: Span[] = [];
  /** Characters that something may begin with. */
  readonly #heads: ReadonlySet<string>;
  /** Closing marks that do not come any more: looked for once, however often they are opened. */
  readonly #missing = new Set<string>();
  /** Names of heredocs that begin below the line. */
  #heredocs: string[] = [];
  #at: number;

  constructor(text: string, syntax: CommentSyntax, within: Span) {
    this.#text = text;
    this.#marks = syntax.anyCase ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text;
    this.#syntax = syntax;
    this.#at = within.start;
    this.#end = within.end;
    const opens = [
      ...syntax.line.map(({ mark }) => mark),
      ...syntax.block.map(([open]) => open),
      ...syntax.strings.map(({ open }) => open),
    ];
    this.#heads = new Set([
      "\n",
      ...opens.flatMap((open) => [open.charAt(0), open.charAt(0).toUpperCase()]),
      ...(syntax.regex ? ["/"] : []),
      ...(syntax.escapes ? ["\\"] : []),
      ...(syntax.heredoc ? ["<"] : []),
    ]);
  }

  read(): Reading {
    // The text begins as a line does: marks that stand behind a line break count here, too.
    if (!this.#block(this.#at, true)) this.#string(this.#at, true);
    while (this.#at < this.#end) {
      if (!this.#heads.has(this.#text.charAt(this.#at))) this.#at++;
      else this.#step();
    }
    return { comments: this.#comments, strings: this.#strings };
  }

  #step(): void {
    const at = this.#at;
    const character = this.#text.charAt(at);
    if (this.#block(at, false) || this.#lineComment(at)) return;
    if (character === "\n") {
      this.#at = at + 1;
      // A mark behind a line break may open a string, too.
      if (this.#heredocs.length > 0) this.#skipHeredocs();
      else this.#at = at;
      if (this.#at === at && !this.#string(at, false)) this.#at = at + 1;
      return;
    }
    if (character === "\\" && this.#syntax.escapes) {
      this.#at = at + 2;
      return;
    }
    if (character === "<" && this.#heredoc(at)) return;
    if (this.#string(at, false)) return;
    if (character === "/" && this.#syntax.regex && this.#regex(at)) return;
    this.#at = at + 1;
  }

  #block(at: number, first: boolean): boolean {
    for (const [open, close] of this.#syntax.block) {
      const mark = first ? open.slice(1) : open;
      if ((first && !open.startsWith("\n")) || !this.#text.startsWith(mark, at)) continue;
      const from = at + mark.length;
      const end = this.#find(close, from);
      if (end === undefined) continue;
      this.#comments.push({
        at: { start: open.startsWith("\n") && !first ? at + 1 : at, end: end + close.length },
        content: { start: from, end },
      });
      this.#at = end + close.length;
      return true;
    }
    return false;
  }

  #lineComment(at: number): boolean {
    for (const { mark, place } of this.#syntax.line) {
      if (!this.#marks.startsWith(mark, at)) continue;
      const before = this.#text.charAt(at - 1);
      if (place !== "anywhere" && at > 0 && !/[\s;]/.test(before)) continue;
      // `REM` is a word, and `..` of reStructuredText is followed by a blank.
      const from = at + mark.length;
      if (/[a-z]$/.test(mark) && !/[\s]/.test(this.#text.charAt(from))) continue;
      if (place === "line" && !this.#beginsLine(at)) continue;
      const end = this.#lineEnd(at);
      this.#comments.push({ at: { start: at, end }, content: { start: from, end }, mark });
      this.#at = end;
      return true;
    }
    return false;
  }

  #beginsLine(at: number): boolean {
    let from = at;
    while (from > 0 && /[ \t\r\ufeff]/.test(this.#text.charAt(from - 1))) from--;
    return from === 0 || this.#text.charAt(from - 1) === "\n";
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf("\n", at);
    return end < 0 || end > this.#end ? this.#end : end;
  }

  #find(mark: string, from: number): number | undefined {
    if (this.#missing.has(mark)) return undefined;
    const found = this.#text.indexOf(mark, from);
    if (found >= 0 && found + mark.length <= this.#end) return found;
    this.#missing.add(mark);
    return undefined;
  }

  #string(at: number, first: boolean): boolean {
    for (const one of this.#syntax.strings) {
      if (first && !one.open.startsWith("\n")) continue;
      const open = first ? one.open.slice(1) : one.open;
      if (!this.#text.startsWith(open, at)) continue;
      if (one.atValue && at > 0 && !/[\s=:([{,]/.test(this.#text.charAt(at - 1))) continue;
      const key = `${one.open}${one.close}`;
      if (one.multiline && this.#missing.has(key)) continue;
      const end = this.#closing(one, at + open.length);
      if (end === undefined) {
        // A mark that nothing closes is a character like others.
        this.#missing.add(key);
        continue;
      }
      if (one.multiline && this.#text.slice(at, end).trimStart().includes("\n"))
        this.#strings.push({ start: at, end });
      this.#at = end;
      return true;
    }
    return false;
  }

  /** Where a string ends; the end of its line when it may not go on, and nowhere when nothing closes it. */
  #closing(kind: CommentSyntax["strings"][number], from: number): number | undefined {
    const { close, multiline } = kind;
    const head = close.charAt(0);
    for (let at = from; at < this.#end; at++) {
      const character = this.#text.charAt(at);
      if (character === "\\" && kind.escape === "backslash") at++;
      else if (character === head && this.#text.startsWith(close, at)) {
        if (kind.escape === "double" && this.#text.startsWith(close, at + close.length)) at += close.length;
        else return at + close.length;
      } else if (character === "\n" && !multiline) return kind.escape === undefined ? undefined : at;
    }
    return multiline || kind.escape === undefined ? undefined : this.#end;
  }

  #regex(at: number): boolean {
    if (!REGEX_BEFORE.test(this.#text.slice(Math.max(0, at - 20), at).trimEnd())) return false;
    let inClass = false;
    const most = Math.min(this.#end, at + LONGEST_REGEX);
    for (let to = at + 1; to < most; to++) {
      const character = this.#text.charAt(to);
      if (character === "\n") return false;
      if (character === "\\") to++;
      else if (character === "[") inClass = true;
      else if (character === "]") inClass = false;
      else if (character === "/" && !inClass) {
        this.#at = to + 1;
        return true;
      }
    }
    return false;
  }

  #heredoc(at: number): boolean {
    const { heredoc } = this.#syntax;
    if (!heredoc) return false;
    heredoc.lastIndex = at;
    const match = heredoc.exec(this.#text);
    const name = match?.[2];
    if (!match || name === undefined) return false;
    this.#heredocs.push(name);
    this.#at = at + match[0].length;
    return true;
  }

  /** Passes over what stands below a line that opened heredocs; {@link #at} is at the first line. */
  #skipHeredocs(): void {
    const start = this.#at - 1;
    for (const name of this.#heredocs.slice(0, 10)) {
      if (this.#missing.has(`<<${name}`)) continue;
      const rest = HEREDOC_END(name).exec(this.#text.slice(this.#at, this.#end));
      if (!rest) {
        this.#missing.add(`<<${name}`);
        continue;
      }
      this.#at += rest.index + rest[0].length;
    }
    this.#heredocs = [];
    if (this.#at > start + 1) this.#strings.push({ start, end: this.#at });
    else this.#at = start;
  }
}
