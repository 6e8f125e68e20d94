import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BaselineEntry,
  baselineOf,
  type Coverage,
  entryOf,
  judge,
  renderBaseline,
} from "../src/baseline/index.ts";
import type { Report } from "../src/model/finding.ts";
import { parse } from "../src/parse/index.ts";
import { render } from "../src/report/index.ts";
import { builtInRules } from "../src/rules/index.ts";
import { analyze } from "../src/scan.ts";
import { problemOf } from "./problem.ts";
import { processorTime } from "./processor-time.ts";

const ruleSet = await builtInRules();
const AS_OF = "2026-11-02";
const NAME = "zunset-baseline.yml";
const ALL: Coverage = { looked: () => true };

const curl = (what: string): string =>
  `curl -u "$MAIL/token:$ZENDESK_API_TOKEN" https://acme.zendesk.com/api/v2/${what}.json`;

type Texts = Readonly<Record<string, string>>;

async function reportOf(texts: Texts, asOf = AS_OF): Promise<Report> {
  const files = await Promise.all(Object.entries(texts).map(([path, text]) => parse({ path, text })));
  const { findings, suppressed } = analyze(files, ruleSet, asOf);
  return {
    tool: { name: "zunset", version: "0.0.0" },
    asOf,
    findings,
    suppressed,
    rules: ruleSet.rules,
    deadlines: ruleSet.deadlines,
    files: { scanned: files.length, parsed: files.length, leftOut: {} },
    skipped: [],
  };
}

async function entriesOf(texts: Texts, remarks = {}): Promise<BaselineEntry[]> {
  return (await reportOf(texts)).findings.map((finding) => entryOf(finding, remarks));
}

/** How some files stand to a baseline with these entries: `state rule path:line`. */
async function standing(
  texts: Texts,
  entries: readonly BaselineEntry[],
  coverage: Coverage = ALL,
  asOf = AS_OF,
): Promise<string[]> {
  const baseline = baselineOf(renderBaseline(entries), NAME);
  const { findings } = judge(await reportOf(texts, asOf), baseline, { ...coverage, path: NAME });
  return findings.map(
    ({ state, rule, location }) => `${state} ${rule} ${location.path}:${location.startLine}`,
  );
}

describe("what a baseline recognises", () => {
  /** An edit of a tree whose every line is a use of its own. */
  const edit = fc.record({
    kind: fc.constantFrom("insert", "remove", "add", "swap", "rename"),
    file: fc.nat(9),
    line: fc.nat(20),
    other: fc.nat(20),
  });
  test("survives moved lines and renamed files, and tells what came and went", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 12 }), async (edits) => {
        const files = new Map(
          ["a.sh", "b/c.sh", "d.sh"].map((path, at) => [
            path,
            [0, 1, 2].map((line) => curl(`x${at}${line}`)),
          ]),
        );
        const texts = (): Texts =>
          Object.fromEntries([...files].map(([path, lines]) => [path, `${lines.join("\n")}\n`]));
        const entries = await entriesOf(texts());
        const before = new Set([...files.values()].flat());
        for (const [number, { kind, file, line, other }] of edits.entries()) {
          const path = [...files.keys()][file % files.size] ?? "";
          const lines = files.get(path) ?? [];
          const at = line % (lines.length + 1);
          if (kind === "insert") lines.splice(at, 0, other % 2 ? "" : `# note ${number}`);
          else if (kind === "remove") lines.splice(at, 1);
          else if (kind === "add") lines.splice(at, 0, curl(`new${number}`));
          else if (kind === "swap" && lines.length > 0) lines.push(...lines.splice(other % lines.length, 1));
          else if (kind === "rename") {
            files.delete(path);
            files.set(`moved${number}/${path}`, lines);
          }
        }
        const now = [...files.values()].flat().filter((text) => text.startsWith("curl"));
        const states = await standing(texts(), entries);
        const count = (begin: string): number => states.filter((one) => one.startsWith(begin)).length;
        expect(count("known shell")).toBe(now.filter((text) => before.has(text)).length);
        expect(count("new shell")).toBe(now.filter((text) => !before.has(text)).length);
        expect(count("new baseline-stale")).toBe([...before].filter((text) => !now.includes(text)).length);
        expect(states).toHaveLength(count("known shell") + count("new "));
      }),
      { numRuns: 60 },
    );
  });
  test("is one finding each: of equal lines as many as there were", async () => {
    const entries = await entriesOf({ "a.sh": `${curl("a")}\n${curl("a")}\n` });
    expect(await standing({ "a.sh": `${curl("a")}\n` }, entries)).toEqual([
      "known shell a.sh:1",
      // Both say the same but for their fingerprints, by which they are sorted.
      expect.stringMatching(/^new baseline-stale zunset-baseline.yml:(?:7|12)$/),
    ]);
    expect(await standing({ "a.sh": `${curl("a")}\n`.repeat(3) }, entries)).toEqual([
      "known shell a.sh:1",
      "known shell a.sh:2",
      "new shell a.sh:3",
    ]);
  });
  test("is the same with a comment that silences it, before, while and after that holds", async () => {
    const entries = await entriesOf({ "a.sh": `${curl("a")}\n` });
    const texts = { "a.sh": `${curl("a")} # zunset-ignore[shell] until=2026-12-01: later\n` };
    expect(await standing(texts, entries)).toEqual([]);
    expect(await standing(texts, entries, ALL, "2026-12-02")).toEqual([
      "known shell a.sh:1",
      "new suppression-expired a.sh:1",
    ]);
  });
  test("says nothing of what was not looked at", async () => {
    const entries = await entriesOf({
      "a.sh": curl("a"),
      "b.sh": curl("b"),
      "c.md": "Set your Zendesk API token in ZENDESK_API_TOKEN.\n",
    });
    expect(entries.map(({ rule }) => rule)).toEqual(["shell", "shell", "docs"]);
    const only = ["docs", "baseline-stale"];
    expect(await standing({}, entries, { looked: (path) => path === "b.sh" })).toEqual([
      `new baseline-stale ${NAME}:12`,
    ]);
    expect(await standing({}, entries, { looked: () => true, only })).toEqual([
      `new baseline-stale ${NAME}:17`,
    ]);
    expect(await standing({}, entries, { looked: () => true, only: ["docs"] })).toEqual([]);
  });
});

describe("an entry ends", () => {
  const texts = { "a.sh": curl("a") };
  test.each([
    ["on its last day", "2026-12-31", "2026-12-31", "2027-01-01"],
    ["with the deadline when it says nothing", undefined, "2027-04-30", "2027-05-01"],
    ["with the deadline when it says more", "2028-12-31", "2027-04-30", "2027-05-01"],
  ])("%s", async (_, expires, last, after) => {
    const entries = await entriesOf(texts, expires === undefined ? {} : { expires });
    expect(await standing(texts, entries, ALL, last)).toEqual(["known shell a.sh:1"]);
    expect(await standing(texts, entries, ALL, after)).toEqual([
      "new shell a.sh:1",
      `new baseline-expired ${NAME}:7`,
    ]);
  });
  test("only at the last deadline of all when its own had passed before zunset was there", async () => {
    const entries = await entriesOf({
      "a.py": `import requests\nrequests.get("https://acme.zendesk.com/api/v2/users.json", auth=("me@example.com", password))\n`,
    });
    expect(entries.map(({ rule }) => rule)).toEqual(["password-auth"]);
    const { deadlines } = ruleSet;
    expect(deadlines.find(({ id }) => id === "passwords-removed")?.past).toBe(true);
  });
});

describe("the file", () => {
  const entry = (path: string, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
    path,
    rule: "shell",
    "zunset/v1": "0123456789abcdef0123456789abcdef",
    content: "fedcba9876543210fedcba9876543210",
    ...more,
  });
  test("is read as it was written, whatever paths and reasons hold", () => {
    const text = fc
      .string({ minLength: 1, maxLength: 60, unit: "binary" })
      .filter((one) => !/\p{Cs}/u.test(one));
    const reason = fc.string({ maxLength: 60, unit: "binary" }).filter((one) => !/\p{Cs}/u.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, reason), { maxLength: 5 }), (all) => {
        const entries = all.map(([path, why]) =>
          entry(path, { reason: why, owner: why, expires: "2027-01-31" }),
        );
        const written = renderBaseline(entries);
        const read = baselineOf(written, NAME);
        expect(new Set(read.entries.map((one) => JSON.stringify(one)))).toEqual(
          new Set(
            entries.map(({ "zunset/v1": print, ...rest }) => JSON.stringify({ ...rest, "zunset/v1": print })),
          ),
        );
        expect(renderBaseline(read.entries)).toBe(written);
      }),
      { numRuns: 200 },
    );
  });
  test("is sorted by path, rule and fingerprint", () => {
    const text = renderBaseline([
      entry("b"),
      entry("a", { rule: "z" }),
      entry("B"),
      entry("a", { rule: "b" }),
    ]);
    expect([...text.matchAll(/(?:path|rule): (.*)/g)].map(([, one]) => one).join(" ")).toBe(
      "B shell a b a z b shell",
    );
  });
  test("shows a change as lines of one entry", () => {
    const before = renderBaseline([entry("a"), entry("c")]).split("\n");
    const after = renderBaseline([entry("a"), entry("b"), entry("c")]).split("\n");
    expect(after.filter((line) => !before.includes(line))).toEqual(["  - path: b"]);
    expect(after.length - before.length).toBe(4);
  });

  const head = "version: 1\nfindings:\n";
  const good = `  - path: a\n    rule: shell\n    fingerprint: ${"a".repeat(32)}\n    content: ${"b".repeat(32)}\n`;
  test.each([
    [
      "version: 2\nfindings: []\n",
      "this baseline is of version 2, and this zunset reads version 1 | at x.yml:1:10",
    ],
    ["findings: []\n", 'this lacks "version" | at x.yml:1:1'],
    ["version: 1\n", 'this lacks "findings" | at x.yml:1:1'],
    ["", "this has to be a mapping of keys to values, not empty | at x.yml:1:1"],
    ["- a\n", "this has to be a mapping of keys to values, not a list | at x.yml:1:1"],
    [`${head}  - path: a\n`, 'findings[0] lacks "rule" | at x.yml:3:5'],
    [`${head}${good}${good}    rules: a\n`, 'there is no setting "rules" in findings[1] | at x.yml:11:5'],
    [`${head}${good}    rule: docs\n`, "this is not valid YAML: Map keys must be unique | at x.yml:7:5"],
    [`${head}${good}version: 1\n`, "this is not valid YAML: Map keys must be unique | at x.yml:7:1"],
    [`${head}  - path: [\n`, "this is not valid YAML: "],
    [`${head}${good.replace("aaaa", "xyz")}`, "findings[0].fingerprint must match pattern"],
    [`${head}${good}    expires: 2027-02-30\n`, "there is no day 2027-02-30 | at x.yml:7:14"],
    [`${head}${good}    expires: soon\n`, "findings[0].expires must match pattern"],
    [
      `${head}${good}    reason: ${"x".repeat(2_001)}\n`,
      "findings[0].reason must NOT have more than 2000 characters",
    ],
    [`a: ${"[".repeat(200)}\n`, "this YAML is nested too deeply | at x.yml"],
    [`${"#".repeat(9 * 1024 * 1024)}`, "this file is too large (the limit is 8388608 bytes) | at x.yml"],
  ])("%#: a mistake is named with its place", async (text, problem) => {
    const told = await problemOf("", (async () => baselineOf(text, "x.yml"))());
    expect(told.slice(0, problem.length)).toBe(problem);
  });
  test("5,000 entries are read, compared and written in less than ten seconds", async () => {
    const entries = Array.from({ length: 5_000 }, (_, at) =>
      entry(`src/very/deep/folder/file${at}.ts`, {
        "zunset/v1": at.toString(16).padStart(32, "0"),
        content: at.toString(16).padStart(32, "f"),
        reason: "moves with the platform",
        owner: "@acme/support",
        expires: "2027-04-30",
      }),
    );
    const begin = processorTime();
    const { findings } = judge(await reportOf({}), baselineOf(renderBaseline(entries), NAME), {
      ...ALL,
      path: NAME,
    });
    expect(findings).toHaveLength(5_000);
    expect(processorTime() - begin).toBeLessThan(10_000);
  }, 20_000);
});

describe("a report that was compared", () => {
  test("keeps to the schema, as JSON", async () => {
    const entries = await entriesOf({ "a.sh": `${curl("a")}\n${curl("b")}\n` });
    const baseline = baselineOf(renderBaseline(entries), NAME);
    const texts = { "a.sh": `${curl("a")}\n${curl("c")} # zunset-ignore[shell] until=2026-12-01: later\n` };
    const report = judge(await reportOf(texts), baseline, { ...ALL, path: NAME });
    const ajv = new Ajv2020({ allErrors: true });
    addFormats.default(ajv);
    const schema = join(import.meta.dirname, "../schemas/report-v1.schema.json");
    const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
    const json = JSON.parse(await render("json", report, { color: false, width: 100 }));
    expect([json.suppressed.length, json.summary.suppressed, json.comparison.known]).toEqual([1, 1, 1]);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
    validate({ ...json, comparison: { with: NAME }, suppressed: [{ reason: "" }] });
    expect(validate.errors?.length).toBeGreaterThan(3);
  });
  test("tells what is new in full, what is known in a line, and holds no credential of the baseline", async () => {
    const planted = "q7Rz0pLxV3nKdT8sWm2YbGhC5jFaU9eX1oQiB4tN";
    const entries = await entriesOf(
      { "a.sh": `${curl("a")}\n${curl("b")}\n` },
      { reason: `ZENDESK_API_TOKEN=${planted}` },
    );
    const baseline = baselineOf(renderBaseline(entries), NAME);
    const report = judge(await reportOf({ "a.sh": `${curl("a")}\n${curl("c")}\n` }), baseline, {
      ...ALL,
      path: NAME,
    });
    expect(report.comparison).toEqual({ with: NAME, known: 1, fixed: 1 });
    const text = await render("terminal", report, { color: false, width: 100 });
    expect(text).toContain("2 new findings: 1 error, 1 warning");
    expect(text).toContain(
      `known      1 finding as in ${NAME}, 1 gone\n             a.sh:1 shell ZENDESK_API_TOKEN\n`,
    );
    expect(text.match(/error\[shell\]/g)).toHaveLength(1);
    const { findings, comparison } = JSON.parse(await render("json", report, { color: false, width: 100 }));
    expect(findings.map(({ state }: { state: string }) => state)).toEqual(["known", "new", "new"]);
    expect(comparison).toEqual(report.comparison);
    expect(JSON.stringify(report)).not.toContain(planted);
  });
  test("keeps the fixes of its findings", async () => {
    const report = await reportOf({ "a.sh": curl("a") });
    const fixes = new Map(
      report.findings.map((finding) => [finding, { description: "Does it.", files: [] }]),
    );
    const baseline = baselineOf(renderBaseline([]), NAME);
    const judged = judge({ ...report, fixes }, baseline, { ...ALL, path: NAME });
    expect(judged.findings.map((finding) => judged.fixes?.get(finding)?.description)).toEqual(["Does it."]);
  });
});
