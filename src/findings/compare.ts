import type { Finding } from "../model/finding.ts";

/** What became of findings from one time to another. */
export interface Difference<T> {
  /** Only there now. */
  readonly added: readonly Finding[];
  /** There before and now. */
  readonly kept: ReadonlyMap<Finding, T>;
  /** Only there before. */
  readonly gone: readonly T[];
}

/** What a finding is recognised by. */
export type Prints = Pick<Finding["fingerprints"], "zunset/v1" | "content">;

/**
 * Pairs findings with those of another time, one to one: first by fingerprint, which a moved line keeps; then what is left by its content, which a
 * renamed file keeps, where `moved` says that the one may have become the other. What is left of both came or went.
 */
export function compareFindings<T extends Prints>(
  now: readonly Finding[],
  before: readonly T[],
  moved: (finding: Finding, before: T) => boolean,
): Difference<T> {
  const kept = new Map<Finding, T>();
  const first = pair(now, before, kept, (one) => one["zunset/v1"]);
  const { added, gone } = pair(first.added, first.gone, kept, (one) => one.content, moved);
  return { added, kept, gone };
}

function pair<T extends Prints>(
  now: readonly Finding[],
  before: readonly T[],
  kept: Map<Finding, T>,
  printOf: (prints: Prints) => string,
  fits: (finding: Finding, before: T) => boolean = () => true,
): { added: Finding[]; gone: T[] } {
  const waiting = new Map<string, T[]>();
  for (const one of before) {
    const list = waiting.get(printOf(one));
    if (list) list.push(one);
    else waiting.set(printOf(one), [one]);
  }
  const added: Finding[] = [];
  const taken = new Set<T>();
  for (const finding of now) {
    const list = waiting.get(printOf(finding.fingerprints)) ?? [];
    const match = list.find((one) => !taken.has(one) && fits(finding, one));
    if (match === undefined) added.push(finding);
    else {
      kept.set(finding, match);
      taken.add(match);
    }
  }
  return { added, gone: before.filter((one) => !taken.has(one)) };
}
