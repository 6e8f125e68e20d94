import type { Edit } from "../../model/edit.ts";
import { blanked, type EmbeddedScript, isometric, joiner, lineAt, withoutDocuments } from "./view.ts";

/** A script in a CI file: a block scalar, a one-line scalar, or the list of lines that one shell runs. */
export interface YamlScript extends EmbeddedScript {
  /** Key that holds it: `run`, `script`, `bash`. */
  readonly key: string;
  /** Column of the key: that of its siblings. */
  readonly column: number;
}

const HEADER = /^([ ]*(?:-[ ]+)*)(?:(["']?)([\w./-]+)\2[ ]*:[ ]+|)([|>])[+-]?\d*[ ]*(?:#.*)?\r?$/;
const PAIR = /^([ ]*(?:-[ ]+)*)(["']?)([\w./-]+)\2[ ]*:(?:[ ]+(\S.*?))?[ ]*\r?$/;
const ITEM = /^([ ]*)-[ ]+(\S.*?)[ ]*\r?$/;

/** Finds the script that a place stands in; undefined where it is written in a way that is not known. */
export function yamlScript(text: string, offset: number): YamlScript | undefined {
  const header = blockHeader(text, offset);
  const line = lineAt(text, offset);
  const own = header ?? line;
  const item = ITEM.exec(own.text);
  const keyed = header
    ? HEADER.exec(own.text)?.[3] !== undefined
    : PAIR.test(own.text) && !/^[ ]*-[ ]+["']/.test(own.text);
  // `command: [sh, -c, …]`: each item is an argument.
  if (header && !keyed && isArgument(text, header)) return blockScript(text, header);
  if (item && (!keyed || (!header && !isScriptKey(PAIR.exec(own.text)?.[3]))))
    return listScript(text, own.start);
  return header ? blockScript(text, header) : lineScript(text, line);
}

const isScriptKey = (key: string | undefined): boolean =>
  key !== undefined && /^(?:run|script|bash|sh|command|cmd|inlineScript)$/.test(key);

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The line with `|` or `>` that a block around the place begins with. */
function blockHeader(text: string, offset: number): Line | undefined {
  let line = lineAt(text, offset);
  let least = indentOf(line.text);
  while (line.start > 0) {
    line = lineAt(text, line.start - 1);
    if (line.text.trim() === "") continue;
    const indent = indentOf(line.text);
    if (indent >= least) continue;
    if (HEADER.test(line.text)) return line;
    least = indent;
  }
  return undefined;
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

function blockScript(text: string, header: Line): YamlScript | undefined {
  const [, lead = "", , key = "", mark] = HEADER.exec(header.text) ?? [];
  const column = lead.length;
  // An item's own column is that of its dash.
  const end = bodyEnd(text, header.end, key === "" ? column - 2 : column);
  const first = /[^\s]/.exec(text.slice(header.end, end));
  if (!first) return undefined;
  const begin = header.end + first.index;
  const indent = begin - lineAt(text, begin).start;
  const folded = mark === ">";
  const body = isometric(text, [{ start: header.end, end }]);
  const view = withoutDocuments(folded ? blanked(body, header.end + 1, end, /\n/g) : body);
  const prepend = (path: string, lines: readonly string[]): Edit[] | undefined => {
    if (folded) return undefined;
    const at = lineAt(text, afterOptions(text, begin, end)).start;
    return [
      {
        path,
        at: { start: at, end: at },
        text: lines.map((line) => `${" ".repeat(indent)}${line}\n`).join(""),
      },
    ];
  };
  return { key, column, start: header.start, end, view, escape: asIs, prepend };
}

/** Behind `set -euo pipefail`, which scripts begin with. */
function afterOptions(text: string, begin: number, end: number): number {
  const options = /^(?:(?:set [-+][^\n]*|#[^\n]*|shopt [^\n]*)\n[ ]*)+/.exec(text.slice(begin, end));
  return begin + (options?.[0].length ?? 0);
}

/** The end of the last line that stands deeper than the key. */
function bodyEnd(text: string, from: number, column: number): number {
  let end = from;
  for (let at = from + 1; at <= text.length; ) {
    const line = lineAt(text, at);
    if (line.text.trim() !== "") {
      if (indentOf(line.text) <= column) break;
      end = line.end;
    }
    at = line.end + 1;
  }
  return end;
}

function lineScript(text: string, line: Line): YamlScript | undefined {
  const [, lead = "", , key = "", value = ""] = PAIR.exec(line.text) ?? [];
  if (value === "") return undefined;
  const column = lead.length;
  const start = line.start + line.text.lastIndexOf(value);
  const quote = /^["']/.exec(value)?.[0];
  const whole = { key, column, start: line.start, end: line.end };
  if (quote) {
    if (!value.endsWith(quote) || value.length < 2) return undefined;
    const inner = { start: start + 1, end: start + value.length - 1 };
    const view = unescaped(isometric(text, [inner]), quote);
    const prepend = (path: string, lines: readonly string[]): Edit[] | undefined =>
      quote === "'" && lines.some((one) => one.includes("'"))
        ? undefined
        : [{ path, at: { start: inner.start, end: inner.start }, text: joined(lines, quote, joiner(view)) }];
    return { ...whole, view, escape: (code) => escaped(code, quote), prepend };
  }
  // A plain scalar may go on below.
  if (bodyEnd(text, line.end, column) > line.end) return undefined;
  const comment = / #/.exec(value)?.index ?? value.length;
  const view = isometric(text, [{ start, end: start + comment }]);
  const indent = " ".repeat(column + 2);
  const prepend = (path: string, lines: readonly string[]): Edit[] => [
    {
      path,
      at: { start, end: start },
      text: `|\n${lines.map((one) => `${indent}${one}\n`).join("")}${indent}`,
    },
  ];
  return { ...whole, view, escape: asIs, prepend };
}

const asIs = (code: string): string => code;

const escaped = (code: string, quote: string): string =>
  quote === '"' ? code.replace(/["\\]/g, "\\$&") : quote === "'" ? code.replaceAll("'", "''") : code;

const joined = (lines: readonly string[], quote: string, join: string): string =>
  lines.map((one) => escaped(one, quote) + join).join("");

const unescaped = (view: string, quote: string): string =>
  quote === '"' ? view.replace(/\\(["\\])/g, " $1") : view.replace(/''/g, " '");

/** The item stands behind `-c`. */
function isArgument(text: string, header: Line): boolean {
  const above = header.start === 0 ? "" : lineAt(text, header.start - 1).text;
  return /^ *-[ ]+["']?-\w*c["']?[ ]*\r?$/.test(above);
}

/** The items of a list: one shell runs them all. */
function listScript(text: string, within: number): YamlScript | undefined {
  const column = /^ *-/.exec(lineAt(text, within).text)?.[0].length ?? 0;
  let parent: Line | undefined;
  for (let line = lineAt(text, within); line.start > 0 && !parent; ) {
    line = lineAt(text, line.start - 1);
    if (line.text.trim() === "" || /^ *#/.test(line.text)) continue;
    const indent = indentOf(line.text);
    if (indent < column - 1 || (indent === column - 1 && !/^ *-/.test(line.text))) parent = line;
  }
  const pair = parent && PAIR.exec(parent.text);
  if (!parent || !pair?.[3] || pair[4] !== undefined) return undefined;
  const end = bodyEnd(text, parent.end, column - 2);
  const first = ITEM.exec(lineAt(text, parent.end + 1).text);
  const begin = parent.end + 1;
  let view = isometric(text, [{ start: begin, end }]);
  const quotes = new Map<number, string>();
  for (let at = begin; at < end; ) {
    const line = lineAt(text, at);
    at = line.end + 1;
    if (indentOf(line.text) !== column - 1) continue;
    const mark = /^ *-[ ]*(?:[|>][+-]?\d*[ ]*$)?/.exec(line.text)?.[0].length ?? 0;
    view = blanked(view, line.start, line.start + mark, /[^\n]/g);
    const quoted = /^(["'])(.*)\1[ ]*$/.exec(line.text.slice(mark));
    if (quoted?.[1]) {
      quotes.set(line.start, quoted[1]);
      const at = { start: line.start + mark, end: line.start + mark + quoted[0].trimEnd().length };
      const inner = unescaped(view.slice(at.start + 1, at.end - 1), quoted[1]);
      view = `${view.slice(0, at.start)} ${inner} ${view.slice(at.end)}`;
    }
  }
  const prepend = (path: string, lines: readonly string[]): Edit[] | undefined => {
    if (!first || lines.some((line) => /^[^\w.]|: | #/.test(line))) return undefined;
    const lead = `${" ".repeat(column - 1)}- `;
    return [{ path, at: { start: begin, end: begin }, text: lines.map((one) => `${lead}${one}\n`).join("") }];
  };
  return {
    key: pair[3],
    column: indentOf(parent.text),
    start: parent.start,
    end,
    view: withoutDocuments(view),
    escape: (code, at) => escaped(code, quotes.get(lineAt(text, at).start) ?? ""),
    prepend,
  };
}
