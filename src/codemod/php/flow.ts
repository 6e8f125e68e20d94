import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { ancestor, nodeAt } from "../nodes.ts";
import type { Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** Where a Basic header is made and set. */
export interface PhpHeader {
  /** What a bearer header stands in for: the header's value, or the whole line `Authorization: Basic …`. */
  readonly value: Node;
  /** `"Authorization: Basic …"` is a line; `"Authorization" => "Basic …"` is not. */
  readonly line: boolean;
  /** Elements of arrays, arguments, assignments to an element that hold it. */
  readonly set: readonly Node[];
}

/** The function, method or file that a node stands in. */
export const functionAround = (node: Node): Node =>
  ancestor(node.parent, ({ type }) =>
    /^(?:function_definition|method_declaration|program|anonymous_function|anonymous_function_creation_expression)$/.test(
      type,
    ),
  ) ?? node;

/** The statement that an expression is the whole of. */
export const statementOf = (node: Node): Node | undefined =>
  node.parent?.type === "expression_statement" ? node.parent : undefined;

/** False for a statement that is the whole branch of an `if` or a loop without braces: what follows would become it. */
export const isInBlock = ({ parent }: Node): boolean =>
  /^(?:program|compound_statement|colon_block|case_statement|default_statement)$/.test(parent?.type ?? "");

/** Values of a call's arguments, without what a named one is called. */
export const argumentsOf = (call: Node): Node[] => {
  const list =
    call.childForFieldName("arguments") ?? call.namedChildren.find((node) => node?.type === "arguments");
  return (list?.namedChildren ?? []).flatMap((node) =>
    node?.type === "argument" ? (node.namedChildren.at(-1) ?? []) : [],
  );
};

/** Name of what a call calls: `curl_exec`, `setAuth`, `withBasicAuth`. */
export const nameOf = (call: Node): string =>
  (call.childForFieldName("function") ?? call.childForFieldName("name"))?.text.replace(/^\\/, "") ?? "";

/** Name of an array's element, without quotes. */
export const keyOf = (element: Node): string =>
  element.namedChildCount === 2 ? (element.namedChild(0)?.text.replace(/^["']|["']$/g, "") ?? "") : "";

const spansOf = ({ use, file }: Site): Span[] => [
  use.match.at,
  ...use.related.filter((hop) => hop.path === file.path && hop.role === "use").map((hop) => hop.at),
];

/** Nodes around a site's user and token for which a test holds: around the place itself, or where a name that holds a half stands. */
export function around(root: Node, site: Site, test: (node: Node) => boolean): Node[] {
  return unique(spansOf(site).flatMap((span) => holders(root, nodeAt(root, span), test)));
}

function holders(root: Node, start: Node, test: (node: Node) => boolean, depth = 0): Node[] {
  const found = ancestor(start, test);
  if (found) return [found];
  const name = depth > 2 ? undefined : nameGiven(start);
  return name ? referencesTo(root, name).flatMap((node) => holders(root, node, test, depth + 1)) : [];
}

/** What the value around a node is called from there on: a variable, a property, a constant, a function that returns it. */
function nameGiven(start: Node): Node | undefined {
  for (let node: Node | null = start; node; node = node.parent) {
    if (node.type === "assignment_expression") return node.childForFieldName("left") ?? undefined;
    if (node.type === "const_element") return node.namedChild(0) ?? undefined;
    if (node.type === "property_element") return node.childForFieldName("name") ?? undefined;
    if (node.type === "return_statement") return functionAround(node).childForFieldName("name") ?? undefined;
    if (node.type === "function_call_expression" && nameOf(node) === "define") return argumentsOf(node)[0];
    if (/_statement$|_declaration$/.test(node.type)) return undefined;
  }
  return undefined;
}

/** Other places where a name stands, as the whole expression: `$name`, `$this->name`, `NAME`, `self::NAME`, `$this->name()`. */
function referencesTo(root: Node, name: Node): Node[] {
  const text = name.text.replace(/^["']|["']$/g, "");
  const within =
    name.type === "variable_name" && name.parent?.type !== "property_element" ? functionAround(name) : root;
  const bare = text.replace(/^\$(?:this->)?/, "");
  return [...nodesBelow(within)].filter((node) => {
    if (
      node.id === name.id ||
      (node.parent?.type === "assignment_expression" && node.parent.childForFieldName("left")?.id === node.id)
    )
      return false;
    switch (node.type) {
      case "variable_name":
        return (
          name.type === "variable_name" && name.parent?.type !== "property_element" && node.text === text
        );
      case "member_access_expression":
        return node.text === `$this->${bare}`;
      case "class_constant_access_expression":
        return node.namedChild(1)?.text === bare;
      case "function_call_expression":
      case "member_call_expression":
      case "scoped_call_expression":
        return name.type === "name" && nameOf(node) === text;
      case "name":
        return (
          (name.type === "string" ||
            name.type === "encapsed_string" ||
            name.parent?.type === "const_element") &&
          node.text === text &&
          !/^(?:variable_name|const_element|class_constant_access_expression)$/.test(node.parent?.type ?? "")
        );
      default:
        return false;
    }
  });
}

const VALUE =
  /^(?:binary_expression|encapsed_string|string|parenthesized_expression|function_call_expression|argument|arguments)$/;

/** Finds the header that a site's pair goes into; undefined when it is none, or when it leaves the file. */
export function headerOf(root: Node, site: Site): PhpHeader | undefined {
  for (const span of spansOf(site)) {
    let value: Node | undefined;
    for (let node: Node | null = nodeAt(root, span); node; node = node.parent) {
      if (/^(?:binary_expression|encapsed_string|string)$/.test(node.type) && /Basic /i.test(node.text))
        value = node;
      else if (
        !VALUE.test(node.type) &&
        !/^(?:variable_name|name|member_access_expression|string_content|subscript_expression|escape_sequence)$/.test(
          node.type,
        )
      )
        break;
    }
    if (!value) continue;
    const line = /^["']?Authorization:\s*Basic /i.test(value.text);
    if (!line && !/^["']Basic /i.test(value.text)) continue;
    const set = placesSet(root, value, line);
    if (set.length > 0) return { value, line, set };
  }
  return undefined;
}

function placesSet(root: Node, value: Node, line: boolean, depth = 0): Node[] {
  const { parent } = value;
  if (!parent || depth > 3) return [];
  if (parent.type === "array_element_initializer")
    return line
      ? parent.namedChildCount === 1
        ? [parent]
        : []
      : /^authorization$/i.test(keyOf(parent))
        ? [parent]
        : [];
  if (parent.type === "argument") {
    const call = parent.parent?.parent;
    const [first] = call ? argumentsOf(call) : [];
    return call && /^["']authorization["']$/i.test(first?.text ?? "") ? [call] : [];
  }
  if (parent.type === "assignment_expression") {
    const left = parent.childForFieldName("left");
    if (left?.type === "subscript_expression")
      return line || /\[\s*["']authorization["']\s*\]$/i.test(left.text) ? [parent] : [];
  }
  const name = nameGiven(value);
  return name ? referencesTo(root, name).flatMap((node) => placesSet(root, node, line, depth + 1)) : [];
}

/** The calls that a value reaches: as an argument, within an array, by the names of what holds it. */
export function callsReached(root: Node, value: Node, test: (call: Node) => boolean, depth = 0): Node[] {
  const call = ancestor(
    value.parent,
    (node) => test(node) || /_statement$|^method_declaration$|^program$/.test(node.type),
  );
  if (call && test(call)) return [call];
  const name =
    depth > 3
      ? undefined
      : nameGiven(
          value.type === "assignment_expression"
            ? (value.childForFieldName("left")?.namedChild(0) ?? value)
            : value,
        );
  const holder =
    value.type === "assignment_expression" && value.childForFieldName("left")?.type === "subscript_expression"
      ? value.childForFieldName("left")?.namedChild(0)
      : name;
  return holder
    ? unique(referencesTo(root, holder).flatMap((node) => callsReached(root, node, test, depth + 1)))
    : [];
}

/** Each node once. */
export const unique = (nodes: readonly Node[]): Node[] => [
  ...new Map(nodes.map((node) => [node.id, node])).values(),
];
