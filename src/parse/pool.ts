import { createSearch, examine } from "./examine.ts";
import type { Pool, PoolOptions } from "./pool-contract.ts";
import { withSeparator } from "./protocol.ts";
import { Results } from "./results.ts";
import { createSifter } from "./sieve.ts";
import { WorkerPool } from "./worker-pool.ts";

export type { Seek } from "./examine.ts";
export type { Pool, PoolOptions, PoolResult, RunOptions } from "./pool-contract.ts";
export { maySet, type WordUse, wordNumber } from "./words.ts";

/** Starts the first thread at once, so that it is up when the list of files is. */
export function createPool(options: PoolOptions): Pool {
  return options.threads > 0 ? new WorkerPool(options) : callingThread(options);
}

function callingThread(options: PoolOptions): Pool {
  const search = createSearch(options);
  return {
    close: async () => {},
    run: async ({ root, files, contents }, { force = false, onProgress, ...sifting } = {}) => {
      const results = new Results(files, options);
      const prefix = withSeparator(root);
      const sift = createSifter(sifting);
      for (const [index, { path }] of files.entries()) {
        const reading = search(prefix + path, force, contents?.get(path));
        if (index % 256 === 0) onProgress?.(index, files.length);
        if ("nothing" in reading) continue;
        if ("reason" in reading) results.add(index, reading);
        else {
          const sifted = sift(index, path, reading.text);
          results.add(index, sifted ?? (await examine(path, reading.text, options)));
        }
      }
      return results.finish();
    },
  };
}
