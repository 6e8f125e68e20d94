import type { Call, Part, Value } from "../../model/fact.ts";
import { formatParts, value } from "../adapter.ts";
import { literalText, onlyPart } from "./walk.ts";

/** More parts than this are a hostile format string that repeats its arguments. */
const MAX_PARTS = 500;

const IDENTITY = /(?:^|\.)(?:toString|valueOf|trim|trimStart|trimEnd|trimLeft|trimRight)$/;

/** Functions that give back their argument. */
const WRAPPER = /^(?:String|Object\.(?:freeze|seal)|Promise\.resolve)$/;

const FORMAT =
  /^(?:(?:\w+\.)?util\.format|(?:\w+\.)?v?sprintf(?:\.v?sprintf)?|(?:sprintf_?js|sprintf-js)\.v?sprintf|Utilities\.formatString|format|vsprintf)$/;

/**
 * What a call is known to give back, as parts: `x.trim()`, `String(x)`, `Object.freeze(x)`, `[a, b].join(":")`, `a.concat(b)`,
 * `util.format("%s/token", a)`. Undefined for every other call.
 */
export function transparent(call: Call, receiver: Value | undefined): readonly Part[] | undefined {
  const parts = read(call, receiver);
  return parts && parts.length <= MAX_PARTS ? parts : undefined;
}

function read(call: Call, receiver: Value | undefined): readonly Part[] | undefined {
  const { call: callee, args } = call;
  const [first] = args;
  if (receiver && args.length === 0 && IDENTITY.test(callee)) return receiver.parts;
  if (WRAPPER.test(callee) && first && args.length === 1) return first.parts;
  if (receiver && callee.endsWith(".join")) return joined(receiver, first);
  if (receiver && callee.endsWith(".concat")) return concatenated(receiver, args);
  if (FORMAT.test(callee)) {
    const format = literalText(first);
    if (format === undefined || !format.includes("%")) return undefined;
    const list = onlyPart(args[1] ?? { at: { start: 0, end: 0 }, parts: [] });
    const values = /vsprintf$/.test(callee) && list && "list" in list ? list.list : args.slice(1);
    return formatParts(format, "percent", values);
  }
  if (receiver && callee === '"".format') {
    const format = literalText(receiver);
    if (format === undefined) return undefined;
    const fields = first ? onlyPart(first) : undefined;
    return format.includes("%")
      ? formatParts(format, "percent", args)
      : formatParts(format, "brace", args, fields && "object" in fields ? fields.object : []);
  }
  return undefined;
}

function joined(receiver: Value, separator: Value | undefined): readonly Part[] | undefined {
  const list = onlyPart(receiver);
  const between = separator ? literalText(separator) : ",";
  if (!list || !("list" in list) || between === undefined) return undefined;
  return list.list.flatMap((one, index) => (index === 0 ? one.parts : [{ text: between }, ...one.parts]));
}

/** `concat` of strings; lists have it too, so some piece must be text. */
function concatenated(receiver: Value, args: readonly Value[]): readonly Part[] | undefined {
  const pieces = [receiver, ...args];
  const list = pieces.some((piece) => piece.parts.some((part) => "list" in part || "object" in part));
  // An empty literal has no parts: `"".concat(a, b)` is how compilers write a template.
  const textual = pieces.some(
    (piece) => piece.parts.length === 0 || piece.parts.some((part) => "text" in part),
  );
  if (list || !textual) return undefined;
  return value(
    receiver.at,
    pieces.flatMap((piece) => piece.parts),
  ).parts;
}
