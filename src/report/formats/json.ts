import type { Excerpt, Finding, Location, Report, Step } from "../../model/finding.ts";
import type { Rule } from "../../model/rule.ts";
import { ruleUri } from "../project.ts";
import { countDeadlines, countRules, countSeverities, daysBetween } from "../summary.ts";
import { stringify } from "../text.ts";

/**
 * A report for programs: `schemas/report-v1.schema.json`. Every object is copied field by field, so that a change inside zunset cannot change
 * what others read; a field may be added to version 1, none renamed or removed.
 */
export function json(report: Report): string {
  return `${stringify(
    {
      schema: 1,
      tool: { name: report.tool.name, version: report.tool.version },
      asOf: report.asOf,
      summary: summaryOf(report),
      findings: report.findings.map((finding) => findingOf(finding, report.owners)),
      suppressed: report.suppressed?.map((one) => ({
        finding: findingOf(one.finding, report.owners),
        reason: one.reason,
        until: one.until,
        location: locationOf(one.location),
      })),
      comparison: report.comparison && {
        with: report.comparison.with,
        known: report.comparison.known,
        fixed: report.comparison.fixed,
      },
      rules: report.rules.map(ruleOf),
      deadlines: report.deadlines.map(({ id, date, what }) => ({
        id,
        date,
        what,
        daysLeft: daysBetween(report.asOf, date),
      })),
      skipped: report.skipped.map(({ path, reason, detail }) => ({ path, reason, detail })),
      degraded: report.degraded,
    },
    2,
  )}\n`;
}

function summaryOf(report: Report): unknown {
  const deadlines = countDeadlines(report);
  const { scanned, parsed, leftOut } = report.files;
  return {
    findings: report.findings.length,
    bySeverity: countSeverities(report.findings),
    byRule: countRules(report.findings),
    byDeadline: deadlines.map(({ deadline, daysLeft, findings }) => ({
      deadline: deadline.id,
      daysLeft,
      findings,
    })),
    nextDeadline: deadlines.find(({ daysLeft }) => daysLeft >= 0)?.deadline.id ?? null,
    files: { scanned, parsed, leftOut: { ...leftOut }, skipped: report.skipped.length },
    suppressed: report.suppressed?.length,
  };
}

function findingOf(finding: Finding, owners: Report["owners"]): unknown {
  return {
    rule: finding.rule,
    state: finding.state,
    severity: finding.severity,
    confidence: finding.confidence,
    placement: finding.placement,
    message: finding.message,
    credential: finding.credential,
    owners: owners?.get(finding.location.path),
    deadline: finding.deadline.id,
    daysLeft: finding.daysLeft,
    location: locationOf(finding.location),
    excerpt: excerptOf(finding.excerpt),
    trace: finding.trace.map(stepOf),
    related: finding.related.map(stepOf),
    fingerprints: {
      "zunset/v1": finding.fingerprints["zunset/v1"],
      primaryLocationLineHash: finding.fingerprints.primaryLocationLineHash,
    },
  };
}

function stepOf({ role, message, location, excerpt }: Step): unknown {
  return { role, message, location: locationOf(location), excerpt: excerptOf(excerpt) };
}

function locationOf({ path, startLine, startColumn, endLine, endColumn }: Location): unknown {
  return { path, startLine, startColumn, endLine, endColumn };
}

function excerptOf({ firstLine, firstColumn, lines }: Excerpt): unknown {
  return { firstLine, firstColumn: firstColumn ?? 1, lines };
}

function ruleOf(rule: Rule): unknown {
  return {
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    precision: rule.precision,
    securitySeverity: rule.securitySeverity,
    cwe: rule.cwe,
    why: rule.why,
    fix: rule.fix,
    deadline: rule.deadline,
    links: [...rule.links],
    page: ruleUri(rule),
  };
}
