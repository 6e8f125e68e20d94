import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Call, Syntax, Usage } from "../typed/syntax.ts";
import { functionAround, partsOf } from "./files.ts";

const CALLABLE = /^(?:function_declaration|secondary_constructor)$/;
const CLASS = /^(?:class_declaration|object_declaration)$/;

function callOf(node: Node): Call | undefined {
  if (node.type !== "call_expression") return undefined;
  const { object, name, arguments: given } = partsOf(node);
  return {
    node,
    object: object && bare(object),
    name,
    arguments: given.flatMap((one) => one.lastNamedChild ?? []),
    makes:
      (object === undefined && /^[A-Z]/.test(name)) ||
      (/^[A-Z]/.test(object?.text ?? "") && /^[A-Z]/.test(name)),
  };
}

/** `call!!` and `(call)` stand for `call`. */
function bare(node: Node): Node {
  const inner = /^(?:unary_expression|parenthesized_expression)$/.test(node.type) ? node.namedChild(0) : null;
  return inner ? bare(inner) : node;
}

function usageOf(node: Node): Usage {
  const { parent } = node;
  switch (parent?.type) {
    case "navigation_expression": {
      const whole = parent.parent;
      const call =
        whole?.type === "call_expression" && whole.namedChild(0)?.id === parent.id
          ? callOf(whole)
          : undefined;
      if (parent.namedChild(0)?.id !== node.id) return { kind: "dropped" };
      return call
        ? { kind: "receiver", call }
        : { kind: "property", name: parent.lastNamedChild?.text ?? "", node: parent };
    }
    case "value_argument": {
      const whole = parent.parent?.parent;
      const call = whole ? callOf(whole) : undefined;
      const index = call?.arguments.findIndex((one) => one.id === node.id) ?? -1;
      return call && index >= 0 ? { kind: "argument", call, index } : { kind: "lost" };
    }
    case "property_declaration": {
      const variable = parent.namedChildren.find((one) => one?.type === "variable_declaration");
      return variable ? { kind: "bound", name: variable.namedChild(0)?.text ?? "" } : { kind: "lost" };
    }
    case "assignment": {
      const left = parent.childForFieldName("left") ?? parent.namedChild(0);
      if (left?.id === node.id) return { kind: "dropped" };
      const name = /^(?:this\.)?(\w+)$/.exec(left?.text ?? "")?.[1];
      return name === undefined ? { kind: "lost" } : { kind: "bound", name };
    }
    case "function_body":
      return CALLABLE.test(parent.parent?.type ?? "") ? { kind: "returned" } : { kind: "lost" };
    case "return_expression":
      return inLambda(parent) ? { kind: "lost" } : { kind: "returned" };
    case "parenthesized_expression":
      // The grammar reads `HttpEntity<Void>(headers)` as two comparisons.
      return {
        kind: "same",
        node: /^(?:HttpEntity|RequestEntity)\s*</.test(parent.parent?.text ?? "")
          ? (parent.parent ?? parent)
          : parent,
      };
    case "unary_expression":
    case "as_expression":
      return { kind: "same", node: parent };
    case "binary_expression":
      return /\?:/.test(parent.child(1)?.text ?? "") ? { kind: "same", node: parent } : { kind: "dropped" };
    case "equality_expression":
    case "comparison_expression":
    case "interpolation":
    case "block":
    case "variable_declaration":
    case "parameter":
    case "class_parameter":
      return { kind: "dropped" };
    case "if_expression":
      if (parent.namedChild(0)?.id === node.id) return { kind: "dropped" };
      return isStatement(parent) ? { kind: "dropped" } : { kind: "same", node: parent };
    case "lambda_literal":
      return parent.lastNamedChild?.id === node.id ? { kind: "lost" } : { kind: "dropped" };
    default:
      return { kind: "lost" };
  }
}

const isStatement = (node: Node): boolean =>
  node.parent?.type === "block" ||
  (node.parent?.type === "lambda_literal" && node.parent.lastNamedChild?.id !== node.id);

const inLambda = (node: Node): boolean => {
  for (let up = node.parent; up && !CALLABLE.test(up.type); up = up.parent)
    if (up.type === "lambda_literal" || up.type === "getter") return true;
  return false;
};

/** An identifier as a variable, or `this.name` when it is that. */
function variableAt(identifier: Node): Node | undefined {
  if (identifier.type === "navigation_expression")
    return /^this\.\w+$/.test(identifier.text) ? identifier : undefined;
  if (identifier.type !== "identifier") return undefined;
  const { parent } = identifier;
  if (parent?.type === "navigation_expression" && parent.namedChild(0)?.id !== identifier.id)
    return /^this\.\w+$/.test(parent.text) ? parent : undefined;
  if (
    /^(?:user_type|qualified_identifier|import|package_header|callable_reference|label|value_argument_label)$/.test(
      parent?.type ?? "",
    )
  )
    return undefined;
  if (parent?.type === "call_expression" && parent.namedChild(0)?.id === identifier.id) return undefined;
  if (
    /^(?:function_declaration|class_declaration|object_declaration|variable_declaration|parameter|class_parameter)$/.test(
      parent?.type ?? "",
    )
  )
    return undefined;
  return parent?.type === "value_argument" &&
    parent.namedChildCount > 1 &&
    parent.namedChild(0)?.id === identifier.id
    ? undefined
    : identifier;
}

const modifiersOf = (node: Node): string =>
  node.namedChildren.find((one) => one?.type === "modifiers")?.text ?? "";

const variableOf = (node: Node): string =>
  node.namedChildren.find((one) => one?.type === "variable_declaration")?.namedChild(0)?.text ?? "";

const nameOf = (node: Node): string =>
  node.type === "property_declaration"
    ? variableOf(node)
    : (node.childForFieldName("name")?.text ??
      node.namedChildren.find((one) => one?.type === "identifier")?.text ??
      "");

const isField = (node: Node): boolean =>
  (node.type === "property_declaration" && /^(?:class_body|source_file)$/.test(node.parent?.type ?? "")) ||
  (node.type === "class_parameter" && /\b(?:val|var)\b/.test(node.text));

/** How Kotlin is followed. */
export const kotlinSyntax: Syntax = {
  callOf,
  usageOf,
  callableAround: functionAround,
  isCallable: (node) => CALLABLE.test(node.type),
  nameOf,
  bodyOf: (callable) => callable.namedChildren.find((one) => one?.type === "function_body") ?? undefined,
  parametersOf: (callable) =>
    (
      callable.namedChildren.find((one) => one?.type === "function_value_parameters")?.namedChildren ?? []
    ).flatMap((one) => (one?.type === "parameter" ? (one.namedChild(0)?.text ?? "") : [])),
  isPrivate: (declaration) => /\bprivate\b/.test(modifiersOf(declaration)),
  fieldOf: (name, root) => [...nodesBelow(root)].find((node) => isField(node) && nameOf(node) === name),
  declares: (callable, name) =>
    [...nodesBelow(callable)].some(
      (node) => /^(?:parameter|variable_declaration)$/.test(node.type) && node.namedChild(0)?.text === name,
    ),
  variableAt,
  isReference: (identifier) => {
    const text = identifier.parent?.text ?? "";
    return /::\w+$/.test(text) && identifier.parent?.lastNamedChild?.id === identifier.id;
  },
  classNameOf: (node) => {
    let name: string | undefined;
    for (let up = node.parent; up; up = up.parent) if (CLASS.test(up.type)) name ??= nameOf(up);
    return name;
  },
  isAuthorization: (key) =>
    /^(?:"(?:proxy-)?authorization"|(?:\w+\.)*AUTHORIZATION|HttpHeaders\.Authorization)$/i.test(
      key?.text ?? "",
    ),
  isLiteral: (key) => /^(?:"[^"$]*"|(?:\w+\.)*[A-Z_]+)$/.test(key?.text ?? ""),
};
