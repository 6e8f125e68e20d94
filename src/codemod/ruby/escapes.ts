import type { Node } from "web-tree-sitter";
import { chosenReason, escapesOf, guardOf, type Named, type Naming, readerIn } from "../escapes.ts";
import { ancestor } from "../nodes.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { ruby } from "../tidy/ruby.ts";
import type { Carried } from "./carriers.ts";

const RUBY: Naming = {
  files: (path) => ruby.files.test(path),
  comments: /^\s*#.*$/gm,
  inherits: (owner) => new RegExp(`(?:<|include|extend|prepend)\\s*\\(?\\s*(?:::)?(?:\\w+::)*${owner}\\b`),
  declares: /\b(?:class|module)\s+(?:\w+::)*(\w+)/g,
  views: /\.(?:haml|slim|erb|jbuilder)$/,
};

/** What a person has to look at because a carrier of the credential meets something unknown, in its own file or in another one. */
export const escapes = (carried: Carried, site: Site, project: Project): Promise<string[]> =>
  escapesOf(carried, site, (one) => readerOf(one, site.file.path, project));

/** Another file that says a name and the class it belongs to, or one that inherits from or includes that. */
export const readerOf = (one: Named, path: string, project: Project): Promise<string | undefined> =>
  readerIn(one, path, project, RUBY, (code) => says(code, one.name));

const says = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w@$])${name.replace(/[$@?!]/g, "\\$&")}(?!\\w)`).test(text);

/** A reason when only some requests got the credential: now all do that go to the account. */
export function conditionReason(places: readonly Node[]): string[] {
  const conditions = places.flatMap((place) => [
    ...around(place),
    ...[...nodesBelow(place)].flatMap((node) =>
      /^(?:conditional|if|unless|if_modifier|unless_modifier|case)$/.test(node.type)
        ? (node.childForFieldName("condition") ?? node.childForFieldName("value") ?? [])
        : [],
    ),
  ]);
  return chosenReason(conditions);
}

/** The conditions that a statement stands under, up to its method. */
function around(place: Node): Node[] {
  const found: Node[] = [];
  for (
    let node: Node | null = place;
    node && !/^(?:method|singleton_method|class|module|program|lambda)$/.test(node.type);
    node = node.parent
  ) {
    const { parent }: Node = node;
    if (!parent) break;
    if (/^(?:if|unless|elsif|conditional|if_modifier|unless_modifier)$/.test(parent.type)) {
      const condition = parent.childForFieldName("condition");
      if (condition && condition.id !== node.id) found.push(condition);
    } else if (parent.type === "when" || parent.type === "case") {
      const value = ancestor(parent, ({ type }) => type === "case")?.childForFieldName("value");
      if (value && value.id !== node.id) found.push(value);
    } else {
      const guard = guardOf(node, "binary");
      if (guard) found.push(guard);
    }
  }
  return found;
}
