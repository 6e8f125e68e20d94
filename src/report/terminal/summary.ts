import type { Report } from "../../model/finding.ts";
import type { Severity } from "../../model/rule.ts";
import {
  countDeadlines,
  countReasons,
  countRules,
  countSeverities,
  inDays,
  nextCommand,
  number,
  plural,
  SEVERITIES,
  SKIP_REASONS,
  sortSkipped,
} from "../summary.ts";
import { neutralise } from "../text.ts";
import { widthOf, wrap } from "../width.ts";
import { freshFindings, knownLines, silencedLines } from "./accepted.ts";
import { beside } from "./fields.ts";
import type { Paint } from "./paint.ts";

/** Skipped files that are listed; the rest is counted by reason. */
const SKIPPED = 10;
const LABEL = 11;
/** A narrower column is not worth having. */
const NARROW = 30;

interface SummaryOptions {
  readonly width: number;
  readonly paint: Paint;
  readonly paths?: readonly string[];
}

/** What the findings come to: by severity and rule, files, deadlines, what to run next. */
export function renderSummary(report: Report, { width, paint, paths }: SummaryOptions): string[] {
  const section = (label: string, lines: readonly string[]): string[] =>
    lines.map((line, index) => beside(index === 0 ? label : "", LABEL, paint) + line);
  const next = nextCommand({ ...report, findings: freshFindings(report) }, paths);
  return [
    ...(freshFindings(report).length > 0 ? [paint.faint("─".repeat(width))] : []),
    verdict(report, paint),
    "",
    ...section("rules", ruleLines(report, paint)),
    ...section("known", knownLines(report)),
    ...section("silenced", silencedLines(report)),
    ...section("deadlines", deadlineLines(report, width, paint)),
    ...section("files", wrap(fileLine(report), width - LABEL)),
    ...section("skipped", skipLines(report, width)),
    ...section("degraded", degradedLines(report, width)),
    ...(next
      ? ["", ...section("next", [`${paint.command(neutralise(next.command))}  ${next.purpose}`])]
      : []),
  ];
}

function verdict(report: Report, paint: Paint): string {
  const { files, comparison, suppressed = [] } = report;
  const findings = freshFindings(report);
  if (files.scanned === 0 && report.findings.length === 0)
    return paint.severity.warning("No file was read, so nothing can be said.");
  if (findings.length === 0 && comparison) return paint.good("No new finding.");
  if (findings.length === 0 && suppressed.length > 0)
    return paint.good("No use of a Zendesk API token found but what comments silence.");
  if (findings.length === 0) return paint.good("No use of a Zendesk API token found.");
  const noun = comparison ? "new finding" : "finding";
  return `${paint.strong(plural(findings.length, noun))}: ${severities(countSeverities(findings), paint)}`;
}

function severities(counts: Readonly<Record<Severity, number>>, paint: Paint): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => paint.severity[severity](plural(counts[severity], severity)))
    .join(", ");
}

function ruleLines(report: Report, paint: Paint): string[] {
  const rules = countRules(freshFindings(report)).map((count) => ({
    ...count,
    rule: neutralise(count.rule),
  }));
  const widest = Math.max(0, ...rules.map(({ rule }) => rule.length));
  return rules.map((count) => `${count.rule.padEnd(widest)}  ${severities(count, paint)}`);
}

/** One row per deadline: its date, the days to it, how many findings it concerns, and what happens. */
function deadlineLines(report: Report, width: number, paint: Paint): string[] {
  const rows = countDeadlines({ ...report, findings: freshFindings(report) }).map(
    ({ deadline, daysLeft, findings }) => ({
      cells: [deadline.date, inDays(daysLeft), plural(findings, "finding")],
      what: neutralise(deadline.what),
      passed: daysLeft < 0,
    }),
  );
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const next = rows.find(({ passed }) => !passed);
  return rows.flatMap((row) => {
    const head = row.cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    const brush = row.passed ? paint.severity.error : row === next ? paint.strong : (text: string) => text;
    const room = width - LABEL - head.length - 2;
    if (room < NARROW) return [brush(head), ...wrap(row.what, width - LABEL - 2).map((line) => `  ${line}`)];
    return wrap(row.what, room).map(
      (line, index) => `${index === 0 ? brush(head) : " ".repeat(head.length)}  ${line}`,
    );
  });
}

function fileLine({ files, skipped }: Report): string {
  const leftOut = Object.values(files.leftOut).reduce((sum, count) => sum + count, 0);
  return [
    `${number(files.scanned)} scanned`,
    `${number(files.parsed)} parsed`,
    ...(leftOut > 0 ? [`${number(leftOut)} left out (${reasons(Object.entries(files.leftOut))})`] : []),
    ...(skipped.length > 0 ? [`${number(skipped.length)} skipped`] : []),
  ].join(", ");
}

function reasons(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([reason, count]) => `${number(count)} ${reason}`).join(", ");
}

/** Files that were read with gaps. */
function degradedLines({ degraded = [] }: Report, width: number): string[] {
  if (degraded.length === 0) return [];
  const listed = degraded.slice(0, SKIPPED).map(neutralise);
  const rest = degraded.length - listed.length;
  const more = rest > 0 ? `, and ${number(rest)} more` : "";
  return wrap(
    `broken syntax was read around, so something may be missing: ${listed.join(", ")}${more}`,
    width - LABEL,
  );
}

function skipLines({ skipped }: Report, width: number): string[] {
  const sorted = sortSkipped(skipped);
  const listed = sorted.slice(0, SKIPPED).map(({ path, reason, detail }) => ({
    path: neutralise(path),
    why: SKIP_REASONS[reason] + (detail === undefined ? "" : ` (${neutralise(detail)})`),
  }));
  const widest = Math.max(0, ...listed.map(({ path }) => widthOf(path)).filter((wide) => wide <= 40));
  const lines = listed.map(
    ({ path, why }) => `${path}${" ".repeat(Math.max(0, widest - widthOf(path)))}  ${why}`,
  );
  const rest = countReasons(sorted.slice(SKIPPED).map(({ reason }) => reason));
  if (rest.length === 0) return lines;
  const more = rest.map(([reason, count]) => `${number(count)} ${SKIP_REASONS[reason]}`).join(", ");
  return [...lines, ...wrap(`and ${number(sorted.length - SKIPPED)} more: ${more}`, width - LABEL)];
}
