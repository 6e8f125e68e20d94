import { SaxesParser } from "saxes";
import type { Span } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** An attribute with the span of its value, quotes left out. */
export interface Attribute {
  readonly name: string;
  readonly text: string;
  readonly at: Span;
}

/** An element with what configuration needs of it. */
export interface Element {
  readonly name: string;
  /** The start tag. */
  readonly at: Span;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Element[];
  /** Text of an element without children; "" otherwise. */
  readonly text: string;
  /** The text as the source spells it, blanks around it left out. */
  readonly textAt: Span;
}

/** A comment that holds elements: configuration that is commented out. */
interface CommentedElements {
  readonly parent: Element | null;
  readonly elements: readonly Element[];
}

/** What was read of an XML text. */
export interface XmlDocument {
  readonly roots: readonly Element[];
  readonly comments: readonly CommentedElements[];
  readonly failed: boolean;
}

/** Text with more errors than this is no XML; what was read until then counts. */
const ERROR_BOUND = 1000;

class Stop extends Error {}

interface Growing extends Element {
  readonly children: Growing[];
  text: string;
  textAt: Span;
}

/** Reads XML that stands at `offset`. Entities other than XML's own five stay as they are; nothing is ever expanded. */
export function readXml(text: string, offset: number, lowering: Lowering, inComment = false): XmlDocument {
  const reader = new Reader(text, offset, lowering, inComment);
  reader.read();
  return reader;
}

class Reader implements XmlDocument {
  readonly roots: Growing[] = [];
  readonly comments: CommentedElements[] = [];
  failed = false;
  readonly #text: string;
  readonly #offset: number;
  readonly #lowering: Lowering;
  readonly #stack: Growing[] = [];
  readonly #inComment: boolean;

  constructor(text: string, offset: number, lowering: Lowering, inComment: boolean) {
    this.#text = text;
    this.#offset = offset;
    this.#lowering = lowering;
    this.#inComment = inComment;
  }

  read(): void {
    const parser = new SaxesParser<{ xmlns: false; fragment: boolean }>({
      xmlns: false,
      fragment: !/^<(?:\?xml|!DOCTYPE)/.test(this.#text),
    });
    let errors = 0;
    parser.on("error", () => {
      this.failed = true;
      if (++errors > ERROR_BOUND) throw new Stop();
    });
    parser.on("opentag", (tag) => this.#open(tag.name, tag.attributes, parser.position));
    parser.on("closetag", () => this.#close(parser.position));
    const characters = (found: string): void => {
      const element = this.#stack.at(-1);
      if (element && element.children.length === 0 && element.text.length < 100_000) element.text += found;
    };
    parser.on("text", characters);
    parser.on("cdata", characters);
    parser.on("comment", (found) => this.#comment(found, parser.position));
    try {
      parser.write(this.#text).close();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    while (this.#stack.length > 0) this.#close(this.#text.length);
  }

  #open(name: string, attributes: Readonly<Record<string, string>>, end: number): void {
    this.#lowering.tick(this.#stack.length);
    const start = this.#tagStart(name, end);
    const element: Growing = {
      name,
      at: { start: this.#offset + start, end: this.#offset + end },
      attributes: this.#attributes(attributes, start + 1 + name.length, end),
      children: [],
      text: "",
      textAt: { start: this.#offset + end, end: this.#offset + end },
    };
    const parent = this.#stack.at(-1);
    (parent ? parent.children : this.roots).push(element);
    this.#stack.push(element);
  }

  /** A `<` in an attribute is an error, but may be there. */
  #tagStart(name: string, end: number): number {
    const found = this.#text.lastIndexOf(`<${name}`, end - 1);
    return found < 0 ? Math.max(0, end - 1) : found;
  }

  #attributes(values: Readonly<Record<string, string>>, start: number, end: number): Attribute[] {
    const attributes: Attribute[] = [];
    for (const match of this.#text.slice(start, end).matchAll(/([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
      const [whole, name = "", raw = ""] = match;
      const from = this.#offset + start + match.index + whole.length - raw.length + 1;
      const text = values[name] ?? raw.slice(1, -1);
      attributes.push({ name, text, at: { start: from, end: from + raw.length - 2 } });
    }
    return attributes;
  }

  #close(end: number): void {
    const element = this.#stack.pop();
    if (!element) return;
    if (element.children.length > 0 || element.text.trim() === "") {
      element.text = "";
      return;
    }
    const from = element.at.end - this.#offset;
    const found = this.#text.lastIndexOf("</", end);
    const to = found > from ? found : Math.max(from, end);
    const raw = this.#text.slice(from, to);
    const cdata = /^\s*<!\[CDATA\[/.exec(raw)?.[0].length;
    const lead = cdata ?? raw.length - raw.trimStart().length;
    const length = cdata === undefined ? raw.trim().length : Math.max(0, raw.lastIndexOf("]]>") - lead);
    element.text = element.text.trim();
    element.textAt = { start: this.#offset + from + lead, end: this.#offset + from + lead + length };
  }

  #comment(found: string, end: number): void {
    if (this.#inComment || !/<[A-Za-z]/.test(found) || found.length > 50_000) return;
    const start = this.#text.lastIndexOf("<!--", end);
    if (start < 0) return;
    const inner = readXml(
      this.#text.slice(start + 4, start + 4 + found.length),
      this.#offset + start + 4,
      this.#lowering,
      true,
    );
    if (!inner.failed && inner.roots.length > 0)
      this.comments.push({ parent: this.#stack.at(-1) ?? null, elements: inner.roots });
  }
}
