import type { ParsedFile } from "../model/fact.ts";
import type { SkipReason } from "../model/source.ts";
import { compileKeywords } from "../prefilter/index.ts";
import { ParseBound } from "./adapter.ts";
import { parse } from "./index.ts";
import { createReader, type Reading } from "./read.ts";

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

/** Prepares what a thread needs to read one file after the other and search it for keywords. */
export function createSearch(options: ExamineOptions): (absolute: string, force: boolean) => Reading {
  const { matches, longest } = compileKeywords(options.keywords);
  return createReader({ maxFileSize: options.maxFileSize, matches, longest });
}

/** Parses the text of a file. Never throws; an error of a parser's is the file's outcome. */
export async function examine(path: string, text: string, options: ExamineOptions): Promise<Outcome> {
  try {
    return { parsed: await parse({ path, text, hashLines: options.hashLines }) };
  } catch (error) {
    // NOTE: an error's message may quote the file, so only its kind goes on.
    if (error instanceof ParseBound) return { reason: error.reason };
    return {
      reason: "parse-error",
      detail: error instanceof Error ? error.constructor.name : "unknown error",
    };
  }
}
