import type { Report } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";

/** Where the project lives: SARIF's `informationUri`, and the base of every link a report gives. */
export const PROJECT_URI = "https://github.com/zunset/zunset";

/** The page of a rule: of a built-in one that which GitHub renders, of one's own what it names. */
export function ruleUri(rule: Pick<Rule, "id" | "page">): string {
  return rule.page ?? `${PROJECT_URI}/blob/main/docs/rules/${encodeURIComponent(rule.id)}.md`;
}

/** The page of a rule that a finding names. */
export function pageOf(id: string, { rules }: Pick<Report, "rules">): string {
  return ruleUri(rules.find((rule) => rule.id === id) ?? { id });
}
