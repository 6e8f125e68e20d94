import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Call, Syntax, Usage } from "../typed/syntax.ts";
import { argumentsOf, callableAround } from "./files.ts";

const CALLABLE = /^(?:method_declaration|constructor_declaration)$/;

function callOf(node: Node): Call | undefined {
  if (node.type === "method_invocation")
    return {
      node,
      object: node.childForFieldName("object") ?? undefined,
      name: node.childForFieldName("name")?.text ?? "",
      arguments: argumentsOf(node),
      makes: false,
    };
  if (node.type !== "object_creation_expression") return undefined;
  const type = node.childForFieldName("type")?.text ?? "";
  const name = /(\w+)(?:<[^<>]*>)?$/.exec(type)?.[1] ?? "";
  return { node, object: undefined, name, arguments: argumentsOf(node), makes: true };
}

function usageOf(node: Node): Usage {
  const { parent } = node;
  switch (parent?.type) {
    case "method_invocation": {
      const call = callOf(parent);
      return call?.object?.id === node.id ? { kind: "receiver", call } : { kind: "dropped" };
    }
    case "argument_list": {
      const call = parent.parent ? callOf(parent.parent) : undefined;
      const index = call?.arguments.findIndex((one) => one.id === node.id) ?? -1;
      return call && index >= 0 ? { kind: "argument", call, index } : { kind: "lost" };
    }
    case "variable_declarator":
      return parent.childForFieldName("name")?.id === node.id
        ? { kind: "dropped" }
        : { kind: "bound", name: parent.childForFieldName("name")?.text ?? "" };
    case "assignment_expression": {
      const left = parent.childForFieldName("left");
      if (left?.id === node.id) return { kind: "dropped" };
      const target = left && variableAt(left.type === "field_access" ? (left.lastNamedChild ?? left) : left);
      return target ? { kind: "bound", name: lastName(target) } : { kind: "lost" };
    }
    case "return_statement":
      return inLambda(parent) ? { kind: "lost" } : { kind: "returned" };
    case "parenthesized_expression":
      return /_statement$/.test(parent.parent?.type ?? "")
        ? { kind: "dropped" }
        : { kind: "same", node: parent };
    case "cast_expression":
      return { kind: "same", node: parent };
    case "ternary_expression":
      return parent.childForFieldName("condition")?.id === node.id
        ? { kind: "dropped" }
        : { kind: "same", node: parent };
    case "field_access":
      return { kind: "property", name: parent.childForFieldName("field")?.text ?? "", node: parent };
    case "expression_statement":
      return parent.parent?.type === "switch_rule" ? { kind: "lost" } : { kind: "dropped" };
    case "binary_expression":
    case "instanceof_expression":
    case "formal_parameter":
    case "synchronized_statement":
      return { kind: "dropped" };
    default:
      return { kind: "lost" };
  }
}

const lastName = (node: Node): string =>
  node.type === "field_access" ? (node.childForFieldName("field")?.text ?? "") : node.text;

const inLambda = (node: Node): boolean => {
  for (let up = node.parent; up && !CALLABLE.test(up.type); up = up.parent)
    if (up.type === "lambda_expression" || up.type === "class_body") return true;
  return false;
};

/** An identifier as a variable, or `this.name` when it is that. */
function variableAt(identifier: Node): Node | undefined {
  if (identifier.type === "field_access")
    return identifier.childForFieldName("object")?.type === "this" ? identifier : undefined;
  if (identifier.type !== "identifier") return undefined;
  const { parent } = identifier;
  if (parent?.type === "field_access" && parent.childForFieldName("field")?.id === identifier.id)
    return parent.childForFieldName("object")?.type === "this" ? parent : undefined;
  if (parent?.childForFieldName("name")?.id === identifier.id) return undefined;
  return /^(?:scoped_identifier|marker_annotation|annotation|element_value_pair|method_reference)$/.test(
    parent?.type ?? "",
  )
    ? undefined
    : identifier;
}

const modifiersOf = (node: Node): string =>
  node.namedChildren.find((one) => one?.type === "modifiers")?.text ?? "";

/** How Java is followed. */
export const javaSyntax: Syntax = {
  callOf,
  usageOf,
  callableAround,
  isCallable: (node) => CALLABLE.test(node.type),
  nameOf: (declaration) =>
    (
      declaration.childForFieldName("name") ??
      declaration.childForFieldName("declarator")?.childForFieldName("name")
    )?.text ?? "",
  bodyOf: (callable) => callable.childForFieldName("body") ?? undefined,
  parametersOf: (callable) =>
    (callable.childForFieldName("parameters")?.namedChildren ?? []).flatMap((one) =>
      one?.type === "formal_parameter"
        ? [one.childForFieldName("name")?.text ?? ""]
        : one?.type === "spread_parameter"
          ? [""]
          : [],
    ),
  isPrivate: (declaration) => /\bprivate\b/.test(modifiersOf(declaration)),
  fieldOf: (name, root) =>
    [...nodesBelow(root)].find(
      (node) =>
        node.type === "field_declaration" &&
        node.childrenForFieldName("declarator").some((one) => one?.childForFieldName("name")?.text === name),
    ),
  declares: (callable, name) =>
    [...nodesBelow(callable)].some(
      (node) =>
        /^(?:formal_parameter|variable_declarator|resource|enhanced_for_statement)$/.test(node.type) &&
        node.childForFieldName("name")?.text === name,
    ),
  variableAt,
  isReference: (identifier) => identifier.parent?.type === "method_reference",
  classNameOf: (node) => {
    let name: string | undefined;
    for (let up = node.parent; up; up = up.parent)
      if (/^(?:class|record|enum|interface)_declaration$/.test(up.type))
        name ??= up.childForFieldName("name")?.text;
    return name;
  },
  isAuthorization: (key) => /^(?:"(?:proxy-)?authorization"|(?:\w+\.)*AUTHORIZATION)$/i.test(key?.text ?? ""),
  isLiteral: (key) => /^(?:"[^"]*"|(?:\w+\.)*[A-Z_]+)$/.test(key?.text ?? ""),
};
