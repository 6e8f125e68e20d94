import { join, posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { NewFile } from "../model/edit.ts";
import type { ParsedFile } from "../model/fact.ts";
import { createSearch } from "../parse/examine.ts";
import { parse } from "../parse/index.ts";
import { type GrammarName, syntaxTree } from "../parse/tree-sitter.ts";
import { lockedVersion } from "./lock.ts";
import { hasFallback, renderProvider } from "./provider.ts";
import type { Project, ProviderRequest } from "./recipe.ts";
import { NoFallback } from "./refusal.ts";
import { styleFor, styleOf, type TextStyle } from "./style.ts";

/** What a project is made of. */
export interface ProjectOptions {
  /** Absolute folder that paths are relative to. */
  readonly root: string;
  readonly paths: readonly string[];
  readonly files: readonly ParsedFile[];
  readonly maxFileSize: number;
  /** What the scan looked for in every file, whatever its case, and the files that it met one of them in. */
  readonly keywords: readonly string[];
  readonly withKeyword: ReadonlySet<string>;
  readonly scope: string;
  readonly transition: "switch" | "dual";
}

/** What was read of a repository. */
interface Known {
  /** Files as edits would leave them, which the disk does not show yet. */
  readonly edited: ReadonlyMap<string, ParsedFile>;
  readonly present: ReadonlySet<string>;
  readonly files: Map<string, ParsedFile>;
  readonly loading: Map<string, Promise<ParsedFile | undefined>>;
  readonly trees: Map<string, Promise<Node>>;
}

/** The repository as recipes see it. Reads files on demand, never through a link, and remembers what it read. */
export class Repository implements Project {
  readonly paths: readonly string[];
  readonly scope: string;
  readonly transition: "switch" | "dual";
  readonly #options: ProjectOptions;
  readonly #known: Known;
  /** Providers rendered in this run, by path. */
  readonly #provided = new Map<string, string>();
  readonly #parts = new Map<string, { readonly form: string; readonly keep: Set<string> }>();

  constructor(options: ProjectOptions, known?: Known) {
    this.#options = options;
    this.paths = options.paths;
    this.scope = options.scope;
    this.transition = options.transition;
    this.#known = known ?? {
      edited: new Map(),
      present: new Set(options.paths),
      files: new Map(options.files.map((file) => [file.path, file])),
      loading: new Map(),
      trees: new Map(),
    };
  }

  /** The same repository, nothing read again, with another scope string or transition. */
  as(changed: Pick<ProjectOptions, "scope" | "transition">): Repository {
    return new Repository({ ...this.#options, ...changed }, this.#known);
  }

  /** The repository as edits would leave it; what they do not touch is not read again. */
  edited(files: readonly ParsedFile[]): Repository {
    const edited = new Map([...this.#known.edited, ...files.map((file) => [file.path, file] as const)]);
    const present = new Set([...this.paths, ...edited.keys()]);
    return new Repository(
      { ...this.#options, scope: this.scope, transition: this.transition, paths: [...present].sort() },
      {
        edited,
        present,
        files: new Map([...this.#known.files, ...edited]),
        loading: new Map([...this.#known.loading].filter(([path]) => !edited.has(path))),
        trees: this.#known.trees,
      },
    );
  }

  has = (path: string): boolean => this.#known.present.has(path);

  file = (path: string): ParsedFile | undefined => this.#known.files.get(path);

  load = (path: string): Promise<ParsedFile | undefined> => {
    let loading = this.#known.loading.get(path);
    if (!loading) {
      loading = this.#load(path);
      this.#known.loading.set(path, loading);
    }
    return loading;
  };

  async #load(path: string): Promise<ParsedFile | undefined> {
    const known = this.#known.files.get(path);
    if (known || !this.has(path)) return known;
    const search = createSearch({ keywords: [], maxFileSize: this.#options.maxFileSize, hashLines: false });
    const reading = search(join(this.#options.root, path), true);
    if (!("text" in reading)) return undefined;
    try {
      const file = await parse({ path, text: reading.text });
      this.#known.files.set(path, file);
      return file;
    } catch {
      // NOTE: a parser's bound. What cannot be parsed cannot be rewritten, and whoever asked says so.
      return undefined;
    }
  }

  locked = (name: string, folder: string): string | undefined =>
    lockedVersion(this.#options.root, folder, name);

  containing = async (words: readonly string[], wanted: (path: string) => boolean): Promise<string[]> => {
    // What is no keyword of the search (a short name, another script) is looked for in every file's text.
    const quick = words.every((word) => /^[\0-\x7f]{3,64}$/.test(word));
    // A word with a keyword of the scan in it stands only where the scan met that: the other files need not be read again.
    const met = words.every((word) => this.#holdsKeyword(word));
    const search = createSearch({
      keywords: quick ? words : [],
      maxFileSize: this.#options.maxFileSize,
      hashLines: false,
    });
    return this.paths.filter((path) => {
      if (!wanted(path)) return false;
      const edited = this.#known.edited.get(path);
      if (edited) return words.some((word) => edited.masked.includes(word));
      if (met && !this.#options.withKeyword.has(path)) return false;
      const reading = search(join(this.#options.root, path), !quick);
      return "text" in reading && words.some((word) => reading.text.includes(word));
    });
  };

  #holdsKeyword(word: string): boolean {
    const lower = word.toLowerCase();
    return this.#options.keywords.some((keyword) => lower.includes(keyword));
  }

  tree = (text: string, grammar: GrammarName): Promise<Node> => {
    const key = `${grammar}\0${text}`;
    let tree = this.#known.trees.get(key);
    if (!tree) {
      tree = syntaxTree(grammar, text);
      this.#known.trees.set(key, tree);
    }
    return tree;
  };

  style = async (path: string): Promise<TextStyle> => {
    const file = await this.load(path);
    return file ? styleOf(file.masked, styleFor(path)) : styleFor(path);
  };

  /** The parts that the sites before this one have asked for in the same file, and its own. */
  #partsOf(request: ProviderRequest, values: Readonly<Record<string, string>>): readonly string[] {
    const own = request.keep ?? [];
    const known = this.#parts.get(request.path);
    if (!known) {
      this.#parts.set(request.path, { form: formOf(request, values), keep: new Set(own) });
      return own;
    }
    if (known.form !== formOf(request, values)) return own;
    for (const part of own) known.keep.add(part);
    return [...known.keep];
  }

  #isSame(request: ProviderRequest, values: Readonly<Record<string, string>>): boolean {
    return this.#parts.get(request.path)?.form === formOf(request, values);
  }

  provide = async (request: ProviderRequest): Promise<{ path: string; creates: readonly NewFile[] }> => {
    const { names } = request;
    const dual = this.transition === "dual";
    if (dual && !(names.old && hasFallback(request.template, request.keep ?? []))) throw new NoFallback();
    const values = {
      USER: names.old?.user ?? "",
      TOKEN: names.old?.token ?? "",
      SCOPE: this.scope,
      CLIENT_ID: names.clientId,
      CLIENT_SECRET: names.clientSecret,
      ...request.values,
    };
    const style = await this.style(request.like);
    const rendered = renderProvider(
      request.template,
      values,
      [...(request.whole ? this.#partsOf(request, values) : (request.keep ?? [])), ...(dual ? ["dual"] : [])],
      style,
    );
    // Templates for JavaScript are written in TypeScript.
    const typed = !/\.ts$/.test(request.template) || /\.[mc]?tsx?$/.test(request.path);
    const plain = typed ? rendered : await (await import("./javascript/erase.ts")).eraseTypes(rendered);
    // A shell would take the carriage returns for text.
    const text = style.eol === "\n" || /\.sh$/.test(request.path) ? plain : plain.replaceAll("\n", style.eol);
    for (let number = 1; ; number++) {
      const path = number === 1 ? request.path : numbered(request.path, number);
      const here = this.#provided.get(path) ?? (this.has(path) ? (await this.load(path))?.masked : undefined);
      if (here === undefined && !this.has(path)) {
        this.#provided.set(path, text);
        return { path, creates: [{ path, text }] };
      }
      const grown =
        request.whole === true && !this.has(path) && number === 1 && this.#isSame(request, values);
      if (grown) this.#provided.set(path, text);
      if (grown || here?.replaceAll("\r\n", "\n") === plain)
        return { path, creates: this.has(path) ? [] : [{ path, text }] };
    }
  };
}

/** `lib/zendesk_oauth.py`, 2 → `lib/zendesk_oauth2.py`. */
function numbered(path: string, number: number): string {
  const { dir, name, ext } = posix.parse(path);
  return posix.join(dir, `${name}${number}${ext}`);
}

/** What two requests for one file have to have in common besides the parts they need. */
const formOf = ({ template }: ProviderRequest, values: Readonly<Record<string, string>>): string =>
  JSON.stringify([template, values]);
