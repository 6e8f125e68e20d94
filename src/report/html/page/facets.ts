import { SEVERITIES } from "../../summary.ts";
import { SUPPRESSED } from "../data.ts";
import type { Row } from "./rows.ts";

/** A property of findings that they can be filtered by. */
export interface Facet {
  /** What an address calls it. */
  readonly id: string;
  readonly label: string;
  readonly values: (row: Row) => readonly string[];
  /** The order of its values where it is not that of how many findings they have. */
  readonly order?: readonly string[];
}

/** Every facet, as the filters stand in a row. */
export const FACETS: readonly Facet[] = [
  { id: "severity", label: "Severity", values: (row) => [row.severity], order: SEVERITIES },
  { id: "rule", label: "Rule", values: (row) => [row.rule] },
  { id: "language", label: "Language", values: (row) => [row.language] },
  { id: "directory", label: "Directory", values: (row) => [row.directory] },
  { id: "owner", label: "Owner", values: (row) => row.owners },
  { id: "placement", label: "Placement", values: (row) => [row.placement] },
  { id: "due", label: "Deadline", values: (row) => [row.due] },
  { id: "state", label: "State", values: (row) => [row.state] },
];

/** What is asked for. */
export interface Query {
  readonly text: string;
  /** Values by facet; a facet that is not there asks for nothing. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a query leaves, and how many findings each value of each facet would have. */
export interface Result {
  readonly rows: readonly Row[];
  /** By facet and value. The findings of a value count whatever else of its own facet is chosen, so that a choice shows what another would give. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, Tally>>;
  /** Findings that would be there, too, if suppressed ones were asked for. */
  readonly suppressed: number;
}

/** Findings by severity. */
export type Tally = Record<Row["severity"], number>;

/** Finds the rows that a query asks for: every word, and one of the chosen values of every facet. Suppressed findings are there only when asked for. */
export function search(rows: readonly Row[], query: Query, haystack: (row: Row) => string): Result {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = new Map(FACETS.map(({ id }) => [id, new Map<string, Tally>()]));
  const found: Row[] = [];
  let suppressed = 0;
  for (const row of rows) {
    if (words.length > 0) {
      const text = haystack(row);
      if (!words.every((word) => text.includes(word))) continue;
    }
    const failed = FACETS.filter((facet) => !passes(facet, row, query));
    if (failed.length === 0) found.push(row);
    if (failed.length > 1) continue;
    if (row.state === SUPPRESSED && failed[0]?.id === "state") suppressed++;
    for (const facet of failed.length === 0 ? FACETS : failed) count(counts.get(facet.id), facet, row);
  }
  return { rows: found, counts, suppressed };
}

function passes({ id, values }: Facet, row: Row, { chosen }: Query): boolean {
  const wanted = chosen.get(id);
  if (wanted === undefined) return id !== "state" || row.state !== SUPPRESSED;
  return values(row).some((value) => wanted.has(value));
}

function count(tallies: Map<string, Tally> | undefined, { values }: Facet, row: Row): void {
  for (const value of values(row)) {
    let tally = tallies?.get(value);
    if (!tally) {
      tally = { error: 0, warning: 0, note: 0 };
      tallies?.set(value, tally);
    }
    tally[row.severity]++;
  }
}

/** The findings of a tally. */
export function totalOf({ error, warning, note }: Tally): number {
  return error + warning + note;
}

/** The values of a facet with their findings, most first or in the facet's own order. */
export function rankedValues(facet: Facet, counts: Result["counts"]): [value: string, tally: Tally][] {
  const all = [...(counts.get(facet.id) ?? [])];
  const rank = (value: string): number => facet.order?.indexOf(value) ?? 0;
  return all.sort(
    ([a, left], [b, right]) =>
      rank(a) - rank(b) || totalOf(right) - totalOf(left) || (a < b ? -1 : a > b ? 1 : 0),
  );
}
