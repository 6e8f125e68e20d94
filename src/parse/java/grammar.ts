import type { Node } from "web-tree-sitter";
import type { Call, LanguageId, Part, Span, Value } from "../../model/fact.ts";
import type { Walker } from "./walker.ts";

/** Lowers one kind of expression. `of` is the callee when the expression is a direct argument of a call. */
export type Lower = (walk: Walker, node: Node, of?: string) => Value;
/** Lowers one kind of statement or declaration. */
export type Visit = (walk: Walker, node: Node) => void;

/** What the walker has to know of one grammar: Java, Kotlin and C# are close enough to differ in these tables only. */
export interface Grammar {
  readonly language: LanguageId;
  /** Expressions by node type. */
  readonly values: ReadonlyMap<string, Lower>;
  /** Statements and declarations by node type; types in neither table have their children visited. */
  readonly visits: ReadonlyMap<string, Visit>;
  /** Node types that hold nothing: comments, types. */
  readonly ignored: ReadonlySet<string>;
  /** An environment read that a call stands for. */
  readonly environment: (walk: Walker, call: Call) => readonly Part[] | undefined;
  /** What a call comes to when that can be said: formatted text, a list, its own receiver. */
  readonly meaning: (
    walk: Walker,
    call: Call,
    object: Value | undefined,
    at: Span,
  ) => readonly Part[] | undefined;
}

/** What a call is made on. */
export interface Callee {
  readonly path: string;
  readonly object?: Value;
}

/** What a lambda gives back, and what it calls its first parameter. */
export interface Result {
  readonly value: Value;
  readonly param: string;
}

/** A table of handlers by node type; a Map, because a node type may be called like a member of Object. */
export const table = <T>(handlers: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(handlers));
