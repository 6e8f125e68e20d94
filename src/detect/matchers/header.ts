import type { FileContext, Found } from "../context.ts";
import { pairIn, schemeOf } from "../shapes.ts";

/** A value that begins with `Basic ` or `Bearer `: an Authorization header, however it is set. */
export function header(context: FileContext, scheme: "basic" | "bearer", emit: (found: Found) => void): void {
  for (const { value, scope, call } of context.places.values) {
    const found = schemeOf(value);
    if (!found || found.scheme !== scheme || found.rest.parts.length === 0 || pairIn(value)) continue;
    // Prose: `Basic authentication failed`.
    if (found.rest.parts.every((part) => "text" in part && /\s|^auth|^token/i.test(part.text))) continue;
    const host =
      call?.args.find((argument) =>
        argument.parts.some((part) => "text" in part && part.text.includes("://")),
      ) ?? call?.args[0];
    emit({
      role: scheme === "basic" ? "basic" : "oauth",
      at: value.at,
      scope,
      evidence: "name",
      confidence: "medium",
      token: found.rest,
      ...(host ? { host } : {}),
    });
  }
}
