import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileKeywords } from "../src/prefilter/index.ts";

const KEYWORDS = [
  "zendesk",
  "zenpy",
  "zdesk",
  "/token:",
  '/token"',
  "/token\n",
  "%2ftoken",
  "L3Rva2VuO",
  "90b2tlbj",
  "zat_",
];

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

function naive(keywords: readonly string[], haystack: Uint8Array, length: number): boolean {
  const text = Buffer.from(haystack.subarray(0, length)).toString("latin1");
  // ASCII case only: toLowerCase would fold Latin-1 letters as well.
  const fold = (given: string): string => given.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return keywords.some((keyword) => fold(text).includes(fold(keyword)));
}

describe("compileKeywords", () => {
  const matcher = compileKeywords(KEYWORDS);

  test("finds every keyword at every alignment, in any case, up to the last byte", () => {
    for (const keyword of KEYWORDS)
      for (const spelled of [keyword, keyword.toUpperCase(), keyword.toLowerCase()])
        for (let before = 0; before < 9; before++)
          for (let after = 0; after < 5; after++) {
            const text = bytes("x".repeat(before) + spelled + "y".repeat(after));
            expect(matcher.matches(text, text.length), `${before} ${spelled} ${after}`).toBe(true);
          }
  });

  test("does not look past the given length", () => {
    for (let extra = 0; extra < 8; extra++) {
      const text = bytes(`${"x".repeat(extra)}zendesk`);
      for (let length = 0; length < text.length; length++) expect(matcher.matches(text, length)).toBe(false);
    }
  });

  test("agrees with a naive search over near misses", () => {
    // Pieces of keywords put together make far more near misses than random text would.
    const pieces = KEYWORDS.flatMap((keyword) => [
      keyword,
      keyword.slice(0, -1),
      keyword.slice(1),
      keyword.slice(2, 5),
    ]);
    const piece = fc.oneof(
      fc.constantFrom(...pieces),
      fc.constantFrom(...pieces).map((one) => one.toUpperCase()),
      fc.string({ maxLength: 6 }),
      fc.constantFrom("\0", "\xfa", "\xda", "@", "[", "`", "{"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(7), (text, cut) => {
        const haystack = bytes(text.join(""));
        const length = Math.max(0, haystack.length - cut);
        expect(matcher.matches(haystack, length)).toBe(naive(KEYWORDS, haystack, length));
      }),
      { numRuns: 3000 },
    );
  });

  test("agrees with a naive search for any set of keywords", () => {
    const letters = fc.constantFrom(..."abAB/:");
    const text = (min: number, max: number) =>
      fc.array(letters, { minLength: min, maxLength: max }).map((all) => all.join(""));
    fc.assert(
      fc.property(
        fc.array(text(3, 9), { minLength: 1, maxLength: 12 }),
        text(0, 60),
        (keywords, haystack) => {
          const given = bytes(haystack);
          expect(compileKeywords(keywords).matches(given, given.length)).toBe(
            naive(keywords, given, given.length),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test("searches a view that is not aligned", () => {
    const whole = bytes("..zendesk");
    for (let offset = 0; offset < 3; offset++) {
      const view = whole.subarray(offset);
      expect(matcher.matches(view, view.length)).toBe(true);
      expect(matcher.matches(view, view.length - 1)).toBe(false);
    }
  });

  test("no keywords match nothing; short or non-ASCII ones are refused", () => {
    expect(compileKeywords([]).matches(bytes("anything"), 8)).toBe(false);
    expect(() => compileKeywords(["zd"])).toThrow(/3 to 64/);
    expect(() => compileKeywords(["zendésk"])).toThrow(/ASCII/);
    expect(matcher.longest).toBe(9);
  });
});
