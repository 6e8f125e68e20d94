import type { Inventory, SourceRef } from "../model/source.ts";
import { gatherCheckout } from "./checkout.ts";
import { Gathering } from "./gathering.ts";
import { IgnoreRules } from "./ignore.ts";
import { gitTop, locateRoot, type Root, reportRoot, spell } from "./root.ts";
import { rulesAbove, type Scope, walk } from "./walk.ts";

/** What to look through. */
export interface DiscoverOptions {
  /** Absolute files or folders. */
  readonly roots: readonly string[];
  /** Patterns in `.gitignore` syntax, relative to the report root. */
  readonly excludes: readonly string[];
  /** Add local credential files (`.env*`, `*.tfvars`, …) although git ignores them. */
  readonly ignoredCredentials: boolean;
  /** Texts of `.zunsetignore` files by the folder they stand in ("" or `a/b/`), in the place of those on the disk: those of a base that is trusted. */
  readonly ownIgnores?: ReadonlyMap<string, string>;
}

/**
 * Finds the files to scan and the folder their paths are relative to, wherever the command was started. In a checkout git is asked
 * (tracked and untracked, not ignored), elsewhere the folder is walked. Throws a `Problem` for a root that does not exist.
 */
export async function discover(options: DiscoverOptions): Promise<Inventory> {
  const roots = options.roots.map(locateRoot);
  const root = reportRoot(roots);
  const gathering = gatheringFor(root, options);
  const scope: Scope = {
    root,
    ignoredCredentials: options.ignoredCredentials,
    askGit: async (top) => (await gatherCheckout(gathering, scope, top, top)) !== undefined,
  };
  for (const one of roots) {
    const path = spell(root, one.absolute);
    if (one.folder) gathering.open(path);
    else if (one.special) gathering.skip(path, "not-a-file");
    else gathering.file(path, { insists: true });
  }
  for (const one of roots) if (one.folder) await gatherFolder(gathering, scope, one);
  return gathering.inventory();
}

const gatheringFor = (root: string, { excludes, ownIgnores }: DiscoverOptions): Gathering =>
  new Gathering(root, IgnoreRules.none.extended("", excludes.join("\n")), ownIgnores);

/** Of paths that need not be on the disk (files of a commit) those that `discover` would give if they were: below a root, not left out. */
export function discoverable(options: DiscoverOptions, paths: readonly string[]): SourceRef[] {
  const roots = options.roots.map(locateRoot);
  const root = reportRoot(roots);
  const gathering = gatheringFor(root, options);
  const named = roots.map((one) => ({ path: spell(root, one.absolute), folder: one.folder }));
  for (const { path, folder } of named) if (folder) gathering.open(path);
  for (const path of paths) {
    if (named.some((one) => !one.folder && one.path === path)) gathering.file(path, { insists: true });
    else if (named.some((one) => one.folder && (one.path === "" || path.startsWith(`${one.path}/`))))
      gathering.file(path);
  }
  return [...gathering.inventory().files];
}

async function gatherFolder(gathering: Gathering, scope: Scope, folder: Root): Promise<void> {
  const path = spell(scope.root, folder.absolute);
  const top = gitTop(folder.absolute);
  const listed = top === undefined ? undefined : await gatherCheckout(gathering, scope, top, folder.absolute);
  if (listed === undefined) await walk(gathering, scope, path, { rules: rulesAbove(gathering, path) });
  // NOTE: a folder inside a checkout that git lists nothing of is one it ignores (`dist/`, a home folder's `code/`). The user named it, so
  // it is looked through all the same.
  else if (listed === 0 && folder.absolute !== top) await walk(gathering, scope, path);
}
