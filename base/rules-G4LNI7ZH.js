import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  checkIds,
  chooseRules
} from "./chunk-Y7NOW2CW.js";
import "./chunk-VDKMIWM6.js";
import {
  require_picocolors
} from "./chunk-MQXKZR4B.js";
import "./chunk-J5P2MUEI.js";
import "./chunk-7T6XHHZK.js";
import {
  __toESM
} from "./chunk-WWEY3SKT.js";

// src/cli/rules.ts
var import_picocolors = __toESM(require_picocolors(), 1);
var useColor = () => process.stdout.isTTY === true && !process.env["NO_COLOR"];
async function listRules(flags) {
  const { rules } = await chooseRules(flags.rules);
  const wide = Math.max(...rules.map((rule) => rule.id.length));
  const color = import_picocolors.default.createColors(useColor());
  const paint = { error: color.red, warning: color.yellow, note: color.cyan };
  return rules.map((rule) => `${color.bold(rule.id.padEnd(wide))}  ${paint[rule.severity](rule.severity.padEnd(7))}  ${rule.title}
`).join("");
}
async function explainRule(id, flags) {
  const set = await chooseRules(flags.rules);
  checkIds(set, [id], "rules explain");
  const rule = set.rules.find((one) => one.id === id);
  const deadline = set.deadlines.find((one) => one.id === rule?.deadline);
  if (!rule || !deadline) return "";
  const color = import_picocolors.default.createColors(useColor());
  const facts = [
    `severity ${rule.severity}, precision ${rule.precision}, security severity ${rule.securitySeverity}, CWE-${rule.cwe}`,
    `deadline ${deadline.date}: ${deadline.what}`
  ];
  return `${color.bold(rule.id)}: ${rule.title}

${facts.join("\n")}

${color.bold("Why")}
${rule.why}

${color.bold("What to do")}
${rule.fix}

${color.bold("More")}
${rule.links.join("\n")}
`;
}
export {
  explainRule,
  listRules
};
