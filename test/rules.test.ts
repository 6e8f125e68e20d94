import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { baselineOf, judge } from "../src/baseline/index.ts";
import { shapes } from "../src/detect/matchers/index.ts";
import type { ParsedFile } from "../src/model/fact.ts";
import type { Finding } from "../src/model/finding.ts";
import { parse } from "../src/parse/index.ts";
import { compileKeywords } from "../src/prefilter/index.ts";
import { alwaysParsed, imported } from "../src/resolve/reach.ts";
import { builtInRules, type RuleFile } from "../src/rules/index.ts";
import { analyze } from "../src/scan.ts";

const rulesFolder = join(import.meta.dirname, "../rules");
const casesFolder = join(import.meta.dirname, "../fixtures/rules");
const AS_OF = "2026-11-02";
const BASELINE = "zunset-baseline.yml";

const ids = readdirSync(rulesFolder)
  .filter((name) => name.endsWith(".yml"))
  .map((name) => name.slice(0, -4))
  .sort();
const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../schemas/rule.schema.json"), "utf8"));
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);
const ruleSet = await builtInRules();
const keywords = compileKeywords(ruleSet.rules.flatMap((rule) => rule.keywords));

/** Rules about more than one state of a tree; test/action.test.ts has their cases. */
const APART = ["silenced-by-change"];

// `RULE=sdk-zenpy,shell npx vitest run test/rules.test.ts` runs the cases of these rules only.
const only = process.env["RULE"]?.split(",");
const chosen = ids.filter((id) => !only || only.includes(id));

describe("rule files", () => {
  test.each(ids)("%s keeps to the schema", (id) => {
    const file: unknown = parseYaml(readFileSync(join(rulesFolder, `${id}.yml`), "utf8"));
    validate(file);
    expect(validate.errors ?? []).toEqual([]);
  });
  test.each(ids)("%s has texts and references in shape", (id) => {
    const file = parseYaml(readFileSync(join(rulesFolder, `${id}.yml`), "utf8")) as RuleFile;
    expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(ruleSet.deadlines.map((one) => one.id)).toContain(file.deadline);
    expect(file.cwe === 798).toBe(id === "hardcoded");
    // The terminal shows the first sentence alone.
    expect(file.fix.trim().split(/(?<=\.)\s/)[0]).toMatch(/^[A-Z`].{10,}\.$/s);
    for (const matcher of file.match ?? [])
      if ("shape" in matcher) expect(Object.keys(shapes)).toContain(matcher.shape);
  });
  test("titles and messages tell rules apart", () => {
    for (const texts of [ruleSet.rules.map((rule) => rule.title), ruleSet.rules.map((rule) => rule.message)])
      expect(new Set(texts).size).toBe(texts.length);
  });
  test("the schema names every shape", () => {
    expect(schema.$defs.shape.properties.shape.enum).toEqual(Object.keys(shapes).sort());
  });
  test("the schema refuses what is wrong", () => {
    const good = parseYaml(readFileSync(join(rulesFolder, "shell.yml"), "utf8"));
    for (const wrong of [
      { ...good, extra: 1 },
      { ...good, cwe: 79 },
      { ...good, message: "no end" },
      { ...good, keywords: [] },
      { ...good, match: [{ call: ["x"], shape: "pair" }] },
    ])
      expect(validate(wrong)).toBe(false);
  });
});

describe("cases", () => {
  const folders = existsSync(casesFolder) ? readdirSync(casesFolder) : [];
  const casesOf = (id: string): string[] =>
    folders.includes(id) ? readdirSync(join(casesFolder, id)).sort() : [];
  test("every folder belongs to a rule", () =>
    expect(folders.filter((name) => !ids.includes(name))).toEqual([]));
  test.each(ids.filter((id) => !APART.includes(id)))("%s has cases of both kinds and nothing else", (id) => {
    const names = casesOf(id);
    expect(names.filter((name) => !/^(?:ng|ok)\.[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names.some((name) => name.startsWith("ng."))).toBe(true);
    expect(names.some((name) => name.startsWith("ok."))).toBe(true);
  });

  const all = chosen.flatMap((id) => casesOf(id).map((name) => [id, name] as const));
  test.each(all)("%s/%s", async (id, name) => {
    const folder = join(casesFolder, id, name);
    const texts = readTree(folder);
    expect(texts.size, "a case is a tiny repository").toBeGreaterThan(0);
    expect(texts.size, "a case is a tiny repository").toBeLessThanOrEqual(4);
    // The baseline is not part of what is scanned.
    const baseline = texts.get(BASELINE);
    texts.delete(BASELINE);
    const files = await Promise.all([...texts].map(([path, text]) => parse({ path, text })));
    const found = (some: readonly ParsedFile[]): readonly Finding[] => findingsOf(some, baseline);
    const findings = found(files);

    const expectedPath = join(folder, "expected.txt");
    const got = describeFindings(findings);
    if (process.env["UPDATE"]) {
      expect(process.env["CI"], "UPDATE is refused in CI").toBeFalsy();
      writeFileSync(expectedPath, got);
    }
    expect(got).toBe(
      existsSync(expectedPath) ? readFileSync(expectedPath, "utf8") : "missing: run with UPDATE=1 and review",
    );

    const own = findings.filter((finding) => finding.rule === id);
    if (name.startsWith("ng.")) expect(own.length, `no finding of ${id}`).toBeGreaterThan(0);
    else {
      expect(own, `a finding of ${id}`).toEqual([]);
      expect(
        findings
          .filter(({ severity, state }) => severity !== "note" && state !== "known")
          .map((finding) => finding.rule),
      ).toEqual([]);
    }
    // Leaving out files without a keyword loses no finding, at most a related place.
    const places = (list: readonly Finding[]): string[] =>
      list.map(({ rule, location }) => `${rule} ${location.path}:${location.startLine}`);
    expect(places(found(prefiltered(files, texts)))).toEqual(places(findings));
  });
});

/** What a scan finds in some files, as it stands to a baseline where the case has one. */
function findingsOf(files: readonly ParsedFile[], baseline: string | undefined): readonly Finding[] {
  const { findings, suppressed } = analyze(files, ruleSet, AS_OF);
  if (baseline === undefined) return findings;
  const { rules, deadlines } = ruleSet;
  const tool = { name: "zunset", version: "0.0.0" } as const;
  const counts = { scanned: files.length, parsed: files.length, leftOut: {} };
  const report = { tool, asOf: AS_OF, findings, suppressed, rules, deadlines, files: counts, skipped: [] };
  const judged = judge(report, baselineOf(baseline, BASELINE), { looked: () => true, path: BASELINE });
  return judged.findings;
}

/** Texts of a case by path, `expected.txt` left out. */
function readTree(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    const path = relative(folder, full).split(sep).join("/");
    if (entry.isFile() && path !== "expected.txt") texts.set(path, readFileSync(full, "utf8"));
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The files a scan would parse: with a keyword, always, or imported by one of those. */
function prefiltered(files: readonly ParsedFile[], texts: ReadonlyMap<string, string>): ParsedFile[] {
  const parsed = files.filter(({ path }) => {
    const bytes = Buffer.from(texts.get(path) ?? "");
    return alwaysParsed(path) || keywords.matches(bytes, bytes.length);
  });
  const more = new Set(
    imported(
      parsed,
      files.map(({ path }) => ({ path, size: 0 }) as never),
    ).map(({ path }) => path),
  );
  return files.filter((file) => parsed.includes(file) || more.has(file.path));
}

/** One line per finding with its related places below it. */
function describeFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return "nothing\n";
  return findings
    .flatMap(({ severity, rule, location, credential, related, state }) => [
      `${state === "known" ? "known " : ""}${severity} ${rule} ${location.path}:${location.startLine}${credential === undefined ? "" : ` [${credential}]`}`,
      ...related.map((step) => `  ${step.location.path}:${step.location.startLine} ${step.message}`),
    ])
    .map((line) => `${line}\n`)
    .join("");
}
