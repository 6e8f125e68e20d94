import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import type { GoFile } from "./package.ts";

/** A function or method of the package. */
export const isFunction = (node: Node): boolean =>
  node.type === "function_declaration" || node.type === "method_declaration";

/** The function, method or function literal that a node stands in. */
export function functionAround(node: Node): Node | undefined {
  let around: Node | null = node;
  while (around && !isFunction(around) && around.type !== "func_literal") around = around.parent;
  return around ?? undefined;
}

/** The arguments of a call, without comments. */
export const argumentsOf = (call: Node): Node[] =>
  (call.childForFieldName("arguments")?.namedChildren ?? []).filter(
    (node): node is Node => node !== null && node.type !== "comment",
  );

/** The last name of what is called. */
export function calleeName(call: Node): string | undefined {
  const target = call.childForFieldName("function");
  return target?.type === "selector_expression" ? target.childForFieldName("field")?.text : target?.text;
}

/** Names of a function's parameters; "" for one that takes any number. */
export function parametersOf(declaration: Node): string[] {
  return (declaration.childForFieldName("parameters")?.namedChildren ?? []).flatMap((one) => {
    if (one?.type === "variadic_parameter_declaration") return [""];
    return one?.type === "parameter_declaration"
      ? one.childrenForFieldName("name").map((name) => name?.text ?? "")
      : [];
  });
}

/** The variable that takes one of a call's results. */
export function assignedName(call: Node, position: number): string | undefined {
  const list = call.parent;
  const statement = list?.parent;
  if (list?.type !== "expression_list" || list.namedChildCount !== 1) return undefined;
  if (statement?.type !== "short_var_declaration" && statement?.type !== "assignment_statement")
    return undefined;
  const target = statement.childForFieldName("left")?.namedChild(position);
  return target?.type === "identifier" ? target.text : undefined;
}

/** `client.Do(req)`, `transport.RoundTrip(req)`. */
export function isSend(call: Node): boolean {
  const target = call.childForFieldName("function");
  if (target?.type !== "selector_expression" || argumentsOf(call).length !== 1) return false;
  return /^(?:Do|RoundTrip)$/.test(target.childForFieldName("field")?.text ?? "");
}

const SENDER_RESULT = /^\(\s*(?:\w+\s+)?\*\w+\.Response,\s*(?:\w+\s+)?error\s*\)$/;

/** A method of that name does not give what net/http gives: by its declaration in the package, or by what takes its results. */
export function sendsElse(call: Node, files: readonly GoFile[]): boolean {
  const name = calleeName(call) ?? "";
  for (const { root } of files)
    for (const node of nodesBelow(root)) {
      if (!/^(?:method_declaration|method_spec|method_elem)$/.test(node.type)) continue;
      if (node.childForFieldName("name")?.text !== name) continue;
      if (!SENDER_RESULT.test(node.childForFieldName("result")?.text ?? "")) return true;
    }
  const list = call.parent?.type === "expression_list" ? call.parent : undefined;
  const statement = list?.parent;
  if (statement?.type === "return_statement") {
    const around = functionAround(statement);
    const result = around?.childForFieldName("result");
    return list?.namedChildCount === 1 && !SENDER_RESULT.test(result?.text ?? "");
  }
  if (statement?.type === "short_var_declaration" || statement?.type === "assignment_statement")
    return statement.childForFieldName("left")?.namedChildCount !== 2;
  return false;
}

/** An identifier that stands for a variable: no key of a literal, no name of a declaration. */
export function isVariable(node: Node): boolean {
  if (node.type !== "identifier") return false;
  const { parent } = node;
  if (parent?.type === "literal_element" && parent.parent?.type === "keyed_element")
    return parent.parent.namedChild(0)?.id !== parent.id;
  return !/^(?:function_declaration|labeled_statement|label_name)$/.test(parent?.type ?? "");
}

/** A function takes a variable as a parameter, or declares it. */
export function declares(scope: Node, name: string): boolean {
  if (parametersOf(scope).includes(name)) return true;
  const body = scope.childForFieldName("body");
  if (!body) return false;
  for (const node of nodesBelow(body)) {
    if (node.type === "func_literal" || functionAround(node)?.id !== scope.id) continue;
    const names =
      node.type === "short_var_declaration" || node.type === "range_clause"
        ? (node.childForFieldName("left")?.namedChildren ?? [])
        : node.type === "var_spec"
          ? node.childrenForFieldName("name")
          : [];
    if (names.some((one) => one?.text === name)) return true;
  }
  return false;
}

/** The name of the header as a literal; with `unsure`, anything that could be it. */
export const isAuthorization = (key: string, unsure = false): boolean =>
  /^["`]authorization["`]$/i.test(key) || (unsure && !/^["`]/.test(key));
