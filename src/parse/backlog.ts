import type { LanguageId } from "../model/fact.ts";
import { languageOf } from "./language.ts";

/** Files that wait for a parser, by their index, each with those of its language. */
export class Backlog {
  readonly #waiting = new Map<LanguageId, number[]>();
  #size = 0;

  /** Number of files. */
  get size(): number {
    return this.#size;
  }

  /** Adds a file; its name says well enough what parser it needs. */
  add(index: number, path: string): void {
    const language = languageOf(path, "");
    const list = this.#waiting.get(language);
    if (list) list.push(index);
    else this.#waiting.set(language, [index]);
    this.#size++;
  }

  /** Languages that pass a test. */
  languages(test: (language: LanguageId) => boolean): LanguageId[] {
    return [...this.#waiting.keys()].filter(test);
  }

  /** Takes out a file of a language. */
  take(language: LanguageId): number | undefined {
    const list = this.#waiting.get(language);
    // The last one is as good as any, and the cheapest to take.
    const index = list?.pop();
    if (index === undefined) return undefined;
    if (list?.length === 0) this.#waiting.delete(language);
    this.#size--;
    return index;
  }
}
