import type { Node } from "web-tree-sitter";
import type { Adapter } from "../adapter.ts";
import { visits } from "../csharp/declarations.ts";
import { csharpEnvironment, csharpMeaning } from "../csharp/idioms.ts";
import { embedRazor, embedScript } from "../csharp/scripts.ts";
import { values } from "../csharp/values.ts";
import type { Grammar } from "../java/grammar.ts";
import { isSound } from "../java/recovery.ts";
import { Walker } from "../java/walker.ts";
import { treeSitter } from "../tree-sitter.ts";

const grammar: Grammar = {
  language: "csharp",
  values,
  visits,
  ignored: new Set([
    "comment",
    "preproc_region",
    "preproc_endregion",
    "preproc_pragma",
    "type_argument_list",
    "type_parameter_list",
    "modifier",
  ]),
  environment: csharpEnvironment,
  meaning: csharpMeaning,
};

/** The grammar misses the item of an empty collection, `[]`. */
const isEmptyCollection = (missing: Node): boolean =>
  missing.startIndex === missing.endIndex && missing.parent?.parent?.type === "element_binding_expression";

/** Loads the C# adapter; scripts and Razor pages are taken apart first. */
export const load = async (): Promise<Adapter> => {
  const parse = await treeSitter("c-sharp");
  return (lowering) => {
    if (lowering.extension === ".cshtml") embedRazor(lowering);
    else if (!embedScript(lowering))
      parse(lowering, (root) => {
        const walk = new Walker(lowering, grammar);
        walk.visit(root);
        lowering.degraded &&= !isSound(walk, root, isEmptyCollection);
      });
  };
};
