import type { FileContext, Found } from "../context.ts";
import { addressAround } from "../host.ts";
import { isPlaceholder, pairIn, schemeOf } from "../shapes.ts";

/** Names under which a variable holds a whole header: `ZENDESK_BASIC`, `APP_AUTH_BASIC`. */
const HOLDS_HEADER = /(?:^|_)BASIC(?:_|$)/i;

/** A value that begins with `Basic ` or `Bearer `: an Authorization header, however it is set. */
export function header(context: FileContext, scheme: "basic" | "bearer", emit: (found: Found) => void): void {
  for (const { value, scope, call, key, fact } of context.places.values) {
    const only = value.parts.length === 1 ? value.parts[0] : undefined;
    if (scheme === "basic" && only && "env" in only && /(?:^|\.)authorization$/i.test(key ?? "")) {
      if (HOLDS_HEADER.test(only.env))
        emit({ role: "basic", at: value.at, scope, evidence: "name", confidence: "medium", token: value });
      continue;
    }
    const found = schemeOf(value);
    if (!found || found.scheme !== scheme || found.rest.parts.length === 0 || pairIn(value)) continue;
    // Prose: `Basic authentication failed`; not `Basic [auth token]`.
    if (
      found.rest.parts.every(
        (part) => "text" in part && /\s|^auth|^token/i.test(part.text) && !isPlaceholder(part.text),
      )
    )
      continue;
    // `Token exchange failed: ${error}`: nothing that is sent has words before what it holds.
    const [first] = found.rest.parts;
    if (first && "text" in first && /\S\s/.test(first.text) && !isPlaceholder(first.text)) continue;
    const host =
      call?.args.find((argument) =>
        argument.parts.some((part) => "text" in part && part.text.includes("://")),
      ) ??
      addressAround(fact) ??
      call?.args[0];
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
