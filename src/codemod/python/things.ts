import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { around, attributesBelow, classAround, field, functionAround, isField } from "./code.ts";
import { bindingOf, isImported, isTarget, usesIn } from "./scope.ts";

/** What an expression stands for, as far as the repository shows it. */
export type Thing =
  /** A name of a package: `requests`, `requests.Session`, `requests.Session.get`. */
  | { readonly kind: "foreign"; readonly name: string }
  | { readonly kind: "class" | "function"; readonly path: string; readonly node: Node }
  | { readonly kind: "module"; readonly path: string }
  | { readonly kind: "instance"; readonly of: Thing }
  | { readonly kind: "nothing" };

const MOST_DEPTH = 10;
/** Packages whose sessions are those of requests. */
const LIKE_REQUESTS =
  /^(?:requests_cache|requests_futures\.sessions|requests_futures|requests_toolbelt(?:\.sessions)?|requests\.sessions|requests\.api)\b/;
const SESSIONS =
  /(?:^|\.)(?:Session|session|Client|AsyncClient|ClientSession|CachedSession|FuturesSession|BaseUrlSession)$/;
const VERBS = /\.(?:get|post|put|patch|delete|head|options|request|stream|send)$/;

/** Finds out what expressions of Python files stand for: by imports, definitions, assignments and annotations. */
export class Things {
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  /** What an expression stands for; undefined when that does not show. */
  async of(path: string, node: Node, depth = 0): Promise<Thing | undefined> {
    if (depth > MOST_DEPTH) return undefined;
    const deeper = depth + 1;
    switch (node.type) {
      case "none":
        return { kind: "nothing" };
      case "string":
      case "dictionary":
      case "list":
      case "tuple":
      case "integer":
        return { kind: "instance", of: { kind: "foreign", name: "builtins" } };
      case "identifier":
        return this.#name(path, node, deeper);
      case "attribute":
        return this.#attribute(path, node, deeper);
      case "call":
        return this.#called(path, node, deeper);
      case "parenthesized_expression":
      case "await":
      case "type": {
        const inner = node.namedChild(0);
        return inner ? this.of(path, inner, deeper) : undefined;
      }
      case "generic_type":
      case "subscript": {
        const inner = /Optional/.test(node.text) ? node.namedChild(1)?.namedChild(0) : undefined;
        return inner ? this.of(path, inner, deeper) : undefined;
      }
      case "boolean_operator":
      case "conditional_expression": {
        const ends = node.type === "boolean_operator" ? [0, 1] : [0, 2];
        const things: (Thing | undefined)[] = [];
        for (const index of ends) {
          const one = node.namedChild(index);
          things.push(one ? await this.of(path, one, deeper) : undefined);
        }
        // What is handed in is of the same kind as what is taken when it is not.
        return things.find((one) => one && one.kind !== "nothing");
      }
      default:
        return undefined;
    }
  }

  /** The name in a package that is called, or that an object is made of: `requests.Session.get`. */
  async foreign(path: string, callee: Node): Promise<string | undefined> {
    const thing = await this.of(path, callee);
    return thing?.kind === "foreign" ? usual(thing.name) : undefined;
  }

  /** The library of a session, client or module that sends requests. */
  async session(path: string, node: Node): Promise<{ library?: string; own?: Thing } | undefined> {
    const thing = await this.of(path, node);
    if (!thing || thing.kind === "nothing") return undefined;
    if (thing.kind === "foreign") return { library: usual(thing.name) };
    if (thing.kind !== "instance") return { own: thing };
    if (thing.of.kind === "foreign") return { library: usual(thing.of.name) };
    const base = thing.of.kind === "class" ? await this.foreignBase(thing.of.path, thing.of.node) : undefined;
    return base !== undefined && SESSIONS.test(base) ? { library: usual(base) } : { own: thing.of };
  }

  /** A class of a package that one of the repository is built on. */
  async foreignBase(path: string, made: Node, depth = 0): Promise<string | undefined> {
    if (depth > MOST_DEPTH) return undefined;
    for (const base of field(made, "superclasses")?.namedChildren ?? []) {
      if (!base || !/^(?:identifier|attribute)$/.test(base.type)) continue;
      const thing = await this.of(path, base, depth + 1);
      if (thing?.kind === "foreign" && !/^(?:builtins|abc|typing|object)\b/.test(thing.name))
        return thing.name;
      if (thing?.kind === "class") {
        const further = await this.foreignBase(thing.path, thing.node, depth + 1);
        if (further !== undefined) return further;
      } else if (!thing && !/^(?:object|Exception|ABC|Protocol)$/.test(base.text))
        return `unknown.${base.text}`;
    }
    return undefined;
  }

  /** The class around a node and those of the repository that it is built on. */
  async lineage(path: string, made: Node): Promise<{ path: string; node: Node }[]> {
    const found = [{ path, node: made }];
    for (const one of found)
      for (const base of field(one.node, "superclasses")?.namedChildren ?? []) {
        const thing =
          base && /^(?:identifier|attribute)$/.test(base.type) ? await this.of(one.path, base) : undefined;
        if (
          thing?.kind === "class" &&
          found.length < MOST_DEPTH &&
          !found.some((other) => other.node.id === thing.node.id && other.path === thing.path)
        )
          found.push({ path: thing.path, node: thing.node });
      }
    return found;
  }

  async #root(path: string): Promise<Node | undefined> {
    const file = await this.#project.load(path);
    return file?.language === "python" ? this.#project.tree(file.masked, "python") : undefined;
  }

  async #name(path: string, node: Node, depth: number): Promise<Thing | undefined> {
    const binding = bindingOf(node);
    if (/^(?:self|cls)$/.test(node.text) && binding.type === "function_definition") {
      const owner = classAround(binding);
      if (owner) {
        const made: Thing = { kind: "class", path, node: owner };
        return node.text === "self" ? { kind: "instance", of: made } : made;
      }
    }
    return this.#bound(path, binding, node.text, depth);
  }

  /** What a variable of a function, class or module holds, when all that sets it agrees. */
  async #bound(path: string, binding: Node, name: string, depth: number): Promise<Thing | undefined> {
    let found: Thing | undefined;
    for (const use of usesIn(binding, name)) {
      const defined = await this.#defined(path, use, binding, depth);
      if (defined === "read") continue;
      if (!defined) return undefined;
      if (defined.kind === "nothing") continue;
      if (found && !isSame(found, defined)) return undefined;
      found = defined;
    }
    return found;
  }

  /** What one place makes of a name: undefined when that does not show. */
  async #defined(path: string, use: Node, binding: Node, depth: number): Promise<Thing | undefined | "read"> {
    const { parent } = use;
    if (!parent) return "read";
    if (isImported(use)) return this.#imported(path, use, depth);
    if (/^(?:function|class)_definition$/.test(parent.type) && isField(use, "name"))
      return { kind: parent.type === "class_definition" ? "class" : "function", path, node: parent };
    if (parent.type === "assignment" && isField(use, "left")) {
      const right = field(parent, "right");
      const type = field(parent, "type");
      const typed = type ? await this.#typed(path, type, depth) : undefined;
      return typed ?? (right ? this.of(path, right, depth) : { kind: "nothing" });
    }
    if (parent.type === "as_pattern_target") {
      const value = parent.parent?.namedChild(0);
      return value ? this.of(path, value, depth) : undefined;
    }
    const parameter = parameterOf(use, binding);
    if (parameter) {
      const type = field(parameter, "type");
      if (type) return this.#typed(path, type, depth);
      const value = field(parameter, "value");
      return value ? this.of(path, value, depth) : undefined;
    }
    if (isTarget(use) || parent.type === "augmented_assignment") return undefined;
    return "read";
  }

  async #typed(path: string, type: Node, depth: number): Promise<Thing | undefined> {
    const thing = await this.of(path, type, depth);
    return thing && /^(?:foreign|class)$/.test(thing.kind) ? { kind: "instance", of: thing } : undefined;
  }

  async #imported(path: string, name: Node, depth: number): Promise<Thing | undefined> {
    const statement = around(name, "import_statement", "import_from_statement");
    const item = around(name, "aliased_import") ?? name.parent;
    const spelt = (item?.type === "aliased_import" ? field(item, "name")?.text : item?.text) ?? name.text;
    const from = statement ? field(statement, "module_name")?.text : undefined;
    if (from === undefined) {
      const dotted = item?.type === "aliased_import" ? spelt : (spelt.split(".")[0] ?? spelt);
      const there = this.fileOf(path, dotted);
      return there === undefined ? { kind: "foreign", name: dotted } : { kind: "module", path: there };
    }
    const there = this.fileOf(path, from);
    const submodule = this.fileOf(path, `${from}${/\.$/.test(from) ? "" : "."}${spelt}`);
    if (there !== undefined) {
      const root = await this.#root(there);
      const thing = root && there !== path ? await this.#bound(there, root, spelt, depth + 1) : undefined;
      if (thing || submodule === undefined) return thing;
    }
    if (submodule !== undefined) return { kind: "module", path: submodule };
    return from.startsWith(".") ? undefined : { kind: "foreign", name: `${from}.${spelt}` };
  }

  /** The file that a module's dotted name stands for, as a file names it. */
  fileOf(path: string, dotted: string): string | undefined {
    const dots = /^\.*/.exec(dotted)?.[0].length ?? 0;
    const rest = dotted.slice(dots).replaceAll(".", "/");
    const own = posix.dirname(path) === "." ? "" : posix.dirname(path);
    const candidates = (folder: string): string[] =>
      [`${rest}.py`, `${rest}/__init__.py`].map((one) => posix.join(folder, one.replace(/^\//, "")));
    const first = (folder: string): string | undefined =>
      candidates(folder).find((one) => this.#project.has(one));
    if (dots > 0) {
      let folder = own;
      for (let up = 1; up < dots; up++) folder = posix.dirname(folder) === "." ? "" : posix.dirname(folder);
      return first(folder);
    }
    for (let folder = own; ; folder = posix.dirname(folder) === "." ? "" : posix.dirname(folder)) {
      const there = first(folder) ?? first(posix.join(folder, "src"));
      if (there !== undefined || folder === "") return there;
    }
  }

  async #attribute(path: string, node: Node, depth: number): Promise<Thing | undefined> {
    const object = field(node, "object");
    const name = field(node, "attribute")?.text ?? "";
    const thing = object ? await this.of(path, object, depth) : undefined;
    if (!thing) return undefined;
    if (thing.kind === "foreign") return { kind: "foreign", name: `${thing.name}.${name}` };
    if (thing.kind === "module") {
      const root = await this.#root(thing.path);
      return root ? this.#bound(thing.path, root, name, depth) : undefined;
    }
    const owner = thing.kind === "instance" ? thing.of : thing;
    if (owner.kind === "foreign") return { kind: "foreign", name: `${usual(owner.name)}.${name}` };
    if (owner.kind !== "class") return undefined;
    return this.#member(owner.path, owner.node, name, depth);
  }

  async #member(path: string, made: Node, name: string, depth: number): Promise<Thing | undefined> {
    for (const { path: where, node } of await this.lineage(path, made)) {
      const own = await this.#bound(where, node, name, depth);
      if (own && own.kind !== "nothing") return own;
      let found: Thing | undefined;
      let open = false;
      for (const use of attributesBelow(node, name, /^(?:self|cls)$/)) {
        if (use.parent?.type !== "assignment" || !isField(use, "left")) continue;
        const right = field(use.parent, "right");
        const thing = right ? await this.of(where, right, depth) : undefined;
        if (thing?.kind === "nothing") continue;
        if (!thing || (found && !isSame(found, thing))) open = true;
        found = thing;
      }
      if (open) return undefined;
      if (found) return found;
    }
    const base = await this.foreignBase(path, made);
    return base === undefined ? undefined : { kind: "foreign", name: `${usual(base)}.${name}` };
  }

  async #called(path: string, call: Node, depth: number): Promise<Thing | undefined> {
    const callee = field(call, "function");
    const thing = callee ? await this.of(path, callee, depth) : undefined;
    if (thing?.kind === "foreign") {
      if (SESSIONS.test(thing.name)) return { kind: "instance", of: thing };
      const response = VERBS.test(thing.name) ? `${thing.name.split(".")[0] ?? ""}.Response` : thing.name;
      return { kind: "instance", of: { kind: "foreign", name: response } };
    }
    if (thing?.kind === "class") return { kind: "instance", of: thing };
    if (thing?.kind !== "function") return undefined;
    const type = field(thing.node, "return_type");
    if (type) return this.#typed(thing.path, type, depth);
    let found: Thing | undefined;
    for (const node of nodesBelow(thing.node)) {
      if (node.type !== "return_statement" || functionAround(node)?.id !== thing.node.id) continue;
      const value = node.namedChild(0);
      const one = value ? await this.of(thing.path, value, depth) : undefined;
      if (!one || (found && !isSame(found, one))) return undefined;
      found = one;
    }
    return found;
  }
}

/** The parameter that a name is, of the function that binds it. */
function parameterOf(name: Node, binding: Node): Node | undefined {
  const parameters = field(binding, "parameters");
  let node = name;
  while (node.parent && node.parent.id !== parameters?.id) {
    if (isField(node, "value") || isField(node, "type")) return undefined;
    node = node.parent;
    if (node.id === binding.id) return undefined;
  }
  return node.parent ? node : undefined;
}

const isSame = (a: Thing, b: Thing): boolean => {
  if (a.kind === "foreign" && b.kind === "foreign") return usual(a.name) === usual(b.name);
  if (a.kind === "instance" && b.kind === "instance") return isSame(a.of, b.of);
  if ("node" in a && "node" in b) return a.path === b.path && a.node.id === b.node.id;
  return a.kind === b.kind && a.kind === "module" && b.kind === "module" && a.path === b.path;
};

/** `requests.sessions.Session` is `requests.Session`. */
const usual = (name: string): string =>
  name.replace(LIKE_REQUESTS, "requests").replace(/^requests\.session\b/, "requests.Session");
