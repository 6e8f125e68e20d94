import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** What a variable holds of a credential: all of it (a pair, a header), or options of a client among which it is. */
export type Content = "credential" | "options";

/** Variables and functions of a script through which a credential reaches its clients. */
export interface Carriers {
  readonly variables: ReadonlyMap<string, readonly Node[]>;
  readonly functions: ReadonlySet<string>;
  /** Variables that hold other options of a client besides, and go on doing so. */
  readonly options?: ReadonlySet<string>;
}

/** Follows a credential from where it is put together to the names it gets; several steps (pair → encoded → header). */
export function carriersOf(root: Node, spans: readonly Span[], known?: Carriers): Carriers {
  const variables = new Map<string, Node[]>([...(known?.variables ?? [])].map(([name]) => [name, []]));
  const functions = new Set(known?.functions);
  const nodes = [...nodesBelow(root)];
  const assignments = nodes.filter(
    // `X=1 command` sets X for that command only.
    (node) => node.type === "variable_assignment" && node.parent?.type !== "command",
  );
  const printers = nodes.filter(
    (node) =>
      node.type === "command" && /^(?:echo|printf|cat)$/.test(node.childForFieldName("name")?.text ?? ""),
  );
  for (let before = -1; before !== variables.size + functions.size; ) {
    before = variables.size + functions.size;
    const carriers = { variables, functions };
    for (const node of assignments) {
      const name = targetOf(node);
      const list = variables.get(name);
      if (!list?.includes(node) && hands(node.childForFieldName("value"), spans, carriers))
        variables.set(name, [...(list ?? []), node]);
    }
    for (const node of printers) {
      const within = enclosing(node, "function_definition");
      const name = within?.childForFieldName("name")?.text;
      if (name && !enclosing(node, "command_substitution", within) && carries(node, spans, carriers))
        functions.add(name);
    }
  }
  return { variables, functions };
}

/** A client that is run: what it prints is an answer, not the credential. */
const CLIENT = /^(?:.*\/)?(?:curl|wget|https?)(?:\.exe)?$/;

/** True when a value comes to what the spans or the carriers stand for, and not only to the answer of a call that gets it. */
function hands(value: Node | null, spans: readonly Span[], carriers: Carriers): boolean {
  if (!value || !carries(value, spans, carriers)) return false;
  const calls = [...nodesBelow(value)].filter(
    (node) =>
      node.type === "command" &&
      [node.childForFieldName("name"), ...node.childrenForFieldName("argument")].some((word) =>
        CLIENT.test(word?.text ?? ""),
      ),
  );
  if (calls.length === 0) return true;
  return [value, ...nodesBelow(value)].some(
    (node) =>
      node.namedChildCount === 0 &&
      !calls.some((call) => call.startIndex <= node.startIndex && node.endIndex <= call.endIndex) &&
      carries(node, spans, carriers),
  );
}

/** True when a node is, holds, or reads what the spans or the carriers stand for. */
export function carries(node: Node | null | undefined, spans: readonly Span[], carriers: Carriers): boolean {
  if (!node) return false;
  if (spans.some(({ start, end }) => start < node.endIndex && node.startIndex < end)) return true;
  for (const one of [node, ...nodesBelow(node)]) {
    if (one.type === "variable_name" && carriers.variables.has(one.text)) return true;
    if (one.type === "command_name" && carriers.functions.has(one.text)) return true;
  }
  return false;
}

/** As {@link carries}, but for what another client within the node is given: `"…/users/$(curl -u … | jq .id)"`. */
export function gives(
  node: Node,
  spans: readonly Span[],
  carriers: Carriers,
  clients: readonly Node[],
): boolean {
  const inner = clients.filter(
    (client) => node.startIndex < client.startIndex && client.endIndex <= node.endIndex,
  );
  if (inner.length === 0) return carries(node, spans, carriers);
  const isInner = (at: Span): boolean =>
    inner.some((client) => client.startIndex <= at.start && at.end <= client.endIndex);
  if (spans.some((at) => at.start < node.endIndex && node.startIndex < at.end && !isInner(at))) return true;
  return [node, ...nodesBelow(node)].some(
    (one) =>
      !isInner({ start: one.startIndex, end: one.endIndex }) &&
      ((one.type === "variable_name" && carriers.variables.has(one.text)) ||
        (one.type === "command_name" && carriers.functions.has(one.text))),
  );
}

/** What an assignment puts into its variable. */
export function contentOf(assignment: Node): Content {
  const value = assignment.childForFieldName("value");
  const text = value?.text.replace(/^["']/, "") ?? "";
  return value?.type === "array" || /^\s*-{1,2}[A-Za-z]|\s(?:-u|--user)[\s=]/.test(text)
    ? "options"
    : "credential";
}

/** The name of the variable that is assigned to, without an index. */
export function targetOf(assignment: Node): string {
  const name = assignment.childForFieldName("name");
  return (name?.type === "subscript" ? name.childForFieldName("name")?.text : name?.text) ?? "";
}

/** The nearest node of a type around another one, below `end`. */
export function enclosing(node: Node, type: string, end?: Node): Node | undefined {
  for (let one = node.parent; one && one.id !== end?.id; one = one.parent) if (one.type === type) return one;
  return undefined;
}
