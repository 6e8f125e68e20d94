import type { Call, Fact, Value } from "../../model/fact.ts";
import { ParseBound } from "../adapter.ts";

/** Nodes a file's facts may have in all, per character of the file: code people write stays below 2. */
const PER_CHARACTER = 20;

/** Nodes any file may have. */
const ALWAYS = 200_000;

/**
 * Facts share what they nest (a call stands in its parent too), but whoever copies them copies it each time.
 * Throws {@link ParseBound} for a file that nests so that the copies would fill the memory.
 */
export function boundSize(facts: readonly Fact[], characters: number): void {
  const known = new Map<Value, number>();
  const limit = ALWAYS + PER_CHARACTER * characters;
  let total = 0;
  for (const fact of facts) {
    if (fact.kind === "call") total += callSize(fact, known);
    else if ("value" in fact) total += sizeOf(fact.value, known);
    if (total > limit) throw new ParseBound("too-deep");
  }
}

function callSize(call: Call, known: Map<Value, number>): number {
  let size = 1;
  for (const argument of call.args) size += sizeOf(argument, known);
  return call.receiver ? size + sizeOf(call.receiver, known) : size;
}

function sizeOf(value: Value, known: Map<Value, number>): number {
  const before = known.get(value);
  if (before !== undefined) return before;
  let size = 1;
  for (const part of value.parts) {
    if ("call" in part) size += callSize(part, known);
    else if ("object" in part) for (const entry of part.object) size += 1 + sizeOf(entry.value, known);
    else if ("list" in part) for (const one of part.list) size += sizeOf(one, known);
    else if ("choice" in part) for (const one of part.choice) size += sizeOf(one, known);
    else size += 1;
  }
  known.set(value, size);
  return size;
}
