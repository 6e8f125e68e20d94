import type { FileContext, Found } from "../context.ts";
import { besideOther } from "../host.ts";

/** What Rails signs cookies with, in an application that is named after Zendesk. */
const COOKIE_SECRET = /\.config\.secret_(?:token|key_base)$/;

/** A literal credential under a name that says Zendesk API token. */
export function literal(context: FileContext, emit: (found: Found) => void): void {
  for (const place of context.places.values) {
    const only = place.value.parts.length === 1 ? place.value.parts[0] : undefined;
    if (!only || !("secret" in only) || only.secret === "oauth" || place.key === undefined) continue;
    if (COOKIE_SECRET.test(place.key)) continue;
    if (place.fact.kind === "entry" && besideOther(context, place.fact)) continue;
    const key = place.fact.kind === "entry" ? place.fact.path.slice(-2).join(".") : place.key;
    const reading = context.read(key);
    if (reading.kind !== "token" || !reading.vendor) continue;
    emit({
      role: "use",
      at: place.value.at,
      scope: place.scope,
      evidence: "name",
      confidence: "medium",
      token: place.value,
      key: place.key,
    });
  }
}
