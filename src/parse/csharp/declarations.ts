import type { Node } from "web-tree-sitter";
import type { Entry, Span, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { table, type Visit } from "../java/grammar.ts";
import { unparsed } from "../java/recovery.ts";
import type { Walker } from "../java/walker.ts";
import { spanOf } from "../tree-sitter.ts";
import { argumentsOf, typeName } from "./construction.ts";
import { parameters } from "./values.ts";

const childOf = (walk: Walker, node: Node, type: string): Node | undefined =>
  walk.children(node).find((child) => child.type === type);

/** `[Route("x", Name = "y")]` as a call; bare markers say nothing. */
const attribute: Visit = (walk, node) => {
  const list = childOf(walk, node, "attribute_argument_list");
  if (!list) return;
  const args: Value[] = [];
  const named: Entry[] = [];
  for (const argument of walk.children(list)) {
    const [first, second] = walk.children(argument);
    const left =
      first?.type === "assignment_expression" ? first.childForFieldName("left") : second ? first : undefined;
    const right = first?.type === "assignment_expression" ? first.childForFieldName("right") : second;
    if (left && right) named.push({ key: walk.text(left), at: spanOf(left), value: walk.value(right) });
    else if (first) args.push(walk.value(first));
  }
  walk.call(
    spanOf(node),
    walk.callee(undefined, typeName(walk, node.childForFieldName("name"))),
    args,
    named,
  );
};

const attributes = (walk: Walker, node: Node): void => {
  for (const child of walk.children(node)) if (child.type === "attribute_list") walk.visit(child);
};

function variables(walk: Walker, declaration: Node, at: Span, field: boolean): void {
  const declarators = walk.children(declaration).filter((child) => child.type === "variable_declarator");
  for (const declarator of declarators) {
    const pattern = childOf(walk, declarator, "tuple_pattern");
    const name = declarator.childForFieldName("name") ?? pattern;
    const source = walk.children(declarator).at(-1);
    if (!name || !source) continue;
    if (!field && !pattern) walk.names.declareLocal(walk.scope, walk.text(name));
    if (source.id === name.id || source.type === "bracketed_argument_list") continue;
    const given = walk.value(source);
    const where = declarators.length === 1 ? at : spanOf(declarator);
    if (pattern) destructured(walk, pattern, given);
    else if (field) walk.assignField(where, walk.text(name), given);
    else walk.assignLocal(where, walk.text(name), given);
  }
}

/** `var (a, b) = pair`: pairwise from a literal, else by position. */
function destructured(walk: Walker, pattern: Node, given: Value): void {
  const only = given.parts.length === 1 ? given.parts[0] : undefined;
  for (const [index, name] of walk.children(pattern).entries()) {
    const item = only && "list" in only ? only.list[index] : undefined;
    const part = only && "name" in only ? { name: `${only.name}.${index}` } : { opaque: true as const };
    if (walk.text(name) !== "_")
      walk.assignLocal(spanOf(name), walk.text(name), item ?? value(given.at, [part]));
  }
}

const local: Visit = (walk, node) => {
  const declaration = childOf(walk, node, "variable_declaration");
  if (declaration) variables(walk, declaration, spanOf(node), false);
};

const field: Visit = (walk, node) => {
  attributes(walk, node);
  const declaration = childOf(walk, node, "variable_declaration");
  if (declaration) variables(walk, declaration, spanOf(declaration), true);
};

/** Lowers a body; an expression body gives back its value, unless there is nothing to give. */
function body(walk: Walker, content: Node | null | undefined, gives: boolean): void {
  if (!content) return;
  const expression = content.type === "arrow_expression_clause" ? walk.children(content)[0] : undefined;
  if (!expression || !gives) walk.visit(expression ?? content);
  else {
    const result = walk.value(expression);
    walk.returns(result.at, result);
  }
}

const method: Visit = (walk, node) => {
  attributes(walk, node);
  const name = node.childForFieldName("name") ?? node.childForFieldName("operator");
  const made = node.type === "constructor_declaration" ? "constructor" : name ? walk.text(name) : "";
  const params = parameters(walk, node.childForFieldName("parameters"));
  const returns = node.childForFieldName("returns") ?? node.childForFieldName("type");
  const gives = made !== "constructor" && (returns === null || walk.text(returns) !== "void");
  walk.within({ kind: "function", name: made, at: spanOf(node), params }, () => {
    const delegation = childOf(walk, node, "constructor_initializer");
    if (delegation) {
      const own = delegation.children.some((child) => child?.type === "this");
      const callee = walk.callee(undefined, own ? "this" : "super");
      const { args, named } = argumentsOf(walk, childOf(walk, delegation, "argument_list"), callee.path);
      walk.call(spanOf(delegation), callee, args, named);
    }
    body(walk, node.childForFieldName("body"), gives);
  });
};

/** `Token { get; set; } = x`: the initialiser of an automatic property. */
function initialiser(walk: Walker, node: Node): void {
  const name = node.childForFieldName("name");
  const given = node.childForFieldName("value");
  if (!name || !given || given.type === "arrow_expression_clause") return;
  const at = { start: (node.childForFieldName("type") ?? name).startIndex, end: node.endIndex };
  walk.assignField(at, walk.text(name), walk.value(given));
}

/** Getters are functions with the property's name; setters are called as the runtime calls them. */
function accessors(walk: Walker, node: Node): void {
  attributes(walk, node);
  const name = node.childForFieldName("name");
  const own = name ? walk.text(name) : "Item";
  const params = parameters(walk, node.childForFieldName("parameters"));
  const arrow = node.childForFieldName("value");
  if (arrow?.type === "arrow_expression_clause")
    walk.within({ kind: "function", name: own, at: spanOf(node), params }, () => body(walk, arrow, true));
  const list = node.childForFieldName("accessors");
  for (const accessor of list ? walk.children(list) : []) {
    const content = accessor.childForFieldName("body");
    if (!content) continue;
    const kind = accessor.childForFieldName("name")?.type;
    const getter = kind === "get";
    const at = spanOf(accessor);
    const given = getter ? params : [...params, { name: "value", at }];
    walk.within({ kind: "function", name: getter ? own : `set_${own}`, at, params: given }, () =>
      body(walk, content, getter),
    );
  }
}

const property: Visit = (walk, node) => {
  initialiser(walk, node);
  accessors(walk, node);
};

/** Names of the fields, properties and kept parameters a type declares. */
function membersOf(walk: Walker, list: Node | undefined, members: readonly Node[]): string[] {
  const named = members.flatMap((member) => {
    if (member.type === "property_declaration") return [member];
    const declaration =
      member.type === "field_declaration" ? childOf(walk, member, "variable_declaration") : undefined;
    return declaration
      ? walk.children(declaration).filter((child) => child.type === "variable_declarator")
      : [];
  });
  return [...(list ? walk.children(list) : []), ...named].flatMap((one) => {
    const name = one.childForFieldName("name");
    return name ? [walk.text(name)] : [];
  });
}

const SETS_UP = new Set(["field_declaration", "property_declaration"]);

/**
 * A class, struct, record, interface or enum. With a primary constructor, its parameters are kept (records make them properties), and
 * initialisers see them.
 */
const type: Visit = (walk, node) => {
  attributes(walk, node);
  const name = node.childForFieldName("name");
  const bases = childOf(walk, node, "base_list");
  const parents = (bases ? walk.children(bases) : []).filter((child) => child.type !== "argument_list");
  const names = parents.map((base) =>
    typeName(walk, base.type === "primary_constructor_base_type" ? base.childForFieldName("type") : base),
  );
  const scope = { kind: "class", name: name ? walk.text(name) : "", at: spanOf(node), params: [] } as const;
  walk.within(names.length > 0 ? { ...scope, extends: names } : scope, () => {
    const list = childOf(walk, node, "parameter_list");
    const content = node.childForFieldName("body");
    const members = content ? walk.children(content) : [];
    walk.names.declareMembers(walk.scope, membersOf(walk, list, members));
    if (!list) {
      for (const member of members) walk.visit(member);
      return;
    }
    const params = parameters(walk, list);
    walk.within({ kind: "function", name: "constructor", at: spanOf(list), params }, () => {
      for (const one of params) walk.assignField(one.at, one.name, value(one.at, [{ name: one.name }]));
      const inBase = parents.map((base) => childOf(walk, base, "argument_list")).find((found) => found);
      const given = inBase ?? (bases && childOf(walk, bases, "argument_list"));
      if (given) {
        const { args, named } = argumentsOf(walk, given, "super");
        walk.call(spanOf(given), walk.callee(undefined, "super"), args, named);
      }
      for (const member of members) {
        if (member.type === "field_declaration") field(walk, member);
        else if (member.type === "property_declaration") initialiser(walk, member);
      }
    });
    for (const member of members) {
      if (member.type === "property_declaration") accessors(walk, member);
      else if (!SETS_UP.has(member.type)) walk.visit(member);
    }
  });
};

const enumMember: Visit = (walk, node) => {
  attributes(walk, node);
  const name = node.childForFieldName("name");
  const given = node.childForFieldName("value");
  if (name && given) walk.assignField(spanOf(node), walk.text(name), walk.value(given));
};

/** `using System.Net;`, `using Z = A.B;`, `using static A.B;`. */
const imported: Visit = (walk, node) => {
  const path = walk.children(node).at(-1);
  if (!path) return;
  const alias = node.childForFieldName("name");
  const module = typeName(walk, path);
  const last = module.slice(module.lastIndexOf(".") + 1);
  const names = alias ? [{ imported: last, local: walk.text(alias) }] : [{ imported: "*", local: "*" }];
  walk.lowering.emit({ kind: "import", at: spanOf(node), scope: walk.scope, module, names });
};

const given: Visit = (walk, node) => {
  const [expression] = walk.children(node);
  if (expression) walk.returns(spanOf(node), walk.value(expression));
};

/** `foreach (var x in xs)`: the variable is some item of what is gone through. */
const each: Visit = (walk, node) =>
  walk.visitAll(node.childForFieldName("right"), node.childForFieldName("body"));

/** C#'s statements and declarations that are more than their children. */
export const visits = table<Visit>({
  ERROR: unparsed,
  attribute,
  class_declaration: type,
  constructor_declaration: method,
  conversion_operator_declaration: method,
  destructor_declaration: method,
  enum_declaration: type,
  enum_member_declaration: enumMember,
  field_declaration: field,
  foreach_statement: each,
  indexer_declaration: accessors,
  event_declaration: accessors,
  event_field_declaration: () => {},
  interface_declaration: type,
  local_declaration_statement: local,
  local_function_statement: method,
  method_declaration: method,
  operator_declaration: method,
  property_declaration: property,
  record_declaration: type,
  return_statement: given,
  struct_declaration: type,
  using_directive: imported,
  variable_declaration: (walk, node) => variables(walk, node, spanOf(node), false),
  yield_statement: given,
});
