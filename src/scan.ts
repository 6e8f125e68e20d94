import { detect, nameReader } from "./detect/index.ts";
import { type DiscoverOptions, discover } from "./discover/index.ts";
import { findingsOf } from "./findings/index.ts";
import type { ParsedFile } from "./model/fact.ts";
import type { Finding, Report } from "./model/finding.ts";
import type { Match } from "./model/match.ts";
import { type Inventory, sortByPath } from "./model/source.ts";
import { createPool, type PoolOptions } from "./parse/pool.ts";
import { resolve, type Resolution } from "./resolve/index.ts";
import { alwaysParsed, imported } from "./resolve/reach.ts";
import type { RuleSet } from "./rules/index.ts";

/** What to scan and how. */
export interface ScanOptions extends DiscoverOptions, Omit<PoolOptions, "keywords"> {
  readonly ruleSet: RuleSet;
  /** ISO date that days are counted from. */
  readonly asOf: string;
  readonly version: string;
  /** Keep the findings of these rules only. */
  readonly only?: readonly string[] | undefined;
  /** Told the number of files done and found, often; for a progress line. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A report with what it was made from. */
export interface Scan {
  readonly report: Report;
  readonly inventory: Inventory;
  readonly files: readonly ParsedFile[];
  readonly matches: readonly Match[];
  readonly resolution: Resolution;
}

/** What parsed files say together: detect → resolve → findings. Reads nothing more. `only` keeps the findings of some rules. */
export function analyze(files: readonly ParsedFile[], { rules, deadlines, names }: RuleSet, asOf: string, only?: readonly string[]): { matches: Match[]; resolution: Resolution; findings: Finding[] } {
  const read = nameReader(names);
  const matches = files.flatMap((file) => detect(file, rules, read));
  const resolution = resolve(files, matches, read);
  const findings = findingsOf(resolution, { files, rules, deadlines, asOf, read });
  return { matches, resolution, findings: only ? findings.filter((finding) => only.includes(finding.rule)) : findings };
}

/** The pipeline: discover → prefilter and parse (in workers) → detect → resolve → findings. */
export async function scan(options: ScanOptions): Promise<Scan> {
  const { rules, deadlines } = options.ruleSet;
  const pool = createPool({ ...options, keywords: rules.flatMap((rule) => rule.keywords) });
  try {
    const inventory = await discover(options);
    const { root } = inventory;
    const always = inventory.files.filter((file) => alwaysParsed(file.path));
    const others = inventory.files.filter((file) => !alwaysParsed(file.path));
    const first = await pool.run({ root, files: others }, options.onProgress ? { onProgress: options.onProgress } : {});
    const forced = await pool.run({ root, files: always }, { force: true });
    const found = [...first.parsed, ...forced.parsed];
    const reached = await pool.run({ root, files: imported(found, inventory.files) }, { force: true });
    const files = sortByPath([...found, ...reached.parsed]);
    const { matches, resolution, findings } = analyze(files, options.ruleSet, options.asOf, options.only);
    const skipped = sortByPath([...inventory.skipped, ...first.skipped, ...forced.skipped, ...reached.skipped]);
    const report: Report = {
      tool: { name: "zunset", version: options.version },
      asOf: options.asOf,
      findings,
      rules,
      deadlines,
      files: { scanned: first.scanned + forced.scanned, parsed: files.length, leftOut: inventory.leftOut },
      skipped,
    };
    return { report, inventory, files, matches, resolution };
  } finally {
    await pool.close();
  }
}
