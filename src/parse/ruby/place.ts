import type { Node } from "web-tree-sitter";
import type { Entry, ScopeId, Span, Value } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** What the lowering of one Ruby source keeps across its nodes. */
export interface RubyFile {
  readonly lowering: Lowering;
  /** Body of each heredoc, by the offset of its `<<~X`. */
  readonly heredocs: ReadonlyMap<number, Node>;
  /** Recursion depth of the node at hand. */
  depth: number;
}

/** Local variables of a scope; a block also sees those around it. */
export interface Locals {
  readonly scope: ScopeId;
  readonly names: Set<string>;
  readonly outer: Locals | undefined;
}

/** Where a node stands: its scope and what names mean there. */
export interface Place {
  readonly file: RubyFile;
  readonly scope: ScopeId;
  /** The method (or file) an explicit `return` leaves, however deep in blocks it stands. */
  readonly returns: ScopeId;
  /** Directly in a class or module body, where an assignment declares a member. */
  readonly classBody: boolean;
  readonly locals: Locals;
}

/** A link of a chain `a.b[:c].d(x)`: how it is named, and its value. */
export interface Link {
  /** Dotted, calls as `()`; begins with `()`, `""` or `env` when its root has no name. */
  readonly path: string;
  /** A dotted name and nothing else. */
  readonly plain: boolean;
  readonly value: Value;
}

/** Arguments of a call, lowered. */
export interface Arguments {
  readonly args: Value[];
  readonly named: Entry[];
}

/** A value that is one name. */
export const nameValue = (at: Span, name: string): Value => ({ at, parts: [{ name }] });

/** The text of a value that is literal text and nothing else. */
export function literalText(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  if (value.parts.length === 0) return "";
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return only && "text" in only ? only.text : undefined;
}

/** True when nothing else would hold what the value says: text, an environment read, or a call among other parts. */
export function worthHolding(value: Value): boolean {
  return value.parts.some((part) => {
    if ("text" in part) return part.text.trim() !== "" && part.text !== "true" && part.text !== "false";
    if ("env" in part || "secret" in part) return true;
    if ("call" in part) return value.parts.length > 1;
    if ("object" in part) return part.object.some((entry) => worthHolding(entry.value));
    if ("list" in part) return part.list.some(worthHolding);
    if ("choice" in part) return part.choice.some(worthHolding);
    return false;
  });
}

/** Calls that never give anything back. */
const NEVER = new Set(["raise", "fail", "abort", "exit", "exit!"]);

/** True for `raise …`, which is no alternative of a value. */
export function neverReturns(value: Value): boolean {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return (
    only !== undefined &&
    (("call" in only && NEVER.has(only.call)) || ("name" in only && NEVER.has(only.name)))
  );
}

/** A choice of the alternatives that give something back; the value itself when there is only one. */
export function choiceOf(at: Span, alternatives: readonly Value[]): Value {
  const given = alternatives.filter((one) => !neverReturns(one));
  const [first] = given;
  return given.length === 1 && first ? { at, parts: first.parts } : { at, parts: [{ choice: given }] };
}

/** A new scope's place. */
export function inside(place: Place, scope: ScopeId, kind: "class" | "function" | "block"): Place {
  return {
    file: place.file,
    scope,
    returns: kind === "block" ? place.returns : scope,
    classBody: kind === "class",
    locals: { scope, names: new Set(), outer: kind === "block" ? place.locals : undefined },
  };
}
