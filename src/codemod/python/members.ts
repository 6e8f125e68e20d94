import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import { placementOf } from "../../model/placement.ts";
import type { Project } from "../recipe.ts";
import {
  argumentsOf,
  attributesBelow,
  calleeOf,
  callsBelow,
  classAround,
  field,
  functionAround,
  isField,
  namesBelow,
  type Place,
  stringOf,
} from "./code.ts";
import { importedUses, reachedFrom } from "./importing.ts";
import type { Things } from "./things.ts";

/** Where a member of a class is used. */
export interface MemberUses {
  /** Uses that mean the member. */
  readonly sure: readonly Place[];
  /** Uses of something of the same name that may be it. */
  readonly maybe: readonly Place[];
}

/** Names that answers and requests go by: their headers are others. */
const EXCHANGED =
  /^(?:\w*_)?(?:r|rv|res|resp|response|req|request|e|err|exc|error|exception|event|message|msg)\d?$/i;
/** Calls that get at something by its name. */
const BY_NAME = /(?:^|\.)(?:getattr|setattr|delattr|attrgetter|methodcaller|import_string)$/;

/** Finds the uses of a class's members, in its family and wherever an object of it may be. */
export class Members {
  readonly #project: Project;
  readonly #things: Things;

  constructor(project: Project, things: Things) {
    this.#project = project;
    this.#things = things;
  }

  async root(path: string): Promise<Node | undefined> {
    const file = await this.#project.load(path);
    return file?.language === "python" ? this.#project.tree(file.masked, "python") : undefined;
  }

  /** A class with those that are built on it. */
  async family(path: string, made: Node): Promise<Place[]> {
    const found: Place[] = [{ path, node: made }];
    for (const one of found) {
      const name = field(one.node, "name");
      const root = await this.root(one.path);
      if (!name || !root || found.length > 50) continue;
      const uses: Place[] = namesBelow(root, name.text).map((node) => ({ path: one.path, node }));
      for (const other of await importedUses(one.path, name.text, this.#project))
        for (const node of other.uses) uses.push({ path: other.path, node });
      for (const use of uses) {
        const heir = use.node.parent?.type === "argument_list" ? use.node.parent.parent : undefined;
        if (
          heir?.type === "class_definition" &&
          !found.some((it) => it.path === use.path && it.node.id === heir.id)
        )
          found.push({ path: use.path, node: heir });
      }
    }
    return found;
  }

  /** Uses of `name` of a class: in its own methods, in those of classes that have to do with it, and from outside. */
  async of(path: string, made: Node, name: string): Promise<MemberUses> {
    const sure: Place[] = [];
    const maybe: Place[] = [];
    const family = await this.family(path, made);
    const isFamily = (where: string, node: Node): boolean =>
      family.some((one) => one.path === where && one.node.id === node.id);
    for (const one of family)
      for (const { path: where, node } of await this.#things.lineage(one.path, one.node))
        if (!isFamily(where, node))
          for (const use of attributesBelow(node, name, /^(?:self|cls)$/))
            maybe.push({ path: where, node: use });
    const base = await this.#things.foreignBase(path, made);
    const reached = new Set(
      (await reachedFrom(path, this.#project)) ?? this.#project.paths.filter((one) => one.endsWith(".py")),
    );
    for (const one of family) reached.add(one.path);
    if (
      base !== undefined &&
      !/(?:Session|Client|Enum|NamedTuple|BaseModel|TestCase|Thread|Exception|Error)$/.test(base)
    )
      maybe.push({ path, node: made });
    for (const where of reached) {
      const root = await this.root(where);
      if (!root) continue;
      for (const use of attributesBelow(root, name)) {
        const object = field(use, "object");
        if (!object) continue;
        if (/^(?:self|cls|super\(\))$/.test(object.text)) {
          const owner = classAround(use);
          if (owner && isFamily(where, owner)) sure.push({ path: where, node: use });
          continue;
        }
        const thing = await this.#things.of(where, object);
        const of = thing?.kind === "instance" ? thing.of : thing;
        if (of?.kind === "class" && isFamily(of.path, of.node)) sure.push({ path: where, node: use });
        else if (
          !thing &&
          !isAssigned(use) &&
          !(/^(?:headers|auth)$/.test(name) && EXCHANGED.test(object.text))
        )
          maybe.push({ path: where, node: use });
      }
    }
    maybe.push(...(await this.byName([...reached], name)));
    return { sure, maybe };
  }

  /** Places that may read a module's constant from an object that could not be told. */
  async ofModules(path: string, name: string): Promise<Place[]> {
    if (!/^_?[A-Z][A-Z0-9_]{2,}$/.test(name)) return [];
    const found: Place[] = [];
    for (const other of await this.#project.containing(
      [name],
      (one) => one !== path && one.endsWith(".py"),
    )) {
      const root = await this.root(other);
      for (const use of root ? attributesBelow(root, name) : []) {
        const object = field(use, "object");
        const thing = object && (await this.#things.of(other, object));
        const loaded =
          thing?.kind === "instance" && thing.of.kind === "foreign" && /import/.test(thing.of.name);
        if (object && (!thing || loaded)) found.push({ path: other, node: use });
      }
    }
    return found;
  }

  /** Notebooks that name both a module and something of it. */
  async notebooks(path: string, name: string): Promise<string[]> {
    const stem = posix.basename(path.replace(/(?:\/__init__)?\.py$/, ""));
    if (name.length < 3 || name.length > 64) return [];
    const found: string[] = [];
    for (const other of await this.#project.containing([name], (one) => one.endsWith(".ipynb")))
      if (((await this.#project.load(other))?.masked ?? stem).includes(stem)) found.push(other);
    return found;
  }

  /** Places that get at something by its name in a text. */
  async byName(paths: readonly string[], name: string): Promise<Place[]> {
    const found: Place[] = [];
    const quoted = new RegExp(`["']${name}["']`);
    for (const path of paths) {
      const root = await this.root(path);
      if (!root || placementOf(path, "python") === "test" || !root.text.includes(name)) continue;
      for (const call of callsBelow(root)) {
        if (!BY_NAME.test(calleeOf(call))) continue;
        const said = argumentsOf(call);
        const open = said[1] !== undefined && stringOf(said[1]) === undefined && quoted.test(root.text);
        if (open || said.some((one) => stringOf(one) === name)) found.push({ path, node: call });
      }
    }
    return found;
  }
}

const isAssigned = (use: Node): boolean => use.parent?.type === "assignment" && isField(use, "left");

/** The class that a function is a method of. */
export function ownerOf(made: Node): Node | undefined {
  const owner = classAround(made);
  if (!owner) return undefined;
  const outer = functionAround(made);
  return outer && outer.startIndex > owner.startIndex ? undefined : owner;
}
