import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BaselineEntry, baselineOf, renderBaseline } from "../src/baseline/index.ts";
import { writtenDocument } from "../src/baseline/written.ts";
import { documentOf } from "../src/config/document.ts";

const hex = (seed: number): string => ((seed * 2_654_435_761) >>> 0).toString(16).padStart(8, "0").repeat(4);
const entry = (seed: number, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  path: `src/app/module-${seed % 500}/file ${seed}.ts`,
  rule: "basic-auth",
  credential: "ZENDESK_API_TOKEN",
  "zunset/v1": hex(seed),
  content: hex(seed + 7),
  reason: "moves in January: later",
  owner: "@acme/support",
  expires: "2027-01-31",
  ...more,
});

/** What both readers make of a text: the quick one may say nothing, and never something else. */
function agrees(text: string): boolean {
  const quick = writtenDocument(text, "b.yml");
  if (!quick) return false;
  const yaml = documentOf(text, "b.yml");
  expect(quick.content).toEqual(yaml.content);
  const { findings } = quick.content as { findings: readonly unknown[] };
  for (const index of findings.keys()) {
    const path = ["findings", index];
    expect(quick.place(path)).toBe(yaml.place(path));
    expect(quick.place([...path, "rule"], "rule")).toBe(yaml.place([...path, "rule"], "rule"));
    expect(quick.offset([...path, "path"])).toBe(yaml.offset([...path, "path"]));
  }
  return true;
}

describe("a baseline as zunset writes it", () => {
  test("is read line by line, and says what YAML says", () => {
    expect(agrees(renderBaseline([]))).toBe(true);
    expect(agrees(renderBaseline([1, 2, 3].map((seed) => entry(seed))))).toBe(true);
    expect(agrees(renderBaseline([entry(1)]).replaceAll("\n", "\r\n"))).toBe(true);
  });
  test("whatever its texts are", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(..."ab1e:#-.' \"[]{}&*!|>%@,?\t\n\\~=<"), maxLength: 10 }),
      fc.constantFrom(
        "true",
        "null",
        "~",
        "no",
        "1e5",
        "0x1f",
        "1_000",
        ".5",
        ".inf",
        "2027-01-31",
        "---",
        "- a",
        "a: b",
        "a #b",
      ),
    );
    fc.assert(
      fc.property(text, text, (path, reason) => {
        agrees(renderBaseline([entry(1, { path, reason })]));
      }),
      { numRuns: 2_000 },
    );
  });
  test("whatever somebody makes of a line", () => {
    const [head = "", ...rest] = renderBaseline([entry(1), entry(2)]).split("  - path: ");
    const whole = [head, ...rest].join("  - path: ");
    for (const value of [
      "[a]",
      "{a: b}",
      "&a x",
      "*a",
      "!!str 1",
      "|",
      ">-",
      "'it''s'",
      "1",
      "true",
      "~",
      "a # b",
      "a: b",
      '"\\x41"',
      '"a" b',
      "01",
      "1.0",
      "a:",
      "? a",
      "% a",
      "0o17",
      "12e34",
    ])
      for (const key of ["reason", "owner", "expires"]) {
        const text = whole.replace(new RegExp(`^    ${key}: .*$`, "m"), `    ${key}: ${value}`);
        try {
          documentOf(text, "b.yml");
        } catch {
          expect(writtenDocument(text, "b.yml"), value).toBeUndefined();
          continue;
        }
        agrees(text);
      }
    for (const more of [
      "other: x\n",
      "findings: []\n",
      "version: 1\n",
      "  - path: x\n    path: y\n",
      "   reason: x\n",
      "- a\n",
    ])
      expect(writtenDocument(whole + more, "b.yml"), more).toBeUndefined();
  });
  test("of twenty thousand entries takes less than a fifth of the time YAML takes", () => {
    const text = renderBaseline(Array.from({ length: 20_000 }, (_, index) => entry(index)));
    const timeOf = (read: () => unknown): number => {
      const begin = performance.now();
      read();
      return performance.now() - begin;
    };
    const yaml = timeOf(() => documentOf(text, "b.yml"));
    const quick = Math.min(...[1, 2].map(() => timeOf(() => baselineOf(text, "b.yml"))));
    expect(baselineOf(text, "b.yml").entries).toHaveLength(20_000);
    expect(quick).toBeLessThan(yaml / 5);
  }, 60_000);
});
