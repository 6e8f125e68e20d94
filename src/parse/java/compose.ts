import type { Node } from "web-tree-sitter";
import type { Part, Span, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";

/** Alternatives as one value; nested alternatives are flattened, a single one stays itself. */
export function choiceOf(at: Span, values: readonly Value[]): Value {
  const flat = values.flatMap((one) => {
    const only = one.parts.length === 1 ? one.parts[0] : undefined;
    return only && "choice" in only ? only.choice : [one];
  });
  const [first] = flat;
  return flat.length === 1 && first ? { at, parts: first.parts } : { at, parts: [{ choice: flat }] };
}

/** The key a map entry's key expression stands for: its text, or the last segment of a constant's name. */
export function keyOf(key: Value): string {
  const only = key.parts.length === 1 ? key.parts[0] : undefined;
  if (only && "text" in only) return only.text;
  if (only && "name" in only) return only.name.slice(only.name.lastIndexOf(".") + 1);
  return "*";
}

/** Operands of a left-nested chain of one operator, in order; a loop, because generated code concatenates by the hundred. */
export function operands(node: Node, type: string, operator: string): Node[] {
  const found: Node[] = [];
  let current: Node | null = node;
  while (current && current.type === type && current.childForFieldName("operator")?.type === operator) {
    const right = current.childForFieldName("right");
    if (right) found.push(right);
    current = current.childForFieldName("left");
  }
  if (current) found.push(current);
  return found.reverse();
}

/** Parts of several values in order; a sum of nothing but unreadable things is unreadable. */
export function concatenation(at: Span, values: readonly Value[]): Value {
  const parts = values.flatMap((one) => one.parts);
  return parts.length > 0 && parts.every((part) => "opaque" in part) ? opaqueValue(at) : value(at, parts);
}

/** True when some part, at any depth outside of calls (which are facts themselves), is worth a rule's look. */
export function holdsText(of: Value): boolean {
  return of.parts.some((part) => {
    if ("text" in part) return part.text !== "true" && part.text !== "false";
    if ("object" in part) return part.object.some((entry) => holdsText(entry.value));
    if ("list" in part) return part.list.some(holdsText);
    if ("choice" in part) return part.choice.some(holdsText);
    return "env" in part;
  });
}

const weights = new WeakMap<Value, number>();

function weightOfAll(values: readonly Value[]): number {
  let sum = 0;
  for (const one of values) {
    const weight = weights.get(one) ?? weightOf(one.parts);
    weights.set(one, weight);
    sum += weight;
  }
  return sum;
}

/** Number of parts, inner ones included. Values are shared between parts, so each is counted once and remembered. */
export function weightOf(parts: readonly Part[]): number {
  let sum = 0;
  for (const part of parts) {
    sum++;
    if ("call" in part) {
      sum += weightOfAll(part.args) + weightOfAll(part.named.map((entry) => entry.value));
      if (part.receiver) sum += weightOfAll([part.receiver]);
    } else if ("object" in part) sum += weightOfAll(part.object.map((entry) => entry.value));
    else if ("list" in part) sum += weightOfAll(part.list);
    else if ("choice" in part) sum += weightOfAll(part.choice);
  }
  return sum;
}
