import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { withoutElements } from "../nodes.ts";

/** Name of a keyword, symbol or string key: `user:`, `:user =>`, `"user" =>`. */
export const keyOf = (pair: Node): string =>
  (pair.childForFieldName("key")?.text ?? "").replace(/^[:"']+|[:"']+$/g, "");

/** The pairs of an argument list or hash that go by one of the names. */
export function pairsOf(list: Node, names: RegExp): Node[] {
  return list.namedChildren.filter((node): node is Node => node?.type === "pair" && names.test(keyOf(node)));
}

/** Name of the method that a call calls. */
export const methodOf = (call: Node): string => call.childForFieldName("method")?.text ?? "";

/** Text of what a method is called on. */
export const receiverOf = (call: Node): string => call.childForFieldName("receiver")?.text ?? "";

/** Takes a pair out of its hash, and a hash of `headers:` that held nothing else with it. */
export function withoutPair(path: string, pair: Node): Edit[] {
  const hash = pair.parent as Node;
  const outer = hash.parent;
  const only = hash.namedChildren.filter((node) => node?.type === "pair").length === 1;
  if (only && outer?.type === "pair" && keyOf(outer) === "headers" && outer.parent)
    return withoutElements(path, outer.parent, [outer]);
  return withoutElements(path, hash, [pair]);
}
