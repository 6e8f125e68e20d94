import type { EntryMatcher } from "../../model/rule.ts";
import type { FileContext, Found } from "../context.ts";
import { lastKeysOf, matchesPath } from "../glob.ts";
import { literalOf } from "../select.ts";

/** Matches configuration entries by key path and literal value. */
export function matchEntries(
  context: FileContext,
  matcher: EntryMatcher,
  emit: (found: Found) => void,
): void {
  if (lastKeysOf(matcher.entry)?.every((key) => !context.keys.has(key))) return;
  const value = matcher.valueMatches === undefined ? undefined : new RegExp(matcher.valueMatches);
  for (const fact of context.entries) {
    if (!matcher.entry.some((glob) => matchesPath(glob, fact.path))) continue;
    if (value && !value.test(literalOf(fact.value) ?? "")) continue;
    emit({
      role: matcher.role ?? "use",
      at: fact.at,
      scope: fact.scope,
      evidence: "sdk",
      confidence: "high",
      token: fact.value,
      key: fact.path.join("."),
      ...(fact.commented ? { commented: true } : {}),
    });
  }
}
