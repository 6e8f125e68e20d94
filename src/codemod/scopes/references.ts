import type { Call, Value } from "../../model/fact.ts";
import { isCommonName, isTestFile } from "../../resolve/functions.ts";
import { type CallSite, type FunctionRef, tailOf, type World } from "../../resolve/world.ts";
import { isEach, sameElements } from "./loops.ts";

/** References to one function that are followed. */
const MOST = 40;

/** Calls that are not spelled as such: a function that is handed on, for a list (`paths.map(get)`) or for later (`submit(get, "/users.json")`). */
export class References {
  readonly #world: World;
  #byName: Map<string, CallSite[]> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** What a function is handed where it is handed on, as calls of it. */
  of({ path, scope }: FunctionRef): readonly CallSite[] {
    this.#byName ??= this.#index();
    return (this.#byName.get(scope.name) ?? []).filter(
      (site) =>
        !isTestFile(site.path) &&
        (!isCommonName(scope.name) || (site.path === path && /^(?:this\.)?\w+$/.test(site.call.call))),
    );
  }

  #index(): Map<string, CallSite[]> {
    const found = new Map<string, CallSite[]>();
    for (const [path, { file }] of this.#world.files)
      for (const fact of file.facts) {
        if (fact.kind !== "call") continue;
        for (const [place, value] of fact.args.entries()) {
          const only = value.parts.length === 1 ? value.parts[0] : undefined;
          if (!only || !("name" in only)) continue;
          const name = tailOf(only.name);
          // Only what some function is called; a variable of that name hides it.
          if (!this.#world.functions.has(name) || this.#world.files.get(path)?.assigns.has(only.name))
            continue;
          if (isParameter(this.#world, path, fact.scope, only.name)) continue;
          const args = handedOn(fact, place);
          const own = found.get(name) ?? [];
          found.set(name, own);
          if (args && own.length < MOST)
            own.push({ call: { call: only.name, args, named: [] }, at: fact.at, path, scope: fact.scope });
        }
      }
    return found;
  }
}

/** What a function that stands among a call's arguments will be called with; undefined when that is no part of an address. */
function handedOn(call: Call, place: number): readonly Value[] | undefined {
  const tail = tailOf(call.call);
  if (isEach(tail) && place === 0) {
    const holder = call.call.slice(0, Math.max(0, call.call.lastIndexOf(".")));
    // Python's `map(get, paths)` and `pool.map(get, paths)`.
    const list = call.args[1] ?? call.receiver ?? byName(holder, call.args[0]);
    return list ? [oneOf(list)] : undefined;
  }
  // PHP's `array_map("get", paths)` names it by text.
  const rest = call.args.slice(place + 1);
  if (
    /^(?:submit|to_thread|run_in_executor|partial|bind|call|apply|Thread|create_task|spawn|start_soon|delay|defer|bindTo|supplyAsync|limit|enqueue|add|push)$/.test(
      tail,
    )
  )
    return rest.length > 0 ? rest : undefined;
  return undefined;
}

const byName = (holder: string, near: Value | undefined): Value | undefined =>
  holder === "" || holder.includes("(")
    ? undefined
    : { at: near?.at ?? { start: -5, end: -5 }, parts: [{ name: holder }] };

/** One element of a list: any of those that are written down, else not known. */
function oneOf(list: Value): Value {
  const parts = list.parts.flatMap((part) => {
    if ("list" in part) return [{ choice: part.list }];
    const same = "call" in part ? sameElements(part) : undefined;
    if (same) return oneOf(same).parts;
    return "name" in part ? [{ name: `${part.name}.*` }] : [];
  });
  return { at: list.at, parts: parts.length === 1 ? parts : [{ opaque: true }] };
}

function isParameter(world: World, path: string, scope: number, name: string): boolean {
  const file = world.files.get(path)?.file;
  for (let id: number | null = scope; file && id !== null; id = file.scopes[id]?.parent ?? null)
    if (file.scopes[id]?.params.some((param) => param.name === name)) return true;
  return false;
}
