import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Log, Region, Result, Run } from "sarif";
import { describe, expect, test } from "vitest";
import type { Finding, Report, Step } from "../src/model/finding.ts";
import { render } from "../src/report/index.ts";
import { complaintsOf, MULTITOOL } from "./multitool.ts";

const report = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/report/report.json"), "utf8"),
) as Report;
const first = report.findings[0] as Finding;
const oneOff = (change: Partial<Finding>): Report => ({ ...report, findings: [{ ...first, ...change }] });
const steps = (count: number): Step[] =>
  Array.from({ length: count }, (_, index) => ({
    role: "use",
    message: `step ${index + 1}`,
    location: { ...first.location, path: `a${index}.ts` },
    excerpt: first.excerpt,
  }));

const text = (one: Report, category?: string): Promise<string> =>
  render("sarif", one, { color: false, width: 80, ...(category === undefined ? {} : { category }) });
const runOf = async (one: Report, category?: string): Promise<Run> => {
  const [run, ...more] = (JSON.parse(await text(one, category)) as Log).runs;
  expect(more).toEqual([]);
  return run as Run;
};
const resultsOf = async (one: Report): Promise<Result[]> => (await runOf(one)).results ?? [];
const onlyResult = async (change: Partial<Finding>): Promise<Result> =>
  (await resultsOf(oneOff(change)))[0] as Result;

/** Reports that are awkward on purpose. */
const awkward: Readonly<Record<string, Report>> = {
  full: report,
  empty: { ...report, findings: [], skipped: [] },
  "a region on no line and no column": oneOff({
    location: { ...first.location, startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 },
  }),
  "a region outside its excerpt": oneOff({ location: { ...first.location, startLine: 900, endLine: 901 } }),
  "an empty excerpt": oneOff({ excerpt: { firstLine: 1, lines: [] } }),
  "a region of the whole excerpt": oneOff({
    location: { ...first.location, startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 },
    excerpt: { firstLine: 1, lines: ["abc"] },
  }),
  "a lone surrogate, a colon and dots in the path": oneOff({
    location: { ...first.location, path: "a:b/..x/\ud800 (1)?.ts" },
  }),
  "a long way and many places": oneOff({ trace: steps(1500), related: steps(150) }),
};

describe("valid", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(MULTITOOL, "sarif-2.1.0.json"), "utf8")));

  test.each(Object.entries(awkward))("against the schema: %s", async (_, one) => {
    validate(JSON.parse(await text(one)));
    expect(validate.errors).toBeNull();
  });

  test.skipIf(process.platform !== "linux")(
    "without an error or a warning from the multitool, rule kinds Sarif and Ghas",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "zunset-sarif-"));
      try {
        const names = Object.keys(awkward);
        const inputs = names.map((_, index) => join(folder, `${index}.sarif`));
        for (const [index, one] of Object.values(awkward).entries())
          writeFileSync(inputs[index] ?? "", await text(one));
        const broken = join(folder, "broken.sarif");
        writeFileSync(broken, (await text(report)).replace('"endColumn":21', '"endColumn":0'));
        const check = (files: readonly string[]): string[] => complaintsOf(folder, files, "Sarif;Ghas");
        expect(check(inputs)).toEqual([]);
        // And it does look: a column 0 is found.
        expect(check([broken])).not.toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});

describe("run", () => {
  test("tool, category, units and base", async () => {
    const run = await runOf(report);
    const { rules, ...driver } = run.tool.driver;
    expect(driver).toEqual({
      name: "zunset",
      fullName: "zunset 0.1.0, scanner for uses of Zendesk API tokens",
      semanticVersion: "0.1.0",
      informationUri: "https://github.com/zunset/zunset",
    });
    expect(rules?.map(({ id }) => id)).toEqual(report.rules.map(({ id }) => id));
    expect(run.automationDetails).toEqual({ id: "zunset/" });
    expect((await runOf(report, "team/api")).automationDetails).toEqual({ id: "team/api/" });
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(Object.keys(run.originalUriBaseIds ?? {})).toEqual(["%SRCROOT%"]);
  });
  test("minified, clean runs have an empty list of results", async () => {
    expect((await text(report)).trimEnd()).not.toContain("\n");
    expect(await resultsOf({ ...report, findings: [] })).toEqual([]);
  });
  test("the same bytes on another day", async () => {
    const later = report.findings.map((finding) => ({ ...finding, daysLeft: finding.daysLeft - 40 }));
    expect(await text({ ...report, asOf: "2027-01-01", findings: later })).toBe(await text(report));
  });
  test("skipped files are notifications with their place", async () => {
    const [invocation] = (await runOf(report)).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(true);
    expect(invocation).not.toHaveProperty("endTimeUtc");
    expect(invocation?.toolExecutionNotifications).toHaveLength(
      report.skipped.length + (report.degraded?.length ?? 0),
    );
    expect(invocation?.toolExecutionNotifications?.at(-2)).toEqual({
      descriptor: { id: "degraded" },
      level: "note",
      message: { text: "Broken syntax was read around, so something may be missing." },
      locations: [
        { physicalLocation: { artifactLocation: { uri: "lib/legacy%20sync.rb", uriBaseId: "%SRCROOT%" } } },
      ],
    });
    expect(invocation?.toolExecutionNotifications?.[3]).toEqual({
      descriptor: { id: "skipped-too-large" },
      level: "warning",
      message: { text: "Too large (52.1 MB, the limit is 1 MB)." },
      locations: [
        { physicalLocation: { artifactLocation: { uri: "backup/50%25.sql", uriBaseId: "%SRCROOT%" } } },
      ],
    });
  });
  test("of too many results the worst are kept, the rest counted", async () => {
    const note = { ...first, severity: "note" as const };
    const findings = [
      ...new Array<Finding>(10_000).fill(note),
      ...new Array<Finding>(20_000).fill({ ...first, severity: "error" }),
    ];
    const run = await runOf({ ...report, findings });
    expect(run.results).toHaveLength(25_000);
    expect(run.results?.findIndex(({ level }) => level === "note")).toBe(20_000);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.at(-1)?.message.text).toMatch(
      /^5,000 more results are left out/,
    );
  });
});

test("rules have what code scanning asks for, within its limits", async () => {
  const long = {
    ...report,
    rules: report.rules.map((rule) => ({ ...rule, why: "long ".repeat(1000), title: "x".repeat(2000) })),
  };
  for (const one of [report, long]) {
    const rules = (await runOf(one)).tool.driver.rules ?? [];
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const [index, rule] of rules.entries()) {
      const given = one.rules[index];
      for (const content of [rule.shortDescription?.text, rule.fullDescription?.text]) {
        expect(content?.length).toBeGreaterThan(0);
        expect(content?.length).toBeLessThanOrEqual(1024);
      }
      expect(rule.help?.text).toBeTruthy();
      expect(rule.help?.markdown).toContain(given?.fix);
      expect(rule.helpUri).toBe(`https://github.com/zunset/zunset/blob/main/docs/rules/${rule.id}.md`);
      expect(rule.defaultConfiguration?.level).toBe(given?.severity);
      expect(rule.properties?.["precision"]).toBe(given?.precision);
      expect(rule.properties?.["problem.severity"]).toMatch(/^(?:error|warning|recommendation)$/);
      const severity = rule.properties?.["security-severity"];
      expect(severity).toBeTypeOf("string");
      expect(Number(severity)).toBeGreaterThan(0);
      expect(Number(severity)).toBeLessThanOrEqual(10);
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(10);
      // GitLab takes CWE-798 for secret detection: it stands only where the rule says so.
      expect(rule.properties?.tags).toContain(`external/cwe/cwe-${given?.cwe}`);
      expect(rule.properties?.tags?.filter((tag) => tag.startsWith("external/cwe/"))).toHaveLength(1);
    }
  }
});

describe("results", () => {
  test("one location, positive regions, relative URIs, nothing other tools stumble over", async () => {
    for (const one of Object.values(awkward)) {
      const log = await text(one);
      // DefectDojo drops lines with byte offsets and results of another kind; GitLab reads a rank; code scanning shows suppressed results.
      for (const trap of ["byteOffset", '"kind"', '"rank"', '"suppressions"', '"baselineState"', '"fixes"'])
        expect(log).not.toContain(trap);
      const run = await runOf(one);
      for (const [index, result] of (run.results ?? []).entries()) {
        const finding = one.findings[index] as Finding;
        expect(result.ruleId).toBe(finding.rule);
        expect(run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(finding.rule);
        expect(result.level).toBe(finding.severity);
        expect(result.message.text).toMatch(/\.$/);
        expect(result.locations).toHaveLength(1);
        for (const key of Object.keys(result.partialFingerprints ?? {}))
          expect(key).toMatch(/^(?:primaryLocationLineHash|zunset\/v\d+)$/);
        for (const place of placesOf(result)) {
          const { artifactLocation, region, contextRegion } = place;
          expect(artifactLocation?.uriBaseId).toBe("%SRCROOT%");
          expect(artifactLocation).not.toHaveProperty("index");
          const uri = artifactLocation?.uri ?? "";
          expect(new URL(uri, "https://root.example/base/").href).toBe(`https://root.example/base/${uri}`);
          expect(regionNumbers(region).every((number) => number >= 1)).toBe(true);
          if (contextRegion) expect(strictlyContains(contextRegion, region as Region)).toBe(true);
        }
      }
    }
  });
  test("paths come back from their URIs", async () => {
    const paths = (await resultsOf(report)).map((result) =>
      decodeURIComponent(result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? ""),
    );
    expect(paths).toEqual(report.findings.map((finding) => finding.location.path));
    const [surrogate] = await resultsOf(awkward["a lone surrogate, a colon and dots in the path"] as Report);
    expect(surrogate?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      "a%3Ab/..x/%EF%BF%BD%20(1)%3F.ts",
    );
  });
  test("snippets are the region's masked text", async () => {
    const snippets = (await resultsOf(report)).map(
      (result) => result.locations?.[0]?.physicalLocation?.region?.snippet?.text,
    );
    expect(snippets[0]).toBe("apiToken: ********");
    expect(snippets[3]).toBe(`bot@example.com/token:${"*".repeat(40)}`);
    expect(snippets[5]).toMatch(/^got\.post\([\s\S]*\n {2}\}\)$/);
    expect(snippets.every((snippet) => snippet !== undefined && snippet.length > 0)).toBe(true);
  });
  test("the message links the declaration, and only names that cannot be taken for markup", async () => {
    const related = steps(3).map((step, index) =>
      index === 2 ? { ...step, role: "declaration" as const } : step,
    );
    const linked = await onlyResult({ credential: "ZENDESK_API_TOKEN", related });
    expect(linked.message.text).toBe(`${first.message} The credential comes from [ZENDESK_API_TOKEN](3).`);
    expect(linked.relatedLocations?.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect((await onlyResult({ credential: "x](http://evil.example) [y", related })).message.text).toBe(
      first.message,
    );
    expect((await onlyResult({ credential: "TOKEN", related: [] })).message.text).toBe(first.message);
    expect((await onlyResult({ message: "See [this](1)" })).message.text).toBe("See \\[this\\](1).");
    const hostile = await onlyResult({
      related: [{ ...(related[0] as Step), message: "reads \u001b[31m[a](2)" }],
    });
    expect(hostile.relatedLocations?.[0]?.message?.text).toBe("Reads ␛\\[31m\\[a\\](2).");
  });
  test("a code flow only for a way of two steps or more; long ones keep their end", async () => {
    expect(await onlyResult({ trace: steps(1) })).not.toHaveProperty("codeFlows");
    expect((await onlyResult({ trace: steps(2) })).codeFlows?.[0]?.threadFlows[0]?.locations).toHaveLength(2);
    const long = await onlyResult({ trace: steps(1500), related: steps(150) });
    const flow = long.codeFlows?.[0]?.threadFlows[0]?.locations;
    expect(flow).toHaveLength(1000);
    expect(flow?.at(-1)?.location?.message?.text).toBe("Step 1500.");
    expect(long.relatedLocations).toHaveLength(100);
  });
  test("the line hash is left out when there is none", async () => {
    const result = await onlyResult({
      fingerprints: { "zunset/v1": "0".repeat(32), content: "1".repeat(32) },
    });
    expect(result.partialFingerprints).toEqual({ "zunset/v1": "0".repeat(32) });
  });
});

function placesOf(result: Result) {
  const flow = result.codeFlows?.flatMap(({ threadFlows }) =>
    threadFlows.flatMap(({ locations }) => locations.map(({ location }) => location)),
  );
  return [...(result.locations ?? []), ...(result.relatedLocations ?? []), ...(flow ?? [])].flatMap(
    (location) => location?.physicalLocation ?? [],
  );
}

function regionNumbers(region: Region | undefined): number[] {
  return [region?.startLine, region?.startColumn, region?.endLine, region?.endColumn].map(
    (number) => number ?? 0,
  );
}

/** Context without columns is whole lines. */
function strictlyContains(outer: Region, inner: Region): boolean {
  const [startLine = 0, startColumn = 0, endLine = 0, endColumn = 0] = regionNumbers(inner);
  const lines = (outer.snippet?.text ?? "").split("\n");
  const outerStart = [outer.startLine ?? 0, outer.startColumn ?? 1] as const;
  const outerEnd = [outer.endLine ?? 0, outer.endColumn ?? (lines.at(-1)?.length ?? 0) + 1] as const;
  const before = outerStart[0] < startLine || (outerStart[0] === startLine && outerStart[1] <= startColumn);
  const after = outerEnd[0] > endLine || (outerEnd[0] === endLine && outerEnd[1] >= endColumn);
  const same =
    outerStart[0] === startLine &&
    outerStart[1] === startColumn &&
    outerEnd[0] === endLine &&
    outerEnd[1] === endColumn;
  return before && after && !same;
}
