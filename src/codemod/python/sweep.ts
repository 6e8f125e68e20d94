import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import { placementOf } from "../../model/placement.ts";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { isPure, python } from "../tidy/python.ts";
import type { Place } from "./carrier.ts";
import {
  argumentsOf,
  around,
  attributesBelow,
  classAround,
  field,
  functionAround,
  isField,
  listed,
  namesBelow,
  removals,
  spanOf,
  statementSpan,
  within,
} from "./code.ts";
import { constantOf } from "./constants.ts";
import type { Flow } from "./flow.ts";
import { importedUses } from "./importing.ts";
import { isImported } from "./scope.ts";

/** What a sweep found. */
export interface Swept {
  readonly edits: readonly Edit[];
  /** Functions and classes that lost parameters, with these. */
  readonly changed: ReadonlyMap<string, readonly string[]>;
  /** Branches stay that chose between several sources of the credential. */
  readonly branches: boolean;
  /** Parameters that stay though nothing uses them: `user of ZendeskClient`. */
  readonly kept: readonly string[];
  /** A parameter that carries the credential in from callers outside of this repository. */
  readonly open?: string;
}

/** What takes all attributes of an object together. */
const TELLS_ALL = /\b__dict__\b|\b__slots__\b|\bvars\(|\basdict\(|\bastuple\(|\bdataclass\b/;

/**
 * Removes what only fed expressions that go: attributes set from parameters, the parameters, the arguments of their callers, on and on. Variables are left to
 * tidying, except those that stand between a parameter and the expression.
 */
export class Sweep {
  readonly #project: Project;
  readonly #flow: Flow;
  readonly #keys: readonly string[];
  readonly #doomed = new Map<string, Span[]>();
  readonly #edits: Edit[] = [];
  readonly #changed = new Map<string, string[]>();
  readonly #done = new Set<string>();
  readonly #kept: string[] = [];
  #branches = false;
  #open: string | undefined;

  /** `keys` are the names that the credential is looked up by: such a look-up goes, too. */
  constructor(project: Project, flow: Flow, keys: readonly string[] = []) {
    this.#project = project;
    this.#flow = flow;
    this.#keys = keys;
  }

  async run(gone: readonly Place[]): Promise<Swept> {
    for (const { path, node } of gone) this.#doom(path, spanOf(node));
    for (let round = 0; round < 6; round++) {
      const before = this.#edits.length;
      for (const path of [...this.#doomed.keys()]) {
        const root = await this.#flow.root(path);
        if (root) await this.#sweep(path, root);
      }
      if (this.#edits.length === before) break;
    }
    return {
      edits: this.#edits,
      changed: this.#changed,
      kept: this.#kept,
      branches: this.#branches,
      ...(this.#open === undefined ? {} : { open: this.#open }),
    };
  }

  #doom(path: string, span: Span): void {
    const list = this.#doomed.get(path);
    if (list) list.push(span);
    else this.#doomed.set(path, [span]);
  }

  #isDoomed(path: string, node: Node): boolean {
    return (this.#doomed.get(path) ?? []).some((span) => within(node, span));
  }

  async #sweep(path: string, root: Node): Promise<void> {
    for (const node of nodesBelow(root)) {
      if (!this.#isDoomed(path, node)) continue;
      if (node.type === "attribute" && /^(?:self|cls)$/.test(field(node, "object")?.text ?? ""))
        await this.#attribute(path, node);
      else if (node.type === "attribute") await this.#imported(path, node);
      else if (
        node.type === "identifier" &&
        node.parent?.type !== "attribute" &&
        !(node.parent?.type === "keyword_argument" && isField(node, "name"))
      )
        await this.#name(path, node);
      else if (node.type === "identifier" && node.parent?.type === "attribute" && isField(node, "object"))
        await this.#name(path, node);
    }
  }

  /** An attribute of the object that nothing reads any more: what sets it goes. */
  async #attribute(path: string, node: Node): Promise<void> {
    const owner = classAround(node);
    const name = field(node, "attribute")?.text;
    if (!owner || name === undefined || !this.#once(`${path}.${owner.id}.${name}`)) return;
    const { sure, maybe } = await this.#flow.members.of(path, owner, name);
    const sets = sure.filter(({ node: use }) => use.parent?.type === "assignment" && isField(use, "left"));
    const reads = sure.filter((use) => !sets.includes(use));
    const inClass = (use: Place): boolean => use.path === path && within(use.node, spanOf(owner));
    if (!reads.every((use) => this.#isDoomed(use.path, use.node)) || !sets.every(inClass)) {
      this.#done.delete(`${path}.${owner.id}.${name}`);
      return;
    }
    if (maybe.some((use) => !this.#isDoomed(use.path, use.node)) || TELLS_ALL.test(owner.text)) return;
    for (const { node: set } of sets) this.#drop(path, set.parent as Node);
  }

  /** A parameter, or a variable between a parameter and what goes. */
  async #name(path: string, node: Node): Promise<void> {
    if (node.text === "self" || node.text === "cls") return;
    for (let made = functionAround(node); made; made = functionAround(made)) {
      if (made.type !== "function_definition") continue;
      const parameter = listed(field(made, "parameters")).find((one) => nameOf(one) === node.text);
      const uses = namesBelow(made, node.text).filter(
        (use) => !within(use, spanOf(parameter ?? use)) || !parameter,
      );
      const sets = uses.filter((use) => use.parent?.type === "assignment" && isField(use, "left"));
      if (!parameter && sets.length === 0) continue;
      if (!this.#once(`${path}:${made.id}:${node.text}`)) return;
      const reads = uses.filter((use) => !sets.some((one) => one.id === use.id));
      if (!reads.every((use) => this.#isDoomed(path, use))) {
        this.#done.delete(`${path}:${made.id}:${node.text}`);
        return;
      }
      if (!parameter && /\b(?:locals|vars)\(/.test(made.text)) return;
      if (!parameter) for (const set of sets) this.#drop(path, set.parent as Node);
      else if (sets.length === 0) await this.#parameter(path, made, parameter);
      return;
    }
    await this.#constant(path, node);
    await this.#imported(path, node);
  }

  /** A constant of another module that nothing else reads. */
  async #imported(path: string, node: Node): Promise<void> {
    const constant = await constantOf(this.#flow, this.#project, path, node);
    if (!constant) return;
    if (!constant.reads.every((one) => this.#isDoomed(one.path, one.node) || isImported(one.node))) return;
    if (this.#once(`${constant.path}:${constant.node.text}`)) this.#drop(constant.path, constant.assignment);
  }

  /** A look-up at the top of a module; what has no side effects is left to tidying. */
  async #constant(path: string, node: Node): Promise<void> {
    const root = await this.#flow.root(path);
    const uses = root ? namesBelow(root, node.text) : [];
    const sets = uses.filter((use) => use.parent?.type === "assignment" && isField(use, "left"));
    const [only] = sets;
    if (sets.length !== 1 || only?.parent?.parent?.parent?.type !== "module") return;
    const value = field(only.parent, "right");
    if (!value || !this.#looksUp(value)) return;
    if (!uses.every((use) => use.id === only.id || this.#isDoomed(path, use))) return;
    if ((await importedUses(path, node.text, this.#project)).length > 0) return;
    for (const other of await this.#project.containing(
      node.text.length < 3 ? [] : [node.text],
      (one) => one !== path && one.endsWith(".py"),
    ))
      if (python.reaches?.((await this.#project.load(other))?.masked ?? "", node.text, path)) return;
    if (this.#once(`${path}:${node.text}`)) this.#drop(path, only.parent);
  }

  /** Removes an assignment that nothing reads any more, if it does nothing else. */
  #drop(path: string, assignment: Node): void {
    const statement = assignment.parent;
    const value = field(assignment, "right");
    if (statement?.type !== "expression_statement" || !value) return;
    if (!isPure(value) && !this.#looksUp(value)) return;
    if (statement.parent?.type === "block" && statement.parent.namedChildCount < 2) return;
    const file = this.#project.file(path);
    if (!file) return;
    if (/^(?:if|elif|else|except)_/.test(statement.parent?.parent?.type ?? "")) this.#branches = true;
    this.#doom(path, spanOf(statement));
    this.#edits.push({ path, at: statementSpan(file.masked, statement), text: "" });
  }

  /** A call that gets the credential from where it is kept, by its name. */
  #looksUp(value: Node): boolean {
    return value.type === "call" && this.#keys.some((key) => new RegExp(`["']${key}["']`).test(value.text));
  }

  async #parameter(path: string, made: Node, parameter: Node): Promise<void> {
    const name = nameOf(parameter);
    const parameters = field(made, "parameters");
    if (name === undefined || !parameters) return;
    const owner = classAround(made);
    const own = field(made, "name")?.text ?? "";
    const called = own === "__init__" ? field(owner, "name")?.text : own;
    // What is handed in as part of something else is out of sight; so is what an object is called on.
    if (called === undefined || /splat/.test(parameter.type)) return;
    const all = listed(parameters);
    const bound = owner && made.parent?.type !== "decorated_definition" ? 1 : 0;
    const index = all.findIndex((one) => one.id === parameter.id) - bound;
    const { calls, others } = await this.#calls(path, called, own === "__init__" ? undefined : owner);
    if (![...calls, ...others].some((one) => placementOf(one.path, "python") === "code")) {
      // The token's parameter stands behind the user's.
      this.#open = `${name} of ${called}()`;
      return;
    }
    if (others.length > 0) {
      this.#kept.push(`${name} of ${called}()`);
      return;
    }
    const found: { path: string; list: Node; argument: Node }[] = [];
    for (const call of calls) {
      const list = field(call.node, "arguments");
      const given = argumentsOf(call.node);
      if (!list || given.some((one) => /splat/.test(one.type))) {
        this.#kept.push(`${name} of ${called}()`);
        return;
      }
      const argument =
        given.find((one) => one.type === "keyword_argument" && field(one, "name")?.text === name) ??
        (given[index]?.type === "keyword_argument" ? undefined : given[index]);
      if (argument) found.push({ path: call.path, list, argument });
    }
    this.#remove(path, parameters, parameter);
    for (const { path, list, argument } of found) {
      this.#remove(path, list, argument);
      this.#doom(path, spanOf(argument));
    }
    this.#changed.set(called, [...(this.#changed.get(called) ?? []), name]);
  }

  /** NOTE: neighbours that go too are taken together, so that no comma is left over. */
  readonly #lists = new Map<string, { list: Node; gone: Node[]; edits: Edit[] }>();
  #remove(path: string, list: Node, gone: Node): void {
    const key = `${path}:${list.id}`;
    const known = this.#lists.get(key) ?? { list, gone: [], edits: [] };
    this.#lists.set(key, known);
    known.gone.push(gone);
    for (const edit of known.edits) this.#edits.splice(this.#edits.indexOf(edit), 1);
    known.edits = removals(list, known.gone).map((at) => ({ path, at, text: "" }));
    this.#edits.push(...known.edits);
  }

  /** All calls of a function or class, and where it is used in another way. */
  async #calls(
    path: string,
    name: string,
    owner: Node | undefined,
  ): Promise<{ calls: Place[]; others: Place[] }> {
    const calls: Place[] = [];
    const others: Place[] = [];
    const known = owner ? (field(owner, "name")?.text ?? name) : name;
    const imported = await importedUses(path, known, this.#project);
    const importers = imported.map((one) => one.path);
    for (const where of [path, ...importers]) {
      const root = await this.#flow.root(where);
      if (!root) continue;
      const uses = new Map(attributesBelow(root, name).map((use) => [use.id, use]));
      if (!owner) {
        for (const use of where === path ? namesBelow(root, name) : []) uses.set(use.id, use);
        for (const one of imported) if (one.path === where) for (const use of one.uses) uses.set(use.id, use);
      }
      for (const use of uses.values()) {
        if (around(use, "import_statement", "import_from_statement", "type")) continue;
        if (/^(?:function|class)_definition$/.test(use.parent?.type ?? "") && isField(use, "name")) continue;
        if (use.parent?.type === "call" && isField(use, "function"))
          calls.push({ path: where, node: use.parent });
        else others.push({ path: where, node: use });
      }
    }
    if (owner)
      // A method is called on objects that come from anywhere.
      for (const where of await this.#project.containing([name], (one) => one.endsWith(".py"))) {
        if (where === path || importers.includes(where)) continue;
        const root = await this.#flow.root(where);
        for (const node of root ? attributesBelow(root, name) : []) others.push({ path: where, node });
      }
    return { calls, others };
  }

  #once(key: string): boolean {
    if (this.#done.has(key)) return false;
    this.#done.add(key);
    return true;
  }
}

/** The name that a parameter has. */
function nameOf(parameter: Node): string | undefined {
  if (parameter.type === "identifier") return parameter.text;
  return field(parameter, "name")?.text ?? parameter.namedChild(0)?.text;
}
