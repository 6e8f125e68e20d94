import type { Finding, Report } from "../../model/finding.ts";
import type { Severity } from "../../model/rule.ts";
import { withoutKnown, worstFirst } from "../order.ts";
import { countSeverities, inDays, number, plural, SEVERITIES } from "../summary.ts";
import { firstSentence, neutralise, shorten } from "../text.ts";

/** GitHub shows as many annotations of each kind per step. */
const LIMIT = 10;
/** Longer titles are cut by the Checks API. */
const TITLE_LIMIT = 255;

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * Annotations for a run of GitHub Actions, as workflow commands on standard output: ten errors, ten warnings and nine notices, which is what a step may
 * have; a last notice counts the rest. Known findings are not annotated.
 */
export function github(report: Report): string {
  const findings = worstFirst(withoutKnown(report.findings), report.rules);
  if (findings.length === 0)
    return report.files.scanned === 0
      ? "No file was read.\n"
      : `No ${report.comparison ? "new " : ""}use of a Zendesk API token found.\n`;
  const fixes = new Map(report.rules.map(({ id, fix }) => [id, firstSentence(fix)]));
  const shown = SEVERITIES.flatMap((severity) =>
    findings
      .filter((finding) => finding.severity === severity)
      .slice(0, severity === "note" ? LIMIT - 1 : LIMIT),
  );
  const lines = shown.map((finding) => annotation(finding, fixes.get(finding.rule) ?? ""));
  const rest = restOf(findings, shown);
  return `${[...lines, ...(rest === "" ? [] : [command("notice", { title: "zunset" }, rest)])].join("\n")}\n`;
}

function annotation(finding: Finding, fix: string): string {
  const { path, startLine, endLine, startColumn, endColumn } = finding.location;
  const { deadline, daysLeft } = finding;
  const line = Math.max(1, startLine);
  const last = Math.max(line, endLine);
  const column = Math.max(1, startColumn);
  return command(
    COMMANDS[finding.severity],
    {
      file: path,
      line: String(line),
      endLine: String(last),
      // The runner takes columns of a single line only.
      ...(last === line ? { col: String(column), endColumn: String(Math.max(column, endColumn)) } : {}),
      title: shorten(`zunset ${finding.rule}: ${deadline.date}, ${inDays(daysLeft)}`, TITLE_LIMIT),
    },
    `${finding.message}${fix === "" ? "" : ` ${fix}`}`,
  );
}

function restOf(findings: readonly Finding[], shown: readonly Finding[]): string {
  if (findings.length === shown.length) return "";
  const [all, some] = [countSeverities(findings), countSeverities(shown)];
  const parts = SEVERITIES.filter((severity) => all[severity] > some[severity]).map((severity) =>
    plural(all[severity] - some[severity], severity),
  );
  return `${number(findings.length - shown.length)} more without an annotation, because GitHub shows ${LIMIT} of each kind per step: ${parts.join(", ")}.`;
}

/** A workflow command, escaped as the toolkit of GitHub Actions does it: what stands in it ends neither a property nor the command. */
function command(name: string, properties: Readonly<Record<string, string>>, data: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${pairs.join(",")}::${escapeData(data)}`;
}

function escapeData(text: string): string {
  return neutralise(text).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
