import type { Fact } from "../model/fact.ts";
import { lineAt, lineStarts } from "../model/lines.ts";

/** Lines of one fact that are hashed. */
const MOST_LINES = 60;
const WINDOW = 100;
const BASE = 37;
const TWO_32 = 2 ** 32;
/** 37^100 mod 2^64, what a character weighs when it leaves the window, as two 32-bit halves. */
const LEAVING = (BigInt(BASE) ** BigInt(WINDOW)) & ((1n << 64n) - 1n);
const LEAVING_HIGH = Number(LEAVING >> 32n);
const LEAVING_LOW = Number(LEAVING & 0xffffffffn);

/**
 * GitHub's `primaryLocationLineHash` for the lines that facts stand on: a rolling hash over the 100 characters that follow a line's start,
 * blanks left out, with a count of equal hashes so far in the file (source: codeql-action `fingerprints.ts`).
 */
export function lineHashes(text: string, facts: readonly Fact[]): Record<number, string> {
  // A finding may stand on a later line of a call or a literal than the one it begins on.
  const starts = lineStarts(text);
  const wanted = new Set<number>();
  for (const { at } of facts) {
    const first = lineAt(starts, at.start);
    const last = Math.min(lineAt(starts, at.end), first + MOST_LINES);
    for (let line = first; line <= last; line++) wanted.add(line);
  }
  return hashAll(text, wanted);
}

/** Hashes of the wanted 1-based lines. Every line is hashed, because equal ones are counted. */
function hashAll(text: string, wanted: ReadonlySet<number>): Record<number, string> {
  const result: Record<number, string> = {};
  const window = new Array<number>(WINDOW).fill(0);
  const lineNumbers = new Array<number>(WINDOW).fill(-1);
  const counts = new Map<string, number>();
  // NOTE: the 64-bit sum is kept in two halves: BigInt takes ten times as long, and every character of a candidate file passes here.
  let high = 0;
  let low = 0;
  let index = 0;
  let line = 0;
  let lineStart = true;
  let previousCarriageReturn = false;

  const record = (): void => {
    const number = lineNumbers[index] ?? -1;
    if (number === -1) return;
    const value = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (wanted.has(number)) result[number] = `${value}:${count}`;
    lineNumbers[index] = -1;
  };
  const update = (current: number): void => {
    const leaving = window[index] ?? 0;
    window[index] = current;
    const grown = low * BASE + current;
    const gone = LEAVING_LOW * leaving;
    const difference = (grown % TWO_32) - (gone % TWO_32);
    high =
      (Math.imul(high, BASE) +
        Math.floor(grown / TWO_32) -
        Math.imul(LEAVING_HIGH, leaving) -
        Math.floor(gone / TWO_32) -
        (difference < 0 ? 1 : 0)) >>>
      0;
    low = difference < 0 ? difference + TWO_32 : difference;
    index = (index + 1) % WINDOW;
  };
  const feed = (given: number): void => {
    let current = given;
    if (current === 32 || current === 9 || (previousCarriageReturn && current === 10)) {
      previousCarriageReturn = false;
      return;
    }
    if (current === 13) {
      current = 10;
      previousCarriageReturn = true;
    } else previousCarriageReturn = false;
    if (lineNumbers[index] !== -1) record();
    if (lineStart) {
      lineStart = false;
      line++;
      lineNumbers[index] = line;
    }
    if (current === 10) lineStart = true;
    update(current);
  };

  for (let position = 0; position < text.length; position++) feed(text.charCodeAt(position));
  feed(65535);
  for (let position = 0; position < WINDOW; position++) {
    if (lineNumbers[index] !== -1) record();
    update(0);
  }
  return result;
}
