import { posix } from "node:path";
import { readForEdit } from "./disk.ts";

/** Lock files of package managers for JavaScript, each with the text around a version; `NAME` stands for the package. */
const LOCKS: readonly (readonly [file: string, pattern: string])[] = [
  ["package-lock.json", '"(?:[^"\\n]*node_modules/)?NAME"\\s*:\\s*\\{\\s*"version"\\s*:\\s*"(\\d+\\.[^"]*)"'],
  [
    "npm-shrinkwrap.json",
    '"(?:[^"\\n]*node_modules/)?NAME"\\s*:\\s*\\{\\s*"version"\\s*:\\s*"(\\d+\\.[^"]*)"',
  ],
  ["yarn.lock", '^"?NAME@[^\\n]*:\\s*\\n\\s+version:?\\s+"?(\\d+\\.[^"\\s]*)'],
  ["pnpm-lock.yaml", "^\\s+['\"]?/?NAME[@/](\\d+\\.\\d+\\.[^:(_'\"\\s]*)"],
  ["bun.lock", '"NAME@(\\d+\\.[^"]*)"'],
];

/** Version of a package that a lock file in a folder of the root writes down. Scans leave these files out; nothing else of them is read. */
export function lockedVersion(root: string, folder: string, name: string): string | undefined {
  const escaped = name.replace(/[/.]/g, "\\$&");
  for (const [file, pattern] of LOCKS) {
    const disk = readForEdit(root, posix.join(folder, file));
    if (typeof disk === "string") continue;
    const version = new RegExp(pattern.replace("NAME", escaped), "m").exec(disk.text)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
