import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { type DiscoverOptions, discover } from "../src/discover/index.ts";

/** A new folder for every test, without links in its path. */
export let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "zunset-discover-")));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Writes files below a folder. */
export function write(files: Readonly<Record<string, string>>, folder = root): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Runs git in a folder, with settings of its own. */
export function git(folder: string, ...args: string[]): void {
  const settings = [
    "user.name=acme",
    "user.email=acme@example.com",
    "commit.gpgsign=false",
    "protocol.file.allow=always",
  ];
  execFileSync("git", [...settings.flatMap((one) => ["-c", one]), ...args], { cwd: folder, stdio: "pipe" });
}

/** Makes a repository with these files committed. */
export function checkout(files: Readonly<Record<string, string>>, folder = root): void {
  write(files, folder);
  git(folder, "init", "--quiet");
  git(folder, "add", "--all", "--force");
  git(folder, "commit", "--quiet", "--message", "all");
}

/** Discovers what stands in the test's folder. */
export const find = (options: Partial<DiscoverOptions> = {}) =>
  discover({ roots: [root], excludes: [], ignoredCredentials: true, ...options });

/** Paths of what is discovered there. */
export const paths = async (options: Partial<DiscoverOptions> = {}): Promise<string[]> =>
  (await find(options)).files.map((file) => file.path);
