import type { Call, Entry, Value } from "../model/fact.ts";
import type { Selector } from "../model/rule.ts";

const find = (entries: readonly Entry[], key: string): Entry | undefined =>
  entries.find((entry) => entry.key === key) ??
  entries.find((entry) => entry.key.toLowerCase() === key.toLowerCase());

function descend(value: Value | undefined, path: readonly string[]): Value | undefined {
  let current = value;
  for (const key of path) {
    if (!current) return undefined;
    let next: Value | undefined;
    for (const part of current.parts) {
      if ("object" in part) next ??= find(part.object, key)?.value;
      else if ("list" in part && /^\d+$/.test(key)) next ??= part.list[Number(key)];
    }
    current = next;
  }
  return current;
}

/** Takes the selected value out of a call, the first alternative that is more than nothing; undefined when it has none. See {@link Selector}. */
export function select(call: Call, selector: Selector): Value | undefined {
  let absent: Value | undefined;
  for (const alternative of selector.split("|")) {
    const [head = "", ...path] = alternative.split(".");
    let value: Value | undefined;
    if (head === "receiver") value = descend(call.receiver, path);
    else if (/^\d+$/.test(head)) value = descend(call.args[Number(head)], path);
    else {
      value = descend(find(call.named, head)?.value, path);
      for (const argument of call.args) value ??= descend(argument, [head, ...path]);
    }
    if (isPresent(value)) return value;
    absent ??= value;
  }
  return absent;
}

/** Number of arguments, positional and named. */
export const arityOf = (call: Call): number => call.args.length + call.named.length;

/** The literal text of a value, when it is nothing but text. */
export function literalOf(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  let text = "";
  for (const part of value.parts) {
    if (!("text" in part)) return undefined;
    text += part.text;
  }
  return text;
}

/** False for a value that is absent, empty, `false`, `null` or an empty literal. */
export function isPresent(value: Value | undefined): boolean {
  if (!value || value.parts.length === 0) return false;
  const literal = literalOf(value);
  return literal === undefined || !/^(?:|false|null|none|nil|undefined|0)$/i.test(literal.trim());
}
