import type { Project, Site } from "../recipe.ts";
import { tellingRoots } from "../typed/origin.ts";
import { callableAround, nodeAt } from "./files.ts";

/**
 * The public method or class through which a credential comes in when nothing in the repository tells from where. Undefined for tests, and where
 * the origin is known.
 */
export async function sharedEntry(site: Site, project: Project): Promise<string | undefined> {
  const roots = tellingRoots(site);
  if (site.finding.placement === "test" || roots.some((root) => root.kind !== "unknown")) return undefined;
  for (const root of roots) {
    const file = await project.load(root.path);
    if (file?.language !== "java") continue;
    const tree = await project.tree(file.masked, "java");
    const node = nodeAt(tree, root.at);
    const around = node && callableAround(node);
    const holder = around ?? node;
    for (let up = holder ?? null; up; up = up.parent) {
      const modifiers = up.namedChildren.find((one) => one?.type === "modifiers")?.text ?? "";
      if (up.type === "class_declaration" && /\bpublic\b/.test(modifiers)) {
        const name = around?.childForFieldName("name")?.text ?? up.childForFieldName("name")?.text;
        const main = /\bstatic\s+void\s+main\b/.test(up.text);
        return main ? undefined : name;
      }
    }
  }
  return undefined;
}
