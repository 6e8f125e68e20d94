import { resolve } from "node:path";
import { applyChanges } from "../../codemod/apply.ts";
import type { Plan, PlanOptions } from "../../codemod/index.ts";
import { dirtyFiles } from "../../discover/dirty.ts";
import { Problem } from "../../model/problem.ts";
import { plural } from "../../report/summary.ts";
import type { ScannedTree } from "../index.ts";

/** What the user asks of a migration. */
export interface MigrationWishes {
  /** Ids of rules, files and folders; all when left out. */
  readonly only?: readonly string[] | undefined;
  readonly scope?: string | undefined;
  readonly prefix?: string | undefined;
  readonly transition?: "switch" | "dual" | undefined;
  /** Folder that relative paths are taken from, the current one when left out. */
  readonly cwd?: string | undefined;
}

/** How the migration of a scanned tree is planned. */
export function planOptions({ scanned, options }: ScannedTree, wishes: MigrationWishes): PlanOptions {
  const { ruleSet, asOf, maxFileSize, threads } = options;
  const rules = new Set(ruleSet.rules.map(({ id }) => id));
  const { only, scope, prefix, transition = "switch", cwd = process.cwd() } = wishes;
  return {
    ruleSet,
    asOf,
    maxFileSize,
    threads,
    ...(scope === undefined ? {} : { scope }),
    transition,
    prefix,
    wanted: chosenBy(only, rules, scanned.inventory.root, cwd),
  };
}

/** Writes the changes of a plan to the disk; unless forced, only where git could bring back what they replace. */
export async function writePlan(plan: Plan, { force }: { readonly force: boolean }): Promise<void> {
  if (!force) await refuseDirty(plan);
  applyChanges(plan.root, plan.changes);
}

const LISTED = 10;

/** Uncommitted work could not be brought back. */
async function refuseDirty({ root, changes }: Plan): Promise<void> {
  const touched = changes.flatMap(({ path, before }) => (before === undefined ? [] : [path]));
  const dirty = await dirtyFiles(root, touched);
  if (!dirty || dirty.length === 0) return;
  throw new Problem(
    `${plural(dirty.length, "file")} to be changed ${dirty.length === 1 ? "is" : "are"} not committed`,
    {
      help: [
        ...dirty.slice(0, LISTED),
        ...(dirty.length > LISTED ? [`and ${dirty.length - LISTED} more`] : []),
        "Commit or stash them, so that the change can be undone; or pass --force.",
      ].join("\n"),
      code: "uncommitted",
    },
  );
}

/** Tells which findings are meant by ids of rules, and files or folders relative to `cwd`. */
function chosenBy(
  words: readonly string[] | undefined,
  rules: ReadonlySet<string>,
  root: string,
  cwd: string,
): (finding: { readonly rule: string; readonly location: { readonly path: string } }) => boolean {
  if (!words) return () => true;
  const ids = new Set(words.filter((word) => rules.has(word)));
  const paths = words.filter((word) => !rules.has(word)).map((word) => resolve(cwd, word));
  return ({ rule, location }) => {
    const path = resolve(root, location.path);
    const within = paths.some(
      (one) => path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}\\`),
    );
    return ids.size > 0 && paths.length > 0 ? ids.has(rule) && within : ids.has(rule) || within;
  };
}
