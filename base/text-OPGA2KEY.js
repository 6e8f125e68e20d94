import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  StatementReader,
  dialectOf,
  linesOf,
  stretchesOf
} from "./chunk-CY3OSTKU.js";
import {
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/text/batch.ts
function expansions(text, known) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(
    /%([A-Za-z_]\w{0,80})(?::[^%\r\n]{0,80})?%|!([A-Za-z_]\w{0,80})!|%~?(\d)/g
  )) {
    const name = match[1] ?? match[2] ?? match[3] ?? "";
    parts.push({ text: text.slice(last, match.index) });
    parts.push(match[3] || known.has(name.toUpperCase()) ? { name } : { env: name });
    last = match.index + match[0].length;
  }
  parts.push({ text: text.slice(last) });
  return parts;
}
function readBatchLine(lowering, line, known) {
  const text = lowering.text.slice(line.start, line.end);
  const at = (from, to) => ({ start: line.start + from, end: line.start + to });
  const set = /^[\s@(]*set\s+(?:\/[pa]\s+)?("?)(\w+)=/i.exec(text);
  if (set) {
    const from = set[0].length;
    const given = text.slice(from).trimEnd();
    const bare = set[1] && given.endsWith('"') ? given.slice(0, -1) : given;
    const read = value(at(from, from + bare.length), expansions(bare, known));
    lowering.emit({ kind: "assign", at: line, scope: 0, name: set[2] ?? "", value: read });
    return true;
  }
  if (/^[\s@(]*(?:rem\b|::|echo\b|goto\b|:)/i.test(text)) return false;
  const words = [];
  for (const match of text.matchAll(/(?:"[^"\r\n]*"|[^\s"])+/g)) {
    words.push({ text: match[0].replaceAll('"', ""), span: at(match.index, match.index + match[0].length) });
  }
  const first = words[0];
  if (!first || words.length < 2) return false;
  const args = words.slice(1).map((word) => value(word.span, expansions(word.text, known)));
  lowering.emit({
    kind: "call",
    at: line,
    scope: 0,
    call: first.text.replace(/^@|\.exe$/g, ""),
    args,
    named: []
  });
  return true;
}
function batchNames(text) {
  return new Set(
    [...text.matchAll(/^[ \t@(]{0,20}set[ \t]{1,8}(?:\/[pa][ \t]{1,8})?"?(\w+)=/gim)].map(
      (match) => (match[1] ?? "").toUpperCase()
    )
  );
}

// src/parse/languages/text.ts
var load = async () => lowerText;
function lowerText(lowering) {
  const lines = linesOf(lowering.text);
  const dialect = dialectOf(lowering.extension);
  const reader = new StatementReader(lowering, lines, dialect);
  if (dialect.batch) {
    const known = batchNames(lowering.text);
    for (const line of lines) {
      if (line.interesting && !readBatchLine(lowering, trimmed(lowering.text, line), known))
        reader.prose(trimmed(lowering.text, line));
    }
    return;
  }
  for (const stretch of stretchesOf(lowering.text, lines)) reader.read(stretch);
  for (const line of lines)
    if (line.interesting && !reader.covers(line)) reader.prose(trimmed(lowering.text, line));
}
function trimmed(text, line) {
  let { start, end } = line;
  while (start < end && (text.charCodeAt(start) <= 32 || text.charCodeAt(start) === 65279)) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return { start, end };
}
export {
  load
};
