import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { HostSource, Project } from "../recipe.ts";

/** Where a provider for a file goes, and what the file imports it as. */
export interface PythonModule {
  readonly path: string;
  /** `.zendesk_oauth`, `acme.zendesk.zendesk_oauth`, `zendesk_oauth`. */
  readonly specifier: (path: string) => string;
}

/** Places a new module beside a file and says how that file imports it: as it imports its other neighbours. */
export function besideFile(path: string, name: string, text: string, project: Project): PythonModule {
  const folder = posix.dirname(path) === "." ? "" : posix.dirname(path);
  const stem = (module: string): string => posix.basename(module, ".py");
  const relative = /^[ \t]*from[ \t]+\.[\w.]*[ \t]+import\b/m.test(text);
  let top = folder;
  while (top !== "" && project.has(posix.join(top, "__init__.py")))
    top = posix.dirname(top) === "." ? "" : posix.dirname(top);
  const packages = folder.slice(top === "" ? 0 : top.length + 1);
  return {
    path: posix.join(folder, name),
    specifier: (module) =>
      relative ? `.${stem(module)}` : [...packages.split("/").filter(Boolean), stem(module)].join("."),
  };
}

/** The edit that imports a name: after the last import at the top of the file. */
export function importEdit(path: string, root: Node, line: string): Edit {
  let after: Node | undefined;
  let docstring: Node | undefined;
  for (const node of root.namedChildren) {
    if (node === null) continue;
    if (/^(?:import|import_from|future_import)_statement$/.test(node.type)) after = node;
    else if (
      !after &&
      !docstring &&
      node.type === "expression_statement" &&
      node.namedChild(0)?.type === "string"
    )
      docstring = node;
    else if (node.type !== "comment" && after) break;
  }
  const anchor = after ?? docstring;
  if (!anchor) return { path, at: { start: 0, end: 0 }, text: `${line}\n` };
  const at = { start: anchor.endIndex, end: anchor.endIndex };
  return { path, at, text: after ? `\n${line}` : `\n\n${line}` };
}

/** The body of a provider's function that gives the account's address. */
export function baseUrlBody(host: HostSource): string {
  if (host.kind === "literal") return `return "${host.url}"`;
  const text = host.kind === "env" && host.default !== undefined ? `, ${JSON.stringify(host.default)}` : "";
  const setting = `_setting("${host.name}"${text})`;
  if (host.kind === "unknown" || host.form === "subdomain")
    return `return "https://{}.zendesk.com".format(${setting})`;
  if (host.form === "host") return `return "https://" + ${setting}.strip("/")`;
  return `return "/".join(${setting}.split("/")[:3])`;
}
