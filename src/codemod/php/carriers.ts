import type { Node } from "web-tree-sitter";
import type { Leak, Named } from "../escapes.ts";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { argumentsOf, nameOf } from "./flow.ts";

/** A name by which other files may get at something. */
export interface Visible extends Named {
  readonly kind: "local" | "variable" | "property" | "constant" | "function" | "method";
}

/** Where the arrays and handles that held a credential go, besides to the requests that are rewritten. */
export interface Carried {
  readonly leaks: readonly Leak[];
  readonly visible: readonly Visible[];
}

/** A call that gets a carrier and is rewritten. */
export type Accepts = (call: Node) => boolean;

const CREDENTIAL =
  /^\\?(?:CURLOPT_(?:USERPWD|USERNAME|PASSWORD|HTTPHEADER|HTTPAUTH)|auth|headers|handler|authorization)$/i;
/** Functions that give an array with the same elements, or most of them. */
const COPIES = /^(?:array_(?:merge|replace|filter|values|unique|map)(?:_recursive)?|curl_copy_handle)$/;
const HARMLESS =
  /^(?:count|is_array|is_resource|empty|array_push|array_unshift|curl_(?:setopt|setopt_array|close|getinfo|error|errno|strerror|escape|reset)|array_key_exists|unset|isset|is_object)$/;
const CALL = /^(?:function_call|member_call|nullsafe_member_call|scoped_call|object_creation)_expression$/;
const FUNCTION =
  /^(?:function_definition|method_declaration|anonymous_function|anonymous_function_creation_expression)$/;

/** The function, method or file whose variables a node sees. Arrow functions see those around them. */
export const scopeOf = (node: Node): Node =>
  ancestor(node.parent, ({ type }) => FUNCTION.test(type) || type === "program") ?? node;

const classAround = (node: Node): Node | undefined =>
  ancestor(node, ({ type }) => /^(?:class|trait|enum|interface)_declaration$/.test(type));

/** Name of the class around a node. */
export const ownerOf = (node: Node): string | undefined => classAround(node)?.childForFieldName("name")?.text;

/** Follows the objects that held a credential through one file; what is removed is no place where one goes. */
export function carriedFrom(
  starts: readonly Node[],
  root: Node,
  removed: readonly Node[],
  accepts: Accepts,
): Carried {
  const tracker = new Tracker(root, removed, accepts);
  for (const start of starts) tracker.begin(start);
  return tracker;
}

const MOST = 400;

class Tracker implements Carried {
  readonly leaks: Leak[] = [];
  readonly visible: Visible[] = [];
  readonly #root: Node;
  readonly #removed: readonly Node[];
  readonly #accepts: Accepts;
  readonly #seen = new Set<number>();
  readonly #named = new Set<string>();

  constructor(root: Node, removed: readonly Node[], accepts: Accepts) {
    this.#root = root;
    this.#removed = removed;
    this.#accepts = accepts;
  }

  /** A name is followed to all its places, a value to what is done with it. */
  begin(start: Node): void {
    if (start.type === "variable_name" || start.type === "member_access_expression") this.#name(start);
    else if (start.type === "subscript_expression" && start.namedChild(0))
      this.begin(start.namedChild(0) as Node);
    else this.#follow(start);
  }

  #leak(node: Node, what: string): void {
    this.leaks.push({ node, what });
  }

  #follow(node: Node): void {
    if (this.#seen.has(node.id) || this.#removed.some((one) => holds(one, node))) return;
    if (this.#seen.size > MOST) return void this.#leak(node, "goes too far to be followed");
    this.#seen.add(node.id);
    const { parent } = node;
    if (!parent) return;
    switch (parent.type) {
      case "assignment_expression":
      case "augmented_assignment_expression":
        return void this.#assigned(node, parent);
      case "array_element_initializer":
        if (parent.namedChildCount === 2 && parent.namedChild(0)?.id === node.id)
          return void this.#leak(node, "is a key");
        return void this.#follow(parent);
      case "array_creation_expression":
      case "variadic_unpacking":
      case "parenthesized_expression":
      case "clone_expression":
      case "by_ref":
        return void this.#follow(parent);
      case "argument":
        return void this.#argument(node, parent);
      case "binary_expression":
        return void this.#operator(parent);
      case "conditional_expression":
        if (parent.childForFieldName("condition")?.id !== node.id || !parent.childForFieldName("body"))
          this.#follow(parent);
        return;
      case "subscript_expression":
        return void this.#element(node, parent);
      case "member_call_expression":
      case "nullsafe_member_call_expression":
        if (this.#accepts(parent)) return;
        return void this.#leak(parent, `is used by ${nameOf(parent)}()`);
      case "return_statement":
        return void this.#returned(node);
      case "arrow_function":
        return void this.#leak(node, "is what an arrow function gives");
      case "const_element":
      case "property_element":
      case "property_initializer":
        return void this.#declared(parent);
      case "anonymous_function_use_clause":
        return void this.#captured(node, parent);
      case "expression_statement":
      case "unset_statement":
      case "static_variable_declaration":
      case "if_statement":
      case "unary_op_expression":
      case "simple_parameter":
        return;
      case "global_declaration":
        return void this.#leak(parent, "is global");
      default:
        return void this.#leak(parent, "is used in a way that is not known");
    }
  }

  #assigned(node: Node, assignment: Node): void {
    const left = assignment.childForFieldName("left");
    if (!left || left.id === node.id) return;
    if (left.type === "variable_name" || /^\$this->\w+$/.test(left.text)) this.#name(left);
    else if (left.type === "scoped_property_access_expression") this.#static(left);
    else if (left.type === "subscript_expression") this.begin(left);
    else this.#leak(assignment, `is put into ${left.text.split("\n")[0]}`);
    // What an assignment gives is the value, too.
    if (assignment.parent?.type !== "expression_statement") this.#follow(assignment);
  }

  #operator(parent: Node): void {
    const operator = parent.childForFieldName("operator")?.text ?? "";
    if (/^(?:\+|\?\?|\|\||&&|or|and)$/.test(operator)) this.#follow(parent);
    else if (!/^[!=]==?$/.test(operator)) this.#leak(parent, "is written into a text");
  }

  #argument(node: Node, argument: Node): void {
    const call = ancestor(argument, ({ type }) => CALL.test(type));
    if (!call || call.childForFieldName("arguments")?.id !== argument.parent?.id) {
      if (call?.type !== "object_creation_expression") return void this.#leak(node, "is handed on");
    }
    if (!call || this.#accepts(call)) return;
    const name = nameOf(call);
    if (call.type === "function_call_expression") {
      // What an array of options is set on has them.
      if (/^curl_setopt(?:_array)?$/.test(name)) {
        const [handle] = argumentsOf(call);
        if (handle && handle.id !== node.id) return void this.begin(handle);
        return;
      }
      if (HARMLESS.test(name)) return;
      if (COPIES.test(name)) return void this.#follow(call);
    }
    const parameter = this.#parameterOf(call, argument);
    if (parameter) return void this.#name(parameter);
    this.#leak(call, `is handed to ${name === "" ? "a constructor" : `${name}()`}`);
  }

  /** The parameter that gets an argument, when the called function is the only one of its name in the file. */
  #parameterOf(call: Node, argument: Node): Node | undefined {
    const object = call.childForFieldName("object") ?? call.childForFieldName("scope");
    if (object && !/^(?:\$this|self|static)$/.test(object.text)) return undefined;
    if (call.type === "object_creation_expression" || argument.childForFieldName("name")) return undefined;
    const functions = [...nodesBelow(this.#root)].filter(
      (node) =>
        /^(?:function_definition|method_declaration)$/.test(node.type) &&
        node.childForFieldName("name")?.text === nameOf(call),
    );
    const index = (call.childForFieldName("arguments")?.namedChildren ?? []).findIndex(
      (one) => one?.id === argument.id,
    );
    const parameter = functions[0]?.childForFieldName("parameters")?.namedChild(index);
    return functions.length === 1 && parameter?.type === "simple_parameter"
      ? (parameter.childForFieldName("name") ?? undefined)
      : undefined;
  }

  #element(node: Node, element: Node): void {
    if (element.namedChild(0)?.id !== node.id) return void this.#leak(element, "is a key");
    const key = element.namedChild(1);
    const written =
      element.parent?.type === "assignment_expression" &&
      element.parent.childForFieldName("left")?.id === element.id;
    // `$headers[] = "…"`, `$options["json"] = …`
    if (written && (!key || !CREDENTIAL.test(keyText(key)))) return;
    if (key && /^(?:string|encapsed_string|name)$/.test(key.type) && !CREDENTIAL.test(keyText(key))) return;
    this.#leak(element, written ? "gets another one" : `is read by ${element.text.split("\n")[0]}`);
  }

  #returned(node: Node): void {
    const around = scopeOf(node);
    const name = around.childForFieldName("name");
    if (!name) return void this.#leak(node, "is what a closure or a file gives");
    const method = around.type === "method_declaration";
    this.visible.push({ name: name.text, owner: ownerOf(around), kind: method ? "method" : "function" });
    if (this.#named.has(`${name.text}()`)) return;
    this.#named.add(`${name.text}()`);
    for (const call of nodesBelow(this.#root))
      if (CALL.test(call.type) && nameOf(call) === name.text && call.type !== "object_creation_expression")
        this.#follow(call);
      else if (isCallable(call, name.text)) this.#leak(call, `can be called by the name ${name.text}`);
  }

  /** `const OPTIONS = […]`, `private $headers = […]` */
  #declared(element: Node): void {
    const name = element.childForFieldName("name") ?? element.namedChild(0);
    if (!name) return;
    if (name.type === "variable_name") return void this.#property(name.text.slice(1), name);
    const owner = ownerOf(element);
    this.visible.push({ name: name.text, owner, kind: "constant" });
    for (const node of nodesBelow(this.#root))
      if (
        node.type === "name" &&
        node.text === name.text &&
        node.id !== name.id &&
        !/^(?:variable_name|member_access_expression|const_element)$/.test(node.parent?.type ?? "")
      )
        this.#follow(node.parent?.type === "class_constant_access_expression" ? node.parent : node);
  }

  #static(left: Node): void {
    const name = left.childForFieldName("name")?.text ?? "";
    this.visible.push({ name, owner: ownerOf(left), kind: "property" });
    for (const node of nodesBelow(this.#root))
      if (node.type === "scoped_property_access_expression" && node.childForFieldName("name")?.text === name)
        this.#follow(node);
  }

  #property(name: string, at: Node): void {
    if (this.#named.has(`->${name}`)) return;
    this.#named.add(`->${name}`);
    this.visible.push({ name, owner: ownerOf(at), kind: "property" });
    for (const node of nodesBelow(this.#root))
      if (node.type === "member_access_expression" && node.childForFieldName("name")?.text === name)
        this.#follow(node);
    if (readsAnyProperty(this.#root)) this.#leak(at, "can be got by any name");
  }

  /** All places of a variable or property. */
  #name(name: Node): void {
    if (name.type === "member_access_expression")
      return void this.#property(name.childForFieldName("name")?.text ?? "", name);
    if (name.text === "$this") return;
    const promoted = name.parent?.type === "property_promotion_parameter";
    if (promoted) return void this.#property(name.text.slice(1), name);
    this.#variable(name.text, scopeOf(name));
  }

  #variable(text: string, scope: Node): void {
    const id = `${text}:${scope.id}`;
    if (this.#named.has(id)) return;
    this.#named.add(id);
    if (scope.type === "program") this.visible.push({ name: text, owner: undefined, kind: "variable" });
    this.#givers(text, scope);
    const bare = text.slice(1);
    for (const node of nodesBelow(scope)) {
      const named =
        (node.type === "string" &&
          node.text.slice(1, -1) === bare &&
          /\bcompact\b|\bGLOBALS\b/.test(scope.text)) ||
        (node.type === "dynamic_variable_name" && (node.text.includes("$$") || node.text.includes(bare)));
      if (named) this.#leak(node, `can be got by the name ${bare}`);
      if (node.type === "variable_name" && node.text === text && scopeOf(node).id === scope.id)
        if (!/^(?:simple_parameter|static_variable_declaration)$/.test(node.parent?.type ?? ""))
          this.#follow(node);
    }
  }

  /** What callers give for a parameter: a handle is theirs, too, and so is an array by reference. */
  #givers(text: string, scope: Node): void {
    const parameters = scope.childForFieldName("parameters")?.namedChildren ?? [];
    const index = parameters.findIndex((one) => one?.childForFieldName("name")?.text === text);
    const parameter = parameters[index];
    const name = scope.childForFieldName("name")?.text;
    // An array is copied.
    if (!parameter || name === undefined) return;
    if (/^\s*array\b/.test(parameter.text) && !parameter.text.includes("&")) return;
    for (const call of nodesBelow(this.#root)) {
      if (!CALL.test(call.type) || nameOf(call) !== name) continue;
      const given = argumentsOf(call)[index];
      if (given && /^(?:variable_name|member_access_expression)$/.test(given.type)) this.begin(given);
    }
  }

  #captured(node: Node, clause: Node): void {
    const closure = clause.parent;
    if (closure) this.#variable(node.text, closure);
  }
}

/** `[$this, "headers"]`, `call_user_func("headers")`; not the key of an element. */
const isCallable = (node: Node, name: string): boolean =>
  node.type === "string" &&
  node.text.slice(1, -1) === name &&
  (node.parent?.type === "argument" ||
    (node.parent?.type === "array_element_initializer" && node.parent.namedChildCount === 1));

const keyText = (key: Node): string => key.text.replace(/^["']|["']$/g, "");

const holds = (outer: Node, inner: Node): boolean =>
  outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;

/** True where code reads properties whose names are computed: nothing tells which. */
export const readsAnyProperty = (root: Node): boolean =>
  /\$this->(?:\$|\{)|\bget_object_vars\s*\(|\b(?:json_encode|serialize|var_export|print_r)\s*\(\s*\$this\b|\(array\)\s*\$this\b|\bforeach\s*\(\s*\$this\b/.test(
    root.text,
  );
