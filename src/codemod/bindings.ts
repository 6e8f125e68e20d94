import { posix } from "node:path";
import type { Project, Rewrite } from "./recipe.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** A name that a piece of code makes known, and where it comes from. */
interface Binding {
  readonly name: string;
  readonly source: string;
}

/** Where an import stands, with its list of names; a module that is loaded whole is known by its own. */
const IMPORTS = [
  /^[ \t]*import[ \t]+\{([^{}\n]*)\}[ \t]+from[ \t]+["']([^"'\n]+)["']/gm,
  /^[ \t]*(?:const|let|var)[ \t]+\{([^{}\n]*)\}[ \t]*=[ \t]*require\([ \t]*["']([^"'\n]+)["']/gm,
];
const PYTHON = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+([^\n(#]+)/gm;
const WHOLE =
  /^[ \t]*(?:require_relative[ \t]+["']([^"'\n]+)["']|require_once[ \t]+__DIR__[ \t]*\.[ \t]*["']([^"'\n]+)["'])/gm;
const TRAP = /^[ \t]*trap[ \t]+(\S+|'[^'\n]*'|"[^"\n]*")[ \t]+EXIT\b/gm;

const TRAP_NAME = "trap EXIT";

/** The names that imports, sourced files and traps of a text make known; for code of all languages that providers are added to. */
function bindingsIn(text: string): Binding[] {
  const found: Binding[] = [];
  const add = (names: string, source: string): void => {
    for (const one of names.split(",")) {
      const name = one
        .trim()
        .split(/[\s:]+/)
        .at(-1);
      if (name) found.push({ name, source });
    }
  };
  for (const pattern of IMPORTS)
    for (const [, names = "", source = ""] of text.matchAll(pattern)) add(names, source);
  for (const [, source = "", names = ""] of text.matchAll(PYTHON)) add(names, source);
  for (const [, ruby, php] of text.matchAll(WHOLE)) {
    const source = ruby ?? php ?? "";
    // `zendesk_oauth2` is the free name of another `zendesk_oauth`, with the same module in it.
    found.push({ name: posix.basename(source, ".php").replace(/\d+$/, ""), source });
  }
  for (const [, source = ""] of text.matchAll(TRAP)) found.push({ name: TRAP_NAME, source });
  return found;
}

/** A name that two texts make known, each from elsewhere. */
const clashOf = (one: readonly Binding[], other: readonly Binding[]): string | undefined =>
  one.find(({ name, source }) => other.some((known) => known.name === name && known.source !== source))?.name;

/** Functions that all files of a folder share, as in Go's packages. */
const functionsIn = (text: string): string[] =>
  [...text.matchAll(/^func[ \t]+(\w+)\(/gm)].map(([, name = ""]) => name);

/** Keeps rewrites apart that would make one name known twice: two providers have the same names in them, each for a credential or a library of its own. */
export class Names {
  readonly #project: Project;
  readonly #brought = new Map<string, Binding[]>();
  readonly #functions = new Map<string, Map<string, string>>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** Why a rewrite cannot be made beside those that were taken, or in the files as they are. */
  async refusal(rewrite: Rewrite): Promise<Refusal | undefined> {
    for (const [path, brought] of bindingsOf(rewrite)) {
      const taken = clashOf(brought, this.#brought.get(path) ?? []);
      if (taken !== undefined) return refuse("conflict", `Both would bring another ${taken} into ${path}.`);
      // A trap that stands there already is joined, or left to a person, by who brings another.
      const names = brought.filter(({ name }) => name !== TRAP_NAME);
      const known = clashOf(names, bindingsIn((await this.#project.load(path))?.masked ?? ""));
      if (known !== undefined) return refuse("shape", `There is another ${known} in ${path} already.`);
    }
    for (const { path, text } of rewrite.creates) {
      if (!path.endsWith(".go")) continue;
      const functions = await this.#package(posix.dirname(path));
      const known = functionsIn(text).find((name) => (functions.get(name) ?? path) !== path);
      if (known === undefined) continue;
      const other = functions.get(known) ?? "";
      return refuse(
        this.#project.has(other) ? "shape" : "conflict",
        `The package would have ${known} twice, in ${other} and ${path}.`,
      );
    }
    return undefined;
  }

  /** Remembers what a rewrite makes known. */
  async take(rewrite: Rewrite): Promise<void> {
    for (const [path, brought] of bindingsOf(rewrite))
      this.#brought.set(path, [...(this.#brought.get(path) ?? []), ...brought]);
    for (const { path, text } of rewrite.creates) {
      if (!path.endsWith(".go")) continue;
      const functions = await this.#package(posix.dirname(path));
      for (const name of functionsIn(text)) functions.set(name, path);
    }
  }

  /** Functions of a folder's files, with the file that each stands in. */
  async #package(folder: string): Promise<Map<string, string>> {
    const known = this.#functions.get(folder);
    if (known) return known;
    const functions = new Map<string, string>();
    this.#functions.set(folder, functions);
    for (const path of this.#project.paths)
      if (path.endsWith(".go") && posix.dirname(path) === folder)
        for (const name of functionsIn((await this.#project.load(path))?.masked ?? ""))
          functions.set(name, path);
    return functions;
  }
}

/** What the edits of a rewrite make known, by file. */
function bindingsOf({ edits }: Rewrite): Map<string, Binding[]> {
  const found = new Map<string, Binding[]>();
  for (const { path, text } of edits) {
    const brought = bindingsIn(text);
    if (brought.length > 0) found.set(path, [...(found.get(path) ?? []), ...brought]);
  }
  return found;
}
