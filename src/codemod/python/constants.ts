import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import type { Following, Place } from "./carrier.ts";
import { around, field, isField, namesBelow } from "./code.ts";
import { importedUses } from "./importing.ts";
import { bindingOf, isImported } from "./scope.ts";

/** A constant of another module, with all that speaks of it. */
export interface Constant extends Place {
  /** What is assigned to. */
  readonly assignment: Node;
  /** Reads, in its own module and in those that import it. */
  readonly reads: readonly Place[];
}

/** What `from settings import USER` or `settings.USER` stands for, where it is assigned just once, at the top of a module of the repository. */
export async function constantOf(
  flow: Following,
  project: Project,
  path: string,
  node: Node,
): Promise<Constant | undefined> {
  const named = await moduleOf(flow, path, node);
  const root = named && (await flow.root(named.path));
  if (!root) return undefined;
  const uses = namesBelow(root, named.name);
  const sets = uses.filter((use) => use.parent?.type === "assignment" && isField(use, "left"));
  const [only] = sets;
  const assignment = only?.parent;
  if (!assignment || sets.length !== 1 || assignment.parent?.parent?.type !== "module") return undefined;
  const importers = await importedUses(named.path, named.name, project);
  return {
    path: named.path,
    node: only,
    assignment,
    reads: [
      ...uses.filter((use) => use.id !== only.id).map((use) => ({ path: named.path, node: use })),
      ...importers.flatMap((one) => one.uses.map((use) => ({ path: one.path, node: use }))),
    ],
  };
}

/** The module that a name comes from, and what it is called there. */
async function moduleOf(
  flow: Following,
  path: string,
  node: Node,
): Promise<{ readonly path: string; readonly name: string } | undefined> {
  if (node.type === "attribute") {
    const object = field(node, "object");
    const thing = object ? await flow.things.of(path, object) : undefined;
    const name = field(node, "attribute")?.text;
    return thing?.kind === "module" && name !== undefined ? { path: thing.path, name } : undefined;
  }
  const binding = bindingOf(node);
  if (binding.type !== "module") return undefined;
  const imported = namesBelow(binding, node.text).find(isImported);
  const statement = imported && around(imported, "import_from_statement");
  const from = field(statement, "module_name")?.text;
  const there = from === undefined ? undefined : flow.things.fileOf(path, from);
  const item = imported && around(imported, "aliased_import");
  return there === undefined ? undefined : { path: there, name: field(item, "name")?.text ?? node.text };
}
