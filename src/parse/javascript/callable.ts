import type { Node } from "@babel/types";
import type { Param, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { classScope, isConstructor } from "./class.ts";
import { keyOf, unwrap } from "./name.ts";
import { type Hint, type Place, spanOf, type Walk } from "./walk.ts";

type Keys = { key: string; local: string; default?: Value }[];

/**
 * Opens the scope of a function, method or arrow function and lowers its parameters and body.
 * A function that is used as a class (`function Client() { this.token = … }`) gets a class scope around it.
 */
export function lowerCallable(walk: Walk, node: Node, place: Place, hint: Hint): void {
  const className = [hint.name ?? "", ownName(node)].find((name) => name && isConstructor(walk, name, node));
  if (className === undefined) openCallable(walk, node, place, hint);
  else {
    const scope = classScope(walk, className, spanOf(node), place);
    openCallable(walk, node, { scope, depth: place.depth }, { name: "constructor" });
  }
}

function openCallable(walk: Walk, node: Node, place: Place, hint: Hint): void {
  if (!("params" in node) || !("body" in node) || !Array.isArray(node.params)) return;
  walk.lowering.tick(place.depth);
  const handed = hint.of !== undefined && hint.name === undefined;
  const params: Param[] = [];
  const scope = walk.lowering.scope({
    parent: place.scope,
    kind: handed ? "block" : "function",
    name: (hint.name === "default" && ownName(node)) || hint.name || ownName(node),
    at: spanOf(node),
    params,
    ...(handed && hint.of !== undefined ? { of: hint.of } : {}),
  });
  const inner = { scope, depth: place.depth + 1 };
  for (const param of node.params as Node[]) {
    // TypeScript's `this: T` is no parameter.
    if (param.type === "Identifier" && param.name === "this") continue;
    params.push(lowerParam(walk, param, inner));
  }
  const body = node.body as Node;
  if (body.type === "BlockStatement") {
    walk.statements(body.body, inner);
    return;
  }
  const given = walk.value(body, inner);
  walk.lowering.emit({ kind: "return", at: spanOf(body), scope, value: given });
}

function ownName(node: Node): string {
  if ("id" in node && node.id && typeof node.id === "object" && "name" in node.id)
    return String(node.id.name);
  if ("key" in node && node.key && typeof node.key === "object" && "type" in node.key)
    return keyOf(node.key, "computed" in node && node.computed === true);
  return "";
}

function lowerParam(walk: Walk, outer: Node, place: Place): Param {
  const at = spanOf(outer);
  let node = outer;
  if (node.type === "TSParameterProperty") {
    const inner = lowerParam(walk, node.parameter, place);
    const assigned = value(at, [{ name: inner.name }]);
    walk.lowering.emit({
      kind: "assign",
      at,
      scope: place.scope,
      name: `this.${inner.name}`,
      value: assigned,
      field: true,
    });
    return { ...inner, at };
  }
  if ("decorators" in node && Array.isArray(node.decorators))
    for (const decorator of node.decorators) walk.stand(decorator.expression, place);
  let fallback: Value | undefined;
  if (node.type === "AssignmentPattern") {
    fallback = walk.value(node.right, place);
    node = unwrap(node.left);
  }
  const given = fallback ? { default: fallback } : {};
  if (node.type === "RestElement") return { ...lowerParam(walk, node.argument, place), at };
  if (node.type === "ObjectPattern") {
    const keys: Keys = [];
    collectKeys(walk, node, "", keys, place);
    return { name: "", at, ...given, keys };
  }
  if (node.type === "ArrayPattern") {
    const keys: Keys = [];
    for (const [index, element] of node.elements.entries())
      if (element) keyFor(walk, element, String(index), keys, place);
    return { name: "", at, ...given, keys };
  }
  return { name: node.type === "Identifier" ? node.name : "", at, ...given };
}

/** Names taken out of an object parameter; a nested one has a dotted key. */
function collectKeys(walk: Walk, node: Node, prefix: string, keys: Keys, place: Place): void {
  walk.lowering.tick(place.depth);
  if (node.type !== "ObjectPattern") return;
  for (const property of node.properties) {
    if (property.type === "RestElement") {
      if (property.argument.type === "Identifier")
        keys.push({ key: `${prefix}...`, local: property.argument.name });
      continue;
    }
    if (property.computed) walk.stand(property.key, place);
    keyFor(walk, property.value, prefix + keyOf(property.key, property.computed), keys, place);
  }
}

function keyFor(walk: Walk, target: Node, key: string, keys: Keys, place: Place): void {
  let node = target;
  let fallback: Value | undefined;
  if (node.type === "AssignmentPattern") {
    fallback = walk.value(node.right, place);
    node = unwrap(node.left);
  }
  if (node.type === "ObjectPattern")
    collectKeys(walk, node, `${key}.`, keys, { ...place, depth: place.depth + 1 });
  else if (node.type === "Identifier")
    keys.push({ key, local: node.name, ...(fallback ? { default: fallback } : {}) });
}
