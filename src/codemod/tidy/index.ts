import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { LanguageId, Span } from "../../model/fact.ts";
import type { EditedText, Replacement } from "../pieces.ts";
import type { Project } from "../recipe.ts";
import { nodesBelow, type TidyGrammar } from "./grammar.ts";

const GRAMMARS: Readonly<Partial<Record<LanguageId, (path: string) => Promise<TidyGrammar>>>> = {
  bash: async () => (await import("./bash.ts")).bash,
  javascript: async (path) => (await import("./javascript.ts")).javascript(path),
  php: async () => (await import("./php.ts")).php,
  python: async () => (await import("./python.ts")).python,
  ruby: async () => (await import("./ruby.ts")).ruby,
};

/** Rounds until nothing more falls: a constant, what it was made of, the import that brought it. */
const MOST_ROUNDS = 12;

/**
 * Removes what nothing uses any more because of an edit: variables, imports and functions whose names stood in what was taken out. What was
 * unused before stays, unless other files used it and were edited (`released`). Works on the masked text of one file; the words of what it
 * removes become candidates, too.
 */
export async function tidy(
  edited: EditedText,
  file: { readonly path: string; readonly language: LanguageId; readonly masked: string },
  candidates: Set<string>,
  project: Project,
  textOf: TextOf,
  released: ReadonlySet<string> = new Set(),
): Promise<void> {
  const grammar = await GRAMMARS[file.language]?.(file.path);
  if (!grammar) return;
  // What stands there once was unused before.
  const unused = new Set(
    [...countsOf(file.masked)].flatMap(([word, count]) => (count === 1 && !released.has(word) ? [word] : [])),
  );
  const begins = BLANK.exec(edited.text)?.[0].length ?? 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const replacements = await dead(
      edited.text,
      file.path,
      // A declaration may not spell the name (`require "base64"`, PHP's properties): then what stands there once is a use.
      (word, declared) =>
        candidates.has(word) &&
        !(unused.has(word) && (declared === undefined || wordsIn(declared).includes(word))),
      grammar,
      project,
      textOf,
    );
    if (replacements.length === 0) break;
    for (const { at } of replacements)
      for (const word of wordsIn(edited.text.slice(at.start, at.end))) candidates.add(word);
    edited.replace(replacements);
    const blank = BLANK.exec(edited.text)?.[0].length ?? 0;
    if (begins === 0 && blank > 0) edited.replace([{ at: { start: 0, end: blank }, text: "" }]);
  }
  const mended =
    edited.text === file.masked ? [] : grammar.mend?.(await project.tree(edited.text, grammar.grammar));
  if (mended && mended.length > 0) edited.replace(mended);
}

/** Blank lines that a text begins with. */
const BLANK = /^(?:[ \t]*\r?\n)+/;

/** Gives the masked text of a file as edits have left it. */
export type TextOf = (path: string) => Promise<string | undefined>;

/** Identifiers that stand in a text; Ruby's `@name` and PHP's `$this->name` with their signs and without. */
export const wordsIn = (text: string): string[] => [
  ...(text.match(/[A-Za-z_$][\w$]*/g) ?? []),
  // `$x` is a name of its own in some languages, and reads `x` in others.
  ...(text.match(/(?<=\$)[A-Za-z_]\w*/g) ?? []),
  ...(text.match(/@@?[A-Za-z_]\w*|\$this->\w+/g) ?? []),
];

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsIn(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

async function dead(
  text: string,
  path: string,
  isCandidate: (word: string, declared?: string) => boolean,
  grammar: TidyGrammar,
  project: Project,
  textOf: TextOf,
): Promise<Replacement[]> {
  const root = await project.tree(text, grammar.grammar);
  if (root.hasError) return [];
  const places = placesOf(root, grammar);
  const usedBesides = (name: string, within: Span): boolean =>
    (places.get(name) ?? []).some((at) => at < within.start || at >= within.end);
  const found: Replacement[] = [];
  for (const { names, node, visible, imports, comment, reaches } of grammar.declarations(root, path)) {
    const within = { start: node.startIndex, end: node.endIndex };
    if (
      names.length === 0 ||
      !names.every((name) => isCandidate(name, node.text) && !usedBesides(name, within))
    )
      continue;
    if (visible && (await usedElsewhere(names, path, grammar, project, textOf, reaches))) continue;
    if (imports && (await takenFrom(names, path, grammar, project, textOf))) continue;
    const at = wholeLines(text, { start: comment?.startIndex ?? within.start, end: within.end });
    if (!found.some((other) => other.at.start < at.end && at.start < other.at.end))
      found.push({ at, text: "" });
  }
  if (found.length > 0) return found;
  for (const { name, start, end } of grammar.members?.(root) ?? []) {
    if (!isCandidate(name) || usedBesides(name, { start, end })) continue;
    if (await takenFrom([name], path, grammar, project, textOf)) continue;
    // One at a time: the commas of neighbours overlap.
    return [{ at: { start, end }, text: "" }];
  }
  return [];
}

/** True when another file takes a name from this one, which only imports it. */
async function takenFrom(
  names: readonly string[],
  path: string,
  { files, importReaches }: TidyGrammar,
  project: Project,
  textOf: TextOf,
): Promise<boolean> {
  const stem = posix.basename(path).replace(/\.\w+$/, "");
  if (!importReaches || stem.length < 3 || stem.length > 64) return false;
  for (const other of await project.containing([stem], (one) => one !== path && files.test(one))) {
    const text = await textOf(other);
    if (text !== undefined && names.some((name) => importReaches(text, name, path))) return true;
  }
  return false;
}

function placesOf(root: Node, grammar: TidyGrammar): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const node of nodesBelow(root)) {
    if (!grammar.identifiers.has(node.type) || grammar.brings?.(node)) continue;
    const list = places.get(node.text);
    if (list) list.push(node.startIndex);
    else places.set(node.text, [node.startIndex]);
  }
  return places;
}

/** True when another file of the language says one of the names, whatever it means by it. */
async function usedElsewhere(
  names: readonly string[],
  path: string,
  grammar: TidyGrammar,
  project: Project,
  textOf: TextOf,
  reaches: (text: string) => boolean = () => true,
): Promise<boolean> {
  const searchable = names.filter((name) => name.length >= 3);
  if (searchable.length < names.length) return true;
  const paths = await project.containing(searchable, (other) => other !== path && grammar.files.test(other));
  for (const other of paths) {
    const text = await textOf(other);
    if (
      text === undefined ||
      searchable.some(
        (name) =>
          new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$")}(?![\\w$])`).test(text) &&
          (grammar.reaches?.(text, name, path) ?? true) &&
          reaches(text),
      )
    )
      return true;
  }
  return false;
}

/** The whole lines of a stretch when nothing else stands on them, with one of two blank lines that would meet. */
function wholeLines(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  if (
    text.slice(lineStart, start).trim() !== "" ||
    !/^[ \t]*;?[ \t]*(?:(?:#|\/\/).*)?\r?\n?$/.test(text.slice(end, lineEnd))
  )
    return { start, end };
  const before = /(?:^|\n)[ \t]*\r?\n$|[{[(][ \t]*\r?\n$/.test(text.slice(0, lineStart)) || lineStart === 0;
  // As many blank lines go as stand in front, one at least: Python has two around functions.
  const above = /(?:(?<=\n)[ \t]*\r?\n)*$/.exec(text.slice(0, lineStart))?.[0].match(/\n/g)?.length ?? 0;
  const blank = new RegExp(`^(?:[ \\t]*\\r?\\n){0,${Math.max(1, above)}}`).exec(text.slice(lineEnd));
  return { start: lineStart, end: before && blank ? lineEnd + blank[0].length : lineEnd };
}
