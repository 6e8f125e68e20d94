import { distance } from "fastest-levenshtein";

/** A hint at the nearest known word, or all of them. */
export function suggest(given: string, known: readonly string[]): string {
  const nearest = [...known].sort((a, b) => distance(given, a) - distance(given, b))[0];
  return nearest !== undefined && distance(given, nearest) <= Math.max(2, given.length / 3) ? `Did you mean "${nearest}"?` : `Known: ${known.join(", ")}.`;
}
