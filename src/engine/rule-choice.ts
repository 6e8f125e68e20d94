import { resolve } from "node:path";
import { shownPath } from "../config/index.ts";
import { suggest } from "../config/suggest.ts";
import { Problem } from "../model/problem.ts";
import { builtInRules, type RuleSet } from "../rules/index.ts";

/** Where a folder of rules is named; the command line wins over the configuration. */
export interface RuleSource {
  /** `--rules`, relative to `cwd`. */
  readonly flag?: string | undefined;
  /** The current folder when left out. */
  readonly cwd?: string | undefined;
  readonly config?:
    | { readonly rules?: string; readonly found: boolean; readonly place: (setting: "rules") => string }
    | undefined;
}

/** The built-in rules, with those of a folder added. */
export async function chooseRules({ flag, config, cwd = process.cwd() }: RuleSource): Promise<RuleSet> {
  const set = await builtInRules();
  const path = flag ?? config?.rules;
  if (path === undefined) return set;
  const { addRules } = await import("../rules/custom.ts");
  return flag === undefined
    ? addRules(set, {
        path,
        shown: shownPath(path, cwd),
        namedBy: config?.place("rules") ?? path,
        found: config?.found ?? true,
      })
    : addRules(set, { path: resolve(cwd, flag), shown: flag, namedBy: "--rules", found: false });
}

/** Throws for an id that no rule has. */
export function checkIds(set: RuleSet, ids: readonly string[], where: (index: number) => string): void {
  const known = set.rules.map((rule) => rule.id);
  for (const [index, id] of ids.entries())
    if (!known.includes(id))
      throw new Problem(`there is no rule "${id}"`, {
        where: where(index),
        help: suggest(id, known, "zunset rules list shows all of them."),
      });
}
