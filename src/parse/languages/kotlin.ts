import type { Node } from "web-tree-sitter";
import { type Adapter, Lowering } from "../adapter.ts";
import type { Grammar } from "../java/grammar.ts";
import { jvmEnvironment } from "../java/idioms.ts";
import { isSound } from "../java/recovery.ts";
import { Walker } from "../java/walker.ts";
import { values, visits } from "../kotlin/declarations.ts";
import { kotlinMeaning } from "../kotlin/idioms.ts";
import { treeSitter } from "../tree-sitter.ts";

const grammar: Grammar = {
  language: "kotlin",
  values,
  visits,
  ignored: new Set([
    "line_comment",
    "block_comment",
    "shebang",
    "type_arguments",
    "type_parameters",
    "label",
  ]),
  environment: jvmEnvironment,
  meaning: kotlinMeaning,
};

/** The grammar takes the name of some extension functions for a part of the receiver's type. */
const isReceiverName = (missing: Node): boolean => missing.parent?.type === "function_declaration";

/**
 * The grammar wants a line break after a function that a class body ends with: `interface Api { fun get(): String }`. Puts one in place of
 * the blank before the brace, so that every offset holds in the text as it is.
 */
function spreadBodies(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const open = line.length > 500 ? -1 : line.indexOf("{");
      const comment = line.indexOf(" //");
      const last = line.lastIndexOf(" }", comment < 0 ? line.length : comment);
      return open >= 0 && last > line.indexOf("fun ", open) && line.includes("fun ", open)
        ? `${line.slice(0, last)}\n${line.slice(last + 1)}`
        : line;
    })
    .join("\n");
}

/** Loads the Kotlin adapter. */
export const load = async (): Promise<Adapter> => {
  const parse = await treeSitter("kotlin");
  return (lowering) => {
    const lower = (root: Node): void => {
      const walk = new Walker(lowering, grammar);
      walk.visit(root);
      lowering.degraded = root.hasError && !isSound(walk, root, isReceiverName);
    };
    let spread: string | undefined;
    parse(lowering, (root) => {
      if (root.hasError) spread = spreadBodies(lowering.text);
      if (spread === undefined || spread === lowering.text) lower(root);
    });
    if (spread === undefined || spread === lowering.text) return;
    const { path, extension } = lowering;
    parse(new Lowering({ path, extension, text: spread, deadline: performance.now() + 1000 }), lower);
  };
};
