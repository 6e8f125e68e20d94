import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";

/** The statement that an expression is the whole of, with its `if` behind it; undefined when its value is used. */
export function statementOf(node: Node): Node | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  if (/^(?:if|unless)_modifier$/.test(parent.type) && parent.childForFieldName("body")?.id === node.id)
    return statementOf(parent);
  return /^(?:program|body_statement|block_body|then|else|begin|compound_statement|expression_statement)$/.test(
    parent.type,
  )
    ? parent.type === "expression_statement"
      ? parent
      : node
    : undefined;
}

/** The edits that keep arguments on lines of their own below the first one, when a call's receiver becomes `more` characters longer. */
export function realigned(
  path: string,
  text: string,
  call: Node,
  more: number,
  gone: readonly Node[],
): Edit[] {
  const elements = call.childForFieldName("arguments")?.namedChildren ?? [];
  const column = elements[0]?.startPosition.column;
  if (more <= 0 || elements[0]?.startPosition.row !== call.startPosition.row) return [];
  return elements.slice(1).flatMap((node) => {
    const start = node?.startIndex ?? 0;
    const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    return node &&
      !gone.some((one) => one.id === node.id) &&
      line.trim() === "" &&
      node.startPosition.column === column
      ? [{ path, at: { start, end: start }, text: " ".repeat(more) }]
      : [];
  });
}
