import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { ancestor, nodeAt } from "../nodes.ts";
import type { Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** Where a Basic header is made and set. */
export interface RubyHeader {
  /** What `Bearer …` stands in for. */
  readonly value: Node;
  /** `"Authorization" => value` in hashes, `x["Authorization"] = value`, `x.headers["Authorization"] = value`. */
  readonly set: readonly Node[];
}

const STATEMENT = /^(?:program|body_statement|block_body|then|else)$/;

/** Finds the header that a site's pair goes into; undefined when it is none, or when it leaves the file. */
export function headerOf(root: Node, { use, file }: Site): RubyHeader | undefined {
  const spans: Span[] = [
    use.match.at,
    ...use.related.filter((hop) => hop.path === file.path && hop.role === "use").map((hop) => hop.at),
  ];
  for (const span of spans) {
    let value: Node | undefined;
    for (
      let node: Node | null = nodeAt(root, span);
      node && !STATEMENT.test(node.parent?.type ?? "");
      node = node.parent
    ) {
      if (
        /^(?:string|binary|call|argument_list|interpolation|parenthesized_statements|string_content)$/.test(
          node.type,
        )
      ) {
        if ((node.type === "string" || node.type === "binary") && /["']Basic /i.test(node.text)) value = node;
      } else break;
    }
    // The last expression of a method stands right in its body.
    const whole = nodeAt(root, span);
    if (!value && whole.type === "string" && /^["']Basic /i.test(whole.text)) value = whole;
    if (!value) continue;
    const set = placesSet(root, value);
    if (set.length > 0) return { value, set };
  }
  return undefined;
}

/** Follows a value to the headers it is set in: directly, by a variable or constant, or by a method that gives it back. */
function placesSet(root: Node, value: Node, depth = 0): Node[] {
  const { parent } = value;
  if (!parent || depth > 3) return [];
  if (parent.type === "pair" && isAuthorization(parent.childForFieldName("key"))) return [parent];
  if (parent.type === "assignment") {
    const left = parent.childForFieldName("left");
    if (left?.type === "element_reference") return isAuthorization(left.namedChild(1)) ? [parent] : [];
    return left ? referencesTo(root, left).flatMap((node) => placesSet(root, node, depth + 1)) : [];
  }
  if (
    parent.type === "body_statement" &&
    parent.parent?.type === "method" &&
    value.nextNamedSibling === null
  ) {
    const name = parent.parent.childForFieldName("name");
    return name ? referencesTo(root, name).flatMap((node) => placesSet(root, node, depth + 1)) : [];
  }
  return [];
}

const isAuthorization = (key: Node | null): boolean => /^[:"']*authorization[:"']*$/i.test(key?.text ?? "");

/** Other places where a name stands, as the whole expression: `name`, `self.name`, `name()`. */
export function referencesTo(root: Node, name: Node): Node[] {
  const found: Node[] = [];
  for (const node of nodesBelow(root)) {
    if (node.text !== name.text || node.id === name.id || node.type === "method") continue;
    if (!/^(?:identifier|constant|instance_variable|class_variable)$/.test(node.type)) continue;
    const { parent } = node;
    if (parent?.type === "call" && parent.childForFieldName("method")?.id === node.id) {
      if (/^(?:self(?:\.class)?)?$/.test(parent.childForFieldName("receiver")?.text ?? ""))
        found.push(parent);
    } else if (parent?.type === "assignment" && parent.childForFieldName("left")?.id === node.id) continue;
    else found.push(node);
  }
  return found;
}

/**
 * Nodes around a site's user and token for which a test holds: around the place itself, and where a variable, constant or method that holds a half
 * stands.
 */
export function around(root: Node, { use, file }: Site, test: (node: Node) => boolean): Node[] {
  const spans: Span[] = [
    use.match.at,
    ...use.related.filter((hop) => hop.path === file.path && hop.role === "use").map((hop) => hop.at),
  ];
  return unique(spans.flatMap((span) => holders(root, nodeAt(root, span), test)));
}

function holders(root: Node, start: Node, test: (node: Node) => boolean, depth = 0): Node[] {
  const found = ancestor(start, test);
  if (found) return [found];
  if (depth > 2) return [];
  const holder = ancestor(start, ({ type }) => /assignment$|^method$/.test(type));
  const last = holder?.childForFieldName("body")?.namedChildren.at(-1);
  const name =
    holder?.type === "method"
      ? last && last.startIndex <= start.startIndex && start.endIndex <= last.endIndex
        ? holder.childForFieldName("name")
        : undefined
      : holder?.childForFieldName("left");
  return name ? referencesTo(root, name).flatMap((node) => holders(root, node, test, depth + 1)) : [];
}

/**
 * The calls that a value reaches: as an argument, in a hash, by variables, constants and methods that hold it. `isSender` says which calls count, by the call
 * and the argument that the value is in.
 */
export function sendersOf(
  root: Node,
  value: Node,
  isSender: (call: Node, argument: Node) => boolean,
  depth = 0,
): Node[] {
  if (depth > 5) return [];
  const found: Node[] = [];
  const follow = (name: Node | null): void => {
    if (name)
      for (const node of referencesTo(root, name)) found.push(...sendersOf(root, node, isSender, depth + 1));
  };
  let argument = value;
  for (let node: Node = value; node.parent; node = node.parent) {
    const { parent } = node;
    if (node.type !== "argument_list") argument = node;
    if (parent.type === "call" && isSender(parent, argument)) return [parent];
    if (parent.type === "assignment") {
      const left = parent.childForFieldName("left");
      if (left && left.id !== node.id && /^(?:identifier|constant|instance_variable)$/.test(left.type))
        follow(left);
      return unique(found);
    }
    if (parent.type === "operator_assignment") {
      follow(parent.childForFieldName("left"));
      return unique(found);
    }
    if (parent.type === "body_statement" || parent.type === "program") {
      const method = ancestor(parent, ({ type }) => type === "method");
      if (parent.type === "body_statement" && method && node.nextNamedSibling === null)
        follow(method.childForFieldName("name"));
      return unique(found);
    }
  }
  return unique(found);
}

const unique = (nodes: readonly Node[]): Node[] => [
  ...new Map(nodes.map((node) => [node.id, node])).values(),
];
