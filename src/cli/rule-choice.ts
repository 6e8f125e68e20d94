import { Problem } from "../model/problem.ts";
import { suggest } from "../config/suggest.ts";
import { builtInRules, type RuleSet } from "../rules/index.ts";

/** The built-in rules, with those of a folder added. */
export async function chooseRules(folder: string | undefined): Promise<RuleSet> {
  const set = await builtInRules();
  if (folder === undefined) return set;
  const { addRules } = await import("../rules/custom.ts");
  return addRules(set, folder);
}

/** Throws for an id that no rule has. */
export function checkIds(set: RuleSet, ids: readonly string[], where: string): void {
  const known = set.rules.map((rule) => rule.id);
  for (const id of ids) if (!known.includes(id)) throw new Problem(`there is no rule "${id}"`, { where, help: suggest(id, known) });
}
