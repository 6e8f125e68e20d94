import type { Node } from "web-tree-sitter";
import { stringText } from "./templates.ts";

/** The path segments of a block: its type and its labels. */
export function blockPath(block: Node): string[] {
  const path: string[] = [];
  for (const child of block.namedChildren) {
    if (child.type === "identifier") path.push(child.text);
    else if (child.type === "string_lit") path.push(stringText(child));
    else if (child.type !== "comment") break;
  }
  return path;
}
