import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { SkipReason } from "../model/source.ts";
import { decode, isMinified, wideEncoding } from "./decode.ts";

/** What became of a file: its text, a reason to leave it out, or nothing a rule could be about. */
export type Reading =
  | { readonly text: string }
  | { readonly reason: SkipReason; readonly detail?: string }
  /** No keyword stands in it, whatever else it is. */
  | { readonly nothing: true };

/** How files are read. */
export interface ReadOptions {
  /** Bytes above which a file is only searched for keywords, never parsed. */
  readonly maxFileSize: number;
  /** True when a keyword stands in the first `length` bytes. */
  readonly matches: (bytes: Uint8Array, length: number) => boolean;
  /** Length of the longest keyword: chunks of a large file overlap by one less. */
  readonly longest: number;
}

/** Bytes of a large file that are searched; what lies beyond is not looked at and the file is listed. */
const SEARCH_BOUND = 64 * 1024 * 1024;

/** Bytes at the beginning of a file in which a NUL says that it is binary. */
const BINARY_WINDOW = 8_192;

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const NO_KEYWORD: Reading = { nothing: true };

/**
 * Gives a function that reads one file after the other into the same buffer. A file without a keyword is never decoded, unless `force`
 * asks for its text all the same. Bytes that are given are read in the place of what stands on the disk. The function never throws for what it
 * meets there.
 */
export function createReader(
  options: ReadOptions,
): (absolute: string, force: boolean, given?: Uint8Array) => Reading {
  const { maxFileSize } = options;
  // One byte more than fits tells a file at the limit from a larger one; the search reads whole groups of four.
  const buffer = new Uint8Array((Math.max(maxFileSize, options.longest * 2) + 8) & ~3);
  let narrow: Uint8Array | undefined;

  /** UTF-16 without its NUL bytes: ASCII characters come to stand side by side, so ASCII keywords match. */
  const matches = (length: number, wide: boolean): boolean => {
    if (!wide) return options.matches(buffer, length);
    narrow ??= new Uint8Array(buffer.length);
    let kept = 0;
    for (let index = 0; index < length; index++) {
      const byte = buffer[index] ?? 0;
      if (byte !== 0) narrow[kept++] = byte;
    }
    return options.matches(narrow, kept);
  };

  /** Searches the rest of a file whose first part fills the buffer. */
  const large = (descriptor: number, size: number, filled: number): Reading => {
    const wide = wideEncoding(buffer, filled) !== undefined;
    const reason = wide || !isBinary(buffer, filled) ? "too-large" : "binary";
    const detail = `${size} bytes, the limit is ${maxFileSize}`;
    let total = filled;
    let length = filled;
    while (!matches(length, wide)) {
      if (total >= SEARCH_BOUND)
        return {
          reason: "too-large",
          detail: `${size} bytes, of which ${total} were searched for a keyword`,
        };
      // The end of this chunk goes before the next one; twice as much in UTF-16.
      const overlap = Math.max(0, options.longest - 1) * (wide ? 2 : 1);
      buffer.copyWithin(0, length - overlap, length);
      const more = readSync(descriptor, buffer, overlap, buffer.length - overlap, null);
      if (more === 0) return NO_KEYWORD;
      total += more;
      length = overlap + more;
    }
    return { reason, detail };
  };

  const content = (absolute: string, length: number, force: boolean): Reading => {
    const wide = wideEncoding(buffer, length) !== undefined;
    if (!force && !matches(length, wide)) return NO_KEYWORD;
    if (!wide && isBinary(buffer, length)) return { reason: "binary" };
    const text = decode(buffer, length);
    return MINIFIABLE.test(absolute) && isMinified(text) ? { reason: "minified" } : { text };
  };

  return (absolute, force, given) => {
    if (given) {
      if (given.length > maxFileSize)
        return { reason: "too-large", detail: `${given.length} bytes, the limit is ${maxFileSize}` };
      buffer.set(given);
      return content(absolute, given.length, force);
    }
    let descriptor: number | undefined;
    try {
      descriptor = openSync(absolute, FLAGS);
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      // NOTE: asked only when the read was empty or very long, because it costs as much as the read: pipes and devices give either.
      if (length === 0 || length > maxFileSize) {
        const status = fstatSync(descriptor);
        if (!status.isFile()) return { reason: "not-a-file" };
        if (length > maxFileSize) return large(descriptor, status.size, length);
      }
      return content(absolute, length, force);
    } catch (error) {
      return failure(error);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  };
}

const MINIFIABLE = /\.(?:[mc]?js|css)$/i;

function isBinary(bytes: Uint8Array, length: number): boolean {
  return bytes.subarray(0, Math.min(length, BINARY_WINDOW)).includes(0);
}

function failure(error: unknown): Reading {
  const code =
    error instanceof Error && "code" in error && typeof error.code === "string"
      ? error.code
      : "unknown error";
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
