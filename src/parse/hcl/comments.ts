import type { Node } from "web-tree-sitter";
import { Lowering, ParseBound } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { blockPath } from "./blocks.ts";
import { lowerExpression } from "./expressions.ts";
import { children, type Hcl, type Parse } from "./place.ts";
import { stringText } from "./templates.ts";

/** Milliseconds the commented-out lines of one file may take. */
const TIME_BOUND_MS = 1_000;

/** `key = value` at the start of a comment line; prose after a word that is no value is not taken. */
const ATTRIBUTE =
  /^[ \t]*(?:(?:#+|\/\/+|\/?\*+)[ \t]*)?([A-Za-z_][\w-]*[ \t]*=[ \t]*(?:"(?:[^"\\]|\\.)*"|[\w.-]+(?:\([^\n]*\)|\[[^\n]*\])?|\[[^\n]*\]|\{[^\n]*\}))[ \t]*(?:,[ \t]*)?(?:(?:#|\/\/|\*\/).*)?$/;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly path: readonly string[];
}

/**
 * Emits attributes that are commented out, as sample files have them, below the block or object the comment stands in.
 * They are uncommented in place, everything else blanked, and parsed again, so that spans hold.
 */
export function commentedEntries(lowering: Lowering, root: Node, parse: Parse): void {
  const lines = root.descendantsOfType("comment").flatMap((comment) => attributeLines(lowering, comment));
  if (lines.length === 0) return;
  let text = "";
  let last = 0;
  for (const line of lines) {
    text += blank(lowering.text.slice(last, line.start)) + lowering.text.slice(line.start, line.end);
    last = line.end;
  }
  const inner = new Lowering({
    path: lowering.path,
    text: text + blank(lowering.text.slice(last)),
    extension: lowering.extension,
    deadline: performance.now() + TIME_BOUND_MS,
  });
  const hcl: Hcl = { lowering: inner, expression: (node, depth) => lowerExpression(hcl, node, depth) };
  try {
    parse(inner, (uncommented) => emit(lowering, hcl, uncommented, lines));
  } catch (error) {
    // What is commented out is not worth losing the file for.
    if (!(error instanceof ParseBound)) throw error;
  }
}

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

function attributeLines(lowering: Lowering, comment: Node): Line[] {
  lowering.tick();
  const { text } = lowering;
  const lineStart = text.lastIndexOf("\n", comment.startIndex - 1) + 1;
  if (text.slice(lineStart, comment.startIndex).trim() !== "") return [];
  const lines: Line[] = [];
  let start = comment.startIndex;
  for (const line of text.slice(comment.startIndex, comment.endIndex).split("\n")) {
    const attribute = line.length > 2_000 ? undefined : ATTRIBUTE.exec(line.trimEnd())?.[1];
    if (attribute !== undefined) {
      const from = start + line.indexOf(attribute);
      lines.push({ start: from, end: from + attribute.length, path: enclosing(lowering, comment) });
    }
    start += line.length + 1;
  }
  return lines;
}

/** Path of the blocks, attributes and object keys around a node. */
function enclosing(lowering: Lowering, node: Node): string[] {
  const path: string[] = [];
  let depth = 0;
  for (let around = node.parent; around; around = around.parent) {
    lowering.tick(depth++ >> 3);
    if (around.type === "block") path.unshift(...blockPath(around));
    else if (around.type === "attribute") path.unshift(children(around)[0]?.text ?? "*");
    else if (around.type === "object_elem") {
      const key = around.childForFieldName("key");
      if (key) path.unshift(/^"/.test(key.text) ? stringText(key) : key.text);
    }
  }
  return path;
}

function emit(lowering: Lowering, hcl: Hcl, root: Node, lines: readonly Line[]): void {
  const byStart = new Map(lines.map((line) => [line.start, line]));
  for (const node of root.descendantsOfType("attribute")) {
    const line = byStart.get(node.startIndex);
    const [name, given] = children(node);
    if (!line || !name || !given) continue;
    const lowered = hcl.expression(given, 0);
    lowering.emit({
      kind: "entry",
      at: spanOf(node),
      scope: 0,
      path: [...line.path, name.text],
      value: lowered,
      commented: true,
    });
  }
}
