import type { Finding } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";
import { SEVERITIES } from "./summary.ts";

/** By severity, then by the rule's security severity; otherwise in the report's order. For formats whose readers take only so many. */
export function worstFirst(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const security = new Map(rules.map((rule) => [rule.id, Number(rule.securitySeverity)]));
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      (security.get(b.rule) ?? 0) - (security.get(a.rule) ?? 0),
  );
}

/** The findings that are not known from what the report was compared with. */
export function withoutKnown(findings: readonly Finding[]): readonly Finding[] {
  return findings.some(({ state }) => state === "known")
    ? findings.filter(({ state }) => state !== "known")
    : findings;
}
