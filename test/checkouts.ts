import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "./bundle.ts";
import { git } from "./tree.ts";

/** Gives a function that commits files to a new checkout on `main` below a folder, and gives its path. */
export function checkoutsBelow(
  base: string,
): (files: Readonly<Record<string, string | Uint8Array>>) => string {
  let number = 0;
  return (files) => {
    const folder = join(base, `checkout-${number++}`);
    writeFiles(folder, files);
    git(folder, "init", "--quiet", "--initial-branch=main");
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "all", "--allow-empty");
    return folder;
  };
}

/** Names and contents of a folder's files, without git's. */
export const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(".git"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
