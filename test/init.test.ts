import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { ACME_FINDINGS, CURL, writeAcme } from "./acme.ts";
import { run, writeFiles } from "./bundle.ts";
import {
  base,
  CONFIG,
  checkout,
  cli,
  configOf,
  findings,
  GITLAB,
  init,
  names,
  PIN,
  read,
  USE,
  WORKFLOW,
  workflowOf,
} from "./init-repository.ts";
import { git } from "./tree.ts";

describe("a fresh repository", () => {
  test("gets a configuration and a workflow, and is told what there is", async () => {
    const folder = checkout({ ...USE, CODEOWNERS: "/deploy/ @acme/ops\n" });
    const { status, stdout, stderr } = await init(folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(names(folder)).toEqual([WORKFLOW, "CODEOWNERS", "deploy/users.sh", CONFIG].sort());
    expect(configOf(folder)).toEqual({ failOn: "warning" });
    const { workflow, permissions, inputs, upload, text } = workflowOf(folder);
    expect(workflow.on).toEqual({ pull_request: null, push: { branches: ["main"] } });
    expect(permissions).toEqual({ contents: "read", "security-events": "write" });
    // What is known fails no branch; an empty value on a pull request leaves it to the configuration.
    expect(inputs).toEqual({ "fail-on": "${{ github.event_name == 'push' && 'never' || '' }}" });
    expect(upload?.if).toMatch(/^\$\{\{ !cancelled\(\)/);
    expect(upload?.with).toEqual({ sarif_file: "${{ steps.zunset.outputs.sarif-file }}" });
    expect(stdout).toBe(`written    zunset.config.yml             what is looked at, and when it fails
written    .github/workflows/zunset.yml  pull requests and main, SARIF for code scanning

1 finding now: 1 error
  shell  1 error
in
  deploy/  1 finding, @acme/ops

2027-04-30, in 179 days: every remaining API token stops working (1 finding)

Next:
  git add zunset.config.yml .github/workflows/zunset.yml
  zunset migrate
`);
    // The README shows the same actions at the same commits.
    const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
    for (const [, action = ""] of text.matchAll(/uses: ((?:actions|github)\/.*)/g))
      expect(readme).toContain(action);
  });
  test("that has no use: every finding is new, so nothing is said about a branch", async () => {
    const folder = checkout({ "README.md": "# Desk\n" });
    const { status, stdout } = await init(folder);
    expect(status).toBe(0);
    expect(workflowOf(folder).inputs).toEqual({});
    expect(stdout).toContain("No use of a Zendesk API token was found.\n\n2027-04-30, in 179 days:");
    expect(stdout).toContain("\n  zunset scan --staged\n");
  });
  test("what was written is found harmless, and a second run leaves it alone", async () => {
    const folder = join(base, "acme");
    await writeAcme(folder);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "all");
    expect((await init(folder, "--comment", "--baseline")).status).toBe(0);
    expect(await findings(folder)).toEqual(ACME_FINDINGS);
    const before = names(folder).map((path) => read(folder, path));
    // What was told the first time is kept.
    const { status, stdout } = await init(folder);
    expect(status).toBe(0);
    expect(stdout.match(/^as it was /gm)).toHaveLength(2);
    expect(stdout).not.toContain("git add");
    expect(names(folder).map((path) => read(folder, path))).toEqual(before);
  });
  test("the pipeline is left alone by a zunset that knows no commit", async () => {
    const folder = checkout(USE);
    await init(folder);
    const bare = await run(process.execPath, [cli, "init", "--quiet"], { cwd: folder });
    expect(bare.status).toBe(0);
    expect(workflowOf(folder).text).toContain(PIN);
  });
  test("the commit is the one of the clone that zunset runs from, with its release", async () => {
    const clone = join(base, "clone");
    mkdirSync(clone);
    git(base, "clone", "--quiet", "--no-hardlinks", checkout({ "action.yml": "name: zunset\n" }), "clone");
    const { stdout } = await run("cp", ["-r", dirname(cli), join(clone, "dist")]);
    expect(stdout).toBe("");
    const own = join(clone, "dist/cli.js");
    const head = (await run("git", ["rev-parse", "HEAD"], { cwd: clone })).stdout.trim();
    const written = async (): Promise<string> => {
      const folder = checkout(USE);
      expect((await run(process.execPath, [own, "init", "--quiet"], { cwd: folder })).status).toBe(0);
      return read(folder, WORKFLOW);
    };
    expect(await written()).toContain(`zunset/zunset@${head} # the zunset that wrote this file\n`);
    git(clone, "tag", "v0.9.1");
    expect(await written()).toContain(`zunset/zunset@${head} # v0.9.1\n`);
  });
  test("without any commit to name it says what has to be put in", async () => {
    const folder = checkout(USE);
    const { stdout } = await run(process.execPath, [cli, "init", "--quiet"], { cwd: folder });
    expect(read(folder, WORKFLOW)).toContain("zunset/zunset@the-commit-you-reviewed #");
    expect(stdout).toContain(`Put the commit of zunset that you reviewed into ${WORKFLOW}`);
  });
});

describe("what the repository is like", () => {
  test.each([
    ["--private", ["--private"], USE],
    ["a licence that says so", [], { ...USE, "package.json": '{ "license": "UNLICENSED" }\n' }],
  ])("annotations and no upload for a private one: %s", async (_, flags, files) => {
    const folder = checkout(files as Record<string, string>);
    expect((await init(folder, ...flags)).status).toBe(0);
    const { permissions, inputs, upload } = workflowOf(folder);
    expect(permissions).toEqual({ contents: "read" });
    expect(inputs["mode"]).toBe("annotations");
    expect(upload).toBeUndefined();
  });
  test("code scanning that is used already is used, whatever the licence says", async () => {
    const folder = checkout({
      ...USE,
      "package.json": '{ "license": "UNLICENSED" }\n',
      ".github/workflows/codeql.yml":
        "on:\n  merge_group:\njobs:\n  a:\n    steps:\n      - uses: github/codeql-action/analyze@v4\n",
    });
    await init(folder);
    const { upload, workflow } = workflowOf(folder);
    expect(upload).toBeDefined();
    // Checks of merge queues have to run there, too.
    expect(Object.keys(workflow.on)).toContain("merge_group");
  });
  test("a comment takes one more permission", async () => {
    const folder = checkout(USE);
    await init(folder, "--comment", "--private");
    const { permissions, inputs } = workflowOf(folder);
    expect(permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(inputs["comment"]).toBe(true);
  });
  test("a folder of a monorepo has a workflow and a category of its own", async () => {
    const folder = checkout({ "services/billing/users.sh": CURL, "services/desk/users.sh": CURL });
    const { status, stdout } = await init(folder, "services/billing");
    expect(status).toBe(0);
    const path = ".github/workflows/zunset-services-billing.yml";
    expect(names(folder)).toContain("services/billing/zunset.config.yml");
    const { inputs } = workflowOf(folder, path);
    expect(inputs).toMatchObject({ paths: "services/billing", category: "zunset/services/billing" });
    expect(stdout).toContain("1 finding now");
    expect(stdout).toContain("  services/billing/  1 finding\n");
    expect(stdout).toContain("zunset migrate services/billing\n");
    // The other one gets its own, and the first is no reason not to.
    await init(folder, "services/desk");
    expect(names(folder).filter((name) => name.startsWith(".github/"))).toEqual([
      path,
      ".github/workflows/zunset-services-desk.yml",
    ]);
  });
  test("folders are told apart by what teams own in them", async () => {
    const folder = checkout({ "apps/a/x.sh": CURL, "apps/b/x.sh": CURL, "top.sh": CURL });
    const { stdout } = await init(folder, "--dry-run");
    expect(stdout).toContain("in\n  ./       1 finding\n  apps/a/  1 finding\n  apps/b/  1 finding\n");
  });
  test("a folder whose name is an expression gets into no workflow", async () => {
    const folder = checkout({ "${{ github.token }}/users.sh": CURL });
    const { status, stderr } = await init(folder, "${{ github.token }}");
    expect(status).toBe(2);
    expect(stderr).toContain("holds characters that a pipeline may take for something else");
    expect(names(folder)).toEqual(["${{ github.token }}/users.sh"]);
  });
  test("a branch whose name is a pattern is left out, and told", async () => {
    const folder = checkout(USE);
    git(folder, "branch", "--move", "a'${{x}}");
    const { stdout } = await init(folder);
    expect(workflowOf(folder).workflow.on).toEqual({ pull_request: null });
    expect(stdout).toContain("Which branch is the default one is not known here");
  });
  test("the default branch is the remote's", async () => {
    const folder = checkout(USE);
    git(folder, "update-ref", "refs/remotes/origin/release/next", "HEAD");
    git(folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/release/next");
    await init(folder);
    expect(workflowOf(folder).workflow.on["push"]?.branches).toEqual(["release/next"]);
  });
  test("a workflow that runs zunset already is enough", async () => {
    const own = "jobs:\n  a:\n    steps:\n      - uses: zunset/zunset@main\n";
    const folder = checkout({ ...USE, ".github/workflows/security.yml": own });
    const { stdout } = await init(folder);
    expect(names(folder)).toEqual([".github/workflows/security.yml", "deploy/users.sh", CONFIG]);
    expect(stdout).toContain(".github/workflows/security.yml runs zunset already");
  });
  test("another forge's pipelines are not ours to write", async () => {
    const folder = checkout({ ...USE, "azure-pipelines.yml": "steps: []\n" });
    const { stdout } = await init(folder);
    expect(names(folder)).not.toContain(WORKFLOW);
    expect(stdout).toContain("No pipeline was written");
    await init(folder, "--ci", "github");
    expect(names(folder)).toContain(WORKFLOW);
  });
});

describe("what may be left out", () => {
  const many = (folder: string): Record<string, string> =>
    Object.fromEntries(["a", "b", "c"].map((name) => [`${folder}/${name}.sh`, CURL]));

  test("folders with many findings are named behind a #, those that the repository disowns are left out", async () => {
    const folder = checkout({
      ...many("spec/fixtures"),
      ...many("old/third_party"),
      ...many("src"),
      "lib/zendesk/a.sh": CURL,
      "one/fixtures/a.sh": CURL,
      ".gitattributes":
        "/lib/zendesk/** linguist-vendored\n*.sh linguist-vendored\nsrc/** -linguist-vendored\n",
    });
    const { stdout } = await init(folder);
    expect(configOf(folder)).toEqual({ exclude: ["/lib/zendesk/"], failOn: "warning" });
    expect(read(folder, CONFIG)).toContain(`exclude:
  - /lib/zendesk/ # .gitattributes: linguist-vendored
  # - /old/third_party/ # copies of other people's code?
  # - /spec/fixtures/ # data of tests?
`);
    // What is left out is not counted, what may be is.
    expect(stdout).toContain("10 findings now");
    const { stdout: again } = await init(folder);
    expect(again.match(/^as it was /gm)).toHaveLength(2);
  });
  test("what is behind a # counts, and is active once the # is gone", async () => {
    const folder = checkout(many("test/fixtures"));
    await init(folder);
    expect(configOf(folder)).toEqual({ failOn: "warning" });
    expect(await findings(folder)).toHaveLength(3);
    const active = read(folder, CONFIG)
      .replace(/^# (exclude:)$/m, "$1")
      .replace(/^# {3}(- )/m, "  $1");
    writeFiles(folder, { [CONFIG]: active });
    expect(configOf(folder)).toEqual({ failOn: "warning", exclude: ["/test/fixtures/"] });
  });
});

describe("a baseline", () => {
  test("is written with the configuration that names it, and nothing fails then", async () => {
    const folder = checkout(USE);
    expect((await init(folder, "--baseline")).status).toBe(0);
    expect(configOf(folder)).toEqual({ failOn: "warning", baseline: "zunset-baseline.yml" });
    const baseline = parseYaml(read(folder, "zunset-baseline.yml")) as { findings: object[] };
    expect(baseline.findings).toMatchObject([
      { path: "deploy/users.sh", rule: "shell", expires: "2027-04-30" },
    ]);
    // A branch may fail again: for what is new.
    expect(workflowOf(folder).inputs).toEqual({});
    const scan = () => run(process.execPath, [cli, "scan", "--quiet"], { cwd: folder });
    expect((await scan()).status).toBe(0);
    writeFiles(folder, { "deploy/new.sh": CURL });
    expect((await scan()).status).toBe(1);
  });
  test("that is there is left to zunset baseline", async () => {
    const folder = checkout(USE);
    await init(folder, "--baseline");
    const before = read(folder, "zunset-baseline.yml");
    writeFiles(folder, { "deploy/new.sh": CURL });
    const { status, stdout } = await init(folder, "--baseline", "--force");
    expect(status).toBe(0);
    expect(read(folder, "zunset-baseline.yml")).toBe(before);
    expect(stdout).toContain("zunset baseline update brings it up to date");
  });
});

describe("GitLab", () => {
  const job = (folder: string, path = GITLAB) =>
    parseYaml(read(folder, path)) as Readonly<
      Record<
        string,
        { stage?: string; inherit: { default: string[] }; script: string[]; artifacts: { reports: object } }
      >
    >;

  test("gets a file to include, not an edit of its own", async () => {
    const pipeline = "build:\n  script: [make]\n";
    const folder = checkout({ ...USE, ".gitlab-ci.yml": pipeline });
    const { stdout } = await init(folder);
    expect(names(folder)).toEqual([".gitlab-ci.yml", GITLAB, "deploy/users.sh", CONFIG].sort());
    expect(read(folder, ".gitlab-ci.yml")).toBe(pipeline);
    const { zunset } = job(folder);
    expect(zunset?.stage).toBeUndefined();
    // What a default of theirs installs first is not there.
    expect(zunset?.inherit.default).not.toContain("before_script");
    expect(zunset?.artifacts.reports).toEqual({ codequality: "gl-code-quality-report.json" });
    expect(zunset?.script.every((line) => typeof line === "string")).toBe(true);
    expect(read(folder, GITLAB)).toContain(`ZUNSET_COMMIT: ${PIN} #`);
    expect(stdout).toContain(`include: [{ local: ${GITLAB} }]`);
    writeFiles(folder, { ".gitlab-ci.yml": `include: [{ local: ${GITLAB} }]\n` });
    expect((await init(folder)).stdout).not.toContain("include:");
  });
  test("its commands report everything and fail for what is new", async () => {
    const folder = checkout({ ...USE, ".gitlab-ci.yml": "build:\n  script: [make]\n" });
    await init(folder);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "zunset");
    const from = (await run("git", ["rev-parse", "HEAD"], { cwd: folder })).stdout.trim();
    const commands = (job(folder)["zunset"]?.script ?? []).filter((line) => line.includes("cli.js"));
    expect(commands).toHaveLength(2);
    const pipeline = (merge?: string) =>
      run("sh", ["-ec", commands.join("\n")], {
        cwd: folder,
        env: { ZUNSET: dirname(dirname(cli)), ...(merge ? { CI_MERGE_REQUEST_DIFF_BASE_SHA: merge } : {}) },
      });
    expect((await pipeline()).status).toBe(0);
    expect(JSON.parse(read(folder, "gl-code-quality-report.json"))).toHaveLength(1);
    expect((await pipeline(from)).status).toBe(0);
    writeFiles(folder, { "deploy/new.sh": CURL });
    expect((await pipeline()).status).toBe(0);
    expect((await pipeline(from)).status).toBe(1);
  });
  test.each([
    ["in brackets", "stages: [build, 'lint', deploy]\n", "lint"],
    ["a line each", "stages:\n  - build # first\n\n  - deploy\nbuild:\n  script: [make]\n", "build"],
    ["with test", "stages:\n- build\n- test\n", undefined],
    ["strange", 'stages: ["a: b", "${{x}}"]\n', undefined],
  ])("takes a stage there is: %s", async (_, stages, stage) => {
    const folder = checkout({ ...USE, ".gitlab-ci.yml": stages });
    await init(folder);
    expect(job(folder)["zunset"]?.stage).toBe(stage);
  });
  test("workflows outrank a pipeline that came along, the remote does not", async () => {
    const folder = checkout({
      ...USE,
      ".gitlab-ci.yml": "a: {}\n",
      ".github/workflows/ci.yml": "on: push\n",
    });
    git(folder, "remote", "add", "origin", "https://user:secret@gitlab.example.com/acme/desk.git");
    const { stdout, stderr } = await init(folder);
    expect(names(folder)).toContain(WORKFLOW);
    expect(stdout + stderr).not.toContain("secret");
    git(folder, "rm", "--quiet", "-r", ".github", ".gitlab-ci.yml", "--force");
    rmSync(join(folder, ".github"), { recursive: true, force: true });
    await init(folder, "--force");
    expect(names(folder)).toContain(GITLAB);
  });
});
