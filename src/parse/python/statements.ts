import type { Node } from "web-tree-sitter";
import type { Value } from "../../model/fact.ts";
import { textValue } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { assign, assignment, augmentedAssignment } from "./assignments.ts";
import { declaredFields, parentsOf } from "./classes.ts";
import { expression, holdLoose, link, loose, partsOf, textOf } from "./expressions.ts";
import { lowerParams } from "./functions.ts";
import { importFrom, importModules } from "./imports.ts";
import type { Place } from "./place.ts";

/** Documentation worth a rule's look. */
const OF_INTEREST = /zendesk|zenpy|zdesk|\/token\b|%2ftoken/i;

/** Lowers a statement and everything in it. */
export function statement(node: Node, place: Place): void {
  const { file } = place;
  file.lowering.tick(++file.depth);
  lowerStatement(node, place);
  file.depth--;
}

/** Lowers the children of a node as statements. */
function statements(node: Node, place: Place): void {
  for (const child of partsOf(node)) statement(child, place);
}

function lowerStatement(node: Node, place: Place): void {
  switch (node.type) {
    case "expression_statement":
      for (const child of partsOf(node)) {
        if (child.type === "assignment") assignment(child, place);
        else if (child.type === "augmented_assignment") augmentedAssignment(child, place);
        else if (child.type === "string" || child.type === "concatenated_string") documentation(child, place);
        else loose(child, place);
      }
      return;
    case "module":
    case "block":
    case "else_clause":
    case "finally_clause":
    case "try_statement":
    case "with_clause":
    case "ERROR":
    case "if_statement":
    case "elif_clause":
    case "while_statement":
    case "with_statement":
    case "match_statement":
      statements(node, place);
      return;
    case "for_statement": {
      const target = node.childForFieldName("left");
      for (const child of partsOf(node)) if (child.startIndex !== target?.startIndex) statement(child, place);
      return;
    }
    case "except_clause":
    case "except_group_clause":
      for (const child of partsOf(node)) if (child.type === "block") statement(child, place);
      return;
    case "case_clause": {
      const guard = node.childForFieldName("guard");
      const body = node.childForFieldName("consequence");
      if (guard) statements(guard, place);
      if (body) statement(body, place);
      return;
    }
    case "with_item": {
      const item = node.childForFieldName("value") ?? node;
      const [source, target] = item.type === "as_pattern" ? partsOf(item) : [item, undefined];
      if (source && target) assign(target, expression(source, place), spanOf(item), place);
      else if (source) loose(source, place);
      return;
    }
    case "return_statement": {
      const given = partsOf(node)[0];
      if (given)
        place.file.lowering.emit({
          kind: "return",
          at: spanOf(node),
          scope: place.scope,
          value: expression(given, place),
        });
      return;
    }
    case "function_definition":
      functionDefinition(node, [], place);
      return;
    case "class_definition":
      classDefinition(node, [], place);
      return;
    case "decorated_definition":
      decoratedDefinition(node, place);
      return;
    case "import_statement":
      importModules(node, place);
      return;
    case "import_from_statement":
      importFrom(node, place);
      return;
    case "print_statement":
    case "exec_statement":
      printStatement(node, place);
      return;
    case "global_statement":
      for (const name of partsOf(node)) place.globals.add(textOf(name, place));
      return;
    case "assignment":
      assignment(node, place);
      return;
    case "augmented_assignment":
      augmentedAssignment(node, place);
      return;
    case "raise_statement":
    case "assert_statement":
      for (const child of partsOf(node)) loose(child, place);
      return;
    case "future_import_statement":
    case "nonlocal_statement":
    case "delete_statement":
    case "type_alias_statement":
    case "pass_statement":
    case "break_statement":
    case "continue_statement":
      return;
    default:
      loose(node, place);
  }
}

/** A string that stands as a statement is documentation: its lines of interest become prose. */
function documentation(node: Node, place: Place): void {
  const { lowering } = place.file;
  const text = textOf(node, place);
  if (node.namedChildren.some((child) => child.type === "interpolation")) {
    loose(node, place);
    return;
  }
  let start = 0;
  for (const line of text.split("\n")) {
    if (OF_INTEREST.test(line)) {
      const bare = line
        .trim()
        .replace(/^[A-Za-z]{0,2}(?:"""|'''|["'])|(?:"""|'''|["'])$/g, "")
        .trim();
      const from = node.startIndex + start + line.indexOf(bare);
      const at = { start: from, end: from + bare.length };
      lowering.emit({ kind: "prose", at, scope: place.scope, value: textValue(at, bare) });
    }
    start += line.length + 1;
  }
}

function printStatement(node: Node, place: Place): void {
  const args: Value[] = [];
  for (const child of partsOf(node)) {
    if (child.type === "chevron") for (const stream of partsOf(child)) loose(stream, place);
    else args.push(expression(child, place));
  }
  const name = node.type === "print_statement" ? "print" : "exec";
  place.file.lowering.emit({
    kind: "call",
    at: spanOf(node),
    scope: place.scope,
    call: name,
    args,
    named: [],
  });
}

function decoratedDefinition(node: Node, place: Place): void {
  const decorators: string[] = [];
  for (const child of partsOf(node)) {
    if (child.type !== "decorator") continue;
    for (const inner of partsOf(child)) {
      const found = link(inner, place);
      decorators.push(found.path.replace(/\(\)$/, ""));
      holdLoose(found.value, place);
    }
  }
  const definition = node.childForFieldName("definition");
  if (definition?.type === "class_definition") classDefinition(definition, decorators, place);
  else if (definition) functionDefinition(definition, decorators, place);
}

function functionDefinition(node: Node, decorators: readonly string[], place: Place): void {
  const nameNode = node.childForFieldName("name");
  const name = nameNode ? textOf(nameNode, place) : "";
  const list = node.childForFieldName("parameters");
  const parameters = list ? partsOf(list) : [];
  const first = parameters[0]?.type === "identifier" ? textOf(parameters[0], place) : undefined;
  const isMethod = place.classBody && !decorators.includes("staticmethod");
  const hasSelf = first !== undefined && (isMethod || first === "self");
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "function",
    name: place.classBody ? methodName(name, decorators) : name,
    at: spanOf(node),
    params: lowerParams(hasSelf ? parameters.slice(1) : parameters, place),
  });
  const body = node.childForFieldName("body");
  if (!body) return;
  // A function within a method sees the method's `self`.
  const self = hasSelf ? first : place.classBody ? undefined : place.self;
  statement(body, { ...place, scope, self, classBody: false, globals: new Set() });
}

/** A constructor is `constructor`; a property's setter is `x=`, so that `x` is the getter. */
function methodName(name: string, decorators: readonly string[]): string {
  if (name === "__init__") return "constructor";
  if (decorators.some((decorator) => decorator.endsWith(".setter"))) return `${name}=`;
  return decorators.some((decorator) => decorator.endsWith(".deleter")) ? `del ${name}` : name;
}

function classDefinition(node: Node, decorators: readonly string[], place: Place): void {
  const { lowering } = place.file;
  const name = node.childForFieldName("name");
  const parents = parentsOf(node, place);
  const scope = lowering.scope({
    parent: place.scope,
    kind: "class",
    name: name ? textOf(name, place) : "",
    at: spanOf(node),
    params: [],
    ...(parents.length > 0 ? { extends: parents } : {}),
  });
  const body = node.childForFieldName("body");
  if (!body) return;
  const inner: Place = { ...place, scope, self: undefined, classBody: true, globals: new Set() };
  const before = lowering.facts.length;
  statement(body, inner);
  declaredFields(node, body, { decorators, parents }, before, inner);
}
