import type { Node } from "web-tree-sitter";
import type { Part, ScopeId, Value } from "../../model/fact.ts";
import type { Lowering } from "../adapter.ts";

/** Where in the script a node stands. */
export interface Place {
  readonly scope: ScopeId;
  readonly depth: number;
  /** Callee of the command whose argument is being read, for script blocks. */
  readonly of?: string;
}

/** One level deeper. */
export const deeper = (place: Place, of?: string): Place => ({
  scope: place.scope,
  depth: place.depth + 1,
  ...(of === undefined ? {} : { of }),
});

/** What expressions and commands need of the script around them. */
export interface Script {
  readonly lowering: Lowering;
  /** One spelling per variable: PowerShell does not tell `$email` from `$Email`. */
  readonly spell: (name: string) => string;
  /** Lowers a statement, gives its value if it has one. */
  readonly statement: (node: Node, place: Place) => Value | undefined;
  /** Lowers a script block `{ … }` in a scope of its own. */
  readonly block: (node: Node, place: Place) => void;
}

/** Named children of a node. */
export const children = (node: Node): Node[] =>
  node.namedChildren.filter((child): child is Node => child !== null);

/** Nodes that mean something by themselves; the grammar wraps them in a dozen levels of precedence. */
const MEANING =
  /^(?:variable|braced_variable|string_literal|expandable_string_literal|verbatim_string_characters|expandable_here_string_literal|verbatim_here_string_characters|integer_literal|real_literal|hash_literal_expression|array_expression|parenthesized_expression|sub_expression|script_block_expression|member_access|element_access|invokation_expression|type_literal|cast_expression|command|argument_list|simple_name|generic_token|statement_list|statement_block|command_name)$/;

/** The node that means something, below any number of levels that hold nothing else. */
export function unwrap(node: Node): Node {
  let current = node;
  while (!MEANING.test(current.type) && current.childCount === 1) {
    const only = current.child(0);
    if (!only?.isNamed) break;
    current = only;
  }
  return current;
}

/** A part for a variable: `$env:X`, `$true`, `$this`, `$script:x`, `${x}`. */
export function variablePart(script: Script, text: string): Part {
  const bare = text.replace(/^[$@]\{?|\}$/g, "");
  const environment = /^env:(.+)$/i.exec(bare);
  if (environment) return { env: environment[1] ?? "" };
  const name = variableName(script, text);
  if (name === "true" || name === "false") return { text: name };
  if (name === "null") return { text: "" };
  return { name };
}

/** The name of a variable without sigil and scope: `$script:token` → `token`, `$env:X` → `env.X`. */
export function variableName(script: Script, text: string): string {
  const bare = text
    .replace(/^[$@]\{?|\}$/g, "")
    .replace(/^(?:script|global|local|private|using|variable):/i, "");
  if (/^env:/i.test(bare)) return `env.${bare.slice(4)}`;
  if (bare === "PSItem") return "_";
  if (/^(?:true|false|null|this)$/i.test(bare)) return bare.toLowerCase();
  return script.spell(bare);
}

/** A .NET type as both of its spellings: `[System.Convert]` and `[Convert]` are one. */
export function typeName(text: string): string {
  const bare = text
    .replace(/^\[|\]$/g, "")
    .replace(/^System\.(?=\w)/i, "")
    .replace(/\[.*$/, "");
  return /(?:^|\.)pscredential$/i.test(bare) ? "PSCredential" : bare;
}
