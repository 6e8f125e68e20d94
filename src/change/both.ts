import type { Collected, Look, Pass, Threads } from "../collect.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Skipped, SourceRef } from "../model/source.ts";
import type { PoolResult } from "../parse/pool.ts";
import { alwaysParsed, linkTexts, soughtNames } from "../resolve/reach.ts";

/** One of two states of a tree. */
export interface Side {
  /** Sorted by path. */
  readonly files: readonly SourceRef[];
  /** Bytes of those that are not to be read from the disk. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/** Two states of a tree that differ in a few files. */
export interface Sides {
  /** Absolute folder. */
  readonly root: string;
  readonly before: Side;
  readonly now: Side;
  /** Paths of the files that differ. All others are the same on both sides, and on the disk. */
  readonly touched: ReadonlySet<string>;
}

/** What was collected of both; nothing when no touched file plays a part on either side, so that their findings are the same. */
export interface BothCollected {
  readonly sides?: { readonly before: Collected; readonly now: Collected };
  /** About what there is now. */
  readonly scanned: number;
  readonly skipped: readonly Skipped[];
}

/** Texts in which the user half of a credential ends, whatever its escapes. */
const HALVES = ["/token", "2ftoken", "2Ftoken"];

/** What a pass made of files that are the same on both sides. */
interface Answers {
  readonly looked: Set<string>;
  readonly parsed: Map<string, ParsedFile>;
  readonly skipped: Map<string, readonly Skipped[]>;
  readonly unsigned: Map<string, PoolResult["unsigned"][number]>;
}

const keyOf = (pass: Pass): string =>
  typeof pass === "string"
    ? pass
    : "names" in pass
      ? `names ${pass.names.join(" ")}`
      : `signs ${pass.force === true}`;

const NOTHING: PoolResult = { parsed: [], skipped: [], scanned: 0, unsigned: [], seen: [] };

/** Two states of a tree; what is the same in both is looked at once. */
export class Both {
  readonly sides: Sides;
  readonly #threads: Threads;
  /** Passes over the files that are the same on both sides. */
  readonly #answers = new Map<string, Answers>();
  readonly #parsed = new Map<string, ParsedFile>();

  constructor(sides: Sides, threads: Threads) {
    this.sides = sides;
    this.#threads = threads;
  }

  readonly lookNow: Look = (files, pass) => this.#lookAt(this.sides.now, files, pass);

  readonly lookBefore: Look = (files, pass) => this.#lookAt(this.sides.before, files, pass);

  async #lookAt({ contents }: Side, files: readonly SourceRef[], pass: Pass): Promise<PoolResult> {
    const { root, touched } = this.sides;
    const known = this.#answersTo(pass);
    const old = {
      parsed: [] as ParsedFile[],
      skipped: [] as Skipped[],
      unsigned: [] as PoolResult["unsigned"][number][],
    };
    const own = files.filter(({ path }) => touched.has(path));
    const fresh: SourceRef[] = [...own];
    let scanned = 0;
    for (const file of files) {
      const { path } = file;
      if (touched.has(path)) continue;
      const parsed = pass === "force" ? this.#parsed.get(path) : undefined;
      if (!parsed && !known.looked.has(path)) {
        fresh.push(file);
        continue;
      }
      const one = parsed ?? known.parsed.get(path);
      const unsigned = known.unsigned.get(path);
      const skipped = known.skipped.get(path);
      if (one) old.parsed.push(one);
      if (unsigned) old.unsigned.push(unsigned);
      if (skipped) old.skipped.push(...skipped);
      else scanned++;
    }
    // What changed is parsed whether or not it has a sign.
    const sifted = typeof pass === "object" && "signs" in pass ? { ...pass, unsifted: own.length } : pass;
    const result = await this.#look(root, fresh, sifted, contents);
    this.#remember(fresh, known, result);
    return {
      parsed: [...result.parsed, ...old.parsed],
      skipped: [...result.skipped, ...old.skipped],
      scanned: result.scanned + scanned,
      unsigned: [...result.unsigned, ...old.unsigned],
      seen: [],
    };
  }

  #answersTo(pass: Pass): Answers {
    const key = keyOf(pass);
    const answers = this.#answers.get(key) ?? {
      looked: new Set(),
      parsed: new Map(),
      skipped: new Map(),
      unsigned: new Map(),
    };
    this.#answers.set(key, answers);
    return answers;
  }

  #look(
    root: string,
    files: readonly SourceRef[],
    pass: Pass,
    contents?: ReadonlyMap<string, Uint8Array>,
  ): Promise<PoolResult> {
    return files.length === 0 ? Promise.resolve(NOTHING) : this.#threads.look(root, files, pass, contents);
  }

  #remember(files: readonly SourceRef[], answers: Answers, result: PoolResult): void {
    const { touched } = this.sides;
    for (const { path } of files) if (!touched.has(path)) answers.looked.add(path);
    for (const file of result.parsed) {
      if (touched.has(file.path)) continue;
      answers.parsed.set(file.path, file);
      this.#parsed.set(file.path, file);
    }
    for (const one of result.skipped)
      answers.skipped.set(one.path, [...(answers.skipped.get(one.path) ?? []), one]);
    for (const one of result.unsigned) answers.unsigned.set(one.path, one);
  }

  /**
   * When none of the touched files would be parsed on either side, both sides come to the same findings, and nothing needs to be parsed to say so: none
   * has a keyword, no other file with a keyword speaks of a module of its name, and none reads half of a credential.
   */
  async untouchedOnly(): Promise<BothCollected | undefined> {
    const { root, now, touched } = this.sides;
    if (await this.#touchesKeyword()) return undefined;
    const links = linkTexts([...touched]);
    const same = now.files.filter(({ path }) => !touched.has(path));
    const always = same.filter(({ path }) => alwaysParsed(path));
    const others = same.filter(({ path }) => !alwaysParsed(path));
    const found = await this.#threads.seek(root, others, { ...links, texts: [...links.texts, ...HALVES] });
    const isLink = (text: string): boolean => links.words.includes(text) || links.texts.includes(text);
    if (found.seen.some(({ texts }) => texts.some(isLink))) return undefined;
    const halves = new Set(found.seen.filter(({ texts }) => texts.length > 0).map(({ path }) => path));
    const settings = await this.#threads.look(root, always, "force");
    const read = await this.#look(
      root,
      others.filter(({ path }) => halves.has(path)),
      "force",
    );
    const names = soughtNames([...settings.parsed, ...read.parsed]);
    if (names.length > 0 && (await this.#parsesTouched({ names }))) return undefined;
    return {
      scanned: found.scanned + settings.scanned + now.files.length - same.length,
      skipped: [...found.skipped, ...settings.skipped],
    };
  }

  /** True when a touched file has a keyword, or is one of settings, on either side. */
  async #touchesKeyword(): Promise<boolean> {
    const { root, before, now, touched } = this.sides;
    for (const { files, contents } of [before, now]) {
      const own = files.filter(({ path }) => touched.has(path));
      if (own.some(({ path }) => alwaysParsed(path))) return true;
      const found = await this.#threads.seek(root, own, { words: [], texts: [] }, contents);
      if (found.seen.length > 0) return true;
    }
    return false;
  }

  /** True when a pass would parse one of the touched files, on either side. */
  async #parsesTouched(pass: Pass): Promise<boolean> {
    const { root, before, now, touched } = this.sides;
    for (const { files, contents } of [before, now]) {
      const own = files.filter(({ path }) => touched.has(path));
      if ((await this.#look(root, own, pass, contents)).parsed.length > 0) return true;
    }
    return false;
  }
}
