import type { Node } from "web-tree-sitter";
import type { Param, Value } from "../../model/fact.ts";
import { opaqueValue } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { annotatedCalls } from "./annotations.ts";
import { expression, partsOf, textOf } from "./expressions.ts";
import type { Place } from "./place.ts";

/** Lowers a lambda to a function scope; the value itself is opaque. */
export function lambda(node: Node, place: Place, name: string): Value {
  const at = spanOf(node);
  const parameters = node.childForFieldName("parameters");
  const params = parameters ? lowerParams(partsOf(parameters), place) : [];
  const scope = place.file.lowering.scope({ parent: place.scope, kind: "function", name, at, params });
  const body = node.childForFieldName("body");
  const result = opaqueValue(at);
  if (!body) return result;
  const given = expression(body, { ...place, scope, classBody: false, globals: new Set() });
  place.file.lowering.emit({ kind: "return", at: given.at, scope, value: given });
  place.file.lambdas.set(result, given);
  return result;
}

/** Parameters in order; defaults, and calls in annotations that stand for them, are lowered where the function is defined. */
export function lowerParams(nodes: readonly Node[], place: Place): Param[] {
  const params: Param[] = [];
  for (const node of nodes) {
    if (node.type === "keyword_separator" || node.type === "positional_separator") continue;
    const named = node.childForFieldName("name") ?? (node.type === "identifier" ? node : partsOf(node)[0]);
    const bare =
      named?.type.endsWith("_pattern") && named.type !== "tuple_pattern" ? partsOf(named)[0] : named;
    const name = bare?.type === "identifier" ? textOf(bare, place) : "";
    const initial = node.childForFieldName("value");
    const stated = initial ? [expression(initial, place)] : [];
    const defaults = [...stated, ...annotatedCalls(node.childForFieldName("type"), place)];
    const [only] = defaults;
    params.push({
      name,
      at: spanOf(node),
      ...(only
        ? { default: defaults.length === 1 ? only : { at: only.at, parts: [{ choice: defaults }] } }
        : {}),
    });
  }
  return params;
}
