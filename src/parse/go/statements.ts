import type { Node } from "web-tree-sitter";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { assignments, expressionList } from "./assignments.ts";
import { isExpression } from "./expressions.ts";
import { children, deeper, type Go, isWorthy, type Place } from "./place.ts";

const SKIPPED = new Set([
  "comment",
  "package_clause",
  "import_declaration",
  "interface_type",
  "type_declaration",
  "parameter_list",
  "label_name",
]);

/** Lowers a statement, or an expression that stands for itself. Top-level declarations are the file's. */
export function lowerStatement(go: Go, node: Node, place: Place): void {
  go.lowering.tick(place.depth);
  if (SKIPPED.has(node.type)) return;
  if (isExpression(node)) {
    const given = go.expression(node, deeper(place));
    if (isWorthy(given)) go.lowering.emit({ kind: "value", at: given.at, scope: place.scope, value: given });
    return;
  }
  switch (node.type) {
    case "short_var_declaration":
    case "assignment_statement":
      assignments(
        go,
        node,
        expressionList(node.childForFieldName("left")),
        expressionList(node.childForFieldName("right")),
        place,
      );
      return;
    case "const_spec":
    case "var_spec": {
      const names = node.childrenForFieldName("name").filter((child) => child.type === "identifier");
      assignments(go, node, names, expressionList(node.childForFieldName("value")), place);
      return;
    }
    case "return_statement":
      returned(go, node, place);
      return;
    case "range_clause": {
      const over = node.childForFieldName("right");
      if (over) go.statement(over, deeper(place));
      return;
    }
    default:
      for (const child of children(node)) go.statement(child, deeper(place));
  }
}

/** A returned error or flag is left out, as it is where the results are assigned; several results are a list. */
function returned(go: Go, node: Node, place: Place): void {
  const at = spanOf(node);
  const given = expressionList(children(node)[0] ?? null).map((one) => go.expression(one, deeper(place)));
  const named = given.length === 0 ? (place.results ?? []).map((name) => value(at, [{ name }])) : given;
  const kept = place.fails && named.length > 1 ? named.slice(0, -1) : named;
  const [only] = kept;
  // `return "", err` gives nothing back that anyone uses.
  if (!only || (place.fails && kept.every((one) => one.parts.length === 0))) return;
  const all = kept.length === 1 ? only : value(spanOf(children(node)[0] ?? node), [{ list: kept }]);
  go.lowering.emit({ kind: "return", at, scope: place.scope, value: all });
}
