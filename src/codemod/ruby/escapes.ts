import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow, type TidyGrammar } from "../tidy/grammar.ts";
import { ruby } from "../tidy/ruby.ts";
import type { Carried } from "./carriers.ts";

/** Files that are looked at for the names of one site. */
const MOST_FILES = 60;

/** What a person has to look at because a carrier of the credential meets something unknown, in its own file or in another one. */
export async function escapes(
  { leaks, visible }: Carried,
  { file }: Site,
  project: Project,
): Promise<string[]> {
  const [leak] = leaks;
  if (leak)
    return [
      `What held the credential ${leak.what} (${file.path}:${leak.node.startPosition.row + 1}), where it may be sent without an access token.`,
    ];
  for (const [name, owner] of visible) {
    const path = await readerOf(name, owner, file.path, project);
    if (path !== undefined)
      return [
        `${path} names ${name}, which gives what held the credential: it may be sent from there without an access token.`,
      ];
  }
  return [];
}

/** Another file that says a name and the class it belongs to, or one that inherits from or includes that. */
export async function readerOf(
  name: string,
  owner: string | undefined,
  path: string,
  project: Project,
): Promise<string | undefined> {
  const wanted = (other: string): boolean => other !== path && isRuby(ruby, other);
  const bare = name.replace(/^[@$]+/, "");
  if (bare.length < 3 || bare.length > 64) return undefined;
  const paths = await project.containing([bare], wanted);
  if (paths.length > MOST_FILES) return paths[0];
  const owners = owner === undefined ? undefined : await heirsOf(owner, wanted, project);
  for (const other of paths) {
    const text = (await project.load(other))?.masked;
    if (text === undefined) return other;
    const code = text.replace(/^\s*#.*$/gm, "");
    if (!says(code, name)) continue;
    if (!owners || owners.some((one) => says(code, one)) || /\.(?:haml|slim|erb|jbuilder)$/.test(other))
      return other;
  }
  return undefined;
}

/** A class or module with those of other files that are made from it. */
async function heirsOf(
  owner: string,
  wanted: (path: string) => boolean,
  project: Project,
): Promise<string[]> {
  const owners = [owner];
  for (let index = 0; index < owners.length && owners.length < 20; index++) {
    const one = owners[index] ?? "";
    if (one.length < 3) continue;
    const paths = await project.containing([one], wanted);
    for (const path of paths.slice(0, MOST_FILES)) {
      const text = (await project.load(path))?.masked ?? "";
      if (!new RegExp(`(?:<|include|extend|prepend)\\s*\\(?\\s*(?:::)?(?:\\w+::)*${one}\\b`).test(text))
        continue;
      for (const [, name = ""] of text.matchAll(/\b(?:class|module)\s+(?:\w+::)*(\w+)/g))
        if (!owners.includes(name)) owners.push(name);
    }
  }
  return owners;
}

const says = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w@$])${name.replace(/[$@?!]/g, "\\$&")}(?!\\w)`).test(text);

const isRuby = (grammar: TidyGrammar, path: string): boolean => grammar.files.test(path);

/** Conditions that ask whether there is a credential are no choice between requests. */
const ABOUT_CREDENTIALS = /ENV|cred|e_?mail|key|pass|pwd|secret|token|user/i;

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
  return conditions.some((condition) => !ABOUT_CREDENTIALS.test(condition.text))
    ? ["Only some requests got the credential, by a condition: now all that go to the account get a token."]
    : [];
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
    } else if (
      parent.type === "binary" &&
      parent.childForFieldName("right")?.id === node.id &&
      /^(?:&&|and|\|\||or)$/.test(parent.childForFieldName("operator")?.text ?? "")
    ) {
      const left = parent.childForFieldName("left");
      if (left) found.push(left);
    }
  }
  return found;
}
