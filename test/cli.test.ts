import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ACME_FINDINGS, CURL, SETTINGS, writeAcme } from "./acme.ts";
import { type RunOptions, run } from "./bundle.ts";
import { base, cli, folderOf, repository, zunset } from "./command.ts";

beforeAll(() => writeAcme(repository));

interface JsonReport {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly daysLeft: number;
    readonly location: { readonly path: string; readonly startLine: number };
  }[];
  readonly summary: { readonly files: { readonly scanned: number } };
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** Scans to JSON on standard output and gives `path:line rule` of each finding. */
async function places(args: readonly string[], options: RunOptions = {}): Promise<string[]> {
  const { stdout, stderr } = await zunset(["scan", "--format", "json", ...args], options);
  expect(stderr).toBe("");
  return (JSON.parse(stdout) as JsonReport).findings.map(
    ({ rule, location }) => `${location.path}:${location.startLine} ${rule}`,
  );
}

describe("help and version", () => {
  test("--version prints the version of package.json", async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
    expect(await zunset(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });
  test.each([
    ["--help"],
    ["scan --help"],
    ["rules --help"],
    ["rules list --help"],
    ["rules explain --help"],
    ["why --help"],
  ])("%s is on stdout, narrower than 80 columns", async (words) => {
    const { status, stdout, stderr } = await zunset(words.split(" "));
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").filter((line) => line.length >= 80)).toEqual([]);
    expect(stdout).toMatch(/^Usage: zunset /);
  });
  test.each([["--help"], ["scan --help"], ["why --help"]])("%s shows examples", async (words) => {
    const { stdout } = await zunset(words.split(" "));
    expect(stdout).toMatch(/\nExamples:\n {2}\S/);
  });
  test("every option of scan says its default", async () => {
    const { stdout } = await zunset(["scan", "--help"]);
    const options = stdout.slice(stdout.indexOf("Options:"), stdout.indexOf("-h, --help"));
    const texts = options
      .split(/\n {2}(?=--)/)
      .slice(1)
      .map((text) => text.replace(/\s+/g, " "));
    expect(texts.length).toBeGreaterThan(14);
    expect(texts.filter((text) => !/\(default: |\(needed for -\)/.test(text))).toEqual([]);
  });
  test("without a command the help goes to stderr", async () => {
    const { status, stdout, stderr } = await zunset([]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Usage: zunset /);
  });
  test("an old Node is told so before anything else", async () => {
    const old =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.18.3"}})';
    const { status, stdout, stderr } = await run(process.execPath, ["--import", old, cli, "--version"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      "zunset: Node 20.18.3 is too old\n  zunset runs on Node 20.19 and newer: https://nodejs.org\n",
    );
  });
});

describe("mistakes on the command line end with 2 and say what to do", () => {
  test.each([
    ["scna", 'there is no command "scna"\n  Did you mean "scan"?'],
    ["src", 'there is no command "src"\n  To scan it: zunset scan src'],
    ["scan --formt sarif", "unknown option '--formt'\n  Did you mean --format?"],
    ["scan --format sariff", 'Did you mean "sarif"? Allowed: terminal, sarif, json,'],
    ["scan --fail-on errors", 'Did you mean "error"?'],
    ["scan --as-of 2026-02-30", "Give a date as YYYY-MM-DD."],
    ["scan --as-of tomorrow", "Give a date as YYYY-MM-DD."],
    ["scan --as-of 2026-1-1", "Give a date as YYYY-MM-DD."],
    ["scan --threads 65", "Give a number from 0 to 64"],
    ["scan --threads -1", "Give a number from 0 to 64"],
    ["scan --max-file-size 0", "Give a size such as 500k or 2m"],
    ["scan --max-file-size 300m", "at most 256m"],
    ["scan --only basic-aut", 'there is no rule "basic-aut"\n  at --only\n  Did you mean "basic-auth"?'],
    ["scan --only zenpy", 'Did you mean "sdk-zenpy"?'],
    ["scan --only nothing-like-it", "zunset rules list shows all of them."],
    ["scan nowhere", "at nowhere"],
    ["scan src nowhere", "at nowhere"],
    ["scan --config nowhere.yml", "the configuration file does not exist\n  at nowhere.yml"],
    ["scan --rules nowhere", "the folder with rules does not exist"],
    ["scan --rules src/client.ts", "the folder with rules is no folder"],
    ["scan --rules docs", "the folder with rules holds none"],
    ["scan --format json --format sarif", "only one format can go to standard output"],
    ["scan --format json --format sarif --output x --output ./x", "two formats go to the same file"],
    ["scan --output x --output y", "2 outputs for 1 format"],
    ["scan -", "standard input has no name"],
    ["scan - src --stdin-filename x.sh", "standard input and paths cannot be scanned together"],
    ["scan --stdin-filename x.sh", "there is a name for standard input, but it is not scanned"],
    ["scan --sarif-category x", "Add --format sarif."],
    ["rules", "Usage: zunset rules "],
    ["rules explain", "missing required argument 'id'"],
    ["rules explain env-raed", 'Did you mean "env-read"?'],
    ["why src/client.ts", "this is no place in a file"],
  ])("zunset %s", async (words, says) => {
    const { status, stdout, stderr } = await zunset(words.split(" "));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
  test("what was named is shown without control characters", async () => {
    const { status, stderr } = await zunset(["scan", "no\u001b[31mwhere"]);
    expect(status).toBe(2);
    expect(stderr).toContain("no␛[31mwhere");
    const { stderr: option } = await zunset(["scan", "--\u001b[31m"]);
    expect(option).toContain("--␛[31m");
  });
});

describe("what is scanned", () => {
  test("the current folder", async () => expect(await places([])).toEqual(ACME_FINDINGS));
  test("one folder", async () =>
    expect(await places(["deploy"])).toEqual(ACME_FINDINGS.filter((one) => one.startsWith("deploy/"))));
  test("one file", async () =>
    expect(await places(["deploy/users.sh"])).toEqual(["deploy/users.sh:1 shell"]));
  test("several roots", async () =>
    expect(await places(["deploy/legacy", "docs"])).toEqual([
      "deploy/legacy/old.sh:1 shell",
      "docs/setup.md:3 docs",
    ]));
  test("roots that hold each other count once", async () => {
    expect(await places([".", "deploy", "deploy/users.sh", "./deploy/../deploy"])).toEqual(ACME_FINDINGS);
  });
  test("paths are relative to the git root wherever it is started", async () => {
    const ways: [string[], string][] = [
      [["../deploy"], join(repository, "src")],
      [[join(repository, "deploy")], base],
      [["acme support/deploy"], base],
      [[], join(repository, "deploy")],
    ];
    for (const [args, cwd] of ways)
      expect(await places(args, { cwd })).toEqual([
        "deploy/legacy/old.sh:1 shell",
        "deploy/users.sh:1 shell",
      ]);
  });
  test("without git they are relative to the scanned folder", async () => {
    const folder = folderOf("no-git", { "deep/a.sh": CURL });
    expect(await places([folder])).toEqual(["deep/a.sh:1 shell"]);
    expect(await places(["no-git"], { cwd: base })).toEqual(["deep/a.sh:1 shell"]);
  });
  test("standard input", async () => {
    const options = { input: CURL };
    expect(await places(["-", "--stdin-filename", "deploy/new.sh"], options)).toEqual([
      "deploy/new.sh:1 shell",
    ]);
    const cwd = join(repository, "deploy");
    expect(await places(["-", "--stdin-filename", "new.sh"], { ...options, cwd })).toEqual([
      "deploy/new.sh:1 shell",
    ]);
    expect(await places(["-", "--stdin-filename", join(cwd, "new.sh")], options)).toEqual([
      "deploy/new.sh:1 shell",
    ]);
  });
  test("standard input that is binary, too large or empty", async () => {
    const binary = await zunset(["scan", "-", "--stdin-filename", "x.sh"], { input: "\0zendesk" });
    expect(binary.status).toBe(2);
    expect(binary.stderr).toContain("no file was read, so nothing can be said\n  at -\n  x.sh: binary\n");
    const large = await zunset(["scan", "-", "--stdin-filename", "x.sh", "--max-file-size", "10"], {
      input: CURL,
    });
    expect(large.status).toBe(2);
    expect(large.stderr).toContain("standard input is larger than 10 bytes");
    expect((await zunset(["scan", "-", "--stdin-filename", "x.sh"])).status).toBe(0);
  });
  test("--exclude", async () => {
    expect(await places(["--exclude", "legacy/", "docs/**"])).toEqual(
      ACME_FINDINGS.filter((one) => !/legacy|docs/.test(one)),
    );
    expect(await places(["--exclude", "/deploy", "--exclude", "*.md"])).toEqual(
      ACME_FINDINGS.filter((one) => !/^deploy|docs/.test(one)),
    );
  });
  test("--only", async () => {
    expect(await places(["--only", "shell"])).toEqual(ACME_FINDINGS.filter((one) => one.endsWith(" shell")));
    expect(await places(["--only", "docs", "basic-auth"])).toEqual(
      ACME_FINDINGS.filter((one) => / (?:docs|basic-auth)$/.test(one)),
    );
  });
  test("--no-ignored-credentials", async () =>
    expect(await places(["--no-ignored-credentials"])).toEqual(
      ACME_FINDINGS.filter((one) => !one.startsWith(".env")),
    ));
  test("--max-file-size", async () => {
    const { stdout } = await zunset(["scan", "--format", "json", "--max-file-size", "200"]);
    const { skipped } = JSON.parse(stdout) as JsonReport;
    expect(skipped).toEqual([expect.objectContaining({ path: "src/client.ts", reason: "too-large" })]);
  });
  test("--as-of", async () => {
    const { stdout } = await zunset(["scan", "--format", "json", "--as-of", "2027-04-01"]);
    const { findings } = JSON.parse(stdout) as JsonReport;
    expect(new Set(findings.map(({ daysLeft }) => daysLeft))).toEqual(new Set([29]));
  });
});

describe("exit code", () => {
  const LEVELS = {
    "docs/setup.md": "Set `ZENDESK_API_TOKEN` to your Zendesk API token.\n",
    "read.ts": SETTINGS.slice(SETTINGS.indexOf("export const token")),
    "users.sh": CURL,
  };
  test("the levels are what they are made for", async () => {
    const folder = folderOf("levels", LEVELS);
    const { stdout } = await zunset(["scan", folder, "--format", "json", "--exclude", "nothing"]);
    const severities = (JSON.parse(stdout) as JsonReport).findings.map(
      ({ location, severity }) => `${location.path} ${severity}`,
    );
    expect(severities).toEqual(["docs/setup.md note", "users.sh error"]);
  });
  test.each([
    ["error", 0, 0, 1],
    ["warning", 0, 1, 1],
    ["note", 1, 1, 1],
    ["never", 0, 0, 0],
  ])("--fail-on %s", async (level, ...statuses) => {
    const folder = folderOf("levels", LEVELS);
    // One file at a time: a note, a warning, an error.
    const files = Object.keys(LEVELS);
    const outcomes = files.map((file) => zunset(["scan", join(folder, file), "--fail-on", level]));
    expect((await Promise.all(outcomes)).map(({ status }) => status)).toEqual(statuses);
  });
  test("without --fail-on a warning is enough", async () => {
    const folder = folderOf("levels-default", {
      "read.ts": "export const key = process.env.ZENDESK_API_TOKEN;\n",
    });
    expect((await zunset(["scan", folder])).status).toBe(1);
  });
  test("0 where nothing is found, on stdout as on disk", async () => {
    const { status, stdout, stderr } = await zunset(["scan", "web"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("No use of a Zendesk API token found.");
    expect((await zunset(["scan", "--output", join(base, "found.txt")])).status).toBe(1);
  });
  test("2 where nothing was read, with the reasons, unless --allow-empty", async () => {
    const folder = folderOf("empty", { "node_modules/x/a.sh": CURL });
    const { status, stdout, stderr } = await zunset(["scan", folder]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(
      `no file was read, so nothing can be said\n  at ${folder}\n  left out: 1 vendored\n`,
    );
    expect((await zunset(["scan", folder, "--allow-empty"])).status).toBe(0);
    const excluded = await zunset(["scan", "--exclude", "**"]);
    expect(excluded.status).toBe(2);
    const binary = folderOf("only-binary", { "a.sh": `\0${CURL}` });
    expect((await zunset(["scan", binary])).stderr).toContain("\n  a.sh: binary\n");
  });
  test("--strict: 2 where a file was skipped that may matter, with the report", async () => {
    const folder = folderOf("strict", { "a.sh": CURL, "b.txt": `${"x".repeat(5000)} zendesk\n` });
    const args = ["scan", folder, "--max-file-size", "4k"];
    expect((await zunset(args)).status).toBe(1);
    const { status, stdout, stderr } = await zunset([...args, "--strict"]);
    expect(status).toBe(2);
    expect(stdout).toContain("1 finding: 1 error");
    expect(stderr).toMatch(
      /^zunset: 1 file could not be scanned, and --strict allows none\n {2}b\.txt: too large \(/,
    );
    const binary = folderOf("strict-binary", { "a.sh": CURL, "b.txt": "\0zendesk" });
    expect((await zunset(["scan", binary, "--strict"])).status).toBe(1);
  });
});

describe("rules", () => {
  test("list has a line for each, with severity and title", async () => {
    const { status, stdout } = await zunset(["rules", "list"]);
    const ids = readdirSync(join(import.meta.dirname, "../rules")).filter((name) => name.endsWith(".yml"));
    expect(status).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => `${line.split(" ")[0]}.yml`),
    ).toEqual(ids.sort());
    expect(stdout).toMatch(/^basic-auth +error {4}Zendesk API token sent as HTTP Basic$/m);
  });
  test("explain tells all there is, wrapped, with the days left", async () => {
    const { status, stdout } = await zunset(["rules", "explain", "basic-auth", "--as-of", "2027-04-20"]);
    expect(status).toBe(0);
    expect(stdout.split("\n").filter((line) => line.length > 100 && line.includes(" "))).toEqual([]);
    expect(stdout).toContain("deadline   2027-04-30, in 10 days: every remaining API token stops working\n");
    for (const heading of ["Why", "What to do", "Read on"]) expect(stdout).toContain(`\n${heading}\n`);
    expect(stdout).toMatch(
      /^severity {3}error: .*\nprecision {2}high: .*\nsecurity {3}5\.0 of 10, CWE-477 /m,
    );
    expect(stdout).toMatch(/^https:\/\/developer\.zendesk\.com\/\S+$/m);
  });
  test("explain wraps lists and keeps no line too long", async () => {
    const { stdout } = await zunset(["rules", "list"]);
    const ids = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0] ?? "");
    const some = ids.filter((_, index) => index % 6 === 0);
    const outcomes = await Promise.all(some.map((id) => zunset(["rules", "explain", id])));
    for (const [index, { status, stdout: text }] of outcomes.entries()) {
      expect(status).toBe(0);
      expect(text.startsWith(`${some[index]}: `)).toBe(true);
      expect(text.split("\n").filter((line) => line.length > 100 && line.includes(" "))).toEqual([]);
    }
  });
});

test("the bundle stands alone", () => {
  for (let folder = dirname(cli); ; folder = dirname(folder)) {
    expect(existsSync(join(folder, "node_modules"))).toBe(false);
    if (dirname(folder) === folder) break;
  }
});
