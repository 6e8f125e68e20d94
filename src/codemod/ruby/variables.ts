import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** The method, class body or program that local names belong to. */
export const scopeOf = (node: Node): Node =>
  ancestor(node.parent, ({ type }) =>
    /^(?:method|singleton_method|program|class|module|singleton_class)$/.test(type),
  ) ?? node;

/** The class or module around a node. */
export const classAround = (node: Node): Node | undefined =>
  ancestor(node, ({ type }) => type === "class" || type === "module");

/** Last word of the name of the class or module around a node. */
export const ownerOf = (node: Node): string | undefined =>
  classAround(node)?.childForFieldName("name")?.text.replace(/^.*::/, "");

/** True when two places of an identifier are one variable. */
export function isSameVariable(one: Node, other: Node): boolean {
  if (one.type !== "identifier" || other.type !== "identifier") return true;
  const scope = scopeOf(one);
  return scopeOf(other).id === scope.id && isShadowed(one, scope) === isShadowed(other, scope);
}

/** A parameter, or the left side of an assignment. */
export function isDeclaration(node: Node): boolean {
  const { parent } = node;
  if (!parent) return true;
  if (/(?:_parameters?|_parameter_list)$/.test(parent.type))
    return parent.childForFieldName("value")?.id !== node.id;
  if (/^(?:singleton_)?method$/.test(parent.type)) return parent.childForFieldName("name")?.id === node.id;
  return /assignment$/.test(parent.type) && parent.childForFieldName("left")?.id === node.id;
}

/** True when a name is a variable of its scope, not a call of a method. */
export function isLocal(scope: Node, name: string): boolean {
  return [...nodesBelow(scope)].some(
    (node) =>
      node.type === "identifier" &&
      node.text === name &&
      isDeclaration(node) &&
      !/^(?:singleton_)?method$/.test(node.parent?.type ?? ""),
  );
}

/** True in a block that has a parameter of the same name. */
export function isShadowed(node: Node, scope: Node): boolean {
  for (let at = node.parent; at && at.id !== scope.id; at = at.parent)
    if (
      /^(?:do_block|block|lambda)$/.test(at.type) &&
      at.childForFieldName("parameters")?.namedChildren.some((one) => one?.text === node.text)
    )
      return true;
  return false;
}
