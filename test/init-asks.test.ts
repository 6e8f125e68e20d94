import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { CURL, PLANTED } from "./acme.ts";
import { run, writeFiles } from "./bundle.ts";
import {
  base,
  CONFIG,
  checkout,
  cli,
  configOf,
  init,
  names,
  PIN,
  read,
  USE,
  WORKFLOW,
  workflowOf,
} from "./init-repository.ts";
import { atTerminal, noTerminal } from "./terminal.ts";

describe("what is there already", () => {
  let count = 0;
  const OWN =
    "# ours\nfailOn: error\nexclude: [old/]\nignoredCredentials: false\nmaxFileSize: 500k\nonly: [shell]\n";

  test("without a terminal the difference is shown and nothing is written", async () => {
    const folder = checkout({ ...USE, [CONFIG]: OWN });
    const before = names(folder);
    const { status, stdout, stderr } = await init(folder, "--yes");
    expect(status).toBe(2);
    expect(stdout).toContain("-# ours\n");
    expect(stdout).toContain("+# yaml-language-server");
    expect(stderr).toContain(`a file is there already and differs; nothing was written\n  at ${CONFIG}\n`);
    expect(stderr).toContain("--force");
    expect(names(folder)).toEqual(before);
    expect(read(folder, CONFIG)).toBe(OWN);
  });
  test("--force writes over it and loses no setting", async () => {
    const folder = checkout({ ...USE, [CONFIG]: OWN });
    const { status, stdout } = await init(folder, "--force");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^rewritten +zunset\.config\.yml/m);
    expect(configOf(folder)).toEqual(parseYaml(OWN));
    expect((await init(folder)).stdout.match(/^as it was /gm)).toHaveLength(2);
  });
  test("a configuration above, or by its other name, is that one", async () => {
    const folder = checkout({ "a/users.sh": CURL, "zunset.config.yaml": "failOn: note\n" });
    await init(folder, "a", "--force");
    expect(names(folder)).toEqual([".github/workflows/zunset-a.yml", "a/users.sh", "zunset.config.yaml"]);
    expect(configOf(folder, "zunset.config.yaml")).toEqual({ failOn: "note" });
  });
  test("what the difference shows is masked", async () => {
    const workflow = `on: push\njobs:\n  a:\n    env:\n      ZENDESK_API_TOKEN: ${PLANTED}\n`;
    const folder = checkout({ ...USE, [WORKFLOW]: workflow });
    for (const flags of [[], ["--dry-run"]]) {
      const { stdout, stderr } = await init(folder, ...flags);
      expect(stdout).toContain("-      ZENDESK_API_TOKEN: ***");
      expect(stdout + stderr).not.toContain(PLANTED);
    }
  });
  test("whatever stands there is compared", async () => {
    const folder = checkout({ ...USE, [WORKFLOW]: `a: ${"[".repeat(20_000)}\n` });
    const { status, stderr } = await init(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("differs; nothing was written");
  });
  test("a baseline that is named stays named", async () => {
    const folder = checkout({ ...USE, [CONFIG]: "baseline: ci/known.yml\n" });
    expect((await init(folder, "--force")).status).toBe(0);
    expect(configOf(folder)).toEqual({ failOn: "warning", baseline: "ci/known.yml" });
  });
  test("a configuration with a mistake is named, not replaced", async () => {
    const folder = checkout({ ...USE, [CONFIG]: "failon: error\n" });
    const { status, stderr } = await init(folder, "--force");
    expect({ status, stderr }).toMatchObject({ status: 2 });
    expect(stderr).toContain(`${CONFIG}:1:1`);
    expect(read(folder, CONFIG)).toBe("failon: error\n");
  });
  test.skipIf(process.platform === "win32").each([
    ["a folder", ".github", "outside"],
    ["the file", WORKFLOW, "outside/file.yml"],
    ["the file, to nothing yet", WORKFLOW, "outside/new.yml"],
  ])("a link out of the root is not followed: %s", async (_, link, target) => {
    const outside = join(base, `outside-${count++}`);
    writeFiles(outside, { "file.yml": "theirs\n" });
    const folder = checkout(USE);
    mkdirSync(dirname(join(folder, link)), { recursive: true });
    symlinkSync(
      join(
        base,
        target.replace("outside", () => `outside-${count - 1}`),
      ),
      join(folder, link),
    );
    for (const flags of [["--force"], ["--dry-run"]]) {
      const { status, stderr } = await init(folder, ...flags);
      expect(status).toBe(2);
      expect(stderr).toContain("a link that leads out of the repository, or to nothing");
    }
    expect(names(outside)).toEqual(["file.yml"]);
    expect(read(outside, "file.yml")).toBe("theirs\n");
    expect(existsSync(join(folder, CONFIG))).toBe(false);
  });
  test("a folder where a file is to stand is named", async () => {
    const folder = checkout({ ...USE, [`${WORKFLOW}/x`]: "x\n" });
    const { status, stderr } = await init(folder);
    expect(status).toBe(2);
    expect(stderr).toContain(`this is not a file\n  at ${WORKFLOW}\n`);
  });
});

test("without git a configuration above is taken over, and nothing is written there", async () => {
  const above = join(base, "no-git");
  writeFiles(above, { [CONFIG]: "failOn: note\n", "desk/users.sh": CURL });
  const { status, stdout } = await init(above, "desk");
  expect(status).toBe(0);
  expect(names(above)).toEqual([`desk/${WORKFLOW}`, "desk/users.sh", `desk/${CONFIG}`, CONFIG].sort());
  expect(read(above, CONFIG)).toBe("failOn: note\n");
  expect(configOf(above, `desk/${CONFIG}`)).toEqual({ failOn: "note" });
  expect(stdout).toContain("Which branch is the default one is not known here");
});

test("how lines end makes no difference", async () => {
  const folder = checkout(USE);
  await init(folder);
  for (const path of [CONFIG, WORKFLOW])
    writeFiles(folder, { [path]: read(folder, path).replaceAll("\n", "\r\n") });
  expect((await init(folder)).stdout.match(/^as it was /gm)).toHaveLength(2);
});

describe("--dry-run", () => {
  test("shows all of it as a diff that git takes, and writes nothing", async () => {
    const folder = checkout(USE);
    const { status, stdout } = await init(folder, "--dry-run", "--baseline");
    expect(status).toBe(0);
    expect(names(folder)).toEqual(["deploy/users.sh"]);
    expect(stdout.match(/^new {8}/gm)).toHaveLength(3);
    expect(stdout).toContain("Next:\n  zunset init\n  zunset migrate\n");
    const patch = stdout.slice(0, stdout.indexOf("\nnew   ") + 1);
    const applied = await run("git", ["apply", "-"], { cwd: folder, input: patch });
    expect(applied.stderr).toBe("");
    const dry = names(folder).map((path) => read(folder, path));
    const other = checkout(USE);
    await init(other, "--baseline");
    expect(dry).toEqual(names(other).map((path) => read(other, path)));
  });
  test("shows what differs and does not refuse", async () => {
    const folder = checkout({ ...USE, [CONFIG]: "failOn: note\n" });
    const { status, stdout } = await init(folder, "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^differs +zunset\.config\.yml/m);
    expect(read(folder, CONFIG)).toBe("failOn: note\n");
  });
});

test.each([
  [["--ci", "jenkins"], "Allowed: github, gitlab, none."],
  [["--pin", "main"], "Give a full commit id"],
  [["nowhere"], "There is no such file or folder."],
  [["deploy/users.sh"], "this is not a folder"],
])("%j is told what is wrong", async (args, message) => {
  const folder = checkout(USE);
  const { status, stderr } = await init(folder, ...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(names(folder)).toEqual(["deploy/users.sh"]);
});

describe.skipIf(noTerminal("init-asks.test.ts"))("at a terminal", { timeout: 60_000 }, () => {
  const [DOWN, ENTER, CTRL_C] = ["\u001B[B", "\r", "\u0003"] as const;
  const asked = (folder: string, answers: readonly (readonly [string, string])[], ...args: string[]) =>
    atTerminal({
      command: [process.execPath, cli, "init", "--quiet", "--pin", PIN, ...args],
      cwd: folder,
      columns: 120,
      answers,
    });
  const MODE = "Where do findings go?";
  const BASELINE = "into a baseline";

  test("it asks where findings go, about a baseline, and before it writes over anything", async () => {
    const folder = checkout({ ...USE, [CONFIG]: "failOn: error\n" });
    const { status, unanswered, screen } = await asked(folder, [
      [MODE, DOWN + ENTER],
      [BASELINE, "y"],
      [`Write over ${CONFIG}?`, ENTER],
    ]);
    expect({ status, unanswered }).toEqual({ status: 0, unanswered: 0 });
    expect(screen).toMatch(/kept +zunset\.config\.yml/);
    expect(read(folder, CONFIG)).toBe("failOn: error\n");
    expect(workflowOf(folder).inputs["mode"]).toBe("annotations");
    expect(names(folder)).toContain("zunset-baseline.yml");
    expect(screen).toContain(`${CONFIG} was kept: add "baseline: zunset-baseline.yml" to it.`);
  });
  test("a yes writes over it", async () => {
    const folder = checkout({ ...USE, [CONFIG]: "failOn: error\n" });
    const { status } = await asked(folder, [[`Write over ${CONFIG}?`, "y"]], "--no-private", "--baseline");
    expect(status).toBe(0);
    expect(configOf(folder)).toEqual({ failOn: "error", baseline: "zunset-baseline.yml" });
  });
  test("whoever breaks off finds nothing written", async () => {
    const folder = checkout(USE);
    const { status, screen } = await asked(folder, [
      [MODE, ENTER],
      [BASELINE, CTRL_C],
    ]);
    expect(status).toBe(2);
    expect(screen).toContain("nothing was written");
    expect(names(folder)).toEqual(["deploy/users.sh"]);
  });
  test("--yes asks nothing, and takes no yes for writing over", async () => {
    const fresh = checkout(USE);
    expect((await asked(fresh, [], "--yes")).status).toBe(0);
    expect(names(fresh)).toEqual([WORKFLOW, "deploy/users.sh", CONFIG].sort());
    const folder = checkout({ ...USE, [CONFIG]: "failOn: error\n" });
    expect((await asked(folder, [], "--yes")).status).toBe(2);
    expect(read(folder, CONFIG)).toBe("failOn: error\n");
  });
});
