import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  parse
} from "./chunk-GKVC7IS3.js";
import {
  ParseBound
} from "./chunk-IDZIRI2K.js";

// src/prefilter/index.ts
var ALIGNMENTS = 4;
var BUCKETS = 8;
var ONLY_SECOND = 0;
var ONLY_FIRST = 1;
function compileKeywords(keywords) {
  const literals = [...new Set(keywords.map((keyword) => keyword.toLowerCase()))].map(bytesOf);
  const first = new Uint8Array(65536).fill(1 << ONLY_SECOND);
  const second = new Uint8Array(65536).fill(1 << ONLY_FIRST);
  const buckets = Array.from({ length: BUCKETS }, () => []);
  let turn = 0;
  for (const literal of literals) {
    for (let alignment = 0; alignment < ALIGNMENTS; alignment++) {
      const start = rarestStart(literal, alignment);
      const [a, b, c, d] = [literal[-start], literal[1 - start], literal[2 - start], literal[3 - start]];
      const showsFirst = a !== void 0 || b !== void 0;
      const showsSecond = c !== void 0 || d !== void 0;
      const number = !showsFirst ? ONLY_SECOND : !showsSecond ? ONLY_FIRST : 2 + turn++ % (BUCKETS - 2);
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
    }
  };
}
function rarestStart(literal, alignment) {
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
function rarity(byte) {
  if (byte === void 0) return 0;
  const rank = `etaoinsrlcdpumfhgby 
.,()_="'/-:;`.indexOf(String.fromCharCode(byte));
  return rank < 0 ? 8 : 4 + rank / 10;
}
function bytesOf(literal) {
  if (!/^[\0-\x7f]{3,64}$/.test(literal))
    throw new RangeError(`a keyword needs 3 to 64 ASCII characters: ${JSON.stringify(literal)}`);
  return Uint8Array.from(literal, (character) => character.charCodeAt(0));
}
function mark(table, low, high, bit) {
  for (const a of spellings(low))
    for (const b of spellings(high)) table[pairIndex(a, b)] = (table[pairIndex(a, b)] ?? 0) | bit;
}
var ANY = Array.from({ length: 256 }, (_, byte) => byte);
var isLower = (byte) => byte >= 97 && byte <= 122;
function spellings(byte) {
  if (byte === void 0) return ANY;
  return isLower(byte) ? [byte, byte - 32] : [byte];
}
var pair = new Uint16Array(1);
var pairBytes = new Uint8Array(pair.buffer);
function pairIndex(low, high) {
  pairBytes[0] = low;
  pairBytes[1] = high;
  return pair[0] ?? 0;
}
var BIG_ENDIAN = pairIndex(0, 1) === 1;
function search(bytes, length, first, second, buckets) {
  const low = BIG_ENDIAN ? second : first;
  const high = BIG_ENDIAN ? first : second;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, length >> 2);
  const count = words.length;
  const unrolled = count & ~3;
  let index = 0;
  for (; index < unrolled; index += 4) {
    const a = words[index];
    const b = words[index + 1];
    const c = words[index + 2];
    const d = words[index + 3];
    const hitA = low[a & 65535] & high[a >>> 16];
    const hitB = low[b & 65535] & high[b >>> 16];
    const hitC = low[c & 65535] & high[c >>> 16];
    const hitD = low[d & 65535] & high[d >>> 16];
    if ((hitA | hitB | hitC | hitD) !== 0) {
      if (hitA !== 0 && verify(bytes, length, index << 2, hitA, buckets)) return true;
      if (hitB !== 0 && verify(bytes, length, index + 1 << 2, hitB, buckets)) return true;
      if (hitC !== 0 && verify(bytes, length, index + 2 << 2, hitC, buckets)) return true;
      if (hitD !== 0 && verify(bytes, length, index + 3 << 2, hitD, buckets)) return true;
    }
  }
  for (; index < count; index++) {
    const word = words[index];
    const hit = low[word & 65535] & high[word >>> 16];
    if (hit !== 0 && verify(bytes, length, index << 2, hit, buckets)) return true;
  }
  for (const at of [count - 1, count]) if (verify(bytes, length, at << 2, 255, buckets)) return true;
  return false;
}
function verify(bytes, length, at, mask, buckets) {
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    if ((mask & 1 << bucket) === 0) continue;
    for (const { literal, start } of buckets[bucket])
      if (at + start >= 0 && equals(bytes, length, at + start, literal)) return true;
  }
  return false;
}
function equals(bytes, length, start, literal) {
  if (start + literal.length > length) return false;
  for (let index = 0; index < literal.length; index++) {
    const byte = bytes[start + index];
    const folded = byte >= 65 && byte <= 90 ? byte | 32 : byte;
    if (folded !== literal[index]) return false;
  }
  return true;
}

// src/parse/read.ts
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

// src/parse/decode.ts
var utf8 = new TextDecoder("utf-8", { fatal: true });
var utf16le = new TextDecoder("utf-16le");
var utf16be = new TextDecoder("utf-16be");
var latin1 = new TextDecoder("windows-1252");
function wideEncoding(bytes, length) {
  if (length < 2) return void 0;
  if (bytes[0] === 255 && bytes[1] === 254) return "utf-16le";
  return bytes[0] === 254 && bytes[1] === 255 ? "utf-16be" : void 0;
}
function decode(bytes, length) {
  const whole = bytes.subarray(0, length);
  const wide = wideEncoding(bytes, length);
  if (wide) return (wide === "utf-16le" ? utf16le : utf16be).decode(whole);
  try {
    return utf8.decode(whole);
  } catch {
    return latin1.decode(whole);
  }
}
var LONG_LINE = 2e4;
var LONG_MEAN = 500;
var MEAN_FROM = 8192;
function isMinified(text) {
  let lines = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    if (end - start > LONG_LINE) return true;
    lines++;
    start = end + 1;
  }
  return text.length - start > LONG_LINE || text.length > MEAN_FROM && text.length / lines > LONG_MEAN;
}

// src/parse/read.ts
var SEARCH_BOUND = 64 * 1024 * 1024;
var BINARY_WINDOW = 8192;
var FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
var NO_KEYWORD = { nothing: true };
function createReader(options) {
  const { maxFileSize } = options;
  const buffer = new Uint8Array(Math.max(maxFileSize, options.longest * 2) + 8 & ~3);
  let narrow;
  const matches = (length, wide) => {
    if (!wide) return options.matches(buffer, length);
    narrow ??= new Uint8Array(buffer.length);
    let kept = 0;
    for (let index = 0; index < length; index++) {
      const byte = buffer[index] ?? 0;
      if (byte !== 0) narrow[kept++] = byte;
    }
    return options.matches(narrow, kept);
  };
  const large = (descriptor, size, filled) => {
    const wide = wideEncoding(buffer, filled) !== void 0;
    const reason = wide || !isBinary(buffer, filled) ? "too-large" : "binary";
    const detail = `${size} bytes, the limit is ${maxFileSize}`;
    let total = filled;
    let length = filled;
    while (!matches(length, wide)) {
      if (total >= SEARCH_BOUND)
        return {
          reason: "too-large",
          detail: `${size} bytes, of which ${total} were searched for a keyword`
        };
      const overlap = Math.max(0, options.longest - 1) * (wide ? 2 : 1);
      buffer.copyWithin(0, length - overlap, length);
      const more = readSync(descriptor, buffer, overlap, buffer.length - overlap, null);
      if (more === 0) return NO_KEYWORD;
      total += more;
      length = overlap + more;
    }
    return { reason, detail };
  };
  const content = (absolute, length, force) => {
    const wide = wideEncoding(buffer, length) !== void 0;
    if (!force && !matches(length, wide)) return NO_KEYWORD;
    if (!wide && isBinary(buffer, length)) return { reason: "binary" };
    const text = decode(buffer, length);
    return MINIFIABLE.test(absolute) && isMinified(text) ? { reason: "minified" } : { text };
  };
  return (absolute, force) => {
    let descriptor;
    try {
      descriptor = openSync(absolute, FLAGS);
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0 || length > maxFileSize) {
        const status = fstatSync(descriptor);
        if (!status.isFile()) return { reason: "not-a-file" };
        if (length > maxFileSize) return large(descriptor, status.size, length);
      }
      return content(absolute, length, force);
    } catch (error) {
      return failure(error);
    } finally {
      if (descriptor !== void 0) closeSync(descriptor);
    }
  };
}
var MINIFIABLE = /\.(?:[mc]?js|css)$/i;
function isBinary(bytes, length) {
  return bytes.subarray(0, Math.min(length, BINARY_WINDOW)).includes(0);
}
function failure(error) {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return { reason: "vanished" };
    // A final link, which discover would have resolved: the file became one since.
    case "ELOOP":
    case "EMLINK":
      return { reason: "not-a-file", detail: "became a symbolic link" };
    case "EISDIR":
    case "EAGAIN":
    case "ENXIO":
      return { reason: "not-a-file" };
    default:
      return { reason: "unreadable", detail: code };
  }
}

// src/parse/examine.ts
function createExaminer(options) {
  const matcher = compileKeywords(options.keywords);
  const read = createReader({
    maxFileSize: options.maxFileSize,
    matches: matcher.matches,
    longest: matcher.longest
  });
  return (absolute, path, force) => {
    const reading = read(absolute, force);
    if ("nothing" in reading) return void 0;
    return "text" in reading ? lower(path, reading.text, options.hashLines) : reading;
  };
}
async function lower(path, text, hashLines) {
  try {
    return { parsed: await parse({ path, text, hashLines }) };
  } catch (error) {
    if (error instanceof ParseBound) return { reason: error.reason };
    return {
      reason: "parse-error",
      detail: error instanceof Error ? error.constructor.name : "unknown error"
    };
  }
}

// src/parse/protocol.ts
var NEXT = 0;
var slotCells = (slot) => ({
  current: 1 + slot * 2,
  since: 2 + slot * 2
});
var cellCount = (slots) => 1 + slots * 2;
var now = () => Date.now() & 2147483647;
var elapsed = (since) => now() - since & 2147483647;

export {
  wideEncoding,
  decode,
  createExaminer,
  NEXT,
  slotCells,
  cellCount,
  now,
  elapsed
};
