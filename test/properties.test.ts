import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Call, Entry, ParsedFile, Span, Value } from "../src/model/fact.ts";
import { ParseBound } from "../src/parse/adapter.ts";
import { parse } from "../src/parse/index.ts";
import { adapters } from "../src/parse/languages/index.ts";

// Sources of every language, damaged at random. `SEED=7 RUNS=2000 npx vitest run test/properties.test.ts` digs deeper.
const seed = Number(process.env["SEED"] ?? 20270430);
const numRuns = Number(process.env["RUNS"] ?? 40);
const only = process.env["LANGUAGE"]?.split(",");

/** Milliseconds one damaged source may take; those of the fixtures take a few. */
const TIME_BOUND_MS = 5_000;

const root = join(import.meta.dirname, "../fixtures/languages");
const sources = readdirSync(root).flatMap((language) =>
  readdirSync(join(root, language))
    .filter((name) => !name.endsWith(".facts"))
    .map((name) => ({ language, name, text: readFileSync(join(root, language, name), "utf8") })),
);

/** Text that parsers trip over. */
const SLICES = [
  ..."()[]{}<>\"'`\\#:;,=&*%$@|!/-\n\r\t\0\u0007\u001b\u007f\u0085\u2028\ufeff\ud800\udfff\u{1f600}",
  "\r\n",
  '"""',
  "'''",
  "```",
  "${",
  "#{",
  "{{",
  "}}",
  "$(",
  "%s",
  "%(a)s",
  "{0}",
  "<<EOF\n",
  "EOF\n",
  "<<~RUBY\n",
  "/*",
  "*/",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?php ",
  "?>",
  "<%= ",
  "%>",
  "<script>",
  "</script>",
  "---\n",
  "- ",
  "? ",
  "&a ",
  "*a",
  "!!map ",
  "| \n",
  ">-\n",
  "@'\n",
  "'@",
  "/token:",
  "/token",
  "x@example.com/token",
  "Basic ",
  "zendesk",
  "ZENDESK_API_TOKEN=",
  "export ",
  "return ",
  "end\n",
  "fi\n",
  "\\\n",
  "\\u{110000}",
  "\\x",
  "\\u00",
  "(".repeat(3_000),
  "[".repeat(3_000),
  "{".repeat(3_000),
  "a".repeat(20_000),
  "a+".repeat(2_000),
  ".b()".repeat(1_000),
  " ".repeat(5_000),
  "\n".repeat(2_000),
];

/** Made up; a run of random characters is a credential wherever it stands. */
const PLANT = "k7Qz2mWv9XrT4bNpL8sYhD3fJc6GgR1uKaEo5iZt";

type Edit = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.oneof(fc.nat(4), fc.nat(80), fc.nat(2_000));
const at = (text: string, where: number): number => Math.floor(where * (text.length + 1));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, length).map(
    ([where, size]): Edit =>
      (text) =>
        text.slice(0, at(text, where)) + text.slice(at(text, where) + size),
  ),
  fc.tuple(place, length, place).map(
    ([from, size, to]): Edit =>
      (text) => {
        const slice = text.slice(at(text, from), at(text, from) + size);
        return text.slice(0, at(text, to)) + slice + text.slice(at(text, to));
      },
  ),
  fc.tuple(place, place, place).map(
    (cuts): Edit =>
      (text) => {
        const [a = 0, b = 0, c = 0] = cuts.map((where) => at(text, where)).sort((x, y) => x - y);
        return text.slice(0, a) + text.slice(b, c) + text.slice(a, b) + text.slice(c);
      },
  ),
  fc.tuple(place, fc.constantFrom(...SLICES)).map(
    ([where, slice]): Edit =>
      (text) =>
        text.slice(0, at(text, where)) + slice + text.slice(at(text, where)),
  ),
  fc.tuple(place, fc.constantFrom(...SLICES)).map(
    ([where, slice]): Edit =>
      (text) =>
        text.slice(0, at(text, where)) + slice + text.slice(at(text, where) + slice.length),
  ),
  fc.tuple(place, fc.constantFrom(...sources), place, length).map(
    ([where, other, from, size]): Edit =>
      (text) =>
        text.slice(0, at(text, where)) +
        other.text.slice(at(other.text, from), at(other.text, from) + size) +
        text.slice(at(text, where)),
  ),
  place.map(
    (where): Edit =>
      (text) =>
        text.slice(0, at(text, where)),
  ),
  fc.constantFrom<Edit>(
    (text) => text.replaceAll("\n", "\r\n"),
    (text) => text.replaceAll("\n", "\r"),
    (text) => text.replaceAll("\n", " "),
    (text) => text.replaceAll('"', "'"),
    (text) => `\ufeff${text}`,
  ),
  fc.string({ unit: "binary", maxLength: 40 }).map(
    (noise): Edit =>
      (text) =>
        noise + text,
  ),
);

/** What nobody may learn from a parsed file: any twelve characters of the credential. */
function expectNoPlant(file: ParsedFile): void {
  const told = JSON.stringify({ ...file, secrets: undefined });
  for (let from = 0; from + 12 <= PLANT.length; from++)
    expect(told.includes(PLANT.slice(from, from + 12)), `a piece of the credential at ${from}`).toBe(false);
}

function* spansOf(file: ParsedFile): Generator<Span> {
  for (const scope of file.scopes) {
    yield scope.at;
    for (const param of scope.params) {
      yield param.at;
      if (param.default) yield* inValue(param.default);
    }
  }
  for (const fact of file.facts) {
    yield fact.at;
    if (fact.kind === "call") yield* inCall(fact);
    else if ("value" in fact) yield* inValue(fact.value);
  }
  for (const secret of file.secrets) yield secret.at;
}

function* inCall(call: Call): Generator<Span> {
  for (const value of call.args) yield* inValue(value);
  yield* inEntries(call.named);
  if (call.receiver) yield* inValue(call.receiver);
}

function* inEntries(entries: readonly Entry[]): Generator<Span> {
  for (const entry of entries) {
    yield entry.at;
    yield* inValue(entry.value);
  }
}

function* inValue(value: Value): Generator<Span> {
  yield value.at;
  for (const part of value.parts) {
    if ("call" in part) yield* inCall(part);
    else if ("object" in part) yield* inEntries(part.object);
    else if ("list" in part) for (const one of part.list) yield* inValue(one);
    else if ("choice" in part) for (const one of part.choice) yield* inValue(one);
  }
}

async function expectSound(path: string, text: string): Promise<ParsedFile | undefined> {
  const begin = performance.now();
  let file: ParsedFile;
  try {
    file = await parse({ path, text, hashLines: text.length < 5_000 });
  } catch (error) {
    // The one way not to read a file; the scan lists it.
    expect(error).toBeInstanceOf(ParseBound);
    return undefined;
  } finally {
    expect(performance.now() - begin).toBeLessThan(TIME_BOUND_MS);
  }
  expect(file.masked.length).toBe(text.length);
  for (const { start, end } of spansOf(file))
    if (!(start >= 0 && start <= end && end <= text.length))
      expect.fail(`span ${start}–${end} of ${text.length}`);
  const scopes = new Set(file.scopes.map((scope) => scope.id));
  for (const fact of file.facts) if (!scopes.has(fact.scope)) expect.fail(`no scope ${fact.scope}`);
  for (const scope of file.scopes)
    if (scope.parent !== null && !scopes.has(scope.parent)) expect.fail(`no parent ${scope.parent}`);
  return file;
}

describe(
  "damaged sources",
  () => {
    const languages = Object.keys(adapters).filter((id) => !only || only.includes(id));
    test.each(languages)("%s", async (language) => {
      const own = sources.filter((source) => source.language === language);
      expect(own.length, "fixtures").toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(
          fc.nat(own.length - 1),
          fc.array(edit, { maxLength: 4 }),
          place,
          async (index, edits, where) => {
            const { name, text } = own[index] as (typeof own)[number];
            const damaged = edits.reduce((so, one) => one(so), text);
            const planted = damaged.slice(0, at(damaged, where)) + PLANT + damaged.slice(at(damaged, where));
            const file = await expectSound(name, planted);
            if (file) expectNoPlant(file);
          },
        ),
        { seed, numRuns },
      );
    });
  },
  Number(process.env["RUNS"] ?? 0) > 0 ? 0 : 60_000,
);

describe("any text", () => {
  const names = [
    "a.js",
    "a.py",
    "a.rb",
    "a.php",
    "a.go",
    "a.java",
    "a.kt",
    "a.cs",
    "a.ps1",
    "a.sh",
    "Dockerfile",
    "Makefile",
    "a.tf",
    ".env",
    "a.yml",
    "a.json",
    "a.toml",
    "a.ini",
    ".netrc",
    "a.xml",
    "a.http",
    "a.ipynb",
    "a.md",
    "a.html",
    "a.lua",
  ];
  test.each(names)("%s", async (name) => {
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...SLICES.filter((slice) => slice.length < 100)) },
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom("a", "zendesk_token", "=", "\n", " "),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 120 }), async (pieces) => {
        await expectSound(name, pieces.join(""));
      }),
      { seed, numRuns },
    );
  });
});
