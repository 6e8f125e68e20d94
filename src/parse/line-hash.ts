import type { Fact } from "../model/fact.ts";
import { lineAt, lineStarts } from "../model/lines.ts";

/** Lines of one fact that are hashed. */
const MOST_LINES = 60;
const WINDOW = 100;
const BASE = 37;
/** The 64-bit sums are kept in three pieces of 22, 22 and 20 bits, so that a piece times the base is still a small integer. */
const PIECE = 22;
const MASK = (1 << PIECE) - 1;
const TOP_MASK = (1 << (64 - 2 * PIECE)) - 1;
/** 37^100 mod 2^64 in such pieces: what a sum weighs once a window's characters came after it. */
const SHIFTED = BigInt(BASE) ** BigInt(WINDOW);
const [SHIFT_0, SHIFT_1, SHIFT_2] = [0, PIECE, 2 * PIECE].map((bits, index) =>
  Number((SHIFTED >> BigInt(bits)) & BigInt(index === 2 ? TOP_MASK : MASK)),
) as [number, number, number];
const TWO_PIECE = 2 ** PIECE;
const TWO_TOP = TOP_MASK + 1;
/** Bits of the top piece that fit into a number beside the lower two. */
const KEY_BITS = 53 - 2 * PIECE;

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

/** Sums of everything before a line's start, and how many characters that is. */
interface Start {
  readonly line: number;
  readonly at: number;
  readonly sum: Sum;
}

/** A 64-bit number in pieces, the lowest first. */
type Sum = readonly [number, number, number];

/**
 * Hashes of the wanted 1-based lines. Every line is hashed, because equal ones are counted.
 * NOTE: every character of a candidate file passes here, hence one loop over plain integers. A window's hash is the sum at its end less the
 * shifted sum at its start.
 */
function hashAll(text: string, wanted: ReadonlySet<number>): Record<number, string> {
  const result: Record<number, string> = {};
  const counts = new Map<number, Map<number, number>>();
  const starts: Start[] = [];
  let next = 0;
  let due = Number.POSITIVE_INFINITY;
  let [a, b, c] = [0, 0, 0];
  let fed = 0;
  let lineStart = true;
  let previousCarriageReturn = false;
  const { length } = text;
  // The end of the file counts as a character, and is followed by as many zeros as fill the last window.
  const end = length + 1 + WINDOW;
  for (let position = 0; position < end; position++) {
    let current = position < length ? text.charCodeAt(position) : position === length ? 65535 : 0;
    if (current === 32 || current === 9 || (current === 10 && previousCarriageReturn)) {
      previousCarriageReturn = false;
      continue;
    }
    previousCarriageReturn = current === 13;
    if (previousCarriageReturn) current = 10;
    if (fed === due) {
      const start = starts[next++];
      if (start) count(start, [a, b, c], wanted, counts, result);
      due = next < starts.length ? (starts[next]?.at ?? 0) + WINDOW : Number.POSITIVE_INFINITY;
    }
    if (lineStart && position <= length) {
      starts.push({ line: starts.length + 1, at: fed, sum: [a, b, c] });
      if (next === starts.length - 1) due = fed + WINDOW;
      lineStart = false;
    }
    if (current === 10) lineStart = true;
    a = a * BASE + current;
    b = b * BASE + (a >> PIECE);
    c = (c * BASE + (b >> PIECE)) & TOP_MASK;
    a &= MASK;
    b &= MASK;
    fed++;
  }
  return result;
}

/** Notes a line's hash with how many of the same there were. */
function count(
  { line, sum }: Start,
  at: Sum,
  wanted: ReadonlySet<number>,
  counts: Map<number, Map<number, number>>,
  result: Record<number, string>,
): void {
  const value = less(at, shifted(sum));
  const [a, b, c] = value;
  // 53 bits fit into a number, the other eleven choose among maps.
  let same = counts.get(c >> KEY_BITS);
  if (!same) {
    same = new Map();
    counts.set(c >> KEY_BITS, same);
  }
  const key = a + TWO_PIECE * (b + TWO_PIECE * (c % 2 ** KEY_BITS));
  const times = (same.get(key) ?? 0) + 1;
  same.set(key, times);
  if (wanted.has(line)) result[line] = `${hex(value)}:${times}`;
}

/** A sum times 37^100, mod 2^64. */
function shifted([a, b, c]: Sum): Sum {
  const low = a * SHIFT_0;
  const middle = a * SHIFT_1 + b * SHIFT_0 + Math.floor(low / TWO_PIECE);
  const high = ((a * SHIFT_2) % TWO_TOP) + ((b * SHIFT_1) % TWO_TOP) + ((c * SHIFT_0) % TWO_TOP);
  return [low % TWO_PIECE, middle % TWO_PIECE, (high + Math.floor(middle / TWO_PIECE)) % TWO_TOP];
}

function less([a, b, c]: Sum, [x, y, z]: Sum): Sum {
  const low = a - x;
  const middle = b - y + (low >> PIECE);
  return [low & MASK, middle & MASK, (c - z + (middle >> PIECE)) & TOP_MASK];
}

/** Without leading zeros, as GitHub writes it. */
function hex([a, b, c]: Sum): string {
  const low = (a + (b % 2 ** 10) * TWO_PIECE) % 2 ** 32;
  const high = (b >> 10) + c * 2 ** 12;
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
}
