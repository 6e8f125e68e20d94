import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import type { Project, Site } from "../recipe.ts";

/** A Kotlin file with its tree. */
export interface KotlinFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** A call in a Kotlin file. */
export interface KotlinCall {
  readonly file: KotlinFile;
  readonly node: Node;
}

const MOST_FILES = 40;

/** The files a site's credential passes through, the site's own first, then their neighbours in the same folder. */
export async function filesOf(site: Site, project: Project): Promise<KotlinFile[]> {
  const passed = [
    site.file.path,
    ...site.use.hops.map((hop) => hop.path),
    ...site.use.related.map((hop) => hop.path),
  ].filter((path) => /\.kts?$/.test(path));
  const folders = new Set(passed.map((path) => posix.dirname(path)));
  const near = project.paths.filter((path) => path.endsWith(".kt") && folders.has(posix.dirname(path)));
  const files: KotlinFile[] = [];
  for (const path of [...new Set([...passed, ...near])].slice(0, MOST_FILES)) {
    const file = await project.load(path);
    if (file) files.push({ path, text: file.masked, root: await project.tree(file.masked, "kotlin") });
  }
  return files;
}

/** What a call is made on, its name and its arguments; the object is missing for a plain function. */
export interface CallParts {
  readonly object: Node | undefined;
  readonly name: string;
  readonly arguments: readonly Node[];
  /** The parentheses; missing when there is only a lambda. */
  readonly list: Node | undefined;
}

/** Takes a `call_expression` apart. */
export function partsOf(call: Node): CallParts {
  const [callee] = call.namedChildren;
  const list = call.namedChildren.find((node) => node?.type === "value_arguments") ?? undefined;
  const given = (list?.namedChildren ?? []).filter((node): node is Node => node?.type === "value_argument");
  if (callee?.type !== "navigation_expression")
    return { object: undefined, name: callee?.text ?? "", arguments: given, list };
  const last = callee.namedChildren.at(-1);
  return { object: callee.namedChild(0) ?? undefined, name: last?.text ?? "", arguments: given, list };
}

/** The smallest node that holds a span. */
export function nodeAt(root: Node, { start, end }: Span): Node | undefined {
  let node = root.descendantForIndex(start, Math.max(start, end - 1));
  while (node && (node.startIndex > start || node.endIndex < end)) node = node.parent;
  return node ?? undefined;
}

/** The function, accessor or initializer that a node stands in. */
export function functionAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:function_declaration|secondary_constructor|getter)$/.test(up.type)) return up;
  return undefined;
}
