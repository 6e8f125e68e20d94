import type { Scope, Span, Value } from "../../model/fact.ts";
import { type Lowering, value } from "../adapter.ts";
import { type Arguments, type Link, literalText, nameValue, type Place } from "./place.ts";
import { braceFormat, isMargin, joinList } from "./strings.ts";

/** Functions that give back the text they get. */
const CONVERSIONS = new Set([
  "str",
  "unicode",
  "bytes",
  "bytearray",
  "six.text_type",
  "six.ensure_str",
  "six.ensure_text",
  "six.ensure_binary",
  "six.b",
  "six.u",
]);

/** Methods that give back what they are called on, whatever their (literal) arguments. */
const CODECS = new Set(["encode", "decode", "__str__"]);

/** Pydantic's; with a `SecretId` it is a lookup of AWS. */
const UNWRAPS = "get_secret_value";

const TRANSFORMS = /^(?:base64|base_?64|hex|bz2|zlib|zip|uu|quopri|rot_?13|punycode|idna)(?:_codec)?$/i;

const TRIMS = new Set(["strip", "lstrip", "rstrip"]);

const ENVIRONMENT_READS = new Set([
  "os.getenv",
  "os.getenvb",
  "os.environ.get",
  "os.environb.get",
  "os.environ.pop",
]);

/** Streamlit hands its top-level secrets over as environment variables too; a table (`st.secrets["zendesk"]`) stays a name. */
const SECRETS = "streamlit.secrets";
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

const choice = (at: Span, first: Value, second: Value): Value => ({
  at,
  parts: [{ choice: [first, second] }],
});

/** True when a parameter of a function around has the name: WSGI's `environ` is no environment. */
function isParameter(lowering: Lowering, scope: number, name: string): boolean {
  let current: Scope | undefined = lowering.scopes[scope];
  while (current) {
    if (current.params.some((param) => param.name === name)) return true;
    current = current.parent === null ? undefined : lowering.scopes[current.parent];
  }
  return false;
}

/** The path with a local alias of `os`, `os.environ` or `os.getenv` written out. */
function canonical(path: string, place: Place): string {
  const dot = path.indexOf(".");
  const root = dot < 0 ? path : path.slice(0, dot);
  const alias =
    place.file.environment.get(root) ?? (root === "environ" || root === "getenv" ? `os.${root}` : undefined);
  if (!alias || isParameter(place.file.lowering, place.scope, root)) return path;
  return alias + path.slice(root.length);
}

/** True for a key of `os.environ` in every spelling, and for a variable of Streamlit's secrets. */
export function isVariable(link: Link, key: string, place: Place): boolean {
  if (!link.plain) return false;
  const path = canonical(link.path, place);
  return path === "os.environ" || path === "os.environb" || (path === SECRETS && VARIABLE.test(key));
}

/** The value of a call that is no more than its arguments put together; undefined for every other call. */
export function transparentCall(
  at: Span,
  callee: Link,
  base: Link | undefined,
  given: Arguments,
  place: Place,
): Value | undefined {
  const { args, named } = given;
  if (callee.plain) {
    const read = environmentRead(at, canonical(callee.path, place), given);
    if (read) return read;
    const builtin = builtinCall(at, callee.path, given);
    if (builtin) return builtin;
  }
  if (!base) return undefined;
  const method = callee.path.slice(callee.path.lastIndexOf(".") + 1);
  const text = literalText(base.value);
  if (text !== undefined) {
    if (method === "format") return braceFormat(at, text, args, named);
    if (method === "format_map" && args[0])
      return braceFormat(at, text, [], [{ key: "...", at: args[0].at, value: args[0] }]);
    if (method === "join" && args.length === 1) return joinList(at, text, args[0]);
  }
  if (TRIMS.has(method) && named.length === 0 && args.every(isMargin)) return { at, parts: base.value.parts };
  const literals = [...args, ...named.map((entry) => entry.value)].every(
    (argument) => literalText(argument) !== undefined,
  );
  if (method === UNWRAPS && args.length === 0 && named.length === 0) return { at, parts: base.value.parts };
  // `jwt.encode(payload, key)` has arguments that are no codec names; Python 2's `encode("base64")` is no codec of text.
  if (CODECS.has(method) && args.length <= 2 && literals && !TRANSFORMS.test(literalText(args[0]) ?? ""))
    return { at, parts: base.value.parts };
  return undefined;
}

function environmentRead(at: Span, path: string, { args, named }: Arguments): Value | undefined {
  const secrets = path === `${SECRETS}.get`;
  if (!secrets && !ENVIRONMENT_READS.has(path)) return undefined;
  const key = literalText(args[0] ?? named.find((entry) => entry.key === "key")?.value);
  if (!key || (secrets && !VARIABLE.test(key))) return undefined;
  const read: Value = { at, parts: [{ env: key }] };
  const fallback = args[1] ?? named.find((entry) => entry.key === "default")?.value;
  return fallback ? choice(at, read, fallback) : read;
}

function builtinCall(at: Span, path: string, { args, named }: Arguments): Value | undefined {
  const first = args[0];
  if (path === "dict") return dictCall(at, { args, named });
  if (!first) return undefined;
  const only = first.parts.length === 1 ? first.parts[0] : undefined;
  if (CONVERSIONS.has(path) && args.slice(1).every((argument) => literalText(argument) !== undefined))
    return { at, parts: first.parts };
  if ((path === "list" || path === "tuple" || path === "set") && args.length === 1 && only && "list" in only)
    return { at, parts: first.parts };
  if ((path === "cast" || path === "typing.cast") && args[1] && args.length === 2)
    return { at, parts: args[1].parts };
  // `vars(x)["a"]` is `x.a`; `vars()` alone is what `%(a)s` looks names up in.
  if (path === "vars" && args.length === 1 && only && "name" in only) return { at, parts: first.parts };
  // `getattr(settings, "X", default)` is `settings.X` with a default.
  if (path === "getattr" && only && "name" in only) {
    const attribute = literalText(args[1]);
    if (attribute === undefined || attribute === "") return undefined;
    const member = nameValue(at, `${only.name}.${attribute}`);
    return args[2] ? choice(at, member, args[2]) : member;
  }
  return undefined;
}

/** `dict(a=1, **b)`, `dict(base, a=1)`, `dict([("a", 1)])`: an object. */
function dictCall(at: Span, { args, named }: Arguments): Value | undefined {
  const first = args[0];
  if (!first) return value(at, [{ object: named }]);
  if (args.length > 1) return undefined;
  const only = first.parts.length === 1 ? first.parts[0] : undefined;
  if (only && "object" in only) return value(at, [{ object: [...only.object, ...named] }]);
  if (only && "list" in only) {
    const pairs = only.list.map((pair) => {
      const part = pair.parts.length === 1 ? pair.parts[0] : undefined;
      const [key, content] = part && "list" in part ? part.list : [];
      const text = literalText(key);
      return key && content && text !== undefined ? { key: text, at: key.at, value: content } : undefined;
    });
    const entries = pairs.filter((entry) => entry !== undefined);
    return entries.length === pairs.length ? value(at, [{ object: [...entries, ...named] }]) : undefined;
  }
  return value(at, [{ object: [{ key: "...", at: first.at, value: first }, ...named] }]);
}
