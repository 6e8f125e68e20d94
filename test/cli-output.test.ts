import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { wantsColor } from "../src/cli/color.ts";
import { explain } from "../src/cli/exit.ts";
import { progressLine } from "../src/cli/progress.ts";
import { CLIENT, CURL, PLANTED, SETTINGS, writeAcme } from "./acme.ts";
import { initGit, type Outcome, run } from "./bundle.ts";
import { base, cli, folderOf, repository, zunset } from "./command.ts";

beforeAll(() => writeAcme(repository));

describe("reports", () => {
  test("two formats go to two files, folders made, nothing left beside them", async () => {
    const out = join(base, "out/deep");
    const { status, stdout, stderr } = await zunset([
      ...["scan", "--format", "json", "--output", join(out, "a/report.json")],
      ...["--format", "sarif", "--output", join(out, "b/report.sarif"), "--sarif-category", "nightly"],
    ]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^zunset: 5 findings: 4 errors, 1 note; written to .*report\.json, .*report\.sarif\n$/,
    );
    expect(JSON.parse(readFileSync(join(out, "a/report.json"), "utf8")).schema).toBe(1);
    const log = JSON.parse(readFileSync(join(out, "b/report.sarif"), "utf8"));
    expect(log.runs[0].automationDetails).toEqual({ id: "nightly/" });
    expect(readdirSync(out, { recursive: true }).sort()).toEqual([
      "a",
      "a/report.json",
      "b",
      "b/report.sarif",
    ]);
  });
  test("one may go to standard output, in either order", async () => {
    const file = join(base, "out/mixed.sarif");
    for (const args of [
      ["--format", "terminal", "--format", "sarif", "--output", "-", "--output", file],
      ["--format", "sarif", "--output", file, "--format", "terminal"],
    ]) {
      rmSync(file, { force: true });
      const { stdout, stderr } = await zunset(["scan", ...args]);
      expect(stdout).toContain("5 findings: 4 errors, 1 note");
      expect(stderr).toBe("");
      expect(JSON.parse(readFileSync(file, "utf8")).version).toBe("2.1.0");
    }
  });
  test("a report is replaced whole; its mode and a link to it stay", async () => {
    const folder = folderOf("replaced", { "real.json": "old" });
    symlinkSync("real.json", join(folder, "link.json"));
    await zunset(["scan", "--format", "json", "--output", join(folder, "link.json"), "--quiet"]);
    expect(JSON.parse(readFileSync(join(folder, "real.json"), "utf8")).schema).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(["link.json", "real.json"]);
  });
  test.skipIf(!existsSync("/dev/null"))("a device is written to, not replaced", async () => {
    const { status, stderr } = await zunset(["scan", "--output", "/dev/null", "--quiet"]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(readFileSync("/dev/null", "utf8")).toBe("");
    expect(readdirSync("/dev").filter((name) => name.startsWith("null."))).toEqual([]);
  });
  test("what cannot be written is the user's mistake", async () => {
    const folder = folderOf("unwritable", { file: "text" });
    for (const target of [folder, join(folder, "file/report.json")]) {
      const { status, stderr } = await zunset(["scan", "--output", target]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^zunset: the report could not be written \(E[A-Z]+\)\n {2}at /);
    }
  });
  test("a report in the scanned folder is not scanned the next time", async () => {
    const folder = folderOf("again", { "src/client.ts": CLIENT, "src/settings.ts": SETTINGS });
    await initGit(folder);
    const args = ["scan", ".", "--format", "json", "--output", "out [1]/report.json"];
    const read = (): string => readFileSync(join(folder, "out [1]/report.json"), "utf8");
    await zunset(args, { cwd: folder });
    const first = read();
    await zunset(args, { cwd: folder });
    expect(read()).toBe(first);
  });
  test("the bytes are the same on every run, with any number of threads", async () => {
    for (const format of ["terminal", "json", "sarif"]) {
      const outcomes = [];
      for (const threads of ["0", "1", "2", "2"])
        outcomes.push(
          await zunset(["scan", "--format", format, "--threads", threads, "--as-of", "2026-11-02"]),
        );
      expect(outcomes[0]?.stdout.length).toBeGreaterThan(1000);
      for (const outcome of outcomes) expect(outcome).toEqual({ ...outcomes[0], status: 1, stderr: "" });
    }
  });
  test("no credential is printed", async () => {
    for (const format of ["terminal", "json", "sarif"]) {
      const { stdout } = await zunset(["scan", "--format", format]);
      expect(stdout).toContain(".env");
      expect(stdout).not.toContain(PLANTED);
    }
  });
});

describe("streams", () => {
  test("nothing but the report is on stdout, and nothing on stderr", async () => {
    const { stdout, stderr } = await zunset(["scan", "--format", "sarif"]);
    expect(JSON.parse(stdout).version).toBe("2.1.0");
    expect(stderr).toBe("");
  });
  test("--quiet leaves out the hint where a report went", async () => {
    const args = ["scan", "--output", join(base, "quiet.txt")];
    expect((await zunset(args)).stderr).toMatch(
      /^zunset: 5 findings: 4 errors, 1 note; written to .*quiet\.txt\n$/,
    );
    expect((await zunset([...args, "--quiet"])).stderr).toBe("");
  });
  test("a reader that has seen enough ends nothing in tears", async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.sh`, CURL]));
    const folder = folderOf("many", files);
    for (const format of ["terminal", "json"]) {
      const { status, stderr, stdout } = await zunset(["scan", "--format", format, folder], {
        readAtMost: 1,
      });
      expect([status, stderr]).toEqual([1, ""]);
      expect(stdout.length).toBeGreaterThan(0);
    }
    expect((await zunset(["rules", "list"], { readAtMost: 1 })).stderr).toBe("");
    expect((await zunset(["--help"], { readAtMost: 1 })).stderr).toBe("");
  });
  test.skipIf(process.platform === "win32")("a closed stdout and a full disk", async () => {
    const shell = (redirect: string): Promise<Outcome> =>
      run("sh", ["-c", `exec "$0" "$@" ${redirect}`, process.execPath, cli, "scan"], { cwd: repository });
    expect(await shell(">&-")).toEqual({ status: 1, stdout: "", stderr: "" });
    expect((await shell("2>&-")).status).toBe(1);
    if (!existsSync("/dev/full")) return;
    const full = await shell("> /dev/full");
    expect(full.status).toBe(2);
    expect(full.stderr).toBe(
      "zunset: the report could not be written (ENOSPC)\n  at standard output\n  Check where the output goes.\n",
    );
  });
  test("colours: none in a pipe, all with FORCE_COLOR, none with NO_COLOR or in a file", async () => {
    const sequence = "\u001b[";
    const colored = async (env: Record<string, string>, args = ["scan"]): Promise<boolean> =>
      (await zunset(args, { env })).stdout.includes(sequence);
    expect(await colored({})).toBe(false);
    expect(await colored({ FORCE_COLOR: "1" })).toBe(true);
    expect(await colored({ FORCE_COLOR: "0" })).toBe(false);
    expect(await colored({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(await colored({ FORCE_COLOR: "1", TERM: "dumb" })).toBe(true);
    expect(await colored({ FORCE_COLOR: "1" }, ["rules", "list"])).toBe(true);
    expect(await colored({ FORCE_COLOR: "1" }, ["scan", "--format", "json"])).toBe(false);
    const file = join(base, "plain.txt");
    await zunset(["scan", "--output", file], { env: { FORCE_COLOR: "1" } });
    expect(readFileSync(file, "utf8")).not.toContain(sequence);
  });
  test("a terminal decides where no variable does", () => {
    const terminal = { isTTY: true };
    expect(wantsColor(terminal, {})).toBe(true);
    expect(wantsColor({}, {})).toBe(false);
    expect(wantsColor(terminal, { TERM: "dumb" })).toBe(false);
    expect(wantsColor(terminal, { NO_COLOR: "1" })).toBe(false);
    expect(wantsColor(terminal, { NO_COLOR: "" })).toBe(true);
    expect(wantsColor(terminal, { FORCE_COLOR: "0" })).toBe(false);
  });
  test("variables of CI services change nothing", async () => {
    const plain = await zunset(["scan", "--as-of", "2026-11-02"]);
    const env = { CI: "true", GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: "/nowhere", TERM: "xterm-256color" };
    expect(await zunset(["scan", "--as-of", "2026-11-02"], { env })).toEqual(plain);
  });
});

describe("progress", () => {
  function watch(isTTY: boolean, wanted = true) {
    const written: string[] = [];
    let time = 0;
    const line = progressLine(wanted, { isTTY, write: (text) => written.push(text) }, () => time);
    return {
      written,
      at: (now: number, done: number) => {
        time = now;
        line.update(done, 900);
      },
      done: line.done,
    };
  }
  test("a long scan says how far it is, a few times a second, and cleans up", () => {
    const { written, at, done } = watch(true);
    for (const [now, count] of [
      [0, 1],
      [399, 2],
      [400, 3],
      [450, 4],
      [500, 5],
    ] as const)
      at(now, count);
    expect(written).toEqual(["\r\u001b[Kscanned 3 of 900 files", "\r\u001b[Kscanned 5 of 900 files"]);
    done();
    expect(written.at(-1)).toBe("\r\u001b[K");
  });
  test("a short scan, a pipe and --quiet show nothing", () => {
    for (const [terminal, wanted, now] of [
      [true, true, 300],
      [false, true, 5000],
      [true, false, 5000],
    ] as const) {
      const { written, at, done } = watch(terminal, wanted);
      at(now, 10);
      done();
      expect(written).toEqual([]);
    }
  });
});

describe("a bug ends with 3", () => {
  test("its stack is shown, no text of scanned files", async () => {
    const broken = join(base, "broken");
    cpSync(dirname(cli), broken, { recursive: true });
    const rules = JSON.parse(readFileSync(join(broken, "rules.json"), "utf8"));
    writeFileSync(join(broken, "rules.json"), JSON.stringify({ ...rules, "data/names.yml": null }));
    const { status, stdout, stderr } = await run(process.execPath, [join(broken, "cli.js"), "scan"], {
      cwd: repository,
    });
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^zunset: this is a bug in zunset, please report it: TypeError\n( {4}at .*\n)+$/);
    expect(stderr).toContain(pathToFileURL(broken).href);
    expect(stderr).not.toContain(PLANTED);
  });
  test("a message is not shown, whatever it looks like", () => {
    for (const message of [PLANTED, `a\n    at ${PLANTED}`, `\n    at ${PLANTED} (x:1:1)\n`]) {
      const text = explain(new Error(message));
      expect(text).toMatch(/^zunset: this is a bug in zunset, please report it: Error\n {4}at /);
      expect(text).not.toContain(PLANTED);
    }
    expect(explain(PLANTED)).not.toContain(PLANTED);
    expect(explain(Object.assign(new Error(PLANTED), { code: "EIO" }))).toContain("report it: Error EIO\n");
  });
});
