import { join } from "node:path";
import { IgnoreRules, readPatterns } from "../../discover/ignore.ts";
import { holdsBundles, isMetadataFolder, leftOutFile, leftOutFolder } from "../../discover/left-out.ts";
import { gitTop, isWithin, spell } from "../../discover/root.ts";

/** What a scan leaves out because it was told to. */
export interface Told {
  /** Patterns of the configuration, and what to call them. */
  readonly excludes: readonly string[];
  readonly excludedBy: string;
}

/** Why a scan of the root does not look at a file that is there; asked only of files that it does not list. */
export function leftOutBecause(root: string, path: string, told: Told): string {
  const folders = foldersOf(path);
  return (
    byFolder(root, folders) ??
    byOwnPatterns(root, path, folders, told) ??
    byName(path, folders) ??
    byGit(root, path, folders) ??
    "not part of what a scan looks at"
  );
}

/** `a`, `a/b` for `a/b/c.ts`. */
function foldersOf(path: string): string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function byFolder(root: string, folders: readonly string[]): string | undefined {
  for (const [index, folder] of folders.entries()) {
    const name = nameOf(folder);
    if (isMetadataFolder(name)) return `${folder}/ belongs to version control`;
    const reason = leftOutFolder(join(root, folder), name, nameOf(folders[index - 1] ?? ""));
    if (reason) return `${folder}/ is ${reason}, told by its name`;
  }
  return undefined;
}

function byName(path: string, folders: readonly string[]): string | undefined {
  const reason = leftOutFile(
    nameOf(path),
    folders.some((folder) => holdsBundles(nameOf(folder))),
  );
  return reason && `it is ${reason}, told by its name`;
}

function byOwnPatterns(
  root: string,
  path: string,
  folders: readonly string[],
  told: Told,
): string | undefined {
  const by = lastToIgnore(path, [
    { by: told.excludedBy, folder: "", text: told.excludes.join("\n") },
    ...patternFiles(root, ["", ...folders], ".zunsetignore"),
  ]);
  return by && `excluded by ${by}`;
}

interface Patterns {
  /** Who says so. */
  readonly by: string;
  /** Folder that the patterns are relative to: "" or `a/b/`. */
  readonly folder: string;
  readonly text: string;
}

function patternFiles(root: string, folders: readonly string[], name: string): Patterns[] {
  return folders.flatMap((folder) => {
    const text = readPatterns(join(root, folder, name));
    const prefix = folder === "" ? "" : `${folder}/`;
    return text === undefined ? [] : [{ by: prefix + name, folder: prefix, text }];
  });
}

/** The last patterns that turn a path from wanted to unwanted. */
function lastToIgnore(path: string, all: readonly Patterns[]): string | undefined {
  let rules = IgnoreRules.none;
  let by: string | undefined;
  for (const one of all) {
    const before = rules.ignores(path);
    rules = rules.extended(one.folder, one.text);
    const after = rules.ignores(path);
    if (after !== before) by = after ? one.by : undefined;
  }
  return by;
}

/** Git's own rules, as far as they stand in the tree; the others are the user's. */
function byGit(root: string, path: string, folders: readonly string[]): string | undefined {
  const by = lastToIgnore(path, patternFiles(root, ["", ...folders], ".gitignore"));
  if (by) return `ignored by git: ${by}`;
  const top = gitTop(join(root, folders.at(-1) ?? ""));
  if (top === undefined || !isWithin(root, top)) return undefined;
  const where = spell(root, top);
  return `ignored by git${where === "" ? "" : ` in ${where}/`}: by .git/info/exclude or your own exclude file`;
}
