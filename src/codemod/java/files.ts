import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import type { Project, Site } from "../recipe.ts";

/** A Java file with its tree. */
export interface JavaFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** A node of a Java file. */
export interface Placed {
  readonly file: JavaFile;
  readonly node: Node;
}

/** Files that are looked at for one site. */
const MOST_FILES = 60;

/** The files a site's credential passes through, the site's own first, then their neighbours in the same package. */
export async function filesOf(site: Site, project: Project): Promise<JavaFile[]> {
  const passed = [
    site.file.path,
    ...site.use.hops.map((hop) => hop.path),
    ...site.use.related.map((hop) => hop.path),
  ].filter((path) => path.endsWith(".java"));
  const folders = new Set(passed.map((path) => posix.dirname(path)));
  const near = project.paths.filter((path) => path.endsWith(".java") && folders.has(posix.dirname(path)));
  const files: JavaFile[] = [];
  for (const path of [...new Set([...passed, ...near])].slice(0, MOST_FILES)) {
    const file = await project.load(path);
    if (file) files.push({ path, text: file.masked, root: await project.tree(file.masked, "java") });
  }
  return files;
}

/** The smallest node that holds a span. */
export function nodeAt(root: Node, { start, end }: Span): Node | undefined {
  let node = root.descendantForIndex(start, Math.max(start, end - 1));
  while (node && (node.startIndex > start || node.endIndex < end)) node = node.parent;
  return node ?? undefined;
}

/** The arguments of a call, without comments. */
export const argumentsOf = (call: Node): Node[] =>
  (call.childForFieldName("arguments")?.namedChildren ?? []).filter(
    (node): node is Node => node !== null && !node.type.endsWith("comment"),
  );

/** The method, constructor or lambda that a node stands in. */
export function callableAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:method_declaration|constructor_declaration|static_initializer)$/.test(up.type)) return up;
  return undefined;
}
