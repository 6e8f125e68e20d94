import type { Site } from "./recipe.ts";

/** In front of `.zendesk.com`: Zendesk's own sites, and what documentation says instead of a name. */
const NOBODY =
  /^(?:www|support|developers?|api|help|status|static|example|(?:sub)?domain|(?:my)?company|your[\w-]*)$/i;

/** True when a name in front of `.zendesk.com` may be that of an account. */
export const isAccount = (name: string): boolean => !NOBODY.test(name);

/**
 * A reason when a file speaks of another account than the provider's, which sends its token to one only. `texts` are the literal pieces of its strings;
 * `computed` the expressions that stand in front of `.zendesk.com`.
 */
export function accountsReason(
  { host }: Site,
  texts: readonly string[],
  computed: readonly string[] = [],
): string[] {
  const own = host.kind === "literal" ? host.url : host.kind === "env" ? (host.default ?? "") : "";
  const known = (/^(?:https?:\/\/)?([\w-]+)(?:\.zendesk\.com|$)/.exec(own)?.[1] ?? own).toLowerCase();
  const found = new Set<string>();
  for (const text of texts)
    for (const [, name = ""] of text.matchAll(/(?:^|\/\/|@)([a-z\d][\w-]*)\.zendesk\.com/gi))
      if (isAccount(name)) found.add(name.toLowerCase());
  // Accounts have addresses of their own, too.
  const mapped = texts
    .map((text) => /^https?:\/\/([\w.-]+)\/api\/v2\b/i.exec(text)?.[1]?.toLowerCase())
    .find((name) => name !== undefined && !name.endsWith(".zendesk.com") && !own.includes(name));
  if (mapped !== undefined)
    return [`Some requests may go to ${mapped}: the provider sends its token to one address only.`];
  if (known !== "") found.delete(known);
  else if (found.size <= 1) found.clear();
  const [other] = [...found].sort();
  if (other !== undefined)
    return [
      `Some requests may go to ${other}.zendesk.com: the provider sends its token to one account only.`,
    ];
  const [expression] = host.kind === "literal" ? computed : [];
  return expression === undefined
    ? []
    : [
        `The account may be another one by ${expression}: the provider sends its token to ${host.kind === "literal" ? host.url : "one"} only.`,
      ];
}
