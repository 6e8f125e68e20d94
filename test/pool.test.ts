import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPool, type PoolOptions, type PoolResult, type RunOptions } from "../src/parse/pool.ts";

let folder = "";
let root = "";

/** The real worker; `hostile` puts a parser in its place that hangs, eats memory, throws or ends the thread when a file says so. */
async function bundle(name: string, hostile: boolean): Promise<void> {
  await build({
    entryPoints: ["src/parse/worker.ts"],
    outfile: join(folder, name),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
    plugins: hostile
      ? [
          {
            name: "hostile",
            setup(setup) {
              setup.onLoad({ filter: /src\/parse\/index\.ts$/ }, () => ({
                contents: HOSTILE_PARSER,
                loader: "ts",
              }));
            },
          },
        ]
      : [],
  });
}

const HOSTILE_PARSER = `
  export async function parse({ path, text }) {
    if (text.includes("HANG")) for (;;) {}
    if (text.includes("EAT")) { const all = []; for (;;) all.push(new Array(1000).fill({ a: 1 })); }
    if (text.includes("THROW")) throw new RangeError("the text is: " + text);
    if (text.includes("EXIT")) process.exit(7);
    return { path, language: "text", masked: text, scopes: [], facts: [], secrets: [], degraded: false };
  }`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "zunset-pool-"));
  // Packages that the worker asks for are found from where it stands.
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  await bundle("worker.mjs", false);
  await bundle("hostile.mjs", true);
  root = join(folder, "tree");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): { root: string; files: { path: string }[] } {
  rmSync(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, files: Object.keys(files).map((path) => ({ path })) };
}

const OPTIONS = { keywords: ["zendesk"], maxFileSize: 1 << 20, hashLines: true, threads: 2 };

async function run(
  input: Parameters<ReturnType<typeof createPool>["run"]>[0],
  options: Partial<PoolOptions> & { script?: string } = {},
  how: RunOptions = {},
): Promise<PoolResult> {
  const { script = "worker.mjs", ...rest } = options;
  const pool = createPool({ ...OPTIONS, ...rest, worker: pathToFileURL(join(folder, script)) });
  try {
    return await pool.run(input, how);
  } finally {
    await pool.close();
  }
}

const many = (count: number, text: (index: number) => string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`f${String(index).padStart(4, "0")}.txt`, text(index)]),
  );

const shown = ({ parsed, skipped, scanned }: PoolResult) => ({
  parsed: parsed.map((file) => file.path),
  skipped: skipped.map(({ path, reason }) => `${path} ${reason}`),
  scanned,
});

test("any number of threads gives the same result, sorted", async () => {
  const input = write({
    ...many(300, (index) => (index % 7 === 0 ? `user = "zendesk ${index}"\n` : "nothing\n")),
    "z.py": 'zendesk = "x"\n',
    "a.env": "ZENDESK_EMAIL=a@example.com\n",
    "b.bin": "\0zendesk",
  });
  const [none, one, four] = await Promise.all([0, 1, 4].map((threads) => run(input, { threads })));
  expect(none?.parsed).toHaveLength(45);
  expect(none?.skipped).toEqual([{ path: "b.bin", reason: "binary" }]);
  expect(none?.scanned).toBe(302);
  expect(none?.parsed.map((file) => file.path)).toEqual(none?.parsed.map((file) => file.path).sort());
  expect(one).toEqual(none);
  expect(four).toEqual(none);
});

test("every parsed file is told of once, by threads and without", async () => {
  const input = write(many(40, (index) => (index % 2 === 0 ? "zendesk\n" : "nothing\n")));
  for (const threads of [0, 2]) {
    const told: unknown[] = [];
    const { parsed } = await run(input, { threads, onParsed: (file) => told.push(file) });
    expect(parsed).toHaveLength(20);
    expect(new Set(told)).toEqual(new Set(parsed));
    expect(told).toHaveLength(20);
  }
});

test("with signs only what has one is parsed; of the rest only numbers of words are told, by any number of threads", async () => {
  const input = write({
    ...many(60, (index) =>
      index % 3 === 0 ? "nothing\n" : `zendesk ${index % 3 === 1 ? "Token" : "mail"}\n`,
    ),
    "a.py": "zendesk(token)\n",
  });
  const signs = [
    { pattern: "token", anyCase: true as const },
    { pattern: "mail", languages: ["python"] },
  ];
  const first = input.files[2]?.path;
  const [none, two] = await Promise.all(
    [0, 2].map((threads) => run(input, { threads }, { signs, unsifted: 3 })),
  );
  expect(none?.parsed).toHaveLength(22);
  // The third file is one of those that are parsed without a sign.
  expect(none?.parsed.map(({ path }) => path)).toContain(first);
  expect(none?.unsigned).toHaveLength(19);
  expect(none?.unsigned.every(({ words }) => words.every(Number.isInteger))).toBe(true);
  expect(two).toEqual(none);
  const forced = await run(input, {}, { signs, force: true });
  expect([forced.parsed.length, forced.unsigned.length]).toEqual([21, 40]);
});

test("force parses files without a keyword; a pool runs again and again, also on nothing", async () => {
  const input = write({ "a.txt": "hello\n", "b.txt": "zendesk\n" });
  const pool = createPool({ ...OPTIONS, worker: pathToFileURL(join(folder, "worker.mjs")) });
  const paths = async (how: RunOptions) => (await pool.run(input, how)).parsed.map((file) => file.path);
  expect(await paths({})).toEqual(["b.txt"]);
  expect(await paths({ force: true })).toEqual(["a.txt", "b.txt"]);
  expect(await pool.run({ root, files: [] })).toEqual({
    parsed: [],
    skipped: [],
    scanned: 0,
    seen: [],
    unsigned: [],
  });
  expect(await paths({})).toEqual(["b.txt"]);
  const [first, second] = await Promise.allSettled([pool.run(input), pool.run(input)]);
  expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
  await pool.close();
});

test.each([0, 2])(
  "files that are gone are listed, deleted tracked ones are not (%i threads)",
  async (threads) => {
    const input = write({ "a.txt": "zendesk\n" });
    const files = [...input.files, { path: "gone.txt" }, { path: "deleted.txt", tracked: true as const }];
    expect(shown(await run({ root, files }, { threads }))).toEqual({
      parsed: ["a.txt"],
      skipped: ["gone.txt vanished"],
      scanned: 1,
    });
  },
);

test("progress ends before the total does", async () => {
  const input = write(many(600, () => "x".repeat(2_000)));
  const seen: number[] = [];
  await run(input, { threads: 0 }, { onProgress: (done, total) => void seen.push(done / total) });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.every((share, index) => share <= 1 && share >= (seen[index - 1] ?? 0))).toBe(true);
});

describe("a file that is too much for the parser costs only itself", () => {
  const fine = many(60, (index) => `zendesk ${index}\n`);
  const all = Object.keys(fine);
  const HOSTILE = { script: "hostile.mjs", timeBoundMs: 400, memoryLimitMb: 64 };

  test.each([
    ["hangs", "HANG", "timeout"],
    ["fills the memory", "EAT", "out-of-memory"],
    ["ends the thread", "EXIT", "parse-error"],
  ])(
    "%s",
    async (_, word, reason) => {
      const bad = {
        "a-bad.txt": `zendesk ${word}`,
        "m-bad.txt": `zendesk ${word}`,
        "z-bad.txt": `zendesk ${word}`,
      };
      const input = write({ ...bad, ...fine });
      for (const threads of [1, 3]) {
        expect(
          shown(await run(input, { ...HOSTILE, timeBoundMs: word === "HANG" ? 400 : 30_000, threads })),
        ).toEqual({
          parsed: all,
          skipped: Object.keys(bad).map((path) => `${path} ${reason}`),
          scanned: 60,
        });
      }
    },
    60_000,
  );

  test("every file hangs", async () => {
    const input = write(many(6, () => "zendesk HANG"));
    const result = await run(input, { ...HOSTILE, threads: 3 });
    expect(result.skipped.map((one) => one.reason)).toEqual(new Array(6).fill("timeout"));
  }, 30_000);

  test("an exception is listed by its kind; its message, which may quote the file, is not", async () => {
    const input = write({ "a.txt": "zendesk THROW planted-credential" });
    const result = await run(input, HOSTILE);
    expect(result.skipped).toEqual([{ path: "a.txt", reason: "parse-error", detail: "RangeError" }]);
    expect(JSON.stringify(result)).not.toContain("planted");
  });
});

test("a worker that cannot start is a bug, not a hang", async () => {
  const input = write(many(20, () => "zendesk"));
  writeFileSync(join(folder, "broken.mjs"), 'throw new Error("does not start");\n');
  await expect(run(input, { script: "broken.mjs" })).rejects.toThrow("does not start");
});

test("a pool nobody closed does not keep the process alive", async () => {
  const entry = join(folder, "open.mjs");
  await build({
    stdin: {
      contents: `import { createPool } from "./src/parse/pool.ts";
        const pool = createPool({ ...${JSON.stringify(OPTIONS)}, worker: new URL("./worker.mjs", import.meta.url) });
        const result = await pool.run({ root: ${JSON.stringify(folder)}, files: [{ path: "one.txt" }] });
        console.log(result.parsed.length);`,
      resolveDir: process.cwd(),
    },
    outfile: entry,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  writeFileSync(join(folder, "one.txt"), "zendesk\n");
  expect(execFileSync(process.execPath, [entry], { timeout: 20_000, encoding: "utf8" })).toBe("1\n");
});
