import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { formats } from "../src/report/index.ts";
import { writeAcme } from "./acme.ts";
import { AZURE } from "./azure.ts";
import { writeFiles } from "./bundle.ts";
import { base, repository, zunset } from "./command.ts";

beforeAll(async () => {
  await writeAcme(repository);
  writeFiles(repository, { ".github/CODEOWNERS": "* @acme/all\n/src/ @acme/api # code\n" });
});

test.each(formats)("--format %s", async (format) => {
  const { status, stdout, stderr } = await zunset(["scan", "--format", format, "--as-of", "2026-11-22"]);
  expect(stderr).toBe("");
  expect(status).toBe(1);
  expect(stdout).toMatch(/[^\n]\n$/);
  const again = await zunset(["scan", "--format", format, "--as-of", "2026-11-22"]);
  expect(again.stdout).toBe(stdout);
});

describe("owners", () => {
  test("stand in the formats that want them", async () => {
    const owned = async (format: string): Promise<string> =>
      (await zunset(["scan", "--format", format])).stdout;
    const { findings } = JSON.parse(await owned("json")) as {
      findings: { location: { path: string }; owners: string[] }[];
    };
    for (const { location, owners } of findings)
      expect(owners).toEqual([location.path.startsWith("src/") ? "@acme/api" : "@acme/all"]);
    expect(await owned("csv")).toContain("@acme/all");
    expect(await owned("markdown")).toMatch(/\| Owner \|\n[\s\S]*`@acme\/all`/);
    expect(await owned("sarif")).not.toContain("@acme");
  });
  test("of a folder of the repository are those of the repository's file", async () => {
    const { stdout } = await zunset(["scan", ".", "--format", "csv"], { cwd: join(repository, "src") });
    expect(stdout).toContain("@acme/api");
    expect(stdout).not.toContain("@acme/all");
  });
});

describe("flags about one format", () => {
  test.each([
    [["--sarif-suppressed"], "--sarif-suppressed is about sarif reports, but none is asked for"],
    [["--sarif-category", "x"], "--sarif-category is about sarif reports, but none is asked for"],
    [["--sarif-azure"], "--sarif-azure is about sarif reports, but none is asked for"],
    [["--markdown-size", "20k"], "--markdown-size is about markdown reports, but none is asked for"],
    [["--format", "markdown", "--markdown-size", "1k"], "Give 16k at least."],
    [["--format", "csv", "--fixes"], "fixes are part of SARIF, rdjson and HTML reports about files"],
    [["--format", "sarif", "--sarif-azure"], "this is no run of Azure Pipelines"],
  ])("%j", async (args, message) => {
    const { status, stdout, stderr } = await zunset(["scan", ...args]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
  test("Azure's variables go into the run, and leave no room for a category", async () => {
    const args = ["scan", "--format", "sarif", "--sarif-azure"];
    const { stdout, status } = await zunset(args, { env: AZURE });
    expect(status).toBe(1);
    const [only] = JSON.parse(stdout).runs;
    expect(only.automationDetails.id).toMatch(/^azuredevops\/pipeline\/build\/acme\/.*\/4711$/);
    expect(only.versionControlProvenance[0].revisionId).toBe(AZURE.BUILD_SOURCEVERSION);
    const both = await zunset([...args, "--sarif-category", "x"], { env: AZURE });
    expect([both.status, both.stderr]).toEqual([2, expect.stringContaining("no room for a category")]);
  });
  test("a longer report in Markdown on request", async () => {
    const short = await zunset(["scan", "--format", "markdown", "--markdown-size", "16k"]);
    expect(Buffer.byteLength(short.stdout)).toBeLessThanOrEqual(16 * 1024);
  });
});

describe("merge", () => {
  const report = (name: string): string => join(base, name);
  beforeAll(async () => {
    await zunset(["scan", "--format", "sarif", "--output", report("a.sarif"), "--quiet"]);
    writeFileSync(report("b.sarif"), readFileSync(report("a.sarif")));
    writeFileSync(report("broken\u001b[31m.sarif"), "{}");
  });

  test("writes one report of two, to standard output or a file", async () => {
    const args = [
      "merge",
      "a.sarif",
      "b.sarif",
      "--repository",
      "https://me:token@github.com/acme/a",
      "--repository",
      "-",
    ];
    const { status, stdout, stderr } = await zunset(args, { cwd: base });
    expect(status).toBe(0);
    expect(stderr).toBe(
      "zunset: b.sarif does not say which repository it is of, so its file name stands for it; --repository says it\n",
    );
    const ids = JSON.parse(stdout).runs.map(
      (one: { automationDetails: { id: string } }) => one.automationDetails.id,
    );
    expect(ids).toEqual(["zunset/b/", "zunset/github.com/acme/a/"]);
    expect(stdout).not.toContain("token@");
    const written = await zunset([...args, "-o", "all.sarif"], { cwd: base });
    expect([written.status, written.stdout]).toEqual([0, ""]);
    expect(written.stderr).toMatch(/zunset: 2 runs with \d+ results written to all\.sarif\n$/);
    expect(readFileSync(report("all.sarif"), "utf8")).toBe(stdout);
    const quiet = await zunset([...args, "-o", "all.sarif", "--quiet"], { cwd: base });
    expect(quiet).toEqual({ status: 0, stdout: "", stderr: "" });
  });
  test.each([
    [["a.sarif", "none.sarif"], "the report cannot be read (ENOENT)\n  at none.sarif"],
    [["."], "the report cannot be read (EISDIR)\n  at ."],
    [["broken\u001b[31m.sarif"], "it must have required property '$schema'\n  at broken␛[31m.sarif"],
    [["a.sarif", "b.sarif", "--repository", "https://x.example"], "1 value of --repository for 2 files"],
    [["a.sarif", "--repository", "git@github.com:acme/a.git"], "a repository is named by its address"],
    [["a.sarif", "a.sarif"], "two runs are of the same repository and category, zunset/a"],
    [[], "missing required argument 'file'"],
  ])("%j is a mistake of the user's", async (args, message) => {
    const { status, stdout, stderr } = await zunset(["merge", ...args], { cwd: base });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
  test("a report without an end is refused before it fills the memory", async () => {
    const huge = report("huge.sarif");
    writeFileSync(huge, Buffer.alloc(257 * 1024 * 1024, 0x20));
    const { status, stderr } = await zunset(["merge", huge], { cwd: base });
    rmSync(huge);
    expect(status).toBe(2);
    expect(stderr).toContain("this is larger than reports that can be merged");
  }, 60_000);
});
