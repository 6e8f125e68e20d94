import type { Part, Span, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";

/** A text with `{{name}}`, `{{$dotenv X}}`, `{{$processEnv X}}`, `{{$env.X}}` put in. */
export function filledValue(text: string, at: Span): Value {
  const parts: Part[] = [];
  let last = 0;
  for (const match of text.matchAll(/\{\{([^{}\n]{1,300})\}\}/g)) {
    parts.push({ text: text.slice(last, match.index) }, variablePart((match[1] ?? "").trim()));
    last = match.index + match[0].length;
  }
  parts.push({ text: text.slice(last) });
  return value(at, parts);
}

function variablePart(text: string): Part {
  const environment =
    /^\$(?:dotenv|processEnv)\s+%?(\w+)$/.exec(text) ??
    /^\$env\.(\w+)$/.exec(text) ??
    /^process\.env\.(\w+)$/.exec(text);
  if (environment) return { env: environment[1] ?? "" };
  if (text.startsWith("$shared ")) return { name: text.slice(8).trim() };
  // `{{login.response.body.token}}` is a name like any other; `{{$guid}}` is nothing to read.
  return /^[A-Za-z_][\w.\-[\]]*$/.test(text) ? { name: text } : { opaque: true };
}
