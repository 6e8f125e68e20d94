import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Log, Run } from "sarif";
import { describe, expect, test } from "vitest";
import { readPipeline } from "../src/cli/azure.ts";
import { type Input, merge } from "../src/merge/index.ts";
import type { Finding, Report } from "../src/model/finding.ts";
import { type RenderOptions, render } from "../src/report/index.ts";
import { AZURE } from "./azure.ts";
import { HOSTILE, hostileReport, sharedReport } from "./hostile-report.ts";
import { complaintsOf, MULTITOOL } from "./multitool.ts";
import { problemOf } from "./problem.ts";

const sarif = (report: Report, options: Partial<RenderOptions> = {}): Promise<string> =>
  render("sarif", report, { color: false, width: 80, ...options });
const shared = await sarif(sharedReport);
const empty = await sarif({ ...sharedReport, findings: [], skipped: [] });
const [first] = sharedReport.findings as [Finding];
const withFix = await sarif(
  {
    ...sharedReport,
    findings: [{ ...first, state: "new" }],
    suppressed: [{ finding: { ...first, state: "known" }, reason: "", location: first.location }],
    fixes: new Map([
      [
        first,
        {
          description: "x",
          files: [{ path: "a", replacements: [{ location: first.location, text: "" }], diff: "" }],
        },
      ],
    ]),
  },
  { suppressed: true, pipeline: readPipeline(AZURE) },
);
const at = (name: string, text: string, more: Partial<Input> = {}): Input => ({ name, text, ...more });
const runsOf = (inputs: readonly Input[]): Run[] => (JSON.parse(merge(inputs).text) as Log).runs;
const wrong = (...inputs: readonly Input[]): Promise<string> =>
  problemOf(
    "/nowhere",
    Promise.resolve().then(() => merge(inputs)),
  );
const idsOf = (runs: readonly Run[]): unknown[] => runs.map(({ automationDetails }) => automationDetails?.id);

test("each report is asked for once, and none before it is needed", () => {
  const asked: string[] = [];
  const lazy = (name: string, text: string): Input => ({
    name,
    get text() {
      asked.push(name);
      return text;
    },
  });
  merge([lazy("a.sarif", shared), lazy("b.sarif", empty)]);
  expect(asked).toEqual(["a.sarif", "b.sarif"]);
  expect(() => merge([lazy("c.sarif", "{"), lazy("d.sarif", shared)])).toThrow("this is not JSON");
  expect(asked).toEqual(["a.sarif", "b.sarif", "c.sarif"]);
});

describe("a run for each repository", () => {
  const inputs = [
    at("out/b.sarif", shared, { repository: "https://github.com/acme/B.git", revision: "0123456789abcdef" }),
    at("out/a.sarif", empty, { repository: "https://gitlab.example.com/acme/group/a" }),
    at("out/c.sarif", withFix),
    at("out/d d.sarif", shared),
  ];

  test("keeps its results, and is known by its repository", () => {
    const runs = runsOf(inputs);
    expect(idsOf(runs)).toEqual([
      readPipeline(AZURE).id,
      "zunset/d%20d/",
      "zunset/github.com/acme/B/",
      "zunset/gitlab.example.com/acme/group/a/",
    ]);
    expect(runs.map(({ results }) => results?.length)).toEqual([2, 9, 9, 0]);
    expect(runs[2]?.results).toEqual((JSON.parse(shared) as Log).runs[0]?.results);
    expect(runs.map(({ versionControlProvenance }) => versionControlProvenance?.[0])).toEqual([
      {
        repositoryUri: "https://dev.azure.com/acme/support/_git/support",
        revisionId: AZURE.BUILD_SOURCEVERSION,
        branch: "refs/heads/main",
        mappedTo: { uriBaseId: "%SRCROOT%" },
      },
      undefined,
      {
        repositoryUri: "https://github.com/acme/B.git",
        revisionId: "0123456789abcdef",
        mappedTo: { uriBaseId: "%SRCROOT%" },
      },
      { repositoryUri: "https://gitlab.example.com/acme/group/a", mappedTo: { uriBaseId: "%SRCROOT%" } },
    ]);
    expect(merge(inputs).unnamed).toEqual(["out/d d.sarif"]);
    expect(merge(inputs)).toMatchObject({ runs: 4, results: 20 });
  });
  test("in the same bytes, whatever the order, and again", () => {
    const { text } = merge(inputs);
    expect(merge([...inputs].reverse()).text).toBe(text);
    const named = merge(inputs.slice(0, 3)).text;
    expect(merge([at("all.sarif", named)]).text).toBe(named);
    expect(idsOf(runsOf([at("all.sarif", named), at("d.sarif", shared)]))).toContain("zunset/d/");
    expect(named.endsWith("]}]}\n")).toBe(true);
  });
  test("a category and a number of the run stay", async () => {
    const nightly = await sarif(sharedReport, { category: "team/nightly" });
    const numbered = nightly.replace('"team/nightly/"', '"team/nightly/4711"');
    expect(idsOf(runsOf([at("a.sarif", nightly), at("b.sarif", numbered)]))).toEqual([
      "team/nightly/a/",
      "team/nightly/b/4711",
    ]);
  });
  test("two of one repository and category are refused", async () => {
    const repository = "https://github.com/acme/a";
    expect(await wrong(at("x.sarif", shared, { repository }), at("y.sarif", empty, { repository }))).toMatch(
      /^two runs are of the same repository and category, zunset\/github\.com\/acme\/a \| at x\.sarif, y\.sarif \| Leave one out/,
    );
    expect(await wrong(at("a/report.sarif", shared), at("b/report.sarif", shared))).toMatch(
      /^two runs .* at a\/report\.sarif, b\/report\.sarif/,
    );
  });
  test("20 at most", async () => {
    const many = Array.from({ length: 21 }, (_, index) => at(`r${index}.sarif`, empty));
    expect(runsOf(many.slice(1))).toHaveLength(20);
    expect(await wrong(...many)).toBe(
      "these are 21 runs, and GitHub takes at most 20 in a file | at  | Merge them in groups of 20.",
    );
  });
  test("a revision needs a repository, and one repository is not of several runs", async () => {
    expect(await wrong(at("a.sarif", shared, { revision: "abc" }))).toMatch(
      /^there is a revision, but the repository is not known \| at a\.sarif/,
    );
    const two = merge([at("a.sarif", shared), at("b.sarif", shared)]).text;
    expect(await wrong(at("two.sarif", two, { repository: "https://github.com/acme/a" }))).toMatch(
      /^this holds several runs/,
    );
  });
});

describe("what comes out is valid", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(MULTITOOL, "sarif-2.1.0.json"), "utf8")));

  test("of everything that a scan writes", async () => {
    const hostile = await Promise.all(
      HOSTILE.map(async (text, index) =>
        at(`${index}${text}.sarif`, await sarif(hostileReport(text), { suppressed: true })),
      ),
    );
    for (const inputs of [
      hostile.slice(0, 15),
      hostile.slice(15),
      [at("a", withFix), at("b", shared), at("c", empty)],
    ]) {
      const { text } = merge(inputs);
      validate(JSON.parse(text));
      expect(validate.errors).toBeNull();
      expect(text.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
    }
  });
  test.skipIf(process.platform !== "linux")(
    "says the multitool",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "zunset-merge-"));
      try {
        const file = join(folder, "merged.sarif");
        writeFileSync(
          file,
          merge([
            at("a", withFix),
            at("b", shared),
            at("c", empty, { repository: "ssh://git.example.com/acme/c" }),
          ]).text,
        );
        expect(complaintsOf(folder, [file], "Sarif;Ghas")).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});

describe("inputs are not trusted", () => {
  const log = (): Log => JSON.parse(shared) as Log;
  const changed = (change: (log: Log, run: Run) => void): Input => {
    const copy = log();
    change(copy, copy.runs[0] as Run);
    return at("a.sarif", JSON.stringify(copy));
  };

  test.each([
    ["", "this is not JSON | at a.sarif"],
    ["{", "this is not JSON"],
    ['{"runs": [}', "this is not JSON"],
    ["[]", "this is not SARIF as zunset writes it: it must be object | at a.sarif"],
    ["{}", "it must have required property '$schema'"],
    ['{"$schema":"https://x.example","version":"2.0.0","runs":[]}', 'version has to be "2.1.0"'],
    ['{"$schema":"https://x.example","version":"2.1.0","runs":[]}', "runs must NOT have fewer than 1 items"],
    ["[".repeat(100_000), "this is nested too deeply for a report | at a.sarif"],
    [`{"a\\"[[[":${"[".repeat(80)}`, "this is nested too deeply"],
    ['"\\"', "this is not JSON"],
  ])("%j", async (text, message) => {
    expect(await wrong(at("a.sarif", text))).toContain(message);
  });
  test("only what a scan writes gets through", async () => {
    const messages = await Promise.all(
      [
        changed((_, run) => {
          run.tool.driver.name = "CodeQL" as "zunset";
        }),
        changed((_, run) => {
          Object.assign(run, { properties: { a: 1 } });
        }),
        changed((_, run) => {
          Object.assign(run.results?.[3] ?? {}, { level: "none" });
        }),
        changed((_, run) => {
          Object.assign(run.results?.[0]?.locations?.[0]?.physicalLocation?.region ?? {}, { endColumn: 0 });
        }),
        changed((_, run) => {
          Object.assign(run.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation ?? {}, {
            uri: "javascript:alert(1)",
          });
        }),
        changed((_, run) => {
          Object.assign(run.results?.[0] ?? {}, { ruleIndex: 5 });
        }),
        changed((_, run) => {
          run.tool.driver.rules?.push(...(run.tool.driver.rules ?? []));
        }),
        changed((_, run) => {
          run.versionControlProvenance = [
            { repositoryUri: "https://[", mappedTo: { uriBaseId: "%SRCROOT%" } },
          ];
        }),
        changed((_, run) => {
          run.automationDetails = { id: "a\u001b/" };
        }),
        at("a.sarif", shared.replace('"columnKind"', '"__proto__":{"results":[]},"columnKind"')),
      ].map((input) => wrong(input)),
    );
    expect(
      messages.map((message) =>
        message.split(" | ")[0]?.replace("this is not SARIF as zunset writes it: ", ""),
      ),
    ).toEqual([
      'runs[0].tool.driver.name has to be "zunset"',
      'runs[0] has a key "properties", which is none of zunset\'s',
      "runs[0].results[3].level must be equal to one of the allowed values",
      "runs[0].results[0].locations[0].physicalLocation.region.endColumn must be >= 1",
      expect.stringMatching(
        /^runs\[0\]\.results\[0\]\.locations\[0\]\.physicalLocation\.artifactLocation\.uri must match pattern/,
      ),
      "runs[0] has a result of a rule that it does not list",
      "runs[0] has a rule twice",
      "runs[0] has a repository whose address is none",
      expect.stringMatching(/^runs\[0\]\.automationDetails\.id must match pattern/),
      'runs[0] has a key "__proto__", which is none of zunset\'s',
    ]);
    for (const message of messages) expect(message).toContain("| at a.sarif");
  });
  test("a byte order mark is no trouble", () => {
    expect(runsOf([at("a.sarif", `\ufeff${shared}`)])).toHaveLength(1);
  });
});
