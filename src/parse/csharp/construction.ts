import type { Node } from "web-tree-sitter";
import type { Entry, Part, Value } from "../../model/fact.ts";
import { keyOf } from "../java/compose.ts";
import type { Lower } from "../java/grammar.ts";
import type { Walker } from "../java/walker.ts";
import { spanOf } from "../tree-sitter.ts";

/** Dotted name of a type, without type arguments, `?`, `[]` and `global::`. */
export function typeName(walk: Walker, node: Node | null | undefined): string {
  if (!node) return "";
  switch (node.type) {
    case "generic_name":
    case "array_type":
    case "nullable_type":
      return typeName(walk, walk.children(node)[0]);
    case "qualified_name":
      return `${typeName(walk, node.childForFieldName("qualifier"))}.${typeName(walk, node.childForFieldName("name"))}`;
    case "alias_qualified_name":
      return typeName(walk, node.childForFieldName("name"));
    case "implicit_type":
    case "tuple_type":
      return "";
    default:
      return walk.text(node).replace(/\s+/g, "");
  }
}

/** Positional and named arguments of an argument list. */
export function argumentsOf(
  walk: Walker,
  list: Node | null | undefined,
  callee: string,
): { args: Value[]; named: Entry[] } {
  const args: Value[] = [];
  const named: Entry[] = [];
  for (const argument of list ? walk.children(list) : []) {
    const name = argument.childForFieldName("name");
    const given = argument.type === "argument" ? walk.children(argument).at(-1) : argument;
    if (!given) continue;
    if (name && name.id !== given.id)
      named.push({ key: walk.text(name), at: spanOf(name), value: walk.argument(given, callee) });
    else args.push(walk.argument(given, callee));
  }
  return { args, named };
}

/** `{ Token = t }`, `{ ["k"] = v }`, `{ { "k", v } }` give entries; `{ "a", "b" }` gives items. */
function initializer(walk: Walker, node: Node): Part {
  const entries: Entry[] = [];
  const list: Value[] = [];
  for (const item of walk.children(node)) {
    const [first, second] = item.type === "initializer_expression" ? walk.children(item) : [];
    const left = item.type === "assignment_expression" ? item.childForFieldName("left") : null;
    const right = item.type === "assignment_expression" ? item.childForFieldName("right") : null;
    if (left && right) {
      const index = left.type === "element_binding_expression" ? walk.children(left)[0] : undefined;
      const expression = index && (walk.children(index)[0] ?? index);
      const key = expression ? keyOf(walk.value(expression)) : walk.text(left);
      entries.push({ key, at: spanOf(left), value: walk.value(right) });
    } else if (first && second) {
      entries.push({ key: keyOf(walk.value(first)), at: spanOf(first), value: walk.value(second) });
    } else list.push(walk.value(item));
  }
  return entries.length > 0 ? { object: entries } : { list };
}

const MAP = /(?:Dictionary|Hashtable|NameValueCollection|SortedList)$/;
const LIST = /(?:^|\.)(?:List|HashSet|Collection|Queue|Stack|LinkedList|SortedSet)$/;

function construct(walk: Walker, node: Node, type: string): Value {
  const list = walk.children(node).find((child) => child.type === "argument_list");
  const braces = walk.children(node).find((child) => child.type === "initializer_expression");
  const { args, named } = argumentsOf(walk, list, type);
  const part = braces ? initializer(walk, braces) : undefined;
  if (braces && part) args.push({ at: spanOf(braces), parts: [part] });
  const made = walk.call(spanOf(node), walk.callee(undefined, type), args, named);
  if (part && (("object" in part && MAP.test(type)) || ("list" in part && LIST.test(type))))
    return walk.spelled({ at: spanOf(node), parts: [part] }, `${type}()`);
  return made;
}

/** Where the way up from a `new()` ends without a type. */
const NO_TARGET =
  /^(?:argument|initializer_expression|lambda_expression|invocation_expression|class_declaration)$/;

/** The type a `new()` is for, where the declaration around it says so. */
function targetType(walk: Walker, node: Node): string {
  for (let parent = node.parent; parent && !NO_TARGET.test(parent.type); parent = parent.parent) {
    if (parent.type === "assignment_expression") {
      // `….Authorization` of .NET's HTTP headers has one type only.
      const left = parent.childForFieldName("left");
      return left && /(?:^|\.)Authorization$/.test(walk.text(left)) ? "AuthenticationHeaderValue" : "";
    }
    if (
      /^(?:variable_declaration|property_declaration|parameter|method_declaration|local_function_statement)$/.test(
        parent.type,
      )
    )
      return typeName(walk, parent.childForFieldName("returns") ?? parent.childForFieldName("type"));
  }
  return "";
}

const anonymous: Lower = (walk, node) => {
  const entries: Entry[] = [];
  let key: Node | undefined;
  for (const [index, child] of node.children.entries()) {
    if (!child?.isNamed || child.type === "comment") continue;
    if (node.children[index + 1]?.type === "=") {
      key = child;
      continue;
    }
    const given = walk.value(child);
    entries.push({ key: key ? walk.text(key) : keyOf(given), at: spanOf(key ?? child), value: given });
    key = undefined;
  }
  return { at: spanOf(node), parts: [{ object: entries }] };
};

/** `record with { Token = x }`: what it was, with some keys replaced. */
const altered: Lower = (walk, node) => {
  const [source, ...changes] = walk.children(node);
  const entries: Entry[] = [];
  if (source) entries.push({ key: "...", at: spanOf(source), value: walk.value(source) });
  for (const change of changes) {
    const [name, given] = walk.children(change);
    if (name && given) entries.push({ key: walk.text(name), at: spanOf(name), value: walk.value(given) });
  }
  return { at: spanOf(node), parts: [{ object: entries }] };
};

const tuple: Lower = (walk, node) => {
  const { args, named } = argumentsOf(walk, node, "");
  if (args.length === 0) return { at: spanOf(node), parts: [{ object: named }] };
  return { at: spanOf(node), parts: [{ list: [...args, ...named.map((entry) => entry.value)] }] };
};

const array: Lower = (walk, node) => {
  const braces = walk.children(node).find((child) => child.type === "initializer_expression");
  return braces ? { at: spanOf(node), parts: [initializer(walk, braces)] } : walk.opaque(node);
};

/** Expressions that make objects, dictionaries, lists and tuples. */
export const constructions: Readonly<Record<string, Lower>> = {
  object_creation_expression: (walk, node) =>
    construct(walk, node, typeName(walk, node.childForFieldName("type"))),
  implicit_object_creation_expression: (walk, node) => construct(walk, node, targetType(walk, node) || "()"),
  anonymous_object_creation_expression: anonymous,
  initializer_expression: (walk, node) => ({ at: spanOf(node), parts: [initializer(walk, node)] }),
  array_creation_expression: array,
  implicit_array_creation_expression: array,
  tuple_expression: tuple,
  with_expression: altered,
};
