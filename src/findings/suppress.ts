import { suggest } from "../config/suggest.ts";
import type { Directive, DirectiveFilter } from "../model/directive.ts";
import type { Finding, Location, Suppressed } from "../model/finding.ts";
import { isDate, lastDay, UPKEEP_RULES } from "../model/rule.ts";
import { directivesOf } from "./directives.ts";
import { compare } from "./order.ts";
import { type Upkeep, type UpkeepOptions, upkeepFindings } from "./upkeep.ts";

/** What is left of findings when comments have their say. */
export interface Silenced {
  /** Those that nothing silences, with those about the comments themselves, in the order of findings. */
  readonly findings: Finding[];
  readonly suppressed: Suppressed[];
  /** Every directive there is, whether it counts or not. */
  readonly directives: readonly Directive[];
}

/** What is said of a directive. */
interface Verdict {
  readonly directive: Directive;
  /** It counts, and nothing is wrong with how it is written. */
  readonly valid: boolean;
  /** Rules it names that there are; none for all. */
  readonly rules: ReadonlySet<string>;
  readonly mistakes: readonly string[];
  /** Rules whose findings it met. */
  readonly met: Set<string>;
  /** Last day for a finding it met, where that is earlier than what it says. */
  clipped?: string;
  lapsed?: string;
}

/** Takes out the findings that comments silence; judges the comments. Pass all findings, of whatever rules: a comment is unused only then. */
export function silence(
  findings: readonly Finding[],
  options: UpkeepOptions & {
    /** Which directives count. */
    readonly honours?: DirectiveFilter;
  },
): Silenced {
  const directives = options.files.flatMap(directivesOf);
  if (directives.length === 0) return { findings: [...findings], suppressed: [], directives };
  const { honours = () => true } = options;
  const verdicts = directives.filter(honours).map((directive) => judge(directive, options));
  const index = byFile(verdicts);
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const about = (index.get(finding.location.path) ?? []).filter((verdict) => meets(verdict, finding));
    const first = about.map((verdict) => silencedBy(verdict, finding, options)).find((one) => one);
    if (first) suppressed.push(first);
    else kept.push(finding);
  }
  const steps = stepsByFile(
    findings,
    verdicts.map(({ directive }) => directive.location.path),
  );
  const wrong = verdicts.flatMap((verdict) =>
    wrongWith(verdict, steps.get(verdict.directive.location.path) ?? []),
  );
  return { findings: merged(kept, upkeepFindings(wrong, options)), suppressed, directives };
}

/** Directives that may silence something, by file. */
function byFile(verdicts: readonly Verdict[]): ReadonlyMap<string, readonly Verdict[]> {
  const index = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const { path } = verdict.directive.location;
    const list = index.get(path);
    if (!verdict.valid) continue;
    if (list) list.push(verdict);
    else index.set(path, [verdict]);
  }
  return index;
}

/** True when a finding stands where a directive speaks of, and is of a rule it names. */
function meets({ directive, rules }: Verdict, { rule, location: { startLine } }: Finding): boolean {
  const [first, last] = directive.lines;
  return first <= startLine && startLine <= last && (rules.size === 0 || rules.has(rule));
}

function judge(directive: Directive, { rules }: UpkeepOptions): Verdict {
  const known = rules.map(({ id }) => id).filter((id) => !UPKEEP_RULES.has(id));
  const unknown = directive.rules.filter((id) => !known.includes(id));
  const { scope, until, reason, text } = directive;
  const word = /^[\w-]+/.exec(text)?.[0] ?? "";
  const fatal = [
    ...(/^zunset-ignore(?:-file)?$/i.test(word)
      ? []
      : ["It begins with another word: write zunset-ignore or zunset-ignore-file."]),
    ...(scope === "line" && directive.rules.length === 0
      ? ["It names no rule: write zunset-ignore[rule-id]: reason."]
      : []),
    ...(reason === "" ? ["It gives no reason: write it behind the brackets and a colon."] : []),
    ...(until !== undefined && !isDate(until) ? ["Its until= is no date of the form YYYY-MM-DD."] : []),
  ];
  const mistakes = unknown.map((id) =>
    UPKEEP_RULES.has(id)
      ? `Findings of ${id} cannot be silenced.`
      : `There is no rule "${id.slice(0, 80)}". ${suggest(id.slice(0, 80), known, "zunset rules list shows all of them.")}`,
  );
  return {
    directive,
    valid: fatal.length === 0 && (directive.rules.length === 0 || unknown.length < directive.rules.length),
    rules: new Set(directive.rules.filter((id) => known.includes(id))),
    mistakes: [...fatal, ...mistakes],
    met: new Set(),
  };
}

/** The finding as one that is silenced; undefined when the directive's time is over. */
function silencedBy(
  verdict: Verdict,
  finding: Finding,
  { asOf, deadlines }: UpkeepOptions,
): Suppressed | undefined {
  const { reason, until, location } = verdict.directive;
  verdict.met.add(finding.rule);
  if (until === undefined) return { finding, reason, location };
  const latest = lastDay(finding.deadline, deadlines);
  if (until > latest && (verdict.clipped === undefined || latest < verdict.clipped)) verdict.clipped = latest;
  const [day = latest] = [until, latest].sort();
  if (day < asOf) {
    verdict.lapsed = day;
    return undefined;
  }
  return { finding, reason, until: day, location };
}

/** What is to be said of a directive itself. */
function wrongWith(verdict: Verdict, steps: readonly Part[]): Upkeep[] {
  const { directive, valid, rules, mistakes, met, clipped, lapsed } = verdict;
  const { location } = directive;
  const all: Upkeep[] = mistakes.map((detail) => ({ rule: "suppression-invalid", location, detail }));
  if (!valid) return all;
  if (lapsed !== undefined)
    all.push({ rule: "suppression-expired", location, detail: `Its last day was ${lapsed}.` });
  else if (clipped !== undefined)
    all.push({
      rule: "suppression-invalid",
      location,
      severity: "note",
      detail: `Its until= is later than the deadline: it holds until ${clipped}.`,
    });
  const unused = [...rules].filter((id) => !met.has(id));
  if (rules.size === 0 ? met.size === 0 : unused.length > 0) {
    const what = rules.size === 0 ? "any rule" : unused.join(", ");
    const elsewhere = belongingTo(directive, unused, steps);
    all.push({
      rule: "suppression-unused",
      location,
      detail:
        elsewhere.length === 0
          ? `Nothing is found there of ${what}.`
          : `Nothing is found there of ${what}: what stands there is part of a finding elsewhere, and a comment counts where that is.`,
      related: elsewhere,
    });
  }
  return all;
}

const MOST_RELATED = 3;

/** A line that a finding elsewhere has to do with. */
interface Part {
  readonly line: number;
  readonly finding: Finding;
}

/** The lines of some files that belong to findings. */
function stepsByFile(
  findings: readonly Finding[],
  paths: readonly string[],
): ReadonlyMap<string, readonly Part[]> {
  const parts = new Map<string, Part[]>(paths.map((path) => [path, []]));
  for (const finding of findings)
    for (const { location } of [...finding.related, ...finding.trace])
      parts.get(location.path)?.push({ line: location.startLine, finding });
  return parts;
}

/** Where the findings stand that only have a part on a directive's lines. */
function belongingTo(
  { scope, lines }: Directive,
  rules: readonly string[],
  parts: readonly Part[],
): Location[] {
  if (scope === "file") return [];
  const found = parts.filter(
    ({ line, finding }) => rules.includes(finding.rule) && lines[0] <= line && line <= lines[1],
  );
  return [...new Set(found.map(({ finding }) => finding.location))].slice(0, MOST_RELATED);
}

/** Adds findings to others and brings them in order: by path, line, column and rule. */
export function merged(findings: readonly Finding[], more: readonly Finding[]): Finding[] {
  if (more.length === 0) return [...findings];
  return [...findings, ...more].sort(
    ({ rule, location: a }, { rule: other, location: b }) =>
      compare(a.path, b.path) ||
      a.startLine - b.startLine ||
      a.startColumn - b.startColumn ||
      compare(rule, other),
  );
}
