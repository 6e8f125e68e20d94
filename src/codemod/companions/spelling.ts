import { wordsOf } from "../../detect/index.ts";

/** A name and what it becomes, in every spelling that repositories use for it. */
export interface Renaming {
  /** As the environment has it: `ZENDESK_API_TOKEN`. */
  readonly from: string;
  readonly to: string;
  /** Spelling → replacement, longest first; the first pair is `from` → `to`. */
  readonly spellings: readonly (readonly [from: string, to: string])[];
}

/**
 * Makes the renaming of a variable. Other spellings (`zendesk-api-token`, `zendesk_api_token`, `zendeskApiToken`, `ZendeskApiToken`) come along when the name
 * has two words or more, so that they are as telling as the name itself.
 */
export function renamingOf(from: string, to: string, telling: boolean): Renaming {
  const [before, after] = [wordsOf(from), wordsOf(to)];
  const spellings = new Map([[from, to]]);
  if (telling && before.length > 1)
    for (const spell of [kebab, snake, camel, pascal, compactKebab]) {
      const name = spell(before);
      if (!spellings.has(name)) spellings.set(name, spell === compactKebab ? kebab(after) : spell(after));
    }
  return { from, to, spellings: [...spellings] };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const kebab = (words: readonly string[]): string => words.join("-");
const snake = (words: readonly string[]): string => words.join("_");
const camel = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : capital(word))).join("");
const pascal = (words: readonly string[]): string => words.map(capital).join("");
/** A path of a secret store: `zendesk/api-token`. */
const compactKebab = ([first = "", ...rest]: readonly string[]): string => `${first}/${rest.join("-")}`;

/** Matches any of the spellings as a whole word. */
export function wordPattern(spellings: readonly string[]): RegExp {
  const escaped = [...spellings]
    .sort((a, b) => b.length - a.length)
    .map((one) => one.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  return new RegExp(`(?<![A-Za-z0-9_-])(?:${escaped.join("|")})(?![A-Za-z0-9_]|-[A-Za-z0-9])`, "g");
}
