import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import type { Project, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Carried, Visible } from "./carriers.ts";
import { nameOf } from "./flow.ts";

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
  for (const one of visible) {
    const path = await readerOf(one, file.path, file.masked, project);
    if (path !== undefined)
      return [
        `${path} names ${one.name}, which gives what held the credential: it may be sent from there without an access token.`,
      ];
  }
  return [];
}

/** Another file that gets at a name of a file: with the class it belongs to or one made from that, or by an include. */
export async function readerOf(
  { name, owner, kind }: Visible,
  path: string,
  text: string,
  project: Project,
): Promise<string | undefined> {
  const wanted = (other: string): boolean =>
    other !== path && /\.(?:php\d?|inc|phtml|module|install|twig|tpl)$/.test(other);
  const bare = name.replace(/^\$/, "");
  if (bare.length < 3 || bare.length > 64) return undefined;
  const paths = await project.containing([bare], wanted);
  if (paths.length > MOST_FILES) return paths[0];
  const owners = owner === undefined ? undefined : await heirsOf(owner, wanted, project);
  const spelt = spelling(bare, kind);
  for (const other of paths) {
    const masked = (await project.load(other))?.masked;
    if (masked === undefined) return other;
    if (!spelt.test(masked.replace(/^\s*(?:\/\/|#|\*).*$/gm, ""))) continue;
    if (kind === "variable" && !includes(path, text, other, masked)) continue;
    if (!owners || owners.some((one) => new RegExp(`\\b${one}\\b`).test(masked))) return other;
  }
  return undefined;
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

/** A class with those of other files that are made from it. */
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
      if (!new RegExp(`\\b(?:extends|use)\\s+(?:[\\w\\\\]+\\\\)?${one}\\b`).test(text)) continue;
      for (const [, name = ""] of text.matchAll(/\b(?:class|trait)\s+(\w+)/g))
        if (!owners.includes(name)) owners.push(name);
    }
  }
  return owners;
}

/** Conditions that ask whether there is a credential are no choice between requests. */
const ABOUT_CREDENTIALS = /env|cred|e_?mail|key|pass|pwd|secret|token|user/i;

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
  return conditions.some((condition) => !ABOUT_CREDENTIALS.test(condition.text))
    ? ["Only some requests got the credential, by a condition: now all that go to the account get a token."]
    : [];
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
    if (
      parent.type === "binary_expression" &&
      parent.childForFieldName("right")?.id === node.id &&
      /^(?:&&|and|\|\||or)$/.test(parent.childForFieldName("operator")?.text ?? "")
    ) {
      const left = parent.childForFieldName("left");
      if (left) found.push(left);
    }
  }
  return found;
}
