import type { EndpointCall } from "./calls.ts";
import type { ScopePlan } from "./plan.ts";

/** Colours of the table; what they are is the caller's. */
export interface Paint {
  readonly scope: (text: string) => string;
  readonly place: (text: string) => string;
  readonly doubt: (text: string) => string;
}

const PLAIN: Paint = { scope: (text) => text, place: (text) => text, doubt: (text) => text };

/** Calls listed for one scope. */
const MOST = 12;

/** `zunset scopes` as text, a line each: the string, each scope with the calls it is for and how sure they are, then what to check. */
export function scopeTable(plan: ScopePlan, paint: Paint = PLAIN): string[] {
  const lines = [`scope: ${paint.scope(plan.scope)}${plan.fallback ? paint.doubt("  (fallback)") : ""}`];
  for (const { scope, calls } of plan.because) {
    lines.push("", paint.scope(scope));
    if (calls.length === 0) lines.push(paint.doubt("  no call; see below"));
    for (const { method, endpoint, places } of grouped(calls).slice(0, MOST))
      lines.push(
        `  ← ${method === "unknown" ? "any method" : method} ${endpoint}  ${places
          .map(
            (one) =>
              paint.place(`(${one.path}:${one.line})`) +
              (one.sure === "certain" ? "" : paint.doubt(` ${one.sure}`)),
          )
          .slice(0, 4)
          .join(" ")}${places.length > 4 ? ` and ${places.length - 4} more` : ""}`,
      );
    const more = grouped(calls).length - MOST;
    if (more > 0) lines.push(`  and ${more} more endpoints`);
  }
  if (plan.notes.length > 0) {
    lines.push("", "to check:");
    for (const note of plan.notes) lines.push(paint.doubt(`  - ${note}`));
  }
  return lines;
}

/** Calls by method and endpoint, in order of first appearance. */
function grouped(
  calls: readonly EndpointCall[],
): { method: string; endpoint: string; places: EndpointCall[] }[] {
  const groups = new Map<string, { method: string; endpoint: string; places: EndpointCall[] }>();
  for (const call of calls) {
    const key = `${call.method} ${call.endpoint}`;
    const group = groups.get(key);
    if (group) group.places.push(call);
    else groups.set(key, { method: call.method, endpoint: call.endpoint, places: [call] });
  }
  return [...groups.values()];
}
