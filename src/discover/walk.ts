import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isCredentialFile } from "./credential-files.ts";
import type { Gathering } from "./gathering.ts";
import { IgnoreRules, readPatterns } from "./ignore.ts";
import { isMetadataFolder } from "./left-out.ts";
import { errorCode, hasGit } from "./root.ts";

/** What discover looks for, and how it asks git about a checkout it meets. */
export interface Scope {
  readonly root: string;
  /** Add local credential files although they are ignored. */
  readonly ignoredCredentials: boolean;
  /** Gathers a nested checkout (its top, absolute); false when git cannot be asked. */
  readonly askGit: (top: string) => Promise<boolean>;
}

/** Entries a walk looks at inside ignored folders, where nothing but credential files is wanted. */
const IGNORED_BOUND = 50_000;

/** A folder still to be read. */
interface Pending {
  readonly path: string;
  readonly rules: IgnoreRules;
  readonly credentialsOnly: boolean;
}

/**
 * Walks a folder git cannot be asked about, with the meaning `.gitignore` files would have. Links are not followed, nested checkouts are
 * handed to git. `credentialsOnly`: the folder is ignored, only local credential files count.
 */
export async function walk(
  gathering: Gathering,
  scope: Scope,
  path: string,
  options: { credentialsOnly?: boolean; rules?: IgnoreRules } = {},
): Promise<void> {
  const stack: Pending[] = [
    { path, rules: options.rules ?? IgnoreRules.none, credentialsOnly: options.credentialsOnly ?? false },
  ];
  let left = IGNORED_BOUND;
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    if (!gathering.enters(folder.path)) continue;
    const entries = read(gathering, folder.path);
    if (folder.credentialsOnly) {
      left -= entries.length;
      if (left < 0) {
        gathering.skip(folder.path, "too-large", `more than ${IGNORED_BOUND} entries in ignored folders`);
        return;
      }
    }
    if (folder.path !== path && !folder.credentialsOnly && entries.some((entry) => entry.name === ".git")) {
      const top = gathering.absolute(folder.path);
      if (hasGit(top) && (await scope.askGit(top))) continue;
    }
    visit(gathering, scope, folder, entries, stack);
  }
}

function read(gathering: Gathering, path: string): Dirent[] {
  try {
    return readdirSync(gathering.absolute(path), { withFileTypes: true });
  } catch (error) {
    const code = errorCode(error);
    gathering.skip(
      path === "" ? "." : path,
      code === "ENOENT" || code === "ENOTDIR" ? "vanished" : "unreadable",
      code,
    );
    return [];
  }
}

function visit(
  gathering: Gathering,
  scope: Scope,
  folder: Pending,
  entries: readonly Dirent[],
  stack: Pending[],
): void {
  const prefix = folder.path === "" ? "" : `${folder.path}/`;
  const own = entries.some((entry) => entry.name === ".gitignore" && entry.isFile())
    ? readPatterns(join(gathering.absolute(folder.path), ".gitignore"))
    : undefined;
  const rules = own === undefined ? folder.rules : folder.rules.extended(prefix, own);
  for (const entry of entries) {
    const path = prefix + entry.name;
    if (entry.name.includes("\ufffd") && !existsSync(gathering.absolute(path))) {
      gathering.skip(path, "encoding", "the file name is not UTF-8");
      continue;
    }
    if (entry.isDirectory()) {
      if (isMetadataFolder(entry.name)) continue;
      const ignored = folder.credentialsOnly || rules.ignores(`${path}/`);
      if (!ignored || scope.ignoredCredentials) stack.push({ path, rules, credentialsOnly: ignored });
      continue;
    }
    const wanted = !folder.credentialsOnly && (rules.empty || !rules.ignores(path));
    if (!wanted && !(scope.ignoredCredentials && isCredentialFile(entry.name))) continue;
    if (entry.isFile()) gathering.file(path);
    else if (entry.isSymbolicLink()) gathering.link(path);
    else gathering.skip(path, "not-a-file");
  }
}

/** The rules of the `.gitignore` files above a folder that is walked, from the root down. */
export function rulesAbove(gathering: Gathering, path: string): IgnoreRules {
  let rules = IgnoreRules.none;
  const segments = path === "" ? [] : path.split("/");
  for (let depth = 0; depth < segments.length; depth++) {
    const folder = segments.slice(0, depth).join("/");
    const text = readPatterns(join(gathering.absolute(folder), ".gitignore"));
    if (text !== undefined) rules = rules.extended(folder === "" ? "" : `${folder}/`, text);
  }
  return rules;
}
