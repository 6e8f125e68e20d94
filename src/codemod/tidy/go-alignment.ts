import type { Node } from "web-tree-sitter";
import type { Replacement } from "../pieces.ts";

/**
 * What gofmt would do to the neighbours of a field or an element that goes: names and types, keys and values stand in columns as wide as the longest of
 * the lines that follow each other.
 */
export function realigned(items: readonly Node[], gone: Node): Replacement[] {
  const index = items.findIndex((item) => item.id === gone.id);
  let first = index;
  let last = index;
  while (first > 0 && follows(items[first - 1], items[first])) first--;
  while (last < items.length - 1 && follows(items[last], items[last + 1])) last++;
  const cells = items.slice(first, last + 1).map(cellsOf);
  if (cells.some((one) => one === undefined)) return [];
  const known = cells.flatMap((one) => one ?? []);
  // Written without columns: left as it is.
  if (new Set(known.map(({ value }) => value.startPosition.column)).size > 1) return [];
  const kept = known.filter(({ item }) => item.id !== gone.id);
  const width = Math.max(...kept.map(({ from, item }) => from - item.startIndex)) + 1;
  return kept.flatMap(({ item, from, value }) => {
    const spaces = " ".repeat(width - (from - item.startIndex));
    return value.startIndex - from === spaces.length
      ? []
      : [{ at: { start: from, end: value.startIndex }, text: spaces }];
  });
}

const follows = (before: Node | undefined, after: Node | undefined): boolean =>
  before !== undefined && after !== undefined && after.startPosition.row - before.endPosition.row === 1;

/** Where the first column of a line ends, and what stands in the second; undefined for more than two columns or lines. */
function cellsOf(item: Node): { item: Node; from: number; value: Node }[] | undefined {
  if (item.startPosition.row !== item.endPosition.row || item.childForFieldName("tag")) return undefined;
  if (item.type === "field_declaration") {
    const name = item.childrenForFieldName("name").at(-1);
    const value = item.childForFieldName("type");
    // An embedded type is a column of its own.
    return name && value ? [{ item, from: name.endIndex, value }] : undefined;
  }
  const key = item.namedChild(0);
  const value = item.namedChild(1);
  return key && value ? [{ item, from: key.endIndex + 1, value }] : undefined;
}
