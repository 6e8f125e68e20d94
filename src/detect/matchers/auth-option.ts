import type { Entry, Value } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { literalOf } from "../select.ts";

const USER = /^(?:user(?:_?name)?|login|email|name)$/i;
const TOKEN = /^(?:pass(?:word|wd)?|pwd|token|secret)$/i;

/** The address a request goes to: the first argument, or the one behind its method (`request("PUT", url, …)`). */
function addressOf(args: readonly Value[]): Value | undefined {
  const [first] = args;
  const method = first && /^(?:get|post|put|patch|delete|head|options)$/i.test(literalOf(first) ?? "");
  return method ? args[1] : first;
}

const valueAt = (entries: readonly Entry[], pattern: RegExp): Value | undefined =>
  entries.find((entry) => pattern.test(entry.key))?.value;

/** Basic auth as an option: `auth=(u, p)`, `auth: [u, p]`, `auth: {username, password}`, `auth: "u:p"`, `session.auth = …`. */
export function authOption(context: FileContext, emit: (found: Found) => void): void {
  for (const place of context.places.values) {
    if (place.key === undefined) continue;
    const key = place.key.slice(place.key.lastIndexOf(".") + 1);
    if (!/^(?:auth|basic[-_]?auth(?:orization)?|http_?basic|digest[-_]?auth|userpwd|http_auth)$/i.test(key))
      continue;
    const host = addressOf(place.call?.args ?? []);
    const base = {
      role: "basic",
      scope: place.scope,
      evidence: "name",
      confidence: "medium",
      ...(host ? { host } : {}),
    } as const;
    for (const part of place.value.parts) {
      if ("list" in part && part.list.length >= 2) {
        const [user, token] = part.list;
        if (user && token) emit({ ...base, at: place.value.at, user, token });
      } else if ("object" in part) {
        const user = valueAt(part.object, USER);
        const token = valueAt(part.object, TOKEN);
        if (user && token) emit({ ...base, at: place.value.at, user, token });
        const bearer = valueAt(part.object, /^bearer$/i);
        if (bearer) emit({ ...base, role: "oauth", at: place.value.at, token: bearer });
      }
    }
    const only = place.value.parts.length === 1 ? place.value.parts[0] : undefined;
    const whole =
      place.value.parts.length > 1 ||
      (only !== undefined &&
        ("name" in only || "env" in only || ("call" in only && !/auth/i.test(only.call))));
    // `auth: diagnostics` is a name like any other, unless two halves stand behind it.
    if (whole) emit({ ...base, at: place.value.at, token: place.value, joinedOnly: true });
  }
}
