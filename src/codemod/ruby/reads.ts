import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { readerOf } from "./escapes.ts";
import { namedIn } from "./named.ts";
import { ownerOf } from "./variables.ts";

const NAMES = new Set(["identifier", "constant", "instance_variable", "global_variable", "class_variable"]);

/**
 * Variables, constants and methods in the removed values that the file or another one reads elsewhere, too: a guard, a log line. A sentence for each.
 */
export async function stillRead(
  root: Node,
  gone: readonly Node[],
  path: string,
  project: Project,
): Promise<string[]> {
  const inside = (node: Node): boolean =>
    gone.some((one) => one.startIndex <= node.startIndex && node.endIndex <= one.endIndex);
  const assigned = new Set<string>();
  const methods = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (/^(?:singleton_)?method$/.test(node.type)) methods.add(node.childForFieldName("name")?.text ?? "");
    if (node.type !== "assignment" && node.type !== "operator_assignment") continue;
    const left = node.childForFieldName("left");
    if (left && NAMES.has(left.type)) assigned.add(left.text);
  }
  const values = new Map<string, Node>();
  for (const one of gone)
    for (const node of nodesBelow(one))
      if (NAMES.has(node.type) && (assigned.has(node.text) || (methods.has(node.text) && !isHolder(node))))
        values.set(node.text, node);
  const read = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (!NAMES.has(node.type) || !values.has(node.text) || inside(node)) continue;
    if (/^(?:singleton_)?method$|_parameters?$/.test(node.parent?.type ?? "")) continue;
    const assignment = ancestor(node, ({ type }) => type === "assignment" || type === "operator_assignment");
    // Declared, or the value of another one that goes: those are tidied away.
    if (assignment && values.has(assignment.childForFieldName("left")?.text ?? "")) continue;
    const method = ancestor(node, ({ type }) => /^(?:singleton_)?method$/.test(type));
    if (method && values.has(method.childForFieldName("name")?.text ?? "")) continue;
    read.add(node.text);
  }
  const sentences = [...read].sort().map((name) => `${path} still uses ${name} elsewhere: look what for.`);
  for (const [name, node] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (read.has(name) || (node.type === "identifier" && !methods.has(name))) continue;
    if ((methods.has(name) || name.startsWith("@")) && namedIn(root, name))
      sentences.push(`${path} still uses ${name} elsewhere: look what for.`);
    else {
      const other = await readerOf({ name, owner: ownerOf(node) }, path, project);
      if (other !== undefined) sentences.push(`${other} still uses ${name}: look what for.`);
    }
  }
  return sentences;
}

/** `credentials[:token]`: what else the method gives is no matter. */
const isHolder = (node: Node): boolean =>
  (node.parent?.type === "element_reference" && node.parent.namedChild(0)?.id === node.id) ||
  (node.parent?.type === "call" && node.parent.childForFieldName("receiver")?.id === node.id);

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
