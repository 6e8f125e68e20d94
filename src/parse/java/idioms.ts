import type { Call, Entry, Part, Span, Value } from "../../model/fact.ts";
import { formatParts, value } from "../adapter.ts";
import { choiceOf, keyOf } from "./compose.ts";
import type { Walker } from "./walker.ts";

/** The parts of the values, `separator` between them. */
export function joined(values: readonly Value[], separator: string): Part[] {
  return values.flatMap((one, index) => (index > 0 ? [{ text: separator }, ...one.parts] : one.parts));
}

/** The items of a value that is one list literal. */
export function itemsOf(of: Value | undefined): readonly Value[] | undefined {
  const only = of?.parts.length === 1 ? of.parts[0] : undefined;
  return only && "list" in only ? only.list : undefined;
}

/** Entries from keys and values in turn: `Map.of("a", b, "c", d)`. */
function pairwise(args: readonly Value[]): Entry[] {
  const entries: Entry[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    const [key, of] = [args[index], args[index + 1]];
    if (key && of) entries.push({ key: keyOf(key), at: key.at, value: of });
  }
  return entries;
}

/** Entries from values that are pairs: `mapOf("a" to b)`, `Map.ofEntries(entry("a", b))`. */
export function pairs(args: readonly Value[]): Entry[] | undefined {
  const entries: Entry[] = [];
  for (const pair of args) {
    const [key, of, ...more] = itemsOf(pair) ?? [];
    if (!key || !of || more.length > 0) return undefined;
    entries.push({ key: keyOf(key), at: key.at, value: of });
  }
  return entries;
}

const READ_ENVIRONMENT = /^(?:(?:java\.lang\.)?System\.getenv|getenv)$/;

/** `System.getenv("X")`, `System.getenv().get("X")`, `getOrDefault`, dotenv-java, and the same by a variable that holds the map. */
export function jvmEnvironment(walk: Walker, call: Call): readonly Part[] | undefined {
  const name = walk.literal(call.args[0]);
  if (!name) return undefined;
  if (READ_ENVIRONMENT.test(call.call)) return call.args.length === 1 ? [{ env: name }] : undefined;
  const method = /^(.{1,300})\.(get|getValue|getOrDefault|getOrElse)$/.exec(call.call);
  if (!method?.[1]) return undefined;
  if (!walk.names.holdsEnvironment(method[1])) return undefined;
  const [key, otherwise] = call.args;
  return key && otherwise
    ? choiceOf(key.at, [value(key.at, [{ env: name }]), walk.result(otherwise)?.value ?? otherwise]).parts
    : [{ env: name }];
}

/** Methods that give back what they are called on, as far as a credential goes. */
const SAME = new Set([
  "trim",
  "strip",
  "toString",
  "getBytes",
  "toCharArray",
  "intern",
  "orElseThrow",
  "toByteArray",
  "encodeToByteArray",
  "trimIndent",
  "trimMargin",
  "orEmpty",
  "stripIndent",
]);
const SAME_WITH_ARGUMENTS = new Set(["getBytes", "toByteArray", "orElseThrow", "toString"]);

/** Functions that give back their first argument. */
const IDENTITY =
  /^(?:(?:java\.lang\.|kotlin\.)?String(?:\.valueOf|\.copyValueOf)?|(?:java\.util\.)?Objects\.(?:requireNonNull|toString)|(?:java\.util\.)?Optional\.(?:of|ofNullable)|(?:Preconditions\.)?checkNotNull|requireNotNull|StringUtils\.(?:trim|strip|trimToEmpty|trimToNull|getBytesUtf8|newStringUtf8|getBytesUsAscii|newStringUsAscii)|CharBuffer\.wrap)$/;

/** Functions that give back their first argument or, without it, their second. */
const OTHERWISE =
  /^(?:(?:java\.util\.)?Objects\.requireNonNullElse|(?:MoreObjects\.)?firstNonNull|StringUtils\.(?:defaultString|defaultIfEmpty|defaultIfBlank)|ObjectUtils\.(?:defaultIfNull|firstNonNull))$/;

const LIST =
  /^(?:(?:java\.util\.)?(?:List|Set|Arrays|Stream|ImmutableList|ImmutableSet|Collections)\.(?:of|asList|singletonList|singleton)|Map\.entry|entry|(?:AbstractMap\.)?SimpleEntry|Pair\.of|ImmutablePair\.of)$/;
const MAP = /^(?:(?:java\.util\.)?(?:Map|ImmutableMap|Collections)\.(?:of|singletonMap))$/;

const BUILDER = /^(?:java\.lang\.)?String(?:Builder|Buffer)$/;
const BUILDING = /^(?:java\.lang\.)?String(?:Builder|Buffer)\(\)(?:\.append\(\))*\.append$/;

/** `this.toString()` is no wrapper around a text. */
const isSelf = (of: Value): boolean => {
  const only = of.parts.length === 1 ? of.parts[0] : undefined;
  return only !== undefined && "name" in only && (only.name === "this" || only.name === "super");
};

const last = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** What calls of the Java library come to; Kotlin calls the same library. */
export function jvmMeaning(
  walk: Walker,
  call: Call,
  object: Value | undefined,
  at: Span,
): readonly Part[] | undefined {
  const { args } = call;
  const [first, second] = args;
  const method = last(call.call);
  if (/^(?:java\.lang\.)?String\.format$/.test(call.call)) {
    // `String.format(Locale.ROOT, "…", …)`
    const from = walk.literal(first) === undefined && walk.literal(second) !== undefined ? 1 : 0;
    const format = walk.literal(args[from]);
    return format === undefined ? undefined : formatParts(format, "percent", args.slice(from + 1));
  }
  if (/^MessageFormat\.format$/.test(call.call)) {
    const format = walk.literal(first);
    return format === undefined ? undefined : formatParts(format, "brace", args.slice(1));
  }
  if (object && (method === "formatted" || method === "format")) {
    const format = walk.literal(object);
    return format === undefined ? undefined : formatParts(format, "percent", args);
  }
  if (/^String\.join$/.test(call.call)) {
    const separator = walk.literal(first);
    const items = args.length === 2 ? itemsOf(second) : args.slice(1);
    return separator === undefined || !items ? undefined : joined(items, separator);
  }
  if (LIST.test(call.call)) return [{ list: args }];
  if (MAP.test(call.call)) return [{ object: pairwise(args) }];
  if (/^(?:java\.util\.)?Map\.ofEntries$/.test(call.call)) {
    const entries = pairs(args);
    return entries ? [{ object: entries }] : undefined;
  }
  if (OTHERWISE.test(call.call) && first && second) return choiceOf(at, [first, second]).parts;
  if (IDENTITY.test(call.call) && first) return first.parts;
  if (BUILDER.test(call.call)) return first && !("opaque" in (first.parts[0] ?? {})) ? first.parts : [];
  if (object) {
    if (isSelf(object)) return undefined;
    if (method === "append" && BUILDING.test(call.call) && first) return [...object.parts, ...first.parts];
    if (method === "concat" && first && args.length === 1) return [...object.parts, ...first.parts];
    if (method === "orElse" && first) return choiceOf(at, [object, first]).parts;
    if (method === "orElseGet" && first)
      return choiceOf(at, [object, walk.result(first)?.value ?? first]).parts;
    if (SAME.has(method) && (args.length === 0 || SAME_WITH_ARGUMENTS.has(method))) return object.parts;
  }
  return undefined;
}
