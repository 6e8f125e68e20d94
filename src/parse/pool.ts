import type { ParsedFile } from "../model/fact.ts";
import type { Skipped, SourceRef } from "../model/source.ts";
import { createSearch, type ExamineOptions, examine } from "./examine.ts";
import { withSeparator } from "./protocol.ts";
import { Results } from "./results.ts";
import { WorkerPool } from "./worker-pool.ts";

/** How a pool works. */
export interface PoolOptions extends ExamineOptions {
  /** Worker threads at most; 0 examines everything in the calling thread, where nothing can interrupt a parser that hangs. */
  readonly threads: number;
  /** Milliseconds one file may take; default 10,000. */
  readonly timeBoundMs?: number;
  /** Megabytes of heap one worker may fill; default 512. */
  readonly memoryLimitMb?: number;
  /** The worker's script; by default the bundled one beside this file. */
  readonly worker?: URL;
}

/** The files of one run, relative to one root. */
export interface PoolInput {
  readonly root: string;
  readonly files: readonly SourceRef[];
}

/** What a run found out. Both lists are sorted by path, so the result does not depend on how threads took turns. */
export interface PoolResult {
  readonly parsed: readonly ParsedFile[];
  readonly skipped: readonly Skipped[];
  /** Files looked at, whether or not they were parsed. */
  readonly scanned: number;
}

/** How one run is done. */
export interface RunOptions {
  /** Parse every file, with or without a keyword. */
  readonly force?: boolean;
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

/** Starts the first thread at once, so that it is up when the list of files is. */
export function createPool(options: PoolOptions): Pool {
  return options.threads > 0 ? new WorkerPool(options) : callingThread(options);
}

function callingThread(options: PoolOptions): Pool {
  const search = createSearch(options);
  return {
    close: async () => {},
    run: async ({ root, files }, { force = false, onProgress } = {}) => {
      const results = new Results(files);
      const prefix = withSeparator(root);
      for (const [index, { path }] of files.entries()) {
        const reading = search(prefix + path, force);
        if (index % 256 === 0) onProgress?.(index, files.length);
        if ("nothing" in reading) continue;
        results.add(index, "text" in reading ? await examine(path, reading.text, options) : reading);
      }
      return results.finish();
    },
  };
}
