import type { ParsedFile } from "../model/fact.ts";
import type { SkipReason } from "../model/source.ts";
import { compileKeywords } from "../prefilter/index.ts";
import { ParseBound } from "./adapter.ts";
import { parse } from "./index.ts";
import { isOwnReport } from "./own-report.ts";
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
  /** Only searched: it has no sign, and words of these numbers. */
  | { readonly words: readonly number[] }
  /** Only searched: it has a keyword, and these of the texts. */
  | { readonly texts: readonly string[] }
  | { readonly reason: SkipReason; readonly detail?: string };

/** Prepares what a thread needs to read one file after the other and search it for keywords. */
export function createSearch(options: ExamineOptions): ReturnType<typeof createReader> {
  const { matches, longest } = compileKeywords(options.keywords);
  return createReader({ maxFileSize: options.maxFileSize, matches, longest });
}

/** What is looked for in files with a keyword, in the place of parsing them. */
export interface Seek {
  /** Texts that stand between characters that are no part of a name. */
  readonly words: readonly string[];
  /** Texts that stand anywhere. */
  readonly texts: readonly string[];
}

/** Looks for texts in a file that has a keyword. */
export function seekIn(text: string, { words, texts }: Seek): Outcome {
  return {
    texts: [...words.filter((word) => hasWord(text, word)), ...texts.filter((one) => text.includes(one))],
  };
}

const NAME = /[\w-]/;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0 && word !== ""; at = text.indexOf(word, at + 1))
    if (!NAME.test(text[at - 1] ?? " ") && !NAME.test(text[at + word.length] ?? " ")) return true;
  return false;
}

/** Parses the text of a file. Never throws; an error of a parser's is the file's outcome. */
export async function examine(path: string, text: string, options: ExamineOptions): Promise<Outcome> {
  if (isOwnReport(path, text)) return { reason: "generated", detail: "a report or baseline of zunset" };
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
