import { isLiteral } from "./literal.ts";

/** An e-mail address, also one in an address. */
const MAIL = "[\\w.+-]{1,64}(?:@|%40)[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,6}";
/** What separates a key from its value. */
const IS = "[\"'\\]]{0,2}\\s{0,4}(?:=>|:=|[:=])[ \\t]{0,4}";

/** Where nothing but a password can stand: after a literal address, in an option, in an address, in a pair for a login. */
const AFTER_MAIL = [
  `(?:-u|--user)(?:["'\`]\\s{0,4},?\\s{0,4}["'\`]|[ \\t=]{1,4}["'\`]?|["'\`])?${MAIL}:([^\\s"'\`<>\\\\@/]{6,64})`,
  `:\\/\\/${MAIL}:([^\\s"'\`<>/@]{6,64})@`,
  `(?:auth|login|credentials?)\\w{0,20}\\s{0,4}[=:(]\\s{0,4}(?:\\w{1,30}\\s{0,4})?[[(]?\\s{0,4}["'\`]${MAIL}["'\`]\\s{0,4},\\s{0,4}["'\`]([^\\s"'\`]{6,64})["'\`]`,
].map((pattern) => new RegExp(pattern, "gi"));

/** `password: "…"` with a literal. */
const QUOTED = new RegExp(`(?:passw(?:or)?d|pwd)${IS}(["'\`])([^\\s"'\`\\\\]{6,64})\\1`, "gi");
/** The same alone on its line, as settings are written: in code it would be a name. */
const ALONE = new RegExp(
  `^[\\w. \\t-]{0,100}(?:passw(?:or)?d|pwd)${IS}([^\\s"'\`,;<>(){}[\\]|&\\\\]{6,64})[ \\t]*\\r?$`,
  "gim",
);
/** The account beside it: in quotes, or as settings are written. */
const ACCOUNT = new RegExp(`(?:user(?:[-_]?name)?|mail|login)${IS}["'\`]${MAIL}["'\`]`, "i");
const ACCOUNT_ALONE = new RegExp(`(?:user(?:[-_]?name)?|mail|login)${IS}${MAIL}[ \\t]*\\r?$`, "im");
/** Characters on each side in which the account stands. */
const BESIDE = 300;

/** Words at most per file; a file with more is a list of accounts, and each of them costs a look at every literal. */
const MOST = 500;

/**
 * Finds passwords that are plain words, which nothing tells from code but their place: beside the literal address of whose they are. They are
 * credentials there and nowhere else, for the same word may be a name ten lines below. Sorted by where they stand.
 */
export function findWords(text: string): { readonly start: number; readonly end: number }[] {
  if (!/@|%40/.test(text) || !/passw|pwd|auth|login|credential|-u|:\/\//i.test(text)) return [];
  const found = new Map<number, number>();
  const take = (pattern: RegExp, group: number, account?: RegExp): void => {
    for (const match of text.matchAll(pattern)) {
      if (found.size >= MOST) return;
      const word = match[group] ?? "";
      if (!isLiteral(word) || (account && !account.test(around(text, match)))) continue;
      const start = match.index + match[0].lastIndexOf(word);
      found.set(start, start + word.length);
    }
  };
  for (const pattern of AFTER_MAIL) take(pattern, 1);
  take(QUOTED, 2, ACCOUNT);
  take(ALONE, 1, ACCOUNT_ALONE);
  return [...found].map(([start, end]) => ({ start, end })).sort((a, b) => a.start - b.start);
}

const around = (text: string, { index = 0, 0: { length } }: RegExpMatchArray): string =>
  text.slice(Math.max(0, index - BESIDE), index + length + BESIDE);
