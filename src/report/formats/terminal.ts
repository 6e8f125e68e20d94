import pc from "picocolors";
import type { Finding, Report } from "../../model/finding.ts";
import type { RenderOptions } from "../format.ts";
import { mainDeadline } from "../summary.ts";
import { freshFindings } from "../terminal/accepted.ts";
import { renderFinding } from "../terminal/finding.ts";
import { createPaint } from "../terminal/paint.ts";
import { renderSummary } from "../terminal/summary.ts";
import { neutralise, withoutLeadingCommand } from "../text.ts";

/** Narrower than this nothing can be shown sensibly. */
const MIN_WIDTH = 40;

/** A report for a person: findings by file with code frames, then what they come to. */
export function terminal(report: Report, options: RenderOptions): string {
  const paint = createPaint(pc.createColors(options.color));
  const width = Math.max(MIN_WIDTH, options.width);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  // What was known before is listed in the summary, a line each.
  const findings = freshFindings(report);
  const main = mainDeadline(findings);
  const explained = new Set<string>();
  const output: string[] = [];
  let previous: Finding | undefined;
  for (const finding of findings) {
    if (finding.location.path !== previous?.location.path)
      output.push(paint.path(neutralise(finding.location.path)));
    previous = finding;
    // What to do is said once per rule, where it fires first.
    const rule = explained.has(finding.rule) ? undefined : rules.get(finding.rule);
    explained.add(finding.rule);
    const deadline = finding.deadline.id === main?.id ? undefined : finding.deadline;
    output.push(...renderFinding(finding, { rule, deadline, width, paint }), "");
  }
  output.push(...renderSummary(report, { width, paint, ...(options.paths ? { paths: options.paths } : {}) }));
  return `${output.map((line) => withoutLeadingCommand(line.trimEnd())).join("\n")}\n`;
}
