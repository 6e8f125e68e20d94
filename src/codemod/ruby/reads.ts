import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const NAMES = new Set(["identifier", "constant", "instance_variable", "global_variable", "class_variable"]);

/**
 * Variables and constants in the removed values that the file reads elsewhere, too: a guard, a log line. A sentence for each.
 */
export function stillRead(root: Node, gone: readonly Node[], path: string): string[] {
  const inside = (node: Node): boolean =>
    gone.some((one) => one.startIndex <= node.startIndex && node.endIndex <= one.endIndex);
  const assigned = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (node.type !== "assignment" && node.type !== "operator_assignment") continue;
    const left = node.childForFieldName("left");
    if (left && NAMES.has(left.type)) assigned.add(left.text);
  }
  const values = new Set<string>();
  for (const one of gone)
    for (const node of nodesBelow(one))
      if (NAMES.has(node.type) && assigned.has(node.text)) values.add(node.text);
  const read = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (!NAMES.has(node.type) || !values.has(node.text) || inside(node)) continue;
    const assignment = ancestor(node, ({ type }) => type === "assignment" || type === "operator_assignment");
    // Declared, or the value of another one that goes: those are tidied away.
    if (assignment && values.has(assignment.childForFieldName("left")?.text ?? "")) continue;
    read.add(node.text);
  }
  return [...read].sort().map((name) => `${path} still uses ${name} elsewhere: look what for.`);
}

/** True when nodes read the environment or Rails' credentials, also by a variable or constant of the file. */
export function readsSettings(root: Node, nodes: readonly Node[], depth = 0): boolean {
  return nodes.some(
    (one) =>
      /\bENV\b|\bcredentials\b/.test(one.text) ||
      (depth < 3 &&
        [one, ...nodesBelow(one)].some(
          (node) => NAMES.has(node.type) && readsSettings(root, valuesOf(root, node.text), depth + 1),
        )),
  );
}

function valuesOf(root: Node, name: string): Node[] {
  return [...nodesBelow(root)].flatMap((node) => {
    if (node.type !== "assignment" && node.type !== "operator_assignment") return [];
    const right = node.childForFieldName("right");
    return node.childForFieldName("left")?.text === name && right ? [right] : [];
  });
}
