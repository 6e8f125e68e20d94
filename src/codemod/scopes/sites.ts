import { isVendorText } from "../../detect/index.ts";
import { callsOf, isCommonName, isTestFile } from "../../resolve/functions.ts";
import { type CallSite, chainOf, type FunctionRef, tailOf, type World } from "../../resolve/world.ts";
import { functionKey } from "./alternatives.ts";
import type { Names } from "./names.ts";
import { References } from "./references.ts";

/** Calls of one function that are followed. */
const MOST = 300;

/** Finds the calls of the repository's functions, each function's once. */
export class Sites {
  readonly #world: World;
  readonly #names: Names;
  readonly #references: References;
  readonly #known = new Map<string, readonly CallSite[]>();

  constructor(world: World, names: Names) {
    this.#world = world;
    this.#names = names;
    this.#references = new References(world);
  }

  /** Calls of a function outside of tests. */
  of(target: FunctionRef): readonly CallSite[] {
    const key = functionKey(target);
    let sites = this.#known.get(key);
    if (!sites) {
      sites = this.#find(target).slice(0, MOST);
      this.#known.set(key, sites);
    }
    return sites;
  }

  #find(target: FunctionRef): CallSite[] {
    const own = [
      ...callsOf(this.#world, target, target.path, false),
      ...(target.scope.kind === "function" ? this.#references.of(target) : []),
    ];
    if (!isCommonName(target.scope.name)) return own;
    // A method as common as `get` in another file: by what it is called on.
    const owner = this.#classOf(target);
    const seen = new Set(own);
    for (const site of this.#world.calls.get(target.scope.name) ?? [])
      if (
        !seen.has(site) &&
        site.path !== target.path &&
        !isTestFile(site.path) &&
        this.#isCalledOn(site, target, owner)
      )
        own.push(site);
    return own;
  }

  #classOf({ path, scope }: FunctionRef): string {
    const file = this.#world.files.get(path)?.file;
    if (!file) return "";
    const id = chainOf(file, scope.id).find((one) => file.scopes[one]?.kind === "class");
    return id === undefined ? "" : tailOf(file.scopes[id]?.name ?? "");
  }

  /** True when one file sees all functions of the other: it sources or requires it, or both belong to one Apps Script. */
  #sees(path: string, other: string): boolean {
    const name = other.slice(other.lastIndexOf("/") + 1);
    const included = this.#world.files.get(path)?.included ?? [];
    return (
      included.some(
        (module) =>
          module === name || module.endsWith(`/${name}`) || this.#world.findModule(module, path) === other,
      ) ||
      (path.endsWith(".gs") &&
        other.endsWith(".gs") &&
        path.slice(0, path.lastIndexOf("/")) === other.slice(0, other.lastIndexOf("/")))
    );
  }

  #isCalledOn(site: CallSite, target: FunctionRef, owner: string): boolean {
    const { call } = site.call;
    const holder = call.slice(0, Math.max(0, call.lastIndexOf(".")));
    const index = this.#world.files.get(site.path);
    if (!index) return false;
    if (holder === "") {
      const module = index.imports.get(call)?.module;
      if (module !== undefined) return this.#world.findModule(module, site.path) === target.path;
      return owner === "" && this.#sees(site.path, target.path);
    }
    if (/^(?:this|super|parent)$/.test(holder)) {
      const around = chainOf(index.file, site.scope).find((id) => index.file.scopes[id]?.kind === "class");
      return (
        owner !== "" &&
        around !== undefined &&
        // Methods of one type over several files (Go, partial classes), or a class that extends it.
        [index.file.scopes[around]?.name ?? "", ...(index.file.scopes[around]?.extends ?? [])].some(
          (name) => tailOf(name) === owner,
        )
      );
    }
    if (owner !== "" && (tailOf(holder) === owner || tailOf(holder).toLowerCase() === owner.toLowerCase()))
      return true;
    const module = index.imports.get(holder)?.module;
    if (module !== undefined && this.#world.findModule(module, site.path) === target.path) return true;
    const leads = this.#names.leads(holder, site.path, site.scope);
    const made = leads.flatMap((lead) =>
      lead.value.parts.flatMap((part) => ("call" in part ? [tailOf(part.call)] : [])),
    );
    if (made.length > 0) return owner !== "" && made.some((name) => name === owner);
    return isVendorText(tailOf(holder).toLowerCase()) && (owner === "" || isVendorText(owner.toLowerCase()));
  }
}
