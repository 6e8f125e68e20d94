import type { Adapter } from "../adapter.ts";
import { visits } from "../java/declarations.ts";
import type { Grammar } from "../java/grammar.ts";
import { jvmEnvironment, jvmMeaning } from "../java/idioms.ts";
import { values } from "../java/values.ts";
import { Walker } from "../java/walker.ts";
import { treeSitter } from "../tree-sitter.ts";

const grammar: Grammar = {
  language: "java",
  values,
  visits,
  ignored: new Set([
    "line_comment",
    "block_comment",
    "marker_annotation",
    "type_arguments",
    "type_parameters",
    "throws",
  ]),
  environment: jvmEnvironment,
  meaning: jvmMeaning,
};

/** Loads the Java adapter. */
export const load = async (): Promise<Adapter> => {
  const parse = await treeSitter("java");
  return (lowering) => parse(lowering, (root) => new Walker(lowering, grammar).visit(root));
};
