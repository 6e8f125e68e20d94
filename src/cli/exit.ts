import { CommanderError } from "commander";
import type { Severity } from "../model/rule.ts";
import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";

/** Severity from which findings make the exit code 1. */
export type FailOn = Severity | "never";

const ORDER: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** 1 when a finding is at or above the threshold, else 0. Nothing else decides between the two. */
export function verdictOf(report: Report, failOn: FailOn): 0 | 1 {
  if (failOn === "never") return 0;
  return report.findings.some((finding) => ORDER[finding.severity] >= ORDER[failOn]) ? 1 : 0;
}

/** 2 for the user's mistake, 3 for ours; help and version are no error. */
export function exitCodeOf(error: unknown): 0 | 2 | 3 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof Problem ? 2 : 3;
}

/** What to print on stderr for an error. A bug shows its stack, which holds paths of zunset itself and no text of scanned files. */
export function explain(error: unknown): string {
  // commander has printed its own message.
  if (error instanceof CommanderError) return "";
  if (error instanceof Problem) {
    const where = error.where === undefined ? "" : `\n  at ${error.where}`;
    const help = error.help === undefined ? "" : `\n  ${error.help}`;
    return `zunset: ${error.message}${where}${help}\n`;
  }
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  const name = error instanceof Error ? error.name : typeof error;
  return `zunset: this is a bug in zunset, please report it: ${name}\n${frames.slice(0, 12).join("\n")}\n`;
}
