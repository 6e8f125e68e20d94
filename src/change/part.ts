import type { Collected, Look } from "../collect.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Sign } from "../model/sign.ts";
import { type Skipped, type SourceRef, sortByPath } from "../model/source.ts";
import type { PoolResult } from "../parse/pool.ts";
import type { Question } from "../resolve/index.ts";
import { alwaysParsed, imported, soughtNames } from "../resolve/reach.ts";
import { Unparsed } from "./unparsed.ts";

/**
 * One state of a tree of which only a part is parsed: what the rules can match in, and what that asks for. A file without a sign of any rule holds no
 * match, so it matters only where a trace of another file's leads into it. All it is asked for is what {@link gather} would have parsed.
 */
export class Part {
  readonly #all: readonly SourceRef[];
  readonly #refs: ReadonlyMap<string, SourceRef>;
  readonly #touched: ReadonlySet<string>;
  readonly #look: Look;
  readonly #other: Part | undefined;
  /** Paths without a keyword that one of those not parsed at first may import. */
  #linked: readonly string[] | undefined;
  readonly #signs: readonly Sign[];
  readonly #parsed = new Map<string, ParsedFile>();
  /** Those whose imports are parsed, too: with a keyword, or of settings. */
  readonly #first = new Map<string, ParsedFile>();
  readonly #skipped: Skipped[] = [];
  /** Files with a keyword and without a sign. None of them changed, so both states have the same. */
  readonly #unparsed: Unparsed;
  /** Of these the ones that this state has not parsed since. */
  readonly #left = new Set<string>();
  /** Files without a keyword and without a sign that parsed ones import. */
  readonly #imported = new Unparsed();
  /** Files without either that one of those not parsed may import. */
  readonly #importable = new Unparsed();
  /** Names of variables whose readers are parsed. */
  readonly #sought = new Set<string>();
  #scanned = 0;

  constructor(
    all: readonly SourceRef[],
    touched: ReadonlySet<string>,
    look: Look,
    signs: readonly Sign[],
    /** Of the other state. */
    other?: Part,
  ) {
    this.#unparsed = other ? other.#unparsed : new Unparsed();
    this.#other = other;
    this.#all = all;
    this.#refs = new Map(all.map((file) => [file.path, file]));
    this.#touched = touched;
    this.#look = look;
    this.#signs = signs;
  }

  get files(): ParsedFile[] {
    return sortByPath([...this.#parsed.values()]);
  }

  /** What was collected, as {@link gather} gives it. */
  get collected(): Collected {
    const skipped = new Map(this.#skipped.map((one) => [`${one.path}\0${one.reason}`, one]));
    return { files: this.files, skipped: sortByPath([...skipped.values()]), scanned: this.#scanned };
  }

  /** Parses what the rules can match in. */
  async begin(): Promise<void> {
    const always: SourceRef[] = [];
    const others: SourceRef[] = [];
    for (const file of this.#all) (alwaysParsed(file.path) ? always : others).push(file);
    const sifted = await this.#look(others, { signs: this.#signs });
    for (const { path, words } of sifted.unsigned) {
      this.#left.add(path);
      if (!this.#other) this.#unparsed.add(path, words);
    }
    for (const result of [sifted, await this.#look(always, "force")]) {
      this.#scanned += result.scanned;
      this.#keep(result, true);
    }
  }

  /** Files that others must be parsed for: they may import something that the rules can match in, or that changed. */
  async importers(): Promise<string[]> {
    const wanted = imported([...this.#first.values()], this.#all).filter(
      ({ path }) => !this.#parsed.has(path) && !this.#left.has(path) && !this.#imported.has(path),
    );
    await this.#sift(wanted, this.#imported);
    if (this.#left.size === 0) return [];
    const changed = [...this.#touched].filter((path) => !this.#first.has(path));
    if (this.#linked) return this.#importing(changed);
    this.#linked =
      (this.#other ? this.#other.#linked : undefined) ??
      this.#all.flatMap(({ path }) =>
        !this.#touched.has(path) && !alwaysParsed(path) && this.#unparsed.mayImport(path) ? [path] : [],
      );
    const files = this.#linked.flatMap((path) =>
      this.#parsed.has(path) || this.#left.has(path) ? [] : (this.#refs.get(path) ?? []),
    );
    const sifted = await this.#look(files, { signs: this.#signs, force: true });
    for (const { path, words } of sifted.unsigned) this.#importable.add(path, words);
    return this.#importing([...changed, ...sifted.parsed.map(({ path }) => path)]);
  }

  #importing(paths: readonly string[]): string[] {
    return this.#unparsed.importing(paths).filter((path) => this.#left.has(path));
  }

  /** Files that may know answers, or import what does. */
  answering(questions: readonly Question[]): string[] {
    const found = new Set<string>();
    for (const question of questions) {
      for (const path of this.#unparsed.answering(question)) if (this.#left.has(path)) found.add(path);
      for (const path of this.#imported.answering(question)) found.add(path);
      const inside = this.#importable
        .answering(question, Number.POSITIVE_INFINITY)
        .filter((path) => !this.#parsed.has(path) && !this.#imported.has(path));
      if (inside.length > 0) for (const path of this.#importing(inside)) found.add(path);
    }
    return [...found];
  }

  /** Parses some of the files that were not. */
  async take(paths: readonly string[]): Promise<void> {
    const unique = [...new Set(paths)];
    const refs = (wanted: readonly string[]): SourceRef[] =>
      wanted.flatMap((path) => this.#refs.get(path) ?? []);
    const candidates = unique.filter((path) => this.#left.delete(path));
    this.#keep(await this.#look(refs(candidates), "force"), true);
    const imports = unique.filter((path) => this.#imported.has(path));
    for (const path of imports) this.#imported.delete(path);
    this.#keep(await this.#look(refs(imports), "force"), false);
  }

  /** No state has these any more among those that are not parsed. */
  forget(paths: readonly string[]): void {
    for (const path of paths) this.#unparsed.delete(path);
  }

  /** Parses those of some files that have a sign, and those that changed. */
  async #sift(files: readonly SourceRef[], rest: Unparsed): Promise<void> {
    const touched = files.filter(({ path }) => this.#touched.has(path));
    const same = files.filter(({ path }) => !this.#touched.has(path));
    this.#keep(await this.#look(touched, "force"), false);
    const sifted = await this.#look(same, { signs: this.#signs, force: true });
    this.#keep(sifted, false);
    for (const { path, words } of sifted.unsigned) rest.add(path, words);
  }

  /** The files that this state counts and the other one does not, as far as they are not parsed: one of them came or went. */
  without(other: Part): string[] {
    return this.#imported.paths.filter((path) => !other.#imported.has(path) && !other.#parsed.has(path));
  }

  /** Parses the files that read a variable which turned out to carry half of a credential. */
  async readers(): Promise<void> {
    const names = soughtNames(this.files);
    if (names.every((name) => this.#sought.has(name))) return;
    for (const name of names) this.#sought.add(name);
    const others = this.#all.filter(
      ({ path }) =>
        !this.#parsed.has(path) && !this.#left.has(path) && !this.#imported.has(path) && !alwaysParsed(path),
    );
    this.#keep(await this.#look(others, { names }), false);
  }

  #keep({ parsed, skipped }: PoolResult, first: boolean): void {
    for (const file of parsed) {
      this.#parsed.set(file.path, file);
      if (first) this.#first.set(file.path, file);
    }
    this.#skipped.push(...skipped);
  }
}
