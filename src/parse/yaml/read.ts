import {
  Composer,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type ParsedNode,
  Parser,
  type Scalar,
} from "yaml";
import type { Lowering, Piece } from "../adapter.ts";
import { bareKey, type ConfigNode, emptyNode, type Pair, type ScalarNode } from "./node.ts";
import { offsetIn, textOfPieces } from "./pieces.ts";
import { decodeBlock, decodeFlow } from "./scalar.ts";

/** Errors after which the tree is still what the author meant. */
const MILD = new Set([
  "BAD_DQ_ESCAPE",
  "BAD_SCALAR_START",
  "DUPLICATE_KEY",
  "KEY_OVER_1024_CHARS",
  "MULTIPLE_ANCHORS",
  "MULTIPLE_TAGS",
  "TAG_RESOLVE_FAILED",
  "BAD_DIRECTIVE",
  "BAD_ALIAS",
  "ALIAS_PROPS",
]);

/** Texts of a YAML source: `masked` is what the parser sees, `original` what scalars are restored from; `offset` is where both begin in the file. */
export interface YamlSource {
  readonly original: string;
  readonly masked: string;
  readonly offset: number;
}

/** Root nodes of all documents, or null when the text is broken beyond what the parser recovers from. */
export function readYaml(source: YamlSource, lowering: Lowering): ConfigNode[] | null {
  const composer = new Composer({
    schema: "failsafe",
    uniqueKeys: false,
    strict: false,
    merge: false,
    logLevel: "silent",
  });
  const roots: ConfigNode[] = [];
  for (const document of composer.compose(tokens(source.masked, lowering), true, source.masked.length)) {
    if (document.errors.some((error) => !MILD.has(error.code))) return null;
    if (document.contents) roots.push(new Reader(source, lowering).node(document.contents as ParsedNode, 0));
  }
  return roots;
}

/** The parser's tokens, with a look at the clock and at the nesting between them: the composer recurses. */
function* tokens(text: string, lowering: Lowering): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    lowering.tick(parser.stack.length);
  }
  yield* parser.end();
}

/** What a plain scalar is when it is no text. */
function literalOf(text: string): ScalarNode["literal"] | undefined {
  if (text === "" || text === "~" || /^null$/i.test(text)) return "null";
  if (/^(?:true|false)$/i.test(text)) return "boolean";
  if (
    text.length < 40 &&
    /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$|^0[xo][\da-fA-F]+$/.test(text)
  )
    return "number";
  return undefined;
}

/** A scalar node over a plain, quoted or block source, template placeholders restored. */
export function scalarNode(
  source: YamlSource,
  from: number,
  to: number,
  pieces: readonly Piece[],
  style: ScalarNode["style"],
  tag?: string,
): ScalarNode {
  const restored = pieces.map((piece): Piece => {
    const length = piece.length ?? piece.text.length;
    const start = piece.start - source.offset;
    if (length !== piece.text.length || source.masked.slice(start, start + length) !== piece.text)
      return piece;
    return { text: source.original.slice(start, start + length), start: piece.start };
  });
  const text = textOfPieces(restored);
  const literal = style === "plain" ? literalOf(text) : undefined;
  return {
    kind: "scalar",
    at: { start: source.offset + from, end: source.offset + to },
    text,
    pieces: restored,
    style,
    ...(literal ? { literal } : {}),
    ...(tag ? { tag } : {}),
  };
}

class Reader {
  readonly #source: YamlSource;
  readonly #lowering: Lowering;

  constructor(source: YamlSource, lowering: Lowering) {
    this.#source = source;
    this.#lowering = lowering;
  }

  node(node: Node, depth: number): ConfigNode {
    this.#lowering.tick(depth);
    const { offset } = this.#source;
    const [start, end] = node.range ?? [0, 0];
    const at = { start: offset + start, end: offset + end };
    const tag =
      "tag" in node && node.tag && !node.tag.startsWith("tag:yaml.org")
        ? node.tag.replace(/^!+/, "")
        : undefined;
    const tagged = tag ? { tag } : {};
    if (isAlias(node)) return { kind: "alias", at, name: node.source };
    if (isScalar(node)) return this.#scalar(node, tag);
    // The parser counts the line break and the indentation behind a block as part of it.
    const spanned = (last: { readonly at: { readonly end: number } } | undefined) =>
      ("flow" in node && node.flow) || !last ? at : { start: at.start, end: last.at.end };
    if (isSeq<Node>(node)) {
      const items = node.items.map((item) => this.node(item, depth + 1));
      return { kind: "list", at: spanned(items.at(-1)), items, ...tagged };
    }
    if (!isMap<Node, Node | null>(node)) return emptyNode(at.start);
    const pairs = node.items.map((pair): Pair => {
      const keyEnd = offset + (pair.key.range?.[1] ?? start);
      const key = isScalar(pair.key) ? this.#scalar(pair.key, undefined) : undefined;
      const keyAt = { start: offset + (pair.key.range?.[0] ?? start), end: keyEnd };
      const value = pair.value ? this.node(pair.value, depth + 1) : emptyNode(keyEnd);
      return {
        key: key ? bareKey(key.text) : "*",
        keyAt,
        at: { start: keyAt.start, end: Math.max(value.at.end, keyEnd) },
        value,
      };
    });
    return { kind: "map", at: spanned(pairs.at(-1)), pairs, ...tagged };
  }

  #scalar(node: Scalar, tag: string | undefined): ScalarNode {
    const { masked, offset } = this.#source;
    const [from, to] = node.range ?? [0, 0];
    const text = String(node.value ?? node.source ?? "");
    let pieces: readonly Piece[];
    let style: ScalarNode["style"] = "quoted";
    let end = to;
    if (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED") {
      style = "block";
      const newline = masked.indexOf("\n", from);
      const header = masked.slice(from, newline < 0 ? to : newline);
      const body = newline < 0 ? to : newline + 1;
      pieces = decodeBlock(masked.slice(body, to), offset + body, header.replace(/#.*/, ""));
      end = Math.max(from, offsetIn(pieces, text.replace(/\n+$/, "").length, true) - offset);
    } else if (node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE") {
      const closed = to - from > 1 && masked[to - 1] === masked[from];
      pieces = decodeFlow(
        masked.slice(from + 1, closed ? to - 1 : to),
        offset + from + 1,
        node.type === "QUOTE_SINGLE" ? "single" : "double",
      );
    } else {
      style = "plain";
      pieces = decodeFlow(masked.slice(from, to), offset + from, "plain");
    }
    // Where this decoder and the parser disagree the parser is right; the text is then one piece.
    if (textOfPieces(pieces) !== text)
      pieces = text === "" ? [] : [{ text, start: offset + from, length: to - from }];
    return scalarNode(this.#source, from, end, pieces, style, tag);
  }
}
