import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  suggest
} from "./chunk-VDKMIWM6.js";
import {
  Problem
} from "./chunk-J5P2MUEI.js";
import {
  builtInRules
} from "./chunk-7T6XHHZK.js";

// src/cli/rule-choice.ts
async function chooseRules(folder) {
  const set = await builtInRules();
  if (folder === void 0) return set;
  const { addRules } = await import("./custom-CAPEUI7X.js");
  return addRules(set, folder);
}
function checkIds(set, ids, where) {
  const known = set.rules.map((rule) => rule.id);
  for (const id of ids) if (!known.includes(id)) throw new Problem(`there is no rule "${id}"`, { where, help: suggest(id, known) });
}

export {
  chooseRules,
  checkIds
};
