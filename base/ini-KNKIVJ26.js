import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  lowerLines
} from "./chunk-S6XTDG37.js";
import "./chunk-M5P6OXFP.js";
import {
  decodeFlow
} from "./chunk-DSKMSZ66.js";
import {
  interpolatedValue,
  placeIn,
  textOfPieces
} from "./chunk-LYBHTBEW.js";
import {
  textValue
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/ini/curlrc.ts
var isCurlrc = (path) => /(?:^|[/._])curlrc[^/]*$/.test(path);
var SHORT = {
  u: "user",
  H: "header",
  d: "data",
  A: "user-agent",
  X: "request",
  x: "proxy",
  b: "cookie",
  o: "output",
  K: "config",
  F: "form",
  e: "referer"
};
function lowerCurlrc(lowering) {
  const { text } = lowering;
  for (const match of text.matchAll(
    /^([ \t]*)(#+[ \t]*)?(--?)?([A-Za-z][\w-]{0,60})([ \t]*[=:][ \t]*|[ \t]+)?([^\r\n]*)/gm
  )) {
    lowering.tick();
    const [whole, indent = "", comment = "", dashes = "", name = "", sign = "", rest = ""] = match;
    if (comment !== "" && (!/[=:]/.test(sign) || /^[^"]*\s/.test(rest.trim()))) continue;
    const short = dashes === "-" ? SHORT[name[0] ?? ""] : void 0;
    if (dashes === "-" && !short) continue;
    const glued = short !== void 0 && name.length > 1;
    const end = match.index + whole.length;
    const start = glued ? match.index + indent.length + comment.length + 2 : end - rest.length;
    const raw = text.slice(start, end).trimEnd();
    const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(raw);
    const pieces = quoted?.[1] !== void 0 ? decodeFlow(quoted[1], start + 1, "json") : [{ text: raw, start }];
    const at = { start, end: start + (quoted ? quoted[0].length : raw.length) };
    lowering.emit({
      kind: "entry",
      at: { start: match.index + indent.length + comment.length, end: at.end },
      scope: 0,
      path: [short ?? name],
      value: interpolatedValue(textOfPieces(pieces), placeIn(pieces), at),
      ...comment !== "" ? { commented: true } : {}
    });
  }
}

// src/parse/ini/netrc.ts
var isNetrc = (path, text) => /(?:^|[/._])netrc[^/]*$/.test(path) || /^\s*(?:#[^\n]*\n\s*)*machine\s+\S+\s+(?:login|password|account)\b/.test(text.slice(0, 2e3));
function lowerNetrc(lowering) {
  const { text } = lowering;
  let machine = null;
  let key = null;
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|#[^\n]*|\S+/g)) {
    lowering.tick();
    const word = match[0];
    const end = match.index + word.length;
    if (key) {
      const quoted = word.length > 1 && word.startsWith('"') && word.endsWith('"');
      const own = quoted ? word.slice(1, -1) : word;
      if (key.name === "machine") machine = own;
      else {
        const at = { start: key.start, end };
        const value = textValue({ start: match.index, end }, own);
        lowering.emit({
          kind: "entry",
          at,
          scope: 0,
          path: ["machine", machine ?? "default", key.name],
          value
        });
      }
      key = null;
    } else if (word === "default") machine = "default";
    else if (/^(?:machine|login|password|account)$/.test(word)) key = { name: word, start: match.index };
  }
}

// src/parse/languages/ini.ts
var adapter = (lowering) => {
  const { text, path } = lowering;
  const begin = text.slice(0, 500).trimStart();
  if (/^<[?!A-Za-z]/.test(begin)) lowering.embed({ language: "xml", pieces: [{ text, start: 0 }] });
  else if (/^\{\s*["}]/.test(begin)) lowering.embed({ language: "json", pieces: [{ text, start: 0 }] });
  else if (isNetrc(path, text)) lowerNetrc(lowering);
  else if (isCurlrc(path)) lowerCurlrc(lowering);
  else lowerLines(lowering);
};
var load = async () => adapter;
export {
  load
};
