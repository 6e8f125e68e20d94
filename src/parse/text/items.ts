import type { Entry, Value } from "../../model/fact.ts";
import { type Lowering, opaqueValue } from "../adapter.ts";
import { Cursor } from "./cursor.ts";
import type { Dialect, Token } from "./tokens.ts";
import { DEEP, keyOf } from "./vocabulary.ts";

/** Positional and named items, of a call or of a literal. */
export interface Items {
  readonly args: Value[];
  readonly named: Entry[];
}

/** Reads what stands in brackets, behind a callee without brackets, or indented below it. */
export abstract class ItemReader extends Cursor {
  protected readonly lowering: Lowering;
  protected readonly dialect: Dialect;
  protected depth: number;

  constructor(lowering: Lowering, tokens: readonly Token[], dialect: Dialect, depth: number) {
    super(lowering, tokens);
    this.lowering = lowering;
    this.dialect = dialect;
    this.depth = depth;
  }

  /** An expression; `bracketed` when line breaks do not end it. */
  abstract expression(bracketed: boolean): Value;

  /** Items without brackets around them. */
  bare(bracketed: boolean): Items {
    const into = { args: [] as Value[], named: [] as Entry[] };
    this.item(into, bracketed);
    while (this.is(",")) {
      this.at++;
      const token = this.peek();
      if (!token || (token.kind === "op" && /^[)\]}]$/.test(token.text))) break;
      if (!this.item(into, bracketed)) break;
    }
    return into;
  }

  /** The items of a bracket that opens at the cursor, up to and with its end. */
  sequence(close: string): Items {
    const column = this.indentation();
    this.at++;
    const into = { args: [] as Value[], named: [] as Entry[] };
    for (let token = this.peek(); token; token = this.peek()) {
      this.lowering.tick();
      if (token.kind === "op" && token.text === close) {
        this.at++;
        break;
      }
      if (token.kind === "op" && (token.text === "," || token.text === ";")) {
        this.at++;
        continue;
      }
      // A bracket of another kind closes something outside: this one was never closed.
      if (token.kind === "op" && /^[)\]}]$/.test(token.text) && close !== "}") break;
      if (token.fresh && token.kind === "name" && this.column(token) <= column && this.assigns()) break;
      const before = this.at;
      if (this.depth > DEEP || !this.item(into, true)) {
        if (this.at === before) this.at++;
      }
    }
    return into;
  }

  /** The keys indented below the cursor, deeper than `column` (CoffeeScript): `url: "…"`, `auth:` with its own keys below. */
  indented(column: number): Value | undefined {
    const first = this.peek();
    if (!first?.fresh || first.kind === "op" || this.depth > DEEP) return undefined;
    const own = this.column(first);
    if (own <= column || !this.assigns()) return undefined;
    const entries: Entry[] = [];
    this.depth++;
    for (
      let key = this.peek();
      key?.fresh && key.kind !== "op" && this.column(key) === own && this.assigns();
      key = this.peek()
    ) {
      this.lowering.tick();
      this.at += 2;
      const read = this.peek()?.fresh ? this.indented(own) : this.expression(false);
      entries.push({
        key: keyOf(key),
        at: { start: key.start, end: key.end },
        value: read ?? opaqueValue({ start: key.start, end: key.end }),
      });
      // What belongs to the entry, but could not be read.
      for (let rest = this.peek(); rest && (!rest.fresh || this.column(rest) > own); rest = this.peek())
        this.at++;
    }
    this.depth--;
    return { at: { start: first.start, end: this.end() }, parts: [{ object: entries }] };
  }

  /** One item: `value`, `key: value`, `key => value`, `key = value`; false when nothing could be read. */
  protected item(into: Items, bracketed: boolean): boolean {
    const key = this.peek();
    const mark = this.peek(1);
    if (
      key &&
      (key.kind === "name" || key.kind === "string") &&
      mark?.kind === "op" &&
      /^(?::|=>|=|:=|<-)$/.test(mark.text)
    ) {
      this.at += 2;
      const below =
        this.dialect.indents && this.peek()?.fresh ? this.indented(this.indentationBefore()) : undefined;
      const read = below ?? this.expression(bracketed);
      into.named.push({ key: keyOf(key), at: { start: key.start, end: key.end }, value: read });
      return true;
    }
    // Elixir and Ruby: `token: x` where the key's colon was taken for a symbol's.
    const before = this.at;
    const read = this.expression(bracketed);
    if (this.at === before) return false;
    into.args.push(read);
    return true;
  }
}
