import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import { argumentsOf, callableAround, type JavaFile, type Placed } from "./files.ts";

/** How many methods a request may pass between where it is made and where it is sent. */
const MOST_STEPS = 5;

/**
 * Follows what the credential was written into, a request or its builder or its headers, to the calls that send it: along call chains, variables,
 * fields, constructors that wrap it, arguments and results of methods. Undefined when some way is lost.
 */
export function sendersOf(
  write: Placed,
  files: readonly JavaFile[],
  isSend: (call: Node) => boolean,
): Placed[] | undefined {
  return new Flow(files, isSend).carried(write, 0);
}

class Flow {
  readonly #files: readonly JavaFile[];
  readonly #isSend: (call: Node) => boolean;
  readonly #seen = new Set<string>();

  constructor(files: readonly JavaFile[], isSend: (call: Node) => boolean) {
    this.#files = files;
    this.#isSend = isSend;
  }

  /** Where the value of an expression goes. */
  carried({ file, node }: Placed, steps: number): Placed[] | undefined {
    const key = `${file.path}:${node.startIndex}:${node.endIndex}`;
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    if (steps > MOST_STEPS * 3) return undefined;
    const parent = node.parent;
    if (!parent) return undefined;
    const on = (next: Node): Placed[] | undefined => this.carried({ file, node: next }, steps + 1);
    if (parent.type === "method_invocation" && parent.childForFieldName("object")?.id === node.id)
      return this.#isSend(parent) ? [{ file, node: parent }] : on(parent);
    if (/^(?:cast_expression|parenthesized_expression|ternary_expression)$/.test(parent.type))
      return on(parent);
    if (parent.type === "argument_list") return this.#handed({ file, node }, parent, steps);
    if (parent.type === "variable_declarator") {
      const name = parent.childForFieldName("name")?.text ?? "";
      return this.#named({ file, node: parent }, name, steps + 1);
    }
    if (parent.type === "assignment_expression") {
      const left = parent.childForFieldName("left");
      const name = left?.type === "field_access" ? left.childForFieldName("field")?.text : left?.text;
      return this.#named({ file, node: parent }, name ?? "", steps + 1);
    }
    if (parent.type === "return_statement" || (parent.type === "lambda_expression" && steps > 0))
      return this.#returned({ file, node }, steps + 1);
    if (parent.type === "expression_statement") {
      const base = baseOf(node);
      return base === undefined ? undefined : this.#named({ file, node }, base, steps + 1);
    }
    return undefined;
  }

  #handed({ file, node }: Placed, list: Node, steps: number): Placed[] | undefined {
    const call = list.parent;
    if (!call) return undefined;
    if (this.#isSend(call)) return [{ file, node: call }];
    if (call.type === "object_creation_expression") return this.carried({ file, node: call }, steps + 1);
    if (call.type !== "method_invocation") return undefined;
    const name = call.childForFieldName("name")?.text ?? "";
    const position = argumentsOf(call).findIndex((one) => one.id === node.id);
    const targets = this.#files.flatMap((other) =>
      [...nodesBelow(other.root)].flatMap((one) =>
        one.type === "method_declaration" && one.childForFieldName("name")?.text === name
          ? [{ file: other, node: one }]
          : [],
      ),
    );
    const [target] = targets.filter(({ node: one }) => parametersOf(one).length === argumentsOf(call).length);
    const parameter = target && parametersOf(target.node)[position];
    // A builder's setter hands the request on.
    if (!target || parameter === undefined) return this.carried({ file, node: call }, steps + 1);
    const body = target.node.childForFieldName("body");
    return body ? this.#named({ file: target.file, node: body }, parameter, steps + 1) : undefined;
  }

  /** Where a variable goes that is known in the method around a node, or in the class when it is a field. */
  #named({ file, node }: Placed, name: string, steps: number): Placed[] | undefined {
    const around = node.type === "block" ? node : (callableAround(node) ?? file.root);
    const key = `${file.path}:${around.startIndex}:${name}`;
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    const found: Placed[] = [];
    let reached = false;
    for (const use of nodesBelow(around)) {
      if (use.type !== "identifier" || use.text !== name || !isValue(use)) continue;
      const more = this.carried({ file, node: use }, steps + 1);
      if (more && more.length > 0) found.push(...more);
      if (more) reached = true;
    }
    if (found.length > 0) return found;
    // It came in as a parameter: the callers have it.
    const method = callableAround(node) ?? undefined;
    const position = method ? parametersOf(method).indexOf(name) : -1;
    if (method && position >= 0) return this.#callers(method, steps, (call) => argumentsOf(call)[position]);
    return reached ? [] : undefined;
  }

  #returned({ node }: Placed, steps: number): Placed[] | undefined {
    const method = callableAround(node);
    return method && this.#callers(method, steps, (call) => call);
  }

  #callers(method: Node, steps: number, picked: (call: Node) => Node | undefined): Placed[] | undefined {
    const name = method.childForFieldName("name")?.text ?? "";
    const count = parametersOf(method).length;
    const found: Placed[] = [];
    for (const file of this.#files)
      for (const call of nodesBelow(file.root)) {
        if (call.type !== "method_invocation" || call.childForFieldName("name")?.text !== name) continue;
        if (argumentsOf(call).length !== count) continue;
        const value = picked(call);
        if (!value) return undefined;
        const more =
          value.type === "identifier"
            ? this.#named({ file, node: value }, value.text, steps + 1)
            : this.carried({ file, node: value }, steps + 1);
        if (!more) return undefined;
        found.push(...more);
      }
    return found.length === 0 ? undefined : found;
  }
}

/** Names of a method's or constructor's parameters. */
export const parametersOf = (method: Node): string[] =>
  (method.childForFieldName("parameters")?.namedChildren ?? []).flatMap((one) =>
    one?.type === "formal_parameter" ? [one.childForFieldName("name")?.text ?? ""] : [],
  );

/** The variable at the beginning of a call chain. */
export function baseOf(node: Node): string | undefined {
  let base = node;
  for (let object = base.childForFieldName("object"); object; object = base.childForFieldName("object"))
    base = object;
  if (base.type === "identifier") return base.text;
  return base.type === "field_access" ? base.childForFieldName("field")?.text : undefined;
}

const isValue = (use: Node): boolean => {
  const parent = use.parent;
  if (parent?.type === "variable_declarator") return parent.childForFieldName("name")?.id !== use.id;
  if (parent?.type === "method_invocation") return parent.childForFieldName("name")?.id !== use.id;
  return parent?.type !== "formal_parameter";
};
