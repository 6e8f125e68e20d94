import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  maskTemplates,
  readLines
} from "./chunk-2OH2AVA2.js";
import {
  EntryWalk
} from "./chunk-OEPJH2Q6.js";
import {
  readJson
} from "./chunk-EM6HMFRX.js";
import {
  emptyNode
} from "./chunk-CUN2LJSC.js";
import {
  require_lib
} from "./chunk-WYZ326PD.js";
import {
  decodeFlow
} from "./chunk-DSKMSZ66.js";
import {
  textOfPieces
} from "./chunk-LYBHTBEW.js";
import "./chunk-DI5ZA5JO.js";
import "./chunk-IDZIRI2K.js";
import "./chunk-JGOQUN26.js";
import {
  __toESM
} from "./chunk-WWEY3SKT.js";

// src/parse/json/json5.ts
var import_parser = __toESM(require_lib(), 1);
function readJson5(text, lowering) {
  let root;
  try {
    root = (0, import_parser.parseExpression)(text, { errorRecovery: true });
  } catch {
    return null;
  }
  return convert(root, text, lowering, 0);
}
function convert(node, text, lowering, depth) {
  lowering.tick(depth);
  const at = { start: node.start ?? 0, end: node.end ?? 0 };
  switch (node.type) {
    case "ObjectExpression": {
      const properties = node.properties.filter(
        (one) => one.type === "ObjectProperty"
      );
      return {
        kind: "map",
        at,
        pairs: properties.map((property) => pairOf(property, text, lowering, depth))
      };
    }
    case "ArrayExpression":
      return {
        kind: "list",
        at,
        items: node.elements.flatMap((item) => item ? [convert(item, text, lowering, depth + 1)] : [])
      };
    case "StringLiteral": {
      const pieces = decodeFlow(text.slice(at.start + 1, at.end - 1), at.start + 1, "json");
      return {
        kind: "scalar",
        at,
        text: textOfPieces(pieces),
        pieces,
        style: "quoted"
      };
    }
    case "NullLiteral":
      return { ...emptyNode(at.start), at };
    default: {
      const own = text.slice(at.start, at.end);
      const literal = node.type === "BooleanLiteral" ? "boolean" : "number";
      return {
        kind: "scalar",
        at,
        text: own,
        pieces: [{ text: own, start: at.start }],
        style: "plain",
        literal
      };
    }
  }
}
function pairOf(property, text, lowering, depth) {
  const key = property.key;
  const keyAt = { start: key.start ?? 0, end: key.end ?? 0 };
  const name = key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : text.slice(keyAt.start, keyAt.end);
  return {
    key: name,
    keyAt,
    at: { start: keyAt.start, end: property.end ?? keyAt.end },
    value: convert(property.value, text, lowering, depth + 1)
  };
}

// src/parse/languages/json.ts
var JSON5 = /^\s*[[{]\s*(?:\/\/[^\n]*\n\s*){0,20}(?:'|[A-Za-z_$][\w$]{0,100}\s*:)/;
var countScalars = (node) => node.kind === "map" ? node.pairs.reduce((sum, pair) => sum + countScalars(pair.value), 0) : node.kind === "list" ? node.items.reduce((sum, item) => sum + countScalars(item), 0) : 1;
var total = (roots) => roots.reduce((sum, root) => sum + countScalars(root), 0);
function readBroken(text, lowering) {
  const masked = maskTemplates(text).text.replace(
    /[[{,][ \t]*(?=\r?$)|^[ \t]*[\]}][\]} \t]*,?[ \t]*(?=\r?$)/gm,
    (match) => " ".repeat(match.length)
  );
  return readLines({ original: text, masked, offset: 0 }, lowering);
}
var adapter = (lowering) => {
  const { text } = lowering;
  const loose = lowering.extension === ".json5" || JSON5.test(text.slice(0, 4e3)) ? readJson5(text, lowering) : null;
  const strict = loose ? { roots: [loose], failed: false } : readJson(text, lowering);
  let { roots } = strict;
  if (strict.failed) {
    lowering.degraded = true;
    const lines = readBroken(text, lowering);
    if (total(lines) > total(roots)) roots = lines;
  }
  const walk = new EntryWalk(lowering);
  for (const root of roots) walk.document(root);
};
var load = async () => adapter;
export {
  load
};
