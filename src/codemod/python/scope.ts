import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";
import { field, isField, namesBelow } from "./code.ts";

/** Names that a function, class or comprehension binds, by the tree and the node. */
const known = new WeakMap<object, Map<number, Bound>>();

interface Bound {
  readonly names: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

const FUNCTION = /^(?:function_definition|lambda)$/;
const COMPREHENSION = /(?:_comprehension|generator_expression)$/;

/** The function, class, comprehension or module that a name belongs to where it stands. */
export function bindingOf(name: Node): Node {
  const { text } = name;
  let inFunction = false;
  let last: Node = name;
  for (let node = name.parent; node; last = node, node = node.parent) {
    if (node.type === "module") return node;
    if (FUNCTION.test(node.type)) {
      const bound = boundBy(node);
      const within =
        isField(last, "body") ||
        (isField(last, "parameters") && parametersOf(node).some((one) => one.id === name.id));
      if (!within) continue;
      inFunction = true;
      if (bound.globals.has(text)) return rootOf(node);
      if (bound.names.has(text) && !bound.nonlocals.has(text)) return node;
    } else if (node.type === "class_definition") {
      if (isField(last, "body") && !inFunction && boundBy(node).names.has(text)) return node;
    } else if (COMPREHENSION.test(node.type)) {
      if (boundBy(node).names.has(text)) return node;
    }
  }
  return last;
}

/** Places where the variable of a function, class or module stands: those that set it, and those that read it. */
export const usesIn = (binding: Node, name: string): Node[] =>
  namesBelow(binding, name).filter((one) => bindingOf(one).id === binding.id && !isModuleName(one));

/** A word of a module's name in an import that does not become known by it. */
function isModuleName(name: Node): boolean {
  const dotted = name.parent;
  const holder = dotted?.type === "dotted_name" ? dotted.parent : undefined;
  if (!dotted || !holder) return false;
  if (holder.type === "aliased_import" || isField(dotted, "module_name")) return true;
  return holder.type === "import_statement" && dotted.namedChild(0)?.id !== name.id;
}

/** True when a name is bound by an import. */
export const isImported = (name: Node): boolean =>
  /^(?:dotted_name|aliased_import)$/.test(name.parent?.type ?? "") &&
  /^(?:import|aliased)/.test(name.parent?.parent?.type ?? "");

/** True when a name is written to, not read. */
export function isTarget(name: Node): boolean {
  let node = name;
  while (/^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern)$/.test(node.parent?.type ?? ""))
    node = node.parent as Node;
  return (
    (/^(?:assignment|for_statement|for_in_clause)$/.test(node.parent?.type ?? "") && isField(node, "left")) ||
    (node.parent?.type === "named_expression" && isField(node, "name"))
  );
}

const rootOf = (node: Node): Node => {
  let one = node;
  while (one.parent) one = one.parent;
  return one;
};

/** Names of parameters, as nodes. */
function parametersOf(made: Node): Node[] {
  return (field(made, "parameters")?.namedChildren ?? []).flatMap((one) => {
    if (!one) return [];
    if (one.type === "identifier") return [one];
    const name = field(one, "name") ?? one.namedChild(0);
    if (!name) return [];
    if (name.type === "identifier") return [name];
    const inner = name.namedChild(0);
    return inner?.type === "identifier" ? [inner] : [];
  });
}

function boundBy(scope: Node): Bound {
  const tree = known.get(scope.tree) ?? new Map<number, Bound>();
  known.set(scope.tree, tree);
  const there = tree.get(scope.id);
  if (there) return there;
  const names = new Set<string>();
  const globals = new Set<string>();
  const nonlocals = new Set<string>();
  if (FUNCTION.test(scope.type)) for (const one of parametersOf(scope)) names.add(one.text);
  const bound = { names, globals, nonlocals };
  const start = COMPREHENSION.test(scope.type) ? scope : field(scope, "body");
  if (start) for (const node of ownNodes(start)) collect(node, bound);
  tree.set(scope.id, bound);
  return bound;
}

function collect(node: Node, { names, globals, nonlocals }: Bound): void {
  switch (node.type) {
    case "global_statement":
      for (const one of node.namedChildren) if (one) globals.add(one.text);
      return;
    case "nonlocal_statement":
      for (const one of node.namedChildren) if (one) nonlocals.add(one.text);
      return;
    case "function_definition":
    case "class_definition":
      names.add(field(node, "name")?.text ?? "");
      return;
    case "import_statement":
    case "import_from_statement":
      for (const one of node.childrenForFieldName("name"))
        if (one) names.add(field(one, "alias")?.text ?? one.text.split(".")[0] ?? "");
      return;
    case "as_pattern_target":
      for (const one of nodesBelow(node)) if (one.type === "identifier") names.add(one.text);
      return;
    case "identifier":
      if (isTarget(node) || (node.parent?.type === "augmented_assignment" && isField(node, "left")))
        names.add(node.text);
  }
}

/** Nodes below one that belong to the same function: what stands in functions and classes within is left out. */
function* ownNodes(start: Node): Generator<Node> {
  const stack: Node[] = [start];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    const closed =
      node.id !== start.id &&
      (FUNCTION.test(node.type) || node.type === "class_definition" || COMPREHENSION.test(node.type));
    if (closed) continue;
    for (const child of node.namedChildren) if (child) stack.push(child);
  }
}
