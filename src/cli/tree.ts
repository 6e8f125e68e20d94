import { locateRoots } from "../discover/root.ts";
import { nothingRead, readSettings, type ScannedTree, scanTree } from "../engine/index.ts";
import { progressLine } from "./progress.ts";

/** Options of the commands that look at a tree and report no findings. */
export interface TreeFlags {
  readonly config?: string;
  readonly rules?: string;
  readonly exclude?: readonly string[];
  readonly ignoredCredentials?: boolean;
  readonly asOf?: string;
  readonly quiet?: boolean;
  readonly maxFileSize?: number;
  readonly threads?: number;
}

/** Scans files and folders, the current folder when none is named. Throws a `Problem` when nothing was read. */
export async function scanPaths(paths: readonly string[], flags: TreeFlags): Promise<ScannedTree> {
  const roots = locateRoots(paths);
  const { config, rules } = flags;
  const settings = await readSettings({ config, rules, scanned: roots[0]?.absolute ?? "." });
  const progress = progressLine(flags.quiet !== true);
  const tree = await scanTree(roots, settings, flags, progress.update).finally(progress.done);
  const nothing = nothingRead(
    tree.scanned.report,
    paths.join(" ") || ".",
    "Check the path and what is excluded.",
  );
  if (nothing) throw nothing;
  return tree;
}
