import type { Fact } from "../model/fact.ts";

const WINDOW = 100;
const BASE = 37n;
const MASK = (1n << 64n) - 1n;
/** 37^100 mod 2^64: what a character weighs when it leaves the window. */
const LEAVING = BASE ** BigInt(WINDOW) & MASK;

/**
 * GitHub's `primaryLocationLineHash` for the lines that facts begin on: a rolling hash over the 100 characters that follow a line's start,
 * blanks left out, with a count of equal hashes so far in the file (source: codeql-action `fingerprints.ts`).
 */
export function lineHashes(text: string, facts: readonly Fact[]): Record<number, string> {
  const wanted = new Set<number>();
  const starts: number[] = [];
  for (const fact of facts) starts.push(fact.at.start);
  starts.sort((a, b) => a - b);
  let line = 1;
  let offset = 0;
  for (const start of starts) {
    for (; offset < start; offset++) if (text.charCodeAt(offset) === 10) line++;
    wanted.add(line);
  }
  return hashAll(text, wanted);
}

/** Hashes of the wanted 1-based lines. Every line is hashed, because equal ones are counted. */
export function hashAll(text: string, wanted: ReadonlySet<number>): Record<number, string> {
  const result: Record<number, string> = {};
  const window = new Array<number>(WINDOW).fill(0);
  const lineNumbers = new Array<number>(WINDOW).fill(-1);
  const counts = new Map<string, number>();
  let hash = 0n;
  let index = 0;
  let line = 0;
  let lineStart = true;
  let previousCarriageReturn = false;

  const record = (): void => {
    const number = lineNumbers[index] ?? -1;
    if (number === -1) return;
    const value = hash.toString(16);
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (wanted.has(number)) result[number] = `${value}:${count}`;
    lineNumbers[index] = -1;
  };
  const update = (current: number): void => {
    const leaving = window[index] ?? 0;
    window[index] = current;
    hash = (BASE * hash + BigInt(current) - LEAVING * BigInt(leaving)) & MASK;
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
