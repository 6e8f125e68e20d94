import type { Node } from "web-tree-sitter";
import type { Piece } from "../adapter.ts";
import type { Visit } from "./grammar.ts";
import type { Walker } from "./walker.ts";

/** Lines of what a grammar could not parse that are worth another try. */
const OF_INTEREST = /token|zendesk|authorization|basic|getenv|environmentvariable|passw|credential/i;

/** Lines longer than this are not written by people. */
const LONG = 1000;

/**
 * What a grammar could not parse: whole statements and declarations in it are visited, and the lines between them are parsed once more
 * by themselves, as an error in one of them hides the others. Stretches within a line are visited, as what is around them was understood.
 */
export const unparsed: Visit = (walk, node) => {
  let start = node.startIndex;
  let loose: Node[] = [];
  const close = (end: number): void => {
    if (walk.lowering.text.slice(start, end).includes("\n")) reparse(walk, start, end);
    else for (const one of loose) walk.visit(one);
    loose = [];
  };
  for (const child of walk.children(node)) {
    if (!walk.isStatement(child) || child.type === "ERROR") loose.push(child);
    else {
      close(child.startIndex);
      walk.visit(child);
      start = child.endIndex;
    }
  }
  close(node.endIndex);
};

/** Lines whose brackets match are parsed together, so that they share names; others each by themselves. */
function reparse(walk: Walker, from: number, to: number): void {
  const { text, extension } = walk.lowering;
  const language = walk.language;
  const sound: Piece[] = [];
  for (let start = from; start < to && walk.retries > 0; ) {
    walk.lowering.tick();
    const newline = text.indexOf("\n", start);
    const end = newline < 0 || newline >= to ? to : newline;
    const line = text.slice(start, end);
    if (line.length <= LONG && OF_INTEREST.test(line)) {
      walk.retries--;
      if (matches(line)) sound.push({ text: line, start }, { text: "\n", start: end });
      else walk.lowering.embed({ language, pieces: [{ text: line, start }], extension });
    }
    start = end + 1;
  }
  walk.lowering.embed({ language, pieces: sound, extension });
}

/** True when every bracket of a line is closed in it. */
function matches(line: string): boolean {
  const open: string[] = [];
  for (const [bracket] of line.matchAll(/[()[\]{}]/g)) {
    const closes = { ")": "(", "]": "[", "}": "{" }[bracket];
    if (!closes) open.push(bracket);
    else if (open.pop() !== closes) return false;
  }
  return open.length === 0;
}

/**
 * True when the tree has no error other than missing nodes of no width that `accepted` knows to be valid source the grammar does not know yet.
 */
export function isSound(walk: Walker, root: Node, accepted: (missing: Node) => boolean): boolean {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    walk.lowering.tick();
    if (node.isError || (node.isMissing && !accepted(node))) return false;
    for (const child of node.children) if (child?.hasError || child?.isMissing) open.push(child);
  }
  return true;
}
