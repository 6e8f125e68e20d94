import { USER_CLUSTER } from "../../model/curl.ts";
import type { Call, Entry, Fact, Value } from "../../model/fact.ts";
import { isUser, mayNameCredential, namesCredential, namesPair } from "./literal.ts";

/** What stands in a place: a credential; something that may be one; `{user}:{credential}`, its base64 or a whole header; anything. */
export type Place = "credential" | "maybe" | "pair" | "any";

/** Keys whose text names what stands beside them. */
const NAME_KEYS = new Set(["name", "key", "id", "variable", "field", "Name", "Key", "Id", "Variable"]);
/** Keys that say nothing of their own: what they hold is told by the key above or the name beside. */
const VALUE_KEY =
  /^(?:value|default(?:_?value)?|initial_?value|current|#?text|content|plaintext|literal|string_?value)$/i;
/** Containers of credentials by name. */
const CONTAINER = /^(?:tokens?|secrets?|passwords?|credentials?|stringData|data)$/i;

/** An option with the pair after it, as an element of a list. */
const PAIR_OPTION = new RegExp(`^(?:${USER_CLUSTER}|--user|--proxy-user|-U)$`);

/** What belongs into a variable, field, parameter or key of this name. */
export function placeOf(name: string): Place {
  if (namesCredential(name)) return "credential";
  if (namesPair(name)) return "pair";
  const above = /(?:^|\.)(\w{1,40})\.[\w-]{1,40}$/.exec(name.slice(-90))?.[1];
  return mayNameCredential(name) || (above !== undefined && CONTAINER.test(above)) ? "maybe" : "any";
}

/** What belongs at a key path; `before` and `after` are the facts beside it, which may name it. */
export function placeOfEntry(
  path: readonly string[],
  before: Fact | undefined,
  after: Fact | undefined,
): Place {
  const last = path.at(-1) ?? "";
  const above = path.at(-2) ?? "";
  if (VALUE_KEY.test(last)) {
    const places = [above, path.at(-3) ?? "", nameBeside(path, before), nameBeside(path, after)].map(placeOf);
    return places.find((place) => place !== "any") ?? "any";
  }
  const place = placeOf(last);
  return place === "any" && CONTAINER.test(above) ? "maybe" : place;
}

/** The text of a `name` or `key` entry of the same map. */
function nameBeside(path: readonly string[], fact: Fact | undefined): string {
  if (fact?.kind !== "entry" || fact.path.length !== path.length) return "";
  const same = fact.path.every((segment, index) => index === path.length - 1 || segment === path[index]);
  return same && NAME_KEYS.has(fact.path.at(-1) ?? "") ? (onlyText(fact.value) ?? "") : "";
}

/** Setters and constructors whose literal arguments are credentials. */
const SETTER = /(?:token|api_?key|passw(?:or)?d|secret|credentials?)$/i;
const NO_SETTER =
  /^_*(?:get|fetch|read|load|find|lookup|resolve|create|generate|delete|remove|has|is|validate|check|require|retrieve|access|describe|list|verify|ensure|expect|assert|parse|decode|mask|redact|refresh|revoke)(?![a-z])/i;
/** Calls that take a user and a password, in this order. */
const LOGIN =
  /(?:basic_?auth\w*|authenticat\w*|credentials?|^auth|login|digest_?auth|userpwd|netrc|setauth|authorize)$/i;
/** Calls that encode what is put into a header, or pass it on. */
const ENCODER = /base64|b64|btoa|encode|buffer|from|bytes|^curl$|urlopen/i;

/** What belongs into the positional arguments of a call that itself stands in a place. */
export function placesOfArguments(call: Call, place: Place): Place[] {
  const callee = call.call.slice(call.call.lastIndexOf(".") + 1);
  const asks = NO_SETTER.test(callee);
  // `token = decrypt("…")`, `password = Some("…")`.
  const handedOn = SETTER.test(callee) || place === "credential" || place === "maybe";
  const all = handedOn && !asks ? "maybe" : ENCODER.test(callee) ? "pair" : "any";
  return placesOfList(call.args, all, LOGIN.test(callee));
}

/** What belongs into the items of a list: a literal follows the user, the name or the option it belongs to. */
export function placesOfList(values: readonly Value[], all: Place, login: boolean): Place[] {
  let user = false;
  return values.map((_, index) => {
    const before = values[index - 1];
    if (!before) return all;
    const stands = userStands(before);
    user ||= stands;
    const label = onlyText(before) ?? "";
    if (PAIR_OPTION.test(label)) return "pair";
    if (/^--?(?:p|pw|pass|key)$/.test(label) || (!label.includes(" ") && namesCredential(label)))
      return "credential";
    if (stands) return "credential";
    if (user) return "maybe";
    if (login) return index === 1 ? "credential" : "maybe";
    return all;
  });
}

/** What belongs under the keys of an object or of named arguments; `label` names them all (`add_argument("--token", default=…)`). */
export function placesOfEntries(entries: readonly Entry[], label: string | undefined): Place[] {
  const named = entries.find((entry) => NAME_KEYS.has(entry.key));
  const name = (named ? onlyText(named.value) : undefined) ?? label;
  return entries.map((entry, index) => {
    if (name !== undefined && VALUE_KEY.test(entry.key)) return placeOf(name);
    const place = placeOf(entry.key);
    const before = entries[index - 1];
    if (place !== "any" || !before || !/user|mail|login|^auth$/i.test(before.key)) return place;
    return userStands(before.value) ? "maybe" : "any";
  });
}

/** What belongs into alternatives: a default stands where its variable's value does. */
export function placeOfChoice(values: readonly Value[], place: Place): Place {
  if (place !== "any") return place;
  for (const { parts } of values) {
    const [part] = parts;
    if (!part || parts.length > 1) continue;
    const own = "env" in part ? placeOf(part.env) : "name" in part ? placeOf(part.name) : "any";
    if (own !== "any") return own;
  }
  return "any";
}

/** What follows this text in a value: `"…/token:" + (a || "…")`, `"Basic " + …`. */
export function placeAfter(text: string, place: Place): Place {
  if (/(?:\/|%2F)token(?::|%3A)$/i.test(text)) return "credential";
  return /\b(?:Basic|Bearer) $/.test(text) ? "maybe" : place;
}

/** The text of a value that is nothing else. */
export function onlyText(value: Value | undefined): string | undefined {
  const only = value?.parts.length === 1 ? value.parts[0] : undefined;
  return only && "text" in only ? only.text : undefined;
}

function userStands(value: Value): boolean {
  const last = value.parts.at(-1);
  if (!last || !("text" in last)) return false;
  return value.parts.length === 1 ? isUser(last.text) : /(?:\/|%2F)token$/i.test(last.text);
}
