import type { Finding, Report } from "../../model/finding.ts";
import { pageOf } from "../project.ts";
import {
  countDeadlines,
  countReasons,
  countRules,
  countSeverities,
  inDays,
  number,
  plural,
  SEVERITIES,
  SKIP_REASONS,
  sortSkipped,
} from "../summary.ts";
import { firstSentence } from "../text.ts";
import { cell, codeSpan, inline } from "./text.ts";

/** Rules whose way out is told; skipped files that are listed. The rest is counted. */
const RULES = 12;
const SKIPPED = 20;

/** What comes before the findings: how many, until when, what to do. */
export function renderHead(report: Report, listed: readonly Finding[]): string {
  return [heading(report, listed), deadlines({ ...report, findings: listed }), whatToDo(report, listed)]
    .filter((part) => part !== "")
    .join("\n");
}

function heading(report: Report, listed: readonly Finding[]): string {
  const counts = countSeverities(listed);
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    plural(counts[severity], severity),
  );
  const what = report.comparison ? "new finding" : "finding";
  const title = listed.length === 0 ? `no ${what}` : `${plural(listed.length, what)} (${parts.join(", ")})`;
  const clean = report.files.scanned === 0 ? "No file was read." : "No use of a Zendesk API token found.";
  return `## Zendesk API tokens: ${title}\n${report.findings.length === 0 && !report.comparison ? `\n${clean}\n` : ""}`;
}

function deadlines(report: Report): string {
  const counts = countDeadlines(report);
  if (counts.length === 0) return "";
  const rows = counts.map(({ deadline, daysLeft, findings }) => {
    const cells = [
      `**${deadline.date}**`,
      `**${inDays(daysLeft)}**`,
      number(findings),
      `${inline(deadline.what)}.`,
    ];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  return `| Deadline | | Findings | What happens |\n|---|---|---:|---|\n${rows.join("\n")}\n`;
}

function whatToDo(report: Report, listed: readonly Finding[]): string {
  const fired = countRules(listed);
  if (fired.length === 0) return "";
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const lines = fired.slice(0, RULES).map(({ rule: id, findings }) => {
    const fix = rules.get(id)?.fix ?? "";
    const text = fix === "" ? "" : ` ${inline(firstSentence(fix))}`;
    return `- ${codeSpan(id)}, ${plural(findings, "finding")}:${text} [More](<${pageOf(id, report)}>)`;
  });
  if (fired.length > RULES) lines.push(`- and ${plural(fired.length - RULES, "more rule")}`);
  return `### What to do\n\n${lines.join("\n")}\n\n\`zunset migrate\` shows how the code can be rewritten to OAuth, before it changes anything.\n`;
}

/** What comes after the findings: what is known, silenced or was not read, and what was scanned. */
export function renderTail(report: Report): string {
  const { comparison, suppressed = [], files } = report;
  const known = Math.max(
    comparison?.known ?? 0,
    report.findings.reduce((count, { state }) => count + (state === "known" ? 1 : 0), 0),
  );
  const lines = [
    ...(comparison
      ? [
          `Compared with ${codeSpan(comparison.with)}: ${number(known)} known and not listed, ${number(comparison.fixed)} fixed.`,
        ]
      : known > 0
        ? [`${plural(known, "known finding")}, not listed.`]
        : []),
    ...(suppressed.length > 0 ? [`${plural(suppressed.length, "finding")} silenced by comments.`] : []),
    `${plural(files.scanned, "file")} scanned, ${number(files.parsed)} parsed, ${number(report.skipped.length)} skipped. zunset ${report.tool.version}, as of ${report.asOf}.`,
  ];
  return `${skipped(report)}${lines.join("\n\n")}\n`;
}

function skipped(report: Report): string {
  const sorted = sortSkipped(report.skipped);
  if (sorted.length === 0) return "";
  const lines = sorted
    .slice(0, SKIPPED)
    .map(
      ({ path, reason, detail }) =>
        `- ${codeSpan(path)}: ${SKIP_REASONS[reason]}${detail === undefined ? "" : ` (${codeSpan(detail)})`}`,
    );
  const rest = sorted.slice(SKIPPED);
  if (rest.length > 0) {
    const reasons = countReasons(rest.map(({ reason }) => reason)).map(
      ([reason, count]) => `${number(count)} ${SKIP_REASONS[reason]}`,
    );
    lines.push(`- and ${number(rest.length)} more: ${reasons.join(", ")}`);
  }
  return `<details><summary>${plural(sorted.length, "skipped file")}</summary>\n\n${lines.join("\n")}\n\n</details>\n\n`;
}
