import { maySet, type WordUse, wordNumber } from "../parse/pool.ts";
import type { Question } from "../resolve/index.ts";
import { fittingModules, linkedTo } from "../resolve/reach.ts";

/** Files that are parsed at a time for a name that means nothing once a few functions have it. */
const FEW = 6;

/** As {@link wordsIn} gives them. */
const WORDS = /\w+(?:-\w+)*/g;

/** The first word of a file's name. */
const FIRST_WORD = /\.{0,3}(\w+(?:-\w+)*)/y;
const CALLED_AFTER_FOLDER = /^(?:index|__init__|mod)/;

/** Settings in which not every segment of a key is spelled out. */
const NAMELESS = /\.(?:http|rest)$/i;

/** What goes by a name that the parsers give it. */
const GIVEN: ReadonlyMap<string, readonly string[]> = new Map([
  ["super", ["super", "base", "parent", "__init__"]],
  ["this", ["this", "self", "cls", "static"]],
  ["default", ["default", "exports"]],
  ["Item", ["Item", "this"]],
]);

/** How a text may spell a name: accessors are named after their property. */
const spellingsOf = (name: string): readonly string[] =>
  GIVEN.get(name) ?? [...new Set([name, name.replace(/^(?:[sg]et_|del )/, "")])];

/** Files that were not parsed, with their words: tells which of them may know something that is looked up. */
export class Unparsed {
  readonly #words = new Map<string, ReadonlySet<number>>();
  /** Paths by each of their words, made when it is first asked. */
  #byWord: Map<number, string[]> | undefined;
  #modules: ReturnType<typeof fittingModules> | undefined;

  get paths(): string[] {
    return [...this.#words.keys()];
  }

  has(path: string): boolean {
    return this.#words.has(path);
  }

  add(path: string, words: readonly number[]): void {
    this.#words.set(path, new Set(words));
    this.#byWord = undefined;
    this.#modules = undefined;
  }

  delete(path: string): void {
    this.#words.delete(path);
  }

  /** The files that may know an answer: too many rather than too few, but where a few will do. */
  answering({ kind, name, from, few }: Question, most = FEW): string[] {
    switch (kind) {
      case "setting":
        return [...this.#words].flatMap(([path, words]) =>
          maySet(path) && (NAMELESS.test(path) || isMadeOf(name, words)) ? [path] : [],
        );
      case "class":
        return this.#holding(name, "{");
      case "function":
        // It goes by another name in every language.
        if (name === "constructor") return this.paths;
        return spellingsOf(name)
          .flatMap((one) => this.#holding(one, GIVEN.has(name) ? "" : "("))
          .slice(0, few ? most : Number.POSITIVE_INFINITY);
      case "call":
        return spellingsOf(name).flatMap((one) => this.#holding(one));
      case "module":
        this.#modules ??= fittingModules(this.paths);
        return this.#modules(name, from ?? "").filter((path) => this.has(path));
      case "folder":
        return this.paths.filter((path) => path.slice(0, path.lastIndexOf("/") + 1) === name);
      case "path":
        return this.paths.filter((path) => path.endsWith(name));
      default:
        return this.#holding(name);
    }
  }

  /** True when one of the files may import a path. */
  mayImport(path: string): boolean {
    const index = this.#index();
    FIRST_WORD.lastIndex = path.lastIndexOf("/") + 1;
    const first = FIRST_WORD.exec(path)?.[1];
    // Asked of every file of the tree, and false for most.
    if (first !== undefined && !CALLED_AFTER_FOLDER.test(first) && !index.has(wordNumber(first, "")))
      return false;
    const { name, below } = linkedTo(path);
    if (below !== undefined && this.paths.some((one) => one.startsWith(below))) return true;
    return this.#holding(name).length > 0;
  }

  /** The files that may import one of some files. */
  importing(paths: readonly string[]): string[] {
    const found = new Set<string>();
    for (const path of paths) {
      const { name, below } = linkedTo(path);
      for (const holder of this.#holding(name)) found.add(holder);
      if (below !== undefined) for (const one of this.paths) if (one.startsWith(below)) found.add(one);
    }
    return [...found];
  }

  /** The files in which all words of a name stand, the last of them for some use. */
  #holding(name: string, use: WordUse = ""): string[] {
    const words = name.match(WORDS);
    // Nothing to tell by: a sign, which names nothing, or a name in another script.
    if (!words) return [...name].every((sign) => sign < "\x80") ? [] : this.paths;
    const last = wordNumber(words.at(-1) ?? "", use);
    const others = words.slice(0, -1).map((word) => wordNumber(word, ""));
    return (this.#index().get(last) ?? []).filter((path) => {
      const own = this.#words.get(path);
      return own !== undefined && others.every((word) => own.has(word));
    });
  }

  #index(): Map<number, string[]> {
    if (this.#byWord) return this.#byWord;
    const index = new Map<number, string[]>();
    for (const [path, words] of this.#words)
      for (const word of words) {
        const paths = index.get(word);
        if (paths) paths.push(path);
        else index.set(word, [path]);
      }
    this.#byWord = index;
    return index;
  }
}

/** True when a name stands there as a key, or can be put together of segments: `zendesktoken` of `zendesk` and `token`. */
function isMadeOf(name: string, words: ReadonlySet<number>): boolean {
  if (words.has(wordNumber(name, "~"))) return true;
  const reached = new Set([0]);
  for (let end = 1; end <= name.length; end++)
    for (const start of reached)
      if (words.has(wordNumber(name.slice(start, end), "."))) {
        reached.add(end);
        break;
      }
  return reached.has(name.length);
}
