import type { FileContext, Found } from "../context.ts";

const TERM =
  /\/token:|[\w-]*(?:zendesk|zd)[_-]?(?:api[_-]?)?(?:token|key)\w*|zendesk['’]?s? api (?:token|key)s?|api tokens? (?:from|in|of) zendesk/i;
const OTHER = /oauth|access[_ -]?token|webhook|jwt|chat|sunshine/i;

/** Prose that tells people to make or set an API token. */
export function mention(context: FileContext, emit: (found: Found) => void): void {
  for (const fact of context.file.facts) {
    if (fact.kind !== "prose") continue;
    const text = fact.value.parts
      .map((part) =>
        "text" in part ? part.text : "env" in part ? part.env : "name" in part ? part.name : "*",
      )
      .join("");
    const match = TERM.exec(text);
    if (!match || OTHER.test(match[0])) continue;
    emit({
      role: "mention",
      at: fact.at,
      scope: fact.scope,
      evidence: "name",
      confidence: "low",
      key: match[0].startsWith("/") ? "" : match[0],
    });
  }
}
