import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Project } from "../recipe.ts";
import { namesBelow } from "./code.ts";

const folderOf = (path: string): string => (posix.dirname(path) === "." ? "" : posix.dirname(path));

/** The folder that a package's dotted names begin below; the folder itself for a script. */
function packageRoot(folder: string, project: Project): string {
  let top = folder;
  while (top !== "" && project.has(posix.join(top, "__init__.py"))) top = folderOf(top);
  return top;
}

/** Modules that a file imports by name, not relatively. */
const imported = (text: string): string[] =>
  [...text.matchAll(/^[ \t]*(?:from|import)[ \t]+([A-Za-z_][\w.]*)/gm)].map((match) => match[1] as string);

/**
 * The folder that the absolute imports of a file start from, where the repository shows it: a script in a folder may be started from another one.
 */
function importRoot(path: string, text: string, project: Project): string | undefined {
  const modules = imported(text).map((name) => name.replaceAll(".", "/"));
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const stands = (module: string): boolean =>
      [`${module}.py`, `${module}/__init__.py`].some((one) => {
        const there = posix.join(folder, one);
        return there !== path && project.has(there);
      });
    if (modules.some(stands)) return folder;
    if (folder === "") return undefined;
  }
}

/** Folder that a new module for a file goes to. */
export function homeOf(path: string, text: string, project: Project): string {
  const folder = folderOf(path);
  if (packageRoot(folder, project) !== folder || relativeImports(text)) return folder;
  return importRoot(path, text, project) ?? folder;
}

/** Tells imports that only work because of the folder that a module was put into. */
export function beyondOwnFolder(
  path: string,
  module: string,
  project: Project,
): ((imported: string) => boolean) | undefined {
  const home = folderOf(module);
  if (home === folderOf(path)) return undefined;
  return (name) => {
    const there = posix.join(home, name.replaceAll(".", "/"));
    return project.has(`${there}.py`) || project.has(`${there}/__init__.py`);
  };
}

const relativeImports = (text: string): boolean => /^[ \t]*from[ \t]+\.[\w.]*[ \t]+import\b/m.test(text);

/** How a file names a module of the repository in an import: `.zendesk_oauth`, `acme.zendesk_oauth`; undefined when it cannot reach it. */
export function specifierOf(
  path: string,
  text: string,
  module: string,
  project: Project,
): string | undefined {
  const folder = folderOf(path);
  const target = folderOf(module);
  const stem = posix.basename(module, ".py");
  const root = packageRoot(folder, project);
  const inPackage = root !== folder;
  const below = (from: string): string =>
    [...target.slice(from === "" ? 0 : from.length + 1).split("/"), stem].filter(Boolean).join(".");
  if (folder === target && (relativeImports(text) || !inPackage))
    return relativeImports(text) ? `.${stem}` : stem;
  if (inPackage && packageRoot(target, project) === root) {
    if (!relativeImports(text)) return below(root);
    const up = posix.relative(folder, target).split("/");
    const dots = up.filter((one) => one === "..").length + 1;
    return `${".".repeat(dots)}${[...up.filter((one) => one !== ".." && one !== ""), stem].join(".")}`;
  }
  const from = inPackage ? root : (importRoot(path, text, project) ?? folder);
  if (target === from) return stem;
  const starts = from === "" ? "" : `${from}/`;
  return target.startsWith(starts) && project.has(posix.join(target, "__init__.py"))
    ? below(from)
    : undefined;
}

/** The edit that imports a name: after the last import at the top of the file, or after the one that shows that modules of a folder can be imported. */
export function importEdit(
  path: string,
  root: Node,
  line: string,
  isLocal: (text: string) => boolean,
  beyond?: (module: string) => boolean,
): Edit {
  const sibling = beyond
    ? root.namedChildren.filter(
        (node) =>
          node !== null &&
          /^import(?:_from)?_statement$/.test(node.type) &&
          imported(node.text).some((module) => beyond(module)),
      )
    : [];
  const last = sibling.at(-1);
  if (last) return { path, at: { start: last.endIndex, end: last.endIndex }, text: `\n${line}` };
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
    else if (node.type !== "comment" && after && !isImporting(node)) break;
  }
  const anchor = after ?? docstring;
  if (!anchor) {
    const at = /^(?:#.*\r?\n)*/.exec(root.text)?.[0].length ?? 0;
    const blank = /^(?:[ \t]*\r?\n)*/.exec(root.text.slice(at))?.[0].match(/\n/g)?.length ?? 0;
    const lines = "\n".repeat(Math.max(1, 3 - blank));
    return { path, at: { start: at, end: at }, text: `${line}${lines}` };
  }
  const at = { start: anchor.endIndex, end: anchor.endIndex };
  const apart = !after || (!isLocal(after.text) && isGrouped(root, after));
  return { path, at, text: apart ? `\n\n${line}` : `\n${line}` };
}

/** Imports stand in groups with blank lines between them, or there is but one. */
function isGrouped(root: Node, last: Node): boolean {
  const imports = root.namedChildren.filter(
    (node) => node !== null && /^import/.test(node.type) && node.startIndex <= last.startIndex,
  );
  return (
    imports.length < 2 || /\n[ \t]*\r?\n/.test(root.text.slice(imports[0]?.endIndex ?? 0, last.startIndex))
  );
}

/** Tells import statements that bring in modules of the repository. */
export const localImports =
  (path: string, project: Project) =>
  (text: string): boolean =>
    /^from\s+\./.test(text) ||
    imported(text).some((name) => {
      const module = name.replaceAll(".", "/");
      for (let folder = folderOf(path); ; folder = folderOf(folder)) {
        const there = posix.join(folder, module);
        if (project.has(`${there}.py`) || project.has(`${there}/__init__.py`)) return true;
        if (folder === "") return false;
      }
    });

/** `try: import x except ImportError: …` and the like. */
const isImporting = (node: Node): boolean =>
  /^(?:try|if)_statement$/.test(node.type) && /^[ \t]+(?:import|from)\b/m.test(node.text);

/** A name for an import that the file does not use for something else yet. */
export const freeName = (root: Node, wanted: string, other: string): string =>
  namesBelow(root, wanted).some((node) => !/import/.test(node.parent?.parent?.type ?? "")) ? other : wanted;
