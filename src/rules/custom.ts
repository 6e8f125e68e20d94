import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readValidated } from "../config/validate.ts";
import { Problem } from "../model/problem.ts";
import { type RuleFile, ruleOf, type RuleSet } from "./index.ts";

/** Adds the rules of a folder (`*.yml`, the file name is the id) to a set; every file is checked, and an id may not be taken twice. */
export async function addRules(set: RuleSet, folder: string): Promise<RuleSet> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).sort();
  } catch {
    throw new Problem("the folder with rules cannot be read", { where: folder, help: "Check the path given to --rules." });
  }
  if (names.length === 0) throw new Problem("the folder holds no rule (*.yml)", { where: folder, help: "A rule is one YAML file; its name is the rule's id." });
  const rules = [...set.rules];
  for (const name of names) {
    const path = join(folder, name);
    const id = name.replace(/\.ya?ml$/, "");
    if (rules.some((rule) => rule.id === id)) throw new Problem(`there is a rule "${id}" already`, { where: path, help: "Give the file another name." });
    const rule = ruleOf(id, (await readValidated(path, path, "rule")) as RuleFile);
    if (!set.deadlines.some((deadline) => deadline.id === rule.deadline))
      throw new Problem(`there is no deadline "${rule.deadline}"`, { where: path, help: `Known: ${set.deadlines.map((deadline) => deadline.id).join(", ")}.` });
    rules.push(rule);
  }
  rules.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...set, rules };
}
