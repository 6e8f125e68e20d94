import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { SourcedScript } from "./place.ts";
import { isScript } from "./provider.ts";

/** Files of one name that are looked at. */
const MOST_FILES = 10;

/** Scripts that source another one, by its name. */
export async function sourcersOf(path: string, project: Project): Promise<SourcedScript[]> {
  const name = posix.basename(path);
  if (name.length < 3) return [];
  const pattern = new RegExp(
    `(?:^|[;&|{(]|\\b(?:then|do|else))[ \\t]*(?:\\.|source)[ \\t]+[^\\n]*${name.replace(/[.+]/g, "\\$&")}`,
    "m",
  );
  const others = await project.containing([name], (one) => one !== path && isScript(one));
  return (await loaded(others, project)).filter(({ text }) => pattern.test(text));
}

/** Scripts of the repository that a script sources, by their names. */
export async function sourcesOf(root: Node, path: string, project: Project): Promise<SourcedScript[]> {
  const names = new Set(
    [...nodesBelow(root)].flatMap((node) => {
      if (node.type !== "command" || !/^(?:\.|source)$/.test(node.childForFieldName("name")?.text ?? ""))
        return [];
      const [file] = node.childrenForFieldName("argument");
      return /([\w.-]+)["']?$/.exec(file?.text ?? "")?.[1] ?? [];
    }),
  );
  const others = project.paths.filter(
    (one) => one !== path && isScript(one) && names.has(posix.basename(one)),
  );
  return loaded(others.slice(0, MOST_FILES), project);
}

async function loaded(paths: readonly string[], project: Project): Promise<SourcedScript[]> {
  const scripts: SourcedScript[] = [];
  for (const path of paths) {
    const text = (await project.load(path))?.masked ?? "";
    scripts.push({ path, text, root: await project.tree(text, "bash") });
  }
  return scripts;
}
