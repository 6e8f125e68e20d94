import type { Entry, Value } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";
import { literalText } from "./place.ts";

const NAMES = ["name", "key", "Name", "Key", "id"];
const VALUES = ["value", "default", "valueFrom", "Value", "value_from"];

/** Calls that only write or join what they are given, so that its keys are still the configuration's. */
const CARRIERS = new Set([
  "jsonencode",
  "yamlencode",
  "merge",
  "concat",
  "tomap",
  "toset",
  "tolist",
  "flatten",
  "base64encode",
  "sensitive",
]);

/** Emits an entry for every key of the objects in a value, below `path`. */
export function nestedEntries(
  lowering: Lowering,
  path: readonly string[],
  given: Value,
  depth: number,
): void {
  lowering.tick(depth);
  const [only] = given.parts;
  if (only === undefined || given.parts.length > 1) return;
  if ("object" in only) for (const entry of only.object) nested(lowering, path, entry, depth);
  else if ("choice" in only) for (const one of only.choice) nestedEntries(lowering, path, one, depth + 1);
  else if ("list" in only) for (const item of only.list) listed(lowering, path, item, depth);
  else if ("call" in only && CARRIERS.has(only.call))
    for (const argument of only.args) nestedEntries(lowering, path, argument, depth + 1);
}

function nested(lowering: Lowering, path: readonly string[], entry: Entry, depth: number): void {
  if (entry.key === "*") {
    nestedEntries(lowering, path, entry.value, depth + 1);
    return;
  }
  const below = [...path, entry.key];
  lowering.emit({ kind: "entry", at: spanning(entry), scope: 0, path: below, value: entry.value });
  nestedEntries(lowering, below, entry.value, depth + 1);
}

/** An item adds no segment unless it names itself: `{ name = "X", value = … }` is the entry `X` too. */
function listed(lowering: Lowering, path: readonly string[], item: Value, depth: number): void {
  const [only] = item.parts;
  const entries = only && "object" in only ? only.object : undefined;
  const naming = entries && namingEntry(entries);
  if (!entries || !naming) {
    nestedEntries(lowering, path, item, depth + 1);
    return;
  }
  const below = [...path, literalText(naming.value) ?? ""];
  emitNamed(lowering, below, entries, naming);
  nestedEntries(lowering, below, item, depth + 1);
}

/** The entry whose literal text names the map it stands in. */
export function namingEntry(entries: readonly Entry[]): Entry | undefined {
  for (const name of NAMES) {
    const found = entries.find((entry) => entry.key === name);
    if (found && literalText(found.value)) return found;
  }
  return undefined;
}

/** The entry that a map which names itself stands for, where it has a value. */
export function emitNamed(
  lowering: Lowering,
  path: readonly string[],
  entries: readonly Entry[],
  naming: Entry,
): void {
  const holder = VALUES.map((name) => entries.find((entry) => entry.key === name)).find(
    (entry) => entry !== undefined,
  );
  if (holder) lowering.emit({ kind: "entry", at: spanning(naming), scope: 0, path, value: holder.value });
}

const spanning = (entry: Entry): { start: number; end: number } => ({
  start: entry.at.start,
  end: entry.value.at.end,
});
