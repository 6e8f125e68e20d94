import type { Lowering } from "../adapter.ts";
import { bareKey, type ConfigNode, emptyNode, type Pair } from "./node.ts";
import { readYaml, scalarNode, type YamlSource } from "./read.ts";
import { decodeBlock, decodeFlow } from "./scalar.ts";

interface Line {
  /** Column of the content; a tab counts as two. */
  indent: number;
  /** Where the content begins. */
  start: number;
  /** Where the content ends, without its line break and trailing blanks. */
  readonly end: number;
  /** Where the line begins. */
  readonly from: number;
}

/**
 * Reads YAML that no YAML parser accepts (templates, tabs, merge conflicts) line by line: `key: value`, `- item`, block scalars
 * and one-line collections, nested by indentation. Everything else is skipped.
 */
export function readLines(source: YamlSource, lowering: Lowering): ConfigNode[] {
  const reader = new LineReader(source, lowering);
  const roots: ConfigNode[] = [];
  while (!reader.done) {
    const before = reader.position;
    roots.push(reader.block(-1, 0));
    if (reader.position === before) reader.skip();
  }
  return roots;
}

/** Position of the colon that ends a key in `text[start, end)`, or -1. */
export function keyEnd(text: string, start: number, end: number): number {
  const quote = text[start];
  let index = start;
  if (quote === '"' || quote === "'") {
    index = text.indexOf(quote, start + 1) + 1;
    if (index === 0 || index > end) return -1;
    while (text[index] === " ") index++;
    return text[index] === ":" && index < end && (index + 1 === end || /\s/.test(text[index + 1] ?? ""))
      ? index
      : -1;
  }
  if (/[#{}[\],&*!|>%@`]/.test(quote ?? "#")) return -1;
  for (; index < end && index - start < 300; index++) {
    if (text[index] === ":" && (index + 1 === end || text[index + 1] === " " || text[index + 1] === "\t"))
      return index;
    if (text[index] === "#" && /\s/.test(text[index - 1] ?? "")) return -1;
  }
  return -1;
}

class LineReader {
  readonly #source: YamlSource;
  readonly #text: string;
  readonly #lowering: Lowering;
  readonly #lines: Line[] = [];
  #next = 0;

  constructor(source: YamlSource, lowering: Lowering) {
    this.#source = source;
    this.#text = source.masked;
    this.#lowering = lowering;
    for (let from = 0; from < this.#text.length; ) {
      lowering.tick();
      const lineEnd = this.#text.indexOf("\n", from);
      let end = lineEnd < 0 ? this.#text.length : lineEnd;
      let start = from;
      let indent = 0;
      for (; start < end && (this.#text[start] === " " || this.#text[start] === "\t"); start++)
        indent += this.#text[start] === "\t" ? 2 : 1;
      while (end > start && /\s/.test(this.#text[end - 1] ?? "")) end--;
      this.#lines.push({ indent, start, end, from });
      from = lineEnd < 0 ? this.#text.length : lineEnd + 1;
    }
    this.#settle();
  }

  get done(): boolean {
    return this.#next >= this.#lines.length;
  }

  get position(): number {
    return this.#next;
  }

  skip(): void {
    this.#next++;
    this.#settle();
  }

  /** Moves on to the next line with content: no blank line, comment or document marker. */
  #settle(): void {
    for (; this.#next < this.#lines.length; this.#next++) {
      const line = this.#lines[this.#next];
      if (!line || line.start >= line.end) continue;
      const content = this.#text.slice(line.start, Math.min(line.end, line.start + 4));
      if (!content.startsWith("#") && content !== "---" && content !== "...") return;
    }
  }

  #line(): Line | undefined {
    return this.#lines[this.#next];
  }

  #isItem(line: Line): boolean {
    return (
      this.#text[line.start] === "-" &&
      (line.start + 1 >= line.end || /\s/.test(this.#text[line.start + 1] ?? ""))
    );
  }

  /** The lines indented more than `parent`, as a list or a map. */
  block(parent: number, depth: number): ConfigNode {
    this.#lowering.tick(depth);
    const first = this.#line();
    if (!first) return emptyNode(this.#source.offset + this.#text.length);
    return this.#isItem(first) ? this.#listBlock(parent, first.indent, depth) : this.#mapBlock(parent, depth);
  }

  #listBlock(parent: number, indent: number, depth: number): ConfigNode {
    const items: ConfigNode[] = [];
    const start = this.#line()?.start ?? 0;
    for (
      let line = this.#line();
      line && line.indent > parent && this.#isItem(line) && line.indent >= indent;
      line = this.#line()
    ) {
      this.#lowering.tick();
      let content = line.start + 1;
      while (content < line.end && /[ \t]/.test(this.#text[content] ?? "")) content++;
      const itemIndent = line.indent;
      if (content >= line.end) {
        this.skip();
        const next = this.#line();
        items.push(
          next && next.indent > itemIndent
            ? this.block(itemIndent, depth + 1)
            : emptyNode(this.#source.offset + content),
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

  #mapBlock(parent: number, depth: number): ConfigNode {
    const pairs: Pair[] = [];
    const { offset } = this.#source;
    const start = this.#line()?.start ?? 0;
    const own = this.#line()?.indent ?? 0;
    let first = true;
    for (let line = this.#line(); line && line.indent > parent; line = this.#line()) {
      this.#lowering.tick();
      const colon = this.#isItem(line) ? -1 : keyEnd(this.#text, line.start, line.end);
      if (colon < 0) {
        // A list beside keys: the next item of a list around this map, badly indented, or broken text.
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
  #value(line: Line, content: number, indent: number, depth: number): ConfigNode {
    const { offset } = this.#source;
    let start = content;
    let tag: string | undefined;
    for (let match = this.#property(start, line.end); match; match = this.#property(start, line.end)) {
      if (match.startsWith("!")) tag = match.trim().replace(/^!+/, "");
      start += match.length;
    }
    if (start >= line.end || this.#text[start] === "#") {
      this.skip();
      const next = this.#line();
      if (
        next &&
        (next.indent > indent || (next.indent === indent && this.#isItem(next) && !this.#isItem(line)))
      ) {
        return this.block(next.indent > indent ? indent : indent - 1, depth + 1);
      }
      return emptyNode(offset + line.end);
    }
    const header = /^[|>][-+0-9]{0,2}(?=\s|$)/.exec(this.#text.slice(start, Math.min(line.end, start + 5)));
    if (header) return this.#blockScalar(start, header[0], indent, tag);
    this.skip();
    return this.#inline(start, line.end, depth, tag);
  }

  #property(start: number, end: number): string | undefined {
    return /^(?:![\w:./-]*|&[\w.-]+)(?:\s+|$)/.exec(this.#text.slice(start, Math.min(end, start + 200)))?.[0];
  }

  #blockScalar(start: number, header: string, indent: number, tag: string | undefined): ConfigNode {
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

  #inline(start: number, lineEnd: number, depth: number, tag: string | undefined): ConfigNode {
    const { offset, original } = this.#source;
    const text = this.#text;
    const quote = text[start];
    if (quote === '"' || quote === "'") {
      let end = start + 1;
      while (end < lineEnd && text[end] !== quote) end += quote === '"' && text[end] === "\\" ? 2 : 1;
      end = Math.min(end, lineEnd);
      const pieces = decodeFlow(
        text.slice(start + 1, end),
        offset + start + 1,
        quote === '"' ? "double" : "single",
      );
      return scalarNode(this.#source, start, Math.min(end + 1, lineEnd), pieces, "quoted", tag);
    }
    const comment = /\s#/.exec(text.slice(start, lineEnd));
    const end = start + text.slice(start, comment ? start + comment.index : lineEnd).trimEnd().length;
    if (quote === "{" || quote === "[") {
      const inner = {
        original: original.slice(start, end),
        masked: text.slice(start, end),
        offset: offset + start,
      };
      this.#lowering.tick(depth);
      const node = readYaml(inner, this.#lowering)?.[0];
      if (node) return node;
    }
    if (quote === "*" && /^\*[\w.-]+$/.test(text.slice(start, end)))
      return {
        kind: "alias",
        at: { start: offset + start, end: offset + end },
        name: text.slice(start + 1, end),
      };
    return scalarNode(
      this.#source,
      start,
      end,
      decodeFlow(text.slice(start, end), offset + start, "plain"),
      "plain",
      tag,
    );
  }
}
