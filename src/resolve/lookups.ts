import { literalOf, type NameReading } from "../detect/index.ts";
import type { Call, Value } from "../model/fact.ts";
import { tailOf } from "./world.ts";

/** Wrappers that change a value's spelling, not what it is. */
const WRAPPER =
  /(?:base64|b64|btoa|encode|decode|bytes|string|trim|strip|chomp|buffer|from|latin1|utf8|escape|quote|freeze|dup|str|text|secure|value|unwrap|trimend|get_secret_value|expose|reveal|to_s|authheader|header)/i;
const LOOKUP =
  /(?:get|fetch|read|load|require|need|must|env|config|secret|param|prop|setting|option|argument|lookup|credential|vault|value|dig|input|access|resolve|variable|retrieve|find|pop|arg|flag|key)/i;
/** Lookups that take a path in several arguments: `dig(:zendesk, :token)`, `config.get("zendesk", "token")`. */
const PATH_LOOKUP = /dig|credential|config|get/i;

/** Calls that ask a secret store, in the SDKs of clouds: `GetSecretValueCommand`, `access_secret_version`, `GetParameter`; setters of such a request. */
const STORE_CALL =
  /^(?:get|access|fetch|read|retrieve|describe)_?(?:secret|parameters?)(?:_?(?:value|version|string|by_?name))?(?:_?(?:command|request|input|args|async|sync))*$|^(?:set|with)?_?secret_?(?:id|name)$/i;
const STORE_KEY = /^(?:secret_?(?:id|name|version_?id)?|parameter_?name|names?|path|id|key)$/i;

/** What a call asks a secret store for: the identifiers of secrets, none where it is no such call. */
export function keepersIn(call: Call): readonly Value[] {
  if (!STORE_CALL.test(tailOf(call.call))) return [];
  const entries = [
    ...call.named,
    ...call.args.flatMap(({ parts }) => parts.flatMap((part) => ("object" in part ? part.object : []))),
  ];
  const named = entries.filter(({ key }) => STORE_KEY.test(key)).map(({ value }) => value);
  const first = call.args[0];
  return named.length > 0 || first === undefined ? named : [first];
}

/** The text of a value, also of a constant it names. */
export type TextOf = (value: Value | undefined) => string | undefined;

/** True for a call that gives back what it is given, spelled otherwise. */
export const isWrapper = (call: Call): boolean => WRAPPER.test(tailOf(call.call));

/** A literal argument that names a Zendesk API token: `requireEnv("ZENDESK_API_TOKEN")`, whatever the helper does. */
export function askedToken(
  call: Call,
  textOf: TextOf,
  read: (name: string) => NameReading,
): string | undefined {
  return [...call.args, ...call.named.map((entry) => entry.value)].map(textOf).find((text) => {
    if (text === undefined || text.length > 120 || /\s/.test(text)) return false;
    const { kind, vendor } = read(text);
    return kind === "token" && vendor;
  });
}

/** The setting a call looks up by literal arguments; `isSetting` tells a declared key path. */
export function lookedUp(
  call: Call,
  textOf: TextOf,
  isSetting: (key: string) => boolean,
): string | undefined {
  const first = textOf(call.args[0] ?? call.named[0]?.value);
  if (first === undefined || first === "" || first.length > 200 || /\s/.test(first)) return undefined;
  const tail = tailOf(call.call);
  if (!LOOKUP.test(tail) || WRAPPER.test(first)) return undefined;
  const texts: string[] = [];
  for (const argument of call.args.slice(0, 4)) {
    const text = textOf(argument);
    if (text === undefined || text === "" || /\s/.test(text)) break;
    texts.push(text);
  }
  const path = texts.join(".");
  const several = texts.length > 1 && (isSetting(path) || (PATH_LOOKUP.test(tail) && call.args.length <= 3));
  return several ? path : first;
}

/** Methods that cut something off a text or put something in its place, and say what in arguments. */
const CUT =
  /^(?:[lr]?strip|trim\w*|chomp|chop|replace(?:_?(?:all|first))?|remove_?(?:prefix|suffix)|g?sub|delete(?:_(?:prefix|suffix))?|unquote)$/i;

/** The name behind a call without arguments: `token.strip` → `token`, `config.getToken()` → `config.token`; also `token.strip('"')`. */
export function nameBehind(call: Call): string | undefined {
  if (call.receiver || !(call.args.length === 0 || isWrapper(call) || CUT.test(tailOf(call.call))))
    return undefined;
  const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
  if (holder === "" || holder.includes("(")) return undefined;
  const property = /^(?:get|is)([A-Z]\w*)$/.exec(tailOf(call.call))?.[1];
  if (property !== undefined) return `${holder}.${property[0]?.toLowerCase() ?? ""}${property.slice(1)}`;
  const cut = CUT.test(tailOf(call.call)) && call.args.every((one) => literalOf(one) !== undefined);
  return call.args.length === 0 || cut ? holder : undefined;
}
