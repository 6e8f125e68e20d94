/** Finds out whether bytes hold one of a set of ASCII literals, whatever their case. */
export interface Matcher {
  /** Length of the longest literal: what chunks of one stream have to overlap by, less one. */
  readonly longest: number;
  /** True when one of the literals stands in the first `length` bytes. */
  readonly matches: (bytes: Uint8Array, length: number) => boolean;
}

/** A literal and where it starts, counted from the first byte of the aligned group of four that gave it away. */
interface Candidate {
  readonly literal: Uint8Array;
  readonly start: number;
}

const ALIGNMENTS = 4;
/** A table entry is a byte, one bit for each set of candidates. */
const BUCKETS = 8;
/** Candidates that show only in the first or only in the second half of a group are kept apart, or they would let through all others' halves. */
const ONLY_SECOND = 0;
const ONLY_FIRST = 1;

/**
 * Compiles literals (ASCII, at least three characters) into one pass over four aligned bytes at a time. However a literal is aligned, it
 * covers two to four bytes of some aligned group of four, so two table reads per group tell whether any literal can stand there; only then
 * the bytes are compared. Unlike in a skip loop no read waits for the one before it, which is why this runs at 2 to 4 GB/s.
 */
export function compileKeywords(keywords: readonly string[]): Matcher {
  const literals = [...new Set(keywords.map((keyword) => keyword.toLowerCase()))].map(bytesOf);
  const first = new Uint8Array(0x10000).fill(1 << ONLY_SECOND);
  const second = new Uint8Array(0x10000).fill(1 << ONLY_FIRST);
  const buckets: Candidate[][] = Array.from({ length: BUCKETS }, () => []);
  let turn = 0;
  for (const literal of literals) {
    for (let alignment = 0; alignment < ALIGNMENTS; alignment++) {
      const start = rarestStart(literal, alignment);
      const [a, b, c, d] = [literal[-start], literal[1 - start], literal[2 - start], literal[3 - start]];
      const showsFirst = a !== undefined || b !== undefined;
      const showsSecond = c !== undefined || d !== undefined;
      const number = !showsFirst ? ONLY_SECOND : !showsSecond ? ONLY_FIRST : 2 + (turn++ % (BUCKETS - 2));
      buckets[number]?.push({ literal, start });
      if (showsFirst) mark(first, a, b, 1 << number);
      if (showsSecond) mark(second, c, d, 1 << number);
    }
  }
  return {
    longest: Math.max(0, ...literals.map((literal) => literal.length)),
    matches: (bytes, length) => {
      if (literals.length === 0) return false;
      const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice(0, length);
      return search(aligned, length, first, second, buckets);
    },
  };
}

/** Of the groups of four that a literal of some alignment touches, the one in which it shows most, as the literal's start from there. */
function rarestStart(literal: Uint8Array, alignment: number): number {
  let best = alignment;
  let most = -1;
  for (let start = alignment; start > -literal.length; start -= ALIGNMENTS) {
    let weight = 0;
    for (let byte = 0; byte < 4; byte++) weight += rarity(literal[byte - start]);
    if (weight > most) {
      most = weight;
      best = start;
    }
  }
  return best;
}

/** How much seeing a byte says, roughly: letters that are frequent in source text say least. */
function rarity(byte: number | undefined): number {
  if (byte === undefined) return 0;
  const rank = "etaoinsrlcdpumfhgby \n.,()_=\"'/-:;".indexOf(String.fromCharCode(byte));
  return rank < 0 ? 8 : 4 + rank / 10;
}

function bytesOf(literal: string): Uint8Array {
  if (!/^[\0-\x7f]{3,64}$/.test(literal))
    throw new RangeError(`a keyword needs 3 to 64 ASCII characters: ${JSON.stringify(literal)}`);
  return Uint8Array.from(literal, (character) => character.charCodeAt(0));
}

/** Sets a bit for a pair of bytes in both cases; bytes outside a literal may be anything. */
function mark(table: Uint8Array, low: number | undefined, high: number | undefined, bit: number): void {
  // As a machine word holds two bytes, whatever its byte order.
  const [lows, highs] = BIG_ENDIAN ? [spellings(high), spellings(low)] : [spellings(low), spellings(high)];
  for (const upper of highs)
    for (const lower of lows) {
      const index = (upper << 8) | lower;
      table[index] = (table[index] as number) | bit;
    }
}

const ANY = Array.from({ length: 256 }, (_, byte) => byte);

const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;

function spellings(byte: number | undefined): readonly number[] {
  if (byte === undefined) return ANY;
  return isLower(byte) ? [byte, byte - 32] : [byte];
}

/** On big-endian machines the first two bytes are the upper half of a word. */
const BIG_ENDIAN = new Uint16Array(Uint8Array.of(0, 1).buffer)[0] === 1;

function search(
  bytes: Uint8Array,
  length: number,
  first: Uint8Array,
  second: Uint8Array,
  buckets: readonly (readonly Candidate[])[],
): boolean {
  const low = BIG_ENDIAN ? second : first;
  const high = BIG_ENDIAN ? first : second;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, length >> 2);
  for (
    let index = nextHit(words, 0, low, high);
    index < words.length;
    index = nextHit(words, index, low, high)
  ) {
    for (const end = Math.min(index + LANES, words.length); index < end; index++) {
      const word = words[index] as number;
      const hit = (low[word & 0xffff] as number) & (high[word >>> 16] as number);
      if (hit !== 0 && verify(bytes, length, index << 2, hit, buckets)) return true;
    }
  }
  // The last, partial group: what follows the end is nobody's literal.
  const rest = length & 3;
  if (rest === 0) return false;
  lastBytes.fill(0).set(bytes.subarray(length - rest, length));
  const word = lastWord[0] as number;
  const hit = (low[word & 0xffff] as number) & (high[word >>> 16] as number);
  return hit !== 0 && verify(bytes, length, length - rest, hit, buckets);
}

const lastWord = new Int32Array(1);
const lastBytes = new Uint8Array(lastWord.buffer);

/** Groups of four that {@link nextHit} looks at together. */
const LANES = 4;

/**
 * The next word from `from` on (a multiple of {@link LANES} before it, at most) that the tables cannot exclude; the number of words when there
 * is none. NOTE: a function of its own, small and the same for every file, so that it is compiled once and stays so: as a part of a longer
 * one it was thrown away time and again, at every path that had not been taken before. `as number`: indexed reads are in range.
 */
function nextHit(words: Int32Array, from: number, low: Uint8Array, high: Uint8Array): number {
  const count = words.length;
  const unrolled = count - LANES;
  let index = from;
  for (; index <= unrolled; index += LANES) {
    const a = words[index] as number;
    const b = words[index + 1] as number;
    const c = words[index + 2] as number;
    const d = words[index + 3] as number;
    if (
      (((low[a & 0xffff] as number) & (high[a >>> 16] as number)) |
        ((low[b & 0xffff] as number) & (high[b >>> 16] as number)) |
        ((low[c & 0xffff] as number) & (high[c >>> 16] as number)) |
        ((low[d & 0xffff] as number) & (high[d >>> 16] as number))) !==
      0
    )
      return index;
  }
  return Math.min(index, count);
}

/** Compares the literals that the tables could not exclude at the group of four that begins at byte `at`. */
function verify(
  bytes: Uint8Array,
  length: number,
  at: number,
  mask: number,
  buckets: readonly (readonly Candidate[])[],
): boolean {
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    if ((mask & (1 << bucket)) === 0) continue;
    for (const { literal, start } of buckets[bucket] as readonly Candidate[])
      if (at + start >= 0 && equals(bytes, length, at + start, literal)) return true;
  }
  return false;
}

function equals(bytes: Uint8Array, length: number, start: number, literal: Uint8Array): boolean {
  if (start + literal.length > length) return false;
  for (let index = 0; index < literal.length; index++) {
    const byte = bytes[start + index] as number;
    const folded = byte >= 65 && byte <= 90 ? byte | 32 : byte;
    if (folded !== literal[index]) return false;
  }
  return true;
}
