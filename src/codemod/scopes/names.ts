import type { Fact } from "../../model/fact.ts";
import { type Lead, leadsOf } from "../../resolve/names.ts";
import { chainOf, type World } from "../../resolve/world.ts";

/** Leads of one name that are followed; bundles assign a letter thousands of times. */
const MOST = 6;

/** A name that one file assigns more often is looked up by scope: looking through all of them each time would take seconds. */
const OFTEN = 40;

type Assign = Extract<Fact, { kind: "assign" }>;

/** Where names lead, each looked up once: requests of one file ask for the same few over and over. */
export class Names {
  readonly #world: World;
  readonly #known = new Map<string, Map<string, readonly Lead[]>>();
  /** Assignments of one file by scope and name. */
  readonly #scoped = new Map<string, Map<string, Assign[]>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Where a name leads, seen from a scope of a file. */
  leads(name: string, path: string, scope: number): readonly Lead[] {
    const place = `${path}\0${scope}`;
    const names = this.#known.get(place) ?? new Map<string, readonly Lead[]>();
    this.#known.set(place, names);
    const known = names.get(name);
    if (known) return known;
    const head = /^(?:this\.)?[^.]*/.exec(name)?.[0] ?? name;
    const assigned = this.#world.files.get(path)?.assigns.get(head)?.length ?? 0;
    const leads = (
      assigned > OFTEN ? this.#near(name, path, scope) : leadsOf(this.#world, name, path, scope)
    ).slice(0, MOST);
    const all = leads.length > 0 ? leads : this.#module(name, path);
    names.set(name, all);
    return all;
  }

  /** A module that is what it exports: `const client = require("./client")` of `module.exports = createClient(…)`. */
  #module(name: string, path: string): Lead[] {
    const binding = this.#world.files.get(path)?.imports.get(name);
    const from = binding && this.#world.findModule(binding.module, path);
    if (from === undefined) return [];
    return (this.#world.files.get(from)?.assigns.get("module.exports") ?? []).map(({ value, scope, at }) => ({
      value,
      path: from,
      scope,
      at,
      how: "imported",
      name,
    }));
  }

  /** The assignments or the parameter of that name in the nearest scope that has one. */
  #near(name: string, path: string, scope: number): Lead[] {
    const file = this.#world.files.get(path)?.file;
    if (!file) return [];
    const scoped = this.#scopedIn(path, file.facts);
    for (const id of chainOf(file, scope)) {
      const own = scoped.get(`${id} ${name}`);
      if (own) return own.map(({ value, at }) => ({ value, path, scope: id, at, how: "assigned", name }));
      const here = file.scopes[id];
      const index = here?.params.findIndex((param) => param.name === name) ?? -1;
      const param = here?.params[index];
      if (!here || !param) continue;
      const lead: Lead = {
        value: { at: param.at, parts: [] },
        path,
        scope: id,
        at: param.at,
        how: "parameter",
        name,
        parameter: { function: { path, scope: here }, index },
      };
      return param.default
        ? [{ value: param.default, path, scope: id, at: param.at, how: "parameter", name }, lead]
        : [lead];
    }
    return [];
  }

  #scopedIn(path: string, facts: readonly Fact[]): ReadonlyMap<string, readonly Assign[]> {
    const known = this.#scoped.get(path);
    if (known) return known;
    const scoped = new Map<string, Assign[]>();
    for (const fact of facts) {
      if (fact.kind !== "assign") continue;
      const key = `${fact.scope} ${fact.name}`;
      const list = scoped.get(key);
      if (list) list.push(fact);
      else scoped.set(key, [fact]);
    }
    this.#scoped.set(path, scoped);
    return scoped;
  }
}
