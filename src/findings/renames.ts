import type { ParsedFile } from "../model/fact.ts";
import { compare } from "./order.ts";

/** Share of equal lines from which a file counts as another one renamed; git's own default. */
const ALIKE = 0.5;

/** Pairs of files compared at most: a change that moves a whole tree keeps its paths' order. */
const MOST_PAIRS = 10_000;

/** For files that came, the file that went whose content they mostly have: path by path, each used once, the most alike first. */
export function renamesOf(
  gone: readonly ParsedFile[],
  came: readonly ParsedFile[],
): ReadonlyMap<string, string> {
  const before = gone.map((file) => ({ path: file.path, lines: linesOf(file) }));
  const pairs: { from: string; to: string; alike: number }[] = [];
  let left = MOST_PAIRS;
  for (const file of came) {
    const lines = linesOf(file);
    for (const old of before) {
      if (left-- <= 0) break;
      const alike = similarity(old.lines, lines);
      if (alike >= ALIKE) pairs.push({ from: old.path, to: file.path, alike });
    }
  }
  pairs.sort((a, b) => b.alike - a.alike || compare(a.from, b.from) || compare(a.to, b.to));
  const renames = new Map<string, string>();
  const used = new Set<string>();
  for (const { from, to } of pairs) {
    if (renames.has(to) || used.has(from)) continue;
    renames.set(to, from);
    used.add(from);
  }
  return renames;
}

interface LineCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function linesOf({ masked }: ParsedFile): LineCounts {
  const counts = new Map<string, number>();
  let total = 0;
  for (const line of masked.split("\n")) {
    const text = line.trim();
    if (text === "") continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    total++;
  }
  return { counts, total };
}

/** 0 for no line in common, 1 for the same lines in any order. */
function similarity(a: LineCounts, b: LineCounts): number {
  let common = 0;
  for (const [line, count] of a.counts) common += Math.min(count, b.counts.get(line) ?? 0);
  return a.total + b.total === 0 ? 0 : (2 * common) / (a.total + b.total);
}
