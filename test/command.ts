import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { buildBundle, type Outcome, type RunOptions, run, temporaryFolder, writeFiles } from "./bundle.ts";

/** A folder of the test file's own, in which it makes what it needs. */
export const base = temporaryFolder("command");
/** Where commands run that are not told where. */
export const repository = join(base, "acme support");
/** The built program, which no `node_modules` stands above. */
export let cli = "";

const bundle = temporaryFolder("bundle");
beforeAll(async () => {
  cli = await buildBundle(bundle);
});
afterAll(() => {
  for (const folder of [base, bundle]) rmSync(folder, { recursive: true, force: true });
});

/** Runs the command line in a process of its own. */
export const zunset = (args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  run(process.execPath, [cli, ...args], { cwd: repository, ...options });

/** Writes files into a folder below {@link base}, and gives its path. */
export function folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(base, name);
  writeFiles(folder, files);
  return folder;
}
