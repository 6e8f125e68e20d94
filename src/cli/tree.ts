import { readConfig } from "../config/index.ts";
import { locateRoot } from "../discover/root.ts";
import { Problem } from "../model/problem.ts";
import type { RuleSet } from "../rules/index.ts";
import { type Scan, scan } from "../scan.ts";
import { limitsOf, today } from "./limits.ts";
import { progressLine } from "./progress.ts";
import { chooseRules } from "./rule-choice.ts";
import { version } from "./version.ts";

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

/** A scanned tree, with what it was scanned by. */
export interface ScannedTree {
  readonly scanned: Scan;
  readonly ruleSet: RuleSet;
  /** ISO date. */
  readonly asOf: string;
  /** Bytes. */
  readonly maxFileSize: number;
}

/** Scans files and folders, the current folder when none is named. Throws a `Problem` when nothing was read. */
export async function scanTree(paths: readonly string[], flags: TreeFlags): Promise<ScannedTree> {
  const roots = (paths.length === 0 ? ["."] : paths).map(locateRoot);
  const config = await readConfig(flags.config, roots[0]?.absolute ?? ".");
  const ruleSet = await chooseRules({ flag: flags.rules, config });
  const limits = limitsOf(config, flags);
  const asOf = flags.asOf ?? today();
  const progress = progressLine(flags.quiet !== true);
  const scanned = await scan({
    ...limits,
    roots: roots.map(({ absolute }) => absolute),
    excludes: [...(config.exclude ?? []), ...(flags.exclude ?? [])],
    ignoredCredentials: flags.ignoredCredentials !== false && config.ignoredCredentials !== false,
    ruleSet,
    asOf,
    version,
    hashLines: false,
    onProgress: progress.update,
  }).finally(progress.done);
  if (scanned.report.files.scanned === 0)
    throw new Problem("no file was read, so nothing can be said", {
      where: paths.join(" ") || ".",
      help: "Check the path and what is excluded.",
    });
  return { scanned, ruleSet, asOf, maxFileSize: limits.maxFileSize };
}
