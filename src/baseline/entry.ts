import type { Prints } from "../findings/index.ts";
import type { Finding } from "../model/finding.ts";

/** The version of the file that this zunset reads and writes. */
export const VERSION = 1;

/** What a baseline is called when nobody names it. */
export const BASELINE_NAME = "zunset-baseline.yml";

/** A finding that is known and put off. */
export interface BaselineEntry extends Prints {
  /** Where it stood when it was written down. */
  readonly path: string;
  readonly rule: string;
  readonly credential?: string;
  readonly reason?: string;
  readonly owner?: string;
  /** ISO date, the last day it is put off. */
  readonly expires?: string;
}

/** A baseline as it was read. */
export interface Baseline {
  /** How reports call it. */
  readonly name: string;
  readonly entries: readonly BaselineEntry[];
  /** 1-based line on which an entry begins. */
  readonly lineOf: (entry: BaselineEntry) => number;
  /** The file's lines. */
  readonly lines: readonly string[];
}

/** What people write into an entry. */
export type Remarks = Pick<BaselineEntry, "reason" | "owner" | "expires">;

/** The entry of a finding. */
export function entryOf(finding: Finding, { reason, owner, expires }: Remarks): BaselineEntry {
  return {
    path: finding.location.path,
    rule: finding.rule,
    ...(finding.credential === undefined ? {} : { credential: finding.credential }),
    "zunset/v1": finding.fingerprints["zunset/v1"],
    content: finding.fingerprints.content,
    ...(reason === undefined ? {} : { reason }),
    ...(owner === undefined ? {} : { owner }),
    ...(expires === undefined ? {} : { expires }),
  };
}
