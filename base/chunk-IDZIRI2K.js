import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/parse/adapter.ts
var ParseBound = class extends Error {
  reason;
  constructor(reason) {
    super(reason);
    this.name = "ParseBound";
    this.reason = reason;
  }
};
var Lowering = class {
  path;
  text;
  /** File extension with its dot, lower case, of the file or of the embedded dialect. */
  extension;
  facts = [];
  scopes = [];
  embedded = [];
  /** Set by adapters whose parser reported errors. */
  degraded = false;
  #deadline;
  #ticks = 0;
  constructor(source) {
    this.path = source.path;
    this.text = source.text;
    this.extension = source.extension;
    this.#deadline = source.deadline;
    this.scope({ parent: null, kind: "file", name: "", at: { start: 0, end: source.text.length }, params: [] });
  }
  /** Adds a scope and returns its id. */
  scope(scope) {
    const id = this.scopes.length;
    this.scopes.push({ id, ...scope });
    return id;
  }
  /** Adds a fact. */
  emit(fact) {
    this.facts.push(fact);
  }
  /** Hands inner code to its own language. */
  embed(embedded) {
    if (embedded.pieces.length > 0) this.embedded.push(embedded);
  }
  /** To be called per node visited: throws {@link ParseBound} when time is up or `depth` exceeds 400. */
  tick(depth = 0) {
    if (depth > 400) throw new ParseBound("too-deep");
    if ((++this.#ticks & 1023) === 0 && performance.now() > this.#deadline) throw new ParseBound("timeout");
  }
  /** True when the time bound has passed; for a parser's own progress callback. */
  expired() {
    return performance.now() > this.#deadline;
  }
};
function value(at, parts) {
  const joined = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if ("text" in part) {
      if (part.text === "") continue;
      if (last && "text" in last) {
        joined[joined.length - 1] = { text: last.text + part.text };
        continue;
      }
    }
    joined.push(part);
  }
  return { at, parts: joined };
}
var textValue = (at, text) => value(at, [{ text }]);
var opaqueValue = (at) => ({ at, parts: [{ opaque: true }] });
function formatParts(format, style, args, named = []) {
  const pattern = style === "percent" ? /%(?:\((\w+)\)|(\d+)\$)?[-+ #0]*\d*(?:\.\d+)?([sdvqxifguS%])/g : /\{\{|\}\}|\{\s*(?:(\d+)|([A-Za-z_][\w.]*))?\s*(?:![a-z])?(?:[:,][^{}]*)?\}/g;
  const parts = [];
  let last = 0;
  let next = 0;
  for (const match of format.matchAll(pattern)) {
    parts.push({ text: format.slice(last, match.index) });
    last = match.index + match[0].length;
    if (match[0] === "{{" || match[0] === "}}") parts.push({ text: match[0].slice(1) });
    else if (style === "percent" && match[3] === "%") parts.push({ text: "%" });
    else {
      const key = style === "percent" ? match[1] : match[2];
      const position = style === "percent" ? match[2] ? Number(match[2]) - 1 : next++ : match[1] !== void 0 ? Number(match[1]) : next;
      if (style === "brace" && match[1] === void 0 && key === void 0) next++;
      const argument = key === void 0 ? args[position] : named.find((entry) => entry.key === key)?.value;
      if (argument) parts.push(...argument.parts);
      else parts.push({ opaque: true });
    }
  }
  parts.push({ text: format.slice(last) });
  return parts;
}
var plainParam = (name, at) => ({ name, at });

export {
  ParseBound,
  Lowering,
  value,
  textValue,
  opaqueValue,
  formatParts,
  plainParam
};
