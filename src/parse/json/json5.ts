import { parseExpression } from "@babel/parser";
import type { Expression, Node, ObjectProperty } from "@babel/types";
import type { Lowering } from "../adapter.ts";
import { boundErrors } from "../babel.ts";
import { refuseNesting } from "../nesting.ts";
import { type ConfigNode, emptyNode, type Pair } from "../yaml/node.ts";
import { textOfPieces } from "../yaml/pieces.ts";
import { decodeFlow } from "../yaml/scalar.ts";

/** Reads JSON5 (bare keys, single quotes, comments), which is JavaScript's object literal; null when it is not even that. */
export function readJson5(text: string, lowering: Lowering): ConfigNode | null {
  let root: Expression;
  try {
    refuseNesting(text);
    root = boundErrors(() => parseExpression(text, { errorRecovery: true }));
  } catch {
    return null;
  }
  return convert(root, text, lowering, 0);
}

function convert(node: Node, text: string, lowering: Lowering, depth: number): ConfigNode {
  lowering.tick(depth);
  const at = { start: node.start ?? 0, end: node.end ?? 0 };
  switch (node.type) {
    case "ObjectExpression": {
      const properties = node.properties.filter(
        (one): one is ObjectProperty => one.type === "ObjectProperty",
      );
      return {
        kind: "map",
        at,
        pairs: properties.map((property) => pairOf(property, text, lowering, depth)),
      };
    }
    case "ArrayExpression":
      return {
        kind: "list",
        at,
        items: node.elements.flatMap((item) => (item ? [convert(item, text, lowering, depth + 1)] : [])),
      };
    case "StringLiteral": {
      const pieces = decodeFlow(text.slice(at.start + 1, at.end - 1), at.start + 1, "json");
      return {
        kind: "scalar",
        at,
        text: textOfPieces(pieces),
        pieces,
        style: "quoted",
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
        literal,
      };
    }
  }
}

function pairOf(property: ObjectProperty, text: string, lowering: Lowering, depth: number): Pair {
  const key = property.key;
  const keyAt = { start: key.start ?? 0, end: key.end ?? 0 };
  const name =
    key.type === "Identifier"
      ? key.name
      : key.type === "StringLiteral"
        ? key.value
        : text.slice(keyAt.start, keyAt.end);
  return {
    key: name,
    keyAt,
    at: { start: keyAt.start, end: property.end ?? keyAt.end },
    value: convert(property.value, text, lowering, depth + 1),
  };
}
