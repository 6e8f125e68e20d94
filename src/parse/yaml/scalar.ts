import type { Piece } from "../adapter.ts";

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

/** Collects decoded text with its origin; runs without escapes become one piece. */
class Pieces {
  readonly list: Piece[] = [];
  #text = "";
  #start = 0;

  run(text: string, start: number): void {
    if (text === "") return;
    if (this.#text !== "" && this.#start + this.#text.length === start) this.#text += text;
    else {
      this.flush();
      this.#text = text;
      this.#start = start;
    }
  }

  one(text: string, start: number, length: number): void {
    this.flush();
    this.list.push({ text, start, length });
  }

  flush(): void {
    if (this.#text !== "") this.list.push({ text: this.#text, start: this.#start });
    this.#text = "";
  }
}

/** Line folding of flow scalars: the break at `index` with the white space around it becomes a blank, or one break per empty line. */
function fold(source: string, index: number): { text: string; end: number } {
  let end = index;
  let breaks = 0;
  while (end < source.length && /[ \t\r\n]/.test(source[end] ?? "")) {
    if (source[end] === "\n") breaks++;
    end++;
  }
  return { text: breaks <= 1 ? " " : "\n".repeat(breaks - 1), end };
}

function trailingBlanks(source: string, index: number): number {
  let end = index;
  while (end < source.length && (source[end] === " " || source[end] === "\t")) end++;
  return source[end] === "\n" || (source[end] === "\r" && source[end + 1] === "\n") ? end : index;
}

/** Decodes a flow scalar without its quotes: `source` stands at `offset` of the file. */
export function decodeFlow(
  source: string,
  offset: number,
  style: "plain" | "single" | "double" | "json",
): Piece[] {
  const pieces = new Pieces();
  const special =
    style === "double"
      ? /[\\ \t\r\n]/g
      : style === "json"
        ? /\\/g
        : style === "single"
          ? /[' \t\r\n]/g
          : /[ \t\r\n]/g;
  let last = 0;
  for (let match = special.exec(source); match; match = special.exec(source)) {
    const index = match.index;
    const character = match[0];
    if (character === "\\") {
      pieces.run(source.slice(last, index), offset + last);
      const escaped = readEscape(source, index, style);
      pieces.one(escaped.text, offset + index, escaped.length);
      last = index + escaped.length;
    } else if (character === "'") {
      if (source[index + 1] !== "'") continue;
      pieces.run(source.slice(last, index), offset + last);
      pieces.one("'", offset + index, 2);
      last = index + 2;
    } else {
      const end = trailingBlanks(source, index);
      if (source[end] !== "\n" && source[end] !== "\r") continue;
      pieces.run(source.slice(last, index), offset + last);
      const folded = fold(source, index);
      pieces.one(folded.text, offset + index, folded.end - index);
      last = folded.end;
    }
    special.lastIndex = last;
  }
  pieces.run(source.slice(last), offset + last);
  pieces.flush();
  return pieces.list;
}

function readEscape(source: string, index: number, style: string): { text: string; length: number } {
  const next = source[index + 1] ?? "";
  const digits =
    next === "u" ? 4 : style === "double" && next === "x" ? 2 : style === "double" && next === "U" ? 8 : 0;
  if (digits > 0) {
    const code = source.slice(index + 2, index + 2 + digits);
    const point = Number.parseInt(code, 16);
    if (code.length === digits && /^[0-9a-fA-F]+$/.test(code) && point <= 0x10ffff)
      return { text: String.fromCodePoint(point), length: 2 + digits };
  }
  if (style === "double" && (next === "\n" || next === "\r")) {
    const skipped = /^\\\r?\n[ \t]*/.exec(source.slice(index, index + 1000));
    return { text: "", length: skipped?.[0].length ?? 2 };
  }
  return { text: SIMPLE_ESCAPES[next] ?? next, length: next === "" ? 1 : 2 };
}

/**
 * Decodes the body of a block scalar (the lines after its header) that stands at `offset`.
 * Every line of text is a piece of its own, so that indentation is left out of the inner text but not out of the spans.
 */
export function decodeBlock(body: string, offset: number, header: string): Piece[] {
  const folded = header.includes(">");
  const keep = header.includes("+");
  const strip = header.includes("-");
  const lines: { text: string; start: number; breakLength: number }[] = [];
  for (let start = 0; start < body.length; ) {
    const lineEnd = body.indexOf("\n", start);
    const end = lineEnd < 0 ? body.length : lineEnd;
    const bare = body[end - 1] === "\r" && end > start ? end - 1 : end;
    lines.push({ text: body.slice(start, bare), start, breakLength: lineEnd < 0 ? 0 : end + 1 - bare });
    start = end + 1;
  }
  const first = lines.find((line) => /[^ ]/.test(line.text));
  const cut = first ? (/^ */.exec(first.text)?.[0].length ?? 0) : 0;
  let lastContent = lines.length - 1;
  while (lastContent >= 0 && (lines[lastContent]?.text.trim() ?? "") === "") lastContent--;
  const pieces: Piece[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > lastContent && !keep) break;
    const text = line.text.slice(cut);
    if (text !== "") pieces.push({ text, start: offset + line.start + cut });
    if (index === lastContent && (strip || line.breakLength === 0)) break;
    if (line.breakLength === 0) break;
    const next = lines[index + 1];
    const nextText = next?.text.slice(cut) ?? "";
    // A folded line joins the next one with a blank, unless either is empty or indented more.
    const joins =
      folded &&
      index < lastContent &&
      text !== "" &&
      nextText !== "" &&
      !/^[ \t]/.test(text) &&
      !/^[ \t]/.test(nextText);
    const swallowed = folded && index < lastContent && text !== "" && !/^[ \t]/.test(text) && nextText === "";
    const breakStart = offset + line.start + line.text.length;
    if (!swallowed) pieces.push({ text: joins ? " " : "\n", start: breakStart, length: line.breakLength });
  }
  return pieces;
}
