import type { Node } from "web-tree-sitter";
import type { Call, Entry, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { children, deeper, type Go, literalText, type Place } from "./place.ts";

/** The type inside a slice, array, map or pointer type, which its elements may leave out. */
function elementType(type: Node | null): Node | null {
  const inner = type?.childForFieldName("element") ?? type?.childForFieldName("value") ?? null;
  return inner?.type === "pointer_type" ? (inner.namedChildren[0] ?? null) : inner;
}

/** The dotted name of a type that has one. */
export function typeName(type: Node | null): string | undefined {
  if (!type) return undefined;
  if (type.type === "type_identifier" || type.type === "qualified_type") return type.text.replace(/\s+/g, "");
  if (type.type === "generic_type") return typeName(type.childForFieldName("type"));
  if (type.type === "pointer_type" || type.type === "parenthesized_type")
    return typeName(type.namedChildren[0] ?? null);
  return undefined;
}

/**
 * A composite literal: an object when keyed, else a list. One of a named type also is a construction, so that the fields
 * it sets can be found from the type.
 */
export function composite(go: Go, node: Node, place: Place, implied: Node | null = null): Value {
  go.lowering.tick(place.depth);
  const at = spanOf(node);
  const type = node.childForFieldName("type") ?? implied;
  const body = node.type === "literal_value" ? node : node.childForFieldName("body");
  const entries: Entry[] = [];
  const items: Value[] = [];
  for (const child of children(body)) {
    if (child.type === "keyed_element") {
      const key = child.childForFieldName("key");
      const given = child.childForFieldName("value");
      if (key && given)
        entries.push({
          key: keyText(go, key, place),
          at: spanOf(key),
          value: element(go, given, type, place),
        });
    } else items.push(element(go, child, type, place));
  }
  const name = typeName(type);
  if (name !== undefined) {
    const call: Call = { call: name, args: items, named: entries };
    go.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  }
  const keyed =
    entries.length > 0 || (items.length === 0 && type?.type !== "slice_type" && type?.type !== "array_type");
  return value(at, [keyed ? { object: entries } : { list: items }]);
}

function element(go: Go, node: Node, type: Node | null, place: Place): Value {
  const inner = node.type === "literal_element" ? children(node)[0] : node;
  if (inner?.type === "literal_value") return composite(go, inner, deeper(place), elementType(type));
  return go.expression(inner ?? node, deeper(place));
}

/** A field name, the text of a string key, the own name of a constant; `*` when computed. */
function keyText(go: Go, node: Node, place: Place): string {
  const inner = node.type === "literal_element" ? children(node)[0] : node;
  if (!inner) return "*";
  if (inner.type === "identifier") return inner.text;
  if (inner.type === "int_literal") return inner.text;
  const key = go.expression(inner, deeper(place));
  if (inner.type === "selector_expression") return inner.childForFieldName("field")?.text ?? "*";
  return literalText(key) ?? "*";
}
