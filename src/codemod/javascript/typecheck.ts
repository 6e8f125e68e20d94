import { posix } from "node:path";
import type { Project } from "../recipe.ts";
import type { Failure } from "../verify.ts";
import type { Checker } from "./checker.ts";
import { SOURCE } from "./program.ts";

/** Files that are opened around the touched ones. */
const MOST_FILES = 120;

/** Files that the compiler checks. */
export const TYPED = /\.[cm]?tsx?$/;

/** A file before (undefined for a new one) and after a change, without its credentials. */
interface Change {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Type-checks the touched TypeScript files as they were and as they would be, with the files of the repository that they import and with the compiler
 * options of their tsconfig.json that change what is an error. Gives the errors that are new.
 */
export async function typeErrors(
  changes: readonly Change[],
  project: Project,
  checker: Checker,
): Promise<Failure[]> {
  const typed = changes.filter(({ path }) => TYPED.test(path) && !/\.d\.[cm]?ts$/.test(path));
  const [first] = typed;
  if (!first || !typed.some(({ before }) => before !== undefined)) return [];
  const around = await importedBy(changes, project);
  const before = new Map(around);
  const after = new Map(around);
  for (const change of changes) {
    if (!SOURCE.test(change.path)) continue;
    if (change.before !== undefined) before.set(change.path, change.before);
    after.set(change.path, change.after);
  }
  const config = await configFor(first.path, project);
  return checker.check({ before, after, paths: typed.map(({ path }) => path), config });
}

/** The files of the repository that the changed ones import, and those that import them. */
async function importedBy(changes: readonly Change[], project: Project): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const queue = changes
    .filter(({ path }) => SOURCE.test(path))
    .map(({ path, after }) => ({ path, text: after }));
  for (const { path, text } of queue) {
    for (const [, specifier = ""] of text.matchAll(
      /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["'](\.[^"'\n]*)["']/g,
    )) {
      const stem = posix.join(posix.dirname(path), specifier).replace(/\.([cm]?)jsx?$/, "");
      const target = ["", ".ts", ".tsx", ".d.ts", ".mts", ".js", "/index.ts", "/index.js"]
        .map((end) => stem + end)
        .find((one) => SOURCE.test(one) && project.has(one));
      if (target === undefined || found.has(target) || found.size >= MOST_FILES) continue;
      const file = await project.load(target);
      if (!file) continue;
      found.set(target, file.masked);
      queue.push({ path: target, text: file.masked });
    }
  }
  return found;
}

/** Text of the nearest tsconfig.json. */
async function configFor(path: string, project: Project): Promise<string> {
  let folder = posix.dirname(path);
  while (folder !== "." && !project.has(posix.join(folder, "tsconfig.json"))) folder = posix.dirname(folder);
  const file = await project.load(posix.join(folder === "." ? "" : folder, "tsconfig.json"));
  return file?.masked ?? "";
}
