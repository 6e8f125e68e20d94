import type { ParsedFile } from "../model/fact.ts";
import type { Sign } from "../model/sign.ts";
import type { Skipped, SourceRef } from "../model/source.ts";
import type { ExamineOptions, Seek } from "./examine.ts";

/** How a pool works. */
export interface PoolOptions extends ExamineOptions {
  /** Worker threads at most; 0 examines everything in the calling thread, where nothing can interrupt a parser that hangs. */
  readonly threads: number;
  /** Milliseconds one file may take; default 10,000. */
  readonly timeBoundMs?: number;
  /** Megabytes of heap one worker may fill; default 512. */
  readonly memoryLimitMb?: number;
  /** Told of each file when it is parsed, in no order: what can be done with it alone is done while other threads parse. */
  readonly onParsed?: (file: ParsedFile) => unknown;
  /** The worker's script; by default the bundled one beside this file. */
  readonly worker?: URL;
}

/** The files of one run, relative to one root. */
export interface PoolInput {
  readonly root: string;
  readonly files: readonly SourceRef[];
  /** Bytes by path, read in the place of what stands on the disk: the files of a commit. */
  readonly contents?: ReadonlyMap<string, Uint8Array>;
}

/** What a run found out. Both lists are sorted by path, so the result does not depend on how threads took turns. */
export interface PoolResult {
  readonly parsed: readonly ParsedFile[];
  readonly skipped: readonly Skipped[];
  /** Files looked at, whether or not they were parsed. */
  readonly scanned: number;
  /** Files without a sign, each with the numbers of its words. Sorted by path. */
  readonly unsigned: readonly { readonly path: string; readonly words: readonly number[] }[];
  /** Where nothing was parsed: the files with a keyword, each with those of the texts that stand in it. Sorted by path. */
  readonly seen: readonly { readonly path: string; readonly texts: readonly string[] }[];
}

/** How one run is done. */
export interface RunOptions {
  /** Parse every file, with or without a keyword. */
  readonly force?: boolean;
  /** Parse nothing: tell which files have a keyword, and which of these texts, too. */
  readonly seek?: Seek;
  /** Parse only what has one of these; of others with a keyword (of all, with `force`) tell the words, see {@link wordsIn}. */
  readonly signs?: readonly Sign[] | undefined;
  /** So many of the first files are parsed without a sign, too. */
  readonly unsifted?: number | undefined;
  /** Told a few times a second how many files are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Threads that examine files. */
export interface Pool {
  /** Examines files; one run at a time. */
  readonly run: (input: PoolInput, options?: RunOptions) => Promise<PoolResult>;
  /** Stops the threads. */
  readonly close: () => Promise<void>;
}
