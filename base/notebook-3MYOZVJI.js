import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  readJson
} from "./chunk-EM6HMFRX.js";
import {
  at,
  textOf
} from "./chunk-CUN2LJSC.js";
import "./chunk-DSKMSZ66.js";
import {
  interpolatedValue,
  offsetIn,
  placeIn,
  slicePieces,
  textOfPieces
} from "./chunk-LYBHTBEW.js";
import {
  languageNamed,
  languageOf
} from "./chunk-DI5ZA5JO.js";
import {
  textValue
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/notebook/cells.ts
function readCells(root) {
  const metadata = at(root, "metadata");
  const language = textOf(at(at(metadata, "kernelspec"), "language")) ?? textOf(at(at(metadata, "language_info"), "name")) ?? textOf(at(at(metadata, "kernelspec"), "name"));
  const lists = [at(root, "cells")];
  const worksheets = at(root, "worksheets");
  if (worksheets?.kind === "list") lists.push(...worksheets.items.map((sheet) => at(sheet, "cells")));
  const cells = [];
  for (const list of lists) {
    if (list?.kind !== "list") continue;
    for (const cell of list.items) {
      const type = textOf(at(cell, "cell_type"));
      const source = scalars(at(cell, "source") ?? at(cell, "input"));
      if (type !== "code" && type !== "markdown" || source.length === 0) continue;
      cells.push({
        kind: type,
        pieces: source.flatMap((line) => line.pieces),
        outputs: outputsOf(at(cell, "outputs"))
      });
    }
  }
  return { cells, language };
}
function scalars(node) {
  if (node?.kind === "scalar") return [node];
  return node?.kind === "list" ? node.items.filter((item) => item.kind === "scalar") : [];
}
function outputsOf(outputs2) {
  if (outputs2?.kind !== "list") return [];
  return outputs2.items.flatMap((output) => [
    ...scalars(at(output, "text")),
    ...scalars(at(at(output, "data"), "text/plain")),
    ...scalars(at(output, "traceback"))
  ]);
}

// src/parse/notebook/magic.ts
var CELL_LANGUAGES = {
  bash: "bash",
  sh: "bash",
  script: "bash",
  system: "bash",
  javascript: "javascript",
  js: "javascript",
  ruby: "ruby",
  powershell: "powershell",
  pwsh: "powershell",
  html: "html",
  markdown: "markup"
};
function splitMagics(pieces) {
  const text = textOfPieces(pieces);
  const inner = [];
  const environment = [];
  const code = [];
  const cell = /^\s*%%(\w+)([^\n]*)(?:\n|$)/.exec(text);
  let from = 0;
  if (cell?.[1]) {
    from = cell[0].length;
    const named = /^(?:writefile|file)$/.test(cell[1]) ? languageOf((cell[2] ?? "").trim().split(/\s+/).at(-1) ?? "", "") : CELL_LANGUAGES[cell[1]];
    if (named)
      return {
        code,
        inner: [{ language: named, pieces: slicePieces(pieces, from, text.length) }],
        environment
      };
    if (!/^(?:time|timeit|capture|prun|python3?)$/.test(cell[1])) return { code, inner, environment };
  }
  let kept = from;
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    let end = newline < 0 ? text.length : newline;
    const magic = /^(\s*)(?:([\w.]+\s*=\s*)?(!{1,2})|%(\w+)[ \t]*)/.exec(
      text.slice(start, Math.min(end, start + 300))
    );
    if (magic && !(magic[4] && /\s/.test(magic[1] ?? "") && inParentheses(text, start))) {
      if (magic[3])
        while (text[end - 1] === "\\" && end < text.length)
          end = text.indexOf("\n", end + 1) < 0 ? text.length : text.indexOf("\n", end + 1);
      const content = start + magic[0].length;
      const stop = start + (magic[1]?.length ?? 0) + (magic[2]?.length ?? 0);
      code.push(...slicePieces(pieces, kept, stop));
      const at2 = slicePieces(pieces, stop, stop + 1)[0]?.start ?? 0;
      code.push({ text: magic[2] ? "None" : "pass", start: at2, length: 0 });
      kept = end;
      if (magic[3]) inner.push({ language: "bash", pieces: shellPieces(pieces, text, content, end) });
      else if (/^(?:set_)?env$/.test(magic[4] ?? "")) {
        const assignment = /^([A-Za-z_]\w*)\s*[=\s]\s*/.exec(text.slice(content, end));
        if (assignment?.[1])
          environment.push({
            key: assignment[1],
            keyStart: content,
            valueStart: content + assignment[0].length,
            valueEnd: content + text.slice(content, end).trimEnd().length
          });
      }
    }
    start = end + 1;
  }
  code.push(...slicePieces(pieces, kept, text.length));
  return { code, inner, environment };
}
function inParentheses(text, index) {
  const before = text.slice(Math.max(0, index - 2e3), index);
  return (before.match(/[([{]/g)?.length ?? 0) > (before.match(/[)\]}]/g)?.length ?? 0);
}
function shellPieces(pieces, text, from, to) {
  const out = [];
  let last = from;
  for (const match of text.slice(from, to).matchAll(/(?<!\$)\{([A-Za-z_]\w{0,100})\}/g)) {
    const start = from + match.index;
    out.push(...slicePieces(pieces, last, start), {
      text: "$",
      start: slicePieces(pieces, start, start + 1)[0]?.start ?? 0,
      length: 0
    });
    last = start;
  }
  out.push(...slicePieces(pieces, last, to));
  return out;
}

// src/parse/languages/notebook.ts
var INTERESTING = /zendesk|\/token/i;
function outputs(lowering, cell) {
  for (const output of cell.outputs) {
    lowering.tick();
    if (output.text.length > 5e3 || !INTERESTING.test(output.text)) continue;
    lowering.emit({ kind: "prose", at: output.at, scope: 0, value: textValue(output.at, output.text) });
  }
}
function pythonOf(lowering, cell) {
  const parts = splitMagics(cell.pieces);
  for (const inner of parts.inner) lowering.embed(inner);
  for (const { key, keyStart, valueStart, valueEnd } of parts.environment) {
    const place = placeIn(cell.pieces);
    const text = textOfPieces(cell.pieces).slice(valueStart, valueEnd);
    const value = interpolatedValue(text, (from, to) => place(valueStart + from, valueStart + to));
    lowering.emit({
      kind: "entry",
      at: { start: offsetIn(cell.pieces, keyStart), end: value.at.end },
      scope: 0,
      path: [key],
      value
    });
  }
  return parts.code;
}
var adapter = (lowering) => {
  const read = readJson(lowering.text, lowering);
  if (read.failed) lowering.degraded = true;
  const [root] = read.roots;
  if (!root) return;
  const { cells, language } = readCells(root);
  const kernel = language === void 0 || /python/i.test(language) ? "python" : languageNamed(language) ?? "text";
  const program = [];
  for (const cell of cells) {
    lowering.tick();
    outputs(lowering, cell);
    if (cell.kind === "markdown") {
      lowering.embed({ language: "markup", pieces: cell.pieces, extension: ".md", documentation: true });
      continue;
    }
    const code = kernel === "python" ? pythonOf(lowering, cell) : cell.pieces;
    if (code.length === 0) continue;
    const last = program.at(-1);
    if (last) program.push({ text: "\n", start: last.start + (last.length ?? last.text.length), length: 0 });
    program.push(...code);
  }
  lowering.embed({ language: kernel, pieces: program });
};
var load = async () => adapter;
export {
  load
};
