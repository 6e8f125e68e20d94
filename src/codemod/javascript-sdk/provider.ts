import { posix } from "node:path";
import type { Node, SourceFile } from "ts-morph";
import type { Edit, NewFile } from "../../model/edit.ts";
import { importEdit, kindOf, providerPath, specifierOf } from "../javascript/module.ts";
import { type Program, pathOf } from "../javascript/program.ts";
import type { Project, Site } from "../recipe.ts";

/** Where the providers of a project stand, by what they are for: several files share one. */
const placed = new WeakMap<Project, Map<string, { path: string; like: string }>>();

/** Renders the provider of an SDK for a file, and imports the function that it exports. */
export async function sdkProvider(
  { template, name }: { readonly template: string; readonly name: string },
  file: SourceFile,
  site: Site,
  project: Project,
  code: { readonly program: Program; readonly isGone: (node: Node) => boolean },
): Promise<{ edit: Edit; creates: readonly NewFile[] }> {
  const kind = await kindOf(file, project);
  const path = pathOf(file);
  const known = placed.get(project) ?? new Map<string, { path: string; like: string }>();
  placed.set(project, known);
  const key = [template, kind.package, kind.typescript, kind.esm, site.names.clientId].join("\0");
  const words = [...site.names.prefix.toLowerCase().split("_"), "oauth"];
  const extension = posix.extname(path).replace(/x$/, "");
  const home = known.get(key) ?? { path: `${providerPath(file, words, project)}${extension}`, like: path };
  const { semicolons } = await project.style(home.like);
  const provider = await project.provide({
    template,
    path: home.path,
    like: home.like,
    values: { EXPORT: kind.esm ? "export " : "", URL: `return account()${semicolons ? ";" : ""}` },
    keep: [...(kind.esm ? ["esm"] : []), ...(kind.typescript ? ["ts"] : [])],
    names: site.names,
  });
  // What a test needs does not decide where the program's own provider stands.
  if (site.finding.placement !== "test") known.set(key, { path: provider.path, like: home.like });
  const specifier = specifierOf(file, provider.path, kind, project);
  return {
    edit: importEdit(file, [name], specifier, kind, await project.style(path), code),
    creates: provider.creates,
  };
}
