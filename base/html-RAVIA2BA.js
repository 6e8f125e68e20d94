import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  textValue
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/html/markup.ts
var OF_INTEREST = /zendesk|\/token|%2ftoken|\bbasic\s/gi;
var ENTITIES = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  sol: "/",
  colon: ":",
  commat: "@"
};
var AROUND = 200;
function lowerMarkup(lowering, from, to) {
  const text = lowering.text.slice(from, to);
  let done = 0;
  for (const match of text.matchAll(OF_INTEREST)) {
    if (match.index < done) continue;
    lowering.tick();
    const attribute = attributeAround(text, match.index);
    const span = attribute ?? lineAround(text, match.index, done);
    done = span.end;
    const at = { start: from + span.start, end: from + span.end };
    const value = textValue(at, decode(text.slice(span.start, span.end)));
    lowering.emit({ kind: attribute ? "value" : "prose", at, scope: 0, value });
  }
}
function attributeAround(text, offset) {
  for (let index = offset - 1; index >= 0 && offset - index < AROUND * 2; index--) {
    const character = text.charAt(index);
    if (character === ">" || character === "<") return void 0;
    if ((character === '"' || character === "'") && text.charAt(index - 1) === "=") {
      const length = text.slice(offset, offset + AROUND * 10).indexOf(character);
      return length < 0 ? void 0 : { start: index + 1, end: offset + length };
    }
  }
  return void 0;
}
function lineAround(text, offset, done) {
  const first = Math.max(offset - AROUND, done);
  const before = text.slice(first, offset);
  const after = text.slice(offset, offset + AROUND);
  let start = first + before.lastIndexOf("\n") + 1;
  let end = offset + (after.includes("\n") ? after.indexOf("\n") : after.length);
  while (start < offset && /\s/.test(text.charAt(start))) start++;
  while (end > offset + 1 && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end };
}
function decode(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== void 0) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal === void 0 ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 1114111 ? String.fromCodePoint(code) : whole;
  });
}

// src/parse/html/script.ts
var MAX_TAG = 4096;
var MAX_BROKEN = 50;
function findScripts(text) {
  const scripts = [];
  let broken = 0;
  const tags = /<!--|<script(?=[\s>/])/gi;
  for (let match = tags.exec(text); match; match = tags.exec(text)) {
    if (match[0] === "<!--") {
      const close = text.indexOf("-->", match.index + 4);
      if (close < 0) break;
      tags.lastIndex = close + 3;
      continue;
    }
    const script = readScript(text, match.index);
    if (!script) {
      if (++broken > MAX_BROKEN) tags.lastIndex = match.index + MAX_TAG;
      continue;
    }
    scripts.push(script);
    tags.lastIndex = script.end;
  }
  return scripts;
}
function readScript(text, start) {
  const attributes = /* @__PURE__ */ new Map();
  let offset = start + "<script".length;
  const limit = Math.min(text.length, start + MAX_TAG);
  for (; ; ) {
    while (offset < limit && /[\s/]/.test(text.charAt(offset))) offset++;
    if (offset >= limit) return void 0;
    if (text.charAt(offset) === ">") break;
    const nameStart = offset;
    while (offset < limit && /[^\s=>/]/.test(text.charAt(offset))) offset++;
    if (offset === nameStart) offset++;
    const name = text.slice(nameStart, offset).toLowerCase();
    while (offset < limit && /\s/.test(text.charAt(offset))) offset++;
    if (text.charAt(offset) !== "=") {
      attributes.set(name, "");
      continue;
    }
    offset++;
    while (offset < limit && /\s/.test(text.charAt(offset))) offset++;
    const quote = text.charAt(offset);
    if (quote === '"' || quote === "'") {
      const length = text.slice(offset + 1, limit).indexOf(quote);
      if (length < 0) return void 0;
      attributes.set(name, text.slice(offset + 1, offset + 1 + length));
      offset += length + 2;
    } else {
      const valueStart = offset;
      while (offset < limit && /[^\s>]/.test(text.charAt(offset))) offset++;
      attributes.set(name, text.slice(valueStart, offset));
    }
  }
  const from = offset + 1;
  const close = /<\/script\s{0,20}>/gi;
  close.lastIndex = from;
  const closing = close.exec(text);
  const to = closing?.index ?? text.length;
  return { attributes, start, from, to, end: closing ? closing.index + closing[0].length : text.length };
}
function findFrontmatter(text) {
  const open = /^\s{0,100}---[ \t]{0,100}\r?\n/.exec(text);
  if (!open) return void 0;
  const from = open[0].length;
  const close = /^---[ \t]{0,100}$/m;
  const rest = text.slice(from);
  const closing = close.exec(rest);
  if (!closing) return void 0;
  const to = from + closing.index;
  return { attributes: /* @__PURE__ */ new Map([["lang", "ts"]]), start: 0, from, to, end: to + closing[0].length };
}

// src/parse/languages/html.ts
async function load() {
  return (lowering) => {
    const { text } = lowering;
    const frontmatter = lowering.extension === ".astro" ? findFrontmatter(text) : void 0;
    const scripts = findScripts(text).filter((script) => !frontmatter || script.start >= frontmatter.end);
    if (frontmatter) scripts.unshift(frontmatter);
    const component = /^\.(?:vue|svelte|astro)$/.test(lowering.extension);
    const together = /* @__PURE__ */ new Map();
    let rest = 0;
    for (const script of scripts) {
      lowerMarkup(lowering, rest, script.from);
      rest = script.to;
      const extension = extensionFor(script);
      if (extension === void 0) {
        lowerMarkup(lowering, script.from, script.to);
        continue;
      }
      const code = text.slice(script.from, script.to);
      const piece = { text: `${code}
`, start: script.from, length: code.length };
      if (!component) lowering.embed({ language: "javascript", extension, pieces: [piece] });
      else together.set(extension, [...together.get(extension) ?? [], piece]);
    }
    lowerMarkup(lowering, rest, text.length);
    for (const [extension, pieces] of together) lowering.embed({ language: "javascript", extension, pieces });
  };
}
function extensionFor(script) {
  const language = (script.attributes.get("lang") ?? "").toLowerCase();
  if (language === "ts" || language === "typescript") return ".ts";
  if (language === "tsx") return ".tsx";
  const type = (script.attributes.get("type") ?? "").toLowerCase();
  if (/typescript/.test(type)) return ".ts";
  return type === "" || type === "module" || /(?:java|ecma)script|babel|jsx/.test(type) ? ".js" : void 0;
}
export {
  load
};
