import type { Node } from "web-tree-sitter";
import type { Part, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { classReference, dotted, memberText, variableText } from "./names.ts";
import { chainName, deeper, literalText, type Php, type Place } from "./place.ts";

const MEMBERS = new Set([
  "member_access_expression",
  "nullsafe_member_access_expression",
  "scoped_property_access_expression",
  "class_constant_access_expression",
  "subscript_expression",
]);

/** Expressions that refer to something by name. */
export const isReference = (node: Node): boolean => MEMBERS.has(node.type) || ROOTS.has(node.type);

const ROOTS = new Set([
  "variable_name",
  "dynamic_variable_name",
  "name",
  "qualified_name",
  "relative_name",
  "relative_scope",
]);

/** A step of `$a->b['c']`: what it goes through, and the segment it adds. */
function step(php: Php, node: Node, place: Place): { from: Node | null; segment: string } {
  if (node.type === "subscript_expression") {
    const [from, index] = node.namedChildren.filter((child) => child.type !== "comment");
    return { from: from ?? null, segment: index ? subscript(php, index, place) : "*" };
  }
  if (node.type === "class_constant_access_expression") {
    const [from, constant] = node.namedChildren;
    return { from: from ?? null, segment: memberText(constant ?? null) };
  }
  const name = node.childForFieldName("name");
  const scoped = node.type === "scoped_property_access_expression";
  return {
    from: node.childForFieldName(scoped ? "scope" : "object"),
    segment: scoped && name ? variableText(name) : memberText(name),
  };
}

/** The segment of an index: a literal key or number, `*` when it is computed. */
function subscript(php: Php, index: Node, place: Place): string {
  if (index.type === "name") return index.text;
  const key = php.expression(index, deeper(place));
  return literalText(key) || (index.type === "integer" ? index.text : "*");
}

function rootName(node: Node): string {
  if (node.type === "variable_name" || node.type === "dynamic_variable_name") {
    // `$$name` and `${expression}` name a variable that is only known at run time.
    return node.descendantsOfType("variable_name").length > 1 ? "*" : variableText(node);
  }
  return node.type === "relative_name" ? dotted(node.text.replace(/^namespace/i, "")) : dotted(node.text);
}

/** A variable, constant, member or element as a name, or as the environment variable it is. */
export function reference(php: Php, node: Node, place: Place): Value {
  return value(spanOf(node), [referencePart(php, node, place)]);
}

function referencePart(php: Php, node: Node, place: Place): Part {
  const segments: string[] = [];
  let current: Node | null = node;
  while (current && MEMBERS.has(current.type)) {
    php.lowering.tick(place.depth);
    const { from, segment }: { from: Node | null; segment: string } = step(php, current, place);
    segments.push(segment);
    current = from;
  }
  segments.reverse();
  const root = current ? rootText(php, current, node, place) : "()";
  const environment = root === "_ENV" || root === "_SERVER" || root === "getenv()";
  if (environment && segments.length === 1 && segments[0] !== "*") return { env: segments[0] ?? "" };
  return { name: [root, ...segments].join(".") };
}

function rootText(php: Php, root: Node, whole: Node, place: Place): string {
  if (!ROOTS.has(root.type)) return chainName(php.expression(root, deeper(place)));
  const scoped = root !== whole && (root.type === "name" || root.type === "relative_scope");
  return scoped ? classReference(root.text) : rootName(root);
}
