import type { Finding, Report } from "../model/finding.ts";
import { mayBeRewritten } from "../model/rewritable.ts";
import { type Deadline, type Severity, UPKEEP_RULES } from "../model/rule.ts";
import type { Skipped, SkipReason } from "../model/source.ts";

/** Severities, worst first. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** Findings by severity. */
export type Counts = Readonly<Record<Severity, number>>;

/** Counts findings by severity. */
export function countSeverities(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** A rule that fired, with its findings by severity. */
export interface RuleCount extends Counts {
  readonly rule: string;
  readonly findings: number;
}

/** Counts findings by rule: the rule with the most errors first, then warnings, then notes, then by id. */
export function countRules(findings: readonly Finding[]): RuleCount[] {
  const counts = new Map<string, Record<Severity, number>>();
  for (const { rule, severity } of findings) {
    const count = counts.get(rule) ?? { error: 0, warning: 0, note: 0 };
    counts.set(rule, count);
    count[severity]++;
  }
  return [...counts]
    .map(([rule, count]) => ({ rule, findings: count.error + count.warning + count.note, ...count }))
    .sort((a, b) => b.error - a.error || b.warning - a.warning || b.note - a.note || compare(a.rule, b.rule));
}

/** A deadline, the whole days left to it, and how many findings it concerns. */
export interface DeadlineCount {
  readonly deadline: Deadline;
  /** Negative when it has passed. */
  readonly daysLeft: number;
  readonly findings: number;
}

/** The deadlines of the findings, the earliest first. */
export function countDeadlines(report: Report): DeadlineCount[] {
  const counts = new Map<string, { deadline: Deadline; findings: number }>();
  for (const { rule, deadline } of report.findings) {
    // A comment or an entry that is out of date stops nothing from working.
    if (UPKEEP_RULES.has(rule)) continue;
    const count = counts.get(deadline.id);
    if (count) count.findings++;
    else counts.set(deadline.id, { deadline, findings: 1 });
  }
  return [...counts.values()]
    .map(({ deadline, findings }) => ({
      deadline,
      daysLeft: daysBetween(report.asOf, deadline.date),
      findings,
    }))
    .sort((a, b) => compare(a.deadline.date, b.deadline.date) || compare(a.deadline.id, b.deadline.id));
}

/** The deadline most of the worst findings share, so that only those that differ have to say theirs. */
export function mainDeadline(findings: readonly Finding[]): Deadline | undefined {
  for (const severity of SEVERITIES) {
    const counts = new Map<string, { deadline: Deadline; count: number }>();
    for (const finding of findings) {
      if (finding.severity !== severity || UPKEEP_RULES.has(finding.rule)) continue;
      const entry = counts.get(finding.deadline.id) ?? { deadline: finding.deadline, count: 0 };
      counts.set(finding.deadline.id, { ...entry, count: entry.count + 1 });
    }
    const [most] = [...counts.values()].sort(
      (a, b) => b.count - a.count || compare(a.deadline.id, b.deadline.id),
    );
    if (most) return most.deadline;
  }
  return undefined;
}

/** Whole days from one ISO date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `in 160 days`, `today`, `310 days ago`. */
export function inDays(days: number): string {
  if (days === 0) return "today";
  return days > 0 ? `in ${plural(days, "day")}` : `${plural(-days, "day")} ago`;
}

/** Reasons in words, the ones a person may want to act on first. */
export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  unreadable: "could not be read",
  timeout: "took too long",
  "out-of-memory": "needed too much memory",
  "too-large": "too large",
  encoding: "unknown text encoding",
  "parse-error": "broken syntax, searched as plain text",
  "too-deep": "nested too deeply, searched as plain text",
  vanished: "disappeared during the scan",
  "link-outside-root": "link out of the scanned folder",
  "link-loop": "link loop",
  "not-a-file": "not a regular file",
  minified: "minified",
  generated: "generated",
  vendored: "vendored",
  binary: "binary",
};

const SKIP_ORDER = Object.keys(SKIP_REASONS) as readonly SkipReason[];

/** Skipped files, those a person may want to act on first, then by path. */
export function sortSkipped(skipped: readonly Skipped[]): Skipped[] {
  const rank = new Map(SKIP_ORDER.map((reason, index) => [reason, index]));
  const of = (one: Skipped): number => rank.get(one.reason) ?? SKIP_ORDER.length;
  return [...skipped].sort((a, b) => of(a) - of(b) || compare(a.path, b.path));
}

/** Numbers of files by reason, in the order of `SKIP_REASONS`, zeros left out. */
export function countReasons(reasons: Iterable<SkipReason>): [reason: SkipReason, count: number][] {
  const counts = new Map<SkipReason, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return SKIP_ORDER.flatMap((reason) => {
    const count = counts.get(reason) ?? 0;
    return count > 0 ? [[reason, count] as [SkipReason, number]] : [];
  });
}

/**
 * The command that helps most after this report, with what it does; none when nothing was found. `paths` are what was scanned, as it was named;
 * none where it cannot be scanned again.
 */
export function nextCommand(
  report: Report,
  paths: readonly string[] = ["."],
): { readonly command: string; readonly purpose: string } | undefined {
  const [worst] = countRules(report.findings);
  const purpose = paths.length > 0 ? rewritesOf(report) : undefined;
  if (purpose !== undefined) {
    const named = paths.length === 1 && paths[0] === "." ? [] : paths.map(quoted);
    return { command: ["zunset migrate", ...named].join(" "), purpose };
  }
  return (
    worst && {
      command: `zunset rules explain ${worst.rule}`,
      purpose: "why it breaks and how to migrate, step by step",
    }
  );
}

/** What `zunset migrate` would do for the worst findings; undefined where it can do nothing. How many it rewrites is known when it was asked. */
function rewritesOf({ findings, fixes }: Report): string | undefined {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  const may = findings.some((finding) => finding.severity === worst && mayBeRewritten(finding));
  if (!fixes) return may ? "shows what it can rewrite to OAuth before it changes anything" : undefined;
  const fixable = findings.filter((finding) => fixes.has(finding)).length;
  if (fixable === 0) return undefined;
  return `rewrites ${number(fixable)} of ${plural(findings.length, "finding")} to OAuth; shows the changes first`;
}

/** A word of a command as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** `1 file`, `2 files`, `1,204 files`. */
export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number with its thousands apart, whatever the locale of the machine. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Code unit order, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
