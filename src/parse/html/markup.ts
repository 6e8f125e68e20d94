import type { Lowering } from "../adapter.ts";
import { textValue } from "../adapter.ts";

/** What makes a line of a page worth a rule's look. */
const OF_INTEREST = /zendesk|\/token|%2ftoken|\bbasic\s/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  sol: "/",
  colon: ":",
  commat: "@",
};

/** Characters of a long line that are kept around a word of interest. */
const AROUND = 200;

/**
 * Emits what the markup between two offsets tells, line by line: an attribute's text as `value`, other text as
 * `prose`. Of a minified page's long lines only the neighbourhood of the word is kept.
 */
export function lowerMarkup(lowering: Lowering, from: number, to: number): void {
  const text = lowering.text.slice(from, to);
  let done = 0;
  for (const match of text.matchAll(OF_INTEREST)) {
    if (match.index < done) continue;
    lowering.tick();
    const attribute = attributeAround(text, match.index);
    const span = attribute ?? lineAround(text, match.index, done);
    done = span.end;
    const at = { start: from + span.start, end: from + span.end };
    const value = textValue(at, decode(text.slice(span.start, span.end)));
    lowering.emit({ kind: attribute ? "value" : "prose", at, scope: 0, value });
  }
}

/** The quoted attribute value an offset stands in. */
function attributeAround(text: string, offset: number): { start: number; end: number } | undefined {
  for (let index = offset - 1; index >= 0 && offset - index < AROUND * 2; index--) {
    const character = text.charAt(index);
    if (character === ">" || character === "<") return undefined;
    if ((character === '"' || character === "'") && text.charAt(index - 1) === "=") {
      const length = text.slice(offset, offset + AROUND * 10).indexOf(character);
      return length < 0 ? undefined : { start: index + 1, end: offset + length };
    }
  }
  return undefined;
}

function lineAround(text: string, offset: number, done: number): { start: number; end: number } {
  const first = Math.max(offset - AROUND, done);
  const before = text.slice(first, offset);
  const after = text.slice(offset, offset + AROUND);
  let start = first + before.lastIndexOf("\n") + 1;
  let end = offset + (after.includes("\n") ? after.indexOf("\n") : after.length);
  while (start < offset && /\s/.test(text.charAt(start))) start++;
  while (end > offset + 1 && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end };
}

/** Decodes the character references that documentation is full of. */
function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
