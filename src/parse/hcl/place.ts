import type { Node } from "web-tree-sitter";
import type { Part, Value } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** Parses a source and hands its root to `visit`. */
export type Parse = (lowering: Lowering, visit: (root: Node) => void) => void;

/** The HCL lowering, handed around so that its parts need not import each other. */
export interface Hcl {
  readonly lowering: Lowering;
  /** Lowers an expression, emits the calls in it, and gives its value. */
  expression(node: Node, depth: number): Value;
}

/** Child nodes that mean something. */
export const children = (node: Node | null | undefined): Node[] =>
  node ? node.namedChildren.filter((child) => child.type !== "comment") : [];

function holds(part: Part, alone: boolean): boolean {
  if ("text" in part) return part.text !== "true" && part.text !== "false";
  if ("env" in part || "secret" in part) return true;
  if ("call" in part) return !alone;
  if ("object" in part) return part.object.some((entry) => isWorthy(entry.value));
  if ("list" in part) return part.list.some(isWorthy);
  if ("choice" in part) return part.choice.some(isWorthy);
  return false;
}

/** True when a value that no other fact holds is worth a fact of its own; a lone call has one already. */
export function isWorthy(value: Value): boolean {
  return value.parts.some((part) => holds(part, value.parts.length === 1));
}

/** The text of a value that is nothing but text. */
export function literalText(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [only] = value.parts;
  if (only === undefined) return "";
  return value.parts.length === 1 && "text" in only ? only.text : undefined;
}
