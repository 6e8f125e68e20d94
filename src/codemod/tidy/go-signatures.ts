import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import { statementLines } from "../typed/lines.ts";
import { realigned } from "./go-alignment.ts";
import { isExported, isPure } from "./go-purity.ts";
import { nodesBelow } from "./grammar.ts";
import { listItem, type Removal, type TidyFile, type TidyWorld } from "./removal.ts";

/** Struct fields that are written and never read, with what is written to them. */
export async function deadFields(file: TidyFile, world: TidyWorld): Promise<Removal[]> {
  for (const declaration of nodesBelow(file.root)) {
    if (declaration.type !== "field_declaration") continue;
    const names = declaration.childrenForFieldName("name").filter((one) => one !== null);
    const type = structOf(declaration);
    for (const [index, name] of names.entries()) {
      if (!world.candidates.has(name.text)) continue;
      const writes = await writesOf(name.text, type, file, world);
      if (!writes) continue;
      const { path, text } = file;
      const at =
        names.length > 1
          ? listItem(names, index, text)
          : statementLines(text, { start: declaration.startIndex, end: declaration.endIndex });
      const fields = (declaration.parent?.namedChildren ?? []).filter(
        (one) => one?.type === "field_declaration",
      );
      const around = names.length > 1 ? [] : realigned(fields as Node[], declaration);
      return [[{ path, at, text: "" }, ...around.map((one) => ({ path, ...one })), ...writes]];
    }
  }
  return [];
}

function structOf(field: Node): string | undefined {
  for (let up = field.parent; up; up = up.parent)
    if (up.type === "type_spec") return up.childForFieldName("name")?.text;
  return undefined;
}

/** The removals of all that is written to a field; undefined when it is read, or could be without its name. */
async function writesOf(
  name: string,
  type: string | undefined,
  file: TidyFile,
  world: TidyWorld,
): Promise<Removal | undefined> {
  const folder = posix.dirname(file.path);
  const near = (path: string): boolean => posix.dirname(path) === folder;
  const files = await world.holding(name, isExported(name) ? undefined : near);
  const typed = type === undefined ? files : await world.holding(type, isExported(type) ? undefined : near);
  if (!files || !typed) return undefined;
  for (const { root } of typed)
    for (const node of nodesBelow(root))
      if (node.type === "composite_literal" && isOfType(node, type) && hasUnkeyed(node)) return undefined;
  const writes: Removal[number][] = [];
  for (const { path, root, text } of files)
    for (const node of nodesBelow(root)) {
      if (node.text !== name) continue;
      if (node.type === "field_identifier" && node.parent?.type === "selector_expression") {
        const statement = node.parent.parent?.parent;
        const right = statement?.childForFieldName("right");
        const left = statement?.childForFieldName("left");
        if (statement?.type !== "assignment_statement" || left?.namedChildCount !== 1) return undefined;
        if (left.namedChild(0)?.id !== node.parent.id || !right || !isPure(right)) return undefined;
        const span = { start: statement.startIndex, end: statement.endIndex };
        writes.push({ path, at: statementLines(text, span), text: "" });
      } else if (node.type === "identifier" && node.parent?.parent?.type === "keyed_element") {
        const element = node.parent.parent;
        if (element.namedChild(0)?.id !== node.parent.id) continue;
        const literal = element.parent?.parent;
        if (
          !literal ||
          (type !== undefined && literal.type === "composite_literal" && !isOfType(literal, type))
        )
          continue;
        const value = element.namedChild(1);
        if (!value || !isPure(value)) return undefined;
        const elements = (element.parent?.namedChildren ?? []).filter((one) => one?.type === "keyed_element");
        const index = elements.findIndex((one) => one?.id === element.id);
        writes.push({ path, at: listItem(elements as Node[], index, text), text: "" });
        writes.push(...realigned(elements as Node[], element).map((one) => ({ path, ...one })));
      }
    }
  return writes;
}

const isOfType = (literal: Node, type: string | undefined): boolean =>
  type !== undefined && new RegExp(`(?:^|\\.)${type}$`).test(literal.childForFieldName("type")?.text ?? "");

const hasUnkeyed = (literal: Node): boolean =>
  (literal.childForFieldName("body")?.namedChildren ?? []).some((one) => one?.type === "literal_element");

/** Parameters that a function does not use any more, with the arguments of all its callers. */
export async function deadParameters(file: TidyFile, world: TidyWorld): Promise<Removal[]> {
  for (const declaration of file.root.namedChildren) {
    if (declaration?.type !== "function_declaration" && declaration?.type !== "method_declaration") continue;
    const parameters = parametersOf(declaration);
    const body = declaration.childForFieldName("body");
    for (const [position, { name, remove }] of parameters.entries()) {
      if (!body || !world.candidates.has(name) || parameters.some((one) => one.name === "")) continue;
      if ([...nodesBelow(body)].some((node) => node.type === "identifier" && node.text === name)) continue;
      const callers = await argumentsAt(declaration, position, parameters.length, file, world);
      if (callers) return [[{ path: file.path, at: remove(file.text), text: "" }, ...callers]];
    }
  }
  return [];
}

interface Parameter {
  readonly name: string;
  readonly remove: (text: string) => { start: number; end: number };
}

function parametersOf(declaration: Node): Parameter[] {
  const list = (declaration.childForFieldName("parameters")?.namedChildren ?? []).filter(
    (one): one is Node => one !== null && one.type !== "comment",
  );
  return list.flatMap((one, index): Parameter[] => {
    const names = one.childrenForFieldName("name").filter((name) => name !== null);
    if (names.length === 0 || one.type !== "parameter_declaration")
      return [{ name: "", remove: () => ({ start: 0, end: 0 }) }];
    return names.map((name, at) => ({
      name: name.text,
      remove: (text) => (names.length > 1 ? listItem(names, at, text) : listItem(list, index, text)),
    }));
  });
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
  const files = await world.holding(name);
  if (!files) return undefined;
  const removals: Removal[number][] = [];
  for (const { path, root, text } of files)
    for (const node of nodesBelow(root)) {
      if (node.text !== name || !/^(?:identifier|field_identifier)$/.test(node.type)) continue;
      const isSelf =
        path === file.path && node.startIndex === declaration.childForFieldName("name")?.startIndex;
      if (isSelf) continue;
      const target = node.parent?.type === "selector_expression" ? node.parent : node;
      const call = target.parent;
      // A value, an interface's method, another declaration of that name: who calls it is not known.
      if (call?.type !== "call_expression" || call.childForFieldName("function")?.id !== target.id)
        return undefined;
      const given = (call.childForFieldName("arguments")?.namedChildren ?? []).filter(
        (one): one is Node => one !== null && one.type !== "comment",
      );
      const argument = given[position];
      if (given.length !== count || !argument || !isPure(argument)) return undefined;
      removals.push({ path, at: listItem(given, position, text), text: "" });
    }
  return isExported(name) && removals.length === 0 ? undefined : removals;
}
