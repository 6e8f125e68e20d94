import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import type { GrammarName } from "../../parse/tree-sitter.ts";

/** A statement that can go when nothing uses what it declares. */
export interface Declaration {
  readonly names: readonly string[];
  /** The node that goes as a whole. */
  readonly node: Node;
  /** Another file may use it: only then other files are asked. */
  readonly visible: boolean;
  /** It is an import: another file may take the name from here. */
  readonly imports?: boolean;
  /** False when another file's text that says a name cannot mean this one; true when left out. */
  readonly reaches?: ((text: string) => boolean) | undefined;
  /** A comment right above that is about nothing else and goes with it. */
  readonly comment?: Node | undefined;
}

/** What tidying needs to know of a language. */
export interface TidyGrammar {
  readonly grammar: GrammarName;
  /** Files that may use a name of another one. */
  readonly files: RegExp;
  /** Types of nodes that stand for a name. */
  readonly identifiers: ReadonlySet<string>;
  /**
   * Declarations, imports and functions without side effects, anywhere in the tree. Never the only statement of its block, where the language
   * wants one.
   */
  readonly declarations: (root: Node, path: string) => Declaration[];
  /** False when a text that says a name cannot mean the one that `path` declares; true when left out. */
  readonly reaches?: (text: string, name: string, path: string) => boolean;
  /** True when a text takes a name from `path` that this only imports; they never do when left out. */
  readonly importReaches?: (text: string, name: string, path: string) => boolean;
  /** True for a name in an import, or declared without a value: bringing it in is no use of it. */
  readonly brings?: (node: Node) => boolean;
  /** What has to be put where removals have left nothing and the language wants something. */
  readonly mend?: (root: Node) => { readonly at: Span; readonly text: string }[];
  /** One name of an import of several: the stretch that takes it out. */
  readonly members?: (
    root: Node,
  ) => { readonly name: string; readonly start: number; readonly end: number }[];
}

/** All nodes below one, depth first. */
export function* nodesBelow(root: Node): Generator<Node> {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    for (let index = node.namedChildCount - 1; index >= 0; index--) {
      const child = node.namedChild(index);
      if (child) stack.push(child);
    }
  }
}
