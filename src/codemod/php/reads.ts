import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { argumentsOf, nameOf } from "./flow.ts";

/** Text of a variable, property or constant by which all its places can be told. */
function labelOf(node: Node): string | undefined {
  if (node.type === "member_access_expression")
    return /^\$this->\w+$/.test(node.text) ? node.text : undefined;
  if (node.type === "variable_name") return node.text === "$this" ? undefined : node.text;
  if (node.type !== "name" || node.parent?.type === "variable_name") return undefined;
  return /^[A-Z][A-Z0-9_]*$/.test(node.text) ? node.text : undefined;
}

/** What declares or sets the label around a node: its own statement is tidied away with it. */
function setAround(node: Node): string | undefined {
  const holder = ancestor(node, ({ type }) =>
    /^(?:assignment_expression|const_element|property_element)$/.test(type),
  );
  const left =
    holder?.childForFieldName("left") ?? holder?.childForFieldName("name") ?? holder?.namedChild(0);
  return left?.text;
}

/** Variables and constants in the removed values that the file reads elsewhere, too: a guard, a log line. A sentence for each. */
export function stillRead(root: Node, gone: readonly Node[], path: string): string[] {
  const inside = (node: Node): boolean =>
    gone.some((one) => one.startIndex <= node.startIndex && node.endIndex <= one.endIndex);
  const set = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (node.type === "assignment_expression") set.add(node.childForFieldName("left")?.text ?? "");
    else if (node.type === "const_element") set.add(node.namedChild(0)?.text ?? "");
    else if (node.type === "function_call_expression" && nameOf(node) === "define")
      set.add(argumentsOf(node)[0]?.text.replace(/^["']|["']$/g, "") ?? "");
  }
  const values = new Set<string>();
  for (const one of gone)
    for (const node of [one, ...nodesBelow(one)]) {
      const label = labelOf(node);
      if (label !== undefined && set.has(label)) values.add(label);
    }
  const read = new Set<string>();
  for (const node of nodesBelow(root)) {
    const label = labelOf(node);
    if (label === undefined || !values.has(label) || inside(node)) continue;
    if (values.has(setAround(node) ?? "")) continue;
    read.add(label);
  }
  return [...read].sort().map((name) => `${path} still uses ${name} elsewhere: look what for.`);
}
