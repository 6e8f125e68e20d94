import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/http/variables.ts
function filledValue(text, at) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(/\{\{([^{}\n]{1,300})\}\}/g)) {
    parts.push({ text: text.slice(last, match.index) }, variablePart((match[1] ?? "").trim()));
    last = match.index + match[0].length;
  }
  parts.push({ text: text.slice(last) });
  return value(at, parts);
}
function variablePart(text) {
  const environment = /^\$(?:dotenv|processEnv)\s+%?(\w+)$/.exec(text) ?? /^\$env\.(\w+)$/.exec(text) ?? /^process\.env\.(\w+)$/.exec(text);
  if (environment) return { env: environment[1] ?? "" };
  if (text.startsWith("$shared ")) return { name: text.slice(8).trim() };
  return /^[A-Za-z_][\w.\-[\]]*$/.test(text) ? { name: text } : { opaque: true };
}

// src/parse/http/lower.ts
var METHODS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT|GRAPHQL|WEBSOCKET|GRPC)[ \t]+(\S.*)$/;
var HEADER = /^([A-Za-z][\w-]{0,100})[ \t]*:[ \t]*(.*)$/;
function lowerRequests(lowering) {
  let state = "start";
  let body = [];
  let url;
  const closeUrl = () => {
    if (url)
      lowering.emit({
        kind: "call",
        at: url.at,
        scope: 0,
        call: url.method,
        args: [filledValue(url.text, { start: url.at.end - url.text.length, end: url.at.end })],
        named: []
      });
    url = void 0;
  };
  const closeBody = () => {
    embedBody(lowering, body, state === "script");
    body = [];
  };
  for (const line of linesOf(lowering.text)) {
    lowering.tick();
    const text = lowering.text.slice(line.start, line.end);
    if (/^###/.test(text)) {
      closeUrl();
      closeBody();
      state = "start";
      continue;
    }
    if (state === "script") {
      if (/%\}\s*$/.test(text)) {
        closeBody();
        state = "start";
      } else body.push(piece(lowering, line));
      continue;
    }
    if (/^[<>]\s*\{%\s*$/.test(text)) {
      closeUrl();
      closeBody();
      state = "script";
      continue;
    }
    const variable = /^@([\w.-]{1,100})[ \t]*=[ \t]*(.*)$/.exec(text);
    if (variable && state !== "body") {
      const start = line.end - (variable[2] ?? "").length;
      lowering.emit({
        kind: "assign",
        at: line,
        scope: 0,
        name: variable[1] ?? "",
        value: filledValue((variable[2] ?? "").trim(), { start, end: line.end })
      });
      continue;
    }
    if (state === "body") {
      body.push(piece(lowering, line));
      continue;
    }
    if (/^\s*(?:#|\/\/)/.test(text)) continue;
    if (/^\s*$/.test(text)) {
      closeUrl();
      if (state === "headers") state = "body";
      continue;
    }
    if (state === "start") {
      if (/^curl\s/.test(text)) {
        state = "body";
        body.push(piece(lowering, line));
        continue;
      }
      url = requestLine(text, line);
      state = url ? "headers" : "start";
      continue;
    }
    const header = HEADER.exec(text);
    if (url && /^[ \t]+/.test(text) && !header) {
      const more = text.trim();
      url = { ...url, text: url.text + more, at: { start: url.at.start, end: line.end } };
      continue;
    }
    if (header) lowerHeader(lowering, header[1] ?? "", header[2] ?? "", line);
  }
  closeUrl();
  closeBody();
}
function requestLine(text, line) {
  const request = METHODS.exec(text.trimEnd());
  const target = request?.[2] ?? (/^(?:https?:\/\/|\{\{)\S+/.test(text) ? text.trimEnd() : void 0);
  if (target === void 0) return void 0;
  const bare = target.replace(/\s+HTTP\/[\d.]+$/, "");
  const start = line.start + text.indexOf(target);
  return { method: request?.[1] ?? "GET", text: bare, at: { start: line.start, end: start + bare.length } };
}
function lowerHeader(lowering, name, text, line) {
  const bare = text.trimEnd();
  const start = line.end - text.length;
  lowering.emit({
    kind: "entry",
    at: { start: line.start, end: start + bare.length },
    scope: 0,
    path: ["header", name],
    value: filledValue(bare, { start, end: start + bare.length })
  });
}
var piece = (lowering, line) => ({
  text: lowering.text.slice(line.start, Math.min(lowering.text.length, line.end + 1)),
  start: line.start
});
function embedBody(lowering, body, script) {
  const text = body.map((one) => one.text).join("");
  if (/^\s*$/.test(text)) return;
  if (script) lowering.embed({ language: "javascript", pieces: body });
  else if (/^\s*[[{]/.test(text)) lowering.embed({ language: "json", pieces: body });
  else if (/^\s*curl\s/.test(text)) embedCommand(lowering, body);
  else if (/^\s*</.test(text) && /^\s*<[?\w]/.test(text)) lowering.embed({ language: "xml", pieces: body });
}
function embedCommand(lowering, body) {
  const names = /* @__PURE__ */ new Set();
  const pieces = body.flatMap((one) => {
    const split = [];
    let last = 0;
    for (const match of one.text.matchAll(
      /\{\{\s{0,8}(?:\$(?:dotenv|processEnv)\s{1,8}%?)?([A-Za-z_]\w{0,100})\s{0,8}\}\}/g
    )) {
      if (match.index > last)
        split.push({ text: one.text.slice(last, match.index), start: one.start + last });
      if (!match[0].includes("$")) names.add(match[1] ?? "");
      split.push({ text: `\${${match[1]}}`, start: one.start + match.index, length: match[0].length });
      last = match.index + match[0].length;
    }
    if (last < one.text.length) split.push({ text: one.text.slice(last), start: one.start + last });
    return split;
  });
  lowering.embed({ language: "bash", pieces, extension: [".http", ...names].join(" ") });
}
function* linesOf(text) {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    yield { start, end: end > start && text[end - 1] === "\r" ? end - 1 : end };
    start = end + 1;
  }
}

// src/parse/languages/http.ts
var load = async () => lowerRequests;
export {
  load
};
