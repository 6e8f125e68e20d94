import type { Lowering } from "../adapter.ts";
import type { Token } from "./tokens.ts";

/** A place among tokens, and what can be asked of it. */
export class Cursor {
  readonly #lowering: Lowering;
  readonly tokens: readonly Token[];
  at = 0;

  constructor(lowering: Lowering, tokens: readonly Token[]) {
    this.#lowering = lowering;
    this.tokens = tokens;
  }

  /** The token at the cursor, or some tokens on. */
  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  /** True when an operator stands at the cursor, or some tokens on. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token !== undefined && token.kind === "op" && token.text === text;
  }

  /** Where the last token read ends. */
  end(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  /** The column a token stands at. */
  column(token: Token): number {
    return token.start - this.#lowering.text.lastIndexOf("\n", token.start) - 1;
  }

  /** The column of the first token of the line at the cursor. */
  indentation(): number {
    let index = this.at;
    while (index > 0 && !this.tokens[index]?.fresh && this.at - index < 200) index--;
    const first = this.tokens[index];
    return first ? this.column(first) : 0;
  }

  /** The column of the first token of the line that has just been read. */
  indentationBefore(): number {
    this.at--;
    const column = this.indentation();
    this.at++;
    return column;
  }

  /** A statement seems to begin here: the bracket was never closed. */
  assigns(): boolean {
    return this.peek(1)?.kind === "op" && /^(?:=|:|:=)$/.test(this.peek(1)?.text ?? "");
  }
}
