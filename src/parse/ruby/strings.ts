import type { Node } from "web-tree-sitter";
import type { Entry, Part, Span, Value } from "../../model/fact.ts";
import { formatParts, type Piece, value } from "../adapter.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  s: " ",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
  "\n": "",
  "\r": "",
};

/** What an escape sequence of a double-quoted literal stands for. */
function decodeEscape(sequence: string): string {
  const body = sequence.slice(1);
  const codes =
    /^u\{([0-9a-fA-F\s]{1,200})\}$/.exec(body)?.[1]?.trim().split(/\s+/) ??
    /^[xu]([0-9a-fA-F]+)$/.exec(body)?.slice(1);
  if (codes)
    return codes
      .map((code) => Number.parseInt(code, 16))
      .map((code) => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd"))
      .join("");
  if (/^[0-7]{1,3}$/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  return SIMPLE[body.charAt(0)] ?? body;
}

/** True for `'…'` and `%q(…)`, where a backslash only stands before a quote or itself. */
const isRaw = (literal: string): boolean => literal.startsWith("'") || literal.startsWith("%q");

/** Parts of a string, symbol, `%w` word, subshell or regular expression; `interpolated` lowers the inside of `#{}`. */
export function stringParts(node: Node, text: string, interpolated: (hole: Node) => readonly Part[]): Part[] {
  const raw = isRaw(text.slice(node.startIndex, node.startIndex + 2));
  return node.namedChildren.flatMap((child): readonly Part[] => {
    const spelled = text.slice(child.startIndex, child.endIndex);
    switch (child.type) {
      case "string_content":
        return [{ text: raw ? spelled.replace(/\\([\\'])/g, "$1") : spelled }];
      case "escape_sequence":
        return [{ text: raw ? spelled.slice(1) : decodeEscape(spelled) }];
      case "interpolation":
        return interpolated(child);
      default:
        return [];
    }
  });
}

/** Parts of a heredoc's body; `<<~` takes away the indentation all lines share. */
export function heredocParts(
  body: Node,
  text: string,
  squiggly: boolean,
  interpolated: (hole: Node) => readonly Part[],
): Part[] {
  const pieces = body.namedChildren.flatMap((child): { text?: string; hole?: Node }[] => {
    const spelled = text.slice(child.startIndex, child.endIndex);
    if (child.type === "heredoc_content") return [{ text: spelled }];
    if (child.type === "escape_sequence") return [{ text: decodeEscape(spelled) }];
    return child.type === "interpolation" ? [{ hole: child }] : [];
  });
  // The white space before the closing mark belongs to the mark.
  const final = pieces.at(-1);
  if (final?.text !== undefined) final.text = final.text.replace(/\n[ \t]+$/, "\n");
  const first = pieces[0];
  // The body begins with the end of the line that holds `<<~X`.
  const start = first?.text?.replace(/^\r?\n/, "");
  const lead = first?.text !== undefined && start !== first.text;
  if (first && start !== undefined) first.text = start;
  let shared = Number.POSITIVE_INFINITY;
  if (squiggly) {
    for (const [index, piece] of pieces.entries()) {
      const atLine = index === 0 && lead ? `\n${piece.text ?? ""}` : (piece.text ?? "");
      for (const match of atLine.matchAll(/\n([ \t]*)(?=[^\s]|$)/g)) {
        const isEnd = match.index + match[0].length === atLine.length;
        if (isEnd && index === pieces.length - 1) continue;
        shared = Math.min(shared, (match[1] ?? "").length);
      }
    }
  }
  return pieces.flatMap((piece, index): readonly Part[] => {
    if (piece.hole) return interpolated(piece.hole);
    const literal = piece.text ?? "";
    if (shared === 0 || shared === Number.POSITIVE_INFINITY) return [{ text: literal }];
    const dedented = `${index === 0 ? "\n" : ""}${literal}`
      .split("\n")
      .map((line, at) =>
        at === 0 ? line : line.slice(Math.min(shared, line.length - line.trimStart().length)),
      );
    return [{ text: dedented.join("\n").slice(index === 0 ? 1 : 0) }];
  });
}

/** A heredoc's text as code of another language; what is interpolated becomes a name. */
export function heredocPieces(body: Node, text: string): Piece[] {
  return body.namedChildren.flatMap((child): Piece[] => {
    const start = child.startIndex;
    const spelled = text.slice(start, child.endIndex);
    if (child.type === "heredoc_content") return [{ text: spelled, start }];
    if (child.type === "escape_sequence")
      return [{ text: decodeEscape(spelled), start, length: spelled.length }];
    return child.type === "interpolation" ? [{ text: "interpolated", start, length: spelled.length }] : [];
  });
}

/** `format("…", …)` and `"…" % …`: parts with the arguments in their places; `%<name>s` and `%{name}` as well. */
export function percentFormat(
  at: Span,
  format: string,
  args: readonly Value[],
  named: readonly Entry[],
): Value {
  const plain = format
    .replace(/%[-+ #0]*<(\w+)>([-+ #0]*\d*(?:\.\d+)?[a-zA-Z])/g, "%($1)$2")
    .replace(/%[-+ #0]*\d*\{(\w+)\}/g, "%($1)s");
  return value(at, formatParts(plain, "percent", args, named));
}

/** The arguments of `"…" % right`: the elements of a list, the keys of a hash, places of a name, or the one value. */
export function percentArguments(
  format: string,
  right: Value,
): { args: readonly Value[]; named: readonly Entry[] } {
  const only = right.parts.length === 1 ? right.parts[0] : undefined;
  if (only && "list" in only) return { args: only.list, named: [] };
  if (only && "object" in only) return { args: [], named: only.object };
  if (only && "name" in only) {
    const { name } = only;
    const member = (key: string | number): Value => ({ at: right.at, parts: [{ name: `${name}.${key}` }] });
    const keys = [...format.matchAll(/%[^%<{\s]*[<{](\w+)[>}]/g)].map((match) => match[1] ?? "");
    if (keys.length > 0)
      return { args: [], named: keys.map((key) => ({ key, at: right.at, value: member(key) })) };
    const places = [...format.matchAll(/%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]/g)].filter(
      ([found]) => found !== "%%",
    );
    // One name for several places is an array kept in a variable.
    if (places.length > 1) return { args: places.map((_, index) => member(index)), named: [] };
  }
  return { args: [right], named: [] };
}

/** `list.join(separator)`: the elements with the separator between; undefined when the list is no literal. */
export function joinList(at: Span, list: Value, separator: string): Value | undefined {
  const only = list.parts.length === 1 ? list.parts[0] : undefined;
  if (!only || !("list" in only) || only.list.length === 0) return undefined;
  return value(
    at,
    only.list.flatMap((element, index) =>
      index === 0 ? element.parts : [{ text: separator }, ...element.parts],
    ),
  );
}
