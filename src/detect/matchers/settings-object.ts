import type { Entry, EntryFact } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { literalOf } from "../select.ts";

const TOKEN = /^(?:(?:zendesk|zd)_?)?(?:api_?)?(?:token|key)$/i;
const USER = /^(?:(?:zendesk|zd|user)_?)?(?:e_?mail|user(?:_?name)?|login)$/i;
const HOST =
  /^(?:(?:zendesk|zd)_?)?(?:(?:api|base|remote|endpoint)_?)?(?:sub_?domain|ur[il]|domain|account|host(?:_?name)?|site)$/i;
const ADDRESS = /^["']?(?:https?:\/\/)?[\w.<>{}$-]{1,100}\.zendesk\.com(?:\/(?:api(?:\/v2)?\/?)?)?["']?$/i;
const OTHER = /oauth|access_?token|bearer|refresh/i;

/** An object with a user, a token and an address of Zendesk: the settings of a client, whoever takes them. */
export function settingsObject(context: FileContext, emit: (found: Found) => void): void {
  settingsFile(context, emit);
  for (const { value, scope } of context.places.values) {
    for (const part of value.parts) {
      if (!("object" in part) || part.object.some((entry) => OTHER.test(entry.key))) continue;
      const named = part.object.filter((entry) => TOKEN.test(entry.key));
      // A plain `key` may be any key, so it counts where nothing else does.
      const token = named.find((entry) => !/^key$/i.test(entry.key)) ?? named[0];
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

/** The same in a configuration file, where only the address or the file's name says whose settings these are: `{"domain": "https://acme.zendesk.com", "email": "", "token": ""}`. */
function settingsFile(context: FileContext, emit: (found: Found) => void): void {
  // `zendesk.json`: the file is all about it.
  const named = /^[^/]*zendesk/i.test(context.file.path.split("/").at(-1) ?? "");
  for (const group of context.settings.values()) {
    const keyOf = (fact: EntryFact): string => fact.path.at(-1) ?? "";
    const token = group.find((fact) => TOKEN.test(keyOf(fact)) && !/^key$/i.test(keyOf(fact)));
    if (
      !token ||
      !group.some((fact) => USER.test(keyOf(fact))) ||
      !group.some(
        (fact) =>
          (named && /^sub_?domain$/i.test(keyOf(fact))) ||
          (HOST.test(keyOf(fact)) && ADDRESS.test(literalOf(fact.value) ?? "")),
      ) ||
      // A schema or a form of them.
      token.path.at(-2) === "properties" ||
      /\s/.test(literalOf(token.value) ?? "") ||
      // Settings of several programs in one list: it may be anybody's token.
      group.some((fact) => OTHER.test(keyOf(fact)) || context.read(keyOf(fact)).rival)
    )
      continue;
    emit({
      role: "declaration",
      at: token.at,
      scope: token.scope,
      key: keyOf(token),
      token: token.value,
      evidence: "name",
      confidence: "medium",
      ...(token.commented ? { commented: true } : {}),
    });
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
