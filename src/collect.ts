import type { ParsedFile } from "./model/fact.ts";
import type { Sign } from "./model/sign.ts";
import { type Inventory, type Skipped, type SourceRef, sortByPath } from "./model/source.ts";
import { createPool, type PoolOptions, type PoolResult, type Seek } from "./parse/pool.ts";
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

/** Why files are looked at: for the rules' keywords, whatever they hold, for names of variables, or for signs of the rules (with `force` without a keyword, too). */
export type Pass =
  | "keywords"
  | "force"
  | { readonly names: readonly string[] }
  | { readonly signs: readonly Sign[]; readonly force?: boolean; readonly unsifted?: number };

/** Looks at files: parses those that a pass is for. */
export type Look = (files: readonly SourceRef[], pass: Pass) => Promise<PoolResult>;

/**
 * Parses the files that can matter: those with a keyword, settings files of any content, the modules these import, and the files that read a
 * variable which turned out to carry half of a credential.
 */
export async function gather(all: readonly SourceRef[], look: Look): Promise<Collected> {
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
  for (const file of all) (alwaysParsed(file.path) ? always : others).push(file);
  const first = take(await look(others, "keywords"));
  const forced = take(await look(always, "force"));
  take(await look(imported(parsed(), all), "force"));
  const names = soughtNames(parsed());
  if (names.length > 0)
    take(
      await look(
        others.filter((file) => !done.has(file.path)),
        { names },
      ),
    );
  return {
    files: sortByPath(parsed()),
    skipped: sortByPath(uniqueByPath(results.flatMap((result) => result.skipped))),
    scanned: first.scanned + forced.scanned,
  };
}

/** A file is skipped once, although several passes met it. */
function uniqueByPath(skipped: readonly Skipped[]): Skipped[] {
  return [...new Map(skipped.map((one) => [`${one.path}\0${one.reason}`, one])).values()];
}

/** The threads of a scan, which start at once, and those that look for names, which start when they are needed. */
export class Threads {
  readonly #options: CollectOptions;
  readonly #pool: ReturnType<typeof createPool>;

  constructor(options: CollectOptions) {
    this.#options = options;
    this.#pool = createPool(options);
  }

  /** Looks at files of the disk below a root, or at bytes given in their place. */
  async look(
    root: string,
    files: readonly SourceRef[],
    pass: Pass,
    contents?: ReadonlyMap<string, Uint8Array>,
  ): Promise<PoolResult> {
    const input = { root, files, ...(contents && contents.size > 0 ? { contents } : {}) };
    const { onProgress } = this.#options;
    if (pass === "force") return this.#pool.run(input, { force: true });
    if (pass === "keywords") return this.#pool.run(input, onProgress ? { onProgress } : {});
    if ("signs" in pass)
      return this.#pool.run(input, { ...pass, ...(onProgress && !pass.force ? { onProgress } : {}) });
    const seekers = createPool({ ...this.#options, keywords: pass.names });
    try {
      return await seekers.run(input);
    } finally {
      await seekers.close();
    }
  }

  /** Tells which files have a keyword, and which of some texts, without parsing any. */
  seek(
    root: string,
    files: readonly SourceRef[],
    seek: Seek,
    contents?: ReadonlyMap<string, Uint8Array>,
  ): Promise<PoolResult> {
    const { onProgress } = this.#options;
    return this.#pool.run(
      { root, files, ...(contents ? { contents } : {}) },
      { seek, ...(onProgress ? { onProgress } : {}) },
    );
  }

  /** NOTE: nobody waits for the threads to end, which takes as long as a report does. */
  close(): void {
    void this.#pool.close();
  }
}

/** Collects the files of a folder. The threads start before the list of files is there. */
export async function collect(
  inventory: () => Promise<Inventory>,
  options: CollectOptions,
): Promise<Collected & { inventory: Inventory }> {
  const threads = new Threads(options);
  try {
    const found = await inventory();
    const collected = await gather(found.files, (files, pass) => threads.look(found.root, files, pass));
    return {
      ...collected,
      inventory: found,
      skipped: sortByPath(uniqueByPath([...found.skipped, ...collected.skipped])),
    };
  } finally {
    threads.close();
  }
}
