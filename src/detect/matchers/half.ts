import type { Entry, Part, Value } from "../../model/fact.ts";
import type { AssignFact, FileContext, Found } from "../context.ts";
import type { Place } from "../places.ts";
import { halfIn } from "../shapes.ts";

const TOKEN_KEY = /pass|token|secret|key|pwd|credential/i;
/** Entries of one parent looked at before and behind a user. */
const NEAR = 40;
const USER_KEY = /user|mail|login|name|account|auth|agent/i;

/** A user that ends in `/token`, with the token beside it where one stands there. */
export function half(context: FileContext, emit: (found: Found) => void): void {
  for (const place of context.places.values) {
    const user = halfIn(place.value);
    if (!user || !isUser(context, place, user)) continue;
    const token = beside(context, place);
    emit({
      // In configuration the pair is sent by whoever reads both settings.
      role: token && place.fact.kind !== "entry" ? "use" : "half",
      at: place.value.at,
      scope: place.scope,
      evidence: "shape",
      confidence: token ? "high" : "medium",
      user,
      ...(token ? { token } : {}),
      ...(place.fact.kind === "entry"
        ? { key: place.fact.path.join("."), ...(place.fact.commented ? { commented: true } : {}) }
        : {}),
    });
  }
}

/** A literal e-mail, a hole named like a user, or a place named like one: `{realm}/token` and `{base}/token` are addresses. */
function isUser(context: FileContext, place: Place, user: Value): boolean {
  const last = user.parts.at(-1);
  if (!last) return false;
  if ("text" in last && /@|mail|user|login|agent/i.test(last.text)) return true;
  if (named(last).some((name) => /mail|user|login|agent/i.test(name) || context.read(name).kind === "user"))
    return true;
  if (place.key !== undefined && USER_KEY.test(place.key.split(".").at(-1) ?? "")) return true;
  return /(?:basic_?auth|\.auth$|credential|userpwd)/i.test(place.call?.call ?? "");
}

/** Names a part is read from, through calls and alternatives. */
function named(part: Part): string[] {
  if ("name" in part) return [part.name.split(".").at(-1) ?? ""];
  if ("env" in part) return [part.env];
  if ("choice" in part) return part.choice.flatMap((value) => value.parts.flatMap(named));
  if ("call" in part)
    return [
      ...part.args,
      ...part.named.map((entry) => entry.value),
      ...(part.receiver ? [part.receiver] : []),
    ]
      .flatMap((value) => value.parts.flatMap((inner) => ("text" in inner ? [inner.text] : named(inner))))
      .concat(part.call.split(".").at(-1) ?? "");
  return [];
}

/** The value in the token's place: next in the tuple or argument list, or under a key that says so. */
function beside(context: FileContext, place: Place): Value | undefined {
  if (place.entries)
    return place.entries.find((entry: Entry) => entry.key !== place.key && TOKEN_KEY.test(entry.key))?.value;
  if (place.siblings && place.index !== undefined) {
    const next = place.siblings[place.index + 1];
    return next && !next.parts.some((part) => "object" in part || "opaque" in part) ? next : undefined;
  }
  if (place.fact.kind === "assign") return assignedBeside(context, place.fact);
  if (place.fact.kind !== "entry") return undefined;
  const own = place.fact;
  const parent = context.settings.get(own.path.slice(0, -1).join("\0")) ?? [];
  // Of several (three environments in one dotenv) the nearest; entries stand in source order.
  let low = 0;
  let high = parent.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parent[middle]?.at.start ?? 0) < own.at.start) low = middle + 1;
    else high = middle;
  }
  const nearby = parent
    .slice(Math.max(0, low - NEAR), low + NEAR)
    .filter((fact) => fact !== own && TOKEN_KEY.test(fact.path.at(-1) ?? ""));
  nearby.sort((a, b) => Math.abs(a.at.start - own.at.start) - Math.abs(b.at.start - own.at.start));
  return nearby[0]?.value;
}

/** `client.user = …` and `client.password = …`: the secret set on the same object. */
function assignedBeside(context: FileContext, { name, scope }: AssignFact): Value | undefined {
  const holder = name.slice(0, name.lastIndexOf(".") + 1);
  if (holder === "" || !/^(?:user(?:_?name)?|login|email)$/i.test(name.slice(holder.length)))
    return undefined;
  for (const fact of context.assigns)
    if (
      fact.scope === scope &&
      fact.name.startsWith(holder) &&
      /^(?:pass(?:word|wd)?|pwd|token|api_?key|secret)$/i.test(fact.name.slice(holder.length))
    )
      return fact.value;
  return undefined;
}
