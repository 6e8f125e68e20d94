import type { Node } from "web-tree-sitter";
import { nodesBelow } from "./grammar.ts";

/** Calls that only make a value, or that complain about a variable nobody needs any more. */
const PURE =
  /^(?:os\.(?:Getenv|LookupEnv|ExpandEnv)|fmt\.Sprintf?|base64\.\w+\.EncodeToString|strings\.\w+|string|viper\.Get\w*|len)$|(?:^|\.)(?:must|get|read|require|lookup|load|required)\w*[eE]nv\w*$|^[eE]nv\w*$/;

/** Other packages can use a name that begins with a capital. */
export const isExported = (name: string): boolean => /^\p{Lu}/u.test(name);

/** True when an expression only makes a value, so that it can go with what takes it. */
export function isPure(value: Node): boolean {
  for (const node of nodesBelow(value)) {
    if (node.type === "func_literal") return false;
    if (node.type === "unary_expression" && node.text.startsWith("<-")) return false;
    if (node.type === "call_expression" && !PURE.test(node.childForFieldName("function")?.text ?? ""))
      return false;
  }
  return true;
}
