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

/** Characters per bucket of {@link Occupied}: about a line's length. */
const BUCKET = 128;

/** Spans of files that are taken; thousands in one file are found by where they stand. */
export class Occupied {
  readonly #buckets = new Map<string, Span[]>();

  /** Marks a span as taken. */
  add(path: string, at: Span): void {
    for (const key of bucketsOf(path, at)) {
      const list = this.#buckets.get(key);
      if (list) list.push(at);
      else this.#buckets.set(key, [at]);
    }
  }

  /** True when a taken span shares a character with this one. */
  has(path: string, at: Span): boolean {
    return bucketsOf(path, at).some(
      (key) => this.#buckets.get(key)?.some((one) => overlaps(one, at)) ?? false,
    );
  }
}

function bucketsOf(path: string, at: Span): string[] {
  const keys: string[] = [];
  const last = Math.floor(Math.max(at.start, at.end - 1) / BUCKET);
  for (let bucket = Math.floor(at.start / BUCKET); bucket <= last; bucket++) keys.push(`${path}\0${bucket}`);
  return keys;
}

/** Of several matches of one place the one with the most to say; each place once, sorted by path and place. */
export function collapse(matches: readonly Match[]): Match[] {
  const occupied = new Occupied();
  const heaviest = [...matches].sort(
    (a, b) => weightOf(b) - weightOf(a) || a.at.start - b.at.start || a.at.end - b.at.end,
  );
  const kept = heaviest.filter((match) => {
    if (occupied.has(match.path, match.at)) return false;
    occupied.add(match.path, match.at);
    return true;
  });
  return kept.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.at.start - b.at.start));
}
