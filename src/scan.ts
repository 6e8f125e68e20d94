import { type CollectOptions, collect } from "./collect.ts";
import { detect, nameReader } from "./detect/index.ts";
import { type DiscoverOptions, discover } from "./discover/index.ts";
import { findingsOf } from "./findings/index.ts";
import type { ParsedFile } from "./model/fact.ts";
import type { Finding, Report } from "./model/finding.ts";
import type { Match } from "./model/match.ts";
import type { Inventory } from "./model/source.ts";
import { type Resolution, resolve, type Use } from "./resolve/index.ts";
import type { RuleSet } from "./rules/index.ts";

/** What to scan and how. */
export interface ScanOptions extends DiscoverOptions, Omit<CollectOptions, "keywords"> {
  readonly ruleSet: RuleSet;
  /** ISO date that days are counted from. */
  readonly asOf: string;
  readonly version: string;
  /** Keep the findings of these rules only. */
  readonly only?: readonly string[] | undefined;
}

/** A report with what it was made from. */
export interface Scan {
  readonly report: Report;
  readonly inventory: Inventory;
  readonly files: readonly ParsedFile[];
  readonly matches: readonly Match[];
  readonly resolution: Resolution;
  /** The use behind each finding that is about one. */
  readonly uses: ReadonlyMap<Finding, Use>;
}

/** What parsed files say together: detect → resolve → findings. Reads nothing more. `only` keeps the findings of some rules. */
export function analyze(
  files: readonly ParsedFile[],
  { rules, deadlines, names }: RuleSet,
  asOf: string,
  only?: readonly string[],
): Pick<Scan, "matches" | "resolution" | "uses"> & { findings: Finding[] } {
  const read = nameReader(names);
  const matches = files.flatMap((file) => detect(file, rules, read));
  const resolution = resolve(files, matches, read);
  const uses = new Map<Finding, Use>();
  const findings = findingsOf(resolution, { files, rules, deadlines, asOf, read, uses });
  return {
    matches,
    resolution,
    uses,
    findings: only ? findings.filter((finding) => only.includes(finding.rule)) : findings,
  };
}

/** The pipeline: discover → prefilter and parse (in threads, which start first) → detect → resolve → findings. */
export async function scan(options: ScanOptions): Promise<Scan> {
  const { rules, deadlines } = options.ruleSet;
  const { inventory, files, skipped, scanned } = await collect(() => discover(options), {
    ...options,
    keywords: rules.flatMap((rule) => rule.keywords),
  });
  const { matches, resolution, uses, findings } = analyze(files, options.ruleSet, options.asOf, options.only);
  const report: Report = {
    tool: { name: "zunset", version: options.version },
    asOf: options.asOf,
    findings,
    rules,
    deadlines,
    files: { scanned, parsed: files.length, leftOut: inventory.leftOut },
    skipped,
  };
  return { report, inventory, files, matches, resolution, uses };
}
