import type { Call, Part, Value } from "../../model/fact.ts";
import { formatParts } from "../adapter.ts";
import { verbs } from "../go/calls.ts";
import { literalText } from "./place.ts";

/** Functions whose result is their only argument, as far as a credential goes. */
const TRANSPARENT = new Set([
  "trimspace",
  "sensitive",
  "nonsensitive",
  "tostring",
  "chomp",
  "ephemeralasnull",
  "one",
]);

/** Packer and Flowpipe say `env`, Terragrunt says `get_env` and takes a default. */
export const readsEnvironment = (call: Call): boolean => call.call === "env" || call.call === "get_env";

/** What a call is besides a call: an alternative, a format, a join, an environment read; undefined when it stays a call. */
export function knownCall(call: Call): readonly Part[] | undefined {
  const [first, second, third] = call.args;
  if (first === undefined) return undefined;
  if (readsEnvironment(call)) return environment(first, second);
  switch (call.call) {
    case "coalesce":
    case "try":
    case "coalescelist":
      return [{ choice: call.args }];
    case "lookup":
      return looked(first, second, third);
    case "format":
      return printed(first, call.args.slice(1));
    case "join":
      return joined(first, second);
    default:
      return TRANSPARENT.has(call.call) && call.args.length === 1 ? first.parts : undefined;
  }
}

function environment(argument: Value, fallback: Value | undefined): Part[] | undefined {
  const name = literalText(argument);
  if (!name) return undefined;
  return fallback ? [{ choice: [{ at: argument.at, parts: [{ env: name }] }, fallback] }] : [{ env: name }];
}

/** `lookup(map, "key", default)` is `map.key` or the default. */
function looked(map: Value, key: Value | undefined, fallback: Value | undefined): Part[] | undefined {
  const [only] = map.parts;
  if (!only || !("name" in only) || !key) return undefined;
  const name = `${only.name}.${literalText(key) || "*"}`;
  return fallback ? [{ choice: [{ at: map.at, parts: [{ name }] }, fallback] }] : [{ name }];
}

function printed(format: Value, args: readonly Value[]): Part[] | undefined {
  if (!format.parts.some((part) => "text" in part)) return undefined;
  // A format may itself hold interpolations; those become arguments out of the way of the others.
  const all = [...args];
  const spelled = verbs();
  let text = "";
  for (const part of format.parts) {
    if ("text" in part) text += spelled(part.text);
    else {
      all.push({ at: format.at, parts: [part] });
      text += `%${all.length}$s`;
    }
  }
  return formatParts(text, "percent", all);
}

function joined(separator: Value, list: Value | undefined): Part[] | undefined {
  const only = list?.parts.length === 1 ? list.parts[0] : undefined;
  if (!only || !("list" in only) || literalText(separator) === undefined) return undefined;
  return only.list.flatMap((item, index) => (index === 0 ? item.parts : [...separator.parts, ...item.parts]));
}
