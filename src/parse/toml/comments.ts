import type { Lowering } from "../adapter.ts";
import type { EntryWalk } from "../yaml/entries.ts";
import { at, type ConfigNode, type MapNode, textOf } from "../yaml/node.ts";
import { readToml, type TomlDocument } from "./read.ts";

const HEADER = /^\[{1,2}\s*([\w."'-]{1,200})\s*\]{1,2}\s*(?:#.*)?$/;
const ASSIGNMENT = /^[\w."'-]{1,200}\s*=\s*\S/;

/** Emits entries for commented-out `key = value` lines, below the table they stand in. */
export function commentedToml(lowering: Lowering, walk: EntryWalk, document: TomlDocument): void {
  const { text } = lowering;
  const inside = [...walk.blocks].sort((a, b) => a.start - b.start);
  let tables = 0;
  let path: readonly string[] = [];
  let commentedPath: readonly string[] | null = null;
  let nextInside = 0;
  for (let from = 0; from < text.length; ) {
    lowering.tick();
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    for (let next = document.tables[tables]; next && next.start <= end; next = document.tables[++tables])
      path = tablePath(document.root, next);
    while (nextInside < inside.length && (inside[nextInside]?.end ?? 0) <= from) nextInside++;
    const covered = (inside[nextInside]?.start ?? text.length) < from;
    const mark = covered ? null : /^[ \t]*#+[ \t]*/.exec(text.slice(from, Math.min(end, from + 300)));
    if (mark) {
      const start = from + mark[0].length;
      const line = text.slice(start, Math.min(end, start + 2000)).trimEnd();
      const header = HEADER.exec(line)?.[1];
      if (header) commentedPath = header.split(".").map((key) => key.replace(/^["']|["']$/g, ""));
      else if (ASSIGNMENT.test(line)) {
        const read = readToml(line, start, lowering);
        if (read) walk.commented(read.root, commentedPath ?? path);
      }
    } else if (text.slice(from, end).trim() !== "") commentedPath = null;
    from = end + 1;
  }
}

/** A table's key path, with the name of each item of an array of tables on the way. */
function tablePath(root: MapNode, table: TomlDocument["tables"][number]): string[] {
  const path: string[] = [];
  let current: MapNode | undefined = root;
  for (const key of table.keys) {
    path.push(key);
    const next: ConfigNode | undefined = current ? at(current, key) : undefined;
    const item: ConfigNode | undefined =
      next?.kind === "list" ? (next.items.includes(table.table) ? table.table : next.items.at(-1)) : next;
    current = item?.kind === "map" ? item : undefined;
    const name =
      next?.kind === "list"
        ? ["name", "key", "Name", "Key", "id"].map((one) => textOf(at(item, one))).find((one) => one)
        : undefined;
    if (name) path.push(name);
  }
  return path;
}
