import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding, Report } from "../src/model/finding.ts";
import { pageAsset } from "../src/report/html/page-asset.ts";
import { type FormatId, formats, type RenderOptions, render } from "../src/report/index.ts";
import { daysBetween, mainDeadline, SKIP_REASONS } from "../src/report/summary.ts";
import { firstSentence, neutralise, plainText } from "../src/report/text.ts";
import { cellsOf, widthOf, wrap } from "../src/report/width.ts";

const folder = join(import.meta.dirname, "../fixtures/report");
const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
const empty: Report = { ...report, findings: [], skipped: [], degraded: [] };
const plain: RenderOptions = { color: false, width: 100 };
const ansi = /\u001b\[\d+m/g;
const first = report.findings[0] as Finding;

// Golden outputs of the one shared report. `UPDATE=1` rewrites them, never in CI: read the difference before you keep it.
describe("golden outputs", () => {
  const goldens: readonly (readonly [file: string, format: FormatId, options: RenderOptions])[] = [
    ["report.terminal.txt", "terminal", plain],
    ["report.terminal-color.txt", "terminal", { ...plain, color: true }],
    ["report.sarif", "sarif", plain],
    ["report.golden.json", "json", plain],
    ["report.markdown.md", "markdown", plain],
    ["report.github.txt", "github", plain],
    ["report.gitlab-codequality.json", "gitlab-codequality", plain],
    ["report.gitlab-secret.json", "gitlab-secret", plain],
    ["report.rdjson.json", "rdjson", plain],
    ["report.csv", "csv", plain],
    ["report.junit.xml", "junit", plain],
    ["report.html", "html", plain],
  ];
  test.each(goldens)("%s", async (file, format, options) => {
    const got = withoutAsset(await render(format, report, options));
    const golden = join(folder, file);
    if (process.env["UPDATE"]) {
      expect(process.env["CI"], "UPDATE is refused in CI").toBeFalsy();
      writeFileSync(golden, got);
    }
    expect(got).toBe(
      existsSync(golden) ? readFileSync(golden, "utf8") : "missing: run with UPDATE=1 and review",
    );
  });
  test("every format has one", () => {
    expect([...new Set(goldens.map(([, format]) => format))].sort()).toEqual([...formats].sort());
    const modules = readdirSync(join(import.meta.dirname, "../src/report/formats")).filter(
      (name) => name !== "index.ts",
    );
    expect(modules.map((name) => name.replace(/\.ts$/, "")).sort()).toEqual([...formats].sort());
  });
  test("the report has every severity, placement and reason to skip a file", () => {
    const seen = (values: Iterable<string>): string[] => [...new Set(values)].sort();
    expect(seen(report.findings.map((finding) => finding.severity))).toEqual(["error", "note", "warning"]);
    expect(seen(report.findings.map((finding) => finding.confidence))).toEqual(["high", "low", "medium"]);
    expect(seen(report.skipped.map(({ reason }) => reason))).toEqual(Object.keys(SKIP_REASONS).sort());
  });
});

describe.each(formats)("%s", (format) => {
  test("the same report gives the same bytes", async () => {
    const again = structuredClone(report);
    expect(await render(format, again, plain)).toBe(await render(format, report, plain));
  });
  test("ends in one line feed", async () => {
    for (const one of [report, empty]) expect(await render(format, one, plain)).toMatch(/[^\n]\n$/);
  });
  test("nothing in it acts on a terminal", async () => {
    // The lines of CSV end in both.
    const text = (await render(format, report, plain)).replace(format === "csv" ? /\r\n/g : "", "\n");
    expect(text.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
  });
  test("30,000 findings in less than ten seconds", async () => {
    const findings = Array.from(
      { length: 30_000 },
      (_, index) => report.findings[index % report.findings.length] as Finding,
    );
    const text = await render(format, { ...report, findings }, plain);
    // Two are read by sites that take only so much; test/formats.test.ts says how they are cut.
    if (format === "markdown" || format === "github") expect(text.length).toBeLessThanOrEqual(65_536);
    else expect(text.length).toBeGreaterThan(1_000_000);
  }, 10_000);
});

describe("json", () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, "../schemas/report-v1.schema.json"), "utf8"),
  ) as object;
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  // The published schema lets version 1 grow; what is printed today is all in it.
  const closed = ajv.compile(close(schema));
  test.each([
    ["full", report],
    ["empty", empty],
  ])("%s report is as its schema says", async (_, one) => {
    closed(JSON.parse(await render("json", one, plain)));
    expect(closed.errors).toBeNull();
  });
  test("the schema describes every property", () => {
    const bare: string[] = [];
    walk(schema, "", (node, path) => {
      for (const [name, property] of Object.entries(
        (node["properties"] ?? {}) as Record<string, Record<string, unknown>>,
      )) {
        if (!property["description"] && !property["$ref"]) bare.push(`${path}/${name}`);
      }
    });
    expect(bare).toEqual([]);
  });
  test("the schema refuses another version, a column 0 and a missing field", async () => {
    const good = JSON.parse(await render("json", report, plain));
    expect(closed({ ...good, schema: 2 })).toBe(false);
    const { location } = good.findings[0];
    expect(
      closed({ ...good, findings: [{ ...good.findings[0], location: { ...location, endColumn: 0 } }] }),
    ).toBe(false);
    expect(closed({ ...good, findings: [{ ...good.findings[0], fingerprints: {} }] })).toBe(false);
  });
  test("counts and text are the report's", async () => {
    const got = JSON.parse(await render("json", report, plain));
    expect(got.summary.bySeverity).toEqual({ error: 4, warning: 2, note: 3 });
    expect(got.summary.byRule[0]).toEqual({ rule: "basic-auth", findings: 3, error: 2, warning: 0, note: 1 });
    expect(got.summary.nextDeadline).toBe("oauth-refresh");
    expect(got.findings.map((finding: Finding) => finding.location.path)).toEqual(
      report.findings.map((finding) => finding.location.path),
    );
    expect(got.findings[2].excerpt.lines).toEqual(report.findings[2]?.excerpt.lines);
  });
});

describe("terminal", () => {
  test.each([40, 60, 80, 100, 160])(
    "no code frame is wider than %i columns, no line ends in a blank",
    async (width) => {
      const lines = (await render("terminal", report, { color: false, width })).split("\n");
      for (const line of lines) {
        expect(line).toBe(line.trimEnd());
        if (/^ {4}[ >] +\d* │/.test(line)) expect(widthOf(line), line).toBeLessThanOrEqual(width);
      }
    },
  );
  test("colours change nothing but colours", async () => {
    const coloured = await render("terminal", report, { ...plain, color: true });
    expect(coloured).toMatch(ansi);
    expect(coloured.replace(ansi, "")).toBe(await render("terminal", report, plain));
    expect(coloured).not.toMatch(/ (?:\u001b\[\d+m)*\n/);
  });
  test("the span is underlined where it stands, behind tabs, wide characters and a cut", async () => {
    for (const width of [60, 100, 200]) {
      const lines = (await render("terminal", report, { color: false, width })).split("\n");
      const marked = lines.flatMap((line, index) =>
        /^ +│ +\^+$/.test(line) ? [underlined(lines[index - 1] ?? "", line)] : [],
      );
      expect(marked).toHaveLength(report.findings.length);
      expect(marked[0]).toBe("apiToken: ********");
      expect(marked[3]).toMatch(/^bot@example\.com\/token:\*+(?:…|\*)$/);
      expect(marked[8]).toMatch(/^Zenpy\(subdomain="acme", .*(?:token=self\.token\)|…)$/);
    }
  });
  test("what to do stands once per rule, a place once per finding", async () => {
    const text = await render("terminal", report, plain);
    expect(text.match(/Create a confidential OAuth client/g)).toHaveLength(1);
    expect(text.match(/\.env\.example:3:1/g)).toHaveLength(1);
    expect(text.match(/^src\/zendesk\/client\.ts$/gm)).toHaveLength(1);
  });
  test("only deadlines other than the main one stand at their findings", async () => {
    expect(mainDeadline(report.findings)?.id).toBe("api-token-removal");
    const text = await render("terminal", report, plain);
    expect(text.match(/^ {4}due +\S+/gm)).toEqual(["    due    2026-01-12,", "    due    2027-04-01,"]);
    expect(text).toMatch(/2027-04-30 {2}in 159 days {3}7 findings {2}Zendesk deactivates/);
  });
  test("ten skipped files are listed, what a person may act on first; the rest is counted", async () => {
    const text = await render("terminal", { ...report, degraded: [] }, plain);
    const section = text.slice(text.indexOf("skipped    ")).split("\n\n")[0] ?? "";
    expect(section.split("\n")).toHaveLength(11);
    expect(section).toMatch(/^skipped {4}keys\/private\.env {3}could not be read \(EACCES\)$/m);
    expect(section).toMatch(
      /and 5 more: 1 not a regular file, 1 minified, 1 generated, 1 vendored, 1 binary$/,
    );
  });
  test("files with broken syntax are named, the first ten, and not where there are none", async () => {
    const degraded = Array.from({ length: 12 }, (_, index) => `a${index}.rb`);
    const text = await render("terminal", { ...report, degraded }, plain);
    expect(text.replace(/\n +/g, " ")).toContain("may be missing: a0.rb, a1.rb,");
    expect(text.replace(/\n +/g, " ")).toContain("a9.rb, and 2 more\n");
    for (const none of [{ ...report, degraded: [] }, empty])
      expect(await render("terminal", { ...none, degraded: [] }, plain)).not.toContain("degraded");
  });
  test("a clean report says so, one that read nothing does not", async () => {
    expect(await render("terminal", empty, plain)).toMatch(
      /^No use of a Zendesk API token found\.\n\nfiles +1,204 scanned/,
    );
    const nothing = { ...empty, files: { scanned: 0, parsed: 0, leftOut: {} } };
    const text = await render("terminal", nothing, plain);
    expect(text).toMatch(/^No file was read/);
    expect(text).not.toContain("No use of");
  });
  test("long traces and many related places are shortened out loud", async () => {
    const step = (index: number) => ({
      role: "use" as const,
      message: `does ${index % 9}`,
      location: { ...first.location, path: `a${index}.ts` },
      excerpt: first.excerpt,
    });
    const many = Array.from({ length: 200 }, (_, index) => step(index));
    const text = await render(
      "terminal",
      { ...report, findings: [{ ...first, trace: many.slice(0, 50), related: many.slice(50) }] },
      plain,
    );
    expect(text).toContain("⋮ 31 more steps");
    expect(text).toMatch(/\n +50 does 4 +a49\.ts:14:3\n/);
    expect(text).toMatch(/and 14 more\n/);
    expect(text).toMatch(/and 6\d more places\n/);
    const rows = text.slice(text.indexOf("    trace"), text.indexOf("    fix"));
    expect(rows.trimEnd().split("\n")).toHaveLength(20 + 6);
  });
});

describe("a frame for any excerpt", () => {
  const line = fc.string({ unit: "binary", maxLength: 80 }).map((text) => text.replace(/\n/g, ""));
  test("keeps the width, shows one underline, never throws", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 40, max: 90 }),
        async (lines, [firstLine = 1, firstColumn = 1, offset = 0, startColumn = 1, length = 1], width) => {
          const startLine = firstLine + (offset % 12);
          const location = {
            ...first.location,
            startLine,
            endLine: startLine + (length % 3),
            startColumn,
            endColumn: startColumn + length,
          };
          const finding = { ...first, location, excerpt: { firstLine, firstColumn, lines } };
          const text = await render("terminal", { ...empty, findings: [finding] }, { color: false, width });
          expect(text.match(/[^\P{Cc}\n]/gu)).toBeNull();
          const frame = text.split("\n").filter((one) => /^ {4}[ >] +\d* │/.test(one));
          for (const one of frame) expect(widthOf(one), one).toBeLessThanOrEqual(width);
          expect(frame.filter((one) => /^ +│ +\^+$/.test(one)).length).toBeLessThanOrEqual(1);
          for (const format of formats) await render(format, { ...empty, findings: [finding] }, plain);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test("characters take the columns terminals give them", () => {
  expect(
    ["abc", "日本", "🎫", "👩🏽‍💻", "é", "e\u0301", "🇩🇪", "❤️", "❤", "ｱ", "Ａ", "한"].map(widthOf),
  ).toEqual([3, 4, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2]);
  expect(cellsOf("a\t日\tb").map(({ width }) => width)).toEqual([1, 3, 2, 2, 1]);
  expect(cellsOf(`a${"\u0301".repeat(1000)}`)).toHaveLength(1);
});

test("text from the tree is made harmless and visible", () => {
  expect(neutralise("a\u001b[31m\r\n\u0000\u007f\u009b\u202e\u2028\ufeff\u{e0041}b")).toBe(
    "a␛[31m␍␊␀␡\\u009b\\u202e\\u2028\\ufeff\\u{e0041}b",
  );
  expect(neutralise("naïve 👩🏽‍💻 日本")).toBe("naïve 👩🏽‍💻 日本");
});

test("Markdown becomes plain text, its first sentence what to do", () => {
  expect(plainText("# A\n\n**b** `c` [d](https://e.example) <https://f.example>\n```js\ng\n```")).toBe(
    "A\n\nb `c` d (https://e.example) https://f.example\ng",
  );
  expect(
    firstSentence(
      "## Head\n\n1. Use [it](https://a.example), e.g. v2.0 of\n   the client. Then stop.\n2. No.",
    ),
  ).toBe("Use it, e.g. v2.0 of the client.");
  expect(firstSentence("")).toBe("");
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
});

test("days are whole and cross no time zone", () => {
  expect(daysBetween("2026-11-22", "2027-04-30")).toBe(159);
  expect(daysBetween("2027-03-27", "2027-03-29")).toBe(2);
  expect(daysBetween("2026-11-22", "2026-01-12")).toBe(-314);
});

/** A golden of HTML shows what is made of a report: the page's own script and style, the same in all of them, have tests of their own. */
function withoutAsset(text: string): string {
  return Object.entries(pageAsset).reduce(
    (rest, [name, value]) => rest.replace(value, () => `[${name}]`),
    text,
  );
}

/** The part of a frame's line above its carets. */
function underlined(code: string, carets: string): string {
  const from = carets.indexOf("^");
  let column = 0;
  let text = "";
  for (const cell of cellsOf(code)) {
    if (column >= from && column < carets.length) text += cell.text;
    column += cell.width;
  }
  return text;
}

function walk(
  node: unknown,
  path: string,
  visit: (node: Record<string, unknown>, path: string) => void,
): void {
  if (typeof node !== "object" || node === null) return;
  visit(node as Record<string, unknown>, path);
  for (const [key, value] of Object.entries(node)) walk(value, `${path}/${key}`, visit);
}

/** The same schema with no room for properties it does not name. */
function close(schema: object): object {
  const copy = structuredClone(schema);
  walk(copy, "", (node) => {
    if (node["type"] === "object" && node["properties"]) node["additionalProperties"] ??= false;
  });
  return copy;
}
