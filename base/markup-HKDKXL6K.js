import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  languageNamed
} from "./chunk-DI5ZA5JO.js";
import {
  textValue
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/markup/blocks.ts
var DIRECTIVE = /^[ \t]*\.\. +(?:code-block|code|sourcecode|highlight-block|parsed-literal|literalinclude):: *([\w+#.-]*)/;
var ASCIIDOC = /^\[(?:source|listing|source%[\w%]+)?,? *([\w+#.-]*)[^\]]*\]$/;
function blocksOf(lowering) {
  const lines = linesOf(lowering);
  const extension = lowering.extension;
  const rst = extension === ".rst";
  const asciidoc = /^\.a(?:sc|doc|sciidoc)/.test(extension);
  const blocks = [];
  let index = frontMatter(lines, blocks);
  let comment = false;
  let info;
  while (index < lines.length) {
    lowering.tick();
    const line = lines[index];
    if (!line) break;
    if (comment) {
      comment = !line.text.includes("-->");
      index++;
      continue;
    }
    const fence = /^[ \t]{0,40}(?:> ?|[-*+] |\d{1,9}[.)] ){0,8}[ \t]{0,8}(`{3,}|~{3,})([^`\n]*)$/.exec(
      line.text
    );
    if (fence && !(rst && info === void 0 && fence[1]?.startsWith("~"))) {
      const end = fenceEnd(lines, index + 1, fence[1] ?? "```");
      blocks.push({ kind: "code", info: infoOf(fence[2] ?? ""), lines: lines.slice(index + 1, end) });
      index = end + 1;
      continue;
    }
    const source = asciidoc ? ASCIIDOC.exec(line.text.trim()) : null;
    if (source) {
      index++;
      if (/^(?:-{4,}|\.{4,}|`{3,}|\.\S.*)?\s*$/.test(lines[index]?.text ?? "")) info = source[1] ?? "";
      else {
        const blank = lines.findIndex((next, place) => place > index && next.text.trim() === "");
        const end = blank < 0 ? lines.length : blank;
        blocks.push({ kind: "code", info: source[1] ?? "", lines: lines.slice(index, end) });
        index = end;
      }
      continue;
    }
    if (asciidoc && /^(?:-{4,}|\.{4,})\s*$/.test(line.text)) {
      const end = delimiterEnd(lines, index + 1, line.text.trim());
      blocks.push({ kind: "code", info: info ?? "", lines: lines.slice(index + 1, end) });
      info = void 0;
      index = end + 1;
      continue;
    }
    const directive = rst ? DIRECTIVE.exec(line.text) : null;
    if (directive || rst && /::\s*$/.test(line.text) && !/^\s*\.\. /.test(line.text)) {
      if (!directive) blocks.push({ kind: "prose", line });
      const block = indentedBlock(lines, index + 1, line.indent + 1, true);
      if (block.lines.length > 0)
        blocks.push({ kind: "code", info: directive?.[1] ?? "", lines: block.lines });
      index = Math.max(block.end, index + 1);
      continue;
    }
    if (!rst && !asciidoc && line.indent >= 4 && line.text.trim() !== "" && isParagraphEnd(lines, index)) {
      const block = indentedBlock(lines, index, 4, false);
      blocks.push({ kind: "code", info: "", lines: block.lines });
      index = Math.max(block.end, index + 1);
      continue;
    }
    const opens = line.text.indexOf("<!--");
    if (opens >= 0 && !line.text.includes("-->", opens)) comment = true;
    blocks.push({ kind: "prose", line });
    index++;
  }
  return blocks;
}
function linesOf(lowering) {
  const text = lowering.text;
  const lines = [];
  for (let start = 0; start < text.length; ) {
    lowering.tick();
    const newline = text.indexOf("\n", start);
    const stop = newline < 0 ? text.length : newline;
    const end = stop > start && text[stop - 1] === "\r" ? stop - 1 : stop;
    let indent = 0;
    let at = start;
    for (; at < end && (text[at] === " " || text[at] === "	"); at++) indent += text[at] === "	" ? 4 : 1;
    lines.push({ start, end, text: text.slice(start, end), indent });
    start = stop + 1;
  }
  return lines;
}
function frontMatter(lines, blocks) {
  const mark = lines[0]?.text.trimEnd();
  if (mark !== "---" && mark !== "+++") return 0;
  const end = lines.findIndex((line, index) => index > 0 && index < 400 && line.text.trimEnd() === mark);
  if (end < 0) return 0;
  blocks.push({ kind: "front", info: mark === "---" ? "yaml" : "toml", lines: lines.slice(1, end) });
  return end + 1;
}
function infoOf(text) {
  return (/^\{?\.?(?:language-|lang-)?([\w+#.-]*)/.exec(text.trim())?.[1] ?? "").toLowerCase();
}
function fenceEnd(lines, from, mark) {
  for (let index = from; index < lines.length; index++) {
    const bare = lines[index]?.text.replace(/^[ \t]*(?:> ?)*[ \t]*/, "").trimEnd() ?? "";
    if (bare.length >= mark.length && bare === (mark[0] ?? "`").repeat(bare.length)) return index;
  }
  return lines.length;
}
function delimiterEnd(lines, from, mark) {
  const end = lines.findIndex((line, index) => index >= from && line.text.trim() === mark);
  return end < 0 ? lines.length : end;
}
function indentedBlock(lines, from, indent, options) {
  const block = [];
  let end = from;
  for (let index = from; index < lines.length; index++) {
    const line = lines[index];
    if (!line) break;
    const blank = line.text.trim() === "";
    if (!blank && line.indent < indent) break;
    if (block.length === 0 && (blank || options && /^\s+:[\w-]+:/.test(line.text))) continue;
    block.push(line);
    if (!blank) end = index + 1;
  }
  while (block.at(-1)?.text.trim() === "") block.pop();
  return { lines: block, end };
}
function isParagraphEnd(lines, index) {
  if (index > 0 && lines[index - 1]?.text.trim() !== "") return false;
  for (let above = index - 1; above >= Math.max(0, index - 30); above--) {
    const line = lines[above];
    if (!line || line.text.trim() === "") continue;
    if (/^\s*(?:[-*+]|\d+[.)])\s/.test(line.text)) return (lines[index]?.indent ?? 0) >= line.indent + 6;
    if (line.indent < 2) return true;
  }
  return true;
}

// src/parse/markup/code.ts
var PROMPT = /^(?:[\w.-]{1,40}@[\w.-]{1,60}[^$#\n]{0,60})?[$%] +/;
function embedCode(lowering, info, lines) {
  const pieces = unindented(lowering, lines);
  const text = pieces.map((piece) => piece.text).join("");
  if (text.trim() === "") return;
  const named = languageNamed(info);
  const language = named ?? languageLike(text);
  const shown = language === "bash" ? commandsOf(pieces, info) : [...pieces];
  const head = shown[0];
  if (language === "php" && head && !text.includes("<?"))
    shown.unshift({ text: "<?php ", start: head.start, length: 0 });
  const extension = info === "" || !/^\w{1,12}$/.test(info) ? "" : `.${DIALECTS[info] ?? info}`;
  lowering.embed({ language, pieces: shown, extension, documentation: true });
}
var DIALECTS = {
  typescript: "ts",
  javascript: "js",
  python: "py",
  ruby: "rb",
  coffeescript: "coffee",
  perl: "pl",
  elixir: "ex",
  batch: "bat",
  terraform: "tf",
  csharp: "cs",
  kotlin: "kt",
  scala: "scala",
  lua: "lua",
  sql: "sql"
};
function unindented(lowering, lines) {
  const quoted = lines.length > 0 && lines.every((line) => line.text.trim() === "" || /^\s*>/.test(line.text));
  const heads = lines.map((line) => quoted ? /^\s*>+ ?/.exec(line.text)?.[0].length ?? 0 : 0);
  const depths = lines.flatMap((line, index) => {
    const rest = line.text.slice(heads[index] ?? 0);
    return rest.trim() === "" ? [] : [(/^[ \t]*/.exec(rest)?.[0] ?? "").length];
  });
  const shared = depths.reduce((least, depth) => Math.min(least, depth), 200);
  return lines.map((line, index) => {
    const head = heads[index] ?? 0;
    const start = line.start + Math.min(line.text.length, head + (line.text.slice(head).trim() === "" ? 0 : shared));
    return {
      text: `${lowering.text.slice(start, line.end)}
`,
      start,
      length: Math.min(lowering.text.length, line.end + 1) - start
    };
  });
}
function languageLike(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const bare = lines.filter((line) => !line.startsWith("#"));
  const first = bare[0] ?? "";
  if (bare.length > 0 && bare.every((line) => /^(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*=(?!=)/.test(line) && !/[;(]\s*$/.test(line)))
    return "dotenv";
  if (/^[[{]/.test(first) && /[\]}],?$/.test(lines.at(-1) ?? "") && /["'][\w.-]+["']\s*:/.test(text))
    return "json";
  if (bare.some((line) => PROMPT.test(line)) || /^(?:curl|export|npm|npx|docker|git|pip|brew|source|sudo|bash|sh|\.\/|wget|cd|#!.*sh)\b/.test(first) || /^#!.*sh\b/.test(lines[0] ?? ""))
    return "bash";
  if (/^<\?php/.test(first)) return "php";
  if (/^<\?xml|^<configuration/.test(first)) return "xml";
  if (/^(?:GET|POST|PUT|PATCH|DELETE) (?:https?:\/)?\/\S/.test(first)) return "http";
  if (bare.length > 1 && bare.every((line) => /^(?:- )?["']?[\w./ -]{1,60}["']?:(?:\s|$)/.test(line) || /^- \S/.test(line)) && !/[;{]$/.test(first))
    return "yaml";
  return "text";
}
function commandsOf(pieces, info) {
  const prompted = pieces.some((piece) => PROMPT.test(piece.text)) || /^(?:console|shell-session)$/.test(info) && pieces.some((piece) => /^> /.test(piece.text));
  if (!prompted) return [...pieces];
  const commands = [];
  let continued = false;
  for (const piece of pieces) {
    const prompt = PROMPT.exec(piece.text)?.[0] ?? (continued ? /^> ?/.exec(piece.text)?.[0] ?? "" : void 0);
    if (prompt === void 0) continue;
    const text = piece.text.slice(prompt.length);
    commands.push({
      text,
      start: piece.start + prompt.length,
      length: Math.max(0, (piece.length ?? piece.text.length) - prompt.length)
    });
    continued = /\\\s*$/.test(text) || openQuotes(commands);
  }
  return commands;
}
function openQuotes(commands) {
  const text = commands.slice(-20).map((piece) => piece.text).join("");
  return (text.match(/(?<!\\)'/g)?.length ?? 0) % 2 === 1 && !/"[^"]*'[^"]*"/.test(text);
}

// src/parse/markup/lower.ts
var TELLING = /zendesk|zenpy|zdesk|\bzd_|token|api[ _-]?key|basic auth|authorization/i;
var LONG = 4e3;
function lowerDocument(lowering) {
  for (const block of blocksOf(lowering)) {
    lowering.tick();
    if (block.kind === "prose") lowerProse(lowering, block.line);
    else if (block.kind === "code") embedCode(lowering, block.info, block.lines);
    else {
      const pieces = block.lines.map((line) => ({ text: `${line.text}
`, start: line.start }));
      lowering.embed({ language: block.info, pieces, documentation: true });
    }
  }
}
function lowerProse(lowering, line) {
  if (line.text.length > LONG) return;
  const visible = line.text.replace(/<!--.*?-->/g, (comment) => " ".repeat(comment.length)).replace(/<!--.*$/, "");
  if (!TELLING.test(visible)) return;
  const text = visible.trim();
  const start = line.start + visible.indexOf(text);
  const at = { start, end: start + text.length };
  lowering.emit({ kind: "prose", at, scope: 0, value: textValue(at, text) });
}

// src/parse/languages/markup.ts
var load = async () => lowerDocument;
export {
  load
};
