import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import type { Site } from "../recipe.ts";

/** How a language tells the calls by which a credential gets into a request. */
export interface WriteReading<File, Write> {
  readonly nodeAt: (root: Node, at: Span) => Node | null | undefined;
  /** The call around a node that does so. */
  readonly around: (node: Node, file: File) => Write | undefined;
  /** Names that the value of a node is kept by: a variable, a field, the function that returns it. */
  readonly namesGiven: (node: Node) => readonly string[];
  /** The calls that are given one of these names. */
  readonly byName: (names: ReadonlySet<string>, files: readonly File[]) => readonly Write[];
}

/** Finds the calls by which a site's credential gets into requests: around the site's own places, then by the names it is given on its way. */
export function findWrites<
  File extends { readonly path: string; readonly root: Node },
  Write extends { readonly file: File; readonly node: Node },
>(site: Site, files: readonly File[], reading: WriteReading<File, Write>): Write[] {
  const spots = [
    { path: site.file.path, at: site.use.match.at },
    ...site.use.related.filter((hop) => hop.role === "use"),
  ];
  const found = new Map<string, Write>();
  const add = (write: Write): void => {
    found.set(`${write.file.path}:${write.node.startIndex}:${write.node.endIndex}`, write);
  };
  const names = new Set<string>();
  for (const { path, at } of spots) {
    const file = files.find((one) => one.path === path);
    const node = file && reading.nodeAt(file.root, at);
    if (!file || !node) continue;
    const write = reading.around(node, file);
    if (write) add(write);
    else for (const name of reading.namesGiven(node)) names.add(name);
  }
  if (found.size === 0) for (const write of reading.byName(names, files)) add(write);
  return [...found.values()];
}
