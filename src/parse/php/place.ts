import type { Node } from "web-tree-sitter";
import type { Part, ScopeId, Value } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** Where the lowering stands. */
export interface Place {
  readonly scope: ScopeId;
  readonly depth: number;
  /** The class around, for `new self` and for promoted parameters. */
  readonly within?: { readonly name: string; readonly scope: ScopeId };
}

/** The two halves of the PHP lowering, handed around so that neither imports the other. */
export interface Php {
  readonly lowering: Lowering;
  /** Lowers an expression, emits the calls and assignments in it, and gives its value. */
  expression(node: Node, place: Place): Value;
  /** Lowers a statement, or an expression that stands for itself. */
  statement(node: Node, place: Place): void;
  /** Lowers a closure; `of` is the callee it is handed to. */
  closure(node: Node, place: Place, of?: string): void;
}

/** The same place one level of recursion further in. */
export const deeper = (place: Place): Place => ({ ...place, depth: place.depth + 1 });

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

/** What a chain that goes on after this value is called so far: `foo()`, `client`, `""`. */
export function chainName(value: Value): string {
  const [only] = value.parts;
  if (only === undefined || value.parts.length > 1) return value.parts.length === 0 ? '""' : "()";
  if ("name" in only) return only.name;
  if ("call" in only) return `${only.call}()`;
  if ("env" in only) return "env";
  return "text" in only ? '""' : "()";
}

/** The text of a value that is nothing but text. */
export function literalText(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [only] = value.parts;
  if (only === undefined) return "";
  return value.parts.length === 1 && "text" in only ? only.text : undefined;
}
