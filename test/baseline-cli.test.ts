import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { CLIENT, CURL, SETTINGS } from "./acme.ts";
import { initGit, type Outcome, type RunOptions, run, writeFiles } from "./bundle.ts";
import { base, cli, zunset as runZunset } from "./command.ts";

const NAME = "zunset-baseline.yml";
let folder = "";
let turn = 0;

/** A checkout with two findings: `deploy/users.sh:1 shell` and `src/client.ts:3 basic-auth`. */
beforeEach(async () => {
  folder = join(base, `acme${turn++}`);
  writeFiles(folder, { "src/client.ts": CLIENT, "src/settings.ts": SETTINGS, "deploy/users.sh": CURL });
  await initGit(folder);
});

const AS_OF = ["--as-of", "2026-11-02"];
const zunset = (words: string, options: RunOptions = {}): Promise<Outcome> =>
  runZunset([...words.split(" ").filter((word) => word !== ""), ...AS_OF], { cwd: folder, ...options });
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const write = (path: string, text: string): void => writeFiles(folder, { [path]: text });

/** Scans to JSON and gives the exit code and `state path:line rule` of each finding. */
async function states(words: string, options: RunOptions = {}): Promise<string[]> {
  const { status, stdout, stderr } = await zunset(`scan ${words} --format json`, options);
  expect(stderr).toBe("");
  interface Report {
    readonly findings: readonly {
      readonly state?: string;
      readonly rule: string;
      readonly location: { readonly path: string; readonly startLine: number };
    }[];
  }
  const { findings } = JSON.parse(stdout) as Report;
  return [
    `exit ${status}`,
    ...findings.map(({ state, rule, location }) => `${state} ${location.path}:${location.startLine} ${rule}`),
  ];
}

const KNOWN = ["known deploy/users.sh:1 shell", "known src/client.ts:3 basic-auth"];

describe("zunset baseline create", () => {
  test("writes all findings down at the root, and a scan with it passes", async () => {
    const { status, stdout } = await zunset("baseline create .. --owner support --reason later", {
      cwd: join(folder, "src"),
    });
    expect([status, stdout]).toEqual([
      0,
      `${folder}/${NAME}: 2 findings put off, until 2027-04-30 at the latest.\nReview and commit it, then: zunset scan --baseline ${folder}/${NAME}\n`,
    ]);
    expect(read(NAME)).toMatch(
      /version: 1\nfindings:\n {2}- path: deploy\/users.sh\n {4}rule: shell\n {4}credential: ZENDESK_API_TOKEN\n {4}fingerprint: .*\n {4}content: .*\n {4}reason: later\n {4}owner: support\n {4}expires: 2027-04-30\n {2}- path: src\/client.ts\n/,
    );
    expect(await states(`--baseline ${NAME}`)).toEqual(["exit 0", ...KNOWN]);
    // Without it nothing is known, and the baseline itself is not scanned.
    expect((await states(".")).map((one) => one.split(" ")[1])).toEqual([
      "1",
      "deploy/users.sh:1",
      "src/client.ts:3",
    ]);
  });
  test("writes over none that is there unless it is forced", async () => {
    write(NAME, "version: 1\nfindings: []\n");
    const { status, stderr } = await zunset("baseline create");
    expect([status, stderr]).toEqual([
      2,
      `zunset: there is a baseline already\n  at ${NAME}\n  zunset baseline update brings it up to date; --force writes it anew, without its reasons and owners.\n`,
    ]);
    expect(read(NAME)).toBe("version: 1\nfindings: []\n");
    expect((await zunset("baseline create --force --quiet")).status).toBe(0);
    expect(await states(`--baseline ${NAME}`)).toEqual(["exit 0", ...KNOWN]);
  });
  test("leaves out what a comment silences, and takes no later day than the deadline", async () => {
    write("deploy/users.sh", `# zunset-ignore[shell]: a sandbox\n${CURL}# zunset-ignore[docs]: nothing\n`);
    expect((await zunset("baseline create --expires 2030-01-01")).status).toBe(0);
    expect(read(NAME).match(/(?:path|expires): .*/g)).toEqual(["path: src/client.ts", "expires: 2027-04-30"]);
  });
  test("writes whole or not at all, and through no link", async () => {
    const outside = join(base, `outside${turn}.yml`);
    writeFileSync(outside, "theirs\n");
    symlinkSync(outside, join(folder, NAME));
    const { status, stderr } = await zunset("baseline create --force");
    expect([status, stderr]).toEqual([
      2,
      "zunset: the baseline is a link that leads out of the repository\n  at --baseline\n  Name the file itself.\n",
    ]);
    expect(readFileSync(outside, "utf8")).toBe("theirs\n");
    mkdirSync(join(folder, "closed"));
    chmodSync(join(folder, "closed"), 0o555);
    if (process.getuid?.() === 0) return;
    const closed = await zunset("baseline create --baseline closed/known.yml");
    expect([closed.status, closed.stderr]).toEqual([
      2,
      expect.stringContaining("the baseline could not be written (EACCES)"),
    ]);
    expect(readdirSync(join(folder, "closed"))).toEqual([]);
  });
});

describe("zunset scan --baseline", () => {
  beforeEach(async () => {
    await zunset("baseline create --quiet");
  });
  test("exits with 1 for a new finding, and shows only that in full", async () => {
    write("deploy/more.sh", CURL);
    const { status, stdout } = await zunset(`scan --quiet --baseline ${NAME}`);
    expect(status).toBe(1);
    expect(stdout.match(/(?:error|warning|note)\[.*?\]/g)).toEqual(["error[shell]"]);
    expect(stdout).toContain("1 new finding: 1 error\n");
    expect(stdout).toContain(`known      2 findings as in ${NAME}\n             deploy/`);
  });
  test("--new-only leaves the known ones out of every report", async () => {
    write("src/more.sh", CURL);
    expect(await states(`--baseline ${NAME} --new-only`)).toEqual(["exit 1", "new src/more.sh:1 shell"]);
    const { stdout } = await zunset(`scan --baseline ${NAME} --new-only --format sarif`);
    expect(JSON.parse(stdout).runs[0].results).toHaveLength(1);
    const whole = await zunset(`scan --baseline ${NAME} --format sarif`);
    expect(JSON.parse(whole.stdout).runs[0].results).toHaveLength(3);
  });
  test("knows moved lines, moved files, and what a comment was put on", async () => {
    write("deploy/users.sh", `\n\n${CURL.trim()} # zunset-ignore[shell] until=2026-10-01: done soon\n`);
    mkdirSync(join(folder, "web"));
    renameSync(join(folder, "src/client.ts"), join(folder, "web/client.ts"));
    write("web/settings.ts", SETTINGS);
    expect(await states(`--baseline ${NAME} --fail-on error`)).toEqual([
      "exit 0",
      "known deploy/users.sh:3 shell",
      "new deploy/users.sh:3 suppression-expired",
      "known web/client.ts:3 basic-auth",
    ]);
  });
  test("tells of an entry that nothing is found of, which only a warning stops", async () => {
    rmSync(join(folder, "deploy/users.sh"));
    const stale = ["new zunset-baseline.yml:7 baseline-stale"];
    expect(await states(`--baseline ${NAME}`)).toEqual(["exit 1", KNOWN[1], ...stale]);
    expect(await states(`--baseline ${NAME} --fail-on error`)).toEqual(["exit 0", KNOWN[1], ...stale]);
    expect(await states(`--baseline ${NAME} --only shell basic-auth`)).toEqual(["exit 0", KNOWN[1]]);
  });
  test("says nothing of entries for what it did not look at", async () => {
    expect(await states(`src --baseline ${NAME}`)).toEqual(["exit 0", KNOWN[1]]);
    expect(await states(`--baseline ${NAME} --exclude deploy`)).toEqual(["exit 0", KNOWN[1]]);
    expect(await states(`--baseline ${NAME} --max-file-size 90`)).toEqual(["exit 0", KNOWN[0]]);
    expect(await states(`deploy/users.sh --baseline ${NAME}`)).toEqual(["exit 0", KNOWN[0]]);
    const piped = await states(`- --stdin-filename deploy/users.sh --baseline ${NAME}`, { input: CURL });
    expect(piped).toEqual(["exit 0", KNOWN[0]]);
  });
  test("counts a finding again when its entry has expired", async () => {
    write(NAME, read(NAME).replace("expires: 2027-04-30", "expires: 2026-11-01"));
    expect(await states(`--baseline ${NAME}`)).toEqual([
      "exit 1",
      "new deploy/users.sh:1 shell",
      KNOWN[1],
      "new zunset-baseline.yml:7 baseline-expired",
    ]);
  });
  test("is not part of what is scanned, whatever it is called", async () => {
    renameSync(join(folder, NAME), join(folder, "known.yml"));
    expect(await states("--baseline known.yml")).toEqual(["exit 0", ...KNOWN]);
  });
  test("is what the configuration names, unless none is wanted", async () => {
    write("zunset.config.yml", `baseline: ${NAME}\n`);
    expect(await states("")).toEqual(["exit 0", ...KNOWN]);
    expect((await states("--no-baseline"))[0]).toBe("exit 1");
    rmSync(join(folder, NAME));
    const { status, stderr } = await zunset("scan");
    expect([status, stderr]).toEqual([
      2,
      `zunset: there is no baseline ${NAME}\n  at zunset.config.yml:1:11\n  zunset baseline create writes one.\n`,
    ]);
  });
  test("may stand outside when the command line says so, not when the tree does", async () => {
    renameSync(join(folder, NAME), join(base, "known.yml"));
    expect(await states("--baseline ../known.yml")).toEqual(["exit 0", ...KNOWN]);
    write("zunset.config.yml", "baseline: ../known.yml\n");
    const { status, stderr } = await zunset("scan");
    expect([status, stderr]).toEqual([
      2,
      "zunset: the baseline stands outside of the repository\n  at zunset.config.yml:1:11\n  If you trust it, name it yourself: --baseline FILE.\n",
    ]);
    symlinkSync("../known.yml", join(folder, "linked.yml"));
    write("zunset.config.yml", "baseline: linked.yml\n");
    expect((await zunset("scan")).status).toBe(2);
    rmSync(join(folder, "zunset.config.yml"));
    const linked = await zunset("scan --baseline linked.yml");
    expect([linked.status, linked.stderr]).toEqual([
      2,
      "zunset: the baseline is a link that leads out of the repository\n  at linked.yml\n  Name the file itself.\n",
    ]);
  });
  test.each([
    ["scan --baseline nowhere.yml", "there is no baseline nowhere.yml\n  at nowhere.yml"],
    ["scan --baseline src", "this is not a file\n  at src"],
    ["scan --baseline broken.yml", "this is not valid YAML: "],
    [
      "scan --baseline later.yml",
      "this baseline is of version 3, and this zunset reads version 1\n  at later.yml:1:10",
    ],
    ["scan --baseline twice.yml", "this is not valid YAML: Map keys must be unique\n  at twice.yml:2:1"],
    ["scan --new-only", "new findings are asked for, but there is nothing to compare with\n  at --new-only"],
    ["baseline update --baseline broken.yml", "this is not valid YAML: "],
    ["baseline prune --baseline nowhere.yml", "there is no baseline nowhere.yml"],
    ["baseline prune --reason x", "unknown option '--reason'"],
    ["baseline creat", "unknown command 'creat'"],
    ["baseline create --expires 2026-11-01", "the day 2026-11-01 has passed\n  at --expires"],
    ["baseline create --expires soon", "Give a date as YYYY-MM-DD."],
    ["baseline create nowhere", "There is no such file or folder."],
  ])("%s ends with 2", async (words, told) => {
    write("broken.yml", "version: 1\nfindings: [\n");
    write("later.yml", "version: 3\nfindings: {}\n");
    write("twice.yml", "version: 1\nversion: 1\n");
    const { status, stdout, stderr } = await zunset(words);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(told);
  });
});

describe("zunset baseline update and prune", () => {
  beforeEach(async () => {
    await zunset("baseline create --quiet --reason later --owner support");
  });
  test("update follows what moved, keeps what people wrote, and lists what is new", async () => {
    write(
      NAME,
      read(NAME).replace("reason: later", "reason: an export that ends").replace("2027-04-30", "2026-12-31"),
    );
    renameSync(join(folder, "deploy/users.sh"), join(folder, "deploy/people.sh"));
    write(
      "deploy/more.sh",
      'curl -u "$MAIL/token:$ZENDESK_API_TOKEN" https://acme.zendesk.com/api/v2/views.json\n',
    );
    const { status, stdout } = await zunset("baseline update");
    expect([status, stdout]).toEqual([
      1,
      `${NAME}: 2 findings as before, 0 added.\n1 new finding not added; migrate them, or take them in with --add-new, --reason and --owner:\n  deploy/more.sh:1 error[shell]\n`,
    ]);
    expect(read(NAME).match(/(?:path|reason|expires): .*/g)).toEqual([
      ...["path: deploy/people.sh", "reason: an export that ends", "expires: 2026-12-31"],
      ...["path: src/client.ts", "reason: later", "expires: 2027-04-30"],
    ]);
    expect((await zunset("baseline update --add-new --owner ops")).status).toBe(0);
    expect(read(NAME).match(/(?:path|owner): .*/g)).toEqual([
      ...["path: deploy/more.sh", "owner: ops", "path: deploy/people.sh", "owner: support"],
      ...["path: src/client.ts", "owner: support"],
    ]);
    const text = read(NAME);
    expect((await zunset("baseline update")).status).toBe(0);
    expect(read(NAME)).toBe(text);
  });
  test("update says which entries are over, and puts none off", async () => {
    write(NAME, read(NAME).replace("2027-04-30", "2026-11-01"));
    const { status, stdout } = await zunset("baseline update");
    expect([status, stdout]).toEqual([
      0,
      `${NAME}: 2 findings as before, 0 added.\n1 entry expired: migrate that, or have a later day reviewed.\n`,
    ]);
    expect(read(NAME)).toContain("expires: 2026-11-01");
  });
  test("a local credential file that is not there makes no entry stale", async () => {
    write(".gitignore", ".env\n");
    write(".env", "ZENDESK_API_TOKEN=q7Rz0pLxV3nKdT8sWm2YbGhC5jFaU9eX1oQiB4tN\n");
    await zunset("baseline update --add-new");
    expect(await states(`--baseline ${NAME}`)).toContain("known .env:1 hardcoded");
    rmSync(join(folder, ".env"));
    expect(await states(`--baseline ${NAME}`)).toEqual(["exit 0", ...KNOWN]);
    expect((await zunset("baseline prune")).stdout).toBe(`${NAME}: 0 dropped, 3 left.\n`);
  });
  test("update keeps entries that nothing is found of, prune drops them, but only where it looked", async () => {
    rmSync(join(folder, "deploy/users.sh"));
    expect((await zunset("baseline update")).stdout).toBe(
      `${NAME}: 1 finding as before, 0 added.\n1 entry nothing is found of: zunset baseline prune drops what is stale.\n`,
    );
    expect(read(NAME)).toContain("path: deploy/users.sh");
    expect((await zunset("baseline prune src")).stdout).toBe(`${NAME}: 0 dropped, 2 left.\n`);
    expect((await zunset("baseline prune")).stdout).toBe(
      `${NAME}: 1 dropped, 1 left.\n  deploy/users.sh shell\n`,
    );
    expect(await states(`--baseline ${NAME}`)).toEqual(["exit 0", KNOWN[1]]);
    expect(existsSync(join(folder, NAME))).toBe(true);
  });
});

describe("comments that silence findings", () => {
  beforeEach(() => {
    write("src/client.ts", CLIENT.replace("\nconst", "\n// zunset-ignore[basic-auth]: the sandbox\nconst"));
    write("deploy/users.sh", `${CURL.trim()} # zunset-ignore[shell]: the sandbox\n`);
  });
  test("are counted out loud, and count for nothing with --no-suppressions", async () => {
    const { status, stdout } = await zunset("scan --quiet");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^No use of a Zendesk API token found but what comments silence\.\n/);
    expect(stdout).toContain(
      "silenced   2 findings, by comments in the source (--no-suppressions shows them)\n",
    );
    expect((await states("--no-suppressions"))[0]).toBe("exit 1");
    const { summary, suppressed } = JSON.parse((await zunset("scan --format json")).stdout);
    expect([summary.findings, summary.suppressed, suppressed.length]).toEqual([0, 2, 2]);
    expect(suppressed[0]).toMatchObject({ reason: "the sandbox", finding: { rule: "shell" } });
  });
  test("are found in a file that no rule is about", async () => {
    write("web/plain.go", "package web\n\n// zunset-ignore[shell]: nothing\nvar A = 1\n");
    expect(await states("")).toEqual(["exit 1", "undefined web/plain.go:3 suppression-unused"]);
    expect(await states("--no-suppressions --only suppression-unused")).toEqual(["exit 0"]);
  });
  test("are told by zunset why", async () => {
    const { stdout } = await run(process.execPath, [cli, "why", "src/client.ts:4"], { cwd: folder });
    expect(stdout).toContain("silenced by the comment at src/client.ts:3: the sandbox\n");
    expect(stdout).toMatch(/verdict +a finding that a comment silences: error\[basic-auth\]\n$/);
  });
  test("keep zunset migrate from what they silence, and from what that needs", async () => {
    // This one is over, so its finding is back; once that is rewritten, the comment silences nothing, which stops no rewrite.
    write(
      "src/open.ts",
      CLIENT.replace("\nconst", "\n// zunset-ignore[basic-auth] until=2026-10-01: soon\nconst"),
    );
    const { stdout } = await zunset("migrate --write --unsafe --force --quiet");
    expect(stdout).toContain("1 of 1 use");
    expect(read("src/client.ts")).toContain("/token:");
    expect(read("src/open.ts")).not.toContain("/token:");
    expect(read("src/settings.ts")).toContain("process.env.ZENDESK_API_TOKEN");
    expect(read("deploy/users.sh")).toContain("/token:");
  });
});
