import type { Entry, EntryFact, Part, Span, Value } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { sentElsewhere } from "../host.ts";
import { literalOf } from "../select.ts";
import { halfIn } from "../shapes.ts";

/** A webhook's `authentication: {type: "basic_auth", data: {username, password}}`, in code, JSON or Terraform. */
export function webhook(context: FileContext, emit: (found: Found) => void): void {
  const say = (
    at: Span,
    scope: number,
    endpoint: Value | undefined,
    user: Value | undefined,
    token: Value | undefined,
  ): void => {
    // To a server of your own, as a user of its own.
    if (
      !(user && halfIn(user)) &&
      (sentElsewhere(context, endpoint, token) || isIncoming(context, user, token))
    )
      return;
    emit({
      role: "use",
      at,
      scope,
      evidence: "shape",
      confidence: endpoint || user ? "medium" : "low",
      ...(user ? { user } : {}),
      ...(token ? { token } : {}),
    });
  };

  for (const { value, scope, fact } of context.places.values) {
    if (fact.kind === "entry") continue;
    for (const part of value.parts) {
      const authentication = memberOf(part, "authentication");
      for (const inner of authentication?.value.parts ?? []) {
        const type = memberOf(inner, "type");
        if (literalOf(type?.value) !== "basic_auth") continue;
        const data = memberOf(inner, "data")?.value.parts[0];
        say(
          authentication?.value.at ?? value.at,
          scope,
          memberOf(part, "endpoint")?.value,
          data && memberOf(data, "username")?.value,
          data && memberOf(data, "password")?.value,
        );
      }
    }
  }

  for (const fact of context.entries) {
    if (
      fact.path.at(-1) !== "type" ||
      fact.path.at(-2) !== "authentication" ||
      literalOf(fact.value) !== "basic_auth"
    )
      continue;
    const group = fact.path.slice(0, -1);
    const near = (...path: readonly string[]): EntryFact | undefined => context.nearest(path, fact.at);
    const user = near(...group, "data", "username");
    const token = near(...group, "data", "password");
    const parts = [fact, user, token].flatMap((one) => (one ? [one.at] : []));
    const at = {
      start: Math.min(...parts.map((one) => one.start)),
      end: Math.max(...parts.map((one) => one.end)),
    };
    say(at, fact.scope, near(...group.slice(0, -1), "endpoint")?.value, user?.value, token?.value);
  }
}

/** Both halves go by names of webhooks (`WEBHOOK_BASIC_USER`), as they are called or as they are read: what Zendesk is to show at your own server. */
function isIncoming(context: FileContext, user: Value | undefined, token: Value | undefined): boolean {
  const named = (value: Value | undefined): boolean => {
    const only = value?.parts.length === 1 ? value.parts[0] : undefined;
    if (!only) return false;
    if ("env" in only) return WEBHOOK.test(only.env);
    if (!("name" in only)) return false;
    const held = context.assigns.filter((fact) => fact.name === only.name);
    return WEBHOOK.test(only.name) || (held.length > 0 && held.every((fact) => namesWebhook(fact.value)));
  };
  return named(user) && named(token);
}

const WEBHOOK = /web_?hook/i;

const namesWebhook = (value: Value): boolean =>
  value.parts.some(
    (part) =>
      ("env" in part && WEBHOOK.test(part.env)) ||
      ("name" in part && WEBHOOK.test(part.name)) ||
      ("choice" in part && part.choice.some(namesWebhook)),
  );

function memberOf(part: Part, key: string): Entry | undefined {
  return "object" in part ? part.object.find((entry) => entry.key === key) : undefined;
}
