import type { LanguageId } from "../model/fact.ts";
import type { Sign } from "../model/sign.ts";
import { languageOf } from "./language.ts";

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
