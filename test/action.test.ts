import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { CURL } from "./acme.ts";
import { folder, id, pull, type Ran, repository, run } from "./step.ts";
import { checkout, git, write } from "./tree.ts";

const top = join(import.meta.dirname, "..");

interface Result {
  readonly ruleId: string;
  readonly baselineState?: string;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
  }[];
}

function resultsIn(file: string | undefined): string[] {
  const log = JSON.parse(readFileSync(file ?? "", "utf8")) as {
    runs: readonly { results: readonly Result[] }[];
  };
  return (log.runs[0]?.results ?? []).map(
    ({ ruleId, locations: [place] }) => `${place?.physicalLocation.artifactLocation.uri} ${ruleId}`,
  );
}

describe("a pull request", () => {
  const base = {
    "deploy/users.sh": CURL,
    "deploy/old.sh": CURL.replace("users", "old"),
    "keep.md": "text\n",
  };
  const change = (): void => {
    write(
      { "deploy/users.sh": `#!/bin/sh\n\n${CURL}`, "ci/new.sh": CURL.replace("users", "new") },
      repository,
    );
    rmSync(join(repository, "deploy/old.sh"));
  };

  test("shows what is new; the upload has everything", () => {
    const ran = run(pull(base, change));
    expect(ran.stderr).toBe("");
    expect(ran.status).toBe(1);
    expect(ran.commands).toEqual([
      expect.stringMatching(
        /^::error file=ci\/new\.sh,line=1,endLine=1,col=\d+,endColumn=\d+,title=zunset shell[^:]*::/,
      ),
    ]);
    expect(ran.outputs).toEqual({
      "sarif-file": join(folder, "zunset.sarif"),
      findings: "2",
      "new-findings": "1",
      errors: "1",
    });
    expect(resultsIn(ran.outputs["sarif-file"])).toEqual(["ci/new.sh shell", "deploy/users.sh shell"]);
    expect(ran.summary).toContain("1 new finding");
    expect(ran.summary).toContain("ci/new.sh");
    expect(ran.summary).not.toContain("deploy/users.sh");
  });

  test("passes when nothing is new, whatever was there", () => {
    const ran = run(pull(base, () => write({ "keep.md": "other\n" }, repository)));
    expect([ran.status, ran.commands, ran.outputs["new-findings"]]).toEqual([0, [], "0"]);
    expect(resultsIn(ran.outputs["sarif-file"])).toHaveLength(2);
  });

  test("with annotations alone there is no file, and the counts are the same", () => {
    const ran = run({ ...pull(base, change), inputs: { mode: "annotations" } });
    expect(ran.outputs).toEqual({ findings: "2", "new-findings": "1", errors: "1" });
    expect(existsSync(join(folder, "zunset.sarif"))).toBe(false);
  });

  test("everything counts with changed-only: false, and can be fixed", () => {
    const inputs = { "changed-only": "false", mode: "code-scanning", fixes: "true" };
    const ran = run({ ...pull(base, change), inputs });
    expect(ran.outputs["fixable"]).toBe("2");
    expect([ran.status, ran.commands]).toEqual([1, []]);
    expect(ran.outputs["new-findings"]).toBe("2");
  });

  test("the threshold is an input", () => {
    expect(run({ ...pull(base, change), inputs: { "fail-on": "never" } }).status).toBe(0);
  });

  test.each([
    ["Node 20", process.execPath],
    [
      "Node 24",
      execFileSync(
        "npm",
        ["exec", "--yes", "--package=node@24.9.0", "--", "node", "-p", "process.execPath"],
        {
          cwd: tmpdir(),
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        },
      ).trim(),
    ],
  ])("runs under %s", (name, node) => {
    const version = execFileSync(node, ["--version"], { encoding: "utf8" });
    expect(version.startsWith(`v${name.slice(5)}.`)).toBe(true);
    const ran = run({ ...pull(base, change), node });
    expect([ran.status, ran.stderr, ran.outputs["new-findings"]]).toEqual([1, "", "1"]);
  });

  test("a checkout of the branch itself is compared with where it left the base", () => {
    const started = pull(base, change);
    git(repository, "checkout", "--quiet", "change");
    expect(run(started).outputs["new-findings"]).toBe("1");
  });

  test("a merge group is one, too", () => {
    const { payload: _ } = pull(base, change);
    const group = { base_sha: id("main"), base_ref: "refs/heads/main", head_sha: id("change") };
    const ran = run({ event: "merge_group", payload: { merge_group: group } });
    expect(ran.outputs["new-findings"]).toBe("1");
  });

  test("two commits of history are enough; with one the step says what to set", () => {
    const started = pull(base, change);
    git(repository, "branch", "merged");
    const clone = (depth: number): string => {
      const place = join(folder, `clone-${depth}`);
      git(
        folder,
        "clone",
        "--quiet",
        "--depth",
        String(depth),
        "--branch",
        "merged",
        `file://${repository}`,
        place,
      );
      return place;
    };
    expect(run({ ...started, workspace: clone(2) }).outputs["new-findings"]).toBe("1");
    const ran = run({ ...started, workspace: clone(1) });
    expect(ran.status).toBe(2);
    expect(ran.commands.join("\n")).toContain("fetch-depth: 2");
  });

  test("a base that was pushed over is compared with what both have in common", () => {
    const { payload } = pull(base, change);
    git(repository, "checkout", "--quiet", "change");
    git(repository, "branch", "--force", "main", "main");
    const moved = structuredClone(payload) as { pull_request: { base: { sha: string } } };
    moved.pull_request.base.sha = "f".repeat(40);
    const ran = run({ event: "pull_request", payload: moved });
    expect(ran.status).toBe(2);
    expect(ran.commands.join("\n")).toContain("there is no such commit here");
  });
});

describe("a pull request cannot silence itself", () => {
  const base = { "deploy/users.sh": CURL };
  const NEW = CURL.replace("users", "new");
  const caught = (change: () => void, more: Readonly<Record<string, string>> = {}): Ran => {
    const ran = run(pull({ ...base, ...more }, change));
    expect(ran.status).toBe(1);
    expect(ran.outputs["errors"]).toBe("1");
    return ran;
  };
  const files = (given: Readonly<Record<string, string>>) => () => write(given, repository);

  test("by a comment", () => {
    const ran = caught(files({ "new.sh": `# zunset-ignore[shell]: trust me\n${NEW}` }));
    expect(ran.commands).toEqual([
      expect.stringMatching(/^::error file=new\.sh,line=2,/),
      expect.stringMatching(/^::notice file=new\.sh,line=1,.*silenced-by-change/),
    ]);
  });
  test("by a configuration, by an ignore file, by rules", () => {
    for (const [name, given] of [
      ["zunset.config.yml", { "zunset.config.yml": 'exclude: ["new.sh"]\nfailOn: never\n' }],
      [".zunsetignore", { ".zunsetignore": "*.sh\n" }],
    ] as const) {
      rmSync(repository, { recursive: true, force: true });
      const ran = caught(files({ "new.sh": NEW, ...given }));
      expect(ran.commands).toContainEqual(
        expect.stringMatching(`^::notice file=${name.replaceAll(".", "\\.")},line=1,.*silenced-by-change`),
      );
    }
  });
  test("by a rule, or by entries of a baseline, that the base's configuration names", () => {
    const rule = readFileSync(join(top, "rules/docs.yml"), "utf8");
    const settings = {
      "ci/zunset.config.yml": "rules: rules\nbaseline: known.yml\n",
      "ci/rules/our-docs.yml": rule,
    };
    const started = pull(
      { ...base, ...settings },
      files({
        "new.sh": NEW,
        "ci/rules/our-docs.yml": rule.replace("severity: note", "severity: note # ours"),
        "ci/rules/README.md": "what they are for\n",
        "ci/known.yml": "version: 1\nentries: []\n",
        "zunset-baseline.yml": "version: 1\nentries: []\n",
        "known.yml": "another: one\n",
      }),
    );
    const ran = run({ ...started, inputs: { config: "ci/zunset.config.yml" } });
    expect([ran.status, ran.outputs["errors"]]).toEqual([1, "1"]);
    const listed = ran.commands.filter((one) => one.includes("silenced-by-change"));
    expect(listed.map((one) => /file=([^,]+)/.exec(one)?.[1])).toEqual([
      "ci/known.yml",
      "ci/rules/our-docs.yml",
      "zunset-baseline.yml",
    ]);
  }, 30_000);
  test("by a broken configuration of its own; that of the base still says where it is wrong", () => {
    caught(files({ "new.sh": NEW, "zunset.config.yml": "nonsense: [" }));
    rmSync(repository, { recursive: true, force: true });
    const ran = run(pull({ ...base, "zunset.config.yml": "failOnn: never\n" }, files({ "new.sh": NEW })));
    expect(ran.status).toBe(2);
    expect(ran.commands.join()).toMatch(/zunset\.config\.yml:1:\d+ \(of the base, [\da-f]{10}\)/);
    expect(ran.commands.join()).not.toContain(tmpdir());
  });
  test("what the base says holds", () => {
    const ran = run(
      pull(
        {
          "old.sh": `# zunset-ignore[shell]: an old one\n${CURL}`,
          "zunset.config.yml": 'exclude: ["legacy/**"]\n',
          ".zunsetignore": "/attic\n",
        },
        files({
          "legacy/new.sh": NEW,
          "attic/new.sh": NEW,
          "old.sh": `echo moved\n# zunset-ignore[shell]: an old one\n${CURL}`,
        }),
      ),
    );
    expect([ran.status, ran.commands]).toEqual([0, []]);
  });
});

describe("what comes from the tree and from the event is only text", () => {
  test("names cannot give the runner commands, outputs or Markdown", () => {
    const evil = "::error::pwned\n::set-output name=findings::0\r\u001b[31m<img src=x onerror=alert(1)>@acme";
    checkout({ [`${evil}.sh`]: CURL, "::warning file=a::b.sh": CURL }, repository);
    const ran = run();
    expect(ran.commands).toHaveLength(2);
    for (const command of ran.commands) expect(command).toMatch(/^::error file=/);
    expect(ran.commands.join("\n")).not.toMatch(/^::(?:set-output|warning)/m);
    expect(Object.keys(ran.outputs).sort()).toEqual(["errors", "findings", "new-findings", "sarif-file"]);
    expect(ran.outputs["findings"]).toBe("2");
    // In a code span it is text.
    expect(ran.summary.replace(/`[^`]*`/g, "")).not.toContain("<img");
  });
  test.each([
    ["no JSON", "{"],
    ["another shape", "[]"],
    [
      "a hostile commit",
      { pull_request: { number: 1, base: { sha: "--upload-pack=touch x", ref: "main" } } },
    ],
    ["a hostile number", { pull_request: { number: "1/../..", base: { sha: "0".repeat(40) } } }],
    ["nothing", {}],
  ])("a payload that is %s is refused", (_, payload) => {
    checkout({ "a.sh": CURL }, repository);
    const ran = run({ event: "pull_request", payload });
    expect(ran.status).toBe(2);
    expect(ran.commands.join()).toContain("payload");
  });
  test("a push does not need one", () => {
    checkout({ "a.sh": CURL }, repository);
    expect(run({ payload: "{" }).outputs["findings"]).toBe("1");
    expect(run({ environment: { GITHUB_EVENT_PATH: join(folder, "missing.json") } }).status).toBe(1);
  });
});

describe("mistakes are told as such", () => {
  test.each([
    [{ mode: "sarif" }, "with: mode"],
    [{ "fail-on": "errors" }, "Did you mean"],
    [{ summary: "yes" }, "with: summary"],
    [{ paths: "nowhere" }, "There is no such file or folder"],
    [{ config: "nowhere.yml" }, "does not exist"],
  ])("%j", (inputs, says) => {
    checkout({ "a.sh": CURL }, repository);
    const ran = run({ inputs });
    expect(ran.status).toBe(2);
    expect(ran.commands.join("\n")).toContain(says);
  });
  test("a workspace without a checkout", () => {
    write({ "a.sh": CURL }, repository);
    const zeros = "0".repeat(40);
    const payload = { pull_request: { number: 1, base: { sha: zeros, ref: "main" }, head: { sha: zeros } } };
    const ran = run({ event: "pull_request", payload });
    expect(ran.status).toBe(2);
    expect(ran.commands.join()).toContain("actions/checkout");
  });
});

describe("a baseline", () => {
  const OLD = CURL.replace("users", "old");
  const create = (): void => {
    const ran = spawnSync(
      process.execPath,
      [join(top, "dist/cli.js"), "baseline", "create", "--reason", "moves in May"],
      {
        cwd: repository,
        encoding: "utf8",
      },
    );
    expect(ran.status).toBe(0);
  };
  test("keeps what is known from failing a push; the configuration may name it", () => {
    checkout({ "old.sh": OLD, "zunset.config.yml": "baseline: zunset-baseline.yml\n" }, repository);
    create();
    expect([run().status, run().outputs["new-findings"], run().outputs["findings"]]).toEqual([0, "0", "1"]);
    write({ "new.sh": CURL }, repository);
    expect([run().status, run().outputs["new-findings"]]).toEqual([1, "1"]);
  }, 30_000);
  test("of a pull request is that of the base", () => {
    const started = pull({ "keep.md": "text\n" }, () => {
      write({ "new.sh": CURL, "zunset.config.yml": "baseline: zunset-baseline.yml\n" }, repository);
      create();
    });
    const ran = run({ ...started, inputs: { baseline: "zunset-baseline.yml" } });
    expect([ran.status, ran.outputs["errors"]]).toEqual([1, "1"]);
    expect(ran.commands.join()).toContain("silenced-by-change");
  }, 30_000);
});

test("a private repository is told what code scanning needs", () => {
  checkout({ "a.sh": CURL }, repository);
  const payload = { repository: { full_name: "acme/desk", private: true } };
  expect(run({ payload }).summary).toContain("GitHub Code Security");
  expect(run({ payload, inputs: { mode: "annotations" } }).summary).not.toContain("GitHub Code Security");
  expect(run({ inputs: { summary: "false" } }).summary).toBe("");
});

test("paths of annotations are the workspace's, those of the upload the repository's", () => {
  checkout({ "sub/a.sh": CURL }, join(repository, "app"));
  const ran = run({ inputs: { paths: "app/sub" } });
  expect(ran.commands[0]).toMatch(/^::error file=app\/sub\/a\.sh,/);
  expect(resultsIn(ran.outputs["sarif-file"])).toEqual(["sub/a.sh shell"]);
});

test("action.yml names what is read and written", () => {
  const yml = parseYaml(readFileSync(join(top, "action.yml"), "utf8")) as {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly runs: { readonly using: string; readonly main: string };
  };
  const source = ["inputs.ts", "run.ts"]
    .map((name) => readFileSync(join(top, "src/action", name), "utf8"))
    .join("\n");
  const named = (pattern: RegExp): string[] =>
    [...new Set([...source.matchAll(pattern)].map(([, name = ""]) => name))].sort();
  expect(Object.keys(yml.inputs).sort()).toEqual(named(/(?:text|flag|word|getMultilineInput)\("([\w-]+)"/g));
  expect(Object.keys(yml.outputs).sort()).toEqual(named(/setOutput\("([\w-]+)"/g));
  expect(yml.runs).toEqual({ using: "node24", main: "dist/action.js" });
});
