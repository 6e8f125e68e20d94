import type { Scope, ScopeId, Value } from "../../model/fact.ts";

/** Calls that give a map of all variables; reads of it by key are environment reads. */
const WHOLE_ENVIRONMENT =
  /^(?:(?:java\.lang\.)?System\.getenv|getenv|(?:System\.)?Environment\.GetEnvironmentVariables|dotenv|Dotenv\.(?:load|configure\(\)[\w.()]{0,200}\.load))$/;

/** A chain that makes a StringBuilder. */
const BUILT = /^(?:[\w.]*\.)?String(?:Builder|Buffer)\(\)(?:\.[aA]ppend\(\))*$/;

/** In blocks of these calls of Kotlin's, a bare name is first of all a member of what they are called on. */
const RECEIVING = /(?:^|\.)(?:apply|run|with)$/;

const bare = (name: string): string => (name.startsWith("this.") ? name.slice(5) : name);

/** What is known of the names of a file while it is walked from top to bottom: just enough to lower what depends on them. */
export class Bindings {
  readonly #scopes: readonly Scope[];
  /** Names that classes declare, by the class's scope. */
  readonly #members = new Map<ScopeId, ReadonlySet<string>>();
  /** Local variables as `scope:name`. */
  readonly #locals = new Set<string>();
  /** Literal texts by `scope:name`, so that a format kept in a constant can be filled in. */
  readonly #constants = new Map<string, string>();
  /** Names that hold the whole environment: `var env = System.getenv()`. */
  readonly #environments = new Set<string>();
  /** Names that hold a StringBuilder: `append` adds to them. */
  readonly #builders = new Set<string>();

  constructor(scopes: readonly Scope[]) {
    this.#scopes = scopes;
  }

  /** Names the members of the class around a scope, before its methods assign to them by their bare names. */
  declareMembers(scope: ScopeId, names: Iterable<string>): void {
    this.#members.set(this.#classAround(scope), new Set(names));
  }

  /** Notes a local variable, which hides a member of the same name. */
  declareLocal(scope: ScopeId, name: string): void {
    this.#locals.add(`${scope}:${name}`);
  }

  /** `token = x` sets `this.token` where the class declares a member of that name and nothing nearer hides it. */
  targetOf(scope: ScopeId, name: string): string {
    if (name.includes(".")) return name;
    for (let id: ScopeId | null = scope; id !== null; ) {
      const here: Scope | undefined = this.#scopes[id];
      if (!here || this.#locals.has(`${id}:${name}`)) return name;
      if (here.kind === "class") return this.#members.get(id)?.has(name) ? `this.${name}` : name;
      if (here.params.some((param) => param.name === name)) return name;
      if (here.of !== undefined && RECEIVING.test(here.of)) return name;
      id = here.parent;
    }
    return name;
  }

  /** Takes note of an assignment; `path` is how the value is spelled. */
  note(scope: ScopeId, name: string, of: Value, path: string): void {
    const only = of.parts.length === 1 ? of.parts[0] : undefined;
    if (only && "call" in only && WHOLE_ENVIRONMENT.test(only.call)) this.#environments.add(bare(name));
    if (BUILT.test(path)) this.#builders.add(bare(name));
    const key = `${name.startsWith("this.") ? this.#classAround(scope) : scope}:${bare(name)}`;
    if (only && "text" in only) this.#constants.set(key, only.text);
    else this.#constants.delete(key);
  }

  /** The text of a name that stands for a literal, as seen from a scope. */
  textOf(scope: ScopeId, spelled: string): string | undefined {
    const name = bare(spelled);
    for (let id: ScopeId | null = scope; id !== null; ) {
      const constant = this.#constants.get(`${id}:${name}`);
      if (constant !== undefined) return constant;
      const here: Scope | undefined = this.#scopes[id];
      if (!here || here.params.some((param) => param.name === name)) return undefined;
      id = here.parent;
    }
    return undefined;
  }

  /** True when a path names or calls for the map of all environment variables. */
  holdsEnvironment(path: string): boolean {
    if (path.endsWith("()")) return WHOLE_ENVIRONMENT.test(path.slice(0, -2));
    return this.#environments.has(bare(path));
  }

  /** True when a name holds a StringBuilder. */
  isBuilder(name: string): boolean {
    return this.#builders.has(bare(name));
  }

  #classAround(scope: ScopeId): ScopeId {
    let id: ScopeId | null = scope;
    while (id !== null && this.#scopes[id]?.kind !== "class") id = this.#scopes[id]?.parent ?? null;
    return id ?? 0;
  }
}
