import type { Node } from "web-tree-sitter";
import type { Project, Site } from "./recipe.ts";

/** Something that a carrier of a credential meets and of which nothing is known. */
export interface Leak {
  readonly node: Node;
  /** What is done, as the end of a sentence: "is handed to fetch". */
  readonly what: string;
}

/** A name by which other files may get at something, and the class or module it belongs to. */
export interface Named {
  readonly name: string;
  readonly owner: string | undefined;
}

/** How files of a language get at what another one names. */
export interface Naming {
  readonly files: (path: string) => boolean;
  /** Lines that are comments; global. */
  readonly comments: RegExp;
  /** What makes a class or module from another one. */
  readonly inherits: (owner: string) => RegExp;
  /** What declares one, with its name as the first group; global. */
  readonly declares: RegExp;
  /** Files that need not say the class: views see what their controller has. */
  readonly views?: RegExp;
}

/** Files that are looked at for the names of one site. */
const MOST_FILES = 60;
const MOST_HEIRS = 20;

/** What a person has to look at because a carrier of the credential meets something unknown, in its own file or in another one that `readerOf` finds. */
export async function escapesOf<One extends Named>(
  { leaks, visible }: { readonly leaks: readonly Leak[]; readonly visible: readonly One[] },
  { file }: Site,
  readerOf: (one: One) => Promise<string | undefined>,
): Promise<string[]> {
  const [leak] = leaks;
  if (leak)
    return [
      `What held the credential ${leak.what} (${file.path}:${leak.node.startPosition.row + 1}), where it may be sent without an access token.`,
    ];
  for (const one of visible) {
    const path = await readerOf(one);
    if (path !== undefined)
      return [
        `${path} names ${one.name}, which gives what held the credential: it may be sent from there without an access token.`,
      ];
  }
  return [];
}

/** Another file that says a name, as `says` tells of its code, and the class it belongs to, or one that is made from that. */
export async function readerIn(
  { name, owner }: Named,
  path: string,
  project: Project,
  naming: Naming,
  says: (code: string, other: string) => boolean,
): Promise<string | undefined> {
  const { files, comments, views } = naming;
  const wanted = (other: string): boolean => other !== path && files(other);
  const bare = name.replace(/^[@$]+/, "");
  if (bare.length < 3 || bare.length > 64) return undefined;
  const paths = await project.containing([bare], wanted);
  if (paths.length > MOST_FILES) return paths[0];
  const owners = owner === undefined ? undefined : await heirsOf(owner, wanted, project, naming);
  for (const other of paths) {
    const text = (await project.load(other))?.masked;
    if (text === undefined) return other;
    if (!says(text.replace(comments, ""), other)) continue;
    if (!owners || owners.some((one) => new RegExp(`\\b${one}\\b`).test(text)) || views?.test(other))
      return other;
  }
  return undefined;
}

/** A class or module with those of other files that are made from it. */
async function heirsOf(
  owner: string,
  wanted: (path: string) => boolean,
  project: Project,
  { inherits, declares }: Naming,
): Promise<string[]> {
  const owners = [owner];
  for (let index = 0; index < owners.length && owners.length < MOST_HEIRS; index++) {
    const one = owners[index] ?? "";
    if (one.length < 3) continue;
    const paths = await project.containing([one], wanted);
    for (const path of paths.slice(0, MOST_FILES)) {
      const text = (await project.load(path))?.masked ?? "";
      if (!inherits(one).test(text)) continue;
      for (const [, name = ""] of text.matchAll(declares)) if (!owners.includes(name)) owners.push(name);
    }
  }
  return owners;
}

/** Conditions that ask whether there is a credential are no choice between requests. */
const ABOUT_CREDENTIALS = /env|cred|e_?mail|key|pass|pwd|secret|token|user/i;

/** A reason when only some requests got the credential, under these conditions: now all do that go to the account. */
export const chosenReason = (conditions: readonly Node[]): string[] =>
  conditions.some((condition) => !ABOUT_CREDENTIALS.test(condition.text))
    ? ["Only some requests got the credential, by a condition: now all that go to the account get a token."]
    : [];

/** The left side of `condition && value` when a node is the right one. */
export function guardOf(node: Node, type: string): Node | undefined {
  const { parent } = node;
  return parent?.type === type &&
    parent.childForFieldName("right")?.id === node.id &&
    /^(?:&&|and|\|\||or)$/.test(parent.childForFieldName("operator")?.text ?? "")
    ? (parent.childForFieldName("left") ?? undefined)
    : undefined;
}
