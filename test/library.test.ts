import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { ACME_FINDINGS, CURL, PLANTED } from "./acme.ts";
import { NO_HOST, TUPLE } from "./acme-sync.ts";
import { type Outcome, run, writeFiles } from "./bundle.ts";
import { checkoutsBelow, contents } from "./checkouts.ts";
import { base, cli, consumer, node24, told, use } from "./installed.ts";
import { git } from "./tree.ts";

const root = join(import.meta.dirname, "..");
const acme = join(base, "acme");

const REFUSED =
  'provider "zendesk" {\n  account = "acme"\n  email   = var.mail\n  token   = var.zendesk_token\n}\n';
const FILES = { "sync.py": TUPLE, "other/sync.py": NO_HOST, "main.tf": REFUSED };

const checkout = checkoutsBelow(base);

const zunset = (cwd: string, ...args: readonly string[]): Promise<Outcome> =>
  run(process.execPath, [cli, ...args], { cwd });

describe("the installed package", () => {
  test.each([
    ["Node 20", () => process.execPath],
    ["Node 24", node24],
  ])("is imported and required under %s", async (name, find) => {
    const node = find();
    expect(execFileSync(node, ["--version"], { encoding: "utf8" }).startsWith(`v${name.slice(5)}.`)).toBe(
      true,
    );
    const code =
      "scan({ paths: [ACME], asOf: DAY, config: false }).then((s) => tell(s.report.summary.bySeverity));";
    const imported = await told(code, node);
    const { stdout, status } = await use(code, 'const { scan } = require("zunset");', node, "cjs");
    expect([status, JSON.parse(stdout)]).toEqual([0, imported]);
    expect(imported).toEqual({ error: 4, warning: 0, note: 1 });
  });
  test("lets schemas and its own description be read, and nothing of the inside", async () => {
    const got = await told(`
      const require = (await import("node:module")).createRequire(import.meta.url);
      const inside = await import("zunset/dist/cli.js").catch((error) => error.code);
      tell([require("zunset/schemas/report-v1.schema.json").title, require("zunset/package.json").name, inside]);`);
    expect(got).toEqual(["zunset report, version 1", "zunset", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);
  });
  test("loads little until a scan begins", async () => {
    const loaded = await told<number>(`
      const { statSync, readFileSync } = await import("node:fs");
      const { dirname, join } = await import("node:path");
      const seen = new Set();
      const follow = (file) => {
        if (seen.has(file)) return;
        seen.add(file);
        for (const [, next] of readFileSync(file, "utf8").matchAll(/(?:from|import) ?"(\\.\\/[\\w-]+\\.js)"/g)) follow(join(dirname(file), next));
      };
      follow((await import("node:url")).fileURLToPath(import.meta.resolve("zunset")));
      tell([...seen].reduce((sum, file) => sum + statSync(file).size, 0));`);
    expect(loaded).toBeGreaterThan(0);
    expect(loaded).toBeLessThan(20_000);
  });
  test("the README's example runs", async () => {
    const example = /^```js\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "";
    const folder = checkout({ ...FILES, "legacy/old.sh": CURL });
    mkdirSync(join(folder, "node_modules"));
    cpSync(join(consumer, "node_modules/zunset"), join(folder, "node_modules/zunset"), { recursive: true });
    writeFileSync(join(base, "example.mjs"), example);
    cpSync(join(base, "example.mjs"), join(folder, "node_modules/example.mjs"));
    const { stdout, stderr, status } = await run(
      process.execPath,
      [join(folder, "node_modules/example.mjs")],
      {
        cwd: folder,
      },
    );
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^3 findings, the next deadline is [\w-]+\n/);
    expect(
      stdout
        .split("\n")
        .slice(1)
        .map((line) => line.replace(/:.*/, "")),
    ).toEqual([...["refused", "review", "safe"], ""]);
    const after = contents(folder);
    expect(JSON.parse(after["zunset.sarif"] ?? "").runs[0].results).toHaveLength(3);
    expect(after["oauth.patch"]).toContain("+    return requests.get(url, auth=zendesk_auth).json()");
    expect(after["sync.py"]).toContain("auth=zendesk_auth");
    expect(after["other/sync.py"]).toBe(NO_HOST);
  });
});

describe("scan", () => {
  test("gives what the command line prints, and renders the same", async () => {
    const formats = ["json", "sarif", "markdown", "csv", "terminal"];
    const got = await told<{ report: object; texts: string[]; sarif: object; codes: number[] }>(`
      const found = await scan({ cwd: ACME, asOf: DAY, rules: undefined });
      const texts = await Promise.all(${JSON.stringify(formats)}.map((format) => found.render(format)));
      const codes = [found.exitCode(), found.exitCode("never")];
      const { report } = found;
      tell({ report, texts, sarif: await found.sarif(), codes });`);
    const printed = await Promise.all(
      formats.map((format) => zunset(acme, "scan", "--as-of", "2026-11-02", "--format", format)),
    );
    expect(got.texts).toEqual(printed.map(({ stdout }) => stdout));
    expect(got.report).toEqual(JSON.parse(printed[0]?.stdout ?? ""));
    expect(got.sarif).toEqual(JSON.parse(printed[1]?.stdout ?? ""));
    expect(got.codes).toEqual([1, 0]);
    expect(JSON.stringify(got)).not.toContain(PLANTED);
    expect(JSON.stringify(got)).toContain("ZENDESK_API_TOKEN");
  });
  test("takes the options of the command line", async () => {
    const got = await told<string[][]>(`
      const places = async (options) =>
        (await scan({ cwd: ACME, asOf: DAY, threads: 1, ...options })).report.findings.map(({ location, rule }) => \`\${location.path}:\${location.startLine} \${rule}\`);
      tell([
        await places({}),
        await places({ exclude: ["deploy/**"] }),
        await places({ config: { only: ["shell"], exclude: ["legacy/"] } }),
        await places({ only: ["hardcoded"] }),
        await places({ only: ["hardcoded"], ignoredCredentials: false }),
        await places({ paths: ["deploy/users.sh", "docs"], maxFileSize: "1m" }),
      ]);`);
    expect(got).toEqual([
      ACME_FINDINGS,
      ACME_FINDINGS.filter((one) => !one.startsWith("deploy/")),
      ["deploy/users.sh:1 shell"],
      [".env:1 hardcoded"],
      [],
      ["deploy/users.sh:1 shell", "docs/setup.md:3 docs"],
    ]);
  });
  test("since and staged tell what is new; failOn of a configuration counts", async () => {
    const folder = checkout({ "old.sh": CURL, "zunset.config.yml": "failOn: never\n" });
    writeFiles(folder, { "new.sh": CURL });
    const found = (options: string): Promise<unknown> =>
      told(`
        const found = await scan({ cwd: ${JSON.stringify(folder)}, ${options} });
        tell([found.report.findings.map(({ location, state }) => [location.path, state]), found.exitCode()]);`);
    expect(await found('since: "HEAD"')).toEqual([[["new.sh", "new"]], 0]);
    expect(await found("staged: true, config: false")).toEqual([[], 0]);
    git(folder, "add", "--all");
    expect(await found("staged: true, config: false")).toEqual([[["new.sh", "new"]], 1]);
  });
  test("fixes are in SARIF when they are asked for", async () => {
    const folder = checkout({ "sync.py": TUPLE });
    const fixes = await told<boolean[]>(`
      const has = async (fixes) => (await scan({ cwd: ${JSON.stringify(folder)}, fixes }).then((found) => found.render("sarif"))).includes('"fixes"');
      tell([await has(true), await has(undefined)]);`);
    expect(fixes).toEqual([true, false]);
  });
});

describe("migrate", () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  const schema: ValidateFunction = ajv.compile(
    JSON.parse(readFileSync(join(root, "schemas/migration-v1.schema.json"), "utf8")) as object,
  );

  test("plans what the command line does, without changing anything", async () => {
    const folder = checkout(FILES);
    const got = await told<Record<"safe" | "all", Record<string, never>>>(`
      const at = { cwd: ${JSON.stringify(folder)} };
      const [safe, all] = [await migrate(at), await migrate({ ...at, unsafe: true })];
      tell({ safe, all });`);
    expect(contents(folder)).toEqual(FILES);
    for (const [name, flags] of [
      ["safe", []],
      ["all", ["--unsafe"]],
    ] as const) {
      const target = (file: string): string => join(base, `${name}.${file}`);
      const texts = ["patch", "summary", "json"].flatMap((file) => [`--${file}`, target(file)]);
      await zunset(folder, "migrate", ...texts, ...flags);
      const written = (file: string): string => readFileSync(target(file), "utf8");
      expect(got[name]).toMatchObject({ patch: written("patch"), summary: written("summary"), leftOut: [] });
      expect(got[name]["plan"]).toEqual(JSON.parse(written("json")));
      schema(got[name]["plan"]);
      expect(schema.errors).toBeNull();
    }
    const { sites } = got.safe["plan"] as unknown as { sites: readonly Record<string, unknown>[] };
    expect(sites.map(({ path, outcome, applied }) => [path, outcome, applied])).toEqual([
      ["main.tf", "refused", false],
      ["other/sync.py", "review", false],
      ["sync.py", "safe", true],
    ]);
    expect(sites[0]).toMatchObject({ reason: "token-only", line: 4, decide: expect.stringMatching(/\.$/) });
    const changes = got.safe["changes"] as unknown as readonly Record<string, string>[];
    const sha = createHash("sha256").update(TUPLE).digest("hex");
    expect(changes.find(({ path }) => path === "sync.py")).toMatchObject({ before: sha });
    expect(changes.filter(({ before }) => before === undefined).length).toBeGreaterThan(0);
    expect(changes.map(({ diff }) => diff).join("")).toBe(got.safe["patch"]);
  });
  test.each([
    ["what is safe", "{}", []],
    ["what is to be reviewed, too", "{ unsafe: true }", ["--unsafe"]],
  ])("apply writes %s, as --write does", async (_, options, flags) => {
    const [mine, other] = [checkout(FILES), checkout(FILES)];
    const written = await told<{ sites: { applied: boolean }[] }>(
      `tell((await (await migrate({ cwd: ${JSON.stringify(mine)} })).apply(${options})).plan);`,
    );
    await zunset(other, "migrate", "--write", ...flags);
    expect(contents(mine)).toEqual(contents(other));
    expect(contents(mine)["sync.py"]).not.toBe(TUPLE);
    expect(written.sites.filter(({ applied }) => applied)).toHaveLength(1 + flags.length);
  });
  test("only takes rules and paths relative to cwd; what there is to do is told", async () => {
    const folder = checkout({ "a/sync.py": TUPLE, "b/sync.py": TUPLE });
    const got = await told<[string[], string[]]>(`
      const { plan, steps } = await migrate({ cwd: ${JSON.stringify(folder)}, only: ["a"], prefix: "SUPPORT" });
      tell([plan.sites.map(({ path }) => path), steps]);`);
    expect(got[0]).toEqual(["a/sync.py"]);
    expect(got[1].join("\n")).toContain("SUPPORT_OAUTH_CLIENT_ID");
  });
  test("no text of a credential comes out", async () => {
    const literal = TUPLE.replace('os.environ["ZENDESK_API_TOKEN"]', `"${PLANTED}"`).concat(
      `\n\nOTHER_TOKEN = "${PLANTED}"\n`,
    );
    const folder = checkout({ "sync.py": literal, ".env": `ZENDESK_API_TOKEN=${PLANTED}\n` });
    const text = await told<string>(`
      const migration = await migrate({ cwd: ${JSON.stringify(folder)}, unsafe: true });
      tell(JSON.stringify([migration, await migration.apply({ force: true })]));`);
    expect(text).toContain("sync.py");
    expect(text).not.toContain(PLANTED);
  });
  test("refuses what changed since, and uncommitted work unless forced; then nothing is changed", async () => {
    const folder = checkout({ "sync.py": TUPLE, "more.py": TUPLE });
    const got = await told<unknown[]>(`
      const { appendFileSync, writeFileSync } = await import("node:fs");
      const at = { cwd: ${JSON.stringify(folder)} };
      const failed = (promise) => promise.then(() => "done", ({ code, where, help }) => [code, where, help]);
      const early = await migrate(at);
      appendFileSync(at.cwd + "/sync.py", "# mine\\n");
      const changed = await failed(early.apply({ force: true }));
      const late = await migrate(at);
      const uncommitted = await failed(late.apply());
      tell([changed, uncommitted, await failed(late.apply({ force: true })), await failed(late.apply({ force: true }))]);`);
    const help = "sync.py\nCommit or stash them, so that the change can be undone; or pass force: true.";
    expect(got).toEqual([
      ["changed", "sync.py", "Call migrate again."],
      ["uncommitted", null, help],
      "done",
      ["changed", expect.any(String), expect.anything()],
    ]);
    expect(contents(folder)["sync.py"]).toMatch(/auth=zendesk_auth[\s\S]*# mine\n$/);
  });
});
