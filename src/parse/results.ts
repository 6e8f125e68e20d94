import type { ParsedFile } from "../model/fact.ts";
import { type Skipped, type SourceRef, sortByPath } from "../model/source.ts";
import type { Outcome } from "./examine.ts";
import type { PoolOptions, PoolResult } from "./pool-contract.ts";

/** Collects the outcomes of a run, in whatever order they come. */
export class Results {
  readonly #files: readonly SourceRef[];
  readonly #outcomes = new Map<number, Outcome>();

  readonly #onParsed: PoolOptions["onParsed"];

  constructor(files: readonly SourceRef[], { onParsed }: Pick<PoolOptions, "onParsed">) {
    this.#files = files;
    this.#onParsed = onParsed;
  }

  /** Adds what became of a file; the first outcome counts. */
  add(index: number, outcome: Outcome): void {
    if (this.#outcomes.has(index)) return;
    this.#outcomes.set(index, outcome);
    if ("parsed" in outcome) this.#onParsed?.(outcome.parsed);
  }

  /** Everything collected, sorted. A tracked file that is not there was deleted from the work tree: no trouble, and not counted. */
  finish(): PoolResult {
    const parsed: ParsedFile[] = [];
    const skipped: Skipped[] = [];
    const seen: { path: string; texts: readonly string[] }[] = [];
    const unsigned: { path: string; words: readonly number[] }[] = [];
    let deleted = 0;
    for (const [index, outcome] of this.#outcomes) {
      const file = this.#files[index];
      if (!file) continue;
      if ("parsed" in outcome) parsed.push(outcome.parsed);
      else if ("words" in outcome) unsigned.push({ path: file.path, words: outcome.words });
      else if ("texts" in outcome) seen.push({ path: file.path, texts: outcome.texts });
      else if (outcome.reason === "vanished" && file.tracked) deleted++;
      else skipped.push({ path: file.path, ...outcome });
    }
    return {
      parsed: sortByPath(parsed),
      skipped: sortByPath(skipped),
      unsigned: sortByPath(unsigned),
      seen: sortByPath(seen),
      scanned: this.#files.length - deleted - skipped.length,
    };
  }
}
