import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import {
  type Doubt,
  type End,
  type Following,
  isAuthorization,
  isSet,
  type Passed,
  type Place,
} from "./carrier.ts";
import { argumentsOf, around, attributesBelow, calleeOf, field, isField, stringOf } from "./code.ts";
import { importedUses, reachedFrom } from "./importing.ts";
import { Members } from "./members.ts";
import { handed, keyed } from "./receivers.ts";
import { followReturn } from "./returns.ts";
import { bindingOf, isImported, isTarget, usesIn } from "./scope.ts";
import { isSession, watchSession } from "./sessions.ts";
import { Things } from "./things.ts";

/** Calls that only change how a value is written. */
const WRITES =
  /(?:^|\.)(?:b64encode|standard_b64encode|urlsafe_b64encode|encodestring|encodebytes|str|bytes|bytearray|_basic_auth_str|to_native_string|dict|CIMultiDict|copy|deepcopy|encode|decode|strip|rstrip|replace|format|join|quote)$/;
const NOTHING = /^(?:None|\{\}|""|''|dict\(\))$/;
const _VERB = /\.(get|post|put|patch|delete|head|options|request|stream)$/;

const MOST_STEPS = 200;

/** Follows values forward: through variables, attributes, functions and what encodes them. */
export class Flow implements Following {
  readonly ends: End[] = [];
  readonly passed: Passed[] = [];
  /** Assignments of variables and attributes on the way. */
  readonly assignments: Place[] = [];
  /** Reads of single keys, `x["key"]` and `x.get("key")`, of the dictionary that is followed. */
  readonly elements: (Place & { readonly key: string })[] = [];
  /** Uses that have to be looked at when the value goes or becomes another. */
  readonly doubts: Doubt[] = [];
  /** Places where something else may be taken instead of the value. */
  readonly choices: Place[] = [];
  /** Something else may come the same way: a function has several returns, a variable several values. */
  mixed = false;
  readonly things: Things;
  readonly members: Members;
  readonly #project: Project;
  readonly #own: ReadonlySet<number>;
  readonly #seen = new Set<string>();

  /** `own` are the nodes that put the credential into a dictionary: any other that does is a rival. */
  constructor(project: Project, own: readonly Place[] = []) {
    this.#project = project;
    this.#own = new Set(own.map(({ node }) => node.id));
    this.things = new Things(project);
    this.members = new Members(project, this.things);
  }

  /** Another flow of the same repository. */
  fresh(): Following {
    return new Flow(this.#project);
  }

  async root(path: string): Promise<Node | undefined> {
    return this.members.root(path);
  }

  /** Follows one value from its node on. */
  async follow(path: string, start: Node): Promise<void> {
    const key = `${path}:${start.id}`;
    if (this.#seen.has(key)) return;
    if (this.#seen.size > MOST_STEPS)
      return this.doubt(path, start, "It goes further than could be followed");
    this.#seen.add(key);
    let node = start;
    for (;;) {
      const parent = node.parent;
      if (!parent) return;
      switch (parent.type) {
        case "binary_operator":
          this.#rival(path, parent, node);
          node = parent;
          continue;
        case "dictionary_splat":
          if (parent.parent?.type === "argument_list" && parent.parent.parent?.type === "call") {
            const call = parent.parent.parent;
            if (WRITES.test(calleeOf(call))) {
              this.#rival(path, parent.parent, parent);
              node = call;
              continue;
            }
            return this.end({ kind: "splat", path, node: call });
          }
          node = parent;
          continue;
        case "parenthesized_expression":
        case "interpolation":
        case "string":
        case "concatenated_string":
        case "await":
          node = parent;
          continue;
        case "conditional_expression":
        case "boolean_operator":
          if (parent.type === "conditional_expression" && parent.namedChild(1)?.id === node.id) break;
          this.choices.push({ path, node: parent });
          node = parent;
          continue;
        case "global_statement":
        case "nonlocal_statement":
        case "delete_statement":
        case "dictionary_splat_pattern":
        case "list_splat_pattern":
          return;
        case "attribute": {
          // A method of the value, called.
          const call = parent.parent;
          const called = call?.type === "call" && isField(parent, "function") ? call : undefined;
          if (called && WRITES.test(parent.text)) {
            node = called;
            continue;
          }
          const method = field(parent, "attribute")?.text ?? "";
          if (called && /^(?:get|pop|setdefault)$/.test(method)) {
            const key = stringOf(argumentsOf(called)[0]);
            if (key !== undefined && method === "get") this.elements.push({ path, node: called, key });
            if (key === undefined || isAuthorization(argumentsOf(called)[0]))
              this.doubt(path, called, "The header is read or taken out");
            return;
          }
          if (called && method === "update") {
            this.#rival(path, called, parent);
            return;
          }
          break;
        }
        case "argument_list": {
          const call = parent.parent;
          if (call?.type !== "call") break;
          const callee = calleeOf(call);
          if (/\.add_(?:unredirected_)?header$|\.putheader$/.test(callee))
            return this.end({ kind: "add-header", path, node: call });
          const object = /\.update$/.test(callee) ? field(field(call, "function"), "object") : undefined;
          if (object) return this.put(path, object, parent);
          if (WRITES.test(callee)) {
            this.#rival(path, parent, node);
            node = call;
            continue;
          }
          break;
        }
        case "dictionary":
          this.#rival(path, parent, node);
          node = parent;
          continue;
        case "keyword_argument": {
          const name = field(parent, "name")?.text;
          const call = around(parent, "call");
          if (name === "auth") return handed(this, this.#project, { path, node }, call);
          if (name === "headers" && call) return this.end({ kind: "sender", path, node: call });
          break;
        }
        case "pair": {
          if (!isField(node, "value")) break;
          const key = stringOf(field(parent, "key"));
          if (key?.toLowerCase() === "authorization") return this.end({ kind: "header", path, node: parent });
          if (key === "auth") {
            const dictionary = around(parent, "dictionary");
            return keyed(this, this.#project, path, node, (flow) =>
              dictionary ? flow.follow(path, dictionary) : undefined,
            );
          }
          break;
        }
        case "subscript":
          if (!isField(node, "value")) break;
          this.#element(path, parent);
          return;
        case "assignment":
          if (isField(node, "right")) return this.assigned(path, parent);
          return;
        case "return_statement":
          return followReturn(this, this.#project, path, parent);
        case "expression_statement":
          return;
      }
      return this.end({ kind: "other", path, node });
    }
  }

  end(end: End): void {
    this.ends.push(end);
  }

  doubt(path: string, node: Node, what: string): void {
    if (!this.doubts.some((one) => one.path === path && one.node.id === node.id && one.what === what))
      this.doubts.push({ path, node, what });
  }

  /** Something beside the followed value puts another credential into the same place. */
  #rival(path: string, around: Node, besides: Node): void {
    for (const node of nodesBelow(around)) {
      if (node.startIndex >= besides.startIndex && node.endIndex <= besides.endIndex) continue;
      const entry = node.type === "pair" && isAuthorization(field(node, "key"));
      const named =
        node.type === "keyword_argument" && /^authorization$/i.test(field(node, "name")?.text ?? "");
      if ((entry || named) && !this.#own.has(node.id))
        this.doubt(
          path,
          node,
          "Another Authorization is put into the same headers, and the auth object would win",
        );
    }
  }

  /** `x[key]`, read, written or deleted. */
  #element(path: string, subscript: Node): void {
    const key = stringOf(field(subscript, "subscript"));
    const set =
      subscript.parent?.type === "assignment" && isField(subscript, "left") ? subscript.parent : undefined;
    const gone = subscript.parent?.type === "delete_statement";
    if (set ?? gone) {
      if (set && this.#own.has(set.id)) return;
      if (isAuthorization(field(subscript, "subscript")))
        this.doubt(path, subscript, "The header is replaced or deleted");
      return;
    }
    if (key === undefined) this.end({ kind: "other", path, node: subscript });
    else this.elements.push({ path, node: subscript, key });
    if (isAuthorization(field(subscript, "subscript"))) this.doubt(path, subscript, "The header is read");
  }

  async assigned(path: string, assignment: Node): Promise<void> {
    const left = field(assignment, "left");
    if (left?.type === "subscript") {
      const key = stringOf(field(left, "subscript"));
      if (key?.toLowerCase() === "authorization") return this.end({ kind: "item", path, node: assignment });
      const object = field(left, "value");
      const right = field(assignment, "right");
      if (key === "auth" && object && right)
        return keyed(this, this.#project, path, right, (flow) => flow.variable(path, object, assignment));
    } else if (left?.type === "attribute") {
      const name = field(left, "attribute")?.text;
      const object = field(left, "object");
      if (name === "headers" && object) return this.put(path, left, assignment);
      if (name === "auth" && object && (await isSession(this, path, object)) !== false) {
        if ((await isSession(this, path, object)) === undefined)
          this.doubt(path, object, `${object.text} may be no session of the library`);
        await this.watch(path, object, "auth");
        return this.end({ kind: "auth", path, node: assignment });
      }
      this.assignments.push({ path, node: assignment });
      return this.variable(path, left, assignment);
    } else if (left?.type === "identifier") {
      this.assignments.push({ path, node: assignment });
      return this.variable(path, left, assignment);
    }
    this.end({ kind: "other", path, node: assignment });
  }

  /** A header, or a dictionary with it, is put into an object: a dictionary, or the headers of a session. */
  async put(path: string, object: Node, besides: Node): Promise<void> {
    const owner =
      object.type === "attribute" && field(object, "attribute")?.text === "headers"
        ? field(object, "object")
        : undefined;
    const session = owner ? await isSession(this, path, owner) : false;
    if (!owner || session === false) return this.variable(path, object, besides);
    const known = await this.things.session(path, owner);
    if (session === undefined && known?.library !== undefined)
      return this.end({ kind: "other", path, node: object });
    if (session === undefined) this.doubt(path, owner, `${owner.text} may be no session of the library`);
    await this.watch(path, owner, "headers");
    this.end({ kind: "session", path, node: owner });
  }

  /** What is read of a session that has the credential. */
  watch(path: string, object: Node, name: "headers" | "auth"): Promise<void> {
    return watchSession(this, this.#project, { path, node: object }, name);
  }

  /** Nodes that put the followed credential where it is. */
  owns(node: Node | undefined): boolean {
    return node !== undefined && this.#own.has(node.id);
  }

  /** Goes on with every place that reads a variable or an attribute. */
  async variable(path: string, name: Node, besides: Node): Promise<void> {
    const skip = (node: Node): boolean =>
      node.startIndex >= besides.startIndex && node.endIndex <= besides.endIndex;
    if (name.type === "attribute") return this.#attribute(path, name, skip);
    if (name.type !== "identifier") return this.end({ kind: "other", path, node: name });
    const binding = bindingOf(name);
    const uses = usesIn(binding, name.text);
    if (uses.filter(isSetting).length > 1) this.mixed = true;
    for (const use of uses)
      if (!skip(use) && !isImported(use) && !isTarget(use)) await this.follow(path, use);
    if (binding.type === "module") {
      for (const other of await importedUses(path, name.text, this.#project))
        for (const use of other.uses) if (!isTarget(use)) await this.follow(other.path, use);
      await this.elsewhere(path, name);
    } else if (binding.type === "class_definition") await this.#member(path, binding, name.text, skip);
  }

  /** A name of a module that may be reached in ways that cannot be followed. */
  async elsewhere(path: string, name: Node): Promise<void> {
    const reached = (await reachedFrom(path, this.#project)) ?? [path];
    for (const at of await this.members.byName(reached, name.text))
      this.doubt(at.path, at.node, `${name.text} is asked for by its name`);
    for (const at of await this.members.ofModules(path, name.text))
      this.doubt(at.path, at.node, `${name.text} may be read`);
    for (const other of await this.members.notebooks(path, name.text))
      this.doubt(path, name, `${other} may use ${name.text}`);
  }

  async #attribute(path: string, name: Node, skip: (node: Node) => boolean): Promise<void> {
    const attribute = field(name, "attribute")?.text ?? "";
    const object = field(name, "object");
    const thing = object ? await this.things.of(path, object) : undefined;
    const of = thing?.kind === "instance" ? thing.of : thing;
    if (of?.kind === "class") return this.#member(of.path, of.node, attribute, skip);
    const root = await this.root(path);
    if (!root || !object) return;
    this.doubt(path, name, `${name.text} is kept where others may read it`);
    for (const use of attributesBelow(root, attribute))
      if (!skip(use) && !isSet(use) && field(use, "object")?.text === object.text)
        await this.follow(path, use);
  }

  /** A member of a class that holds the value. */
  async #member(path: string, made: Node, name: string, skip: (node: Node) => boolean): Promise<void> {
    const { sure, maybe } = await this.members.of(path, made, name);
    if (
      sure.filter(({ node }) => isSet(node) && !NOTHING.test(field(node.parent, "right")?.text ?? ""))
        .length > 1
    )
      this.mixed = true;
    for (const use of sure)
      if (!(use.path === path && skip(use.node)) && !isSet(use.node)) await this.follow(use.path, use.node);
    for (const use of maybe) {
      const what =
        use.node.id === made.id ? `What the class is built on may read ${name}` : `${name} may be read`;
      this.doubt(use.path, use.node, what);
    }
  }
}

/** Something other than nothing is put into a variable. */
const isSetting = (use: Node): boolean =>
  isTarget(use) && !(isSet(use) && NOTHING.test(field(use.parent, "right")?.text ?? "None"));
