import type { Node } from "web-tree-sitter";
import type { ParsedFile } from "../../model/fact.ts";
import { ancestor } from "../nodes.ts";
import type { Project } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { ownerOf, readsAnyProperty, scopeOf, type Visible } from "./carriers.ts";
import { readerOf } from "./escapes.ts";
import { argumentsOf, nameOf } from "./flow.ts";

/** Text of a variable, property or constant by which all its places can be told. */
function labelOf(node: Node): string | undefined {
  if (node.type === "member_access_expression")
    return /^\$this->\w+$/.test(node.text) ? node.text : undefined;
  if (node.type === "dynamic_variable_name")
    return /^\$\{\w+\}$/.test(node.text) ? `$${node.text.slice(2, -1)}` : undefined;
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

/** Variables, constants and functions in the removed values that the file or another one reads elsewhere, too: a guard, a log line. A sentence for each. */
export async function stillRead(
  root: Node,
  gone: readonly Node[],
  { path, masked }: ParsedFile,
  project: Project,
): Promise<string[]> {
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
  const sentences = [...read].sort().map((name) => `${path} still uses ${name} elsewhere: look what for.`);
  for (const one of visibleIn(root, gone, set)) {
    if (read.has(one.name) || read.has(`$this->${one.name}`)) continue;
    if (isNamed(root, one)) {
      sentences.push(`${path} still uses ${one.name} elsewhere: look what for.`);
      continue;
    }
    if (one.kind === "local") continue;
    const other = await readerOf(one, path, masked, project);
    if (other !== undefined) sentences.push(`${other} still uses ${one.name}: look what for.`);
  }
  return sentences;
}

/** What the removed values are made of and other places can name. */
function visibleIn(root: Node, gone: readonly Node[], set: ReadonlySet<string>): Visible[] {
  const found = new Map<string, Visible>();
  const functions = new Set(
    [...nodesBelow(root)].flatMap((node) =>
      /^(?:function_definition|method_declaration)$/.test(node.type)
        ? (node.childForFieldName("name")?.text ?? [])
        : [],
    ),
  );
  for (const node of gone.flatMap((one) => [one, ...nodesBelow(one)])) {
    const label = labelOf(node);
    if (label !== undefined && set.has(label)) {
      if (label.startsWith("$this->"))
        found.set(label, { name: label.slice(7), owner: ownerOf(node), kind: "property" });
      else if (!label.startsWith("$"))
        found.set(label, { name: label, owner: constantOwner(root, label), kind: "constant" });
      else if (scopeOf(node).type === "program")
        found.set(label, { name: label, owner: undefined, kind: "variable" });
      else found.set(label, { name: label, owner: undefined, kind: "local" });
    } else if (/_call_expression$/.test(node.type) && functions.has(nameOf(node))) {
      const kind = node.type === "function_call_expression" ? "function" : "method";
      found.set(`${nameOf(node)}()`, {
        name: nameOf(node),
        owner: kind === "method" ? ownerOf(node) : undefined,
        kind,
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The class of a constant; undefined for one that is everywhere. */
const constantOwner = (root: Node, name: string): string | undefined => {
  const element = [...nodesBelow(root)].find(
    (node) => node.type === "const_element" && node.namedChild(0)?.text === name,
  );
  return element && ownerOf(element);
};

/** `compact("token")`, `$other->token`, `$this->$name` */
function isNamed(root: Node, { name, kind }: Visible): boolean {
  const bare = name.replace(/^\$/, "");
  const texts = new RegExp(`["']${bare}["'](?!\\s*=>)`);
  switch (kind) {
    case "property":
      return (
        readsAnyProperty(root) || new RegExp(`\\$(?!this\\b)\\w+(?:->\\w+)*->${bare}\\b`).test(root.text)
      );
    case "local":
    case "variable":
      return (
        [...root.text.matchAll(/\bcompact\s*\(([^)]*)\)|\bGLOBALS\s*\[([^\]]*)\]/g)].some(([one]) =>
          texts.test(one),
        ) ||
        new RegExp(`\\$\\{${bare}\\}|\\bglobal\\b[^;]*\\$${bare}\\b|\\bget_defined_vars\\b|\\$\\$\\w`).test(
          root.text,
        )
      );
    case "method":
    case "function":
      return texts.test(root.text);
    default:
      return false;
  }
}
