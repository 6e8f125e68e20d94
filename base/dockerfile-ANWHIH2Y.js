import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  languageOf
} from "./chunk-DI5ZA5JO.js";
import {
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/dockerfile/instructions.ts
function instructionsOf(lowering) {
  const text = lowering.text;
  const continues = /^(?:\s*#[^\n]*\n){0,3}?\s*#\s*escape\s*=\s*`/i.test(text.slice(0, 400)) ? "`" : "\\";
  const instructions = [];
  let at = 0;
  const line = () => {
    if (at >= text.length) return void 0;
    const newline = text.indexOf("\n", at);
    const start = at;
    const end = newline < 0 ? text.length : newline;
    at = end + 1;
    return { start, end: text[end - 1] === "\r" && end > start ? end - 1 : end };
  };
  for (let first = line(); first; first = line()) {
    lowering.tick();
    const head = /^\s*(?:ONBUILD\s+)?([A-Za-z]+)(?=\s|$)/i.exec(
      text.slice(first.start, Math.min(first.end, first.start + 200))
    );
    if (!head || /^\s*#/.test(head[0])) continue;
    const pieces = [];
    let from = first.start + head[0].length;
    let last = first;
    for (let next = first; next; next = line()) {
      const content = text.slice(next === first ? from : next.start, next.end);
      if (next !== first && /^\s*(?:#|$)/.test(content)) {
        last = next;
        if (/^\s*$/.test(content)) continue;
        continue;
      }
      from = next === first ? from : next.start;
      last = next;
      const continued = content.trimEnd().endsWith(continues);
      const shown = continued && continues === "`" ? `${content.trimEnd().slice(0, -1)}\\` : content.trimEnd();
      pieces.push({ text: `${shown}
`, start: from });
      if (!continued) break;
    }
    const documents = [];
    for (const match of pieces.map((piece) => piece.text).join("").matchAll(/<<-?\s*["']?([A-Za-z_]\w*)["']?/g)) {
      const start = at;
      let end = at;
      for (let next = line(); next; next = line()) {
        last = next;
        if (text.slice(next.start, next.end).trim() === match[1]) break;
        end = Math.min(at, text.length);
      }
      documents.push({ body: { start, end } });
    }
    instructions.push({
      name: (head[1] ?? "").toUpperCase(),
      start: first.start + (/^\s*/.exec(head[0])?.[0].length ?? 0),
      end: last.end,
      pieces,
      documents
    });
  }
  return instructions;
}

// src/parse/dockerfile/lower.ts
function lowerInstruction(lowering, instruction) {
  switch (instruction.name) {
    case "ENV":
    case "ARG":
      lowerVariables(lowering, instruction);
      break;
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "HEALTHCHECK":
      lowerCommand(lowering, instruction);
      break;
    case "COPY":
    case "ADD":
      lowerCopy(lowering, instruction);
      break;
    default:
  }
}
function expand(text, at) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(
    /\\([$"\\ ])|\$(?:\{([A-Za-z_]\w*)(?::?([-+?])([^{}]{0,500}))?\}|([A-Za-z_]\w*))/g
  )) {
    parts.push({ text: text.slice(last, match.index) });
    last = match.index + match[0].length;
    const name = match[2] ?? match[5];
    if (name === void 0) parts.push({ text: match[1] ?? "" });
    else if (match[3] === "-")
      parts.push({ choice: [value(at, [{ env: name }]), textValue(at, match[4] ?? "")] });
    else parts.push({ env: name });
  }
  parts.push({ text: text.slice(last) });
  return parts;
}
function wordValue(source, at) {
  const parts = [];
  for (const match of source.matchAll(/'([^']{0,4000})'|"((?:[^"\\]|\\.){0,4000})"|[^'"]+|["']/gs)) {
    if (match[1] !== void 0) parts.push({ text: match[1] });
    else parts.push(...expand(match[2] ?? match[0], at));
  }
  return value(at, parts);
}
function lowerVariables(lowering, instruction) {
  const words = [];
  for (const piece of instruction.pieces) {
    const text = piece.text.replace(/\\?\n$/, "");
    for (const match of text.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.){0,4000}"|'[^']{0,4000}'|["'\\])+/g)) {
      words.push({
        text: match[0],
        at: { start: piece.start + match.index, end: piece.start + match.index + match[0].length }
      });
    }
  }
  const emit = (name, at, given) => {
    if (/^\w[\w.-]*$/.test(name))
      lowering.emit({ kind: "entry", at, scope: 0, path: [instruction.name, name], value: given });
  };
  const first = words[0];
  const rest = words[1];
  if (first && rest && instruction.name === "ENV" && !first.text.includes("=")) {
    const at = { start: rest.at.start, end: words.at(-1)?.at.end ?? rest.at.end };
    emit(
      first.text,
      { start: first.at.start, end: at.end },
      wordValue(lowering.text.slice(at.start, at.end), at)
    );
    return;
  }
  for (const word of words) {
    const equals = word.text.indexOf("=");
    if (equals < 0) emit(word.text, word.at, value({ start: word.at.end, end: word.at.end }, []));
    else
      emit(
        word.text.slice(0, equals),
        word.at,
        wordValue(word.text.slice(equals + 1), { start: word.at.start + equals + 1, end: word.at.end })
      );
  }
}
function lowerCommand(lowering, instruction) {
  const pieces = withoutFlags(instruction);
  const text = pieces.map((piece) => piece.text).join("");
  const document = instruction.documents[0];
  if (document && /^\s*<<-?\s*["']?\w+["']?\s*$/.test(text)) {
    const content = lowering.text.slice(document.body.start, document.body.end);
    const language = content.startsWith("#!") ? languageOf("script", content.slice(0, 200)) : "bash";
    lowering.embed({ language, pieces: [{ text: content, start: document.body.start }] });
    return;
  }
  if (/^\s*\[/.test(text)) {
    const items = execItems(lowering.text, pieces);
    const callee = items[0];
    if (!callee) return;
    const [shell, flag, script] = items;
    if (script && shell && flag && /^(?:\/bin\/)?(?:ba|z|d?a)?sh$/.test(shell.text) && /^-\w*c$/.test(flag.text)) {
      lowering.embed({ language: "bash", pieces: script.pieces });
      return;
    }
    const args = items.slice(1).map((item) => textValue(item.at, item.text));
    const at = { start: callee.at.start, end: items.at(-1)?.at.end ?? callee.at.end };
    lowering.emit({
      kind: "call",
      at,
      scope: 0,
      call: callee.text.slice(callee.text.lastIndexOf("/") + 1),
      args,
      named: []
    });
    return;
  }
  const inner = [...pieces];
  for (const one of instruction.documents)
    inner.push({
      text: lowering.text.slice(one.body.start, lineEnd(lowering.text, one.body.end)),
      start: one.body.start
    });
  lowering.embed({ language: "bash", pieces: inner });
}
function lineEnd(text, start) {
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline + 1;
}
function withoutFlags(instruction) {
  const pieces = [];
  let head = true;
  for (const piece of instruction.pieces) {
    const flags = head ? /^(?:\s*--[\w-]+(?:=(?:"[^"\n]*"|[^\s"])*)?(?=\s))*\s*(?:CMD(?=\s))?\s*(?:\\\n)?/.exec(
      piece.text
    )?.[0].length ?? 0 : 0;
    const rest = piece.text.slice(flags);
    if (rest !== "") head = false;
    if (rest !== "") pieces.push({ text: rest, start: piece.start + flags });
  }
  return pieces;
}
function execItems(source, pieces) {
  const items = [];
  for (const piece of pieces) {
    for (const match of piece.text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)) {
      const start = piece.start + match.index;
      const inner = [];
      let text = "";
      for (const bit of (match[1] ?? "").matchAll(/\\(.)|[^\\]+/g)) {
        const decoded = bit[1] === void 0 ? bit[0] : bit[1] === "n" ? "\n" : bit[1] === "t" ? "	" : bit[1];
        inner.push({ text: decoded, start: start + 1 + bit.index, length: bit[0].length });
        text += decoded;
      }
      items.push({
        text,
        at: { start, end: Math.min(start + match[0].length, source.length) },
        pieces: inner
      });
    }
  }
  return items;
}
function lowerCopy(lowering, instruction) {
  const document = instruction.documents[0];
  if (!document) return;
  const content = lowering.text.slice(document.body.start, document.body.end);
  const target = instruction.pieces.map((piece) => piece.text).join("").trim().split(/\s+/).at(-1) ?? "";
  lowering.embed({
    language: languageOf(target, content.slice(0, 200)),
    pieces: [{ text: content, start: document.body.start }]
  });
}

// src/parse/languages/dockerfile.ts
var load = async () => lowerDockerfile;
function lowerDockerfile(lowering) {
  for (const instruction of instructionsOf(lowering)) lowerInstruction(lowering, instruction);
}
export {
  load
};
