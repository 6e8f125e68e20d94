import type { EntryFact } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { besideOther } from "../host.ts";

/** Keys below a setting's name that describe it. */
const DESCRIBES =
  /^(?:description|type|default|required|value|values?from|from_secret|vault|file|external|environment|sensitive|title|label|kind|secret|name|key|env|example|format|optional|hidden|deprecat\w*)$/i;
const PROSE = /\s\S+\s/;

/** Settings, variables and secrets declared under a name that says Zendesk API token. */
export function declaration(context: FileContext, emit: (found: Found) => void): void {
  if (/(?:^|\/)(?:locales?|i18n|lang|langs|languages|translations|messages)\//i.test(context.file.path))
    return;
  const emitted = new Set<string>();
  for (const fact of context.entries) {
    const path =
      DESCRIBES.test(fact.path.at(-1) ?? "") && fact.path.length > 1 ? fact.path.slice(0, -1) : fact.path;
    const key =
      namedBy(context, path) ??
      (path === fact.path ? undefined : (namedBy(context, fact.path) ?? plainKey(context, fact))) ??
      handedOn(context, fact);
    if (
      key === undefined ||
      isProse(fact) ||
      besideOther(context, fact) ||
      (path === fact.path && isKind(fact))
    )
      continue;
    // A variable's block speaks once, whatever its number of lines.
    const place = path === fact.path ? `${fact.at.start}` : path.join("\0");
    if (emitted.has(place)) continue;
    emitted.add(place);
    emitted.add(path.join("\0"));
    emit({
      role: "declaration",
      at: fact.at,
      scope: fact.scope,
      key,
      token: fact.value,
      evidence: "name",
      confidence: "medium",
      ...(fact.commented ? { commented: true } : {}),
    });
  }
}

/** Keys that leave open whose token they hold, so that their parents say it; `OPENROUTER_API_KEY` says it itself. */
const GENERIC =
  /^[^a-z]*(?:(?:api|auth|access|admin|agent|user|account|basic|private|secret|live|prod(?:uction)?|stag(?:e|ing)|sandbox|test|dev|default|support|token|tkn|key|credentials?|creds|value|name|ref|file|path|arn|param(?:eter)?|ssm|var|env)[^a-z]*)+$/i;

/** `secret_string = var.zendesk_token`, `SecretString: !Ref ZendeskToken`: a variable that says it, under a key that says nothing. */
function handedOn(context: FileContext, fact: EntryFact): string | undefined {
  const only = fact.value.parts.length === 1 ? fact.value.parts[0] : undefined;
  if (only === undefined || !("name" in only)) return undefined;
  const last = only.name.split(".").at(-1) ?? "";
  const { kind, vendor } = context.read(last);
  return kind === "token" && vendor ? last : undefined;
}

/** Keys that hold the variables of the program they stand at. */
const VARIABLES = /^(?:env(?:ironment)?|env_?vars?|environment_?variables|vars|variables|secrets)$/i;

/** Tokens that a program asks of its own callers. */
const ITS_OWN = /^(?:admin|agent|user|account|access|private|support|secret)[^a-z]/i;

/** A label or a sentence under the key: a locale file, a form. */
function isProse(fact: EntryFact): boolean {
  const only = fact.value.parts.length === 1 ? fact.value.parts[0] : undefined;
  return (
    only !== undefined &&
    "text" in only &&
    PROSE.test(only.text) &&
    !/[$({<]/.test(only.text) &&
    !DESCRIBES.test(fact.path.at(-1) ?? "")
  );
}

/** `key:` beside a user under a parent that says Zendesk: alone it may be any key. */
function plainKey(context: FileContext, fact: EntryFact): string | undefined {
  const parents = fact.path.slice(0, -1);
  if (!/^key$/i.test(fact.path.at(-1) ?? "") || !context.read(parents.at(-1) ?? "").vendor) return undefined;
  const beside = context.settings.get(parents.join("\0")) ?? [];
  return beside.some((one) => context.read(one.path.at(-1) ?? "").kind === "user")
    ? fact.path.slice(-2).join(".")
    : undefined;
}

/** What the key is, or what is done to it (`zendesk_token: string`, `zd_token: md5`), not what it holds. */
function isKind(fact: EntryFact): boolean {
  const only = fact.value.parts.length === 1 ? fact.value.parts[0] : undefined;
  return (
    only !== undefined &&
    "text" in only &&
    /^(?:text|string|str|bool(?:ean)?|password|hash(?:ed)?|md5|sha-?\d{1,3}|bcrypt|mask(?:ed)?|redact(?:ed)?|filter(?:ed)?|scrub|anonymi[sz]ed?|encrypt(?:ed)?|drop|remove|nullify)\??$/i.test(
      only.text.trim(),
    )
  );
}

/** The key that names the token: the last segment, or the last with its parents (`zendesk: token:`). */
function namedBy(context: FileContext, path: readonly string[]): string | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const own = context.read(last);
  if (own.kind === "other" || own.kind === "host") return undefined;
  if (own.vendor && own.kind === "token") return last;
  if (own.kind !== "token" || !GENERIC.test(last)) return undefined;
  for (let take = 2; take <= Math.min(4, path.length); take++) {
    // The variables of a service called after Zendesk: `ADMIN_TOKEN` is what the service itself asks for.
    if (VARIABLES.test(path.at(-take) ?? "") && ITS_OWN.test(last)) return undefined;
    const joined = path.slice(-take).join(".");
    const reading = context.read(joined);
    if (reading.kind === "other") return undefined;
    if (reading.vendor && reading.kind === "token") return joined;
  }
  return undefined;
}
