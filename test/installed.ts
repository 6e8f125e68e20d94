import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { writeAcme } from "./acme.ts";
import { buildBundle, type Outcome, run, temporaryFolder, writeFiles } from "./bundle.ts";

const root = join(import.meta.dirname, "..");
/** A folder of the test's own. */
export const base = temporaryFolder("library");
/** Where the packed package is installed, and nothing else. */
export const consumer = join(base, "consumer");
const acme = join(base, "acme");
/** The command line of the same bundle. */
export let cli = "";

beforeAll(async () => {
  const source = join(base, "source");
  mkdirSync(source);
  cli = await buildBundle(source);
  for (const name of ["package.json", "schemas", "README.md", "CHANGELOG.md", "LICENSE"])
    cpSync(join(root, name), join(source, name), { recursive: true });
  const packed = npm(source, "pack", "--silent", "--ignore-scripts");
  writeFiles(consumer, { "package.json": '{ "name": "consumer", "private": true }\n' });
  npm(consumer, "install", "--offline", "--no-audit", "--no-fund", join(source, packed));
  await writeAcme(acme);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function npm(cwd: string, ...args: readonly string[]): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

/** The program of Node 24, fetched where it is not there. */
export const node24 = (): string =>
  npm(tmpdir(), "exec", "--yes", "--package=node@24.9.0", "--", "node", "-p", "process.execPath");

let number = 0;
/** Runs a module that has the package installed, and `ACME`, `DAY` and `tell`, which prints a value. */
export function use(text: string, imports: string, node: string, extension: string): Promise<Outcome> {
  const file = join(consumer, `use-${number++}.${extension}`);
  const given = [
    imports,
    `const ACME = ${JSON.stringify(acme)};`,
    'const DAY = "2026-11-02";',
    "const tell = (value) => process.stdout.write(JSON.stringify(value));",
  ];
  writeFileSync(file, `${given.join("\n")}\n${text}\n`);
  return run(node, [file], { cwd: consumer });
}

/** What a module tells; nothing else may be printed, and it has to end well and by itself. */
export async function told<T>(text: string, node = process.execPath): Promise<T> {
  const imports = 'import { migrate, scan, ZunsetError } from "zunset";';
  const { stdout, stderr, status } = await use(text, imports, node, "mjs");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout) as T;
}
