import type { Call, EntryFact, Fact, ParsedFile, Scope, ScopeId, Span, Value } from "../model/fact.ts";
import { moduleFinder } from "./modules.ts";

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
  readonly imports: ReadonlyMap<string, { readonly module: string; readonly imported: string }>;
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
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** Last segment of a dotted name, without call marks. */
export const tailOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1).replace(/\(\)$/, "");

/** Builds the indexes; parses nothing. */
export function worldOf(files: readonly ParsedFile[]): World {
  const calls = new Map<string, CallSite[]>();
  const functions = new Map<string, FunctionRef[]>();
  const classes = new Map<string, FunctionRef[]>();
  const entries = new Map<string, { path: string; fact: EntryFact }[]>();
  const keys = new Map<string, Located[]>();
  const constants = new Map<string, Located[]>();
  const shell = new Map<string, Located[]>();
  const indexes = new Map<string, FileIndex>();
  for (const file of files) {
    for (const scope of file.scopes) {
      if (scope.kind === "function" && scope.name) push(functions, scope.name, { path: file.path, scope });
      if (scope.kind === "class" && scope.name) push(classes, tailOf(scope.name), { path: file.path, scope });
    }
    for (const fact of file.facts) {
      if (fact.kind === "call")
        push(calls, tailOf(fact.call), { call: fact, at: fact.at, path: file.path, scope: fact.scope });
      if (fact.kind === "entry") push(entries, fact.path.at(-1) ?? "", { path: file.path, fact });
    }
    if (file.language === "bash" || file.language === "makefile" || file.language === "dockerfile")
      for (const fact of file.facts)
        if (fact.kind === "assign" && !fact.name.includes("."))
          push(shell, fact.name, { value: fact.value, path: file.path, scope: fact.scope });
    for (const fact of file.facts)
      if (
        fact.kind === "assign" &&
        /^[A-Z]\w+$/.test(fact.name) &&
        file.scopes[fact.scope]?.kind !== "function"
      )
        push(constants, fact.name, { value: fact.value, path: file.path, scope: fact.scope });
    const index = indexFile(file);
    indexes.set(file.path, index);
    for (const [key, list] of index.keys) for (const located of list) push(keys, key, located);
  }
  return {
    files: indexes,
    calls,
    functions,
    classes,
    keys,
    constants,
    shell,
    entries,
    findModule: moduleFinder(files.map((file) => file.path)),
  };
}

function indexFile(file: ParsedFile): FileIndex {
  const assigns = new Map<string, Assign[]>();
  const assignsByTail = new Map<string, Assign[]>();
  const keys = new Map<string, Located[]>();
  const returns = new Map<ScopeId, Value[]>();
  const imports = new Map<string, { module: string; imported: string }>();
  const exports = new Map<string, { local: string; from?: string }>();
  const gatherKeys = (value: Value, scope: ScopeId, depth: number): void => {
    if (depth > 6) return;
    for (const part of value.parts) {
      if ("object" in part)
        for (const entry of part.object) {
          push(keys, entry.key, { value: entry.value, path: file.path, scope });
          gatherKeys(entry.value, scope, depth + 1);
        }
      else if ("list" in part) for (const one of part.list) gatherKeys(one, scope, depth + 1);
      else if ("choice" in part) for (const one of part.choice) gatherKeys(one, scope, depth + 1);
      else if ("call" in part) {
        for (const one of part.args) gatherKeys(one, scope, depth + 1);
        for (const one of part.named) gatherKeys(one.value, scope, depth + 1);
      }
    }
  };
  for (const fact of file.facts) {
    if (fact.kind === "assign") {
      push(assigns, fact.name, fact);
      push(assignsByTail, tailOf(fact.name), fact);
      gatherKeys(fact.value, fact.scope, 0);
    } else if (fact.kind === "return") {
      push(returns, functionAround(file, fact.scope), fact.value);
      gatherKeys(fact.value, fact.scope, 0);
    } else if (fact.kind === "call") {
      for (const argument of fact.args) gatherKeys(argument, fact.scope, 0);
      for (const entry of fact.named)
        push(keys, entry.key, { value: entry.value, path: file.path, scope: fact.scope });
    } else if (fact.kind === "import")
      for (const name of fact.names)
        imports.set(name.local, { module: fact.module, imported: name.imported });
    else if (fact.kind === "export")
      exports.set(fact.name, { local: fact.local, ...(fact.from === undefined ? {} : { from: fact.from }) });
  }
  return { file, assigns, assignsByTail, keys, returns, imports, exports };
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
