import type { Call, Entry, Part, Value } from "../../model/fact.ts";
import { formatParts, value } from "../adapter.ts";
import { literalText } from "./place.ts";

/** Functions that read an environment variable; those of `WITH_DEFAULT` take a default as their second argument. */
const ENVIRONMENT = new Set(["getenv", "apache_getenv"]);
const WITH_DEFAULT = new Set(["env", "getenv_docker", "env.get", "env.getorfail"]);

/** Functions whose result is their only argument, as far as a credential goes. */
const TRANSPARENT = new Set(["trim", "rtrim", "ltrim", "chop", "strval", "utf8_encode"]);

/** True for functions that read an environment variable. */
export function readsEnvironment(call: Call): boolean {
  const callee = call.call.toLowerCase();
  return ENVIRONMENT.has(callee) || WITH_DEFAULT.has(callee) || callee.endsWith(".support.env.get");
}

/** What a call is besides a call: an environment read, a format, a join; undefined when it stays a call. */
export function knownCall(call: Call): readonly Part[] | undefined {
  if (call.receiver) return undefined;
  const callee = call.call.toLowerCase();
  const [first, second] = call.args;
  if (ENVIRONMENT.has(callee)) return environment(first ?? argument(call, "name"));
  if (readsEnvironment(call)) {
    const key = first ?? argument(call, "key");
    const read = environment(key);
    const fallback = second ?? argument(call, "default");
    if (!read || !key || !fallback) return read;
    return [{ choice: [{ at: key.at, parts: read }, fallback] }];
  }
  if (first === undefined) return undefined;
  const only = call.args.length === 1 && call.named.length === 0;
  if (TRANSPARENT.has(callee)) return only ? first.parts : undefined;
  if (callee === "constant") {
    const constant = literalText(first);
    return constant ? [{ name: constant.replaceAll("::", ".").replaceAll("\\", ".") }] : undefined;
  }
  if (callee === "sprintf") return printed(first, call.args.slice(1));
  if (callee === "vsprintf") return printed(first, listed(second) ?? []);
  if (callee === "implode" || callee === "join") return joined(first, second);
  if (callee === "compact") return compacted(call.args);
  return undefined;
}

const argument = (call: Call, name: string): Value | undefined =>
  call.named.find((entry) => entry.key === name)?.value;

function environment(key: Value | undefined): Part[] | undefined {
  const name = literalText(key);
  return name ? [{ env: name }] : undefined;
}

function listed(argument: Value | undefined): readonly Value[] | undefined {
  const only = argument?.parts.length === 1 ? argument.parts[0] : undefined;
  return only && "list" in only ? only.list : undefined;
}

/** A format whose own text may hold interpolations: those become arguments of their own, out of the way of the others. */
function printed(format: Value, args: readonly Value[]): Part[] | undefined {
  if (!format.parts.some((part) => "text" in part)) return undefined;
  const all = [...args];
  let text = "";
  for (const part of format.parts) {
    if ("text" in part) text += part.text.replace(/%'?[^\s%\w]?(\d*)F/g, "%$1f");
    else {
      all.push({ at: format.at, parts: [part] });
      text += `%${all.length}$s`;
    }
  }
  return formatParts(text, "percent", all);
}

function joined(first: Value, second: Value | undefined): Part[] | undefined {
  const list = listed(second) ?? listed(first);
  if (!list) return undefined;
  const separator = listed(second) ? first : (second ?? { at: first.at, parts: [] });
  if (literalText(separator) === undefined) return undefined;
  return list.flatMap((item, index) => (index === 0 ? item.parts : [...separator.parts, ...item.parts]));
}

function compacted(args: readonly Value[]): Part[] | undefined {
  const entries: Entry[] = [];
  for (const argument of args) {
    const key = literalText(argument);
    if (!key) return undefined;
    entries.push({ key, at: argument.at, value: value(argument.at, [{ name: key }]) });
  }
  return [{ object: entries }];
}
