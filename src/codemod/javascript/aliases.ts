import { posix } from "node:path";
import type { Project } from "../recipe.ts";
import type { MorphModule } from "./morph.ts";

/** What one configuration of the compiler says of names of modules; paths are relative to the root. */
interface Config {
  /** Folder that plain names are looked for in. */
  readonly base: string | undefined;
  /** A name, with one `*` or none, and what it stands for. */
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[] | undefined;
  readonly references: readonly string[];
}

const NONE: Config = { base: undefined, paths: undefined, references: [] };
/** Of a project only what its configurations are read with. */
type Files = Pick<Project, "paths" | "has" | "load">;

/** Configurations that extend each other. */
const MOST_EXTENDED = 8;
/** Configurations of one repository; of those beyond nothing is known. */
const MOST_CONFIGS = 400;

/** Names of modules that `tsconfig.json` and `jsconfig.json` give: `paths`, `baseUrl`, through `extends` and `references` within the root. Files are read as data. */
export class Aliases {
  readonly #byFolder: ReadonlyMap<string, readonly Config[]>;

  private constructor(byFolder: ReadonlyMap<string, readonly Config[]>) {
    this.#byFolder = byFolder;
  }

  /** Reads the configurations of a repository. */
  static async of(project: Files, morph: MorphModule): Promise<Aliases> {
    const reader = new Reader(project, morph);
    const byFolder = new Map<string, readonly Config[]>();
    const found = project.paths.filter((path) => /(?:^|\/)[tj]sconfig\.json$/.test(path));
    // `jsconfig.json` stands before `tsconfig.json`, which wins.
    for (const path of found.slice(0, MOST_CONFIGS)) byFolder.set(folderOf(path), await reader.read(path));
    return new Aliases(byFolder);
  }

  /** Paths, without extension perhaps, that a plain specifier in a file may stand for, likeliest first. */
  targets(from: string, specifier: string): string[] {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      const configs = this.#byFolder.get(folder);
      if (configs) return configs.flatMap((config) => targetsOf(config, specifier));
      if (folder === "") return [];
    }
  }
}

const folderOf = (path: string): string => (posix.dirname(path) === "." ? "" : posix.dirname(path));

/** A path below a folder of the repository; undefined outside of the root. */
function within(folder: string, path: string): string | undefined {
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return undefined;
  const joined = posix.join(folder === "" ? "." : folder, path).replace(/\/$/, "");
  if (joined === ".." || joined.startsWith("../")) return undefined;
  return joined === "." ? "" : joined;
}

function targetsOf({ paths, base }: Config, specifier: string): string[] {
  const fitting = (paths ?? []).flatMap(([pattern, targets]) => {
    const [head = "", tail] = pattern.split("*");
    if (tail === undefined)
      return pattern === specifier ? [{ length: Number.POSITIVE_INFINITY, targets }] : [];
    const fits =
      specifier.length >= head.length + tail.length && specifier.startsWith(head) && specifier.endsWith(tail);
    const middle = specifier.slice(head.length, specifier.length - tail.length);
    return fits
      ? [{ length: head.length, targets: targets.map((one) => one.replace("*", () => middle)) }]
      : [];
  });
  const [best] = fitting.sort((a, b) => b.length - a.length);
  // A name that a pattern fits is looked for nowhere else by the compiler, but in the packages.
  return (best?.targets ?? (base === undefined ? [] : [posix.join(base, specifier)])).flatMap(
    (path) => within("", path) ?? [],
  );
}

class Reader {
  readonly #project: Files;
  readonly #morph: MorphModule;

  constructor(project: Files, morph: MorphModule) {
    this.#project = project;
    this.#morph = morph;
  }

  /** A configuration and those it refers to, which share its work. */
  async read(path: string): Promise<Config[]> {
    const own = await this.#read(path, []);
    const others: Config[] = [];
    for (const reference of own.references.slice(0, MOST_EXTENDED)) {
      const file = this.#fileOf(folderOf(path), reference);
      // A folder has a configuration of its own for what stands in it.
      if (file !== undefined && folderOf(file) === folderOf(path)) others.push(await this.#read(file, []));
    }
    return [own, ...others];
  }

  async #read(path: string, above: readonly string[]): Promise<Config> {
    const json = above.includes(path) || above.length > MOST_EXTENDED ? {} : await this.#json(path);
    const folder = folderOf(path);
    let inherited = NONE;
    for (const other of texts(json["extends"])) {
      // What a package brings is not here.
      const file = other.startsWith(".") ? this.#fileOf(folder, other) : undefined;
      if (file === undefined) continue;
      const { base, paths } = await this.#read(file, [...above, path]);
      inherited = { ...inherited, ...(base !== undefined && { base }), ...(paths && { paths }) };
    }
    const options = objectOf(json["compilerOptions"]);
    const [baseUrl] = texts(options["baseUrl"]);
    const base = baseUrl === undefined ? inherited.base : within(folder, baseUrl);
    const paths = options["paths"] === undefined ? undefined : objectOf(options["paths"]);
    const start = base ?? folder;
    return {
      base,
      paths:
        paths === undefined
          ? inherited.paths
          : Object.entries(paths).map(([pattern, targets]) => [
              pattern,
              texts(targets).flatMap((target) => within(start, target) ?? []),
            ]),
      references: listOf(json["references"]).flatMap((one) => texts(objectOf(one)["path"])),
    };
  }

  /** The file that `extends` or a reference names: with `.json` or without, or a folder. */
  #fileOf(folder: string, name: string): string | undefined {
    const path = within(folder, name);
    if (path === undefined) return undefined;
    return [path, `${path}.json`, posix.join(path, "tsconfig.json")].find(
      (one) => one.endsWith(".json") && this.#project.has(one),
    );
  }

  async #json(path: string): Promise<Record<string, unknown>> {
    const text = (await this.#project.load(path))?.masked;
    if (text === undefined) return {};
    return objectOf(this.#morph.ts.parseConfigFileTextToJson(path, text).config);
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const texts = (value: unknown): string[] => listOf(value).filter((one) => typeof one === "string");
