import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  extensionOf,
  languageOf
} from "./chunk-DI5ZA5JO.js";
import {
  Lowering,
  ParseBound
} from "./chunk-IDZIRI2K.js";
import {
  redact
} from "./chunk-CJVGRTW3.js";

// src/parse/languages/index.ts
var adapters = {
  bash: () => import("./bash-XZHZ3RIH.js"),
  csharp: () => import("./csharp-GSTCPHQX.js"),
  dockerfile: () => import("./dockerfile-ANWHIH2Y.js"),
  dotenv: () => import("./dotenv-5PSEIAZE.js"),
  go: () => import("./go-IECUYNVX.js"),
  hcl: () => import("./hcl-UG6XU4J3.js"),
  html: () => import("./html-RAVIA2BA.js"),
  http: () => import("./http-ANRLR2FO.js"),
  ini: () => import("./ini-KNKIVJ26.js"),
  java: () => import("./java-C2KERMMK.js"),
  javascript: () => import("./javascript-GYT3L3VZ.js"),
  json: () => import("./json-TVAHUVLK.js"),
  kotlin: () => import("./kotlin-YRSBI7DY.js"),
  makefile: () => import("./makefile-UIWNHAAE.js"),
  markup: () => import("./markup-HKDKXL6K.js"),
  notebook: () => import("./notebook-3MYOZVJI.js"),
  php: () => import("./php-UZH3AKLG.js"),
  powershell: () => import("./powershell-BLNEEIR7.js"),
  python: () => import("./python-ZEVL7LWI.js"),
  ruby: () => import("./ruby-VWILI4ZX.js"),
  text: () => import("./text-OPGA2KEY.js"),
  toml: () => import("./toml-QBNZXG4L.js"),
  xml: () => import("./xml-BDWUULET.js"),
  yaml: () => import("./yaml-3BDPBZGM.js")
};

// src/parse/line-hash.ts
var WINDOW = 100;
var BASE = 37n;
var MASK = (1n << 64n) - 1n;
var LEAVING = BASE ** BigInt(WINDOW) & MASK;
function lineHashes(text, facts) {
  const wanted = /* @__PURE__ */ new Set();
  const starts = [];
  for (const fact of facts) starts.push(fact.at.start);
  starts.sort((a, b) => a - b);
  let line = 1;
  let offset = 0;
  for (const start of starts) {
    for (; offset < start; offset++) if (text.charCodeAt(offset) === 10) line++;
    wanted.add(line);
  }
  return hashAll(text, wanted);
}
function hashAll(text, wanted) {
  const result = {};
  const window = new Array(WINDOW).fill(0);
  const lineNumbers = new Array(WINDOW).fill(-1);
  const counts = /* @__PURE__ */ new Map();
  let hash = 0n;
  let index = 0;
  let line = 0;
  let lineStart = true;
  let previousCarriageReturn = false;
  const record = () => {
    const number = lineNumbers[index] ?? -1;
    if (number === -1) return;
    const value = hash.toString(16);
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (wanted.has(number)) result[number] = `${value}:${count}`;
    lineNumbers[index] = -1;
  };
  const update = (current) => {
    const leaving = window[index] ?? 0;
    window[index] = current;
    hash = BASE * hash + BigInt(current) - LEAVING * BigInt(leaving) & MASK;
    index = (index + 1) % WINDOW;
  };
  const feed = (given) => {
    let current = given;
    if (current === 32 || current === 9 || previousCarriageReturn && current === 10) {
      previousCarriageReturn = false;
      return;
    }
    if (current === 13) {
      current = 10;
      previousCarriageReturn = true;
    } else previousCarriageReturn = false;
    if (lineNumbers[index] !== -1) record();
    if (lineStart) {
      lineStart = false;
      line++;
      lineNumbers[index] = line;
    }
    if (current === 10) lineStart = true;
    update(current);
  };
  for (let position = 0; position < text.length; position++) feed(text.charCodeAt(position));
  feed(65535);
  for (let position = 0; position < WINDOW; position++) {
    if (lineNumbers[index] !== -1) record();
    update(0);
  }
  return result;
}

// src/parse/index.ts
var EMBED_DEPTH = 4;
var TIME_BOUND_MS = 5e3;
var loaded = /* @__PURE__ */ new Map();
function adapterFor(language) {
  let adapter = loaded.get(language);
  if (!adapter) {
    adapter = adapters[language]().then((module) => module.load());
    loaded.set(language, adapter);
  }
  return adapter;
}
async function parse(input) {
  const lineEnd = input.text.indexOf("\n");
  const language = languageOf(input.path, input.text.slice(0, lineEnd < 0 ? 300 : Math.min(lineEnd, 300)));
  const bound = { deadline: performance.now() + TIME_BOUND_MS };
  const collected = { facts: [], scopes: [], degraded: false };
  await lower({ language, pieces: [{ text: input.text, start: 0 }], extension: extensionOf(input.path) }, input.path, bound, 0, collected, (offset) => offset);
  const { facts, scopes, masked, secrets } = redact(input.text, collected.facts, collected.scopes);
  return {
    path: input.path,
    language,
    masked,
    scopes,
    facts,
    secrets,
    degraded: collected.degraded,
    ...input.hashLines ? { lineHashes: lineHashes(input.text, facts) } : {}
  };
}
async function lower(source, path, bound, depth, into, outer) {
  const text = source.pieces.map((piece) => piece.text).join("");
  const map = mapping(source);
  const toFile = (offset) => outer(map(offset));
  const started = performance.now();
  const adapter = await adapterFor(source.language);
  bound.deadline += performance.now() - started;
  const options = { path, text, extension: source.extension ?? "", deadline: bound.deadline };
  let lowering = new Lowering(options);
  try {
    adapter(lowering);
  } catch (error) {
    if (source.language === "text") throw error;
    if (error instanceof ParseBound && error.reason === "timeout") throw error;
    lowering = new Lowering(options);
    lowering.degraded = true;
    (await adapterFor("text"))(lowering);
  }
  into.degraded ||= lowering.degraded;
  const base = into.scopes.length;
  const span = (at) => ({ start: toFile(at.start), end: Math.max(toFile(at.start), toFile(at.end)) });
  for (const scope of lowering.scopes) {
    into.scopes.push({
      ...scope,
      id: scope.id + base,
      parent: scope.parent === null ? base === 0 ? null : 0 : scope.parent + base,
      at: span(scope.at),
      params: scope.params.map((param) => ({
        ...param,
        at: span(param.at),
        ...param.default ? { default: moveValue(param.default, span) } : {},
        ...param.keys ? { keys: param.keys.map((key) => ({ ...key, ...key.default ? { default: moveValue(key.default, span) } : {} })) } : {}
      }))
    });
  }
  for (const fact of lowering.facts) into.facts.push(moveFact(fact, base, span));
  if (depth >= EMBED_DEPTH) return;
  for (const inner of lowering.embedded) await lower(inner, path, bound, depth + 1, into, toFile);
}
function mapping(source) {
  const pieces = [];
  let from = 0;
  for (const piece of source.pieces) {
    pieces.push({ from, to: from + piece.text.length, start: piece.start, length: piece.length ?? piece.text.length });
    from += piece.text.length;
  }
  return (offset) => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = low + high >> 1;
      if ((pieces[middle]?.to ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    const piece = pieces[low];
    if (!piece) return 0;
    return piece.start + Math.min(Math.max(0, offset - piece.from), piece.length);
  };
}
function moveValue(value, span) {
  return {
    at: span(value.at),
    parts: value.parts.map((part) => {
      if ("call" in part)
        return {
          ...part,
          args: part.args.map((argument) => moveValue(argument, span)),
          named: part.named.map((entry) => ({ ...entry, at: span(entry.at), value: moveValue(entry.value, span) })),
          ...part.receiver ? { receiver: moveValue(part.receiver, span) } : {}
        };
      if ("object" in part) return { object: part.object.map((entry) => ({ ...entry, at: span(entry.at), value: moveValue(entry.value, span) })) };
      if ("list" in part) return { list: part.list.map((one) => moveValue(one, span)) };
      if ("choice" in part) return { choice: part.choice.map((one) => moveValue(one, span)) };
      return part;
    })
  };
}
function moveFact(fact, base, span) {
  const placed = { at: span(fact.at), scope: fact.scope + base };
  switch (fact.kind) {
    case "import":
    case "export":
      return { ...fact, ...placed };
    case "call":
      return {
        ...fact,
        ...placed,
        args: fact.args.map((argument) => moveValue(argument, span)),
        named: fact.named.map((entry) => ({ ...entry, at: span(entry.at), value: moveValue(entry.value, span) })),
        ...fact.receiver ? { receiver: moveValue(fact.receiver, span) } : {}
      };
    default:
      return { ...fact, ...placed, value: moveValue(fact.value, span) };
  }
}

export {
  parse
};
