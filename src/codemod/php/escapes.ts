import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import { chosenReason, escapesOf, guardOf, type Naming, readerIn } from "../escapes.ts";
import { ancestor } from "../nodes.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Carried, Visible } from "./carriers.ts";
import { nameOf } from "./flow.ts";

const PHP: Naming = {
  files: (path) => /\.(?:php\d?|inc|phtml|module|install|twig|tpl)$/.test(path),
  comments: /^\s*(?:\/\/|#|\*).*$/gm,
  inherits: (owner) => new RegExp(`\\b(?:extends|use)\\s+(?:[\\w\\\\]+\\\\)?${owner}\\b`),
  declares: /\b(?:class|trait)\s+(\w+)/g,
};

/** What a person has to look at because a carrier of the credential meets something unknown, in its own file or in another one. */
export const escapes = (carried: Carried, site: Site, project: Project): Promise<string[]> =>
  escapesOf(carried, site, (one) => readerOf(one, site.file.path, site.file.masked, project));

/** Another file that gets at a name of a file: with the class it belongs to or one made from that, or by an include. */
export function readerOf(
  one: Visible,
  path: string,
  text: string,
  project: Project,
): Promise<string | undefined> {
  const spelt = spelling(one.name.replace(/^\$/, ""), one.kind);
  return readerIn(
    one,
    path,
    project,
    PHP,
    (code, other) => spelt.test(code) && (one.kind !== "variable" || includes(path, text, other, code)),
  );
}

function spelling(bare: string, kind: Visible["kind"]): RegExp {
  switch (kind) {
    case "variable":
      return new RegExp(`\\$${bare}\\b|\\b${bare}\\b["']`);
    case "property":
      return new RegExp(`(?:->|::\\$)\\s*${bare}\\b`);
    case "constant":
      return new RegExp(`(?<!["'\\w$])${bare}\\b`);
    default:
      return new RegExp(`(?<![\\w$])${bare}\\s*\\(|["']${bare}["']`);
  }
}

/** One of two files takes in the other, whose variables it shares then. */
const includes = (path: string, text: string, other: string, masked: string): boolean =>
  takesIn(text, other) || takesIn(masked, path);

const takesIn = (text: string, path: string): boolean =>
  [...text.matchAll(/\b(?:include|require)(?:_once)?\b([^;]*)/g)].some(
    ([, what = ""]) => what.includes(posix.basename(path)) || !/["']/.test(what),
  );

/** A reason when only some requests got the credential: now all do that go to the account. */
export function conditionReason(places: readonly Node[]): string[] {
  const conditions = places.flatMap((place) => [
    ...around(place),
    ...[...nodesBelow(place)].flatMap((node) =>
      node.type === "conditional_expression" && node.childForFieldName("body")
        ? (node.childForFieldName("condition") ?? [])
        : [],
    ),
  ]);
  return chosenReason(conditions);
}

/** The conditions that a place stands under, up to its function. */
function around(place: Node): Node[] {
  const found: Node[] = [];
  for (let node: Node | null = place; node; node = node.parent) {
    const { parent }: Node = node;
    if (!parent || /^(?:function_definition|method_declaration|program)$/.test(node.type)) break;
    // `$http->when($signed, fn ($http) => …)`
    if (/^(?:arrow_function|anonymous_function(?:_creation_expression)?)$/.test(node.type)) {
      const call = ancestor(node, ({ type }) => /_call_expression$/.test(type));
      if (!call || !/^(?:when|unless)$/.test(nameOf(call))) break;
      const condition = call.childForFieldName("arguments")?.namedChild(0);
      if (condition) found.push(condition);
    }
    const condition = parent.childForFieldName("condition");
    if (condition && condition.id !== node.id && !/^(?:for|while|do)_statement$/.test(parent.type))
      found.push(condition);
    const guard = guardOf(node, "binary_expression");
    if (guard) found.push(guard);
  }
  return found;
}
