import { createSearch, examine, seekIn } from "./examine.ts";
import type { Pool, PoolOptions } from "./pool-contract.ts";
import { withSeparator } from "./protocol.ts";
import { Results } from "./results.ts";
import { createSieve } from "./sieve.ts";
import { wordsIn } from "./words.ts";
import { WorkerPool } from "./worker-pool.ts";

export type { Seek } from "./examine.ts";
export type { Pool, PoolOptions, PoolResult, RunOptions } from "./pool-contract.ts";
export { type WordUse, wordNumber } from "./words.ts";

/** Starts the first thread at once, so that it is up when the list of files is. */
export function createPool(options: PoolOptions): Pool {
  return options.threads > 0 ? new WorkerPool(options) : callingThread(options);
}

function callingThread(options: PoolOptions): Pool {
  const search = createSearch(options);
  return {
    close: async () => {},
    run: async ({ root, files, contents }, { force = false, seek, signs, unsifted = 0, onProgress } = {}) => {
      const results = new Results(files, options);
      const prefix = withSeparator(root);
      const sieve = signs && createSieve(signs);
      for (const [index, { path }] of files.entries()) {
        const reading = search(prefix + path, force, contents?.get(path));
        if (index % 256 === 0) onProgress?.(index, files.length);
        if ("nothing" in reading) continue;
        if ("reason" in reading) results.add(index, reading);
        else if (seek) results.add(index, seekIn(reading.text, seek));
        else if (sieve && index >= unsifted && !sieve(path, reading.text))
          results.add(index, { words: wordsIn(reading.text, path) });
        else results.add(index, await examine(path, reading.text, options));
      }
      return results.finish();
    },
  };
}
