import type { Node } from "@babel/types";
import type { Span } from "../../model/fact.ts";
import { chainOf, isFunction, keyOf, moduleOf, unwrap } from "./name.ts";
import { type Place, spanOf, type Walk } from "./walk.ts";

/** Emits the `export` facts of `module.exports = …` and `exports.x = …` (`name` is the target). */
export function exportAssignment(walk: Walk, name: string, right: Node, at: Span, place: Place): void {
  const match = /^(?:module\.exports|exports)(?:\.([\w$]+))?$/.exec(name);
  // Assigning to `exports` itself exports nothing.
  if (!match || name === "exports") return;
  const member = match[1];
  const emit = (exported: string, local: string, span: Span, from?: string): void =>
    walk.lowering.emit({
      kind: "export",
      at: span,
      scope: place.scope,
      name: exported,
      local,
      ...(from === undefined ? {} : { from }),
    });
  let node = unwrap(right);
  // `module.exports = exports = …`, `exports.a = exports.b = …`
  while (node.type === "AssignmentExpression") node = unwrap(node.right);
  if (member !== undefined) {
    if (node.type !== "UnaryExpression") emit(member, localOf(walk, node, member) ?? name, at);
    return;
  }
  const module = moduleOf(node);
  if (module !== undefined) {
    emit("*", "*", at, module);
    return;
  }
  emit("default", localOf(walk, node, "default") ?? name, at);
  if (node.type !== "ObjectExpression") return;
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      const from = moduleOf(property.argument);
      if (from !== undefined) emit("*", "*", spanOf(property), from);
      continue;
    }
    const key = keyOf(property.key, property.computed);
    if (key === "*") continue;
    const source = property.type === "ObjectMethod" ? undefined : unwrap(property.value);
    const from = source && moduleOf(source);
    const local = source ? localOf(walk, source, key) : key;
    if (from !== undefined) emit(key, "*", spanOf(property), from);
    else emit(key, local ?? `${name}.${key}`, spanOf(property));
  }
}

/** The name in this file that an exported expression stands for; undefined when it has none of its own. */
function localOf(walk: Walk, node: Node, stored: string): string | undefined {
  if (isFunction(node) || node.type === "ClassExpression") {
    const id = node.type === "ArrowFunctionExpression" || !("id" in node) ? undefined : node.id;
    return stored === "default" && id && "name" in id && typeof id.name === "string" ? id.name : stored;
  }
  const chain = chainOf(node, walk.notes);
  return node.type !== "StringLiteral" && chain.plain ? chain.text : undefined;
}
