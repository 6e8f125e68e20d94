import type { Node } from "@babel/types";
import type { ScopeId, Span, Value } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** Where lowering stands: the scope facts belong to, and how deep the tree is. */
export interface Place {
  readonly scope: ScopeId;
  readonly depth: number;
}

/** What the surroundings say about an expression, for the scope a function or class in it opens. */
export interface Hint {
  /** Name the function or class is stored under. */
  readonly name?: string;
  /** Callee the function is handed to. */
  readonly of?: string;
  /** Class scope that methods of an object literal belong to (`X.prototype = { … }`). */
  readonly owner?: ScopeId;
}

/** What is known about the whole file while it is walked. */
export interface Notes {
  /** Names that hold the whole environment: `const env = process.env`. */
  readonly environments: Set<string>;
  /** Texts named at the top level, for keys in brackets. */
  readonly constants: ReadonlyMap<string, string>;
  /** Names used as `X.prototype` somewhere. */
  readonly prototypes: ReadonlySet<string>;
  /** Scope of each class by name, written classes and constructor functions alike. */
  readonly classes: Map<string, ScopeId>;
  /** Modules already imported where they are used: `require("axios").get(…)`. */
  readonly inlined: Set<string>;
}

/** The walk over one file; the parts of the adapter call each other through it. */
export interface Walk {
  readonly lowering: Lowering;
  readonly notes: Notes;
  /** Gives an expression's value and emits the facts inside it. */
  value(node: Node | null | undefined, place: Place, hint?: Hint): Value;
  /** Lowers an expression whose value no other fact holds: emits a `value` fact when it tells something. */
  stand(node: Node | null | undefined, place: Place): void;
  /** Emits a `value` fact for a value that no other fact holds, when it tells something. */
  hold(value: Value, place: Place): void;
  /** Lowers statements in order. */
  statements(nodes: readonly Node[], place: Place): void;
  /** Opens the scope of a function or method and lowers its body. */
  callable(node: Node, place: Place, hint: Hint): void;
  /** Opens the scope of a class and lowers its members. */
  classBody(node: Node, place: Place, hint: Hint): void;
}

/** Where a node stands. */
export const spanOf = (node: Node): Span => ({ start: node.start ?? 0, end: node.end ?? node.start ?? 0 });

/** The same place one level deeper. */
export const deeper = (place: Place): Place => ({ scope: place.scope, depth: place.depth + 1 });

/** The single part of a value that has just one. */
export const onlyPart = (value: Value): Value["parts"][number] | undefined =>
  value.parts.length === 1 ? value.parts[0] : undefined;

/** The text of a value that is nothing but literal text. */
export function literalText(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  if (value.parts.length === 0) return "";
  const only = onlyPart(value);
  return only && "text" in only ? only.text : undefined;
}
