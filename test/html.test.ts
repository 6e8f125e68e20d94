import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Report } from "../src/model/finding.ts";
import type { PageData } from "../src/report/html/data.ts";
import { encode } from "../src/report/html/encode.ts";
import { readAddress, writeAddress } from "../src/report/html/page/address.ts";
import { csvOf } from "../src/report/html/page/csv.ts";
import { directoriesOf } from "../src/report/html/page/directories.ts";
import { FACETS, search, totalOf } from "../src/report/html/page/facets.ts";
import { Findings, type Row } from "../src/report/html/page/rows.ts";
import { sortRows } from "../src/report/html/page/sort.ts";
import { render } from "../src/report/index.ts";
import { fullReport, HOSTILE, hostileReport, largeReport, sample } from "./html-reports.ts";
import { filesBelow } from "./modules.ts";

const page = join(import.meta.dirname, "../src/report/html/page");
const html = (report: Report): Promise<string> => render("html", report, { color: false, width: 80 });
const dataIn = (text: string): PageData =>
  JSON.parse(/<script type="application\/json" id="data">([^<]*)<\/script>/.exec(text)?.[1] ?? "");
const everything = { text: "", chosen: new Map() };

describe("the file", () => {
  test.each([
    ["full", fullReport()],
    ["hostile", hostileReport()],
  ])("of a %s report runs its own script and style and nothing else", async (_, report) => {
    const text = await html(report);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1] ?? "";
    const hash = (content = ""): string =>
      `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
    // As a browser reads it: an element ends at the first end tag, whatever stands around that.
    const scripts = [...text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script/gi)];
    const styles = [...text.matchAll(/<style([^>]*)>([\s\S]*?)<\/style/gi)];
    expect(scripts.map(([, attributes]) => attributes)).toEqual([' type="application/json" id="data"', ""]);
    expect(styles).toHaveLength(1);
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src ${hash(scripts[1]?.[2])}`,
      `style-src ${hash(styles[0]?.[2])}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    // The policy is read before anything that it is about.
    expect(text.indexOf("Content-Security-Policy")).toBeLessThan(text.search(/<(?:style|script|link|img)/i));
    const outside = text.replace(/<(script|style)[\s\S]*?<\/\1/gi, "");
    const tags = [...outside.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
    expect(tags.filter((tag) => /^<(?:img|link|iframe|object|embed|base|form|svg)\b/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\s(?:on\w+|style|src|srcset|srcdoc|action)=/i.test(unquoted(tag)))).toEqual(
      [],
    );
    for (const [, address = ""] of outside.matchAll(/href="([^"]*)"/g))
      expect(address === "" || /^(?:https?:\/\/|#)/.test(address), address).toBe(true);
  });
  test("is the same on any day", async () => {
    const before = await html(fullReport());
    vi.useFakeTimers({ now: new Date("2031-05-06T07:08:09Z") });
    expect(await html(fullReport())).toBe(before);
  });
  test("counts days from the report's date, also those that are over", async () => {
    const days = (text: string): string[] =>
      [...text.matchAll(/<p class="days"><b>(\w+)<\/b>(?: ([^<]*))?<\/p>/g)].map(([, b, rest]) =>
        `${b} ${rest ?? ""}`.trim(),
      );
    // 27 October is over, and no finding is about it.
    expect(days(await html(fullReport()))).toEqual(["314 days ago", "130 days left", "159 days left"]);
    expect(days(await html({ ...fullReport(), asOf: "2027-04-29" })).at(-1)).toBe("1 day left");
    expect(days(await html({ ...fullReport(), asOf: "2027-04-30" })).at(-1)).toBe("today");
    const clean = { ...fullReport(), findings: [] };
    expect(days(await html(clean))).toEqual(["130 days left", "159 days left"]);
    expect(days(await html({ ...clean, asOf: "2027-06-01" }))).toEqual([]);
    expect(await html({ ...clean, asOf: "2027-06-01" })).toContain("All of them have passed.");
  });
  test("says so when nothing was found, and when nothing was read", async () => {
    const clean = { ...fullReport(), findings: [], suppressed: [] };
    expect(await html(clean)).toContain("No use of a Zendesk API token in 1,204 files");
    const nothing = { ...clean, files: { scanned: 0, parsed: 0, leftOut: {} } };
    expect(await html(nothing)).toContain("No file was read");
    expect(await html(nothing)).not.toContain("No use of");
    expect(await html(fullReport())).toContain("<noscript><p");
  });
  test("holds no character that turns text around, as text or as data", async () => {
    const text = await html(hostileReport());
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u2029\u0000]/);
    for (const one of dataIn(text).texts)
      expect(one).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u2029\u0000]/);
  });
  test("gives a chapter to each rule that found something, silenced or not", async () => {
    const text = await html(fullReport());
    const chapters = [...text.matchAll(/<details class="chapter" id="rule-([^"]+)">/g)].map(([, id]) => id);
    expect([...chapters].sort()).toEqual([
      "basic-auth",
      "config",
      "docs",
      "hardcoded",
      "password-auth",
      "sdk-zenpy",
      "static-oauth",
    ]);
    expect(text).toContain('<a rel="noreferrer noopener" href="https://developer.zendesk.com/');
  });
  afterEach(() => vi.useRealTimers());
});

describe("the data", () => {
  test("is the report's, silenced findings marked, a text held once", () => {
    const report = fullReport();
    const data = encode(report);
    const findings = new Findings(data);
    expect(findings.rows.map(({ path, state }) => `${state} ${path}`).sort()).toEqual(
      [
        ...report.findings.map((one) => `${one.state} ${one.location.path}`),
        ...(report.suppressed ?? []).map(({ finding }) => `suppressed ${finding.location.path}`),
      ]
        // What a terminal would act on is shown as a picture.
        .map((line) => line.replace("\n", "␊").replace("\u001b", "␛"))
        .sort(),
    );
    expect(new Set(data.texts).size).toBe(data.texts.length);
    expect(data.findings.map(({ severity }) => severity)).toEqual([
      ...["error", "error", "error", "error"],
      ...["warning", "warning"],
      ...["note", "note", "note"],
    ]);
    const [fixed] = data.findings.filter(({ fix }) => fix !== undefined);
    const [other] = data.findings.filter(({ fixedWith }) => fixedWith !== undefined);
    expect(data.findings[other?.fixedWith ?? -1]).toBe(fixed);
    expect(other?.path).toBe(fixed?.path);
  });
  test("marks what is meant in the line as it is shown", () => {
    const line = "\t\u202ea = secret;";
    const location = { ...sample.location, startLine: 5, endLine: 5, startColumn: 7, endColumn: 13 };
    const finding = { ...sample, location, excerpt: { firstLine: 5, lines: [line] } };
    const data = encode({ ...fullReport(), findings: [finding] });
    const [from = 0, to = 0] = data.findings[0]?.mark ?? [];
    const [, index = 0] = data.excerpts[data.findings[0]?.excerpt ?? 0] ?? [0, 0];
    expect(data.texts[index]).toBe("\t\\u202ea = secret;");
    expect(data.texts[index]?.slice(from, to)).toBe("secret");
  });
});

describe("filters", () => {
  const findings = new Findings(encode({ ...largeReport(300), suppressed: fullReport().suppressed ?? [] }));
  const haystack = (row: Row): string => findings.haystack(row);
  const values = (id: string): string[] => [
    ...new Set(findings.rows.flatMap((row) => FACETS.find((facet) => facet.id === id)?.values(row) ?? [])),
  ];
  // Most facets ask for nothing, or together they would leave nothing.
  const someOf = (all: readonly string[]): fc.Arbitrary<string[]> =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.subarray([...all], { maxLength: Math.min(3, all.length) }) },
    );
  const someChosen = fc.tuple(...FACETS.map(({ id }) => someOf(values(id)))).map((all) => {
    const chosen = all.map((some, index) => [FACETS[index]?.id ?? "", new Set(some)] as const);
    return new Map(chosen.filter(([, some]) => some.size > 0));
  });

  test("find what a slow reading finds, and tell what each choice would give", () => {
    const naive = (chosen: ReadonlyMap<string, ReadonlySet<string>>, text: string): Row[] =>
      findings.rows.filter(
        (row) =>
          FACETS.every(({ id, values: of }) => {
            const wanted = chosen.get(id);
            return wanted
              ? of(row).some((value) => wanted.has(value))
              : id !== "state" || row.state !== "suppressed";
          }) && text.split(" ").every((word) => haystack(row).includes(word)),
      );
    fc.assert(
      fc.property(someChosen, fc.constantFrom("", "client-7", "settings.py declares"), (chosen, text) => {
        const result = search(findings.rows, { text, chosen }, haystack);
        expect(result.rows).toEqual(naive(chosen, text));
        for (const { id } of FACETS)
          for (const [value, tally] of result.counts.get(id) ?? []) {
            const alone = new Map(chosen).set(id, new Set([value]));
            const expected = naive(alone, text).length;
            expect(totalOf(tally), `${id} ${value}`).toBe(expected);
          }
      }),
      { numRuns: 60 },
    );
  });
  test("leave silenced findings out until they are asked for, and count them", () => {
    const start = search(findings.rows, everything, haystack);
    expect(start.rows.some(({ state }) => state === "suppressed")).toBe(false);
    expect(start.suppressed).toBe(1);
    const asked = search(
      findings.rows,
      { text: "", chosen: new Map([["state", new Set(["suppressed"])]]) },
      haystack,
    );
    expect(asked.rows.map(({ state }) => state)).toEqual(["suppressed"]);
  });
  test("search looks at paths, names, owners, code and the trace, in any case", () => {
    for (const text of [
      "CLIENT-42.",
      "zendesk_api_token_42",
      "@acme/team-2",
      "ticketsof82",
      "SETTINGS declares",
    ])
      expect(
        search(findings.rows, { text, chosen: new Map() }, haystack).rows.map(({ index }) => index),
      ).not.toEqual([]);
    expect(search(findings.rows, { text: "nothing-like-it", chosen: new Map() }, haystack).rows).toEqual([]);
  });
  test("survive the address, whatever they hold", () => {
    fc.assert(
      fc.property(
        someChosen,
        fc.string(),
        fc.constantFrom("place", "rule", "severity"),
        fc.boolean(),
        (chosen, text, column, descending) => {
          const view = { text, chosen, sorting: { column, descending }, finding: "0123456789ab" };
          expect(readAddress(`#${writeAddress(view)}`)).toEqual(view);
        },
      ),
      { numRuns: 100 },
    );
    expect(readAddress("#findings")).toBeUndefined();
    expect(readAddress("#rule-basic-auth")).toBeUndefined();
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readAddress(`#${text}`)));
    expect(sortRows(findings.rows, { column: "__proto__", descending: true })).toHaveLength(301);
  });
});

test("directories are as deep as they tell something, below what all have in common", () => {
  expect(directoriesOf(["a/b/c/d.ts", "a/b/e/f.ts", "a/b/g.ts"])).toEqual(["a/b/c", "a/b/e", "a/b"]);
  expect(directoriesOf(["x.ts", "y/z.ts"])).toEqual(["(top)", "y"]);
  expect(directoriesOf(["only/one.ts"])).toEqual(["only"]);
  expect(directoriesOf([])).toEqual([]);
  const wide = Array.from({ length: 500 }, (_, index) => `team-${index % 5}/module-${index}/a.ts`);
  expect(new Set(directoriesOf(wide)).size).toBe(5);
});

test("CSV is one line a finding, and no cell of it is a formula", () => {
  const findings = new Findings(encode(hostileReport()));
  const text = csvOf(findings.rows, findings);
  const cells = parseCsv(text.replace(/^\ufeff/, ""));
  expect(cells).toHaveLength(1 + 2 * HOSTILE.length);
  expect(new Set(cells.map((row) => row.length))).toEqual(new Set([15]));
  expect(cells.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
  expect(cells.flat()).toContain(`'${HOSTILE.at(-1)}`);
});

test("the page makes no markup of text, asks for nothing and runs no text", () => {
  for (const file of filesBelow(page).filter((name) => name.endsWith(".ts"))) {
    const source = readFileSync(join(page, file), "utf8");
    expect(source, file).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|\beval\b|\bfetch\b|XMLHttpRequest|WebSocket|\.html\(|importScripts/,
    );
  }
});

/** A tag without what stands in quotes. */
function unquoted(tag: string): string {
  return tag.replace(/"[^"]*"/g, '""');
}

/** Cells of CSV by RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end = ""] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    if (end === "" && quoted === undefined && plain === "") continue;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
