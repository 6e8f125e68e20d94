import type { Call, EntryFact, Fact, ParsedFile, Scope, ScopeId, Span, Value } from "../model/fact.ts";
import { lazy } from "../model/lazy.ts";
import { moduleFinder } from "./modules.ts";
import { type Asked, UNASKED } from "./questions.ts";

/** A value with the place it is to be read in. */
export interface Located {
  readonly value: Value;
  readonly path: string;
  readonly scope: ScopeId;
}

/** A call with the place it stands at. */
export interface CallSite {
  readonly call: Call;
  readonly at: Span;
  readonly path: string;
  readonly scope: ScopeId;
}

/** A function or method with its file. */
export interface FunctionRef {
  readonly path: string;
  readonly scope: Scope;
}

type Assign = Extract<Fact, { kind: "assign" }>;

/** What one file offers to lookups. */
export interface FileIndex {
  readonly file: ParsedFile;
  readonly assigns: ReadonlyMap<string, readonly Assign[]>;
  /** Assignments by the last segment of their name. */
  readonly assignsByTail: ReadonlyMap<string, readonly Assign[]>;
  /** Values of object keys anywhere in the file, by key. */
  readonly keys: ReadonlyMap<string, readonly Located[]>;
  readonly returns: ReadonlyMap<ScopeId, readonly Value[]>;
  /** Its functions and methods, by name. */
  readonly functions: ReadonlyMap<string, readonly FunctionRef[]>;
  readonly imports: ReadonlyMap<string, { readonly module: string; readonly imported: string }>;
  /** Modules all of whose names are visible: `from config import *`, `source ./env.sh`, PHP's require. */
  readonly included: readonly string[];
  readonly exports: ReadonlyMap<string, { readonly local: string; readonly from?: string }>;
}

/** All parsed files with their indexes. */
export interface World {
  readonly files: ReadonlyMap<string, FileIndex>;
  /** Call sites by the last segment of the callee. */
  readonly calls: ReadonlyMap<string, readonly CallSite[]>;
  readonly functions: ReadonlyMap<string, readonly FunctionRef[]>;
  readonly classes: ReadonlyMap<string, readonly FunctionRef[]>;
  /** Values of object keys and of assigned members in all files, by key. */
  readonly keys: ReadonlyMap<string, readonly Located[]>;
  /** Constants assigned outside of functions, by name. */
  readonly constants: ReadonlyMap<string, readonly Located[]>;
  /** Assignments in shell scripts and makefiles by name: what one script sets another reads as an environment variable. */
  readonly shell: ReadonlyMap<string, readonly Located[]>;
  /** Configuration entries by the last segment of their key path. */
  readonly entries: ReadonlyMap<string, readonly { readonly path: string; readonly fact: EntryFact }[]>;
  /** The parsed file a module name stands for, seen from a file. */
  readonly findModule: (module: string, from: string) => string | undefined;
  /** Told of what is looked up in all files, where not all of them are parsed. */
  readonly questions: Asked;
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** Last segment of a dotted name, without call marks. */
export const tailOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1).replace(/\(\)$/, "");

/** Gives the indexes, each built when it is first asked: most repositories need few of them, many none. Parses nothing. */
export function worldOf(files: readonly ParsedFile[], questions: Asked = UNASKED): World {
  const indexes = new Map(files.map((file) => [file.path, indexFile(file)]));
  const calls = lazy(() => callSites(files));
  const functions = lazy(() => scopesOf(files, "function", (name) => name));
  const classes = lazy(() => scopesOf(files, "class", tailOf));
  const entries = lazy(() => entriesOf(files));
  const constants = lazy(() => constantsOf(files));
  const shell = lazy(() => shellOf(files));
  const keys = lazy(() => {
    const all = new Map<string, Located[]>();
    for (const index of indexes.values())
      for (const [key, list] of index.keys) for (const located of list) push(all, key, located);
    return all;
  });
  let find: World["findModule"] | undefined;
  return {
    files: indexes,
    get calls() {
      return calls();
    },
    get functions() {
      return functions();
    },
    get classes() {
      return classes();
    },
    get keys() {
      return keys();
    },
    get constants() {
      return constants();
    },
    get shell() {
      return shell();
    },
    get entries() {
      return entries();
    },
    findModule: (module, from) => {
      questions.ask({ kind: "module", name: module, from });
      find ??= moduleFinder(files.map((file) => file.path));
      return find(module, from);
    },
    questions,
  };
}

function callSites(files: readonly ParsedFile[]): Map<string, CallSite[]> {
  const calls = new Map<string, CallSite[]>();
  for (const { facts, path } of files)
    for (const fact of facts)
      if (fact.kind === "call")
        push(calls, tailOf(fact.call), { call: fact, at: fact.at, path, scope: fact.scope });
  return calls;
}

function scopesOf(
  files: readonly ParsedFile[],
  kind: Scope["kind"],
  nameOf: (name: string) => string,
): Map<string, FunctionRef[]> {
  const scopes = new Map<string, FunctionRef[]>();
  for (const file of files)
    for (const scope of file.scopes)
      if (scope.kind === kind && scope.name) push(scopes, nameOf(scope.name), { path: file.path, scope });
  return scopes;
}

function entriesOf(files: readonly ParsedFile[]): Map<string, { path: string; fact: EntryFact }[]> {
  const entries = new Map<string, { path: string; fact: EntryFact }[]>();
  for (const { facts, path } of files)
    for (const fact of facts)
      if (fact.kind === "entry") push(entries, fact.path.at(-1) ?? "", { path, fact });
  return entries;
}

function constantsOf(files: readonly ParsedFile[]): Map<string, Located[]> {
  const constants = new Map<string, Located[]>();
  for (const { facts, scopes, path } of files)
    for (const fact of facts)
      if (fact.kind === "assign" && /^[A-Z]\w+$/.test(fact.name) && scopes[fact.scope]?.kind !== "function")
        push(constants, fact.name, { value: fact.value, path, scope: fact.scope });
  return constants;
}

function shellOf(files: readonly ParsedFile[]): Map<string, Located[]> {
  const shell = new Map<string, Located[]>();
  for (const { facts, language, path } of files)
    if (language === "bash" || language === "makefile" || language === "dockerfile")
      for (const fact of facts)
        if (fact.kind === "assign" && !fact.name.includes("."))
          push(shell, fact.name, { value: fact.value, path, scope: fact.scope });
  return shell;
}

function indexFile(file: ParsedFile): FileIndex {
  const names = lazy(() => namesOf(file));
  const keys = lazy(() => keysOf(file));
  const functions = lazy(() => scopesOf([file], "function", (name) => name));
  return {
    file,
    get functions() {
      return functions();
    },
    get assigns() {
      return names().assigns;
    },
    get assignsByTail() {
      return names().assignsByTail;
    },
    get keys() {
      return keys();
    },
    get returns() {
      return names().returns;
    },
    get imports() {
      return names().imports;
    },
    get included() {
      return names().included;
    },
    get exports() {
      return names().exports;
    },
  };
}

function namesOf(file: ParsedFile): Omit<FileIndex, "file" | "keys" | "functions"> {
  const assigns = new Map<string, Assign[]>();
  const assignsByTail = new Map<string, Assign[]>();
  const returns = new Map<ScopeId, Value[]>();
  const imports = new Map<string, { module: string; imported: string }>();
  const included: string[] = [];
  const exports = new Map<string, { local: string; from?: string }>();
  for (const fact of file.facts) {
    if (fact.kind === "assign") {
      push(assigns, fact.name, fact);
      push(assignsByTail, tailOf(fact.name), fact);
    } else if (fact.kind === "return") push(returns, functionAround(file, fact.scope), fact.value);
    else if (fact.kind === "import") {
      for (const name of fact.names)
        imports.set(name.local, { module: fact.module, imported: name.imported });
      if (fact.names.length === 0 || fact.names.some(({ local }) => local === "*" || local === ""))
        included.push(fact.module);
    } else if (fact.kind === "export")
      exports.set(fact.name, { local: fact.local, ...(fact.from === undefined ? {} : { from: fact.from }) });
  }
  return { assigns, assignsByTail, returns, imports, included, exports };
}

function keysOf(file: ParsedFile): Map<string, Located[]> {
  const keys = new Map<string, Located[]>();
  const gather = (value: Value, scope: ScopeId, depth: number): void => {
    if (depth > 6) return;
    for (const part of value.parts) {
      if ("object" in part)
        for (const entry of part.object) {
          push(keys, entry.key, { value: entry.value, path: file.path, scope });
          gather(entry.value, scope, depth + 1);
        }
      else if ("list" in part) for (const one of part.list) gather(one, scope, depth + 1);
      else if ("choice" in part) for (const one of part.choice) gather(one, scope, depth + 1);
      else if ("call" in part) {
        for (const one of part.args) gather(one, scope, depth + 1);
        for (const one of part.named) gather(one.value, scope, depth + 1);
      }
    }
  };
  for (const fact of file.facts) {
    if (fact.kind === "assign" || fact.kind === "return") gather(fact.value, fact.scope, 0);
    else if (fact.kind === "call") {
      for (const argument of fact.args) gather(argument, fact.scope, 0);
      for (const entry of fact.named)
        push(keys, entry.key, { value: entry.value, path: file.path, scope: fact.scope });
    }
  }
  return keys;
}

/** The nearest function around a scope (0 when there is none): a Ruby block's last value is not its method's. */
function functionAround(file: ParsedFile, scope: ScopeId): ScopeId {
  for (let id: ScopeId | null = scope; id !== null; id = file.scopes[id]?.parent ?? null)
    if (file.scopes[id]?.kind === "function") return id;
  return 0;
}

/** Scope ids from a scope outwards to the file. */
export function chainOf(file: ParsedFile, scope: ScopeId): ScopeId[] {
  const chain: ScopeId[] = [];
  for (let id: ScopeId | null = scope; id !== null && chain.length < 64; id = file.scopes[id]?.parent ?? null)
    chain.push(id);
  return chain;
}

/** True when `inner` lies in `outer`. */
export const within = (file: ParsedFile, inner: ScopeId, outer: ScopeId): boolean =>
  chainOf(file, inner).includes(outer);

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/**
 * True when a call of that name means another function or type than the one in `path`, also one in a file that was not worth parsing:
 * `tracker.New(…)` is not `zendesk.New`, by the module of its qualifier; `Client{…}` without one is its own package's or file's.
 */
export function meansAnother(world: World, site: CallSite, path: string): boolean {
  const from = world.files.get(site.path);
  const target = world.files.get(path);
  if (!from || !target || site.path === path || from.file.language !== target.file.language) return false;
  const { language } = from.file;
  const head = site.call.call.split(".")[0] ?? "";
  const module = from.imports.get(head)?.module;
  if (head === site.call.call && language === "go") return folderOf(site.path) !== folderOf(path);
  if (module === undefined) {
    if (head !== site.call.call) return false;
    return [...(world.functions.get(head) ?? []), ...(world.classes.get(head) ?? [])].some(
      (one) => one.path === site.path,
    );
  }
  if (language === "go") {
    const folder = folderOf(path).split("/").at(-2);
    const last = module
      .split("/")
      .filter((segment) => !/^v\d+$/.test(segment))
      .at(-1);
    return folder !== undefined && folder !== last;
  }
  if (!/^(?:csharp|java|kotlin|php)$/.test(language)) return false;
  // What the target file says it belongs to.
  const own = /^[ \t]*(?:namespace|package)[ \t]+([\w.\\]{1,200})/m
    .exec(target.file.masked)?.[1]
    ?.replace(/\\/g, ".");
  const wanted = module.replace(/\\/g, ".").replace(/^\./, "");
  return own !== undefined && wanted !== own && !wanted.startsWith(`${own}.`);
}
