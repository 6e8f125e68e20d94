import { type Lower, table, type Visit } from "../java/grammar.ts";
import { unparsed } from "../java/recovery.ts";
import { spanOf } from "../tree-sitter.ts";
import { companion, constant, objectLiteral, secondary, type } from "./classes.ts";
import { anonymousFunction, constructed, declaredFunction, nameOf, property } from "./members.ts";
import { values as expressions } from "./values.ts";

const assignment: Visit = (walk, node) => {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return;
  const target = walk.value(left);
  const given = walk.value(right);
  const operator = node.childForFieldName("operator")?.type;
  const only = target.parts.length === 1 ? target.parts[0] : undefined;
  if (!only || !("name" in only)) walk.standing(given);
  else if (operator === "=") walk.assign(spanOf(node), only.name, given);
  else if (operator === "+=") walk.append(spanOf(node), only.name, given);
};

/** `import a.b.C`, `import a.b.*`, `import a.b.C as D`. */
const imported: Visit = (walk, node) => {
  const [path, alias] = walk.children(node);
  if (!path) return;
  const module = walk.text(path).replace(/[\s`]+/g, "");
  const all = node.children.some((child) => child?.type === "*");
  const last = all ? "*" : module.slice(module.lastIndexOf(".") + 1);
  const local = alias ? nameOf(walk, alias) : last;
  walk.lowering.emit({
    kind: "import",
    at: spanOf(node),
    scope: walk.scope,
    module,
    names: [{ imported: last, local }],
  });
};

/** Kotlin's expressions, with those that hold declarations. */
export const values: ReadonlyMap<string, Lower> = new Map([
  ...expressions,
  ["anonymous_function", anonymousFunction],
  ["constructor_invocation", constructed],
  ["object_literal", objectLiteral],
]);

/** Kotlin's statements and declarations that are more than their children. */
export const visits = table<Visit>({
  ERROR: unparsed,
  annotation: (walk, node) => {
    for (const child of walk.children(node))
      if (child.type === "constructor_invocation") constructed(walk, child);
  },
  assignment,
  class_declaration: type,
  companion_object: companion,
  enum_entry: constant,
  for_statement: (walk, node) => {
    for (const child of walk.children(node))
      if (!child.type.endsWith("variable_declaration")) walk.visit(child);
  },
  function_declaration: declaredFunction,
  import: imported,
  object_declaration: type,
  package_header: () => {},
  property_declaration: property,
  secondary_constructor: secondary,
  type_alias: () => {},
});
