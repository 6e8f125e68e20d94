import type { Node } from "web-tree-sitter";
import { nodesBelow } from "./grammar.ts";

/** Calls that only make a value, or that complain about a setting nobody needs any more. */
const PURE =
  /^(?:getenv|getProperty|getOrDefault|get|orElse\w*|format|formatted|concat|trim|strip|toString|valueOf|encode\w*|getEncoder|getBytes|getenvOr\w*|requireNonNull|toCharArray|basic|of|(?:require|must|get|read|load)\w*Env\w*|env)$/;

/** The modifiers and annotations of a declaration. */
export const modifiersOf = (node: Node): string =>
  node.namedChildren.find((one) => one?.type === "modifiers")?.text ?? "";

/** The class, record, enum or interface a node is declared in. */
export function classAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:class|record|enum|interface)_declaration$/.test(up.type)) return up;
  return undefined;
}

/** True when an expression only makes a value, so that it can go with what takes it: also by methods of the file that do nothing else. */
export function isPure(value: Node, within?: Node, steps = 0): boolean {
  const root = within ?? fileOf(value);
  for (const node of nodesBelow(value)) {
    if (/^(?:assignment_expression|update_expression|lambda_expression)$/.test(node.type)) return false;
    if (node.type === "method_invocation" && !isPureCall(node, root, steps)) return false;
    if (node.type === "object_creation_expression" && node.childForFieldName("type")?.text !== "String")
      return false;
  }
  return true;
}

function isPureCall(call: Node, root: Node, steps: number): boolean {
  const name = call.childForFieldName("name")?.text ?? "";
  if (PURE.test(name)) return true;
  // A getter.
  if (/^get[A-Z]/.test(name) && call.childForFieldName("arguments")?.namedChildCount === 0) return true;
  if (call.childForFieldName("object") || steps > 3) return false;
  const [method, ...others] = [...nodesBelow(root)].filter(
    (node) => node.type === "method_declaration" && node.childForFieldName("name")?.text === name,
  );
  const body = method?.childForFieldName("body");
  if (!body || others.length > 0) return false;
  return body.namedChildren.every(
    (one) =>
      one !== null &&
      /^(?:local_variable_declaration|return_statement|line_comment)$/.test(one.type) &&
      isPure(one, root, steps + 1),
  );
}

function fileOf(node: Node): Node {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}
