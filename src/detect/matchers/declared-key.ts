import type { FileContext, Found } from "../context.ts";

/** Keys of objects and schemas in code that are spelled like environment variables: `ZENDESK_API_TOKEN: z.string()`, `{"ZENDESK_TOKEN": token}`. */
export function declaredKey(context: FileContext, emit: (found: Found) => void): void {
  for (const { value, scope, fact } of context.places.values) {
    if (fact.kind === "entry" || fact.kind === "prose") continue;
    for (const part of value.parts) {
      if (!("object" in part)) continue;
      for (const entry of part.object) {
        if (!/^[A-Z]\w*_\w+$/.test(entry.key)) continue;
        const reading = context.read(entry.key);
        if (reading.vendor && reading.kind === "token")
          emit({
            role: "declaration",
            at: entry.at,
            scope,
            key: entry.key,
            token: entry.value,
            evidence: "name",
            confidence: "low",
          });
      }
    }
  }
}
