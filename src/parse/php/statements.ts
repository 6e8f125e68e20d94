import type { Node } from "web-tree-sitter";
import type { Fact } from "../../model/fact.ts";
import { opaqueValue } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { enterClass, enterFunction } from "./definitions.ts";
import { isExpression } from "./expressions.ts";
import { deeper, isWorthy, type Php, type Place } from "./place.ts";

const SKIPPED = new Set([
  "comment",
  "text",
  "text_interpolation",
  "php_tag",
  "namespace_name",
  "use_declaration",
]);

/** Expressions that have emitted what they hold. */
const HOLDING = new Set([
  "assignment_expression",
  "augmented_assignment_expression",
  "reference_assignment_expression",
]);

/** Lowers a statement, or an expression that stands for itself. */
export function lowerStatement(php: Php, node: Node, place: Place): void {
  php.lowering.tick(place.depth);
  if (SKIPPED.has(node.type)) return;
  if (isExpression(node)) {
    standing(php, node, place);
    return;
  }
  switch (node.type) {
    case "namespace_use_declaration":
      imports(php, node, place);
      return;
    case "class_declaration":
    case "interface_declaration":
    case "trait_declaration":
    case "enum_declaration":
    case "anonymous_class":
      enterClass(php, node, place);
      return;
    case "function_definition":
    case "method_declaration":
      enterFunction(php, node, place, node.childForFieldName("name")?.text ?? "");
      return;
    case "return_statement":
      returned(php, node, place);
      return;
    case "property_declaration":
    case "const_declaration":
    case "function_static_declaration":
      declared(php, node, place);
      return;
    case "enum_case":
      declare(php, node, node.childForFieldName("name"), node.childForFieldName("value"), place);
      return;
    default:
      for (const child of node.namedChildren) php.statement(child, deeper(place));
  }
}

/** An expression nothing else holds: a condition, an echo, an argument of an attribute. */
function standing(php: Php, node: Node, place: Place): void {
  const given = php.expression(node, deeper(place));
  let inner: Node | null = node;
  while (inner?.type === "parenthesized_expression") inner = inner.namedChildren.at(-1) ?? null;
  if (inner && HOLDING.has(inner.type)) return;
  if (isWorthy(given)) php.lowering.emit({ kind: "value", at: given.at, scope: place.scope, value: given });
}

function returned(php: Php, node: Node, place: Place): void {
  const result = node.namedChildren.find((child) => child.type !== "comment");
  if (!result) return;
  const given = php.expression(result, deeper(place));
  php.lowering.emit({ kind: "return", at: spanOf(node), scope: place.scope, value: given });
}

/** Properties, class constants, file constants and static variables. */
function declared(php: Php, node: Node, place: Place): void {
  for (const element of node.namedChildren) {
    if (element.type === "property_element") {
      declare(
        php,
        node,
        element.childForFieldName("name"),
        element.childForFieldName("default_value"),
        place,
      );
    } else if (element.type === "static_variable_declaration") {
      declare(php, node, element.childForFieldName("name"), element.childForFieldName("value"), place);
    } else if (element.type === "const_element") {
      const [name, given] = element.namedChildren.filter((child) => child.type !== "comment");
      declare(php, node, name ?? null, given ?? null, place);
    } else php.statement(element, deeper(place));
  }
}

function declare(php: Php, node: Node, name: Node | null, given: Node | null, place: Place): void {
  if (!name || !given) return;
  const member = place.within?.scope === place.scope;
  const fact: Fact = {
    kind: "assign",
    at: spanOf(node),
    scope: place.scope,
    name: `${member ? "this." : ""}${name.text.replace(/^\$/, "")}`,
    value: php.expression(given, deeper(place)) ?? opaqueValue(spanOf(given)),
    ...(member ? { field: true } : {}),
  };
  php.lowering.emit(fact);
}

/** `use A\B as C, D;`, `use function A\b;`, `use A\{B, C as D};`: a module per imported name, spelled as PHP does, as it is a path. */
function imports(php: Php, node: Node, place: Place): void {
  const group = node.childForFieldName("body");
  const prefix = group
    ? node.namedChildren.find((child) => child.type === "namespace_name")?.text
    : undefined;
  for (const clause of (group ?? node).namedChildren) {
    if (clause.type !== "namespace_use_clause") continue;
    const name = clause.namedChildren.find(
      (child) => child.type === "qualified_name" || child.type === "name",
    );
    if (!name) continue;
    const module = (prefix ? `${prefix}\\${name.text}` : name.text).replace(/\s+/g, "").replace(/^\\/, "");
    const imported = module.slice(module.lastIndexOf("\\") + 1);
    const local = clause.childForFieldName("alias")?.text ?? imported;
    const at = spanOf(group || node.namedChildren.length > 1 ? clause : node);
    php.lowering.emit({ kind: "import", at, scope: place.scope, module, names: [{ imported, local }] });
  }
}
