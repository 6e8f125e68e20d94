import type { Node } from "web-tree-sitter";
import type { Lowering, Piece } from "../adapter.ts";
import { enterFunction } from "./definitions.ts";
import { lowerExpression } from "./expressions.ts";
import type { Php } from "./place.ts";
import { lowerStatement } from "./statements.ts";

/** Lowers a PHP file; markup between the tags goes to HTML when it holds a script. */
export function lowerPhp(lowering: Lowering, root: Node): void {
  const php: Php = {
    lowering,
    expression: (node, place) => lowerExpression(php, node, place),
    statement: (node, place) => lowerStatement(php, node, place),
    closure: (node, place, of) => enterFunction(php, node, place, "", of),
  };
  lowerStatement(php, root, { scope: 0, depth: 0 });
  const markup: Piece[] = root
    .descendantsOfType("text")
    .map((node) => ({ text: lowering.text.slice(node.startIndex, node.endIndex), start: node.startIndex }));
  if (markup.some((piece) => /<script\b/i.test(piece.text)))
    lowering.embed({ language: "html", pieces: markup });
}
