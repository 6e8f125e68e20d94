import type { Call, Part, Value } from "../../model/fact.ts";
import { formatParts, value } from "../adapter.ts";
import { choiceOf } from "../java/compose.ts";
import { itemsOf, joined } from "../java/idioms.ts";
import type { Walker } from "../java/walker.ts";

const READ_ENVIRONMENT = /^(?:(?:System\.)?Environment\.)?GetEnvironmentVariable$/;

/** Reads that take a default: DotNetEnv's and Cake's. */
const DEFAULTED = /^(?:DotNetEnv\.)?Env\.Get(?:String|Int|Bool|Double)$|^(?:Context\.)?EnvironmentVariable$/;

/** `Environment.GetEnvironmentVariable("X")`, with a target or not, DotNetEnv and Cake with their defaults. */
export function csharpEnvironment(walk: Walker, call: Call): readonly Part[] | undefined {
  const [first, second] = call.args;
  const name = walk.literal(first ?? call.named.find((entry) => entry.key === "variable")?.value);
  if (!name) return undefined;
  if (READ_ENVIRONMENT.test(call.call)) return [{ env: name }];
  if (!DEFAULTED.test(call.call) || !first) return undefined;
  return second ? choiceOf(first.at, [value(first.at, [{ env: name }]), second]).parts : [{ env: name }];
}

/** Methods that give back what they are called on, as far as a credential goes. */
const SAME = new Set([
  "Trim",
  "TrimEnd",
  "TrimStart",
  "ToString",
  "ToCharArray",
  "ToArray",
  "AsSpan",
  "Normalize",
]);
const SAME_WITH_ARGUMENTS = new Set(["ToString", "ConfigureAwait"]);

const BUILDER = /^(?:System\.Text\.)?StringBuilder$/;
const BUILDING = /^(?:System\.Text\.)?StringBuilder\(\)(?:\.Append\(\))*\.Append$/;

/** What calls of the .NET library come to. */
export function csharpMeaning(
  walk: Walker,
  call: Call,
  object: Value | undefined,
): readonly Part[] | undefined {
  const { args } = call;
  const [first, second] = args;
  const bare = call.call.replace(/^System\./, "");
  const method = bare.slice(bare.lastIndexOf(".") + 1);
  if (/^[sS]tring\.Format$/.test(bare)) {
    // `string.Format(CultureInfo.InvariantCulture, "…", …)`
    const from = walk.literal(first) === undefined && walk.literal(second) !== undefined ? 1 : 0;
    const format = walk.literal(args[from]);
    return format === undefined ? undefined : formatParts(format, "brace", args.slice(from + 1));
  }
  if (/^[sS]tring\.Concat$/.test(bare)) {
    const items = args.length === 1 ? (itemsOf(first) ?? args) : args;
    return items.flatMap((item) => item.parts);
  }
  if (/^[sS]tring\.Join$/.test(bare)) {
    const separator = walk.literal(first);
    const items = args.length === 2 ? (itemsOf(second) ?? (second ? [second] : [])) : args.slice(1);
    return separator === undefined ? undefined : joined(items, separator);
  }
  if (/^Convert\.ToString$|^[sS]tring$|^[sS]tring\.(?:Copy|Intern)$/.test(bare) && first) return first.parts;
  if (/^(?:Value)?Tuple\.Create$/.test(bare)) return [{ list: args }];
  if (/^List\.Of$|^ImmutableList\.Create$|^ImmutableArray\.Create$/.test(bare)) return [{ list: args }];
  if (method === "GetBytes" && first && args.length === 1) return first.parts;
  if (method === "GetString" && first && args.length === 1 && /(?:Encoding|ASCII|UTF8|Latin1)\b/.test(bare))
    return first.parts;
  if (BUILDER.test(bare)) return first && !("opaque" in (first.parts[0] ?? {})) ? first.parts : [];
  if (!object) return undefined;
  if (method === "Append" && BUILDING.test(bare) && first) return [...object.parts, ...first.parts];
  const only = object.parts.length === 1 ? object.parts[0] : undefined;
  if (only && "name" in only && (only.name === "this" || only.name === "super")) return undefined;
  if (SAME.has(method) && (args.length === 0 || SAME_WITH_ARGUMENTS.has(method))) return object.parts;
  if (method === "ConfigureAwait") return object.parts;
  return undefined;
}
