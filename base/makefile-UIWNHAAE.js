import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/makefile/expand.ts
var DEEP = 20;
function expand(makefile, span, depth = 0) {
  makefile.lowering.tick(depth);
  const text = makefile.lowering.text;
  const parts = [];
  let last = span.start;
  for (let at = text.indexOf("$", span.start); at >= 0 && at < span.end; at = text.indexOf("$", last)) {
    makefile.lowering.tick(depth);
    parts.push({ text: text.slice(last, at) });
    const open = text[at + 1];
    if (open === "$") {
      const name = /^\{?(\w+)\}?/.exec(text.slice(at + 2, Math.min(span.end, at + 120)));
      parts.push(name ? { env: name[1] ?? "" } : { text: "$" });
      last = at + 2 + (name?.[0].length ?? 0);
      continue;
    }
    const close = open === "(" || open === "{" ? closing(text, at + 1, span.end) : -1;
    if (close < 0) {
      const single = /\w/.test(open ?? "") && at + 1 < span.end;
      parts.push(single ? reference(makefile, open ?? "") : { text: "$" });
      last = at + (single ? 2 : 1);
      continue;
    }
    parts.push(...inner(makefile, { start: at + 2, end: close }, depth + 1));
    last = close + 1;
  }
  parts.push({ text: text.slice(Math.min(last, span.end), span.end).replace(/\\\r?\n\s*/g, " ") });
  return value(span, parts);
}
function reference(makefile, name) {
  return makefile.names.has(name) ? { name } : { env: name };
}
function inner(makefile, span, depth) {
  const text = makefile.lowering.text.slice(span.start, span.end);
  const name = /^([A-Za-z_][\w.-]*)(?::[^()]*)?$/.exec(text);
  if (name) return [reference(makefile, name[1] ?? "")];
  const call = /^([a-z][a-z-]*)\s+/.exec(text);
  if (!call || depth > DEEP) return [{ opaque: true }];
  const callee = call[1] ?? "";
  const from = span.start + call[0].length;
  if (callee === "shell") {
    makefile.lowering.embed({
      language: "bash",
      pieces: shellPieces(makefile, { start: from, end: span.end }),
      extension: outerNames(makefile)
    });
    return [{ call: "shell", args: [expand(makefile, { start: from, end: span.end }, depth)], named: [] }];
  }
  const args = argumentSpans(makefile.lowering.text, { start: from, end: span.end }).map(
    (argument) => expand(makefile, argument, depth)
  );
  if (callee === "or") return [{ choice: args }];
  if (callee === "if") return [{ choice: args.slice(1) }];
  const first = args[0];
  if (first && /^(?:strip|value|origin|abspath|firstword)$/.test(callee)) return [...first.parts];
  return [{ call: callee, args, named: [] }];
}
function argumentSpans(text, span) {
  const spans = [];
  let depth = 0;
  let start = span.start;
  for (let at = span.start; at <= span.end; at++) {
    const char = at === span.end ? "," : text[at];
    if (char === "(" || char === "{") depth++;
    else if (char === ")" || char === "}") depth--;
    else if (char === "," && (depth <= 0 || at === span.end)) {
      spans.push(trimmed(text, { start, end: at }));
      start = at + 1;
    }
  }
  return spans;
}
function trimmed(text, span) {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  return { start, end };
}
function closing(text, open, limit) {
  const left = text[open];
  const right = left === "(" ? ")" : "}";
  let depth = 0;
  for (let at = open; at < Math.min(limit, open + 4e3); at++) {
    if (text[at] === left) depth++;
    else if (text[at] === right && --depth === 0) return at;
  }
  return -1;
}
function shellPieces(makefile, span) {
  const source = makefile.lowering.text.slice(span.start, span.end);
  const pieces = [];
  let last = 0;
  const pattern = makefile.just ? /\{\{\s{0,8}([\w-]{1,80})\s{0,8}\}\}|\{\{[^{}\n]{0,300}\}\}/g : /\$\(([A-Za-z_][\w.-]{0,80})\)|\$\$|\$\(([a-z][a-z-]{0,20} [^()\n]{0,300})\)/g;
  for (const match of source.matchAll(pattern)) {
    if (match.index > last) pieces.push({ text: source.slice(last, match.index), start: span.start + last });
    const name = match[1];
    const text = name !== void 0 ? `\${${name.replace(/\W/g, "_")}}` : match[0] === "$$" ? "$" : "x";
    pieces.push({ text, start: span.start + match.index, length: match[0].length });
    last = match.index + match[0].length;
  }
  if (last < source.length) pieces.push({ text: source.slice(last), start: span.start + last });
  return pieces;
}
var outerNames = (makefile) => [".mk", ...makefile.names].join(" ");

// src/parse/makefile/lower.ts
var ASSIGNMENT = /^[ ]*(?:(?:export|override|private|unexport|alias) +)*([A-Za-z_][\w.-]*)[ \t]*(:{1,3}=|\?=|\+=|!=|=)[ \t]*/;
var TARGETED = /^[^\s#:=][^#:=\n]{0,200}:[ \t]*(?:(?:export|override|private) +)*([A-Za-z_][\w.-]*)[ \t]*(:{1,3}=|\?=|\+=|=)[ \t]*/;
function lowerMakefile(lowering) {
  const just = /(?:^|\/)\.?justfile$/i.test(lowering.path) || lowering.extension === ".just";
  const lines = logicalLines(lowering, just);
  const names = /* @__PURE__ */ new Set();
  for (const line of lines) {
    const text = lowering.text.slice(line.start, Math.min(line.end, line.start + 400));
    const match = line.recipe ? null : ASSIGNMENT.exec(text) ?? TARGETED.exec(text) ?? /^define +([\w.-]+)/.exec(text);
    if (match?.[1]) names.add(match[1]);
  }
  const makefile = { lowering, names, just };
  let recipe = [];
  const close = () => {
    lowering.embed({ language: "bash", pieces: recipe, extension: outerNames(makefile) });
    recipe = [];
  };
  for (const line of lines) {
    lowering.tick();
    if (line.recipe) {
      const prefix = /^\s*(?:[@+-]\s*)*/.exec(lowering.text.slice(line.start, Math.min(line.end, line.start + 200)))?.[0].length ?? 0;
      recipe.push(...shellPieces(makefile, { start: line.start + prefix, end: line.end }), {
        text: "\n",
        start: line.end,
        length: 0
      });
      continue;
    }
    close();
    lowerLine(makefile, line);
  }
  close();
}
function logicalLines(lowering, just) {
  const text = lowering.text;
  const lines = [];
  let inRule = false;
  for (let at = 0; at < text.length; ) {
    lowering.tick();
    const start = at;
    let end = at;
    for (; ; ) {
      const newline = text.indexOf("\n", at);
      end = newline < 0 ? text.length : newline;
      at = end + 1;
      if (text[end - 1] === "\r" && end > start) end--;
      if (text[end - 1] !== "\\" || at >= text.length) break;
    }
    const head = text.slice(start, Math.min(end, start + 400));
    if (/^\s*$/.test(head) && end - start < 400) continue;
    const recipe = inRule && (just ? /^[ \t]/ : /^\t/).test(head);
    if (!recipe && !/^\s*#/.test(head))
      inRule = (just ? /^@?[\w-]+[^:\n]*:(?!=)/ : /^[^\s#=][^#=\n]*:(?![=:]*=)/).test(head) && !TARGETED.test(head);
    lines.push({ start, end, recipe });
  }
  return lines;
}
function lowerLine(makefile, line) {
  const { lowering } = makefile;
  const text = lowering.text.slice(line.start, line.end);
  const head = text.slice(0, 400);
  if (/^\s*#/.test(head)) return;
  const included = /^[ ]*-?s?include[ \t]+(.{1,300})$/.exec(head) ?? /^[ ]*(?:import|mod)\??[ \t]+(.{1,300})$/.exec(head);
  if (included && !(makefile.just && !/import/.test(head))) {
    for (const module of (included[1] ?? "").trim().split(/\s+/)) {
      lowering.emit({
        kind: "import",
        at: line,
        scope: 0,
        module: module.replace(/^["']|["']$/g, ""),
        names: [{ imported: "*", local: "*" }]
      });
    }
    return;
  }
  const match = ASSIGNMENT.exec(head) ?? TARGETED.exec(head);
  if (match) {
    const start = line.start + match[0].length;
    assign(
      makefile,
      match[1] ?? "",
      match[2] ?? "=",
      trimmed(lowering.text, { start, end: commentStart(makefile, start, line.end) }),
      line
    );
    return;
  }
  const defined = /^[ ]*if(n?)def[ \t]+([A-Za-z_]\w*)/.exec(head);
  if (defined) {
    const name = defined[2] ?? "";
    if (!makefile.names.has(name))
      lowering.emit({ kind: "value", at: line, scope: 0, value: value(line, [{ env: name }]) });
    return;
  }
  if (/^[ ]*(?:ifeq|ifneq|\$\()/.test(head)) {
    const read = expand(makefile, line);
    if (read.parts.some((part) => "env" in part || "call" in part))
      lowering.emit({ kind: "value", at: line, scope: 0, value: read });
  }
}
function assign(makefile, name, operator, span, line) {
  const { lowering } = makefile;
  let read = makefile.just ? justValue(makefile, span) : unquoted(expand(makefile, span));
  if (operator === "?=") read = { at: read.at, parts: [{ choice: [value(read.at, [{ env: name }]), read] }] };
  if (operator === "+=") read = value(read.at, [{ name }, { text: " " }, ...read.parts]);
  if (operator === "!=") {
    lowering.embed({
      language: "bash",
      pieces: shellPieces(makefile, span),
      extension: outerNames(makefile)
    });
    read = { at: span, parts: [{ call: "shell", args: [read], named: [] }] };
  }
  lowering.emit({ kind: "assign", at: { start: line.start, end: span.end }, scope: 0, name, value: read });
}
function unquoted(read) {
  const first = read.parts[0];
  const last = read.parts.at(-1);
  if (!first || !last || !("text" in first) || !("text" in last)) return read;
  const quote = first.text[0];
  if (quote !== '"' && quote !== "'" || !last.text.endsWith(quote) || read.parts.length === 1 && first.text.length < 2)
    return read;
  if (read.parts.length === 1) return textValue(read.at, first.text.slice(1, -1));
  return value(read.at, [
    { text: first.text.slice(1) },
    ...read.parts.slice(1, -1),
    { text: last.text.slice(0, -1) }
  ]);
}
function justValue(makefile, span) {
  const text = makefile.lowering.text.slice(span.start, span.end);
  const parts = [];
  for (const match of text.matchAll(
    /"((?:[^"\\]|\\.){0,4000})"|'([^']{0,4000})'|`([^`]{0,4000})`|env(?:_var(?:_or_default)?)?\(\s*["'](\w+)["']\s*(?:,\s*["']([^"']*)["']\s*)?\)|([A-Za-z_][\w-]*)(?!\s*\()/g
  )) {
    const at = { start: span.start + match.index, end: span.start + match.index + match[0].length };
    if (match[1] !== void 0) parts.push({ text: match[1].replace(/\\(.)/g, "$1") });
    else if (match[2] !== void 0) parts.push({ text: match[2] });
    else if (match[3] !== void 0) {
      makefile.lowering.embed({
        language: "bash",
        pieces: shellPieces(makefile, { start: at.start + 1, end: at.end - 1 }),
        extension: outerNames(makefile)
      });
      parts.push({ call: "shell", args: [textValue(at, match[3])], named: [] });
    } else if (match[4] !== void 0) {
      const read = value(at, [{ env: match[4] }]);
      parts.push(match[5] === void 0 ? { env: match[4] } : { choice: [read, textValue(at, match[5])] });
    } else if (match[6] !== void 0) parts.push({ name: match[6] });
  }
  return value(span, parts);
}
function commentStart(makefile, start, end) {
  const comment = /(?:^|\s)#/.exec(makefile.lowering.text.slice(start, end));
  return comment && !makefile.just ? start + comment.index : end;
}

// src/parse/languages/makefile.ts
var load = async () => lowerMakefile;
export {
  load
};
