import { posix } from "node:path";
import type { Project as Morph, Node, SourceFile } from "ts-morph";
import type { Span } from "../../model/fact.ts";
import type { Project } from "../recipe.ts";
import { Aliases } from "./aliases.ts";
import { loadMorph, type MorphModule } from "./morph.ts";

/** Files of JavaScript and TypeScript that can be rewritten. */
export const SOURCE = /\.[cm]?[jt]sx?$/;
/** Files of Apps Script, which the compiler knows as `.gs.js`. */
const SCRIPT = /\.gs$/;
const EXTENSIONS = [".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs"];

/** Files that may import one module; more tell that its name is an ordinary word. */
const MOST_IMPORTERS = 80;
/** Files below the folder of an `index` that may import it as `.`. */
const MOST_BELOW = 200;
/** Files that mention a member. */
const MOST_MENTIONS = 40;
/** Files that import modules, too, but have no syntax tree here. */
const COMPONENT = /\.(?:vue|svelte|astro|mdx)$/;
/** Files that one site may need. */
const MOST_FILES = 400;

/** Syntax trees and symbols of the masked files that recipes asked for; nothing is read from the disk by the compiler. */
export class Program {
  readonly morph: MorphModule;
  readonly project: Project;
  readonly #aliases: Aliases;
  readonly #files: Morph;
  readonly #opened = new Map<string, Promise<SourceFile | undefined>>();
  readonly #imported = new Set<string>();
  readonly #importers = new Map<string, Promise<void>>();
  readonly #candidates = new Map<string, Promise<readonly string[] | undefined>>();
  readonly #unfollowed = new Set<string>();
  readonly #mentions = new Map<string, Promise<void>>();
  readonly #common = new Set<string>();

  private constructor(morph: MorphModule, project: Project, aliases: Aliases) {
    this.morph = morph;
    this.project = project;
    this.#aliases = aliases;
    const { ModuleKind, ModuleResolutionKind, ScriptTarget } = morph.ts;
    this.#files = new morph.Project({
      useInMemoryFileSystem: true,
      resolutionHost: (host, options) => ({
        resolveModuleNames: (names, from) =>
          names.map(
            (name) =>
              this.#resolved(name, from) ??
              morph.ts.resolveModuleName(name, from, options(), host).resolvedModule,
          ),
      }),
      compilerOptions: {
        allowJs: true,
        lib: ["lib.es2022.d.ts"],
        types: [],
        target: ScriptTarget.ES2022,
        module: ModuleKind.ESNext,
        moduleResolution: ModuleResolutionKind.Bundler,
        esModuleInterop: true,
        allowImportingTsExtensions: true,
        noEmit: true,
      },
    });
  }

  static readonly #programs = new WeakMap<Project, Promise<Program>>();

  /** The program of a project. */
  static of(project: Project): Promise<Program> {
    let program = Program.#programs.get(project);
    if (!program) {
      program = loadMorph().then(
        async (morph) => new Program(morph, project, await Aliases.of(project, morph)),
      );
      Program.#programs.set(project, program);
    }
    return program;
  }

  /** A file with its masked text; undefined when it cannot be read. */
  open(path: string): Promise<SourceFile | undefined> {
    let opening = this.#opened.get(path);
    if (!opening) {
      opening = this.#open(path);
      this.#opened.set(path, opening);
    }
    return opening;
  }

  async #open(path: string): Promise<SourceFile | undefined> {
    const isScript = SCRIPT.test(path);
    if ((!isScript && !SOURCE.test(path)) || this.#opened.size > MOST_FILES) return undefined;
    const file = await this.project.load(path);
    const name = isScript ? `/${path}.js` : `/${path}`;
    return file && this.#files.createSourceFile(name, file.masked, { overwrite: true });
  }

  /** Opens a file and what it imports of the repository, that deep. */
  async openWithImports(path: string, depth = 2): Promise<SourceFile | undefined> {
    const file = await this.open(path);
    if (!file || depth === 0 || this.#imported.has(`${path}\0${depth}`)) return file;
    this.#imported.add(`${path}\0${depth}`);
    for (const specifier of specifiersOf(file.getFullText())) {
      const target = this.resolve(path, specifier);
      if (target !== undefined) await this.openWithImports(target, depth - 1);
    }
    return file;
  }

  /** Opens the files that import a module, and those that import what hands it on. */
  openImporters(path: string): Promise<void> {
    let opening = this.#importers.get(path);
    if (!opening) {
      opening = this.#openImporters(path);
      this.#importers.set(path, opening);
    }
    return opening;
  }

  async #openImporters(path: string): Promise<void> {
    const own = await this.#packageName(path);
    const candidates = await this.#asked(path, own);
    if (!candidates) {
      this.#unfollowed.add(path);
      return;
    }
    for (const other of candidates) {
      const text = (await this.project.load(other))?.masked ?? "";
      const specifiers = specifiersOf(text);
      if (specifiers.some((one) => isAlias(one, path, own) && this.resolve(other, one) === undefined))
        this.#unfollowed.add(path);
      if (!specifiers.some((one) => this.resolve(other, one) === path)) continue;
      if (!(await this.open(other))) this.#unfollowed.add(path);
      if (/^\s*export\s*[{*]|^\s*export\b[^;]*\bfrom\b/m.test(text)) await this.openImporters(other);
    }
  }

  /** Files that import a module; undefined when too many may. */
  async importersOf(path: string): Promise<string[] | undefined> {
    const candidates = await this.#asked(path, await this.#packageName(path));
    if (!candidates) return undefined;
    const found: string[] = [];
    for (const other of candidates) {
      const text = (await this.project.load(other))?.masked ?? "";
      if (specifiersOf(text).some((one) => this.standsFor(other, one, path))) found.push(other);
    }
    return found;
  }

  /** A specifier in a file stands for a module, by what a bundler's alias may be, too. */
  standsFor(from: string, specifier: string, path: string): boolean {
    const known = this.resolve(from, specifier);
    return known === undefined ? isAlias(specifier, path, undefined) : known === path;
  }

  #asked(path: string, own: string | undefined): Promise<readonly string[] | undefined> {
    let asking = this.#candidates.get(path);
    if (!asking) {
      asking = this.#mayImport(path, own);
      this.#candidates.set(path, asking);
    }
    return asking;
  }

  /** Files that may import a module; undefined when they are too many. */
  async #mayImport(path: string, own: string | undefined): Promise<string[] | undefined> {
    const { dir, name } = posix.parse(path);
    const word = name === "index" ? posix.basename(dir) : name;
    const isSource = (other: string): boolean =>
      other !== path && (SOURCE.test(other) || COMPONENT.test(other));
    const below =
      name === "index" || word.length < 3
        ? this.project.paths.filter(
            (other) => isSource(other) && (dir === "" || other.startsWith(`${dir}/`) || word.length < 3),
          )
        : [];
    if (below.length > MOST_BELOW) return undefined;
    if (word.length < 3 || word.length > 64) return word.length > 64 ? undefined : below;
    // What imports a file called after the vendor says so itself, and was parsed by the scan.
    if (/zendesk/i.test(word))
      return [
        ...new Set([
          ...this.project.paths.filter((other) => isSource(other) && this.project.file(other)),
          ...below,
        ]),
      ];
    const words = [word, ...(own === undefined || own.length < 3 || own.length > 64 ? [] : [own])];
    const candidates = await this.project.containing(words, isSource);
    return candidates.length > MOST_IMPORTERS ? undefined : [...new Set([...candidates, ...below])];
  }

  /** The name that other packages of the repository import the package of a file by. */
  async #packageName(path: string): Promise<string | undefined> {
    let folder = posix.dirname(path);
    while (folder !== "." && !this.project.has(posix.join(folder, "package.json")))
      folder = posix.dirname(folder);
    const text = (await this.project.load(posix.join(folder, "package.json")))?.masked ?? "";
    return /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  }

  /** A file that others import in a way that is not followed: by an alias, from a component, from too many places. */
  isUnfollowed(path: string): boolean {
    return this.#unfollowed.has(path);
  }

  /** Opens the files in which something is asked for a member of that name; `name(` stands for a method. */
  openMentions(member: string): Promise<void> {
    let opening = this.#mentions.get(member);
    if (!opening) {
      opening = this.#openMentions(member);
      this.#mentions.set(member, opening);
    }
    return opening;
  }

  async #openMentions(member: string): Promise<void> {
    const name = member.replace(/\($/, "");
    if (!/^[\w$]{3,64}$/.test(name)) return;
    const asked = new RegExp(`\\.${name.replaceAll("$", "\\$")}${member === name ? "\\b" : "\\s*\\("}`);
    const paths = await this.project.containing([name], (path) => SOURCE.test(path));
    let found = 0;
    for (const path of paths) {
      if (!asked.test((await this.project.load(path))?.masked ?? "")) continue;
      if (++found > MOST_MENTIONS || !(await this.open(path))) {
        this.#common.add(member);
        return;
      }
    }
  }

  /** More files ask for a member of that name than were opened. */
  isCommon(member: string): boolean {
    return this.#common.has(member);
  }

  /** The repository's file that a specifier in a file stands for. */
  resolve(from: string, specifier: string): string | undefined {
    const bases = specifier.startsWith(".")
      ? [posix.join(posix.dirname(from), specifier)]
      : this.#aliases.targets(from, specifier);
    for (const base of bases) {
      const plain = base.replace(/\.([cm]?)jsx?$/, "");
      const ends = ["", ...EXTENSIONS, ...EXTENSIONS.map((extension) => `/index${extension}`)];
      const found = [base, ...(plain === base ? [] : [plain])]
        .flatMap((start) => ends.map((end) => start + end))
        .find((path) => SOURCE.test(path) && this.project.has(path));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What an alias stands for, for the compiler, which knows of no configuration. */
  #resolved(name: string, from: string): { resolvedFileName: string } | undefined {
    const path = name.startsWith(".") ? undefined : this.resolve(from.slice(1), name);
    return path !== undefined && this.#files.getSourceFile(`/${path}`)
      ? { resolvedFileName: `/${path}` }
      : undefined;
  }

  /** All files opened so far. */
  get files(): readonly SourceFile[] {
    return this.#files.getSourceFiles();
  }

  /** The innermost node that holds a stretch of a file. */
  nodeAt(file: SourceFile, { start, end }: Span): Node | undefined {
    let node = file.getDescendantAtPos(start);
    while (node && (node.getStart() > start || node.getEnd() < end)) node = node.getParent();
    return node;
  }
}

/** Path of a node's file, relative to the root. */
export const pathOf = (node: Node): string =>
  node
    .getSourceFile()
    .getFilePath()
    .slice(1)
    .replace(/\.gs\.js$/, ".gs");

/** A specifier may stand for a file by an alias of the bundler or compiler, or by the name of its package. */
function isAlias(specifier: string, path: string, own: string | undefined): boolean {
  if (specifier.startsWith(".")) return false;
  if (own !== undefined && (specifier === own || specifier.startsWith(`${own}/`))) return true;
  const stem = path.replace(SOURCE, "").replace(/\/index$/, "");
  const words = specifier.replace(/\.[cm]?jsx?$/, "").split("/");
  const [first = "", ...rest] = words;
  const tail = /^(?:[@~#$]|src$)/.test(first) ? rest : words;
  return tail.length > (tail === words ? 1 : 0) && `/${stem}`.endsWith(`/${tail.join("/")}`);
}

/** What `import`, `export … from`, `require` and `import()` name. */
const specifiersOf = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g)].map(
    (match) => match[1] ?? "",
  );
