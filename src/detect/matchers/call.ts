import type { Value } from "../../model/fact.ts";
import type { CallMatcher } from "../../model/rule.ts";
import type { FileContext, Found } from "../context.ts";
import { isOpenEnded, matchesName } from "../glob.ts";
import { addressAround } from "../host.ts";
import { openCalls, selectThrough } from "../options.ts";
import { arityOf, isPresent, literalOf, select } from "../select.ts";

/** Matches calls and constructions by callee, arity and arguments. */
export function matchCalls(context: FileContext, matcher: CallMatcher, emit: (found: Found) => void): void {
  const calls = isOpenEnded(matcher.call) ? context.calls : context.asked;
  for (const { call, at, scope, fact } of calls) {
    if (!matcher.call.some((glob) => matchesName(glob, call.call))) continue;
    if (matcher.arity && (arityOf(call) < matcher.arity[0] || arityOf(call) > matcher.arity[1])) continue;
    const host = matcher.role === "basic" ? addressAround(fact) : undefined;
    for (const opened of openCalls(context, call)) {
      if (
        matcher.where &&
        !Object.entries(matcher.where).every(([selector, allowed]) =>
          isOne(select(opened, selector), allowed),
        )
      )
        continue;
      const token = matcher.token === undefined ? undefined : selectThrough(opened, matcher.token);
      if (matcher.token !== undefined && (!token || !isPresent(token.value))) continue;
      const user = matcher.user === undefined ? undefined : selectThrough(opened, matcher.user);
      const blocked = matcher.without?.some((selector) => isPresent(select(opened, selector))) ?? false;
      emit({
        // An OAuth option beside the token makes it an OAuth token: names that reach it are not API tokens.
        role: blocked ? "oauth" : (matcher.role ?? "use"),
        at,
        scope,
        evidence: matcher.role === "basic" ? "name" : "sdk",
        confidence: token?.hidden ? "medium" : "high",
        ...(matcher.foreign ? { foreign: true as const } : {}),
        ...(host ? { host } : {}),
        ...(matcher.joinedOnly ? { joinedOnly: true as const } : {}),
        ...(token ? { token: token.value } : {}),
        ...(user ? { user: user.value } : {}),
      });
    }
  }
}

/** True when a value is one of the texts, as a literal or as the last segment of a name (`Auth::BASIC`, `CURLOPT_USERPWD`); `*` is any value but false and nothing. */
function isOne(value: Value | undefined, allowed: readonly string[]): boolean {
  if (!value) return false;
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  const text = literalOf(value) ?? (only && "name" in only ? only.name.split(".").at(-1) : undefined);
  const words = text?.toLowerCase();
  return allowed.some((one) =>
    one === "*"
      ? isPresent(value)
      : words !== undefined &&
        (words === one.toLowerCase() || words.split(/[^a-z\d]+/).includes(one.toLowerCase())),
  );
}
