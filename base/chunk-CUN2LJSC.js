import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/parse/yaml/node.ts
var emptyNode = (at2) => ({
  kind: "scalar",
  at: { start: at2, end: at2 },
  text: "",
  pieces: [],
  style: "plain",
  literal: "null"
});
function at(of, key) {
  return of?.kind === "map" ? of.pairs.findLast((pair) => pair.key === key)?.value : void 0;
}
var bareKey = (key) => key.replace(/^\{\{-?\s*(?:if|else|with|range|end)\b[^{}]{0,500}\}\}\s*/, "");
function textOf(node) {
  return node?.kind === "scalar" && node.literal === void 0 ? node.text : void 0;
}

export {
  emptyNode,
  at,
  bareKey,
  textOf
};
