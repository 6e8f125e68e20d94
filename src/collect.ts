import type { ParsedFile } from "./model/fact.ts";
import { type Inventory, type Skipped, type SourceRef, sortByPath } from "./model/source.ts";
import { createPool, type PoolOptions, type PoolResult } from "./parse/pool.ts";
import { alwaysParsed, imported, soughtNames } from "./resolve/reach.ts";

/** How files are collected. */
export interface CollectOptions extends PoolOptions {
  /** Told the number of files done and found, often; for a progress line. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The parsed files of a scan. */
export interface Collected {
  readonly files: readonly ParsedFile[];
  readonly skipped: readonly Skipped[];
  readonly scanned: number;
}

/**
 * Parses the files that can matter: those with a keyword, settings files of any content, the modules these import, and the files that read a
 * variable which turned out to carry half of a credential. The threads start before the list of files is there.
 */
export async function collect(
  inventory: () => Promise<Inventory>,
  options: CollectOptions,
): Promise<Collected & { inventory: Inventory }> {
  const pool = createPool(options);
  try {
    const found = await inventory();
    const { root } = found;
    const done = new Set<string>();
    const results: PoolResult[] = [];
    const take = (result: PoolResult): PoolResult => {
      results.push(result);
      for (const file of result.parsed) done.add(file.path);
      return result;
    };
    const parsed = (): ParsedFile[] => results.flatMap((result) => result.parsed);
    const always: SourceRef[] = [];
    const others: SourceRef[] = [];
    for (const file of found.files) (alwaysParsed(file.path) ? always : others).push(file);
    const first = take(
      await pool.run({ root, files: others }, options.onProgress ? { onProgress: options.onProgress } : {}),
    );
    const forced = take(await pool.run({ root, files: always }, { force: true }));
    take(await pool.run({ root, files: imported(parsed(), found.files) }, { force: true }));
    const names = soughtNames(parsed());
    if (names.length > 0) {
      const seekers = createPool({ ...options, keywords: names });
      try {
        take(await seekers.run({ root, files: others.filter((file) => !done.has(file.path)) }));
      } finally {
        await seekers.close();
      }
    }
    return {
      inventory: found,
      files: sortByPath(parsed()),
      skipped: sortByPath(uniqueByPath([...found.skipped, ...results.flatMap((result) => result.skipped)])),
      scanned: first.scanned + forced.scanned,
    };
  } finally {
    // NOTE: nobody waits for the threads to end, which takes as long as a report does.
    void pool.close();
  }
}

/** A file is skipped once, although several passes met it. */
function uniqueByPath(skipped: readonly Skipped[]): Skipped[] {
  return [...new Map(skipped.map((one) => [`${one.path}\0${one.reason}`, one])).values()];
}
