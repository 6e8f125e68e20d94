import type { Span } from "../model/fact.ts";
import type { Match } from "../model/match.ts";

/** True when two spans share a character. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** How much a match has to say of its place: a known SDK most, then a command line, then a spelling. */
const weightOf = (match: Match): number =>
  (match.evidence === "sdk" ? 4 : 0) +
  (match.rule === "shell" || match.rule === "webhook-basic-auth" ? 2 : 0) +
  (match.evidence === "shape" ? 1 : 0) +
  (match.token ? 0.5 : 0);

/** Of several matches of one place the one with the most to say; each place once, sorted by path and place. */
export function collapse(matches: readonly Match[]): Match[] {
  const kept = new Map<string, Match[]>();
  const heaviest = [...matches].sort(
    (a, b) => weightOf(b) - weightOf(a) || a.at.start - b.at.start || a.at.end - b.at.end,
  );
  for (const match of heaviest) {
    const list = kept.get(match.path) ?? [];
    if (list.some((one) => overlaps(one.at, match.at))) continue;
    kept.set(match.path, [...list, match]);
  }
  return [...kept.values()]
    .flat()
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.at.start - b.at.start));
}
