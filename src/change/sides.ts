import { type Collected, type CollectOptions, gather, type Look, type Pass, Threads } from "../collect.ts";
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

/** Collects two states of a tree, and parses no file twice; with `parseAll` also where no touched file plays a part. The threads start before it is known what they are. */
export async function collectSides(
  sides: () => Promise<Sides>,
  options: CollectOptions,
  parseAll: boolean,
): Promise<BothCollected> {
  const threads = new Threads(options);
  try {
    const both = new Both(await sides(), threads);
    const untouched = parseAll ? undefined : await both.untouchedOnly();
    if (untouched) return untouched;
    const now = await gather(both.sides.now.files, both.lookNow);
    const before = await gather(both.sides.before.files, both.lookBefore);
    return { sides: { before, now }, scanned: now.scanned, skipped: now.skipped };
  } finally {
    threads.close();
  }
}

/** What a pass made of one file that is the same on both sides. */
interface Answer {
  readonly parsed: ParsedFile | undefined;
  readonly skipped: readonly Skipped[];
}

const keyOf = (pass: Pass): string => (typeof pass === "string" ? pass : `names ${pass.names.join(" ")}`);

const NOTHING: PoolResult = { parsed: [], skipped: [], scanned: 0, seen: [] };

class Both {
  readonly sides: Sides;
  readonly #threads: Threads;
  /** Passes over the files that are the same on both sides, by pass and path. */
  readonly #answers = new Map<string, Map<string, Answer>>();
  readonly #parsed = new Map<string, ParsedFile>();

  constructor(sides: Sides, threads: Threads) {
    this.sides = sides;
    this.#threads = threads;
  }

  readonly lookNow: Look = async (files, pass) => {
    const { root, now } = this.sides;
    const result = await this.#threads.look(root, files, pass, now.contents);
    this.#remember(files, pass, result);
    return result;
  };

  readonly lookBefore: Look = async (files, pass) => {
    const { root, before, touched } = this.sides;
    const own = files.filter(({ path }) => touched.has(path));
    const same = files.filter(({ path }) => !touched.has(path));
    const known = this.#answers.get(keyOf(pass));
    const answered = (path: string): Answer | undefined => {
      const answer = known?.get(path);
      const parsed = pass === "force" ? this.#parsed.get(path) : undefined;
      return answer ?? (parsed && { parsed, skipped: [] });
    };
    const unknown = same.filter(({ path }) => answered(path) === undefined);
    const fresh = await this.#look(root, unknown, pass);
    this.#remember(unknown, pass, fresh);
    const changed = await this.#look(root, own, pass, before.contents);
    const old = same.flatMap(({ path }) => answered(path) ?? []);
    return {
      ...NOTHING,
      parsed: [...changed.parsed, ...old.flatMap(({ parsed }) => parsed ?? [])],
      skipped: [...changed.skipped, ...old.flatMap(({ skipped }) => skipped)],
    };
  };

  #look(
    root: string,
    files: readonly SourceRef[],
    pass: Pass,
    contents?: ReadonlyMap<string, Uint8Array>,
  ): Promise<PoolResult> {
    return files.length === 0 ? Promise.resolve(NOTHING) : this.#threads.look(root, files, pass, contents);
  }

  #remember(files: readonly SourceRef[], pass: Pass, result: PoolResult): void {
    const { touched } = this.sides;
    const answers = this.#answers.get(keyOf(pass)) ?? new Map<string, Answer>();
    this.#answers.set(keyOf(pass), answers);
    const parsed = new Map(result.parsed.map((file) => [file.path, file]));
    const skipped = new Map<string, Skipped[]>();
    for (const one of result.skipped) skipped.set(one.path, [...(skipped.get(one.path) ?? []), one]);
    for (const { path } of files) {
      if (touched.has(path)) continue;
      const file = parsed.get(path);
      answers.set(path, { parsed: file, skipped: skipped.get(path) ?? [] });
      if (file) this.#parsed.set(path, file);
    }
  }

  /**
   * When none of the touched files would be parsed on either side, both sides come to the same findings, and nothing needs to be parsed to say so: none
   * has a keyword, no other file with a keyword speaks of a module of its name, and none reads half of a credential.
   */
  async untouchedOnly(): Promise<BothCollected | undefined> {
    const { root, now, touched } = this.sides;
    if (await this.#parsesTouched("keywords")) return undefined;
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

  /** True when a pass would parse one of the touched files, on either side. */
  async #parsesTouched(pass: Pass): Promise<boolean> {
    const { root, before, now, touched } = this.sides;
    for (const { files, contents } of [before, now]) {
      const own = files.filter(({ path }) => touched.has(path));
      if (own.some(({ path }) => alwaysParsed(path))) return true;
      if ((await this.#look(root, own, pass, contents)).parsed.length > 0) return true;
    }
    return false;
  }
}
