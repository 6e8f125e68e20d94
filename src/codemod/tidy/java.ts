import type { Node } from "web-tree-sitter";
import { statementLines } from "../typed/lines.ts";
import { nodesBelow } from "./grammar.ts";
import { classAround, isPure, modifiersOf } from "./java-purity.ts";
import { deadParameters } from "./java-signatures.ts";
import {
  type AcrossGrammar,
  deadBelow,
  type Removal,
  type TidyFile,
  type TidyWorld,
  wasCalled,
} from "./removal.ts";

/** Tidying of Java. */
export const java: AcrossGrammar = {
  grammar: "java",
  files: /\.java$/,
  dead: (file, world) => deadBelow(deadAt, deadParameters)(file, world),
};

async function deadAt(node: Node, file: TidyFile, world: TidyWorld): Promise<Removal | undefined> {
  switch (node.type) {
    case "import_declaration":
      return deadImport(node, file, world);
    case "local_variable_declaration": {
      const name = onlyName(node);
      const value = node.namedChildren
        .find((one) => one?.type === "variable_declarator")
        ?.childForFieldName("value");
      if (name === undefined || !world.candidates.has(name) || (value && !isPure(value)) || !node.parent)
        return undefined;
      const logged = usesIn(node.parent, name, node).map(logging);
      if (logged.some((statement) => statement === undefined)) return undefined;
      return [
        removed(file, node),
        ...logged.flatMap((statement) => (statement ? [removed(file, statement)] : [])),
      ];
    }
    case "field_declaration":
      return deadField(node, file, world);
    case "method_declaration":
      return deadMethod(node, file, world);
    default:
      return undefined;
  }
}

/** The statement around a name when all it does is to log. */
function logging(use: Node): Node | undefined {
  for (let up = use.parent; up; up = up.parent) {
    if (up.type === "expression_statement") return /^log(?:ger)?\.\w+\(/i.test(up.text) ? up : undefined;
    if (!/^(?:argument_list|method_invocation|binary_expression)$/.test(up.type)) return undefined;
  }
  return undefined;
}

function deadImport(node: Node, file: TidyFile, { candidates }: TidyWorld): Removal | undefined {
  const [path] = node.namedChildren;
  const name = path?.childForFieldName("name")?.text ?? path?.text ?? "";
  if (/\.\*\s*;?$/.test(node.text) || !candidates.has(name)) return undefined;
  for (const other of nodesBelow(file.root)) {
    if (other.text !== name || !/^(?:type_)?identifier$/.test(other.type)) continue;
    if (node.startIndex <= other.startIndex && other.endIndex <= node.endIndex) continue;
    if (isInside(other, "import_declaration")) continue;
    return undefined;
  }
  return [removed(file, node)];
}

/** A field that is written and never read, with the statements that write it. */
async function deadField(node: Node, file: TidyFile, world: TidyWorld): Promise<Removal | undefined> {
  const name = onlyName(node);
  const value = node.namedChildren
    .find((one) => one?.type === "variable_declarator")
    ?.childForFieldName("value");
  if (name === undefined || !world.candidates.has(name) || (value && !isPure(value))) return undefined;
  if (!/\bprivate\b/.test(modifiersOf(node))) {
    const others = await world.holding(name, (path) => path !== file.path);
    if (!others || others.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text))) return undefined;
  }
  const owner = classAround(node);
  // Accessors that are made by annotations read every field.
  if (
    !owner ||
    /@(?:Data|Getter|Value|AllArgsConstructor|RequiredArgsConstructor|Entity|ConfigurationProperties)\b/.test(
      modifiersOf(owner),
    )
  )
    return undefined;
  const writes: Removal[number][] = [];
  for (const use of usesIn(owner, name, node)) {
    const left =
      use.parent?.type === "field_access" && use.parent.childForFieldName("field")?.id === use.id
        ? use.parent
        : use;
    const assignment = left.parent;
    if (
      assignment?.type === "assignment_expression" &&
      assignment.childForFieldName("left")?.id === left.id
    ) {
      const right = assignment.childForFieldName("right");
      if (!right || !isPure(right) || assignment.parent?.type !== "expression_statement") return undefined;
      writes.push(removed(file, assignment.parent));
      continue;
    }
    // A parameter or a variable of the same name is something else where the field is said with `this`.
    if (left === use && isLocalAt(use, name)) continue;
    return undefined;
  }
  return [removed(file, node), ...writes];
}

/** A method that nothing calls, with all methods of that name and number of parameters: an interface and what implements it. */
async function deadMethod(node: Node, file: TidyFile, world: TidyWorld): Promise<Removal | undefined> {
  const name = node.childForFieldName("name")?.text ?? "";
  if (isEmptied(node)) return withCalls(node, name, file);
  if (!wasCalled(name, world.candidates) || name === "main") return undefined;
  const files = /\bprivate\b/.test(modifiersOf(node)) ? [file] : await world.holding(name);
  if (!files) return undefined;
  const removals: Removal[number][] = [];
  for (const other of files)
    for (const one of nodesBelow(other.root)) {
      if (one.text !== name || one.type !== "identifier") continue;
      const declaration = one.parent?.type === "method_declaration" ? one.parent : undefined;
      if (declaration?.childForFieldName("name")?.id !== one.id) {
        if (isLocalAt(one, name) || isOwnCall(one, node)) continue;
        return undefined;
      }
      const annotations = modifiersOf(declaration).match(/@\w+/g) ?? [];
      if (annotations.some((annotation) => annotation !== "@Override" && annotation !== "@Nonnull"))
        return undefined;
      removals.push(removed(other, declaration));
    }
  return removals;
}

/** A private method that does nothing, and says nothing about it. */
const isEmptied = (node: Node): boolean =>
  /^private\b[^@]*$/.test(modifiersOf(node)) &&
  node.childForFieldName("type")?.text === "void" &&
  /^\{\s*\}$/.test(node.childForFieldName("body")?.text ?? "");

function withCalls(node: Node, name: string, file: TidyFile): Removal | undefined {
  const removals = [removed(file, node)];
  for (const one of nodesBelow(file.root)) {
    if (one.text !== name || one.type !== "identifier" || one.parent?.id === node.id) continue;
    const call = one.parent;
    if (call?.type !== "method_invocation" || call.parent?.type !== "expression_statement") return undefined;
    if (!(call.childForFieldName("arguments")?.namedChildren ?? []).every((given) => given && isPure(given)))
      return undefined;
    removals.push(removed(file, call.parent));
  }
  return removals;
}

const isOwnCall = (use: Node, declaration: Node): boolean =>
  declaration.startIndex <= use.startIndex && use.endIndex <= declaration.endIndex;

/** The lines of a declaration or statement, with the documentation above it. */
export function removed({ path, text }: TidyFile, node: Node): Removal[number] {
  const above = node.previousNamedSibling;
  const documented =
    above?.type === "block_comment" && text.slice(above.endIndex, node.startIndex).trim() === "";
  const start = documented && above ? above.startIndex : node.startIndex;
  return { path, at: statementLines(text, { start, end: node.endIndex }), text: "" };
}

function onlyName(node: Node): string | undefined {
  const names = node.namedChildren.filter((one) => one?.type === "variable_declarator");
  return names.length === 1 ? names[0]?.childForFieldName("name")?.text : undefined;
}

const usesIn = (root: Node, name: string, besides: Node): Node[] =>
  [...nodesBelow(root)].filter(
    (node) =>
      node.type === "identifier" &&
      node.text === name &&
      !(besides.startIndex <= node.startIndex && node.endIndex <= besides.endIndex) &&
      !(node.parent?.type === "method_invocation" && node.parent.childForFieldName("name")?.id === node.id),
  );

/** A name stands for a parameter or a local variable of the method it is said in. */
function isLocalAt(use: Node, name: string): boolean {
  for (let up = use.parent; up; up = up.parent) {
    if (!/^(?:method|constructor)_declaration$/.test(up.type)) continue;
    return [...nodesBelow(up)].some(
      (node) =>
        /^(?:formal_parameter|variable_declarator)$/.test(node.type) &&
        node.childForFieldName("name")?.text === name,
    );
  }
  return false;
}

const isInside = (node: Node, type: string): boolean => {
  for (let up = node.parent; up; up = up.parent) if (up.type === type) return true;
  return false;
};
