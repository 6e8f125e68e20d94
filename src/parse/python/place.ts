import type { Entry, ScopeId, Span, Value } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** What the lowering of one Python file keeps across its nodes. */
export interface PythonFile {
  readonly lowering: Lowering;
  /** Local name → what it is in `os` or Streamlit: `environ` → `os.environ`, `st` → `streamlit`; names of other modules map to "". */
  readonly environment: Map<string, string>;
  /** What a lambda gives back, by the opaque value that stands for the lambda. */
  readonly lambdas: WeakMap<Value, Value>;
  /** Recursion depth of the node at hand. */
  depth: number;
}

/** Where a node stands: its scope and what names mean there. */
export interface Place {
  readonly file: PythonFile;
  readonly scope: ScopeId;
  /** First parameter of the method around, `self` by convention. */
  readonly self: string | undefined;
  /** Directly in a class body, where an assignment declares a member. */
  readonly classBody: boolean;
  /** Names declared `global` in the function around. */
  readonly globals: Set<string>;
}

/** A link of a chain `a.b["c"]().d`: how it is named, and its value. */
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

/** True for `sys.exit(…)`, which is no alternative of a value. */
export function neverReturns(value: Value): boolean {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return only !== undefined && "call" in only && /^(?:sys\.exit|exit|quit|os\._exit)$/.test(only.call);
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
