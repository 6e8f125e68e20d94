import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { LanguageId } from "../model/fact.ts";
import type { GrammarName } from "../parse/tree-sitter.ts";
import type { FileChange } from "./changes.ts";
import type { Project } from "./recipe.ts";

/** What may be left of a module that holds nothing: comments, and what only says where it belongs or how it is read. */
interface Husk {
  readonly grammar: GrammarName;
  readonly left: (node: Node) => boolean;
}

/** Characters: whatever a module says that is longer than a licence's head is for a person to look at. */
const MOST_LEFT = 4_000;

const COMMENT = /comment$|^hash_bang_line$/;

const ofTypes = (grammar: GrammarName, types: RegExp): Husk => ({
  grammar,
  left: ({ type }) => COMMENT.test(type) || types.test(type),
});

/** Languages whose files are modules; a script is run by its name, from places that no repository shows. */
const HUSKS: Readonly<Partial<Record<LanguageId, Husk>>> = {
  javascript: {
    grammar: "typescript",
    left: ({ type, text }) =>
      COMMENT.test(type) ||
      /^(?:["']use strict["']|module\.exports\s*=\s*\{\s*\}|export\s*\{\s*\});?$/.test(text.slice(0, 80)),
  },
  python: {
    grammar: "python",
    // Its docstring.
    left: (node) =>
      COMMENT.test(node.type) ||
      (node.type === "expression_statement" && node.namedChild(0)?.type === "string"),
  },
  ruby: ofTypes("ruby", /^comment$/),
  php: ofTypes("php", /^(?:php_tag|declare_statement|namespace_definition|text_interpolation)$/),
  go: ofTypes("go", /^package_clause$/),
  java: ofTypes("java", /^package_declaration$/),
  kotlin: ofTypes("kotlin", /^package_header$/),
};

/** Files that are asked whether they name one that was emptied. */
const MOST_FILES = 200;

/** Texts that people read: only a file name in them is the file. */
const PROSE = /\.(?:mdx?|rst|txt|adoc|html?)$/i;

/**
 * The changes with the files marked that go: modules of which nothing is left but comments, and that nothing names any more. `__init__.py` and the last
 * file of a Go package stay.
 */
export async function withoutEmptied(
  changes: readonly FileChange[],
  project: Project,
): Promise<FileChange[]> {
  const after = new Map(changes.map((change) => [change.path, change.after]));
  const marked: FileChange[] = [];
  for (const change of changes) {
    const { path, before } = change;
    const goes =
      before !== undefined &&
      (await isHusk(change, project)) &&
      isSpare(path, changes, project) &&
      !(await isNamed(path, after, project));
    marked.push(
      goes
        ? {
            ...change,
            after: "",
            replacements: [{ at: { start: 0, end: before.length }, text: "" }],
            deleted: true,
          }
        : change,
    );
  }
  return marked;
}

async function isHusk({ path, after }: FileChange, project: Project): Promise<boolean> {
  const husk = HUSKS[(await project.load(path))?.language ?? "text"];
  if (!husk) return false;
  if (after.trim() === "") return true;
  if (after.length > MOST_LEFT) return false;
  const root = await project.tree(after, husk.grammar);
  return !root.hasError && root.namedChildren.every((node) => node !== null && husk.left(node));
}

/** Nothing but its content made the file needed. */
function isSpare(path: string, changes: readonly FileChange[], { paths }: Project): boolean {
  if (/(?:^|\/)__(?:init|main)__\.py$/.test(path)) return false;
  if (!path.endsWith(".go")) return true;
  const folder = posix.dirname(path);
  const gone = new Set(changes.flatMap((change) => (change.after.trim() === "" ? [change.path] : [])));
  return paths.some(
    (one) =>
      one !== path &&
      posix.dirname(one) === folder &&
      /(?<!_test)\.go$/.test(one) &&
      !gone.has(one) &&
      !changes.some((change) => change.path === one && change.before === undefined),
  );
}

/** True when a file, as the changes leave it, names this one: imports it, runs it, or says its path. */
async function isNamed(path: string, after: ReadonlyMap<string, string>, project: Project): Promise<boolean> {
  const { base, dir } = posix.parse(path);
  const own = base.replace(/\..*$/, "");
  const stem = own === "index" ? posix.basename(dir) : own;
  if (!/^[\w-]{3,64}$/.test(stem)) return true;
  const holders = await project.containing([stem], (one) => one !== path);
  if (holders.length > MOST_FILES) return true;
  for (const holder of holders) {
    const text = after.get(holder) ?? (await project.load(holder))?.masked;
    if (text === undefined || names(text, { stem, base, prose: PROSE.test(holder) })) return true;
  }
  return false;
}

const IMPORTING =
  /\b(?:import|export|from|require\w*|include\w*|load|autoload|using|use|source|mock|patch)\b/;

function names(
  text: string,
  { stem, base, prose }: { readonly stem: string; readonly base: string; readonly prose: boolean },
): boolean {
  const word = new RegExp(`(?<![\\w-])${stem}(?![\\w-])`);
  const inPath = new RegExp(`/${stem}(?![\\w-])|["'][\\w.]{0,200}\\.${stem}(?![\\w-])`);
  const isFile = (line: string): boolean => {
    const at = line.indexOf(base);
    return at >= 0 && !/[\w-]/.test(line[at - 1] ?? " ") && !/[\w-]/.test(line[at + base.length] ?? " ");
  };
  return text
    .split("\n")
    .some(
      (line) =>
        line.includes(stem) &&
        (isFile(line) || (!prose && word.test(line) && (IMPORTING.test(line) || inPath.test(line)))),
    );
}
