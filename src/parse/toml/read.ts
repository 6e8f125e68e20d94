import { type AST, parseTOML } from "toml-eslint-parser";
import type { Lowering, Piece } from "../adapter.ts";
import { refuseNesting } from "../nesting.ts";
import type { ConfigNode, MapNode, Pair, ScalarNode } from "../yaml/node.ts";
import { textOfPieces } from "../yaml/pieces.ts";
import { decodeFlow } from "../yaml/scalar.ts";

/** A table while it is filled. */
interface Growing extends MapNode {
  readonly pairs: Pair[];
}

/** The tree of a TOML document with where each of its tables begins, in source order. */
export interface TomlDocument {
  readonly root: MapNode;
  readonly tables: readonly {
    readonly start: number;
    readonly table: MapNode;
    readonly keys: readonly string[];
  }[];
}

/** Reads TOML that stands at `offset`; null when it is no TOML. */
export function readToml(text: string, offset: number, lowering: Lowering): TomlDocument | null {
  let program: AST.TOMLProgram;
  refuseNesting(text);
  try {
    program = parseTOML(text, { tomlVersion: "next" });
  } catch {
    return null;
  }
  return new Reader(text, offset, lowering).document(program);
}

class Reader {
  readonly #text: string;
  readonly #offset: number;
  readonly #lowering: Lowering;

  constructor(text: string, offset: number, lowering: Lowering) {
    this.#text = text;
    this.#offset = offset;
    this.#lowering = lowering;
  }

  document(program: AST.TOMLProgram): TomlDocument {
    const [top] = program.body;
    const root: Growing = { kind: "map", at: this.#at(top), pairs: [] };
    const tables: { start: number; table: MapNode; keys: string[] }[] = [];
    for (const node of top.body) {
      if (node.type === "TOMLKeyValue") {
        this.#keyValue(root, node, 0);
        continue;
      }
      const keys = node.key.keys.map((key) => ({ text: keyText(key), at: this.#at(key) }));
      const table = this.#table(root, keys, node.kind === "array", this.#at(node));
      tables.push({ start: this.#at(node).start, table, keys: keys.map((key) => key.text) });
      for (const pair of node.body) this.#keyValue(table, pair, 0);
    }
    return { root, tables };
  }

  #at(node: { range: AST.Range }): { start: number; end: number } {
    return { start: this.#offset + node.range[0], end: this.#offset + node.range[1] };
  }

  /** Finds or makes the table at a header's key; the last item where an array of tables is on the way. */
  #table(
    root: Growing,
    keys: readonly { text: string; at: { start: number; end: number } }[],
    array: boolean,
    at: { start: number; end: number },
  ): Growing {
    let current = root;
    for (const [index, key] of keys.entries()) {
      this.#lowering.tick(index);
      const last = index === keys.length - 1;
      const found = current.pairs.findLast((pair) => pair.key === key.text)?.value;
      const fresh: Growing = { kind: "map", at, pairs: [] };
      if (found?.kind === "list" && (last ? array : true)) {
        const items = found.items as ConfigNode[];
        const item = items.at(-1);
        if (!last && item?.kind === "map") current = item as Growing;
        else {
          items.push(fresh);
          current = fresh;
        }
      } else if (found?.kind === "map") current = found as Growing;
      else {
        const value: ConfigNode = last && array ? { kind: "list", at, items: [fresh] } : fresh;
        current.pairs.push({ key: key.text, keyAt: key.at, at: key.at, value });
        current = fresh;
      }
    }
    return current;
  }

  /** `a.b = x` nests, as a table header does. */
  #keyValue(table: Growing, node: AST.TOMLKeyValue, depth: number): void {
    this.#lowering.tick(depth);
    const keys = node.key.keys.map((key) => ({ text: keyText(key), at: this.#at(key) }));
    const last = keys.at(-1);
    if (!last) return;
    const parent = keys.length > 1 ? this.#table(table, keys.slice(0, -1), false, this.#at(node)) : table;
    const at = this.#at(node);
    parent.pairs.push({ key: last.text, keyAt: last.at, at, value: this.#value(node.value, depth + 1) });
  }

  #value(node: AST.TOMLContentNode, depth: number): ConfigNode {
    this.#lowering.tick(depth);
    const at = this.#at(node);
    if (node.type === "TOMLArray")
      return { kind: "list", at, items: node.elements.map((element) => this.#value(element, depth + 1)) };
    if (node.type === "TOMLInlineTable") {
      const table: Growing = { kind: "map", at, pairs: [] };
      for (const pair of node.body) this.#keyValue(table, pair, depth + 1);
      return table;
    }
    if (node.kind === "string") return this.#string(node);
    const text = this.#text.slice(node.range[0], node.range[1]);
    const literal = node.kind === "boolean" ? "boolean" : "number";
    return { kind: "scalar", at, text, pieces: [{ text, start: at.start }], style: "plain", literal };
  }

  #string(node: AST.TOMLStringValue): ScalarNode {
    const at = this.#at(node);
    const marks = node.multiline ? 3 : 1;
    const from = node.range[0] + marks;
    const lead = node.multiline ? (/^\r?\n/.exec(this.#text.slice(from, from + 2))?.[0].length ?? 0) : 0;
    const inner = this.#text.slice(from + lead, node.range[1] - marks);
    const start = this.#offset + from + lead;
    let pieces: readonly Piece[] =
      node.style === "basic" ? decodeFlow(inner, start, "json") : [{ text: inner, start }];
    if (textOfPieces(pieces) !== node.value) pieces = [{ text: node.value, start, length: inner.length }];
    return { kind: "scalar", at, text: node.value, pieces, style: node.multiline ? "block" : "quoted" };
  }
}

const keyText = (key: AST.TOMLBare | AST.TOMLQuoted): string =>
  key.type === "TOMLBare" ? key.name : key.value;
