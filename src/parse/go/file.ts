import type { Node } from "web-tree-sitter";
import type { Lowering } from "../adapter.ts";
import { declareType, enterFunction, Types } from "./declarations.ts";
import { lowerExpression } from "./expressions.ts";
import { importsOf } from "./imports.ts";
import { children, type Go, type Place } from "./place.ts";
import { lowerStatement } from "./statements.ts";

/** Lowers a Go file. Types come first, so that methods find the scope of theirs wherever they stand. */
export function lowerGo(lowering: Lowering, root: Node): void {
  const modules = importsOf(lowering, root);
  const types = new Types(lowering);
  const go: Go = {
    lowering,
    modules,
    expression: (node, place) => lowerExpression(go, node, place),
    statement: (node, place) => {
      if (node.type === "type_declaration") declareType(go, types, node, place);
      else lowerStatement(go, node, place);
    },
    closure: (node, place, of) => enterFunction(go, types, node, place, of),
  };
  const top: Place = { scope: 0, depth: 0 };
  const declarations = children(root);
  for (const node of declarations) if (node.type === "type_declaration") go.statement(node, top);
  for (const node of declarations) {
    if (node.type === "type_declaration") continue;
    if (node.type === "function_declaration" || node.type === "method_declaration")
      enterFunction(go, types, node, top);
    else go.statement(node, top);
  }
}
