import type { Value } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { pairIn } from "../shapes.ts";

/** `{user}/token:{token}` joined in one value, in every spelling. */
export function pair(context: FileContext, emit: (found: Found) => void): void {
  // GitHub's first API signed in the same way.
  if (!context.vendor && context.lower.includes("github")) return;
  for (const { value, scope, fact } of context.places.values) {
    const found = isProse(value) ? undefined : pairIn(value);
    if (found) {
      emit({
        role: "use",
        at: value.at,
        scope,
        evidence: "shape",
        confidence: "high",
        ...found,
        ...(fact.kind === "entry" && fact.commented ? { commented: true } : {}),
      });
      continue;
    }
    // A literal that decodes to the pair, or an e-mail's literal URL userinfo.
    const literal = value.parts.find((part) => "secret" in part && part.secret === "basic-pair");
    if (literal)
      emit({
        role: "use",
        at: value.at,
        scope,
        evidence: "shape",
        confidence: "high",
        token: { at: value.at, parts: [literal] },
      });
  }
}

/** A sentence that speaks of the pair: nothing but text, with blanks in it. */
function isProse(value: Value): boolean {
  return value.parts.every((part) => "text" in part && /\S\s+\S/.test(part.text));
}
