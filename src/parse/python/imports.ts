import type { Node } from "web-tree-sitter";
import { spanOf } from "../tree-sitter.ts";
import { partsOf, textOf } from "./expressions.ts";
import type { Place } from "./place.ts";

/** A dotted name as spelled, without white space. */
const dotted = (node: Node, place: Place): string => textOf(node, place).replace(/\s+/g, "");

/** What is imported under which local name. */
function imported(node: Node, place: Place): { imported: string; local: string } {
  const name = node.type === "aliased_import" ? node.childForFieldName("name") : node;
  const alias = node.type === "aliased_import" ? node.childForFieldName("alias") : null;
  const spelled = name ? dotted(name, place) : "";
  return { imported: spelled, local: alias ? textOf(alias, place) : spelled };
}

/** Lowers `import a.b, c as d`: one fact per module. */
export function importModules(node: Node, place: Place): void {
  for (const child of partsOf(node)) {
    const { imported: module, local } = imported(child, place);
    if (module === "") continue;
    remember(local, module === "os" || module === "streamlit" ? module : "", place);
    place.file.lowering.emit({
      kind: "import",
      at: spanOf(node),
      scope: place.scope,
      module,
      names: [{ imported: "*", local }],
    });
  }
}

/** Lowers `from m import a, b as c` and `from m import *`. */
export function importFrom(node: Node, place: Place): void {
  const source = node.childForFieldName("module_name");
  const module = source ? dotted(source, place) : "";
  const names = partsOf(node)
    .filter((child) => child.startIndex !== source?.startIndex)
    .map((child) =>
      child.type === "wildcard_import" ? { imported: "*", local: "*" } : imported(child, place),
    )
    .filter((name) => name.imported !== "");
  for (const name of names)
    remember(
      name.local,
      module === "os" || module === "streamlit" ? `${module}.${name.imported}` : "",
      place,
    );
  place.file.lowering.emit({ kind: "import", at: spanOf(node), scope: place.scope, module, names });
}

/** Notes what a local name is in `os` or Streamlit, or that it is something else (`import environ` is a package). */
function remember(local: string, path: string, place: Place): void {
  if (path !== "" || local === "environ" || local === "getenv" || local === "os")
    place.file.environment.set(local, path);
}
