import type { Call, Entry, Span, Value } from "../../model/fact.ts";
import { formatParts, value } from "../adapter.ts";
import { readBy } from "./environment.ts";
import { FORMATS, JOINS, WRAPPERS } from "./vocabulary.ts";

/** The value of a call every language knows: an environment read, a format, a join, a conversion to text. */
export function seenThrough(call: Call, at: Span): Value | undefined {
  const { args, named, receiver } = call;
  const callee = call.call;
  const read = receiver ? undefined : readBy(callee, args);
  if (read) {
    const variable = value(at, [{ env: read.env }]);
    return read.fallback ? { at, parts: [{ choice: [variable, read.fallback] }] } : variable;
  }
  const only = args.length === 1 && named.length === 0 && !receiver ? args[0] : undefined;
  if (only && WRAPPERS.test(callee)) return { at, parts: only.parts };
  if (args.length > 1 && (JOINS.test(callee) || (callee === "paste" && isUnspaced(named))))
    return value(
      at,
      args.flatMap((one) => one.parts),
    );
  // Swift names its format: `String(format: "%@/token:%@", email, token)`.
  const template = /^(?:NS)?String$/.test(callee) && named.find((entry) => entry.key === "format");
  const first = template && template.value.parts.length === 1 ? template.value.parts[0] : undefined;
  if (first && "text" in first)
    return value(at, formatParts(first.text.replace(/%@/g, "%s"), "percent", args));
  const format = FORMATS.test(callee) && args[0]?.parts.length === 1 ? args[0].parts[0] : undefined;
  if (!format || !("text" in format)) return undefined;
  const style = /%[\w(-]/.test(format.text) ? "percent" : "brace";
  const inline = callee.endsWith("!") ? captured(format.text, named, at) : named;
  return value(at, formatParts(format.text, style, args.slice(1), inline));
}

/** R's `paste(email, "/token", sep = "")`. */
const isUnspaced = (named: readonly Entry[]): boolean =>
  named.some(
    ({ key, value: { parts } }) => key === "sep" && parts.every((part) => "text" in part && part.text === ""),
  );

/** Rust fills a hole with the variable it names: `format!("Basic {encoded}")`. */
function captured(format: string, named: readonly Entry[], at: Span): Entry[] {
  const entries = [...named];
  for (const [, key = ""] of format.matchAll(/\{([A-Za-z_]\w*)[:}]/g))
    if (!entries.some((entry) => entry.key === key))
      entries.push({ key, at, value: { at, parts: [{ name: key }] } });
  return entries;
}
