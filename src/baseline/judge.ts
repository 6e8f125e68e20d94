import { compareFindings, merged, type Upkeep, upkeepFindings } from "../findings/index.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Finding, Location, Report } from "../model/finding.ts";
import { type Deadline, lastDay, UPKEEP_RULES } from "../model/rule.ts";
import type { Baseline, BaselineEntry } from "./entry.ts";

/** How a report stands to a baseline. */
export interface Standing {
  /** Findings an entry speaks of, with it. Its time may be over. */
  readonly kept: ReadonlyMap<Finding, BaselineEntry>;
  /** Findings no entry speaks of. */
  readonly added: readonly Finding[];
  /** Entries without a finding, in places and of rules that were looked at. */
  readonly stale: readonly BaselineEntry[];
}

/** What a scan covered: an entry for something else is not stale. */
export interface Coverage {
  /** True for the path of a file that was scanned, or would have been if it were still there. */
  readonly looked: (path: string) => boolean;
  /** Ids of the rules whose findings are in the report; all when left out. */
  readonly only?: readonly string[] | undefined;
}

/** A reviewed entry follows what it speaks of to whatever file it went. */
const anywhere = (): boolean => true;

/** Compares a report with a baseline. An entry whose finding a comment silences has its finding. */
export function standingOf(report: Report, baseline: Baseline, { looked, only }: Coverage): Standing {
  const own = report.findings.filter(({ rule }) => !UPKEEP_RULES.has(rule));
  const { added, kept, gone } = compareFindings(own, baseline.entries, anywhere);
  const silenced = (report.suppressed ?? []).map(({ finding }) => finding);
  const stale = compareFindings(silenced, gone, anywhere).gone.filter(
    ({ rule, path }) => (only === undefined || only.includes(rule)) && looked(path),
  );
  return { kept, added, stale };
}

/** The last day that an entry puts its finding off. */
export function endOf(
  { expires }: Pick<BaselineEntry, "expires">,
  deadline: Deadline,
  deadlines: readonly Deadline[],
): string {
  const latest = lastDay(deadline, deadlines);
  return expires === undefined || expires > latest ? latest : expires;
}

/**
 * The report with the state of each finding: known when an entry puts it off, else new. Entries that are over or that nothing is found of
 * any more become findings where they stand; `path` is that of the baseline in the report.
 */
export function judge(
  report: Report,
  baseline: Baseline,
  options: Coverage & { readonly path: string },
): Report {
  const { kept, stale } = standingOf(report, baseline, options);
  const { asOf, rules, deadlines } = report;
  const wrong: Upkeep[] = stale.map((entry) => ({
    rule: "baseline-stale",
    location: placeOf(entry, baseline, options.path),
    detail: `It is of ${entry.rule} in ${entry.path}.`,
  }));
  const now = new Map<Finding, Finding>();
  for (const finding of report.findings) {
    const entry = kept.get(finding);
    const end = entry && endOf(entry, finding.deadline, deadlines);
    const known = end !== undefined && end >= asOf;
    now.set(finding, { ...finding, state: known ? "known" : "new" });
    if (!entry || known) continue;
    wrong.push({
      rule: "baseline-expired",
      location: placeOf(entry, baseline, options.path),
      detail: `It put off ${entry.rule} in ${finding.location.path} until ${end}.`,
    });
  }
  const wanted = wrong.filter(({ rule }) => options.only === undefined || options.only.includes(rule));
  const files = wanted.length === 0 ? [] : [fileOf(baseline, options.path)];
  const upkeep = upkeepFindings(wanted, { files, rules, deadlines, asOf });
  const all = [...now.values()];
  const { fixes } = report;
  return {
    ...report,
    findings: merged(
      all,
      upkeep.map((finding) => ({ ...finding, state: "new" })),
    ),
    comparison: {
      with: baseline.name,
      known: all.filter(({ state }) => state === "known").length,
      fixed: stale.length,
    },
    ...(fixes
      ? { fixes: new Map([...fixes].map(([finding, fix]) => [now.get(finding) ?? finding, fix])) }
      : {}),
  };
}

/** The line on which an entry begins. */
function placeOf(entry: BaselineEntry, { lineOf, lines }: Baseline, path: string): Location {
  const line = lineOf(entry);
  const text = (lines[line - 1] ?? "").trimEnd();
  const startColumn = text.length - text.trimStart().length + 1;
  return {
    path,
    startLine: line,
    startColumn,
    endLine: line,
    endColumn: Math.max(startColumn + 1, text.length + 1),
  };
}

/** Lines that hold nothing but what zunset found out itself; people may write anything into a reason. */
const OWN_LINE = /^[ \t]*(?:- )?(?:path|rule|credential|fingerprint|content|expires|version|findings):/;

/** A baseline as a file that findings stand in. */
function fileOf({ lines }: Baseline, path: string): ParsedFile {
  const masked = lines.map((line) => (OWN_LINE.test(line) ? line : "")).join("\n");
  return { path, language: "yaml", masked, scopes: [], facts: [], secrets: [], degraded: false };
}
