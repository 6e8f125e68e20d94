import type { Node } from "web-tree-sitter";
import type { Entry, Part, Span, Value } from "../../model/fact.ts";
import { formatParts, value } from "../adapter.ts";
import { literalText, nameValue } from "./place.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\n": "",
  "\r": "",
};

/** What an escape sequence of a Python literal stands for. */
function decodeEscape(sequence: string): string {
  const body = sequence.slice(1);
  const hex = /^[xuU]([0-9a-fA-F]+)$/.exec(body)?.[1];
  if (hex !== undefined) {
    const code = Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  }
  if (/^[0-7]{1,3}$/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  if (body.startsWith("N{")) return "\ufffd";
  return SIMPLE[body.charAt(0)] ?? body;
}

/** Parts of a string literal; `interpolated` lowers the expression of an f-string's braces. */
export function stringParts(
  node: Node,
  text: string,
  interpolated: (expression: Node) => readonly Part[],
): Part[] {
  const parts: Part[] = [];
  for (const child of node.namedChildren) {
    if (child.type === "string_content") {
      let last = child.startIndex;
      for (const sequence of child.namedChildren) {
        parts.push({ text: text.slice(last, sequence.startIndex) });
        const spelled = text.slice(sequence.startIndex, sequence.endIndex);
        parts.push({
          text: sequence.type === "escape_interpolation" ? spelled.slice(1) : decodeEscape(spelled),
        });
        last = sequence.endIndex;
      }
      parts.push({ text: text.slice(last, child.endIndex) });
    } else if (child.type === "interpolation") {
      const expression = child.childForFieldName("expression");
      if (!expression) continue;
      // f"{x=}" prints its own spelling first.
      if (/^\s*=/.test(text.slice(expression.endIndex, child.endIndex)))
        parts.push({ text: `${text.slice(child.startIndex + 1, expression.endIndex)}=` });
      parts.push(...interpolated(expression));
    }
  }
  return parts;
}

/** Entries a `%(key)s` or `{key}` format finds in something that is no literal: `creds` → `creds.key`, `locals()` → `key`. */
function entriesOf(source: Value, keys: Iterable<string>): Entry[] {
  const only = source.parts.length === 1 ? source.parts[0] : undefined;
  if (!only) return [];
  if ("object" in only) return [...only.object];
  const prefix =
    "name" in only
      ? `${only.name}.`
      : "call" in only && (only.call === "locals" || only.call === "vars") && only.args.length === 0
        ? ""
        : undefined;
  if (prefix === undefined) return [];
  return [...keys].map((key) => ({ key, at: source.at, value: nameValue(source.at, prefix + key) }));
}

/** `"…%s…" % right`: parts with the arguments in their places. */
export function percentFormat(at: Span, format: string, right: Value): Value {
  const only = right.parts.length === 1 ? right.parts[0] : undefined;
  if (only && "list" in only) return value(at, formatParts(format, "percent", only.list));
  const keys = [...format.matchAll(/%\((\w+)\)/g)].map((match) => match[1] ?? "");
  if (keys.length > 0) return value(at, formatParts(format, "percent", [], entriesOf(right, keys)));
  const places = [...format.matchAll(/%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]/g)].filter(
    ([found]) => found !== "%%",
  );
  // One name for several places is a tuple kept in a variable.
  if (only && "name" in only && places.length > 1)
    return value(
      at,
      formatParts(
        format,
        "percent",
        places.map((_, index) => nameValue(right.at, `${only.name}.${index}`)),
      ),
    );
  return value(at, formatParts(format, "percent", [right]));
}

/** `"…{}…".format(…)`: parts with the arguments in their places, also `{0.x}`, `{c[x]}` and `**settings`. */
export function braceFormat(
  at: Span,
  format: string,
  args: readonly Value[],
  named: readonly Entry[],
): Value {
  const entries = named.filter((entry) => entry.key !== "...");
  const spread = named.filter((entry) => entry.key === "...");
  const keys = new Set([...format.matchAll(/\{\s*([A-Za-z_]\w*)/g)].map((match) => match[1] ?? ""));
  let positional = args;
  for (const { value: source } of spread) {
    const only = source.parts.length === 1 ? source.parts[0] : undefined;
    if (only && "name" in only && /\{\s*\d*\s*[}:!]/.test(format))
      positional = [
        ...positional,
        ...Array.from({ length: 9 }, (_, index) => nameValue(source.at, `${only.name}.${index}`)),
      ];
    entries.push(...entriesOf(source, keys));
  }
  // `{0.email}` and `{user[email]}` name a member of an argument: give each a key of its own.
  const plain = format.replace(/\{(\w+)((?:\.\w+|\[\w+\])+)(?=[!:}])/g, (_, root: string, path: string) => {
    const argument = /^\d+$/.test(root)
      ? positional[Number(root)]
      : entries.find((entry) => entry.key === root)?.value;
    const base = argument?.parts.length === 1 ? argument.parts[0] : undefined;
    const dotted = path.replace(/\[(\w+)\]/g, ".$1");
    const key = `_${root}${dotted}`;
    if (argument && base && "name" in base)
      entries.push({ key, at: argument.at, value: nameValue(argument.at, base.name + dotted) });
    return `{${key}`;
  });
  return value(at, formatParts(plain, "brace", positional, entries));
}

/** `separator.join(list)`: the elements with the separator between; undefined when the list is no literal. */
export function joinList(at: Span, separator: string, list: Value | undefined): Value | undefined {
  const only = list?.parts.length === 1 ? list.parts[0] : undefined;
  if (!only || !("list" in only) || only.list.length === 0) return undefined;
  return value(
    at,
    only.list.flatMap((element, index) =>
      index === 0 ? element.parts : [{ text: separator }, ...element.parts],
    ),
  );
}

/** True for what only stands around a text: white space, and the quotes that configparser leaves. */
export const isMargin = (argument: Value): boolean => {
  const text = literalText(argument);
  return text !== undefined && /^[\s"']*$/.test(text);
};
