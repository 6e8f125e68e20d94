import type { Node } from "web-tree-sitter";
import type { Entry, Part, Value } from "../../model/fact.ts";
import { opaqueValue, plainParam, textValue, value } from "../adapter.ts";
import { choiceOf, concatenation, keyOf, operands } from "../java/compose.ts";
import { type Lower, table } from "../java/grammar.ts";
import { decodeEscapes } from "../java/literal.ts";
import type { Walker } from "../java/walker.ts";
import { spanOf } from "../tree-sitter.ts";

/** Dotted name of a type, without type arguments and `?`. */
export function typeName(walk: Walker, node: Node | null | undefined): string {
  if (!node) return "";
  if (node.type === "user_type") {
    const names = walk.children(node).filter((child) => child.type === "identifier");
    return names.map((name) => walk.text(name)).join(".");
  }
  const type = walk.children(node).find((child) => child.type.endsWith("type"));
  return type ? typeName(walk, type) : walk.text(node);
}

/** Parts of raw literal text, in which the grammar leaves `$name` unparsed. */
function templateParts(raw: string, decode: boolean): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const match of raw.matchAll(/\$(?:([A-Za-z_]\w*)|`([^`\n]+)`)/g)) {
    parts.push({ text: raw.slice(last, match.index) }, { name: match[1] ?? match[2] ?? "" });
    last = match.index + match[0].length;
  }
  parts.push({ text: raw.slice(last) });
  return decode ? parts.map((part) => ("text" in part ? { text: decodeEscapes(part.text) } : part)) : parts;
}

const string: Lower = (walk, node) => {
  const parts: Part[] = [];
  let raw = "";
  const flush = (): void => {
    parts.push(...templateParts(raw, false));
    raw = "";
  };
  for (const child of node.namedChildren) {
    if (child?.type === "string_content") raw += walk.text(child);
    else if (child?.type === "escape_sequence") {
      flush();
      parts.push({ text: decodeEscapes(walk.text(child)) });
    } else if (child?.type === "interpolation") {
      flush();
      const inner = walk.children(child)[0];
      if (inner) parts.push(...walk.value(inner).parts);
    }
  }
  flush();
  return walk.spelled(value(spanOf(node), parts), '""');
};

const inner: Lower = (walk, node) => {
  const last = walk.children(node).at(-1);
  return last ? walk.value(last) : opaqueValue(spanOf(node));
};

/** True for expressions that never give a value: `return`, `throw`, `error("…")`. */
const leaves = (walk: Walker, node: Node): boolean =>
  node.type === "return_expression" ||
  node.type === "throw_expression" ||
  (node.type === "call_expression" && /^(?:error|TODO)\s*\(/.test(walk.text(node)));

/** Visits statements; the last one gives its value when it is an expression that comes back. */
function blockValue(walk: Walker, statements: readonly Node[]): Value | undefined {
  for (const statement of statements.slice(0, -1)) walk.visit(statement);
  const last = statements.at(-1);
  if (!last) return undefined;
  if (!walk.isValue(last)) {
    walk.visit(last);
    return undefined;
  }
  const result = walk.value(last);
  return leaves(walk, last) ? undefined : result;
}

/** The value of a branch: a block or an expression. */
const branchValue = (walk: Walker, branch: Node): Value | undefined =>
  blockValue(walk, branch.type === "block" ? walk.children(branch) : [branch]);

function branches(walk: Walker, node: Node, nodes: readonly Node[]): Value {
  const values = nodes.flatMap((branch) => branchValue(walk, branch) ?? []);
  return values.length > 0 ? choiceOf(spanOf(node), values) : opaqueValue(spanOf(node));
}

const binary: Lower = (walk, node) => {
  const operator = node.childForFieldName("operator")?.type;
  if (operator === "+") {
    const terms = operands(node, "binary_expression", "+").map((operand) => walk.value(operand));
    return concatenation(spanOf(node), terms);
  }
  if (operator === "?:") return branches(walk, node, operands(node, "binary_expression", "?:"));
  // The grammar takes `get<String>("x")` for two comparisons.
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  const called = left?.type === "binary_expression" ? left.childForFieldName("left") : null;
  if (operator === ">" && called && right?.type === "parenthesized_expression") {
    if (left?.childForFieldName("operator")?.type === "<")
      return invoke(walk, node, called, walk.children(right), []);
  }
  return walk.opaque(node);
};

/** Positional and named arguments of a call. */
export function argumentsOf(
  walk: Walker,
  list: readonly Node[],
  callee: string,
): { args: Value[]; named: Entry[] } {
  const args: Value[] = [];
  const named: Entry[] = [];
  for (const argument of list) {
    const [first, ...more] = argument.type === "value_argument" ? walk.children(argument) : [argument];
    const last = more.at(-1);
    if (!first) continue;
    if (last && argument.children.some((child) => child?.type === "="))
      named.push({ key: walk.text(first), at: spanOf(first), value: walk.argument(last, callee) });
    else args.push(walk.argument(last ?? first, callee));
  }
  return { args, named };
}

function invoke(
  walk: Walker,
  node: Node,
  called: Node,
  list: readonly Node[],
  lambdas: readonly Node[],
): Value {
  const callee = calleeOf(walk, called);
  const { args, named } = argumentsOf(walk, list, callee.path);
  for (const trailing of lambdas) args.push(walk.argument(trailing, callee.path));
  return walk.call(spanOf(node), callee, args, named);
}

function calleeOf(walk: Walker, called: Node): { path: string; object?: Value } {
  if (called.type === "identifier") return walk.callee(undefined, walk.text(called));
  if (called.type === "navigation_expression") {
    const [object, name] = walk.children(called);
    if (object && name) return walk.callee(walk.value(object), walk.text(name));
  }
  const object = walk.value(called);
  return { path: walk.path(object), object };
}

/** `f(a) { … }` is a call of a call to the grammar; it is one call to us. */
const invocation: Lower = (walk, node) => {
  const children = walk.children(node);
  const [called] = children;
  if (!called) return opaqueValue(spanOf(node));
  const lambdas = children.flatMap((child) =>
    child.type === "annotated_lambda" ? (walk.children(child).at(-1) ?? []) : [],
  );
  const list = children.find((child) => child.type === "value_arguments");
  if (list) return invoke(walk, node, called, walk.children(list), lambdas);
  if (called.type === "call_expression") {
    const within = walk.children(called);
    const innerList = within.find((child) => child.type === "value_arguments");
    const [first] = within;
    if (first && innerList && !within.some((child) => child.type === "annotated_lambda"))
      return invoke(walk, node, first, walk.children(innerList), lambdas);
  }
  return invoke(walk, node, called, [], lambdas);
};

const navigation: Lower = (walk, node) => {
  const [object, name] = walk.children(node);
  if (!object || !name) return walk.opaque(node);
  return walk.member(spanOf(node), walk.value(object), walk.text(name));
};

const element: Lower = (walk, node) => {
  const [array, index] = walk.children(node);
  if (!array || !index) return walk.opaque(node);
  const object = walk.value(array);
  if (/^\d+$/.test(walk.text(index))) return walk.member(spanOf(node), object, walk.text(index));
  const key = walk.value(index);
  const text = walk.literal(key);
  if (text && walk.names.holdsEnvironment(walk.path(object))) return value(spanOf(node), [{ env: text }]);
  if (text === undefined && keyOf(key) === "*") walk.standing(key);
  return walk.member(spanOf(node), object, text ?? (/^[A-Z]/.test(keyOf(key)) ? keyOf(key) : "*"));
};

const infix: Lower = (walk, node) => {
  const [left, name, right] = walk.children(node);
  if (!left || !name || !right) return walk.opaque(node);
  const object = walk.value(left);
  const other = walk.value(right);
  if (walk.text(name) === "to") return { at: spanOf(node), parts: [{ list: [object, other] }] };
  return walk.call(spanOf(node), walk.callee(object, walk.text(name)), [other]);
};

/** `if`: one of its branches. */
const conditional: Lower = (walk, node) => {
  const condition = node.childForFieldName("condition");
  walk.visitAll(condition);
  const rest = walk.children(node).filter((child) => child.id !== condition?.id);
  return branches(walk, node, rest);
};

const choose: Lower = (walk, node) => {
  const bodies: Node[] = [];
  for (const child of walk.children(node)) {
    if (child.type !== "when_entry") {
      walk.visit(child);
      continue;
    }
    const parts = walk.children(child);
    const body = parts.pop();
    for (const condition of parts) walk.visit(condition);
    if (body) bodies.push(body);
  }
  return branches(walk, node, bodies);
};

const attempt: Lower = (walk, node) => {
  const bodies: Node[] = [];
  for (const child of walk.children(node)) {
    if (child.type === "block") bodies.push(child);
    else if (child.type === "catch_block")
      bodies.push(...walk.children(child).filter((one) => one.type === "block"));
    else walk.visit(child);
  }
  return branches(walk, node, bodies);
};

const lambda: Lower = (walk, node, of) => {
  const children = walk.children(node);
  const declared = children.find((child) => child.type === "lambda_parameters");
  const names = declared
    ? walk.children(declared).flatMap((one) => {
        const name = walk.children(one).find((child) => child.type === "identifier");
        return name ? [plainParam(walk.text(name), spanOf(name))] : [];
      })
    : [];
  const params = declared || !/\bit\b/.test(walk.text(node)) ? names : [plainParam("it", spanOf(node))];
  const scope = {
    kind: of === undefined ? "function" : "block",
    name: "",
    at: spanOf(node),
    params,
  } as const;
  return walk.within(of === undefined ? scope : { ...scope, of }, () => {
    const result = blockValue(
      walk,
      children.filter((child) => child.type !== "lambda_parameters"),
    );
    const only = result?.parts.length === 1 ? result.parts[0] : undefined;
    // A call is a fact already, and what the block of `apply` or `also` comes to goes nowhere.
    const taken = of === undefined || !((only && "call" in only) || /\.(?:apply|also)$/.test(of));
    if (result && taken) walk.returns(result.at, result);
    return walk.lambda(spanOf(node), result, params[0]?.name ?? "");
  });
};

const given: Lower = (walk, node) => {
  const label = node.childForFieldName("label");
  const result = walk.children(node).find((child) => child.id !== label?.id);
  if (result) walk.returns(spanOf(node), walk.value(result));
  return opaqueValue(spanOf(node));
};

const name: Lower = (walk, node) => {
  const text = walk.text(node);
  if (text === "null") return value(spanOf(node), []);
  if (text === "true" || text === "false") return textValue(spanOf(node), text);
  return value(spanOf(node), [{ name: text.startsWith("`") ? text.slice(1, -1) : text }]);
};

/** Kotlin's expressions; those that open class scopes are in `declarations.ts`. */
export const values = table<Lower>({
  identifier: name,
  this_expression: (_, node) => value(spanOf(node), [{ name: "this" }]),
  super_expression: (_, node) => value(spanOf(node), [{ name: "super" }]),
  string_literal: string,
  multiline_string_literal: string,
  character_literal: (walk, node) => textValue(spanOf(node), decodeEscapes(walk.text(node).slice(1, -1))),
  collection_literal: (walk, node) => ({
    at: spanOf(node),
    parts: [{ list: walk.children(node).map((item) => walk.value(item)) }],
  }),
  annotated_expression: inner,
  labeled_expression: inner,
  parenthesized_expression: inner,
  spread_expression: inner,
  as_expression: (walk, node) => {
    const left = node.childForFieldName("left");
    return left ? walk.value(left) : walk.opaque(node);
  },
  unary_expression: (walk, node) => {
    const argument = node.childForFieldName("argument");
    return argument && node.childForFieldName("operator")?.type === "!!"
      ? walk.value(argument)
      : walk.opaque(node);
  },
  binary_expression: binary,
  in_expression: (walk, node) => walk.opaque(node),
  is_expression: (walk, node) => walk.opaque(node),
  range_expression: (walk, node) => walk.opaque(node),
  infix_expression: infix,
  call_expression: invocation,
  navigation_expression: navigation,
  index_expression: element,
  callable_reference: (walk, node) =>
    value(spanOf(node), [{ name: walk.text(node).replace(/^::/, "").replaceAll("::", ".") }]),
  if_expression: conditional,
  when_expression: choose,
  try_expression: attempt,
  lambda_literal: lambda,
  return_expression: given,
  throw_expression: (walk, node) => walk.opaque(node),
});
