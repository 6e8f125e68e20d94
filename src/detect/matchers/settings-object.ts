import type { Entry } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { literalOf } from "../select.ts";

const TOKEN = /^(?:(?:zendesk|zd)_?)?(?:api_?)?(?:token|key)$/i;
const USER = /^(?:(?:zendesk|zd|user)_?)?(?:e_?mail|user(?:_?name)?|login)$/i;
const HOST = /^(?:(?:zendesk|zd)_?)?(?:sub_?domain|remote_?uri|endpoint_?uri|domain|account|host|url|site)$/i;
const OTHER = /oauth|access_?token|bearer|refresh/i;

/** An object with a user, a token and an address of Zendesk: the settings of a client, whoever takes them. */
export function settingsObject(context: FileContext, emit: (found: Found) => void): void {
  for (const { value, scope } of context.places.values) {
    for (const part of value.parts) {
      if (!("object" in part) || part.object.some((entry) => OTHER.test(entry.key))) continue;
      const token = part.object.find((entry) => TOKEN.test(entry.key));
      const host = part.object.find((entry) => HOST.test(entry.key));
      if (
        !token ||
        isSchema(token) ||
        !host ||
        !part.object.some((entry) => USER.test(entry.key)) ||
        !isZendesk(context, part.object, host)
      )
        continue;
      emit({
        // A literal beside a user and an address is used wherever the object goes.
        role: token.value.parts.some((part) => "secret" in part) ? "use" : "declaration",
        at: token.at,
        scope,
        key: token.key,
        token: token.value,
        evidence: "name",
        confidence: "medium",
      });
    }
  }
}

/** `apiToken: z.string()`: what such an object looks like, not one. */
function isSchema({ value }: Entry): boolean {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return (
    only !== undefined &&
    "call" in only &&
    /(?:^|\.)(?:string|str|text|nonempty|min|max|optional|required|describe|trim|String|TextField|CharField)$/.test(
      only.call,
    )
  );
}

/** A key or the address says Zendesk; `subdomain` beside a user and a token does in a file that speaks of it. */
function isZendesk(context: FileContext, entries: readonly Entry[], host: Entry): boolean {
  if (entries.some((entry) => context.read(entry.key).vendor) || /zendesk/i.test(literalOf(host.value) ?? ""))
    return true;
  return context.vendor && /sub_?domain|remote_?uri|endpoint_?uri/i.test(host.key);
}
