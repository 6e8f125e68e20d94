import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** A node of one of the repository's files. */
export interface Place {
  readonly path: string;
  readonly node: Node;
}

/** Where a node stands. */
export const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });

/** True when a node is the other one or stands in it. */
export const within = (node: Node, { start, end }: Span): boolean =>
  node.startIndex >= start && node.endIndex <= end;

/** The innermost node that holds a stretch. */
export function nodeAt(root: Node, { start, end }: Span): Node {
  let node = root.descendantForIndex(start, Math.max(start, end - 1)) ?? root;
  while (node.parent && (node.startIndex > start || node.endIndex < end)) node = node.parent;
  return node;
}

/** The nearest node around one that is of one of the types. */
export function around(node: Node, ...types: readonly string[]): Node | undefined {
  for (let one = node.parent; one; one = one.parent) if (types.includes(one.type)) return one;
  return undefined;
}

/** The function around a node, whose body or parameters it stands in. */
export const functionAround = (node: Node): Node | undefined => around(node, "function_definition", "lambda");

/** The class whose body a node stands in. */
export const classAround = (node: Node): Node | undefined => around(node, "class_definition");

/** A node and those around it up to its statement: the way a value may be built on. */
export const field = (node: Node | null | undefined, name: string): Node | undefined =>
  node?.childForFieldName(name) ?? undefined;

/** True when the node stands in this field of its parent. */
export const isField = (node: Node, name: string): boolean => field(node.parent, name)?.id === node.id;

/** What a call calls, without blanks: `requests.get`, `self.session.post`. */
export const calleeOf = (call: Node): string => field(call, "function")?.text.replace(/\s+/g, "") ?? "";

/** Arguments of a call as written, comments left out. */
export const argumentsOf = (call: Node): Node[] => listed(field(call, "arguments"));

/** The value of a named argument. */
export function namedArgument(call: Node, name: string): Node | undefined {
  const found = argumentsOf(call).find(
    (one) => one.type === "keyword_argument" && field(one, "name")?.text === name,
  );
  return field(found, "value");
}

/** Elements of an argument list, dictionary, parameter list or tuple. */
export const listed = (list: Node | undefined): Node[] =>
  (list?.namedChildren ?? []).filter((one): one is Node => one !== null && one.type !== "comment");

/** The text of a plain string; undefined for anything else. */
export function stringOf(node: Node | undefined): string | undefined {
  if (node?.type !== "string") return undefined;
  const match = /^[urbURB]?(["'])(.*)\1$/s.exec(node.text);
  return match?.[2];
}

/** Stretches that take elements out of a list, with the commas that belong to them. */
export function removals(list: Node, gone: readonly Node[]): Span[] {
  const all = listed(list);
  const isGone = (node: Node): boolean => gone.some((one) => one.id === node.id);
  const first = list.firstChild;
  const last = list.lastChild;
  if (all.every(isGone)) return first && last ? [{ start: first.endIndex, end: last.startIndex }] : [];
  const spans: Span[] = [];
  for (let from = 0; from < all.length; from++) {
    if (!isGone(all[from] as Node)) continue;
    let to = from;
    while (to + 1 < all.length && isGone(all[to + 1] as Node)) to++;
    const next = all[to + 1];
    spans.push({
      start: next ? (all[from] as Node).startIndex : (all[from - 1] as Node).endIndex,
      end: next ? next.startIndex : (all[to] as Node).endIndex,
    });
    from = to;
  }
  return spans;
}

/** The whole lines of a statement when it stands alone on them. */
export function statementSpan(text: string, node: Node): Span {
  const start = text.lastIndexOf("\n", node.startIndex - 1) + 1;
  const newline = text.indexOf("\n", node.endIndex);
  const end = newline < 0 ? text.length : newline + 1;
  const alone =
    text.slice(start, node.startIndex).trim() === "" &&
    /^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(node.endIndex, end));
  return alone ? { start, end } : spanOf(node);
}

/** The statement that an expression is, or is part of. */
export function statementOf(node: Node): Node {
  let one = node;
  while (one.parent && one.parent.type !== "block" && one.parent.type !== "module") one = one.parent;
  return one;
}

/** Names as they are read or written, below a node: neither attributes nor names of arguments. */
export function namesBelow(root: Node, name: string): Node[] {
  return [...nodesBelow(root)].filter(
    (node) =>
      node.type === "identifier" &&
      node.text === name &&
      !(node.parent?.type === "attribute" && isField(node, "attribute")) &&
      !(node.parent?.type === "keyword_argument" && isField(node, "name")),
  );
}

/** Places below a node that say `x.name`; `of` limits what x may be. */
export function attributesBelow(root: Node, name: string, of?: RegExp): Node[] {
  return [...nodesBelow(root)].filter(
    (node) =>
      node.type === "attribute" &&
      field(node, "attribute")?.text === name &&
      (of?.test(field(node, "object")?.text ?? "") ?? true),
  );
}

/** All calls below a node. */
export const callsBelow = (root: Node): Node[] =>
  [...nodesBelow(root)].filter((node) => node.type === "call");

/** True for Python 2: such code cannot run on a newer one. */
export function isPython2(root: Node): boolean {
  for (const node of nodesBelow(root)) {
    if (node.type === "print_statement" || node.type === "exec_statement") return true;
    if (node.type === "import_statement" && /\b(?:urllib2|urlparse|ConfigParser)\b/.test(node.text))
      return !root.text.includes("ImportError");
  }
  return false;
}
