import { type CollectOptions, collect } from "./collect.ts";
import { detect, type NameReading, nameReader } from "./detect/index.ts";
import { type DiscoverOptions, discover } from "./discover/index.ts";
import { findingsOf, type Silenced, silence } from "./findings/index.ts";
import type { Directive, DirectiveFilter } from "./model/directive.ts";
import type { ParsedFile } from "./model/fact.ts";
import type { Finding, Report } from "./model/finding.ts";
import type { Match } from "./model/match.ts";
import type { Inventory } from "./model/source.ts";
import { type Asked, type Resolution, resolve, type Use } from "./resolve/index.ts";
import type { RuleSet } from "./rules/index.ts";

/** What to scan and how. */
export interface ScanOptions extends DiscoverOptions, Omit<CollectOptions, "keywords" | "onParsed"> {
  readonly ruleSet: RuleSet;
  /** ISO date that days are counted from. */
  readonly asOf: string;
  readonly version: string;
  /** Keep the findings of these rules only. */
  readonly only?: readonly string[] | undefined;
  /** Which comments may silence findings: all when left out, `false` for none (and none is looked for). */
  readonly suppressions?: DirectiveFilter | false | undefined;
}

/** A report with what it was made from. */
export interface Scan {
  readonly report: Report;
  readonly inventory: Inventory;
  readonly files: readonly ParsedFile[];
  readonly matches: readonly Match[];
  readonly resolution: Resolution;
  /** The findings of all rules, whichever the report keeps: what a rewritten tree is compared with. */
  readonly all: readonly Finding[];
  /** The use behind each finding that is about one. */
  readonly uses: ReadonlyMap<Finding, Use>;
  /** The comments that silence findings, or were meant to. */
  readonly directives: readonly Directive[];
  /** What was detected in these files, for whoever looks at some of them again. */
  readonly detection: Detection;
}

/** Detection of file after file, each once: as soon as it is parsed, while others still are. */
export interface Detection {
  readonly read: (name: string) => NameReading;
  readonly matchesOf: (file: ParsedFile) => readonly Match[];
}

/** Detection by a set of rules. */
export function detection({ rules, names }: RuleSet): Detection {
  const read = nameReader(names);
  const known = new Map<ParsedFile, readonly Match[]>();
  return {
    read,
    matchesOf: (file) => {
      const matches = known.get(file) ?? detect(file, rules, read);
      known.set(file, matches);
      return matches;
    },
  };
}

/**
 * What parsed files say together: detect → resolve → findings, without those that comments silence. Reads nothing more. `only` keeps the
 * findings of some rules.
 */
export function analyze(
  files: readonly ParsedFile[],
  ruleSet: RuleSet,
  asOf: string,
  only?: readonly string[],
  { read, matchesOf } = detection(ruleSet),
  suppressions?: ScanOptions["suppressions"],
  asked?: Asked,
): Pick<Scan, "matches" | "resolution" | "uses" | "all"> & Silenced {
  const { rules, deadlines } = ruleSet;
  const matches = files.flatMap(matchesOf);
  const resolution = resolve(files, matches, read, asked);
  const uses = new Map<Finding, Use>();
  const all = findingsOf(resolution, { files, rules, deadlines, asOf, read, uses });
  const { findings, suppressed, directives }: Silenced =
    suppressions === false
      ? { findings: all, suppressed: [], directives: [] }
      : silence(all, { files, rules, deadlines, asOf, ...(suppressions ? { honours: suppressions } : {}) });
  const wanted = ({ rule }: Finding): boolean => only === undefined || only.includes(rule);
  return {
    matches,
    resolution,
    uses,
    all: findings,
    findings: findings.filter(wanted),
    suppressed: suppressed.filter(({ finding }) => wanted(finding)),
    directives,
  };
}

/** What stands in every file that a rule can fire on. */
export const keywordsOf = ({ rules }: RuleSet): string[] => rules.flatMap((rule) => rule.keywords);

/** The pipeline: discover → prefilter and parse (in threads, which start first) → detect (between two files) → resolve → findings. */
export async function scan(options: ScanOptions): Promise<Scan> {
  const { ruleSet, asOf, only } = options;
  const detected = detection(ruleSet);
  const { inventory, files, skipped, scanned } = await collect(() => discover(options), {
    ...options,
    keywords: keywordsOf(ruleSet),
    onParsed: detected.matchesOf,
  });
  const { findings, suppressed, ...rest } = analyze(
    files,
    ruleSet,
    asOf,
    only,
    detected,
    options.suppressions,
  );
  const report = reportOf(
    options,
    { findings, suppressed },
    {
      files: { scanned, parsed: files.length, leftOut: inventory.leftOut },
      skipped,
      degraded: degradedOf(files),
    },
  );
  return { report, inventory, files, ...rest, detection: detected };
}

/** The files whose syntax is broken. A fence in documentation is most often a part of something, and no loss. */
export const degradedOf = (files: readonly ParsedFile[]): string[] =>
  files.filter(({ degraded, language }) => degraded && language !== "markup").map(({ path }) => path);

/** A report of a scan's findings. */
export function reportOf(
  { version, asOf, ruleSet: { rules, deadlines } }: Pick<ScanOptions, "version" | "asOf" | "ruleSet">,
  found: Pick<Report, "findings" | "suppressed">,
  seen: Pick<Report, "files" | "skipped" | "degraded">,
): Report {
  return { tool: { name: "zunset", version }, asOf, ...found, rules, deadlines, ...seen };
}
