import type { Node } from "web-tree-sitter";
import type { Lowering } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { stringText } from "./strings.ts";

/** The name a module is called by when it is imported without one: its last segment that is no version. */
function ownName(module: string): string {
  const segments = module.split("/").filter((segment) => !/^v\d+$/.test(segment));
  return (segments.at(-1) ?? module).replace(/\.v\d+$/, "");
}

/** Emits the file's imports and gives the module path by local name. */
export function importsOf(lowering: Lowering, root: Node): Map<string, string> {
  const modules = new Map<string, string>();
  for (const spec of root.descendantsOfType("import_spec")) {
    lowering.tick();
    const path = spec.childForFieldName("path");
    if (!path) continue;
    const module = stringText(path.text);
    const alias = spec.childForFieldName("name")?.text;
    const local = alias === "." ? "*" : (alias ?? ownName(module));
    modules.set(local, module);
    const names = alias === "_" ? [] : [{ imported: "*", local }];
    lowering.emit({ kind: "import", at: spanOf(spec), scope: 0, module, names });
  }
  return modules;
}
