import type { Node } from "web-tree-sitter";
import type { Param, Span, Value } from "../../model/fact.ts";
import { plainParam, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { choiceOf } from "./compose.ts";
import { table, type Visit } from "./grammar.ts";
import { unparsed } from "./recovery.ts";
import { annotation, typeName } from "./values.ts";
import type { Walker } from "./walker.ts";

/** Annotations that put a configuration value into the field or parameter they stand at. */
const INJECTS = /^(?:[\w.]*\.)?(?:Value|Property|ConfigProperty|ConfigValue)$/;

/** Lowers the annotations of a declaration and gives the value one of them injects. Bare markers (`@Override`) say nothing. */
function annotations(walk: Walker, declaration: Node): Value | undefined {
  const modifiers = walk.children(declaration).find((child) => child.type === "modifiers");
  let injected: Value | undefined;
  for (const one of modifiers ? walk.children(modifiers) : []) {
    if (one.type !== "annotation") continue;
    const given = annotation(walk, one);
    const name = one.childForFieldName("name");
    if (name && INJECTS.test(walk.text(name))) injected = given;
  }
  return injected;
}

/** A declaration's span without its annotations, so that it begins on the line the name stands on. */
function declared(walk: Walker, declaration: Node): Span {
  const modifiers = declaration.namedChildren.find((child) => child?.type === "modifiers");
  const marks = modifiers
    ? walk.children(modifiers).filter((child) => child.type.endsWith("annotation"))
    : [];
  const from = marks.at(-1)?.endIndex;
  if (from === undefined) return spanOf(declaration);
  const blank = /^\s*/.exec(walk.lowering.text.slice(from, declaration.endIndex))?.[0].length ?? 0;
  return { start: from + blank, end: declaration.endIndex };
}

function variables(walk: Walker, declaration: Node, field: boolean, injected?: Value): void {
  const declarators = walk.children(declaration).filter((child) => child.type === "variable_declarator");
  for (const declarator of declarators) {
    const name = declarator.childForFieldName("name");
    const given = declarator.childForFieldName("value");
    const initial = given ? walk.value(given) : undefined;
    const of = injected && initial ? choiceOf(injected.at, [injected, initial]) : (injected ?? initial);
    if (!name) continue;
    if (!field) walk.names.declareLocal(walk.scope, walk.text(name));
    if (!of) continue;
    const at = declarators.length === 1 ? declared(walk, declaration) : spanOf(declarator);
    if (field) walk.assignField(at, walk.text(name), of);
    else walk.assignLocal(at, walk.text(name), of);
  }
}

const field: Visit = (walk, node) => variables(walk, node, true, annotations(walk, node));

const local: Visit = (walk, node) => {
  annotations(walk, node);
  variables(walk, node, false);
};

function parameters(walk: Walker, list: Node | null): Param[] {
  return (list ? walk.children(list) : []).flatMap((one) => {
    const name =
      one.type === "spread_parameter"
        ? walk.children(one).at(-1)?.childForFieldName("name")
        : one.childForFieldName("name");
    if (!name) return [];
    const injected = annotations(walk, one);
    const param = plainParam(walk.text(name), spanOf(one));
    return [injected ? { ...param, default: injected } : param];
  });
}

const method: Visit = (walk, node) => {
  annotations(walk, node);
  const name = node.childForFieldName("name");
  const params = parameters(walk, node.childForFieldName("parameters"));
  const made = node.type.endsWith("constructor_declaration") ? "constructor" : name ? walk.text(name) : "";
  walk.within({ kind: "function", name: made, at: spanOf(node), params }, () => {
    walk.visitAll(node.childForFieldName("body"));
  });
};

function bases(walk: Walker, declaration: Node): string[] {
  return walk.children(declaration).flatMap((child) => {
    if (child.type === "superclass") return walk.children(child).map((type) => typeName(walk, type));
    if (child.type !== "super_interfaces" && child.type !== "extends_interfaces") return [];
    return walk.children(child).flatMap((list) => walk.children(list).map((type) => typeName(walk, type)));
  });
}

/** A record's components are fields and the parameters of its constructor, whose compact form only has a body. */
function components(walk: Walker, record: Node): void {
  const list = record.childForFieldName("parameters");
  const body = record.childForFieldName("body");
  const compact = (body ? walk.children(body) : []).find(
    (child) => child.type === "compact_constructor_declaration",
  );
  const params = parameters(walk, list);
  const at = spanOf(compact ?? list ?? record);
  walk.within({ kind: "function", name: "constructor", at, params }, () => {
    walk.visitAll(compact?.childForFieldName("body"));
    for (const { name, at: where } of params) walk.assignField(where, name, value(where, [{ name }]));
  });
}

/** Names of the fields and components a type declares. */
function membersOf(walk: Walker, declaration: Node): string[] {
  const list = declaration.childForFieldName("parameters");
  const content = declaration.childForFieldName("body");
  const members = (content ? walk.children(content) : []).flatMap((member) =>
    member.type === "enum_body_declarations" ? walk.children(member) : [member],
  );
  const declarators = members
    .filter((member) => member.type === "field_declaration" || member.type === "constant_declaration")
    .flatMap((member) => walk.children(member).filter((child) => child.type === "variable_declarator"));
  return [...(list ? walk.children(list) : []), ...declarators].flatMap((one) => {
    const name = one.childForFieldName("name");
    return name ? [walk.text(name)] : [];
  });
}

const type: Visit = (walk, node) => {
  annotations(walk, node);
  const name = node.childForFieldName("name");
  const parents = bases(walk, node);
  const scope = { kind: "class", name: name ? walk.text(name) : "", at: spanOf(node), params: [] } as const;
  walk.within(parents.length > 0 ? { ...scope, extends: parents } : scope, () => {
    walk.names.declareMembers(walk.scope, membersOf(walk, node));
    if (node.type === "record_declaration") components(walk, node);
    walk.visitAll(node.childForFieldName("body"));
  });
};

/** `PROD("https://…", "x")` constructs one instance of its enum. */
const constant: Visit = (walk, node) => {
  const name = node.childForFieldName("name");
  const args = node.childForFieldName("arguments");
  const owner = walk.lowering.scopes[walk.scope]?.name ?? "";
  if (name && args) {
    const callee = walk.callee(undefined, owner);
    const given = walk.children(args).map((argument) => walk.argument(argument, callee.path));
    walk.assignField(spanOf(node), walk.text(name), walk.call(spanOf(node), callee, given));
  }
  const body = node.childForFieldName("body");
  if (body)
    walk.within({ kind: "class", name: "", at: spanOf(body), params: [], extends: [owner] }, () =>
      walk.visit(body),
    );
};

/** `import a.b.C`, `import a.b.*`, `import static a.B.c` (module `a.B`, so that it is found like the class itself). */
const imported: Visit = (walk, node) => {
  const path = walk.children(node)[0];
  if (!path) return;
  const module = walk.text(path).replace(/\s+/g, "");
  const all = walk.children(node).some((child) => child.type === "asterisk");
  const last = all ? "*" : module.slice(module.lastIndexOf(".") + 1);
  const fixed = node.children.some((child) => child?.type === "static");
  walk.lowering.emit({
    kind: "import",
    at: spanOf(node),
    scope: walk.scope,
    module: fixed && !all ? module.slice(0, Math.max(0, module.lastIndexOf("."))) : module,
    names: [{ imported: last, local: last }],
  });
};

const given: Visit = (walk, node) => {
  const expression = walk.children(node)[0];
  if (expression) walk.returns(spanOf(node), walk.value(expression));
};

/** A variable of `try (…)`, whose value stands in the node itself. */
const resource: Visit = (walk, node) => {
  const name = node.childForFieldName("name");
  const of = node.childForFieldName("value");
  if (name && of) walk.assignLocal(spanOf(node), walk.text(name), walk.value(of));
  else for (const child of walk.children(node)) walk.visit(child);
};

/** `for (String x : xs)`: the variable is some item of what is gone through. */
const each: Visit = (walk, node) => {
  walk.visitAll(node.childForFieldName("value"), node.childForFieldName("body"));
};

/** An annotation element's default is what the element gives. */
const elementDefault: Visit = (walk, node) => {
  const name = node.childForFieldName("name");
  const of = node.childForFieldName("value");
  if (name && of) walk.assignField(spanOf(node), walk.text(name), walk.value(of));
};

/** Java's statements and declarations that are more than their children. */
export const visits = table<Visit>({
  ERROR: unparsed,
  annotation_type_element_declaration: elementDefault,
  annotation_type_declaration: type,
  class_declaration: type,
  enum_declaration: type,
  interface_declaration: type,
  record_declaration: type,
  compact_constructor_declaration: () => {},
  constructor_declaration: method,
  method_declaration: method,
  constant_declaration: field,
  field_declaration: field,
  enum_constant: constant,
  enhanced_for_statement: each,
  import_declaration: imported,
  package_declaration: () => {},
  local_variable_declaration: local,
  resource,
  return_statement: given,
});
