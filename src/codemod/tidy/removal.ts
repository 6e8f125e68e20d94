import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import type { GrammarName } from "../../parse/tree-sitter.ts";
import type { Replacement } from "../pieces.ts";
import { nodesBelow } from "./grammar.ts";
import { wordsIn } from "./index.ts";

/** A file as edits have left it, with its tree. */
export interface TidyFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** Names that stood in a text that is taken out; those that were called there, or handed on as a method, with `()`, too. */
export const candidatesIn = (text: string): string[] => [
  ...wordsIn(text),
  ...[...text.matchAll(/([A-Za-z_$][\w$]*)\s*\(|::\s*([A-Za-z_$][\w$]*)/g)].map(
    ([, called, named]) => `${called ?? named}()`,
  ),
];

/** True when something that was taken out called a method: only then can it be dead because of that. */
export const wasCalled = (name: string, candidates: ReadonlySet<string>): boolean =>
  candidates.has(`${name}()`);

/** What goes together, or not at all: a parameter with its arguments, a field with what is written to it. */
export type Removal = readonly (Replacement & { readonly path: string })[];

/** What a language may ask of the repository while it looks for what is dead. */
export interface TidyWorld {
  /** Names that stood in what was taken out. */
  readonly candidates: ReadonlySet<string>;
  /** Files of the language that hold a word; undefined when there are too many to look at. */
  readonly holding: (
    word: string,
    wanted?: (path: string) => boolean,
  ) => Promise<readonly TidyFile[] | undefined>;
  readonly paths: readonly string[];
}

/** Tidying of a language in which what is dead in one file has consequences in others. */
export interface AcrossGrammar {
  readonly grammar: GrammarName;
  readonly files: RegExp;
  /** What is dead in a file. */
  readonly dead: (file: TidyFile, world: TidyWorld) => Promise<readonly Removal[]>;
}

/** What is dead in a file: what a look at each node finds, and when that is nothing, what a second look at all of it does. */
export const deadBelow =
  (
    at: (node: Node, file: TidyFile, world: TidyWorld) => Promise<Removal | undefined>,
    after: AcrossGrammar["dead"],
  ): AcrossGrammar["dead"] =>
  async (file, world) => {
    const removals: Removal[] = [];
    for (const node of nodesBelow(file.root)) {
      const removal = await at(node, file, world);
      if (removal) removals.push(removal);
    }
    return removals.length > 0 ? removals : after(file, world);
  };

/** An item of a list with the comma that has to go with it. */
export function listItem(items: readonly Node[], index: number, text: string): Span {
  const item = items[index] as Node;
  const next = items[index + 1];
  const before = items[index - 1];
  const line = text.slice(text.lastIndexOf("\n", item.startIndex - 1) + 1, item.startIndex);
  const rest = /^[ \t]*,[ \t]*\r?\n/.exec(text.slice(item.endIndex));
  // The only one: all that stands between the brackets.
  const list = item.parent;
  if (items.length === 1 && list && /^[[({][\s\S]*[\])}]$/.test(list.text))
    return { start: list.startIndex + 1, end: list.endIndex - 1 };
  // On a line of its own.
  if (line.trim() === "" && rest)
    return { start: item.startIndex - line.length, end: item.endIndex + rest[0].length };
  if (next) return { start: item.startIndex, end: next.startIndex };
  if (before) {
    // A comma behind the last one stays where it was.
    return { start: before.endIndex, end: item.endIndex };
  }
  return { start: item.startIndex, end: item.endIndex };
}
