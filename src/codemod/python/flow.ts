import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import {
  argumentsOf,
  around,
  attributesBelow,
  calleeOf,
  callsBelow,
  classAround,
  field,
  functionAround,
  isField,
  namesBelow,
  stringOf,
} from "./code.ts";
import { importsName } from "./module.ts";

/** A node of one of the repository's files. */
export interface Place {
  readonly path: string;
  readonly node: Node;
}

/** Where a value ends up. */
export type End = Place &
  (
    | /** The value of `auth=`, `x.auth =` or the key `auth`; `call` is the call it is an argument of. */ {
        readonly kind: "auth";
        readonly call?: Node;
      }
    | /** The value of the key `Authorization` in a dictionary; `node` is the entry. */ {
        readonly kind: "header";
      }
    | /** `x["Authorization"] = value`; `node` is the assignment. */ { readonly kind: "item" }
    | /** `x.add_header("Authorization", value)`; `node` is the call. */ { readonly kind: "add-header" }
    | /** A dictionary's way: the value of `headers=`; `node` is the call. */ { readonly kind: "sender" }
    | /** `x.headers.update(dict)` or `x.headers = dict`; `node` is `x`. */ { readonly kind: "session" }
    | /** Anything else. */ { readonly kind: "other" }
  );

/** A function that gives the value back, with the calls of it. */
export interface Passed extends Place {
  readonly calls: readonly Place[];
  /** It is read like an attribute. */
  readonly property: boolean;
}

/** Calls that only change how a value is written. */
const WRITES =
  /(?:^|\.)(?:b64encode|standard_b64encode|urlsafe_b64encode|encodestring|encodebytes|str|bytes|bytearray|_basic_auth_str|to_native_string|dict|CIMultiDict|copy|deepcopy|encode|decode|strip|rstrip|replace|format|join|quote)$/;

const MOST_STEPS = 200;

/** Follows values forward: through variables, attributes, functions and what encodes them. */
export class Flow {
  readonly ends: End[] = [];
  readonly passed: Passed[] = [];
  /** Assignments of variables and attributes on the way. */
  readonly assignments: Place[] = [];
  /** Reads of single keys, `x["key"]` and `x.get("key")`, of the dictionary that is followed. */
  readonly elements: (Place & { readonly key: string })[] = [];
  /** Something else may come the same way: a function has several returns, a variable several values. */
  mixed = false;
  readonly #project: Project;
  readonly #seen = new Set<string>();

  constructor(project: Project) {
    this.#project = project;
  }

  async root(path: string): Promise<Node | undefined> {
    const file = await this.#project.load(path);
    return file?.language === "python" ? this.#project.tree(file.masked, "python") : undefined;
  }

  /** Follows one value from its node on. */
  async follow(path: string, start: Node): Promise<void> {
    const key = `${path}:${start.id}`;
    if (this.#seen.has(key) || this.#seen.size > MOST_STEPS) return;
    this.#seen.add(key);
    let node = start;
    for (;;) {
      const parent = node.parent;
      if (!parent) return;
      switch (parent.type) {
        case "parenthesized_expression":
        case "interpolation":
        case "string":
        case "concatenated_string":
        case "binary_operator":
        case "dictionary_splat":
        case "await":
          node = parent;
          continue;
        case "conditional_expression":
        case "boolean_operator":
          if (parent.type === "conditional_expression" && parent.namedChild(1)?.id === node.id) break;
          node = parent;
          continue;
        case "attribute": {
          // A method of the value, called.
          const call = parent.parent;
          if (call?.type === "call" && isField(parent, "function") && WRITES.test(parent.text)) {
            node = call;
            continue;
          }
          if (call?.type === "call" && /\.get$/.test(parent.text)) {
            const key = stringOf(argumentsOf(call)[0]);
            if (key !== undefined) this.elements.push({ path, node: call, key });
          }
          if (/\.(?:update|setdefault|pop|get)$/.test(parent.text)) return;
          break;
        }
        case "argument_list": {
          const call = parent.parent;
          if (call?.type !== "call") break;
          const callee = calleeOf(call);
          if (/\.add_(?:unredirected_)?header$|\.putheader$/.test(callee))
            return this.end({ kind: "add-header", path, node: call });
          if (/\.headers\.update$/.test(callee)) {
            const object = field(field(field(call, "function"), "object"), "object");
            if (object) return this.end({ kind: "session", path, node: object });
          }
          if (/\.update$/.test(callee)) {
            const object = field(field(call, "function"), "object");
            if (object) return this.variable(path, object, parent);
          }
          if (WRITES.test(callee)) {
            node = call;
            continue;
          }
          break;
        }
        case "dictionary":
          node = parent;
          continue;
        case "keyword_argument": {
          const name = field(parent, "name")?.text;
          const call = around(parent, "call");
          if (name === "auth") return this.end({ kind: "auth", path, node, ...(call ? { call } : {}) });
          if (name === "headers" && call) return this.end({ kind: "sender", path, node: call });
          break;
        }
        case "pair": {
          if (!isField(node, "value")) break;
          const key = stringOf(field(parent, "key"));
          if (key?.toLowerCase() === "authorization") return this.end({ kind: "header", path, node: parent });
          if (key === "auth") return this.end({ kind: "auth", path, node });
          break;
        }
        case "subscript":
          // `headers["X"] = …`: something else is added to it.
          if (isField(parent, "left") && isField(node, "value")) return;
          if (isField(node, "value")) {
            const key = stringOf(field(parent, "subscript"));
            if (key === undefined) break;
            this.elements.push({ path, node: parent, key });
            return;
          }
          break;
        case "assignment":
          if (isField(node, "right")) return this.assigned(path, parent);
          return;
        case "return_statement":
          return this.returned(path, parent);
        case "expression_statement":
          return;
      }
      return this.end({ kind: "other", path, node });
    }
  }

  end(end: End): void {
    this.ends.push(end);
  }

  async assigned(path: string, assignment: Node): Promise<void> {
    const left = field(assignment, "left");
    if (left?.type === "subscript") {
      const key = stringOf(field(left, "subscript"));
      if (key?.toLowerCase() === "authorization") return this.end({ kind: "item", path, node: assignment });
      if (key === "auth") return this.end({ kind: "auth", path, node: assignment });
    } else if (left?.type === "attribute") {
      const name = field(left, "attribute")?.text;
      const object = field(left, "object");
      if (name === "headers" && object && object.text !== "self")
        return this.end({ kind: "session", path, node: object });
      if (name === "auth" && object && object.text !== "self")
        return this.end({ kind: "auth", path, node: assignment });
      this.assignments.push({ path, node: assignment });
      return this.variable(path, left, assignment);
    } else if (left?.type === "identifier") {
      this.assignments.push({ path, node: assignment });
      return this.variable(path, left, assignment);
    }
    this.end({ kind: "other", path, node: assignment });
  }

  /** Goes on with every place that reads a variable or an attribute. */
  async variable(path: string, name: Node, besides: Node): Promise<void> {
    const skip = (node: Node): boolean =>
      (node.startIndex >= besides.startIndex && node.endIndex <= besides.endIndex) ||
      (node.parent?.type === "assignment" && isField(node, "left"));
    if (name.type === "attribute") {
      const attribute = field(name, "attribute")?.text ?? "";
      const object = field(name, "object")?.text ?? "";
      const inside = object === "self" || object === "cls" ? classAround(name) : undefined;
      const root = inside ?? (await this.root(path));
      if (!root) return;
      const sets = attributesBelow(root, attribute).filter(
        (one) =>
          one.parent?.type === "assignment" &&
          isField(one, "left") &&
          !/^(?:None|\{\}|""|'')$/.test(field(one.parent, "right")?.text ?? ""),
      );
      if (sets.length > 1) this.mixed = true;
      for (const use of attributesBelow(root, attribute))
        if (!skip(use) && (inside === undefined || /^(?:self|cls)$/.test(field(use, "object")?.text ?? "")))
          await this.follow(path, use);
      return;
    }
    if (name.type !== "identifier") return this.end({ kind: "other", path, node: name });
    const scope = functionAround(name) ?? (await this.root(path));
    if (!scope) return;
    const sets = namesBelow(scope, name.text).filter(
      (one) =>
        one.parent?.type === "assignment" &&
        isField(one, "left") &&
        !/^(?:None|\{\}|""|''|dict\(\))$/.test(field(one.parent, "right")?.text ?? ""),
    );
    if (sets.length > 1) this.mixed = true;
    for (const use of namesBelow(scope, name.text)) if (!skip(use)) await this.follow(path, use);
    if (scope.type !== "module") return;
    for (const other of await this.importers(path, name.text)) {
      const root = await this.root(other);
      for (const use of root ? [...namesBelow(root, name.text), ...attributesBelow(root, name.text)] : [])
        if (!around(use, "import_from_statement", "import_statement")) await this.follow(other, use);
    }
    // A field of a class is read through self or the class.
    const owner = classAround(name);
    if (owner && !functionAround(name))
      for (const use of attributesBelow(owner, name.text)) await this.follow(path, use);
  }

  async returned(path: string, statement: Node): Promise<void> {
    const made = functionAround(statement);
    const name = field(made, "name")?.text;
    const root = await this.root(path);
    if (!made || name === undefined || !root) return this.end({ kind: "other", path, node: statement });
    const returns = [...nodesBelow(made)].filter(
      (one) => one.type === "return_statement" && functionAround(one)?.id === made.id,
    );
    if (returns.length > 1) this.mixed = true;
    const owner = classAround(made);
    const decorators =
      made.parent?.type === "decorated_definition" ? made.parent.text.slice(0, made.startIndex) : "";
    const property = /@(?:functools\.)?(?:cached_)?property\b/.test(decorators);
    const found: Place[] = [];
    const collect = (where: string, tree: Node): void => {
      if (property) {
        for (const node of attributesBelow(tree, name)) found.push({ path: where, node });
        return;
      }
      for (const call of callsBelow(tree))
        if (new RegExp(`(?:^|\\.)${name}$`).test(calleeOf(call)))
          if (!owner || calleeOf(call).includes(".")) found.push({ path: where, node: call });
    };
    collect(path, root);
    const known = owner ? (field(owner, "name")?.text ?? name) : name;
    for (const other of await this.importers(path, known)) {
      const tree = await this.root(other);
      if (tree) collect(other, tree);
    }
    this.passed.push({ path, node: made, calls: found, property });
    for (const call of found) await this.follow(call.path, call.node);
  }

  /** Other Python files that import a name from a file, or the file itself. */
  async importers(path: string, name: string): Promise<string[]> {
    if (name.length < 3) return [];
    const paths = await this.#project.containing(
      [name],
      (other) => other !== path && posix.extname(other) === ".py",
    );
    const found: string[] = [];
    for (const other of paths)
      if (importsName((await this.#project.load(other))?.masked ?? "", path, name)) found.push(other);
    return found;
  }
}
