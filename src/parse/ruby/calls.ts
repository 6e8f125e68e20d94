import type { Call, Span, Value } from "../../model/fact.ts";
import { type Arguments, choiceOf, type Link, literalText, nameValue } from "./place.ts";
import { joinList, percentArguments, percentFormat } from "./strings.ts";

/** Methods that give back what they are called on when they get no argument. */
const TRANSPARENT = new Set([
  "to_s",
  "to_str",
  "to_sym",
  "strip",
  "lstrip",
  "rstrip",
  "chomp",
  "strip!",
  "chomp!",
  "presence",
  "dup",
  "clone",
  "freeze",
  "html_safe",
  "squish",
  "b",
  "itself",
  "strip_heredoc",
  "to_h",
  "to_hash",
  "with_indifferent_access",
  "symbolize_keys",
  "deep_symbolize_keys",
]);

/** Methods that change the encoding only. */
const ENCODINGS = new Set(["encode", "force_encoding", "unicode_normalize", "scrub"]);

const NEWLINE = /^(?:\\?[rn]|\r?\n|\r)*$/;

/** True for `ENV`, `::ENV` too. */
export const isEnvironment = (link: Link): boolean => link.plain && link.path === "ENV";

/** The value of a method call that only trims, converts or re-encodes its receiver; undefined for every other method. */
export function transparentMethod(
  at: Span,
  base: Link,
  method: string,
  { args, named }: Arguments,
): Value | undefined {
  if (named.length > 0 && !ENCODINGS.has(method)) return undefined;
  const texts = args.map(literalText);
  // A heredoc's body stands behind the call (`<<~X.strip`): its place is the better one.
  const same: Value = { at: base.value.at.start >= at.end ? base.value.at : at, parts: base.value.parts };
  if (TRANSPARENT.has(method) && args.length === 0) return same;
  if (ENCODINGS.has(method) && texts.every((text) => text !== undefined) && !/base64/i.test(texts[0] ?? ""))
    return same;
  if (method === "join" && args.length <= 1)
    return joinList(at, base.value, texts[0] ?? (args.length === 0 ? "" : "\0"));
  // Base64.encode64 breaks lines; taking the line ends out again changes nothing of interest.
  const removesLineEnds = texts[0] !== undefined && texts[0] !== "" && NEWLINE.test(texts[0]);
  if (method === "delete" && args.length === 1 && removesLineEnds) return same;
  if (/^(?:gsub|tr|sub)!?$/.test(method) && args.length === 2 && removesLineEnds && texts[1] === "")
    return same;
  return undefined;
}

/** The environment read of `ENV.fetch("X", default)` and `ENV.values_at("X", "Y")`. */
export function environmentRead(
  at: Span,
  method: string,
  { args }: Arguments,
  block: Value | undefined,
): Value | undefined {
  const keys = args.map(literalText);
  const [key] = keys;
  if (method === "values_at" && keys.length > 0 && keys.every((one) => one))
    return {
      at,
      parts: [{ list: args.map((one, index) => ({ at: one.at, parts: [{ env: keys[index] ?? "" }] })) }],
    };
  if (!key || !["fetch", "[]", "dig", "delete"].includes(method)) return undefined;
  const read: Value = { at, parts: [{ env: key }] };
  const fallback = method === "fetch" ? (args[1] ?? block) : undefined;
  return fallback ? choiceOf(at, [read, fallback]) : read;
}

/** The value of a function call that only puts its arguments together (`format`, `String(x)`); undefined for every other. */
export function transparentFunction(at: Span, name: string, { args, named }: Arguments): Value | undefined {
  const [first, ...rest] = args;
  if (!first) return undefined;
  if (name === "String" && rest.length === 0 && named.length === 0) return { at, parts: first.parts };
  if (!/^(?:Kernel\.)?(?:format|sprintf)$/.test(name)) return undefined;
  const format = literalText(first);
  if (format === undefined) return undefined;
  const [only] = rest;
  if (!only || rest.length > 1) return percentFormat(at, format, rest, named);
  const found = percentArguments(format, only);
  return percentFormat(at, format, found.args, [...named, ...found.named]);
}

/**
 * The call that a Faraday middleware stands for: `f.request :basic_auth, u, p` and `f.request :authorization, :basic, u, p` are `f.basic_auth(u, p)`,
 * `f.use Some::Middleware, u, p` is `Some::Middleware.new(u, p)`.
 */
export function middlewareCall(base: string, method: string, { args, named }: Arguments): Call | undefined {
  const [first, second] = args;
  const only = first?.parts.length === 1 ? first.parts[0] : undefined;
  if (method === "use" && only && "name" in only && /^[A-Z]/.test(only.name) && args.length > 1)
    return { call: only.name, args: args.slice(1), named };
  if (method !== "request") return undefined;
  const name = literalText(first);
  if (name === "basic_auth" && args.length > 2)
    return { call: `${base}.basic_auth`, args: args.slice(1), named };
  if (name === "authorization" && literalText(second) === "basic" && args.length > 3)
    return { call: `${base}.basic_auth`, args: args.slice(2), named };
  return undefined;
}

/** `hash.fetch(:a)` on a plain name keeps being a call; `obj.send(:name)` is the member itself. */
export function sentMember(
  at: Span,
  base: Link,
  method: string,
  { args, named }: Arguments,
): Value | undefined {
  if (!base.plain || args.length !== 1 || named.length > 0) return undefined;
  if (method !== "send" && method !== "public_send" && method !== "try" && method !== "instance_variable_get")
    return undefined;
  const name = literalText(args[0])?.replace(/^@+/, "");
  return name && /^[A-Za-z_]\w*$/.test(name) ? nameValue(at, `${base.path}.${name}`) : undefined;
}
