import type { Node } from "web-tree-sitter";
import type { Replacement } from "../pieces.ts";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** A file before and after its change. */
interface Changed {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** Statements of a block or module. */
const statementsOf = (block: Node): Node[] =>
  block.namedChildren.filter((one): one is Node => one !== null && one.type !== "comment");

/** `pass` for blocks that were left without a statement: the grammar takes them, Python does not. */
export function withoutGaps(root: Node): Replacement[] {
  const text = textOf(root);
  const found: Replacement[] = [];
  for (const block of nodesBelow(root)) {
    const header = block.parent;
    if (block.type !== "block" || statementsOf(block).length > 0 || !header) continue;
    const colon = header.children
      .filter((one) => one?.type === ":" && one.startIndex <= block.startIndex)
      .at(-1);
    if (!colon) continue;
    const newline = text.indexOf("\n", colon.endIndex);
    const at = newline < 0 ? text.length : newline;
    const start = text.lastIndexOf("\n", colon.startIndex) + 1;
    const own = /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
    const line = `${own}${stepOf(root)}pass`;
    found.push({ at: { start: at, end: at }, text: `${text[at - 1] === "\r" ? "\r" : ""}\n${line}` });
  }
  return found;
}

/** The text that indices of a tree are about: the root may begin behind blanks. */
const textOf = (root: Node): string => " ".repeat(root.startIndex) + root.text;

/** What one level of indentation is in a file. */
function stepOf(root: Node): string {
  const text = textOf(root);
  for (const block of nodesBelow(root)) {
    const [first] = block.type === "block" ? statementsOf(block) : [];
    const above = block.parent;
    if (!first || !above || first.startPosition.row === above.startPosition.row) continue;
    const line = text.slice(text.lastIndexOf("\n", first.startIndex - 1) + 1, first.startIndex);
    if (line.trim() === "" && line.length > above.startPosition.column)
      return line.slice(above.startPosition.column);
  }
  return "    ";
}

/** Python files that a change would leave with blocks that Python does not take, though the grammar does. */
export async function misindented(
  changes: readonly Changed[],
  project: Project,
): Promise<{ path: string; what: string }[]> {
  const found: { path: string; what: string }[] = [];
  for (const { path, before, after } of changes) {
    if (!path.endsWith(".py") || before === undefined) continue;
    const was = isSound(await project.tree(before, "python"));
    if (was && !isSound(await project.tree(after, "python")))
      found.push({ path, what: "It would no longer parse." });
  }
  return found;
}

function isSound(root: Node): boolean {
  const text = textOf(root);
  for (const block of nodesBelow(root)) {
    if (block.type !== "block" && block.type !== "module") continue;
    const statements = statementsOf(block);
    if (block.type === "block" && statements.length === 0) return false;
    let column = block.type === "module" ? 0 : undefined;
    const [first] = statements;
    const inLine = block.type === "block" && first?.startPosition.row === block.parent?.startPosition.row;
    for (const one of statements) {
      const line = text.slice(text.lastIndexOf("\n", one.startIndex - 1) + 1, one.startIndex);
      if (line.trim() !== "") continue;
      column ??= one.startPosition.column;
      if (inLine || one.startPosition.column !== column) return false;
    }
  }
  return true;
}
