import pc from "picocolors";
import { chooseRules, checkIds } from "./rule-choice.ts";

const useColor = (): boolean => process.stdout.isTTY === true && !process.env["NO_COLOR"];

/** A table of all rules: id, severity, title. */
export async function listRules(flags: { rules?: string }): Promise<string> {
  const { rules } = await chooseRules(flags.rules);
  const wide = Math.max(...rules.map((rule) => rule.id.length));
  const color = pc.createColors(useColor());
  const paint = { error: color.red, warning: color.yellow, note: color.cyan };
  return rules.map((rule) => `${color.bold(rule.id.padEnd(wide))}  ${paint[rule.severity](rule.severity.padEnd(7))}  ${rule.title}\n`).join("");
}

/** All that a rule knows, as text. */
export async function explainRule(id: string, flags: { rules?: string }): Promise<string> {
  const set = await chooseRules(flags.rules);
  checkIds(set, [id], "rules explain");
  const rule = set.rules.find((one) => one.id === id);
  const deadline = set.deadlines.find((one) => one.id === rule?.deadline);
  if (!rule || !deadline) return "";
  const color = pc.createColors(useColor());
  const facts = [
    `severity ${rule.severity}, precision ${rule.precision}, security severity ${rule.securitySeverity}, CWE-${rule.cwe}`,
    `deadline ${deadline.date}: ${deadline.what}`,
  ];
  return `${color.bold(rule.id)}: ${rule.title}\n\n${facts.join("\n")}\n\n${color.bold("Why")}\n${rule.why}\n\n${color.bold("What to do")}\n${rule.fix}\n\n${color.bold("More")}\n${rule.links.join("\n")}\n`;
}
