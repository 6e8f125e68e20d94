import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  bareKey,
  emptyNode
} from "./chunk-CUN2LJSC.js";
import {
  decodeBlock,
  decodeFlow
} from "./chunk-DSKMSZ66.js";
import {
  offsetIn,
  textOfPieces
} from "./chunk-LYBHTBEW.js";
import {
  require_dist
} from "./chunk-JGOQUN26.js";
import {
  __toESM
} from "./chunk-WWEY3SKT.js";

// src/parse/yaml/read.ts
var import_yaml = __toESM(require_dist(), 1);
var MILD = /* @__PURE__ */ new Set([
  "BAD_DQ_ESCAPE",
  "BAD_SCALAR_START",
  "DUPLICATE_KEY",
  "KEY_OVER_1024_CHARS",
  "MULTIPLE_ANCHORS",
  "MULTIPLE_TAGS",
  "TAG_RESOLVE_FAILED",
  "BAD_DIRECTIVE",
  "BAD_ALIAS",
  "ALIAS_PROPS"
]);
function readYaml(source, lowering) {
  const composer = new import_yaml.Composer({
    schema: "failsafe",
    uniqueKeys: false,
    strict: false,
    merge: false,
    logLevel: "silent"
  });
  const roots = [];
  for (const document of composer.compose(tokens(source.masked, lowering), true, source.masked.length)) {
    if (document.errors.some((error) => !MILD.has(error.code))) return null;
    if (document.contents) roots.push(new Reader(source, lowering).node(document.contents, 0));
  }
  return roots;
}
function* tokens(text, lowering) {
  const parser = new import_yaml.Parser();
  for (const lexeme of new import_yaml.Lexer().lex(text)) {
    lowering.tick();
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}
function literalOf(text) {
  if (text === "" || text === "~" || /^null$/i.test(text)) return "null";
  if (/^(?:true|false)$/i.test(text)) return "boolean";
  if (text.length < 40 && /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$|^0[xo][\da-fA-F]+$/.test(text))
    return "number";
  return void 0;
}
function scalarNode(source, from, to, pieces, style, tag) {
  const restored = pieces.map((piece) => {
    const length = piece.length ?? piece.text.length;
    const start = piece.start - source.offset;
    if (length !== piece.text.length || source.masked.slice(start, start + length) !== piece.text)
      return piece;
    return { text: source.original.slice(start, start + length), start: piece.start };
  });
  const text = textOfPieces(restored);
  const literal = style === "plain" ? literalOf(text) : void 0;
  return {
    kind: "scalar",
    at: { start: source.offset + from, end: source.offset + to },
    text,
    pieces: restored,
    style,
    ...literal ? { literal } : {},
    ...tag ? { tag } : {}
  };
}
var Reader = class {
  #source;
  #lowering;
  constructor(source, lowering) {
    this.#source = source;
    this.#lowering = lowering;
  }
  node(node, depth) {
    this.#lowering.tick(depth);
    const { offset } = this.#source;
    const [start, end] = node.range ?? [0, 0];
    const at = { start: offset + start, end: offset + end };
    const tag = "tag" in node && node.tag && !node.tag.startsWith("tag:yaml.org") ? node.tag.replace(/^!+/, "") : void 0;
    const tagged = tag ? { tag } : {};
    if ((0, import_yaml.isAlias)(node)) return { kind: "alias", at, name: node.source };
    if ((0, import_yaml.isScalar)(node)) return this.#scalar(node, tag);
    const spanned = (last) => "flow" in node && node.flow || !last ? at : { start: at.start, end: last.at.end };
    if ((0, import_yaml.isSeq)(node)) {
      const items = node.items.map((item) => this.node(item, depth + 1));
      return { kind: "list", at: spanned(items.at(-1)), items, ...tagged };
    }
    if (!(0, import_yaml.isMap)(node)) return emptyNode(at.start);
    const pairs = node.items.map((pair) => {
      const keyEnd2 = offset + (pair.key.range?.[1] ?? start);
      const key = (0, import_yaml.isScalar)(pair.key) ? this.#scalar(pair.key, void 0) : void 0;
      const keyAt = { start: offset + (pair.key.range?.[0] ?? start), end: keyEnd2 };
      const value = pair.value ? this.node(pair.value, depth + 1) : emptyNode(keyEnd2);
      return {
        key: key ? bareKey(key.text) : "*",
        keyAt,
        at: { start: keyAt.start, end: Math.max(value.at.end, keyEnd2) },
        value
      };
    });
    return { kind: "map", at: spanned(pairs.at(-1)), pairs, ...tagged };
  }
  #scalar(node, tag) {
    const { masked, offset } = this.#source;
    const [from, to] = node.range ?? [0, 0];
    const text = String(node.value ?? node.source ?? "");
    let pieces;
    let style = "quoted";
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
        node.type === "QUOTE_SINGLE" ? "single" : "double"
      );
    } else {
      style = "plain";
      pieces = decodeFlow(masked.slice(from, to), offset + from, "plain");
    }
    if (textOfPieces(pieces) !== text)
      pieces = text === "" ? [] : [{ text, start: offset + from, length: to - from }];
    return scalarNode(this.#source, from, end, pieces, style, tag);
  }
};

// src/parse/yaml/lenient.ts
function readLines(source, lowering) {
  const reader = new LineReader(source, lowering);
  const roots = [];
  while (!reader.done) {
    const before = reader.position;
    roots.push(reader.block(-1, 0));
    if (reader.position === before) reader.skip();
  }
  return roots;
}
function keyEnd(text, start, end) {
  const quote = text[start];
  let index = start;
  if (quote === '"' || quote === "'") {
    index = text.indexOf(quote, start + 1) + 1;
    if (index === 0 || index > end) return -1;
    while (text[index] === " ") index++;
    return text[index] === ":" && index < end && (index + 1 === end || /\s/.test(text[index + 1] ?? "")) ? index : -1;
  }
  if (/[#{}[\],&*!|>%@`]/.test(quote ?? "#")) return -1;
  for (; index < end && index - start < 300; index++) {
    if (text[index] === ":" && (index + 1 === end || text[index + 1] === " " || text[index + 1] === "	"))
      return index;
    if (text[index] === "#" && /\s/.test(text[index - 1] ?? "")) return -1;
  }
  return -1;
}
var LineReader = class {
  #source;
  #text;
  #lowering;
  #lines = [];
  #next = 0;
  constructor(source, lowering) {
    this.#source = source;
    this.#text = source.masked;
    this.#lowering = lowering;
    for (let from = 0; from < this.#text.length; ) {
      lowering.tick();
      const lineEnd = this.#text.indexOf("\n", from);
      let end = lineEnd < 0 ? this.#text.length : lineEnd;
      let start = from;
      let indent = 0;
      for (; start < end && (this.#text[start] === " " || this.#text[start] === "	"); start++)
        indent += this.#text[start] === "	" ? 2 : 1;
      while (end > start && /\s/.test(this.#text[end - 1] ?? "")) end--;
      this.#lines.push({ indent, start, end, from });
      from = lineEnd < 0 ? this.#text.length : lineEnd + 1;
    }
    this.#settle();
  }
  get done() {
    return this.#next >= this.#lines.length;
  }
  get position() {
    return this.#next;
  }
  skip() {
    this.#next++;
    this.#settle();
  }
  /** Moves on to the next line with content: no blank line, comment or document marker. */
  #settle() {
    for (; this.#next < this.#lines.length; this.#next++) {
      const line = this.#lines[this.#next];
      if (!line || line.start >= line.end) continue;
      const content = this.#text.slice(line.start, Math.min(line.end, line.start + 4));
      if (!content.startsWith("#") && content !== "---" && content !== "...") return;
    }
  }
  #line() {
    return this.#lines[this.#next];
  }
  #isItem(line) {
    return this.#text[line.start] === "-" && (line.start + 1 >= line.end || /\s/.test(this.#text[line.start + 1] ?? ""));
  }
  /** The lines indented more than `parent`, as a list or a map. */
  block(parent, depth) {
    this.#lowering.tick(depth);
    const first = this.#line();
    if (!first) return emptyNode(this.#source.offset + this.#text.length);
    return this.#isItem(first) ? this.#listBlock(parent, first.indent, depth) : this.#mapBlock(parent, depth);
  }
  #listBlock(parent, indent, depth) {
    const items = [];
    const start = this.#line()?.start ?? 0;
    for (let line = this.#line(); line && line.indent > parent && this.#isItem(line) && line.indent >= indent; line = this.#line()) {
      this.#lowering.tick();
      let content = line.start + 1;
      while (content < line.end && /[ \t]/.test(this.#text[content] ?? "")) content++;
      const itemIndent = line.indent;
      if (content >= line.end) {
        this.skip();
        const next = this.#line();
        items.push(
          next && next.indent > itemIndent ? this.block(itemIndent, depth + 1) : emptyNode(this.#source.offset + content)
        );
        continue;
      }
      line.indent += content - line.start;
      line.start = content;
      if (this.#isItem(line) || keyEnd(this.#text, line.start, line.end) >= 0)
        items.push(this.block(itemIndent, depth + 1));
      else items.push(this.#value(line, content, itemIndent, depth));
    }
    const end = items.at(-1)?.at.end ?? start;
    return { kind: "list", at: { start: this.#source.offset + start, end }, items };
  }
  #mapBlock(parent, depth) {
    const pairs = [];
    const { offset } = this.#source;
    const start = this.#line()?.start ?? 0;
    const own = this.#line()?.indent ?? 0;
    let first = true;
    for (let line = this.#line(); line && line.indent > parent; line = this.#line()) {
      this.#lowering.tick();
      const colon = this.#isItem(line) ? -1 : keyEnd(this.#text, line.start, line.end);
      if (colon < 0) {
        if (this.#isItem(line) && !first && (parent < 0 || line.indent < own)) break;
        this.skip();
        continue;
      }
      first = false;
      const rawKey = this.#source.original.slice(line.start, colon).trim();
      const key = bareKey(/^(["']).*\1$/.test(rawKey) ? rawKey.slice(1, -1) : rawKey);
      const keyAt = { start: offset + line.start, end: offset + line.start + rawKey.length };
      let content = colon + 1;
      while (content < line.end && /[ \t]/.test(this.#text[content] ?? "")) content++;
      const value = this.#value(line, content, line.indent, depth);
      pairs.push({ key, keyAt, at: { start: keyAt.start, end: Math.max(keyAt.end, value.at.end) }, value });
    }
    const end = pairs.at(-1)?.at.end ?? offset + start;
    return { kind: "map", at: { start: offset + start, end }, pairs };
  }
  /** What follows a key or a dash: something on the same line, or the lines below it. */
  #value(line, content, indent, depth) {
    const { offset } = this.#source;
    let start = content;
    let tag;
    for (let match = this.#property(start, line.end); match; match = this.#property(start, line.end)) {
      if (match.startsWith("!")) tag = match.trim().replace(/^!+/, "");
      start += match.length;
    }
    if (start >= line.end || this.#text[start] === "#") {
      this.skip();
      const next = this.#line();
      if (next && (next.indent > indent || next.indent === indent && this.#isItem(next) && !this.#isItem(line))) {
        return this.block(next.indent > indent ? indent : indent - 1, depth + 1);
      }
      return emptyNode(offset + line.end);
    }
    const header = /^[|>][-+0-9]{0,2}(?=\s|$)/.exec(this.#text.slice(start, Math.min(line.end, start + 5)));
    if (header) return this.#blockScalar(start, header[0], indent, tag);
    this.skip();
    return this.#inline(start, line.end, depth, tag);
  }
  #property(start, end) {
    return /^(?:![\w:./-]*|&[\w.-]+)(?:\s+|$)/.exec(this.#text.slice(start, Math.min(end, start + 200)))?.[0];
  }
  #blockScalar(start, header, indent, tag) {
    const first = this.#next + 1;
    let last = first;
    for (; last < this.#lines.length; last++) {
      const line = this.#lines[last];
      if (line && line.start < line.end && line.indent <= indent) break;
    }
    const from = this.#lines[first]?.from ?? this.#text.length;
    const to = this.#lines[last]?.from ?? this.#text.length;
    this.#next = last;
    this.#settle();
    const pieces = decodeBlock(this.#text.slice(from, to), this.#source.offset + from, header);
    const trimmed = this.#text.slice(from, to).trimEnd().length;
    return scalarNode(this.#source, start, Math.max(start + 1, from + trimmed), pieces, "block", tag);
  }
  #inline(start, lineEnd, depth, tag) {
    const { offset, original } = this.#source;
    const text = this.#text;
    const quote = text[start];
    if (quote === '"' || quote === "'") {
      let end2 = start + 1;
      while (end2 < lineEnd && text[end2] !== quote) end2 += quote === '"' && text[end2] === "\\" ? 2 : 1;
      end2 = Math.min(end2, lineEnd);
      const pieces = decodeFlow(
        text.slice(start + 1, end2),
        offset + start + 1,
        quote === '"' ? "double" : "single"
      );
      return scalarNode(this.#source, start, Math.min(end2 + 1, lineEnd), pieces, "quoted", tag);
    }
    const comment = /\s#/.exec(text.slice(start, lineEnd));
    const end = start + text.slice(start, comment ? start + comment.index : lineEnd).trimEnd().length;
    if (quote === "{" || quote === "[") {
      const inner = {
        original: original.slice(start, end),
        masked: text.slice(start, end),
        offset: offset + start
      };
      this.#lowering.tick(depth);
      const node = readYaml(inner, this.#lowering)?.[0];
      if (node) return node;
    }
    if (quote === "*" && /^\*[\w.-]+$/.test(text.slice(start, end)))
      return {
        kind: "alias",
        at: { start: offset + start, end: offset + end },
        name: text.slice(start + 1, end)
      };
    return scalarNode(
      this.#source,
      start,
      end,
      decodeFlow(text.slice(start, end), offset + start, "plain"),
      "plain",
      tag
    );
  }
};

// src/parse/yaml/mask.ts
var OPENING = /\{\{|\{%|<%|\{#/g;
var CLOSING = { "{{": "}}", "{%": "%}", "<%": "%>", "{#": "#}" };
var LENGTH_BOUND = 5e3;
function maskTemplates(text) {
  let out = "";
  let last = 0;
  let failures = 0;
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match && failures < 500; match = OPENING.exec(text)) {
    const start = match.index;
    if (start < last) continue;
    const close = CLOSING[match[0]] ?? "}}";
    if (match[0] === "{#" && text[start + 2] !== " " && text[start + 2] !== "-") continue;
    const found = closing(text, start + 2, close);
    if (found < 0) {
      failures++;
      continue;
    }
    let end = found + close.length;
    while (close === "}}" && text[end] === "}" && text[start + 2] === "{") end++;
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const before = text.slice(Math.max(lineStart, last), start);
    const lineEnd = text.indexOf("\n", end);
    const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
    const alone = last <= lineStart && /^[ \t]*$/.test(before) && /^[ \t\r]*(?:#.*)?$/.test(after);
    const region = text.slice(start, end);
    const from = text[start - 1] === "$" ? start - 1 : start;
    out += text.slice(last, from) + "T".repeat(start - from);
    if (alone) {
      out += region.replace(/^./, "#").replace(/\n([ \t]*)\S/g, "\n$1#");
    } else out += region.replace(/[^\r\n]/g, "T");
    last = end;
    OPENING.lastIndex = end;
  }
  if (last === 0) return { text, masked: false };
  return { text: out + text.slice(last), masked: true };
}
function closing(text, from, close) {
  const limit = Math.min(text.length, from + LENGTH_BOUND);
  for (let index = from; index < limit; index++) {
    const character = text[index];
    if (character === '"' || character === "`") {
      const end = text.indexOf(character, index + 1);
      if (end > 0 && end < limit && end - index < 500) index = end;
    } else if (text.startsWith(close, index)) return index;
  }
  return -1;
}

export {
  readYaml,
  readLines,
  keyEnd,
  maskTemplates
};
