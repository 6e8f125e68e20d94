import { FACETS } from "./facets.ts";
import { type Sorting, UNSORTED } from "./sort.ts";

/** What of the page stands in its address, so that it can be sent to others. */
export interface View {
  readonly text: string;
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sorting: Sorting;
  /** Id of the chosen finding; "" for none. */
  readonly finding: string;
}

/** The page as it opens without an address. */
export const START: View = { text: "", chosen: new Map(), sorting: UNSORTED, finding: "" };

/** A view as the part of an address after `#`; "" for the start. */
export function writeAddress({ text, chosen, sorting, finding }: View): string {
  const address = new URLSearchParams();
  if (text !== "") address.set("q", text);
  for (const { id } of FACETS) for (const value of chosen.get(id) ?? []) address.append(id, value);
  if (sorting.column !== UNSORTED.column || sorting.descending)
    address.set("sort", `${sorting.descending ? "-" : ""}${sorting.column}`);
  if (finding !== "") address.set("finding", finding);
  return address.toString();
}

/** Reads what {@link writeAddress} wrote; undefined for an address that leads to a place in the page, or to none. Anyone may have written it. */
export function readAddress(hash: string): View | undefined {
  const address = hash.replace(/^#/, "");
  if (!address.includes("=")) return undefined;
  const given = new URLSearchParams(address);
  const chosen = new Map<string, ReadonlySet<string>>();
  for (const { id } of FACETS) {
    const values = given.getAll(id);
    if (values.length > 0) chosen.set(id, new Set(values));
  }
  const sort = given.get("sort") ?? "";
  const sorting =
    sort === "" ? UNSORTED : { column: sort.replace(/^-/, ""), descending: sort.startsWith("-") };
  return { text: given.get("q") ?? "", chosen, sorting, finding: given.get("finding") ?? "" };
}
