import type { ReportingConfiguration, ReportingDescriptor } from "sarif";
import type { Deadline, Rule, Severity } from "../../model/rule.ts";
import { ruleUri } from "../project.ts";
import { firstParagraph, plainText, shorten } from "../text.ts";

/** Code scanning rejects longer descriptions and names. */
const DESCRIPTION_LIMIT = 1024;
const NAME_LIMIT = 255;

/** SARIF has the same three words, code scanning's `problem.severity` another one for a note. */
const PROBLEM_SEVERITY: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "recommendation",
};

/** A rule as code scanning wants it: descriptions, help, tags, precision and severities. */
export function describeRule(rule: Rule, deadline: Deadline | undefined): ReportingDescriptor {
  const defaultConfiguration: ReportingConfiguration = { level: rule.severity };
  return {
    id: rule.id,
    // A name that equals the id but for its case is refused by validators.
    name: pascalCase(`zendesk-${rule.id}`).slice(0, NAME_LIMIT),
    shortDescription: { text: shorten(rule.title || rule.id, DESCRIPTION_LIMIT) },
    fullDescription: { text: shorten(firstParagraph(rule.why) || rule.title || rule.id, DESCRIPTION_LIMIT) },
    help: { text: plainText(help(rule, deadline)) || rule.id, markdown: help(rule, deadline) || rule.id },
    helpUri: ruleUri(rule),
    defaultConfiguration,
    properties: {
      // GitHub shows ten tags. The CWE tag decides which of GitLab's report types a finding goes to.
      tags: ["security", "zendesk", `external/cwe/cwe-${String(rule.cwe).padStart(3, "0")}`],
      precision: rule.precision,
      "problem.severity": PROBLEM_SEVERITY[rule.severity],
      "security-severity": rule.securitySeverity,
    },
  };
}

function help(rule: Rule, deadline: Deadline | undefined): string {
  return [
    rule.why.trim(),
    deadline ? `**Deadline ${deadline.date}**: ${deadline.what}.` : "",
    rule.fix.trim() === "" ? "" : `## How to fix\n\n${rule.fix.trim()}`,
    rule.links.length === 0 ? "" : `## Links\n\n${rule.links.map((link) => `- <${link}>`).join("\n")}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
