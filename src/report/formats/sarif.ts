import type { Log, Run } from "sarif";
import type { Report } from "../../model/finding.ts";
import type { RenderOptions } from "../format.ts";
import { worstFirst } from "../order.ts";
import { PROJECT_URI } from "../project.ts";
import { notificationsOf } from "../sarif/notification.ts";
import { BASE_ID } from "../sarif/place.ts";
import { describeFinding } from "../sarif/result.ts";
import { describeRule } from "../sarif/rule.ts";
import { stringify } from "../text.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Code scanning rejects a run with more. */
const RESULT_LIMIT = 25_000;

/** A report as SARIF 2.1.0 for code scanning: minified, and the same bytes for the same findings on any day. */
export function sarif(report: Report, { category = "zunset" }: RenderOptions): string {
  const rules = [...new Map(report.rules.map((rule) => [rule.id, rule])).values()];
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const deadlines = new Map(report.deadlines.map((deadline) => [deadline.id, deadline]));
  const findings =
    report.findings.length > RESULT_LIMIT
      ? worstFirst(report.findings, rules).slice(0, RESULT_LIMIT)
      : report.findings;
  const run: Run = {
    tool: {
      driver: {
        name: report.tool.name,
        fullName: `${report.tool.name} ${report.tool.version}, scanner for uses of Zendesk API tokens`,
        semanticVersion: report.tool.version,
        informationUri: PROJECT_URI,
        rules: rules.map((rule) => describeRule(rule, deadlines.get(rule.deadline))),
      },
    },
    // What stands before the last slash is the category that code scanning tells analyses apart by.
    automationDetails: { id: category.endsWith("/") ? category : `${category}/` },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: {
      [BASE_ID]: {
        description: { text: "The root of the git checkout, or the scanned folder where there is none." },
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notificationsOf(report.skipped, report.findings.length - findings.length),
      },
    ],
    results: findings.map((finding) =>
      describeFinding(finding, ruleIndex.get(finding.rule), report.fixes?.get(finding)),
    ),
  };
  const log: Log = { $schema: SCHEMA, version: "2.1.0", runs: [run] };
  return `${stringify(log)}\n`;
}
