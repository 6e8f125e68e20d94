import type { Node } from "web-tree-sitter";

/** Statements whose parts may not run. */
const BRANCHES = /^(?:if_statement|case_statement|while_statement|list)$/;

/** True when a credential is put into a variable only under a condition that a call which gets it does not share. */
export function isConditional(assignments: readonly Node[], calls: readonly Node[]): boolean {
  return assignments.some((assignment) => {
    const branch = branchAround(assignment);
    return branch !== undefined && calls.some((call) => !holds(branch, call));
  });
}

/** The nearest part of a statement that runs only sometimes. */
function branchAround(node: Node): Node | undefined {
  let child = node;
  for (let one = node.parent; one; child = one, one = one.parent) {
    if (one.type === "function_definition" || one.type === "program") return undefined;
    if (!BRANCHES.test(one.type)) continue;
    // What is tested first runs always.
    if (one.type !== "case_statement" && one.namedChild(0)?.id === child.id) continue;
    return /^(?:elif_clause|else_clause|case_item|do_group)$/.test(child.type) ? child : one;
  }
  return undefined;
}

const holds = (outer: Node, inner: Node): boolean =>
  outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
