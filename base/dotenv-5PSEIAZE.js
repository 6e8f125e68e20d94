import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  readAssignment,
  readValue
} from "./chunk-M5P6OXFP.js";
import "./chunk-DSKMSZ66.js";
import "./chunk-LYBHTBEW.js";
import {
  languageOf
} from "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/languages/dotenv.ts
var adapter = (lowering) => {
  const { text } = lowering;
  const own = languageOf(`file${lowering.extension}`, "");
  const language = own !== "text" && own !== "dotenv" ? own : /^\s*\{/.test(text.slice(0, 200)) ? "json" : void 0;
  if (language) {
    lowering.embed({ language, pieces: [{ text, start: 0 }], extension: lowering.extension });
    return;
  }
  for (let from = 0; from < text.length; ) {
    lowering.tick();
    const newline = text.indexOf("\n", from);
    let end = newline < 0 ? text.length : newline;
    if (text[end - 1] === "\r" && end > from) end--;
    const assignment = readAssignment(text, from, end);
    let next = end;
    if (assignment) {
      const read = readValue(text, assignment, end);
      next = Math.max(end, read.end);
      lowering.emit({
        kind: "entry",
        at: {
          start: assignment.start,
          end: Math.max(read.value.at.end, assignment.keyStart + assignment.key.length)
        },
        scope: 0,
        path: [assignment.key],
        value: read.value,
        ...assignment.commented ? { commented: true } : {}
      });
    }
    const after = text.indexOf("\n", next);
    from = after < 0 ? text.length : after + 1;
  }
};
var load = async () => adapter;
export {
  load
};
