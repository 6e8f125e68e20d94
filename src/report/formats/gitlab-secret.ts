import type { Finding, Report } from "../../model/finding.ts";
import type { Rule, Severity } from "../../model/rule.ts";
import { uniqueFingerprints } from "../identity.ts";
import { inline } from "../markdown/text.ts";
import { PROJECT_URI, ruleUri } from "../project.ts";
import { plural } from "../summary.ts";
import { firstParagraph, neutralise, shorten, stringify } from "../text.ts";

/** Version of GitLab's security report schemas, and the longest texts it allows. */
const SCHEMA_VERSION = "15.2.5";
const NAME_LIMIT = 255;
const SOLUTION_LIMIT = 7000;

/** CWE of rules about a credential in clear text. The others are no secrets: GitLab would ask to revoke what is not there. */
const HARDCODED = 798;

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "Critical", warning: "High", note: "Low" };

/**
 * GitLab's secret detection report of the tokens in clear text, without their text. The schema wants times: they are the beginning of the report's
 * day, so that the same scan gives the same bytes.
 */
export function gitlabSecret(report: Report): string {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const findings = report.findings.filter(({ rule }) => rules.get(rule)?.cwe === HARDCODED);
  const ids = uniqueFingerprints(findings);
  const others = report.findings.length - findings.length;
  const tool = {
    id: report.tool.name,
    name: report.tool.name,
    url: PROJECT_URI,
    vendor: { name: report.tool.name },
    version: report.tool.version,
  };
  const time = `${report.asOf}T00:00:00`;
  return `${stringify(
    {
      version: SCHEMA_VERSION,
      schema: `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${SCHEMA_VERSION}/dist/secret-detection-report-format.json`,
      scan: {
        analyzer: tool,
        scanner: tool,
        type: "secret_detection",
        start_time: time,
        end_time: time,
        status: "success",
        ...(others > 0
          ? {
              messages: [
                {
                  level: "info",
                  value: `${plural(others, "finding")} without a token in clear text: see the reports in other formats.`,
                },
              ],
            }
          : {}),
      },
      vulnerabilities: findings.map((finding, index) =>
        vulnerability(finding, rules.get(finding.rule), uuid(ids[index] ?? "")),
      ),
    },
    2,
  )}\n`;
}

function vulnerability(finding: Finding, rule: Rule | undefined, id: string): unknown {
  const { location } = finding;
  const startLine = Math.max(1, location.startLine);
  return {
    id,
    name: shorten(neutralise(rule?.title ?? finding.rule), NAME_LIMIT),
    // GitLab reads both as Markdown.
    description: inline(finding.message),
    solution: inline(shorten(firstParagraph(rule?.fix ?? ""), SOLUTION_LIMIT / 4)),
    severity: SEVERITIES[finding.severity],
    identifiers: [
      {
        type: "zunset_rule_id",
        name: `zunset ${finding.rule}`,
        value: finding.rule,
        url: ruleUri(rule ?? { id: finding.rule }),
      },
      {
        type: "cwe",
        name: `CWE-${HARDCODED}`,
        value: String(HARDCODED),
        url: `https://cwe.mitre.org/data/definitions/${HARDCODED}.html`,
      },
    ],
    location: {
      file: location.path,
      start_line: startLine,
      end_line: Math.max(startLine, location.endLine),
      // The files were scanned as they are, not a commit: GitLab's own scanner says it so.
      commit: { sha: "0000000" },
    },
  };
}

/** A fingerprint of 32 hex digits, with the number that makes it unique, in the form of a UUID. */
function uuid(fingerprint: string): string {
  return fingerprint.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
