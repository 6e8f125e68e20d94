import { SEVERITIES } from "../../summary.ts";
import type { Row } from "./rows.ts";

/** Which column the table is sorted by. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Worst first, then by place: the order the rows come in. */
export const UNSORTED: Sorting = { column: "severity", descending: false };

const KEYS: Readonly<Record<string, (row: Row) => string | number>> = {
  severity: (row) => SEVERITIES.indexOf(row.severity),
  place: (row) => row.path,
  rule: (row) => row.rule,
  credential: (row) => row.credential,
  owner: (row) => row.owners.join(" "),
  state: (row) => row.state,
};

/** Rows in another order; rows that are equal keep theirs. */
export function sortRows(rows: readonly Row[], { column, descending }: Sorting): Row[] {
  const key = (Object.hasOwn(KEYS, column) && KEYS[column]) || (() => 0);
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * compare(a.key, b.key) || a.row.index - b.row.index);
  return keyed.map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
