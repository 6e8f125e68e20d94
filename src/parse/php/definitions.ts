import type { Node } from "web-tree-sitter";
import type { Param } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { dotted, variableText } from "./names.ts";
import { deeper, type Php, type Place } from "./place.ts";

/** Lowers a class, trait, interface, enum or anonymous class in a scope of its own. */
export function enterClass(php: Php, node: Node, place: Place): void {
  const body = node.childForFieldName("body");
  const bases: string[] = [];
  for (const child of node.namedChildren)
    if (child.type === "base_clause") for (const base of child.namedChildren) bases.push(dotted(base.text));
  // A trait's members are the class's own, so looking them up works as for a base class.
  for (const child of body?.namedChildren ?? [])
    if (child.type === "use_declaration")
      for (const used of child.namedChildren)
        if (used.type === "name" || used.type === "qualified_name") bases.push(dotted(used.text));
  const name = node.childForFieldName("name")?.text ?? "";
  const scope = php.lowering.scope({
    parent: place.scope,
    kind: "class",
    name,
    at: spanOf(node),
    params: [],
    ...(bases.length > 0 ? { extends: bases } : {}),
  });
  const inside: Place = { scope, depth: place.depth + 1, within: { name, scope } };
  for (const child of node.namedChildren) {
    if (child.type === "attribute_list" || child.type === "arguments") php.statement(child, deeper(place));
  }
  if (!body) return;
  const modern = body.namedChildren.some(
    (child) => child.childForFieldName("name")?.text.toLowerCase() === "__construct",
  );
  for (const child of body.namedChildren) {
    const method = child.type === "method_declaration" ? (child.childForFieldName("name")?.text ?? "") : "";
    // Before PHP 8 a method named after its class was the constructor, unless there was a `__construct`.
    if (method !== "" && !modern && method.toLowerCase() === name.toLowerCase())
      enterFunction(php, child, inside, "__construct");
    else php.statement(child, inside);
  }
}

/** Lowers a function, method, closure or arrow function in a scope of its own. */
export function enterFunction(php: Php, node: Node, place: Place, name: string, of?: string): void {
  const params: Param[] = [];
  const promoted: { node: Node; param: Param }[] = [];
  const list = node.childForFieldName("parameters");
  for (const child of list?.namedChildren ?? []) {
    const variable = child.childForFieldName("name");
    if (!variable) continue;
    const fallback = child.childForFieldName("default_value");
    const param: Param = {
      name: variableText(variable),
      at: spanOf(child),
      ...(fallback ? { default: php.expression(fallback, deeper(place)) } : {}),
    };
    params.push(param);
    if (child.type === "property_promotion_parameter") promoted.push({ node: child, param });
  }
  const scope = php.lowering.scope({
    parent: place.scope,
    kind: "function",
    name: name.toLowerCase() === "__construct" ? "constructor" : name,
    at: spanOf(node),
    params,
    ...(of === undefined ? {} : { of }),
  });
  for (const { node: child, param } of promoted) {
    const at = spanOf(child);
    const given = value(at, [{ name: param.name }]);
    const fact = {
      kind: "assign",
      at,
      scope,
      name: `this.${param.name}`,
      value: given,
      field: true,
    } as const;
    php.lowering.emit(fact);
  }
  const inside: Place = { ...deeper(place), scope };
  const attributes = node.childForFieldName("attributes");
  if (attributes) php.statement(attributes, deeper(place));
  const body = node.childForFieldName("body");
  if (!body) return;
  if (node.type !== "arrow_function") {
    php.statement(body, inside);
    return;
  }
  const result = php.expression(body, inside);
  php.lowering.emit({ kind: "return", at: spanOf(body), scope, value: result });
}
