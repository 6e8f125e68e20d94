import type { Node } from "web-tree-sitter";
import { nodesBelow } from "./grammar.ts";
import { classAround, isPure, modifiersOf } from "./java-purity.ts";
import { listItem, type Removal, type TidyFile, type TidyWorld } from "./removal.ts";

/** Annotations by which a container fills in a parameter. */
const INJECTED = /@(?:Value|Property|Named|ConfigProperty)\b/;

/** Parameters that a method or constructor does not use any more, with the arguments of all its callers. */
export async function deadParameters(file: TidyFile, world: TidyWorld): Promise<Removal[]> {
  for (const declaration of nodesBelow(file.root)) {
    if (!/^(?:method|constructor)_declaration$/.test(declaration.type)) continue;
    const body = declaration.childForFieldName("body");
    const parameters = (declaration.childForFieldName("parameters")?.namedChildren ?? []).filter(
      (one): one is Node => one !== null && !one.type.endsWith("comment"),
    );
    if (!body || /@Override\b/.test(modifiersOf(declaration))) continue;
    for (const [position, parameter] of parameters.entries()) {
      const name = parameter.childForFieldName("name")?.text ?? "";
      if (parameter.type !== "formal_parameter" || !world.candidates.has(name)) continue;
      if ([...nodesBelow(body)].some((node) => node.type === "identifier" && node.text === name)) continue;
      const callers = await argumentsAt(declaration, position, parameters.length, file, world);
      if (!callers || (callers.length === 0 && !mayGoUncalled(declaration, parameter))) continue;
      const at = listItem(parameters, position, file.text);
      return [[{ path: file.path, at, text: "" }, ...documentation(declaration, name, file), ...callers]];
    }
  }
  return [];
}

const mayGoUncalled = (declaration: Node, parameter: Node): boolean =>
  INJECTED.test(modifiersOf(parameter)) || /\bprivate\b/.test(modifiersOf(declaration));

/** The `@param` line. */
function documentation(declaration: Node, name: string, file: TidyFile): Removal[number][] {
  const above = declaration.previousNamedSibling;
  if (above?.type !== "block_comment") return [];
  const line = new RegExp(`^[ \\t]*\\*[ \\t]*@param[ \\t]+${name}\\b.*\\r?\\n`, "m").exec(above.text);
  if (!line) return [];
  const start = above.startIndex + line.index;
  return [{ path: file.path, at: { start, end: start + line[0].length }, text: "" }];
}

/** The removals of one argument at every caller; undefined when one of them cannot be seen or changed. */
async function argumentsAt(
  declaration: Node,
  position: number,
  count: number,
  file: TidyFile,
  world: TidyWorld,
): Promise<Removal | undefined> {
  const name = declaration.childForFieldName("name")?.text ?? "";
  const made = declaration.type === "constructor_declaration";
  const owner = classAround(declaration);
  const files = await world.holding(name);
  if (!files || !owner || hasSibling(owner, declaration, name, count - 1)) return undefined;
  const removals: Removal[number][] = [];
  for (const { path, root, text } of files)
    for (const node of nodesBelow(root)) {
      if (made && node.type === "superclass" && new RegExp(`\\b${name}\\b`).test(node.text)) return undefined;
      if (node.type === "method_reference" && new RegExp(`\\b${name}\\b`).test(node.text)) return undefined;
      const isCall = made
        ? (node.type === "object_creation_expression" && node.childForFieldName("type")?.text === name) ||
          (path === file.path && node.type === "explicit_constructor_invocation")
        : node.type === "method_invocation" && node.childForFieldName("name")?.text === name;
      if (!isCall) continue;
      const given = (node.childForFieldName("arguments")?.namedChildren ?? []).filter(
        (one): one is Node => one !== null && !one.type.endsWith("comment"),
      );
      if (given.length !== count) continue;
      const argument = given[position];
      if (!argument || !isPure(argument)) return undefined;
      removals.push({ path, at: listItem(given, position, text), text: "" });
    }
  return removals;
}

/** Another method of the class would have the same name and number of parameters. */
const hasSibling = (owner: Node, declaration: Node, name: string, count: number): boolean =>
  [...nodesBelow(owner)].some(
    (node) =>
      node.type === declaration.type &&
      node.id !== declaration.id &&
      node.childForFieldName("name")?.text === name &&
      [count, count + 1].includes(
        (node.childForFieldName("parameters")?.namedChildren ?? []).filter(
          (one) => one?.type === "formal_parameter",
        ).length,
      ),
  );
