import type { Severity } from "../model/rule.ts";

/** Order of two texts by code units. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ORDER: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** The lesser of two severities. */
export const lower = (a: Severity, b: Severity): Severity => (ORDER[a] <= ORDER[b] ? a : b);

/** The first of those that have the same key, in their order. */
export function uniqueBy<T>(list: readonly T[], key: (one: T) => string): T[] {
  const seen = new Set<string>();
  return list.filter((one) => {
    const id = key(one);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
