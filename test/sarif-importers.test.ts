import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import jsonschema, { type Schema } from "jsonschema";
import type { Log, ReportingDescriptor, Result, Run } from "sarif";
import { describe, expect, test } from "vitest";
import { readPipeline } from "../src/cli/azure.ts";
import type { Finding, Fix, Report, Suppressed } from "../src/model/finding.ts";
import { Problem } from "../src/model/problem.ts";
import { type RenderOptions, render } from "../src/report/index.ts";
import { AZURE } from "./azure.ts";
import { HOSTILE, hostileReport, sharedReport } from "./hostile-report.ts";
import { complaintsOf, MULTITOOL } from "./multitool.ts";
import { problemOf } from "./problem.ts";

const sarif = (report: Report, options: Partial<RenderOptions> = {}): Promise<string> =>
  render("sarif", report, { color: false, width: 80, ...options });
const runOf = async (report: Report, options: Partial<RenderOptions> = {}): Promise<Run> =>
  (JSON.parse(await sarif(report, options)) as Log).runs[0] as Run;
const [first, second] = sharedReport.findings as [Finding, Finding];

const fix: Fix = {
  description: "Gets access tokens.",
  files: [{ path: first.location.path, replacements: [{ location: first.location, text: "" }], diff: "" }],
};
const suppressed: Suppressed = {
  finding: second,
  reason: "shown \u001b[31mto [readers](1)",
  until: "2027-01-31",
  location: { ...second.location, startLine: 7 },
};
/** A report with everything that SARIF can hold. */
const full: Report = {
  ...sharedReport,
  findings: sharedReport.findings
    .filter((finding) => finding !== second)
    .map((finding, index) => ({ ...finding, state: index === 0 ? ("known" as const) : ("new" as const) })),
  suppressed: [suppressed],
};
const withFix: Report = { ...full, fixes: new Map([[full.findings[1] as Finding, fix]]) };

const everything: readonly (readonly [string, Report, Partial<RenderOptions>])[] = [
  ["the shared report", sharedReport, {}],
  ["states, fixes and suppressed findings", withFix, { suppressed: true }],
  ["a run of Azure Pipelines", withFix, { suppressed: true, pipeline: readPipeline(AZURE) }],
  ["no finding", { ...sharedReport, findings: [], skipped: [] }, {}],
  ...HOSTILE.map((text) => [JSON.stringify(text), hostileReport(text), { suppressed: true }] as const),
];

describe("GitHub's upload", () => {
  const schema = JSON.parse(readFileSync(join(MULTITOOL, "sarif-2.1.0.json"), "utf8")) as Schema;
  /** What upload-sarif refuses a file for: it checks with this library, and lets wrong addresses pass (codeql-action, `upload-lib.ts`). */
  const refusedFor = (log: unknown): string[] =>
    new jsonschema.Validator()
      .validate(log, schema)
      .errors.filter(
        ({ name, argument }) => !(name === "format" && ["uri", "uri-reference"].includes(String(argument))),
      )
      .map(({ stack }) => stack);

  test.each(everything)("takes %s", async (_, report, options) => {
    const log = JSON.parse(await sarif(report, options)) as Log;
    expect(refusedFor(log)).toEqual([]);
    // Runs without results, and results without a place, are refused as well.
    for (const { results } of log.runs)
      for (const { locations } of results ?? [{}]) expect(locations).toHaveLength(1);
  });
  test("refuses what is broken", async () => {
    const log = JSON.parse(await sarif(withFix)) as Log;
    const [result] = (log.runs[0]?.results ?? []).filter(({ fixes }) => fixes);
    expect(
      refusedFor({
        ...log,
        runs: [{ ...log.runs[0], results: [{ ...result, fixes: [{ artifactChanges: {} }] }] }],
      }),
    ).not.toEqual([]);
    expect(
      refusedFor(JSON.parse((await sarif(full)).replace('"endColumn":21', '"endColumn":0'))),
    ).not.toEqual([]);
  });
});

describe("what is known and what is silenced", () => {
  test("states are baseline states; silenced findings are left out unless they are asked for", async () => {
    const { results = [] } = await runOf(full);
    expect(results.map(({ baselineState }) => baselineState)).toEqual([
      "unchanged",
      ...Array<string>(7).fill("new"),
    ]);
    expect(JSON.stringify(results)).not.toContain("suppressions");
    const more = (await runOf(full, { suppressed: true })).results ?? [];
    expect(more).toHaveLength(results.length + 1);
    expect(more.at(-1)?.suppressions).toEqual([
      {
        kind: "inSource",
        status: "accepted",
        justification: "shown ␛[31mto [readers](1)",
        location: {
          physicalLocation: {
            artifactLocation: { uri: "docs/set%20up%20%22quickly%22%20%231.md", uriBaseId: "%SRCROOT%" },
            region: { startLine: 7 },
          },
        },
        properties: { until: "2027-01-31" },
      },
    ]);
  });
});

describe("no larger than code scanning takes", () => {
  /** Text that does not get much smaller: letters and digits by a linear congruential generator. */
  const noise = (seed: number, length: number): string => {
    let state = seed;
    return Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[state >> 25];
    }).join("");
  };
  const large = (index: number, severity: Finding["severity"], lines: number): Finding => ({
    ...first,
    severity,
    excerpt: {
      firstLine: 14,
      lines: Array.from({ length: lines }, (_, line) => noise(index * lines + line + 1, 300)),
    },
  });

  test("10 MB compressed: the worst are kept, the rest told of", async () => {
    const findings = Array.from({ length: 3000 }, (_, index) =>
      large(index, index % 3 === 0 ? "error" : "note", 20),
    );
    const text = await sarif({ ...sharedReport, findings });
    const size = gzipSync(text).length;
    expect(size).toBeLessThanOrEqual(10_000_000);
    expect(size).toBeGreaterThan(8_000_000);
    const run = (JSON.parse(text) as Log).runs[0];
    const levels = (run?.results ?? []).map(({ level }) => level);
    expect(levels.filter((level) => level === "error")).toHaveLength(1000);
    expect(levels.lastIndexOf("error")).toBe(999);
    const left = run?.invocations?.[0]?.toolExecutionNotifications?.at(-1)?.message.text;
    expect(left).toMatch(
      new RegExp(`^${(3000 - levels.length).toLocaleString("en")} more results are left out`),
    );
  }, 60_000);
  test("what is silenced goes before what is not, within one severity", async () => {
    const findings = new Array<Finding>(24_999).fill(first);
    const silenced = [1, 2].map((line) => ({
      ...suppressed,
      finding: { ...first, location: { ...first.location, endLine: 14 + line } },
    }));
    const { results = [] } = await runOf(
      { ...sharedReport, findings, suppressed: silenced },
      { suppressed: true },
    );
    expect(results).toHaveLength(25_000);
    expect(results.filter(({ suppressions }) => suppressions)).toHaveLength(1);
  });
  test("skipped files with long names take no room from results", async () => {
    const skipped = Array.from({ length: 5000 }, (_, index) => ({
      path: noise(index + 1, 4000),
      reason: "binary" as const,
    }));
    const run = await runOf({ ...sharedReport, skipped, degraded: [] });
    expect(run.results).toHaveLength(9);
    const notifications = run.invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(notifications.at(-1)?.message.text).toBe(
      `${(5000 - notifications.length + 1).toLocaleString("en")} more skipped files are not listed.`,
    );
  });
  test("files with broken syntax get the room that skipped ones leave", async () => {
    const degraded = Array.from({ length: 600 }, (_, index) => noise(index + 1, 4000));
    const textsOf = async (skipped: Report["skipped"]) => {
      const run = await runOf({ ...sharedReport, skipped, degraded });
      expect(run.results).toHaveLength(9);
      return (run.invocations?.[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text);
    };
    const alone = await textsOf([]);
    expect(alone.length).toBe(251);
    expect(alone.at(-1)).toBe("350 more files with broken syntax are not listed.");
    const full = degraded.map((path) => ({ path, reason: "binary" as const }));
    expect((await textsOf(full)).slice(-2)).toEqual([
      "600 more files with broken syntax are not listed.",
      "350 more skipped files are not listed.",
    ]);
  });
  test("names and tags", async () => {
    const rules = sharedReport.rules.map((rule) => ({ ...rule, id: `${rule.id}${"-x".repeat(300)}` }));
    for (const rule of (await runOf({ ...sharedReport, rules })).tool.driver.rules ?? []) {
      expect(rule.name?.length).toBeLessThanOrEqual(255);
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(10);
    }
  });
});

/** What `dojo/tools/sarif/parser.py` of DefectDojo does to a file, where it is strict: one mistake and the whole import fails, or a finding is lost. */
describe("DefectDojo", () => {
  test.each(everything)("reads %s", async (_, report, options) => {
    const run = await runOf(report, options);
    // The name decides which test a later import is compared with.
    expect(run.tool.driver.name).toBe("zunset");
    for (const result of run.results ?? []) {
      expect(result).not.toHaveProperty("kind");
      expect(["error", "warning", "note"]).toContain(result.level);
      expect(result.locations).toHaveLength(1);
      for (const location of physicalLocations(result)) {
        expect(location.artifactLocation?.uri).toBeTruthy();
        expect(location.artifactLocation).not.toHaveProperty("index");
        expect(location.region?.startLine).toBeGreaterThanOrEqual(1);
        expect(location.region).not.toHaveProperty("byteOffset");
        expect(location.region).not.toHaveProperty("charOffset");
      }
      for (const { description } of result.fixes ?? []) expect(description?.text).toBeTruthy();
      for (const [key, value] of Object.entries(result.partialFingerprints ?? {})) {
        if (key.includes("/")) expect(key).toMatch(/^[^/]+\/v\d+$/);
        expect(value).not.toBe("");
      }
      for (const suppression of result.suppressions ?? []) expect(suppression.kind).toBe("inSource");
      // Findings are told apart by their message among others: nothing in it may change from day to day.
      expect(result.message.text).not.toMatch(/\b\d+ days?\b/);
    }
    for (const rule of run.tool.driver.rules ?? []) {
      expect(Number(rule.properties?.["security-severity"])).toBeGreaterThan(0);
      expect(cweTags(rule)).toHaveLength(1);
    }
  });
});

describe("GitLab", () => {
  test.each(everything)("reads %s", async (_, report, options) => {
    const run = await runOf(report, options);
    const rules = run.tool.driver.rules ?? [];
    for (const result of run.results ?? []) {
      // A result without a rule or a place is dropped, and of a report that loses half of its results all are.
      expect(result.ruleId).toBeTruthy();
      expect(result.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBeTruthy();
      // It would go before the rule's severity.
      expect(result).not.toHaveProperty("rank");
    }
    for (const rule of rules) {
      // A rule with one of these is taken for secret detection.
      const secret = cweTags(rule).some((tag) => /cwe-(?:798|259|321|522)$/.test(tag));
      expect(secret).toBe(report.rules.find(({ id }) => id === rule.id)?.cwe === 798);
      expect(String(rule.properties?.["security-severity"])).toMatch(/^\d{1,2}\.\d$/);
    }
  });
  test("only what stands in clear text is a secret", () => {
    expect(sharedReport.rules.filter(({ cwe }) => cwe === 798).map(({ id }) => id)).toEqual(["hardcoded"]);
  });
});

describe("Azure DevOps", () => {
  test.skipIf(process.platform !== "linux")(
    "passes the multitool's rules for it, which nothing else does",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "zunset-azure-"));
      try {
        const [azure, plain] = [join(folder, "azure.sarif"), join(folder, "plain.sarif")];
        writeFileSync(azure, await sarif(withFix, { suppressed: true, pipeline: readPipeline(AZURE) }));
        writeFileSync(plain, await sarif(withFix, { suppressed: true }));
        expect(complaintsOf(folder, [azure], "Sarif;GHAzDO")).toEqual([]);
        expect(complaintsOf(folder, [plain], "Sarif;GHAzDO").join("\n")).toMatch(
          /GHAzDO1019[\s\S]*GHAzDO1020/,
        );
        expect(complaintsOf(folder, [azure, plain], "Sarif;Ghas")).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
  test("takes the pipeline from its variables", () => {
    const pipeline = readPipeline(AZURE);
    expect(pipeline.id).toBe(
      "azuredevops/pipeline/build/acme/0f0e0d0c-0b0a-4908-8706-050403020100/42/12f1170f-54f2-53f3-20dd-22fc7dff55f9/refs/heads/main/4711",
    );
    expect(pipeline.properties["azuredevops/pipeline/build/phaseName"]).toBe("Scan");
    // A token in the address is no part of it.
    expect(pipeline.repository).toEqual({
      repositoryUri: "https://dev.azure.com/acme/support/_git/support",
      revisionId: AZURE.BUILD_SOURCEVERSION,
      branch: "refs/heads/main",
    });
    const old = {
      ...AZURE,
      SYSTEM_COLLECTIONURI: "https://acme.visualstudio.com/",
      BUILD_REPOSITORY_URI: undefined,
    };
    expect(readPipeline(old).id).toContain("/build/acme/");
    expect(readPipeline(old)).not.toHaveProperty("repository");
  });
  test("names every variable that is missing or wrong", async () => {
    const wrong = {
      ...AZURE,
      SYSTEM_DEFINITIONID: "0",
      SYSTEM_JOBID: "00000000-0000-0000-0000-000000000000",
    };
    expect(
      await problemOf(
        "",
        Promise.resolve().then(() => readPipeline(wrong)),
      ),
    ).toBe(
      [
        "this is no run of Azure Pipelines, or its variables are not passed on",
        "at --sarif-azure",
        "These variables of the environment are needed:\nSYSTEM_DEFINITIONID or BUILD_DEFINITIONID: a positive number\nSYSTEM_PHASEID or SYSTEM_JOBID: a GUID",
      ].join(" | "),
    );
    expect(() => readPipeline({})).toThrow(Problem);
    expect(() => readPipeline({ ...AZURE, SYSTEM_COLLECTIONURI: "https://evil.example/acme" })).toThrow(
      Problem,
    );
    expect(() => readPipeline({ ...AZURE, BUILD_DEFINITIONNAME: "a\nb" })).toThrow(Problem);
  });
});

function physicalLocations(result: Result) {
  const flow = result.codeFlows?.flatMap(({ threadFlows }) =>
    threadFlows.flatMap(({ locations }) => locations),
  );
  return [
    ...(result.locations ?? []),
    ...(result.relatedLocations ?? []),
    ...(flow ?? []).flatMap(({ location }) => location ?? []),
  ].flatMap(({ physicalLocation }) => physicalLocation ?? []);
}

function cweTags(rule: ReportingDescriptor): string[] {
  return (rule.properties?.tags ?? []).filter((tag) => /^external\/cwe\/cwe-\d{3,}$/.test(tag));
}
