import type { ParsedFile } from "../model/fact.ts";
import type { SkipReason } from "../model/source.ts";
import { compileKeywords } from "../prefilter/index.ts";
import { ParseBound } from "./adapter.ts";
import { parse } from "./index.ts";
import { createReader } from "./read.ts";

/** How files are examined; the same in every thread. */
export interface ExamineOptions {
  /** Literals one of which has to stand in a file for it to be parsed. */
  readonly keywords: readonly string[];
  /** Bytes above which a file is not parsed. */
  readonly maxFileSize: number;
  /** Compute GitHub's line hashes. */
  readonly hashLines: boolean;
}

/** What became of one file that matters: its facts, or why there are none. */
export type Outcome =
  | { readonly parsed: ParsedFile }
  | { readonly reason: SkipReason; readonly detail?: string };

/** Examines one file: read, search, decode, parse. Undefined when nothing in it can matter; a promise only when it has to be parsed. */
export type Examine = (
  absolute: string,
  path: string,
  force: boolean,
) => Outcome | undefined | Promise<Outcome>;

/** Prepares what a thread needs to examine one file after the other. */
export function createExaminer(options: ExamineOptions): Examine {
  const matcher = compileKeywords(options.keywords);
  const read = createReader({
    maxFileSize: options.maxFileSize,
    matches: matcher.matches,
    longest: matcher.longest,
  });
  return (absolute, path, force) => {
    const reading = read(absolute, force);
    if ("nothing" in reading) return undefined;
    return "text" in reading ? lower(path, reading.text, options.hashLines) : reading;
  };
}

async function lower(path: string, text: string, hashLines: boolean): Promise<Outcome> {
  try {
    return { parsed: await parse({ path, text, hashLines }) };
  } catch (error) {
    // NOTE: an error's message may quote the file, so only its kind goes on.
    if (error instanceof ParseBound) return { reason: error.reason };
    return {
      reason: "parse-error",
      detail: error instanceof Error ? error.constructor.name : "unknown error",
    };
  }
}
