import type { Node } from "web-tree-sitter";
import type { Entry, Value } from "../../model/fact.ts";
import { opaqueValue, plainParam, textValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { choiceOf, concatenation, operands } from "./compose.ts";
import { type Lower, table } from "./grammar.ts";
import { decodeEscapes, dedent } from "./literal.ts";
import type { Walker } from "./walker.ts";

/** Dotted name of a type, without type arguments and annotations. */
export function typeName(walk: Walker, node: Node | null | undefined): string {
  if (!node) return "";
  switch (node.type) {
    case "generic_type":
    case "annotated_type":
      return typeName(
        walk,
        walk
          .children(node)
          .find((child) => child.type !== "type_arguments" && !child.type.endsWith("annotation")),
      );
    case "scoped_type_identifier":
      return walk
        .children(node)
        .filter((child) => !child.type.endsWith("annotation"))
        .map((child) => typeName(walk, child))
        .join(".");
    default:
      return walk.text(node);
  }
}

/** Positional arguments of an argument list. */
function argumentsOf(walk: Walker, list: Node | null, callee: string): Value[] {
  return list ? walk.children(list).map((argument) => walk.argument(argument, callee)) : [];
}

const string: Lower = (walk, node) => {
  const raw = walk.text(node);
  const text = raw.startsWith('"""') ? dedent(raw.slice(3, -3)) : raw.slice(1, -1);
  return walk.spelled(textValue(spanOf(node), decodeEscapes(text)), '""');
};

const inner: Lower = (walk, node) => {
  const children = walk.children(node);
  const last = children.at(-1);
  return last ? walk.value(last) : opaqueValue(spanOf(node));
};

const binary: Lower = (walk, node) => {
  if (node.childForFieldName("operator")?.type !== "+") return walk.opaque(node);
  return concatenation(
    spanOf(node),
    operands(node, "binary_expression", "+").map((operand) => walk.value(operand)),
  );
};

const invocation: Lower = (walk, node) => {
  const object = node.childForFieldName("object");
  const name = node.childForFieldName("name");
  const callee = walk.callee(object ? walk.value(object) : undefined, name ? walk.text(name) : "");
  return walk.call(spanOf(node), callee, argumentsOf(walk, node.childForFieldName("arguments"), callee.path));
};

const construction: Lower = (walk, node) => {
  const type = typeName(walk, node.childForFieldName("type"));
  const [first] = walk.children(node);
  // `outer.new Inner()`
  const outer = first && node.childForFieldName("type")?.id !== first.id ? walk.value(first) : undefined;
  const callee = walk.callee(outer && "name" in (outer.parts[0] ?? {}) ? outer : undefined, type);
  const made = walk.call(
    spanOf(node),
    callee,
    argumentsOf(walk, node.childForFieldName("arguments"), callee.path),
  );
  const body = walk.children(node).find((child) => child.type === "class_body");
  if (body)
    walk.within({ kind: "class", name: "", at: spanOf(body), params: [], extends: [type] }, () =>
      walk.visit(body),
    );
  return made;
};

const delegation: Lower = (walk, node) => {
  const target = node.childForFieldName("constructor");
  const callee = walk.callee(undefined, target ? walk.text(target) : "super");
  return walk.call(spanOf(node), callee, argumentsOf(walk, node.childForFieldName("arguments"), callee.path));
};

const access: Lower = (walk, node) => {
  const object = node.childForFieldName("object");
  const field = node.childForFieldName("field");
  if (!object || !field || field.type === "this") return value(spanOf(node), [{ name: "this" }]);
  return walk.member(spanOf(node), walk.value(object), walk.text(field));
};

const element: Lower = (walk, node) => {
  const array = node.childForFieldName("array");
  const index = node.childForFieldName("index");
  if (!array || !index) return walk.opaque(node);
  const object = walk.value(array);
  const key = /^\d+$/.test(walk.text(index)) ? walk.text(index) : "*";
  if (key === "*") walk.visit(index);
  return walk.member(spanOf(node), object, key);
};

const assignment: Lower = (walk, node) => {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return walk.opaque(node);
  const target = walk.value(left);
  const given = walk.value(right);
  const operator = node.childForFieldName("operator")?.type;
  const only = target.parts.length === 1 ? target.parts[0] : undefined;
  if (!only || !("name" in only)) walk.standing(given);
  else if (operator === "=") walk.assign(spanOf(node), only.name, given);
  else if (operator === "+=") walk.append(spanOf(node), only.name, given);
  return only && "name" in only ? target : given;
};

const ternary: Lower = (walk, node) => {
  walk.visitAll(node.childForFieldName("condition"));
  const branches = [node.childForFieldName("consequence"), node.childForFieldName("alternative")];
  return choiceOf(
    spanOf(node),
    branches.flatMap((branch) => (branch ? [walk.value(branch)] : [])),
  );
};

const array: Lower = (walk, node) => {
  const items = node.type === "array_initializer" ? node : node.childForFieldName("value");
  if (!items) return walk.opaque(node);
  return { at: spanOf(node), parts: [{ list: walk.children(items).map((item) => walk.value(item)) }] };
};

const lambda: Lower = (walk, node, of) => {
  const parameters = node.childForFieldName("parameters");
  const body = node.childForFieldName("body");
  const names = !parameters
    ? []
    : parameters.type === "identifier"
      ? [parameters]
      : walk.children(parameters);
  const params = names.flatMap((one) => {
    const name = one.type === "identifier" ? one : one.childForFieldName("name");
    return name ? [plainParam(walk.text(name), spanOf(one))] : [];
  });
  const scope = {
    kind: of === undefined ? "function" : "block",
    name: "",
    at: spanOf(node),
    params,
  } as const;
  return walk.within(of === undefined ? scope : { ...scope, of }, () => {
    if (body?.type === "block") walk.visit(body);
    const result = body && body.type !== "block" ? walk.value(body) : undefined;
    if (result) walk.returns(result.at, result);
    return walk.lambda(spanOf(node), result, params[0]?.name ?? "");
  });
};

const reference: Lower = (walk, node) => {
  const [object, method] = walk.children(node);
  if (!object || !method) return opaqueValue(spanOf(node));
  return walk.member(spanOf(node), walk.value(object), walk.text(method));
};

/** `switch` gives one of its arms' values; arms that are statements are visited as such. */
const choose: Lower = (walk, node) => {
  walk.visitAll(node.childForFieldName("condition"));
  const body = node.childForFieldName("body");
  const arms: Value[] = [];
  const take = (statement: Node, rule: boolean): void => {
    const given = rule || statement.type === "yield_statement" ? statement.firstNamedChild : null;
    if (given) arms.push(walk.value(given));
    else walk.visit(statement);
  };
  for (const group of body ? walk.children(body) : []) {
    for (const child of walk.children(group)) {
      if (child.type === "block") for (const statement of walk.children(child)) take(statement, false);
      else take(child, group.type === "switch_rule" && child.type === "expression_statement");
    }
  }
  return arms.length === 0 ? opaqueValue(spanOf(node)) : choiceOf(spanOf(node), arms);
};

/** An annotation as a call: its arguments positional, its elements named. */
export const annotation: Lower = (walk, node) => {
  const name = node.childForFieldName("name");
  const callee = walk.callee(undefined, name ? walk.text(name) : "");
  const args: Value[] = [];
  const named: Entry[] = [];
  const list = node.childForFieldName("arguments");
  for (const argument of list ? walk.children(list) : []) {
    const key = argument.type === "element_value_pair" ? argument.childForFieldName("key") : null;
    const given = key ? argument.childForFieldName("value") : argument;
    if (!given) continue;
    if (key) named.push({ key: walk.text(key), at: spanOf(key), value: walk.value(given) });
    else args.push(walk.value(given));
  }
  return walk.call(spanOf(node), callee, args, named);
};

const name: Lower = (walk, node) => value(spanOf(node), [{ name: walk.text(node) }]);

/** Java's expressions. */
export const values = table<Lower>({
  identifier: name,
  this: name,
  super: name,
  class_literal: name,
  string_literal: string,
  character_literal: string,
  true: (walk, node) => textValue(spanOf(node), walk.text(node)),
  false: (walk, node) => textValue(spanOf(node), walk.text(node)),
  null_literal: (_, node) => value(spanOf(node), []),
  parenthesized_expression: inner,
  cast_expression: (walk, node) => {
    const cast = node.childForFieldName("value");
    return cast ? walk.value(cast) : walk.opaque(node);
  },
  binary_expression: binary,
  unary_expression: (walk, node) => walk.opaque(node),
  update_expression: (walk, node) => walk.opaque(node),
  instanceof_expression: (walk, node) => walk.opaque(node),
  ternary_expression: ternary,
  assignment_expression: assignment,
  method_invocation: invocation,
  object_creation_expression: construction,
  explicit_constructor_invocation: delegation,
  field_access: access,
  scoped_identifier: name,
  array_access: element,
  array_initializer: array,
  element_value_array_initializer: (walk, node) => ({
    at: spanOf(node),
    parts: [{ list: walk.children(node).map((item) => walk.value(item)) }],
  }),
  array_creation_expression: array,
  lambda_expression: lambda,
  method_reference: reference,
  switch_expression: choose,
  annotation,
});
