import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config/index.ts";
import { suggest } from "../src/config/suggest.ts";
import { CURL, writeAcme } from "./acme.ts";
import { initGit, run, writeFiles } from "./bundle.ts";
import { base, cli, repository, zunset } from "./command.ts";
import { problemOf } from "./problem.ts";

beforeAll(() => writeAcme(repository));

/** Writes a configuration and gives what is wrong with it, `message at where help`, the folder's path left out. */
async function problemWith(text: string | Uint8Array): Promise<string> {
  writeFiles(base, { "wrong.yml": text });
  return problemOf(base, readConfig(join(base, "wrong.yml"), undefined));
}

describe("a mistake in a configuration is named with its place", () => {
  test.each([
    [
      "unknown key",
      "failon: error\n",
      'there is no setting "failon" | at wrong.yml:1:1 | Did you mean "failOn"?',
    ],
    [
      "unknown key far from all",
      "# c\n\nfoo: 1\n",
      'there is no setting "foo" | at wrong.yml:3:1 | Known: exclude, only, failOn, rules, ignoredCredentials, maxFileSize, baseline.',
    ],
    ["a list", "- exclude\n", "this has to be a mapping of keys to values, not a list | at wrong.yml:1:1 | "],
    ["text", "exclude\n", "this has to be a mapping of keys to values, not text | at wrong.yml:1:1 | "],
    ["text for a list", "exclude: legacy/**\n", "exclude has to be a list, not text | at wrong.yml:1:10 | "],
    [
      "a number in a list",
      "exclude:\n  - a\n  - 3\n",
      "exclude[1] has to be text, not a number | at wrong.yml:3:5 | ",
    ],
    ["an empty value", "only:\n", "only has to be a list, not empty | at wrong.yml:1:6 | "],
    ["a word", "failOn: errors\n", 'failOn cannot be "errors" | at wrong.yml:1:9 | Did you mean "error"?'],
    [
      "a number",
      "failOn: 2\n",
      "failOn cannot be 2 | at wrong.yml:1:9 | Known: error, warning, note, never.",
    ],
    [
      "yes",
      "ignoredCredentials: yes\n",
      "ignoredCredentials has to be true or false, not text | at wrong.yml:1:21 | ",
    ],
    [
      "the first of several",
      "maxFileSize: []\nfoo: 1\n",
      "maxFileSize has to be a whole number or text, not a list | at wrong.yml:1:14 | ",
    ],
    [
      "a control character",
      '"a\\eb": 1\n',
      'there is no setting "a\u001bb" | at wrong.yml:1:1 | Known: exclude, only, failOn, rules, ignoredCredentials, maxFileSize, baseline.',
    ],
    [
      "__proto__",
      "__proto__: 1\n",
      'there is no setting "__proto__" | at wrong.yml:1:1 | Known: exclude, only, failOn, rules, ignoredCredentials, maxFileSize, baseline.',
    ],
  ])("%s", async (_, text, says) => expect(await problemWith(text)).toBe(says));

  test.each([
    [
      "an open bracket",
      "exclude: [a, b\n",
      /^this is not valid YAML: .* \| at wrong\.yml:2:1 \| Check the indentation/,
    ],
    ["a tab", "exclude:\n\t- a\n", /^this is not valid YAML: .* \| at wrong\.yml:2:1 \|/],
    [
      "a key twice",
      "failOn: error\nfailOn: note\n",
      /^this is not valid YAML: Map keys must be unique \| at wrong\.yml:2:1 \|/,
    ],
    ["an unknown anchor", "exclude: *gone\n", /^there is no anchor &gone \| at wrong\.yml:1:10 \|/],
    [
      "two documents",
      "failOn: error\n---\nfailOn: note\n",
      /^this is not valid YAML: .* \| at wrong\.yml:2:1 \|/,
    ],
    ["a size", "maxFileSize: 3 gigabytes\n", /^maxFileSize must match pattern .* \| at wrong\.yml:1:14 \|/],
    ["binary", Uint8Array.of(0xff, 0xfe, 0x00), /^this file is not UTF-8 text \| at wrong\.yml \|/],
    [
      "100,000 brackets",
      `exclude: ${"[".repeat(100_000)}`,
      /^this YAML is nested too deeply \| at wrong\.yml \|/,
    ],
    [
      "2 MB",
      `# ${"x".repeat(2_000_000)}\n`,
      /^this file is too large \(2000003 bytes, the limit is 1048576\) \| at wrong\.yml \|/,
    ],
    [
      "100,000 dashes",
      `exclude:\n  ${"- ".repeat(100_000)}a\n`,
      /^this YAML is nested too deeply \| at wrong\.yml \|/,
    ],
    [
      "1,000 levels of indentation",
      Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
      /^this YAML is nested too deeply \| at wrong\.yml \|/,
    ],
    [
      "aliases of aliases",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij".replace(/./g, (to) => `${to}: &${to} [${`*${String.fromCharCode(to.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
      /^this YAML repeats itself by too many aliases \| at wrong\.yml \|/,
    ],
  ])("%s", async (_, text, says) => expect(await problemWith(text)).toMatch(says));

  test("a file that cannot be read", async () => {
    mkdirSync(join(base, "folder.yml"));
    expect(await problemOf(base, readConfig(join(base, "folder.yml"), undefined))).toBe(
      "this is not a file | at folder.yml | ",
    );
    expect(await problemOf(base, readConfig(join(base, "gone.yml"), undefined))).toBe(
      "the configuration file does not exist | at gone.yml | Check the path given to --config.",
    );
  });
});

describe("the configuration of what is scanned", () => {
  const found = async (scanned: string): Promise<string | undefined> =>
    (await readConfig(undefined, join(base, scanned))).exclude?.[0];

  test("is in its folder or above, up to the git root", async () => {
    const config = (name: string): string => `exclude: [${name}]\n`;
    writeFiles(join(base, "tree"), {
      "zunset.config.yml": config("outside"),
      "repo/zunset.config.yml": config("repo"),
      "repo/packages/one/zunset.config.yaml": config("one"),
      "repo/packages/one/src/a.ts": "",
      "repo/packages/two/a.ts": "",
      "bare/a.ts": "",
    });
    await initGit(join(base, "tree/repo"));
    await initGit(join(base, "tree/bare"));
    expect(await found("tree/repo")).toBe("repo");
    expect(await found("tree/repo/packages/two")).toBe("repo");
    expect(await found("tree/repo/packages/two/a.ts")).toBe("repo");
    expect(await found("tree/repo/packages/one/src/a.ts")).toBe("one");
    expect(await found("tree/bare/a.ts")).toBe(undefined);
  });
  test("without git is not looked for above the folder zunset was started in", async () => {
    writeFiles(join(base, "loose"), {
      "zunset.config.yml": "exclude: [mine.sh]\n",
      "inner/mine.sh": CURL,
      "inner/other.sh": CURL,
    });
    expect(await found("loose/inner")).toBe(undefined);
    const places = async (cwd: string, path: string): Promise<string[]> => {
      const { stdout } = await run(process.execPath, [cli, "scan", path, "--format", "json"], {
        cwd: join(base, cwd),
      });
      const { findings } = JSON.parse(stdout) as { findings: { location: { path: string } }[] };
      return findings.map(({ location }) => location.path);
    };
    expect(await places("loose", "inner")).toEqual(["other.sh"]);
    expect(await places(".", "loose/inner")).toEqual(["other.sh"]);
    expect(await places("loose/inner", ".")).toEqual(["mine.sh", "other.sh"]);
  });
  test("is not one that a link brings in from outside", async () => {
    writeFiles(base, {
      "elsewhere.yml": "exclude: [elsewhere]\n",
      "linked/inside.yml": "exclude: [inside]\n",
      "linked/sub/a.ts": "",
    });
    await initGit(join(base, "linked"));
    symlinkSync("../elsewhere.yml", join(base, "linked/zunset.config.yml"));
    expect(await found("linked")).toBe(undefined);
    symlinkSync("../inside.yml", join(base, "linked/sub/zunset.config.yml"));
    expect(await found("linked/sub")).toBe("inside");
  });
  test("may be empty, and may say everything", async () => {
    writeFiles(base, { "empty.yml": "# nothing yet\n", "zero.yml": "" });
    for (const name of ["empty.yml", "zero.yml"])
      expect((await readConfig(join(base, name), undefined)).exclude).toBe(undefined);
    writeFiles(base, {
      "full/all.yml": `exclude: &names [a, b]\nonly: [shell]\nfailOn: never\nrules: my-rules\nignoredCredentials: false\nmaxFileSize: 500k\n`,
    });
    const { place, ...config } = await readConfig(join(base, "full/all.yml"), undefined);
    expect(config).toEqual({
      exclude: ["a", "b"],
      only: ["shell"],
      failOn: "never",
      rules: join(base, "full/my-rules"),
      ignoredCredentials: false,
      maxFileSize: "500k",
      file: join(base, "full/all.yml"),
      found: false,
    });
    expect(place("only", 0)).toBe(`${join(base, "full/all.yml")}:2:8`);
  });
});

describe("the bundle, with no package installed", () => {
  test("checks a configuration and says where it is wrong", async () => {
    writeFiles(repository, { "ci/strict.yml": "failOn: note\nexlude: [docs]\n" });
    const { status, stdout, stderr } = await zunset(["scan", "--config", "ci/strict.yml"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      'zunset: there is no setting "exlude"\n  at ci/strict.yml:2:1\n  Did you mean "exclude"?\n',
    );
  });
  test("applies one, and the command line wins over it", async () => {
    writeFiles(repository, {
      "ci/quiet.yml":
        "failOn: never\nonly: [shell, docs]\nexclude: [legacy/]\nignoredCredentials: false\nmaxFileSize: 1k\n",
    });
    const ids = async (args: readonly string[]): Promise<[number | null, string[]]> => {
      const { status, stdout } = await zunset([
        "scan",
        "--config",
        "ci/quiet.yml",
        "--format",
        "json",
        ...args,
      ]);
      const { findings } = JSON.parse(stdout) as { findings: { rule: string; location: { path: string } }[] };
      return [status, findings.map(({ rule, location }) => `${location.path} ${rule}`)];
    };
    expect(await ids([])).toEqual([0, ["deploy/users.sh shell", "docs/setup.md docs"]]);
    expect(await ids(["--fail-on", "error", "--only", "basic-auth"])).toEqual([
      1,
      ["src/client.ts basic-auth"],
    ]);
    expect(await ids(["--exclude", "docs"])).toEqual([0, ["deploy/users.sh shell"]]);
  });
  test("names the place of an unknown rule, a missing folder and a size out of range", async () => {
    const cases: [string, string][] = [
      [
        "only:\n  - shell\n  - shel\n",
        'there is no rule "shel"\n  at ci/c.yml:3:5\n  Did you mean "shell"?\n',
      ],
      [
        "rules: nowhere\n",
        `the folder with rules does not exist: ${join(repository, "ci/nowhere")}\n  at ci/c.yml:1:8\n`,
      ],
      ["maxFileSize: 900m\n", "maxFileSize is out of range\n  at ci/c.yml:1:14\n"],
    ];
    for (const [text, says] of cases) {
      writeFiles(repository, { "ci/c.yml": text });
      const { status, stderr } = await zunset(["scan", "--config", "ci/c.yml"]);
      expect(status).toBe(2);
      expect(stderr).toContain(`zunset: ${says}`);
    }
  });
});

test("a suggestion is near, or holds what was given", () => {
  const known = ["basic-auth", "sdk-zenpy", "shell"];
  expect(suggest("Basic-Auth", known)).toBe('Did you mean "basic-auth"?');
  expect(suggest("zenpy", known)).toBe('Did you mean "sdk-zenpy"?');
  expect(suggest("shlel", known)).toBe('Did you mean "shell"?');
  expect(suggest("xy", known)).toBe("Known: basic-auth, sdk-zenpy, shell.");
  expect(suggest("completely-else", known, "See the list.")).toBe("See the list.");
});

test("the schemas have addresses of one kind", () => {
  for (const name of [
    "config.schema.json",
    "rule.schema.json",
    "report-v1.schema.json",
    "migration-v1.schema.json",
  ]) {
    const { $id } = JSON.parse(readFileSync(join(import.meta.dirname, "../schemas", name), "utf8")) as {
      $id: string;
    };
    expect($id).toBe(`https://github.com/zunset/zunset/blob/main/schemas/${name}`);
  }
});
