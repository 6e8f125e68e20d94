import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  keyEnd,
  maskTemplates,
  readLines,
  readYaml
} from "./chunk-2OH2AVA2.js";
import {
  EntryWalk
} from "./chunk-OEPJH2Q6.js";
import "./chunk-CUN2LJSC.js";
import "./chunk-DSKMSZ66.js";
import "./chunk-LYBHTBEW.js";
import "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-JGOQUN26.js";
import "./chunk-WWEY3SKT.js";

// src/parse/yaml/comments.ts
function looksLikeEntry(text) {
  const bare = text.replace(/^(?:-\s+)+/, "");
  const colon = keyEnd(bare, 0, bare.length);
  if (colon < 0) return /^-\s+[A-Z][A-Z0-9_]{2,}=\S*$/.test(text);
  const key = bare.slice(0, colon).replace(/^["']|["']$/g, "");
  if (!/^[A-Za-z_<][\w./-]*<?$/.test(key)) return false;
  const rest = bare.slice(colon + 1).trim();
  if (rest === "" || /^["'].*["'](?:\s+#.*)?$/.test(rest) || /^\S+(?:\s+#.*)?$/.test(rest)) return true;
  return /^(?:\$?\{\{|<%|!|\$\{)/.test(rest) || /[_-]/.test(key) && !/[.!]$/.test(rest) && rest.split(/\s+/).length <= 4;
}
function commentedEntries(lowering, walk) {
  const { text } = lowering;
  const marks = [...walk.marks].sort((a, b) => a.start - b.start);
  const blocks = [...walk.blocks].sort((a, b) => a.start - b.start);
  let block = [];
  let nextBlock = 0;
  const flush = () => {
    if (block.some((line) => line.entry)) emitBlock(lowering, walk, marks, block);
    block = [];
  };
  for (let from = 0; from < text.length; ) {
    lowering.tick();
    const lineEnd = text.indexOf("\n", from);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const match = /^([ \t]*)(#+)([ \t]*)/.exec(text.slice(from, Math.min(end, from + 400)));
    while (nextBlock < blocks.length && (blocks[nextBlock]?.end ?? 0) <= from) nextBlock++;
    const inside = covers(blocks[nextBlock], from);
    if (match && !inside) {
      const start = from + match[0].length;
      const content = text.slice(start, end).trimEnd();
      block.push({
        from,
        end: start + content.length,
        hash: from + (match[1]?.length ?? 0),
        start,
        entry: content.length < 1e3 && looksLikeEntry(content)
      });
    } else flush();
    from = end + 1;
  }
  flush();
}
var covers = (span, offset) => span !== void 0 && span.start < offset && offset < span.end;
function emitBlock(lowering, walk, marks, block) {
  const first = block.find((line) => line.entry);
  const last = block.at(-1);
  if (!first || !last) return;
  const offset = first.from;
  let masked = "";
  for (const line of block) {
    if (line.from < offset) continue;
    masked += lowering.text.slice(offset + masked.length, line.from).replace(/[^\n]/g, " ");
    const content = line.entry ? lowering.text.slice(line.start, line.end) : "";
    masked += `${" ".repeat(line.start - line.from)}${content}`.padEnd(line.end - line.from);
  }
  const original = lowering.text.slice(offset, offset + masked.length);
  const path = pathAt(lowering.text, marks, first);
  for (const root of readLines({ original, masked, offset }, lowering)) walk.commented(root, path);
}
function pathAt(text, marks, line) {
  const hash = line.hash - line.from;
  const blanks = line.start - line.hash - 1;
  const item = text[line.start] === "-";
  const margin = hash === 0 && blanks >= 2;
  const column = margin ? blanks : hash;
  let limit = Number.POSITIVE_INFINITY;
  for (let index = marksBefore(marks, line.from) - 1, steps = 0; index >= 0 && steps < 2e3; index--, steps++) {
    const mark = marks[index];
    if (!mark) break;
    const own = columnOf(text, mark.start);
    if (own >= limit) continue;
    limit = own;
    if (item && mark.open && own <= column) return mark.path;
    if (own === column || margin && Math.abs(own - column) === 1) return mark.path.slice(0, -1);
    if (own < column) return mark.open ? mark.path : mark.path.slice(0, -1);
  }
  return [];
}
function marksBefore(marks, offset) {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = low + high >> 1;
    if ((marks[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
var columnOf = (text, offset) => offset - (text.lastIndexOf("\n", offset - 1) + 1);

// src/parse/languages/yaml.ts
var PARSER_BOUND = 2e6;
function read(source, lowering) {
  if (source.original.length <= PARSER_BOUND) {
    const roots = readYaml(source, lowering);
    if (roots) return roots;
    const plain = source.masked === source.original ? null : readYaml({ ...source, masked: source.original }, lowering);
    if (plain) return plain;
  }
  lowering.degraded = true;
  return readLines(source, lowering);
}
var adapter = (lowering) => {
  const masked = maskTemplates(lowering.text);
  const roots = read({ original: lowering.text, masked: masked.text, offset: 0 }, lowering);
  const walk = new EntryWalk(lowering);
  for (const root of roots) walk.document(root);
  commentedEntries(lowering, walk);
};
var load = async () => adapter;
export {
  load
};
