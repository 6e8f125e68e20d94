import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import type { GoFile } from "./package.ts";
import {
  argumentsOf,
  assignedName,
  calleeName,
  declares,
  functionAround,
  isAuthorization,
  isFunction,
  isSend,
  isVariable,
  parametersOf,
  sendsElse,
} from "./syntax.ts";

/** A node of a file of the package. */
export interface Placed {
  readonly file: GoFile;
  readonly node: Node;
}

/** Where a request goes. */
export interface Sent {
  /** The calls `client.Do(req)` and `transport.RoundTrip(req)` that send it. */
  readonly senders: readonly Placed[];
  /** Functions and methods that give the request back or take it to be signed: who calls them sends it. */
  readonly through: readonly Node[];
}

/** How many functions a request may pass between where it is made and where it is sent. */
const MOST_STEPS = 8;

/** Calls that look at a request and do nothing to it. */
const HARMLESS = /^(?:fmt\.\w*[pP]rint\w*|log\.\w+|httputil\.Dump\w+|t\.\w+)$/;

/**
 * Follows a request from a place where the credential is written into it to all that sends it: through the function around that place, functions it is handed
 * to, and callers of a function that gives it back or signs it. Gives a sentence when anything else is done with it: then something may send it that is not
 * seen.
 */
export function sendersOf(
  from: Placed,
  name: string,
  files: readonly GoFile[],
  writes: readonly Placed[],
): Sent | string {
  const walk = new Walk(files, writes);
  const lost = walk.follow(from, name, 0, true);
  if (lost !== undefined) return lost;
  return walk.senders.length === 0
    ? "The place that sends the request was not found"
    : { senders: walk.senders, through: [...walk.through.values()] };
}

/** Undefined when all is well, else what is not. */
type Lost = string | undefined;

class Walk {
  readonly senders: Placed[] = [];
  readonly through = new Map<number, Node>();
  readonly #files: readonly GoFile[];
  readonly #writes: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  constructor(files: readonly GoFile[], writes: readonly Placed[]) {
    this.#files = files;
    this.#writes = new Set(writes.map(({ file, node }) => `${file.path}:${node.startIndex}`));
  }

  /** Follows all that is done with a variable; `up` when its callers have the same request. */
  follow({ file, node }: Placed, name: string, steps: number, up: boolean): Lost {
    if (steps > MOST_STEPS) return "The request passes too many functions";
    const scope = scopeOf(node, name);
    if (!scope) return `${name} is no variable of the function`;
    const key = `${file.path}:${scope.startIndex}:${name}:${up}`;
    if (this.#seen.has(key)) return undefined;
    this.#seen.add(key);
    for (const use of nodesBelow(scope)) {
      if (use.text !== name || !isVariable(use) || isShadowed(use, name, scope)) continue;
      const lost = this.#carried({ file, node: use }, steps);
      if (lost !== undefined) return lost;
    }
    const position = parametersOf(scope).indexOf(name);
    return up && position >= 0 ? this.#callers(scope, position, steps) : undefined;
  }

  /** What is done with an expression that stands for the request. */
  #carried({ file, node }: Placed, steps: number): Lost {
    const parent = node.parent;
    switch (parent?.type) {
      case "parenthesized_expression":
        return this.#carried({ file, node: parent }, steps);
      case "binary_expression":
      case "expression_statement":
      case "parameter_declaration":
        return undefined;
      case "selector_expression":
        return this.#member({ file, node: parent }, node.text, steps);
      case "argument_list":
        return this.#handed({ file, node }, parent, steps);
      case "var_spec": {
        const given = parent.childForFieldName("name");
        return given?.id === node.id ? undefined : this.#bound({ file, node }, given ?? undefined, steps);
      }
      case "expression_list":
        return this.#listed({ file, node }, parent, steps);
      case "return_statement":
        return this.#returned({ file, node }, 0, steps);
      default:
        return `${node.text} is kept or handed on, and what sends it then is not known`;
    }
  }

  #listed({ file, node }: Placed, list: Node, steps: number): Lost {
    const statement = list.parent;
    const index = list.namedChildren.findIndex((one) => one?.id === node.id);
    if (statement?.type === "return_statement") return this.#returned({ file, node }, index, steps);
    if (statement?.type !== "short_var_declaration" && statement?.type !== "assignment_statement")
      return `${node.text} is kept or handed on`;
    const left = statement.childForFieldName("left");
    if (left?.id === list.id) return undefined;
    return this.#bound({ file, node }, left?.namedChild(index) ?? undefined, steps);
  }

  /** A variable that takes the request. */
  #bound({ file, node }: Placed, target: Node | undefined, steps: number): Lost {
    if (target?.type !== "identifier")
      return `${target?.text ?? node.text} keeps the request, and what sends it then is not known`;
    return target.text === "_" ? undefined : this.follow({ file, node }, target.text, steps + 1, false);
  }

  /** `req.Header.Set(…)`, `req.URL.Query()`, `req.WithContext(ctx)`. */
  #member({ file, node }: Placed, name: string, steps: number): Lost {
    const field = node.childForFieldName("field")?.text ?? "";
    const outer = node.parent;
    if (field === "Header" || field === "Trailer") return this.#header({ file, node }, name);
    if (field === "WithContext" || field === "Clone")
      return outer?.type === "call_expression"
        ? this.#carried({ file, node: outer }, steps)
        : `${node.text} is handed on`;
    if (field === "BasicAuth") return `The code reads the authorization of ${name}`;
    if (/^Write(?:Proxy)?$/.test(field)) return `${node.text} sends the request`;
    const isSet = (target: Node | null): boolean =>
      target?.parent?.parent?.type === "assignment_statement" &&
      target.parent.parent.childForFieldName("left")?.id === target.parent.id;
    const part = outer?.type === "selector_expression" ? outer.childForFieldName("field")?.text : undefined;
    if ((field === "Host" && isSet(node)) || (/^(?:Host|Scheme)$/.test(part ?? "") && isSet(outer)))
      return `The address of ${name} is changed after it is made`;
    return undefined;
  }

  #header({ file, node }: Placed, name: string): Lost {
    const outer = node.parent;
    const handed = `The header of ${name} is handed on`;
    if (outer?.type === "expression_list")
      return outer.parent?.childForFieldName("left")?.id === outer.id ? undefined : handed;
    if (outer?.type === "index_expression")
      return isAuthorization(outer.childForFieldName("index")?.text ?? "", true)
        ? `The code reads or writes the authorization of ${name} by its key`
        : undefined;
    const call = outer?.type === "selector_expression" ? outer.parent : undefined;
    if (call?.type !== "call_expression") return handed;
    const method = outer?.childForFieldName("field")?.text ?? "";
    const key = argumentsOf(call)[0]?.text ?? "";
    const statement = call.parent;
    if (statement && this.#writes.has(`${file.path}:${statement.startIndex}`)) return undefined;
    if (method === "Set" || method === "Add")
      return isAuthorization(key) ? `${name} gets another Authorization, too` : undefined;
    if (/^(?:Get|Values|Del)$/.test(method))
      return isAuthorization(key, true)
        ? `The code reads or removes the authorization of ${name}`
        : undefined;
    return handed;
  }

  #handed({ file, node }: Placed, list: Node, steps: number): Lost {
    const call = list.parent;
    if (call?.type !== "call_expression") return `${node.text} is handed on`;
    const callee = call.childForFieldName("function")?.text ?? "";
    if (HARMLESS.test(callee)) return undefined;
    if (isSend(call)) {
      if (sendsElse(call, this.#files)) return `${callee} does not send as net/http does`;
      this.senders.push({ file, node: call });
      return undefined;
    }
    const index = argumentsOf(call).findIndex((one) => one.id === node.id);
    const target = this.#declared(calleeName(call));
    const parameter = target && parametersOf(target.node)[index];
    if (!target || parameter === undefined || parameter === "")
      return `${callee} gets the request, and what it does with it is not known`;
    return this.follow(
      { file: target.file, node: target.node.childForFieldName("body") ?? target.node },
      parameter,
      steps + 1,
      false,
    );
  }

  #returned({ node }: Placed, position: number, steps: number): Lost {
    const around = functionAround(node);
    if (!around || !isFunction(around)) return "A function without a name gives the request back";
    const key = `${around.startIndex}:${position}:${around.childForFieldName("name")?.text}`;
    if (this.#seen.has(key)) return undefined;
    this.#seen.add(key);
    const single = around.childForFieldName("result")?.type !== "parameter_list";
    return this.#calls(around, (call) => {
      if (single) return this.#carried(call, steps + 1);
      if (call.node.parent?.parent?.type === "return_statement")
        return this.#returned(call, position, steps + 1);
      const name = assignedName(call.node, position);
      if (name === undefined) return `What ${around.childForFieldName("name")?.text} gives is handed on`;
      return name === "_" ? undefined : this.follow(call, name, steps + 1, false);
    });
  }

  #callers(scope: Node, position: number, steps: number): Lost {
    if (!isFunction(scope)) return "A function without a name signs the request";
    // net/http calls it.
    if (scope.childForFieldName("name")?.text === "RoundTrip") return undefined;
    return this.#calls(scope, (call) => {
      const argument = argumentsOf(call.node)[position];
      if (argument?.type !== "identifier") return `${argument?.text ?? "A request"} is signed on its way`;
      return this.follow(call, argument.text, steps + 1, true);
    });
  }

  /** Looks at all calls of a function; one that is handed on as a value may be called by anybody. */
  #calls(declaration: Node, look: (call: Placed) => Lost): Lost {
    const name = declaration.childForFieldName("name")?.text ?? "";
    this.through.set(declaration.startIndex, declaration);
    for (const file of this.#files)
      for (const node of nodesBelow(file.root)) {
        if (node.text !== name || !/^(?:identifier|field_identifier)$/.test(node.type)) continue;
        const target = node.parent?.type === "selector_expression" ? node.parent : node;
        const call = target.parent;
        if (call?.type === "call_expression" && call.childForFieldName("function")?.id === target.id) {
          // `http.NewRequest(…)` is another package's.
          const operand = target.childForFieldName("operand")?.text ?? "";
          if (operand !== "" && file.imports.has(operand)) continue;
          const lost = look({ file, node: call });
          if (lost !== undefined) return lost;
        } else if (isValueOf(node, target)) return `${name} is handed on as a value`;
      }
    return undefined;
  }

  /** The one function or method of the package that is called so. */
  #declared(name: string | undefined): Placed | undefined {
    const found = this.#files.flatMap((file) =>
      file.root.namedChildren.flatMap((node) =>
        node !== null && isFunction(node) && node.childForFieldName("name")?.text === name
          ? [{ file, node }]
          : [],
      ),
    );
    return found.length === 1 ? found[0] : undefined;
  }
}

/** A name of a function that is neither called nor declared there. */
const isValueOf = (node: Node, target: Node): boolean =>
  !/^(?:function_declaration|method_declaration|method_spec|method_elem|field_declaration|keyed_element)$/.test(
    target.parent?.type ?? "",
  ) &&
  (target !== node || isVariable(node));

/** The function or function literal that a variable belongs to: the nearest that declares it. */
function scopeOf(node: Node, name: string): Node | undefined {
  for (
    let scope = functionAround(node);
    scope;
    scope = scope.parent ? functionAround(scope.parent) : undefined
  )
    if (declares(scope, name)) return scope;
  return undefined;
}

/** A function literal on the way down has a variable of its own by that name. */
function isShadowed(use: Node, name: string, scope: Node): boolean {
  for (let up = use.parent; up && up.id !== scope.id; up = up.parent)
    if (up.type === "func_literal" && parametersOf(up).includes(name)) return true;
  return false;
}
