import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PLANTED } from "./acme.ts";
import { run, writeFiles } from "./bundle.ts";
import { base, cli, told } from "./installed.ts";

/** Keeps what V8 is told, and the threads there are; all before anything of the package is loaded. */
const WATCH = `
  const { default: v8 } = await import("node:v8");
  const { default: threads } = await import("node:worker_threads");
  const { syncBuiltinESMExports } = await import("node:module");
  const flags = [];
  v8.setFlagsFromString = (flag) => flags.push(flag);
  const running = new Set();
  let owners = 0;
  let started = 0;
  threads.Worker = class extends threads.Worker {
    constructor(script, options) {
      super(script, options);
      started++;
      if (options.workerData?.own) owners++;
      running.add(this);
      this.once("exit", () => running.delete(this));
    }
  };
  syncBuiltinESMExports();
  const over = async () => {
    for (const end = Date.now() + 10_000; running.size > 0 && Date.now() < end; ) await new Promise((done) => setTimeout(done, 20));
    return running.size;
  };
`;

describe("the process of a caller", () => {
  test("is left as it was: flags, listeners, folder, exit code, globals; threads end", async () => {
    const got = await told<Record<string, unknown>>(`${WATCH}
      const state = () => ({
        listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
        folder: process.cwd(),
        exitCode: process.exitCode ?? null,
        environment: { ...process.env },
        globals: Object.getOwnPropertyNames(globalThis).sort(),
        trace: Error.stackTraceLimit,
        output: [process.stdout.listenerCount("error"), process.stderr.listenerCount("error")],
      });
      const before = state();
      await (await scan({ cwd: ACME, threads: 2 })).render("html");
      await scan({ cwd: ACME, threads: 0, fixes: true });
      await migrate({ cwd: ACME });
      tell({ before, after: state(), flags, owners, started, left: await over() });`);
    expect(got["after"]).toEqual(got["before"]);
    expect(got).toMatchObject({ flags: [], owners: 0, left: 0 });
    expect(got["started"]).toBeGreaterThan(1);
  });
  test("has its flags set where it is zunset's own", async () => {
    const watch = join(base, "watch.mjs");
    writeFiles(base, {
      "watch.mjs": `${WATCH}process.once("exit", () => process.stderr.write(JSON.stringify({ flags, owners, started })));`,
      "own/a.py": 'import os\ntoken = os.environ["ZENDESK_API_TOKEN"]\n',
    });
    const seen = async (threads: string): Promise<Record<string, unknown>> => {
      const args = ["--import", watch, cli, "scan", join(base, "own"), "--quiet", "--threads", threads];
      return JSON.parse((await run(process.execPath, args)).stderr);
    };
    expect((await seen("0"))["flags"]).toContain("--liftoff-only");
    const { owners, started } = await seen("1");
    expect(started).toBeGreaterThan(0);
    expect(owners).toBe(started);
  });
  test("may make many calls at once, each of which knows nothing of the others", async () => {
    const folders = Array.from({ length: 4 }, (_, index) => folderOf(index));
    for (const [index, folder] of folders.entries())
      writeFiles(folder, {
        "a.py": `import os\n${"#\n".repeat(index)}token = os.environ["ZENDESK_API_TOKEN"]\n`,
        "zunset.config.yml": index % 2 === 0 ? "failOn: never\n" : "failOn: note\n",
      });
    const got = await told<[number, 0 | 1][][]>(`
      const look = async (cwd) => {
        const found = await scan({ cwd, threads: 1, paths: ["a.py"] });
        return [found.report.findings[0].location.startLine, found.exitCode()];
      };
      const folders = ${JSON.stringify(folders)};
      const together = await Promise.all([...folders.map(look), migrate({ cwd: ACME }).then(() => [0, 0])]);
      const alone = [];
      for (const folder of folders) alone.push(await look(folder));
      tell([together.slice(0, 4), alone]);`);
    expect(got[0]).toEqual(got[1]);
    expect(got[1]).toEqual([
      [2, 0],
      [3, 1],
      [4, 0],
      [5, 1],
    ]);
  });
  test("goes on after a function of its own threw, which it is told", async () => {
    const got = await told<unknown[]>(`${WATCH}
      const own = new Error("enough");
      let calls = 0;
      const onProgress = () => { calls++; throw own; };
      const error = await scan({ cwd: ACME, threads: 0, onProgress }).catch((error) => error);
      const { report } = await scan({ cwd: ACME, asOf: DAY });
      tell([error === own, calls, report.findings.length, await over()]);`);
    expect(got).toEqual([true, 1, 5, 0]);
  });
});

const folderOf = (index: number): string => join(base, `folder-${index}`);

describe("what is wrong", () => {
  test.each([
    ["{ path: '.' }", "invalid-option", 'there is no option "path"', "path", 'Did you mean "paths"?'],
    ["{ paths: [] }", "invalid-option", "paths has to be a list of texts, one at least", "paths", null],
    ["{ paths: '.' }", "invalid-option", "paths has to be a list of texts, one at least", "paths", null],
    ["{ asOf: '2026-02-30' }", "invalid-option", "asOf has to be a day as YYYY-MM-DD", "asOf", null],
    ["{ threads: 1.5 }", "invalid-option", "threads has to be a whole number from 0 to 64", "threads", null],
    ["null", "invalid-option", "options has to be an object", "options", null],
    ["{ since: 'main', staged: true }", "invalid-option", /two things/, "staged", "Give one of the two."],
    ["{ config: { failOnn: 'note' } }", "problem", /no setting/, "config.failOnn", 'Did you mean "failOn"?'],
    ["{ config: { only: ['nope'] } }", "problem", /no rule "nope"/, "config.only[0]", expect.any(String)],
    ["{ only: ['basic'] }", "problem", /no rule/, "only", 'Did you mean "basic-auth"?'],
    ["{ config: 'no.yml' }", "problem", /does not exist/, "no.yml", "Check the path given to config."],
    ["{ rules: 'no' }", "problem", /folder with rules does not exist/, "rules", "Check the path."],
    ["{ paths: ['no'] }", "problem", /no such file/, "no", /taken relative to .*acme\.$/],
    ["{ paths: ['web'], exclude: ['*.ts'] }", "nothing-read", /no file was read/, "web", /allowEmpty: true/],
  ])("scan(%s) says so", async (options, code, message, where, help) => {
    const got = await told<Record<string, string>>(`
      const own = ${options};
      const error = await scan(own && { cwd: ACME, ...own }).then(() => undefined, (error) => error);
      const known = error instanceof ZunsetError && error instanceof Error && error.name === "ZunsetError";
      tell({ known, code: error.code, message: error.message, where: error.where ?? null, help: error.help ?? null });`);
    const like = (text: unknown): unknown => (text instanceof RegExp ? expect.stringMatching(text) : text);
    expect(got).toEqual({ known: true, code, message: like(message), where, help: like(help) });
  });
  test("words are checked where they are used, and an empty scan may be allowed", async () => {
    const got = await told<unknown[]>(`
      const found = await scan({ cwd: ACME, paths: ["web"], exclude: ["*.ts"], allowEmpty: true });
      const codes = [];
      for (const wrong of [() => found.exitCode("fatal"), () => found.render("pdf"), () => found.render("json", { widht: 1 }), () => found.sarif({ color: 1 })])
        try { await wrong(); codes.push("fine"); } catch (error) { codes.push([error instanceof ZunsetError, error.message]); }
      tell([found.report.summary.files.scanned, found.exitCode(), codes]);`);
    expect(got).toEqual([
      0,
      0,
      [
        [true, "failOn has to be one of error, warning, note, never"],
        [true, expect.stringMatching(/^format has to be one of terminal, sarif, /)],
        [true, 'there is no option "widht"'],
        [true, "color has to be true or false"],
      ],
    ]);
  });
  test("a bug is told without what its error says", async () => {
    const got = await told<Record<string, string>>(`
      const error = new TypeError("text of a file: ${PLANTED}");
      const options = { cwd: ACME, get paths() { throw error; } };
      const { code, message, help, cause } = await scan(options).catch((error) => error);
      tell({ code, message, help, cause: cause ?? "none" });`);
    expect(got).toMatchObject({ code: "bug", cause: "none" });
    expect(got["message"]).toBe("this is a bug in zunset, please report it: TypeError");
    expect(got["help"]).toMatch(/^\s+at /);
    expect(JSON.stringify(got)).not.toContain(PLANTED);
  });
});
