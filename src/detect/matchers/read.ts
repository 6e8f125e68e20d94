import type { Part, Value } from "../../model/fact.ts";
import type { FileContext, Found } from "../context.ts";
import { named } from "../named.ts";
import type { Place } from "../places.ts";
import { literalOf } from "../select.ts";
import { isShell, keyIn, storedBy } from "../stores.ts";

/** Calls whose literal argument names what is looked up. */
const LOOKUP =
  /(?:^|[._])(?:get|fetch|read|load|require|need|must|ensure|expect|env|getenv|environ|config|configuration|secret|secrets|param|parameter|property|properties|prop|setting|settings|option|options|lookup|credential|credentials|vault|value|string|dig|input|arg|access|resolve|variable|var|str|retrieve|find|default|add_?argument|add_?option|flag|key|obtain|pop|annotation)/i;
const CAMEL_LOOKUP =
  /(?:Env|Secret|Config|Property|Param|Setting|Variable|Input|Option|Argument|Credential|Value|String|Key|Vault)s?(?:Value|Version|String|Sync|Async|Var|Data|OrThrow|Required|Command|Request|Input)*$/;
/** Calls that change what a setting holds. */
const CHANGE = /^(?:save|set|put|store|write|update|delete|remove|unset|clear|forget|reset)(?![a-z])/;

/** How environment variables are spelled. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Arguments that are steps on the way to a secret: `dbutils.secrets.get(scope="zendesk", key="api-token")`. */
const STEP = /^(?:scope|key|section|option|mount_?point|path|namespace|service(?:_?name)?)$/i;

/** Reads of environment variables, secrets and settings by a name that says Zendesk API token. */
export function read(context: FileContext, emit: (found: Found) => void): void {
  const strong = (name: string): boolean => {
    const reading = context.read(name);
    return reading.vendor && reading.kind === "token";
  };
  const declares = (path: readonly string[]): boolean =>
    strong(path.at(-1) ?? "") ||
    (context.read(path.at(-1) ?? "").kind === "token" &&
      [2, 3, 4].some((take) => strong(path.slice(-take).join("."))));
  const found = (at: Value["at"], place: { scope: number }, key: string): void =>
    emit({ role: "read", at, scope: place.scope, key, evidence: "name", confidence: "medium" });

  // Constants that hold a setting's name: `const tokenVar = "ZENDESK_API_TOKEN"`.
  const constants = new Map<string, string>();
  for (const fact of context.assigns) {
    const text = literalOf(fact.value) ?? pathIn(fact.value);
    if (text !== undefined && text.length <= 120) constants.set(fact.name, text);
  }
  const textOf = (value: Value): string | undefined => {
    const only = value.parts.length === 1 ? value.parts[0] : undefined;
    return (
      literalOf(value) ??
      (only && "name" in only ? constants.get(only.name) : (composedName(value) ?? pathIn(value)))
    );
  };
  // `process.env[`ZENDESK_${tenant}_TOKEN`]`: the variable is put together where it is read.
  const composed = context.file.facts.flatMap((fact) => {
    const name = fact.kind === "value" ? composedName(fact.value) : undefined;
    return name !== undefined && strong(name) ? [{ at: fact.at, name }] : [];
  });

  for (const place of context.places.values) {
    // `ZENDESK_TOKEN: ${ZENDESK_TOKEN}` declares, it does not read on.
    if (place.fact.kind === "prose" || (place.fact.kind === "entry" && declares(place.fact.path))) continue;
    for (const part of place.value.parts) {
      if ("env" in part && strong(part.env)) found(place.value.at, place, part.env);
      else if (composed.length > 0 && "name" in part && ENVIRONMENT.test(part.name)) {
        const { start, end } = place.value.at;
        const key = composed.find(({ at }) => start <= at.start && at.end <= end);
        if (key) found(place.value.at, place, key.name);
      }
    }
    const mentioned = mentionedKey(place);
    if (mentioned !== undefined && strong(mentioned)) found(place.value.at, place, mentioned);
    const listed = listedName(place);
    if (listed !== undefined && strong(listed))
      emit({
        role: "declaration",
        at: place.value.at,
        scope: place.scope,
        key: listed,
        evidence: "name",
        confidence: "low",
        listed: true,
      });
  }
  named(context, strong, emit);
  let given = -1;
  for (const { call, at, scope, fact } of context.places.calls) {
    if (fact.kind === "entry" && declares(fact.path)) continue;
    const stored = isShell(context.file.language) ? storedBy(call) : undefined;
    if (stored?.how === "read") {
      const key = stored.named.map(({ text }) => keyIn(text, strong)).find((one) => one !== undefined);
      // `KEY=$(aws …)` holds the command, which is a call of its own, too.
      if (key !== undefined && at.end > given) found(at, { scope }, key);
      given = Math.max(given, at.end);
      continue;
    }
    const last = call.call.slice(call.call.lastIndexOf(".") + 1);
    if (!LOOKUP.test(last) && !CAMEL_LOOKUP.test(last)) continue;
    // `saveConfig("zendesk/hidden/token", null)` empties a setting; nothing is read.
    if (CHANGE.test(last) && call.args.length > 1 && call.args[1] && isEmpty(call.args[1])) continue;
    // `credentials.dig(:zendesk, :api_key)`: the way to a setting, segment by segment.
    const way = [
      ...call.args,
      ...call.named.filter((entry) => STEP.test(entry.key)).map((entry) => entry.value),
    ].map((argument) => literalOf(argument) ?? "");
    if (
      way.length > 1 &&
      way.length < 6 &&
      way.every((segment) => /^[\w-]{2,60}$/.test(segment)) &&
      !way.some(strong) &&
      strong(way.join("."))
    )
      found(at, { scope }, way.join("."));
    for (const argument of [...call.args, ...call.named.map((entry) => entry.value)].flatMap(withNames)) {
      const text = textOf(argument);
      // `headers.get("X-Zendesk-Token")` is what a caller sends.
      if (text === undefined || text.length > 120 || /\s|^x-/i.test(text)) continue;
      const key = keyIn(text, strong);
      if (key !== undefined) {
        found(argument.at.end > argument.at.start ? argument.at : at, { scope }, key);
        break;
      }
    }
  }
}

/** The environment, read by a name that is no constant. */
const ENVIRONMENT = /(?:^|\.)(?:env|environ|ENV|_ENV|_SERVER)\.\*$/;

/** A name put together of constants and something else, `*` in place of that; `ZENDESK_*_KEY` leaves open which key. */
function composedName({ parts }: Value): string | undefined {
  if (parts.length < 2 || parts.length > 8 || !parts.some((part) => "text" in part)) return undefined;
  const name = parts.map((part) => ("text" in part ? part.text : "*")).join("");
  return name.length <= 120 && /^[A-Z\d_*]+$/.test(name) && !/\*_?KEY/.test(name) ? name : undefined;
}

/** Nothing, written out: `null`, `""`. */
const isEmpty = (value: Value): boolean => literalOf(value) === "";

/** The path of a secret with holes in it: `f"projects/{project}/secrets/zendesk-api-token/versions/latest"`, `f"/{stage}/zendesk/api_token"`. */
function pathIn({ parts }: Value): string | undefined {
  if (parts.length < 2) return undefined;
  const text = parts.map((part) => ("text" in part ? part.text : "_")).join("");
  return /(?:^|\/)secrets?\/|^\//.test(text) && !text.includes("://") ? text : undefined;
}

/** An argument, and what it names in an object: `new GetSecretValueCommand({ SecretId: "prod/zendesk/api-token" })`. */
function withNames(argument: Value): Value[] {
  const named = argument.parts.flatMap((part) =>
    "object" in part
      ? part.object.filter((entry) =>
          /^(?:secret_?id|secret_?name|name|parameter_?name|path|key)$/i.test(entry.key),
        )
      : [],
  );
  return [argument, ...named.map((entry) => entry.value)];
}

/** Keys under which a manifest says what a setting is called: `{ "key": "zendeskApiKey", "type": "string" }`. */
const NAMES = /^(?:name|key|id|slug|field|property|variable|env)$/i;

/** A variable's name as a text of its own: a constant, a list of what is required, a table or a manifest of settings; not what a call is handed. */
function listedName({ value, fact, key, siblings, entries, call }: Place): string | undefined {
  const text = literalOf(value);
  if (text === undefined || text.length > 120) return undefined;
  if (fact.kind === "entry") return NAMES.test(key ?? "") && /^[\w.-]+$/.test(text) ? text : undefined;
  if (!VARIABLE.test(text)) return undefined;
  const inList = siblings !== undefined && siblings !== call?.args;
  const inTable = entries !== undefined && entries !== call?.named;
  return inList || inTable || (fact.kind === "assign" && fact.value === value) ? text : undefined;
}

/** `settings["ZENDESK_API_KEY"]` and `config.zendesk.apiToken` read a setting by name: a reference whose last segment says it all. */
function mentionedKey(place: Place): string | undefined {
  const only: Part | undefined = place.value.parts.length === 1 ? place.value.parts[0] : undefined;
  if (!only || !("name" in only)) return undefined;
  const last = only.name.split(".").at(-1) ?? "";
  // `st.secrets["zendesk"]["api_token"]`: what stands below a store of secrets is one.
  const kept = /\.secrets\.(\w+\.\w+)$/.exec(only.name)?.[1];
  if (kept !== undefined) return kept;
  // A constant of another file or a key of a settings object, not a local variable.
  return only.name.includes(".") && !only.name.startsWith("this.") && VARIABLE.test(last) ? last : undefined;
}
