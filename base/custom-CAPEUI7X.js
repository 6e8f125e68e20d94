import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  readValidated
} from "./chunk-EOZ4CXDD.js";
import "./chunk-VDKMIWM6.js";
import {
  Problem
} from "./chunk-J5P2MUEI.js";
import {
  ruleOf
} from "./chunk-7T6XHHZK.js";
import "./chunk-JGOQUN26.js";
import "./chunk-WWEY3SKT.js";

// src/rules/custom.ts
import { readdirSync } from "node:fs";
import { join } from "node:path";
async function addRules(set, folder) {
  let names;
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
    if (rules.some((rule2) => rule2.id === id)) throw new Problem(`there is a rule "${id}" already`, { where: path, help: "Give the file another name." });
    const rule = ruleOf(id, await readValidated(path, path, "rule"));
    if (!set.deadlines.some((deadline) => deadline.id === rule.deadline))
      throw new Problem(`there is no deadline "${rule.deadline}"`, { where: path, help: `Known: ${set.deadlines.map((deadline) => deadline.id).join(", ")}.` });
    rules.push(rule);
  }
  rules.sort((a, b) => a.id < b.id ? -1 : 1);
  return { ...set, rules };
}
export {
  addRules
};
