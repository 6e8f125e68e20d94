import { type ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";
import type { Span } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";
import { type ConfigNode, emptyNode, type Pair } from "../yaml/node.ts";
import { textOfPieces } from "../yaml/pieces.ts";
import { decodeFlow } from "../yaml/scalar.ts";

/** Documents after the first one in a file of JSON lines. */
const DOCUMENT_BOUND = 20_000;

interface OpenMap {
  readonly kind: "map";
  readonly start: number;
  readonly pairs: Pair[];
  key: { readonly text: string; readonly at: Span } | null;
}

interface OpenList {
  readonly kind: "list";
  readonly start: number;
  readonly items: ConfigNode[];
}

/** Root nodes of JSON with comments and trailing commas; several when the file is JSON lines. `failed`: something was no JSON. */
export function readJson(text: string, lowering: Lowering): { roots: ConfigNode[]; failed: boolean } {
  const roots: ConfigNode[] = [];
  let failed = false;
  let offset = 0;
  for (let count = 0; count < DOCUMENT_BOUND; count++) {
    const builder = new Builder(offset, lowering);
    builder.read(offset === 0 ? text : text.slice(offset));
    roots.push(...builder.roots);
    failed ||= builder.failed;
    if (builder.rest === null) break;
    offset += builder.rest;
  }
  return { roots, failed };
}

class Builder {
  readonly roots: ConfigNode[] = [];
  failed = false;
  /** Where another document begins, behind this one. */
  rest: number | null = null;
  readonly #offset: number;
  readonly #lowering: Lowering;
  readonly #stack: (OpenMap | OpenList)[] = [];

  constructor(offset: number, lowering: Lowering) {
    this.#offset = offset;
    this.#lowering = lowering;
  }

  read(text: string): void {
    visit(
      text,
      {
        onObjectBegin: (offset) =>
          this.#open({ kind: "map", start: this.#offset + offset, pairs: [], key: null }),
        onArrayBegin: (offset) => this.#open({ kind: "list", start: this.#offset + offset, items: [] }),
        onObjectProperty: (_, offset, length) => this.#property(text, offset, length),
        onObjectEnd: (offset, length) => this.#close(this.#offset + offset + length),
        onArrayEnd: (offset, length) => this.#close(this.#offset + offset + length),
        onLiteralValue: (found: unknown, offset, length) => this.#literal(found, text, offset, length),
        onError: (error, offset) => this.#error(error, offset),
      },
      { disallowComments: false, allowTrailingComma: true },
    );
    // Text that ends too soon: what is open ends with it.
    while (this.#stack.length > 0) this.#close(this.#offset + text.length);
  }

  #error(error: ParseErrorCode, offset: number): void {
    if (printParseErrorCode(error) === "EndOfFileExpected" && this.roots.length > 0)
      this.rest ??= offset > 0 ? offset : null;
    else this.failed = true;
  }

  #open(container: OpenMap | OpenList): void {
    this.#lowering.tick(this.#stack.length);
    this.#stack.push(container);
  }

  #property(text: string, offset: number, length: number): void {
    const open = this.#stack.at(-1);
    if (open?.kind !== "map") return;
    const inner = decodeFlow(text.slice(offset + 1, offset + length - 1), 0, "json");
    const at = { start: this.#offset + offset, end: this.#offset + offset + length };
    open.key = { text: textOfPieces(inner), at };
  }

  #literal(found: unknown, text: string, offset: number, length: number): void {
    this.#lowering.tick();
    const at = { start: this.#offset + offset, end: this.#offset + offset + length };
    if (typeof found === "string") {
      const closed = length > 1 && text[offset + length - 1] === '"';
      const pieces = decodeFlow(
        text.slice(offset + 1, closed ? offset + length - 1 : offset + length),
        at.start + 1,
        "json",
      );
      this.#add({
        kind: "scalar",
        at,
        text: textOfPieces(pieces),
        pieces,
        style: "quoted",
      });
      return;
    }
    const literal = typeof found === "number" ? "number" : typeof found === "boolean" ? "boolean" : "null";
    const own = text.slice(offset, offset + length);
    this.#add({
      kind: "scalar",
      at,
      text: own,
      pieces: [{ text: own, start: at.start }],
      style: "plain",
      literal,
    });
  }

  #close(end: number): void {
    const open = this.#stack.pop();
    if (!open) return;
    const at = { start: open.start, end };
    if (open.kind === "list") this.#add({ kind: "list", at, items: open.items });
    else {
      if (open.key)
        open.pairs.push({
          key: open.key.text,
          keyAt: open.key.at,
          at: open.key.at,
          value: emptyNode(open.key.at.end),
        });
      this.#add({ kind: "map", at, pairs: open.pairs });
    }
  }

  #add(node: ConfigNode): void {
    const open = this.#stack.at(-1);
    if (!open) this.roots.push(node);
    else if (open.kind === "list") open.items.push(node);
    else if (open.key) {
      open.pairs.push({
        key: open.key.text,
        keyAt: open.key.at,
        at: { start: open.key.at.start, end: node.at.end },
        value: node,
      });
      open.key = null;
    }
  }
}
