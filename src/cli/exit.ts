import { CommanderError } from "commander";
import type { Finding, Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import type { Severity } from "../model/rule.ts";
import type { Skipped, SkipReason } from "../model/source.ts";
import { neutralise } from "../report/text.ts";

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

/** 2 for the user's mistake, 3 for ours; help and version that were asked for are no error. */
export function exitCodeOf(error: unknown): 0 | 2 | 3 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof Problem ? 2 : 3;
}

/** What to print on stderr for an error. A bug shows its stack, which holds paths of zunset itself and no text of scanned files. */
export function explain(error: unknown): string {
  // commander has printed its own message.
  if (error instanceof CommanderError) return "";
  if (error instanceof Problem) {
    const lines = [`zunset: ${error.message}`];
    if (error.where !== undefined) lines.push(`  at ${error.where}`);
    for (const line of (error.help ?? "").split("\n")) if (line !== "") lines.push(`  ${line}`);
    return `${lines.map(neutralise).join("\n")}\n`;
  }
  return `zunset: this is a bug in zunset, please report it: ${nameOf(error)}\n${framesOf(error).join("\n")}\n`;
}

/** The kind of error, with the code of a failed system call; its message may quote a file and is left out. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return neutralise(`${error.name}${code}`);
}

/** Lines of the stack below the message, whatever the message looks like. */
function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const stack = error.stack ?? "";
  const message = stack.indexOf(error.message);
  return stack
    .slice(message < 0 ? 0 : message + error.message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map(neutralise);
}
