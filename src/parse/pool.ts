import { createSearch, examine } from "./examine.ts";
import type { Pool, PoolOptions } from "./pool-contract.ts";
import { withSeparator } from "./protocol.ts";
import { Results } from "./results.ts";
import { WorkerPool } from "./worker-pool.ts";

export type { Pool, PoolOptions, PoolResult, RunOptions } from "./pool-contract.ts";

/** Starts the first thread at once, so that it is up when the list of files is. */
export function createPool(options: PoolOptions): Pool {
  return options.threads > 0 ? new WorkerPool(options) : callingThread(options);
}

function callingThread(options: PoolOptions): Pool {
  const search = createSearch(options);
  return {
    close: async () => {},
    run: async ({ root, files }, { force = false, onProgress } = {}) => {
      const results = new Results(files, options);
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
