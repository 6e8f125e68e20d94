import type { Node } from "web-tree-sitter";
import type { Value } from "../../model/fact.ts";
import { expression, partsOf } from "./expressions.ts";
import type { Place } from "./place.ts";

/** Nodes of a type that only hold other types: `Annotated[str, …]`, `Optional[…]`, `a.B[…]`. */
const HOLDERS = new Set(["type", "generic_type", "type_parameter", "subscript", "member_type", "union_type"]);

/** Calls that stand in an annotation and say where the value comes from: `Annotated[str, typer.Option(envvar="X")]`. */
export function annotatedCalls(node: Node | null, place: Place): Value[] {
  if (!node) return [];
  place.file.lowering.tick(++place.file.depth);
  const found =
    node.type === "call"
      ? [expression(node, place)]
      : HOLDERS.has(node.type)
        ? partsOf(node).flatMap((child) => annotatedCalls(child, place))
        : [];
  place.file.depth--;
  return found;
}
