import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import type { GoFile } from "./package.ts";

/** A node of a file of the package. */
export interface Placed {
  readonly file: GoFile;
  readonly node: Node;
}

/** How many functions a request may pass between where it is made and where it is sent. */
const MOST_STEPS = 4;

/**
 * Finds the calls `client.Do(req)` and `transport.RoundTrip(req)` that send a request, from a place where it is known by a name: in the function
 * around that place, in functions it is handed to, and in the callers of a function that gives it back or takes it. Undefined when some way
 * leads out of the package or to no sender.
 */
export function sendersOf(from: Placed, name: string, files: readonly GoFile[]): Placed[] | undefined {
  return new Walk(files).follow(from, name, 0);
}

class Walk {
  readonly #files: readonly GoFile[];
  readonly #seen = new Set<string>();

  constructor(files: readonly GoFile[]) {
    this.#files = files;
  }

  follow(from: Placed, name: string, steps: number): Placed[] | undefined {
    const around = functionAround(from.node);
    if (!around || steps > MOST_STEPS) return undefined;
    const key = `${from.file.path}:${around.startIndex}:${name}`;
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    const found: Placed[] = [];
    let reached = false;
    let lost = false;
    for (const node of nodesBelow(around)) {
      if (node.type !== "call_expression") continue;
      const position = argumentAt(node, name);
      if (position < 0) continue;
      if (isSend(node)) {
        found.push({ file: from.file, node });
        continue;
      }
      const target = this.#declared(calleeName(node));
      const parameter = target && parametersOf(target.node)[position];
      const inner = target && parameter ? this.follow(inside(target), parameter, steps + 1) : undefined;
      if (!inner) continue;
      reached = true;
      found.push(...inner);
    }
    if (reached || found.length > 0) return found;
    const position = returnedAt(around, name);
    const handed = parametersOf(around).indexOf(name);
    if (around.type === "func_literal" || (position < 0 && handed < 0)) return undefined;
    for (const call of this.#callsOf(around)) {
      const local = position >= 0 ? assignedName(call.node, position) : argumentName(call.node, handed);
      const more = local === undefined ? undefined : this.follow(call, local, steps + 1);
      if (!more) lost = true;
      else found.push(...more);
      reached = true;
    }
    return lost || !reached ? undefined : found;
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

  #callsOf(declaration: Node): Placed[] {
    const name = declaration.childForFieldName("name")?.text;
    return this.#files.flatMap((file) =>
      [...nodesBelow(file.root)]
        .filter((node) => node.type === "call_expression" && calleeName(node) === name)
        .map((node) => ({ file, node })),
    );
  }
}

const isFunction = (node: Node): boolean =>
  node.type === "function_declaration" || node.type === "method_declaration";

/** The function, method or function literal that a node stands in. */
export function functionAround(node: Node): Node | undefined {
  let around: Node | null = node;
  while (around && !isFunction(around) && around.type !== "func_literal") around = around.parent;
  return around ?? undefined;
}

const inside = ({ file, node }: Placed): Placed => ({
  file,
  node: node.childForFieldName("body") ?? node,
});

/** `req` and `req.WithContext(ctx)` stand for `req`. */
function argumentAt(call: Node, name: string): number {
  const list = argumentsOf(call);
  return list.findIndex(
    (one) =>
      one.text === name ||
      (one.type === "call_expression" && one.childForFieldName("function")?.text === `${name}.WithContext`) ||
      (one.type === "call_expression" && one.childForFieldName("function")?.text === `${name}.Clone`),
  );
}

const argumentsOf = (call: Node): Node[] =>
  (call.childForFieldName("arguments")?.namedChildren ?? []).filter(
    (node): node is Node => node !== null && node.type !== "comment",
  );

function isSend(call: Node): boolean {
  const target = call.childForFieldName("function");
  if (target?.type !== "selector_expression" || argumentsOf(call).length !== 1) return false;
  return /^(?:Do|RoundTrip)$/.test(target.childForFieldName("field")?.text ?? "");
}

function calleeName(call: Node): string | undefined {
  const target = call.childForFieldName("function");
  return target?.type === "selector_expression" ? target.childForFieldName("field")?.text : target?.text;
}

function parametersOf(declaration: Node): string[] {
  return (declaration.childForFieldName("parameters")?.namedChildren ?? []).flatMap((one) =>
    one?.type === "parameter_declaration"
      ? one.childrenForFieldName("name").map((name) => name?.text ?? "")
      : [],
  );
}

/** Which of a function's results a name is; -1 when it is none. */
function returnedAt(declaration: Node, name: string): number {
  for (const node of nodesBelow(declaration)) {
    if (node.type !== "return_statement" || functionAround(node)?.id !== declaration.id) continue;
    const position = (node.namedChild(0)?.namedChildren ?? []).findIndex((one) => one?.text === name);
    if (position >= 0) return position;
  }
  return -1;
}

/** The variable that takes one of a call's results. */
function assignedName(call: Node, position: number): string | undefined {
  const list = call.parent;
  const statement = list?.parent;
  if (list?.type !== "expression_list" || list.namedChildCount !== 1) return undefined;
  if (statement?.type !== "short_var_declaration" && statement?.type !== "assignment_statement")
    return undefined;
  return statement.childForFieldName("left")?.namedChild(position)?.text;
}

function argumentName(call: Node, position: number): string | undefined {
  const node = argumentsOf(call)[position];
  return node?.type === "identifier" ? node.text : undefined;
}
