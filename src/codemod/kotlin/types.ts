import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import { functionAround, type KotlinFile, partsOf } from "./files.ts";
import { kotlinSyntax } from "./syntax.ts";

/** The one expression that a variable or property is made by; undefined when it is given from outside, or more than once. */
export function makingOf(expression: Node, { root }: KotlinFile): Node | undefined {
  if (expression.type === "call_expression") return expression;
  const name = /^(?:this\.)?(\w+)$/.exec(expression.text)?.[1];
  if (name === undefined) return undefined;
  const around = functionAround(expression);
  const scope = around && kotlinSyntax.declares(around, name) ? around : root;
  const values: Node[] = [];
  for (const node of nodesBelow(scope)) {
    if (/^(?:parameter|class_parameter)$/.test(node.type) && node.text.match(/\w+(?=\s*:)/)?.[0] === name)
      return undefined;
    if (node.type === "property_declaration" && kotlinSyntax.nameOf(node) === name) {
      const last = node.lastNamedChild;
      if (last && /^(?:call_expression|as_expression|parenthesized_expression)$/.test(last.type))
        values.push(last);
      else if (last?.type !== "variable_declaration") return undefined;
    }
    if (node.type === "assignment" && /^(?:this\.)?(\w+)$/.exec(node.namedChild(0)?.text ?? "")?.[1] === name)
      if (node.lastNamedChild) values.push(node.lastNamedChild);
  }
  return values.length === 1 ? values[0] : undefined;
}

/** True when an expression is, by its declaration or the way it is made, of one of the types; false when nothing tells. */
export function isOfType(expression: Node | undefined, types: RegExp, file: KotlinFile): boolean {
  if (!expression) return false;
  const name = /^(?:this\.)?(\w+)$/.exec(expression.text)?.[1];
  if (name === undefined) return isMadeAs(expression, types);
  let known = false;
  for (const node of nodesBelow(file.root)) {
    if (/^(?:parameter|class_parameter|property_declaration)$/.test(node.type)) {
      const variable =
        node.type === "property_declaration"
          ? node.namedChildren.find((one) => one?.type === "variable_declaration")
          : node;
      const own = variable?.namedChildren.find((one) => one?.type === "identifier")?.text;
      if (own !== name) continue;
      const type = variable?.namedChildren
        .find((one) => /type$/.test(one?.type ?? ""))
        ?.text.replace(/\?$/, "");
      const value = node.type === "property_declaration" ? node.lastNamedChild : null;
      if (type === undefined ? !(value && isMadeAs(value, types)) : !types.test(type)) return false;
      known = true;
    } else if (
      node.type === "lambda_literal" &&
      new RegExp(`^\\{\\s*${name}\\s*->`).test(node.text.slice(0, 80))
    )
      // The parameter of a lambda: an interceptor's chain.
      known = true;
  }
  return known;
}

/** `HttpClient.newHttpClient()`, `OkHttpClient.Builder().build()`, `OkHttpClient()`. */
function isMadeAs(value: Node, types: RegExp): boolean {
  const begins = /^([A-Z]\w*)/.exec(value.text)?.[1] ?? "";
  if (value.type !== "call_expression" || !types.test(begins)) return false;
  return (
    /^(?:build|create|newHttpClient|apply|also)$/.test(partsOf(value).name) || partsOf(value).name === begins
  );
}
