import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/parse/yaml/scalar.ts
var SIMPLE_ESCAPES = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1B",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v",
  N: "\x85",
  _: "\xA0",
  L: "\u2028",
  P: "\u2029"
};
var Pieces = class {
  list = [];
  #text = "";
  #start = 0;
  run(text, start) {
    if (text === "") return;
    if (this.#text !== "" && this.#start + this.#text.length === start) this.#text += text;
    else {
      this.flush();
      this.#text = text;
      this.#start = start;
    }
  }
  one(text, start, length) {
    this.flush();
    this.list.push({ text, start, length });
  }
  flush() {
    if (this.#text !== "") this.list.push({ text: this.#text, start: this.#start });
    this.#text = "";
  }
};
function fold(source, index) {
  let end = index;
  let breaks = 0;
  while (end < source.length && /[ \t\r\n]/.test(source[end] ?? "")) {
    if (source[end] === "\n") breaks++;
    end++;
  }
  return { text: breaks <= 1 ? " " : "\n".repeat(breaks - 1), end };
}
function trailingBlanks(source, index) {
  let end = index;
  while (end < source.length && (source[end] === " " || source[end] === "	")) end++;
  return source[end] === "\n" || source[end] === "\r" && source[end + 1] === "\n" ? end : index;
}
function decodeFlow(source, offset, style) {
  const pieces = new Pieces();
  const special = style === "double" ? /[\\ \t\r\n]/g : style === "json" ? /\\/g : style === "single" ? /[' \t\r\n]/g : /[ \t\r\n]/g;
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
function readEscape(source, index, style) {
  const next = source[index + 1] ?? "";
  const digits = next === "u" ? 4 : style === "double" && next === "x" ? 2 : style === "double" && next === "U" ? 8 : 0;
  if (digits > 0) {
    const code = source.slice(index + 2, index + 2 + digits);
    const point = Number.parseInt(code, 16);
    if (code.length === digits && /^[0-9a-fA-F]+$/.test(code) && point <= 1114111)
      return { text: String.fromCodePoint(point), length: 2 + digits };
  }
  if (style === "double" && (next === "\n" || next === "\r")) {
    const skipped = /^\\\r?\n[ \t]*/.exec(source.slice(index, index + 1e3));
    return { text: "", length: skipped?.[0].length ?? 2 };
  }
  return { text: SIMPLE_ESCAPES[next] ?? next, length: next === "" ? 1 : 2 };
}
function decodeBlock(body, offset, header) {
  const folded = header.includes(">");
  const keep = header.includes("+");
  const strip = header.includes("-");
  const lines = [];
  for (let start = 0; start < body.length; ) {
    const lineEnd = body.indexOf("\n", start);
    const end = lineEnd < 0 ? body.length : lineEnd;
    const bare = body[end - 1] === "\r" && end > start ? end - 1 : end;
    lines.push({ text: body.slice(start, bare), start, breakLength: lineEnd < 0 ? 0 : end + 1 - bare });
    start = end + 1;
  }
  const first = lines.find((line) => /[^ ]/.test(line.text));
  const cut = first ? /^ */.exec(first.text)?.[0].length ?? 0 : 0;
  let lastContent = lines.length - 1;
  while (lastContent >= 0 && (lines[lastContent]?.text.trim() ?? "") === "") lastContent--;
  const pieces = [];
  for (const [index, line] of lines.entries()) {
    if (index > lastContent && !keep) break;
    const text = line.text.slice(cut);
    if (text !== "") pieces.push({ text, start: offset + line.start + cut });
    if (index === lastContent && (strip || line.breakLength === 0)) break;
    if (line.breakLength === 0) break;
    const next = lines[index + 1];
    const nextText = next?.text.slice(cut) ?? "";
    const joins = folded && index < lastContent && text !== "" && nextText !== "" && !/^[ \t]/.test(text) && !/^[ \t]/.test(nextText);
    const swallowed = folded && index < lastContent && text !== "" && !/^[ \t]/.test(text) && nextText === "";
    const breakStart = offset + line.start + line.text.length;
    if (!swallowed) pieces.push({ text: joins ? " " : "\n", start: breakStart, length: line.breakLength });
  }
  return pieces;
}

export {
  decodeFlow,
  decodeBlock
};
