import type { Finding, Report } from "../model/finding.ts";
import type { Severity } from "../model/rule.ts";
import type { Skipped, SkipReason } from "../model/source.ts";

/** Severity from which findings make the exit code 1. */
export type FailOn = Severity | "never";

const ORDER: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** 1 when a finding that is not known is at or above the threshold, else 0. Nothing else decides between the two. */
export function verdictOf(report: Report, failOn: FailOn): 0 | 1 {
  if (failOn === "never") return 0;
  const counts = ({ state, severity }: Finding): boolean =>
    state !== "known" && ORDER[severity] >= ORDER[failOn];
  return report.findings.some(counts) ? 1 : 0;
}

/** Left out because of what they are, which is no loss. */
const EXPECTED: ReadonlySet<SkipReason> = new Set([
  "binary",
  "vendored",
  "generated",
  "minified",
  "not-a-file",
]);

/** Skipped files that a use of a token may stand in: what `--strict` does not accept. */
export function lossesOf(skipped: readonly Skipped[]): Skipped[] {
  return skipped.filter(({ reason }) => !EXPECTED.has(reason));
}
