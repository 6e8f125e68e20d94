import type { Node } from "web-tree-sitter";
import type { Param, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { choiceOf } from "../java/compose.ts";
import type { Lower, Visit } from "../java/grammar.ts";
import type { Walker } from "../java/walker.ts";
import { spanOf } from "../tree-sitter.ts";
import { argumentsOf, typeName } from "./values.ts";

/** Annotations that put a configuration value into the property or parameter they stand at. */
const INJECTS = /^(?:[\w.]*\.)?(?:Value|Property|ConfigProperty|ConfigValue)$/;

/** The first child of a type. */
export const childOf = (walk: Walker, node: Node, type: string): Node | undefined =>
  walk.children(node).find((child) => child.type === type);

/** `Base(token)` after a colon or an at sign, as a call. */
export const constructed: Lower = (walk, node) => {
  const [type] = walk.children(node);
  const callee = walk.callee(undefined, typeName(walk, type));
  const list = childOf(walk, node, "value_arguments");
  const { args, named } = argumentsOf(walk, list ? walk.children(list) : [], callee.path);
  return walk.call(spanOf(node), callee, args, named);
};

/** Lowers annotations and gives the value one of them injects. Bare markers (`@Inject`) say nothing. */
export function annotations(walk: Walker, modifiers: Node | undefined): Value | undefined {
  let injected: Value | undefined;
  for (const one of modifiers ? walk.children(modifiers) : []) {
    if (one.type !== "annotation") continue;
    for (const invocation of walk.children(one)) {
      if (invocation.type !== "constructor_invocation") continue;
      const given = constructed(walk, invocation);
      if (INJECTS.test(typeName(walk, walk.children(invocation)[0]))) injected = given;
    }
  }
  return injected;
}

/** The text of a name without backticks; "" when there is none. */
export const nameOf = (walk: Walker, node: Node | undefined): string => {
  const text = node ? walk.text(node) : "";
  return text.startsWith("`") ? text.slice(1, -1) : text;
};

/** The parameters of a function with their defaults. */
export function parameters(walk: Walker, list: Node | undefined): Param[] {
  const params: Param[] = [];
  let injected: Value | undefined;
  for (const child of list ? walk.children(list) : []) {
    const last = params.at(-1);
    if (child.type === "parameter_modifiers") injected = annotations(walk, child);
    else if (child.type === "parameter") {
      const param = { name: nameOf(walk, childOf(walk, child, "identifier")), at: spanOf(child) };
      params.push(injected ? { ...param, default: injected } : param);
      injected = undefined;
    } else if (last) params[params.length - 1] = { ...last, default: walk.value(child) };
  }
  return params;
}

/** A function's body: a block, or an expression that it gives back. */
function body(walk: Walker, owner: Node): void {
  const within = childOf(walk, owner, "function_body");
  const [content] = within ? walk.children(within) : [];
  if (!content) return;
  if (content.type === "block") walk.visit(content);
  else {
    const result = walk.value(content);
    walk.returns(result.at, result);
  }
}

/** `fun name(…)`, extension functions too. */
export const declaredFunction: Visit = (walk, node) => {
  annotations(walk, childOf(walk, node, "modifiers"));
  const named = node.childForFieldName("name");
  // Some extension functions make the grammar take the name for a part of the receiver's type.
  const receiver = childOf(walk, node, "user_type");
  const type = receiver ? typeName(walk, receiver) : "";
  const name = (named && nameOf(walk, named)) || type.slice(type.lastIndexOf(".") + 1);
  const params = parameters(walk, childOf(walk, node, "function_value_parameters"));
  walk.within({ kind: "function", name, at: spanOf(node), params }, () => body(walk, node));
};

/** `fun(…) { … }` as an expression. */
export const anonymousFunction: Lower = (walk, node, of) => {
  const params = parameters(walk, childOf(walk, node, "function_value_parameters"));
  const scope = {
    kind: of === undefined ? "function" : "block",
    name: "",
    at: spanOf(node),
    params,
  } as const;
  walk.within(of === undefined ? scope : { ...scope, of }, () => body(walk, node));
  return opaqueValue(spanOf(node));
};

/** Getters and setters are functions: the getter has the property's name. */
function accessors(walk: Walker, node: Node, name: string): void {
  for (const child of walk.children(node)) {
    if (child.type !== "getter" && child.type !== "setter") continue;
    const param = child.type === "setter" ? childOf(walk, child, "identifier") : undefined;
    const params = param ? [{ name: walk.text(param), at: spanOf(param) }] : [];
    const own = child.type === "getter" ? name : `set_${name}`;
    if (childOf(walk, child, "function_body"))
      walk.within({ kind: "function", name: own, at: spanOf(child), params }, () => body(walk, child));
  }
}

const NOT_A_VALUE = new Set([
  "modifiers",
  "type_parameters",
  "user_type",
  "nullable_type",
  "parenthesized_type",
  "variable_declaration",
  "multi_variable_declaration",
  "type_constraints",
  "getter",
  "setter",
]);

/** `val (a, b) = pair`: pairwise from a literal, else by position. */
function destructured(walk: Walker, node: Node, names: readonly Node[], given: Value): void {
  const only = given.parts.length === 1 ? given.parts[0] : undefined;
  for (const [index, one] of names.entries()) {
    const name = nameOf(walk, childOf(walk, one, "identifier"));
    const item = only && "list" in only ? only.list[index] : undefined;
    const at = spanOf(one);
    const part = only && "name" in only ? { name: `${only.name}.${index}` } : { opaque: true as const };
    if (name !== "_")
      walk.assignLocal(names.length > 1 ? at : spanOf(node), name, item ?? value(given.at, [part]));
  }
}

/** The initialiser of a property, without its accessors. */
export function initialiser(walk: Walker, node: Node): void {
  const injected = annotations(walk, childOf(walk, node, "modifiers"));
  const expression = walk.children(node).find((child) => !NOT_A_VALUE.has(child.type));
  const source = expression?.type === "property_delegate" ? walk.children(expression)[0] : expression;
  const initial = source ? walk.value(source) : undefined;
  const given = injected && initial ? choiceOf(injected.at, [injected, initial]) : (injected ?? initial);
  if (!given) {
    if (!isMember(node)) walk.names.declareLocal(walk.scope, propertyName(walk, node));
    return;
  }
  const several = childOf(walk, node, "multi_variable_declaration");
  if (several) {
    destructured(walk, node, walk.children(several), given);
    return;
  }
  const declaration = childOf(walk, node, "variable_declaration");
  const name = nameOf(walk, declaration && childOf(walk, declaration, "identifier"));
  const from = declaration?.startIndex ?? node.startIndex;
  const marked = childOf(walk, node, "modifiers");
  const start = marked && childOf(walk, marked, "annotation") ? from : node.startIndex;
  const at = { start, end: source?.endIndex ?? declaration?.endIndex ?? node.endIndex };
  if (isMember(node)) walk.assignField(at, name, given);
  else walk.assignLocal(at, name, given);
}

const isMember = (node: Node): boolean =>
  node.parent?.type === "class_body" || node.parent?.type === "enum_class_body";

/** A property outside of a primary constructor's reach: initialiser and accessors in one go. */
export const property: Visit = (walk, node) => {
  initialiser(walk, node);
  propertyAccessors(walk, node);
};

function propertyName(walk: Walker, node: Node): string {
  const declaration = childOf(walk, node, "variable_declaration");
  return nameOf(walk, declaration && childOf(walk, declaration, "identifier"));
}

/** Names of the properties a class declares, its companion's too. */
export function membersOf(walk: Walker, content: Node | undefined): string[] {
  return (content ? walk.children(content) : []).flatMap((member) => {
    if (member.type === "companion_object") return membersOf(walk, childOf(walk, member, "class_body"));
    return member.type === "property_declaration" ? [propertyName(walk, member)] : [];
  });
}

/** The accessors of a property declaration. */
export function propertyAccessors(walk: Walker, node: Node): void {
  accessors(walk, node, propertyName(walk, node));
}
