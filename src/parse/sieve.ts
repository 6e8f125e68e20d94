import type { LanguageId } from "../model/fact.ts";
import type { Sign } from "../model/sign.ts";
import { type Outcome, type Seek, seekIn } from "./examine.ts";
import { languageOf } from "./language.ts";
import { wordsIn } from "./words.ts";

/** What is told of files that are not all parsed; see `RunOptions`. */
interface Sifting {
  readonly seek?: Seek | undefined;
  readonly signs?: readonly Sign[] | undefined;
  readonly unsifted?: number | undefined;
}

/** Gives a function that tells of one file of a list, in the place of parsing it; nothing of a file that is to be parsed. */
export function createSifter({
  seek,
  signs,
  unsifted = 0,
}: Sifting): (index: number, path: string, text: string) => Outcome | undefined {
  if (seek) return (_, __, text) => seekIn(text, seek);
  if (!signs) return () => undefined;
  const sieve = createSieve(signs);
  return (index, path, text) =>
    index < unsifted || sieve(path, text) ? undefined : { words: wordsIn(text, path) };
}

/** Gives a test for texts in which a sign of their language stands. */
export function createSieve(signs: readonly Sign[]): (path: string, text: string) => boolean {
  const byLanguage = new Map<LanguageId, readonly RegExp[]>();
  return (path, text) => {
    const language = languageOf(path, text.slice(0, 300).split("\n", 1)[0] ?? "");
    let tests = byLanguage.get(language);
    if (!tests) {
      const own = signs.filter(({ languages }) => languages?.includes(language) ?? true);
      tests = [
        joined(
          own.filter(({ anyCase }) => anyCase),
          "i",
        ),
        joined(
          own.filter(({ anyCase }) => !anyCase),
          "",
        ),
      ];
      byLanguage.set(language, tests);
    }
    return tests.some((test) => test.test(text));
  };
}

const joined = (signs: readonly Sign[], flags: string): RegExp =>
  new RegExp(signs.length === 0 ? "(?!)" : signs.map(({ pattern }) => pattern).join("|"), flags);
