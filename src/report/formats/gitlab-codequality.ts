import type { Report } from "../../model/finding.ts";
import type { Severity } from "../../model/rule.ts";
import { uniqueFingerprints } from "../identity.ts";
import { neutralise, stringify } from "../text.ts";

/** GitLab's words, of which `blocker` and `minor` are left to others. */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "critical",
  warning: "major",
  note: "info",
};

/** GitLab's Code Quality report, the one its free tier shows in merge requests. It compares reports of both branches itself, so known findings stay in. */
export function gitlabCodequality(report: Report): string {
  const fingerprints = uniqueFingerprints(report.findings);
  const violations = report.findings.map(({ rule, severity, message, location }, index) => ({
    description: neutralise(message),
    check_name: rule,
    fingerprint: fingerprints[index],
    severity: SEVERITIES[severity],
    location: {
      path: location.path,
      lines: {
        begin: Math.max(1, location.startLine),
        end: Math.max(1, location.startLine, location.endLine),
      },
    },
  }));
  return `${stringify(violations, 2)}\n`;
}
