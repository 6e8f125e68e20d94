import type { Node } from "web-tree-sitter";
import { statementLines } from "../typed/lines.ts";
import { nodesBelow } from "./grammar.ts";
import {
  type AcrossGrammar,
  deadBelow,
  listItem,
  type Removal,
  type TidyFile,
  type TidyWorld,
  wasCalled,
} from "./removal.ts";

/** Calls that only make a value. */
const PURE =
  /^(?:getenv|getProperty|get|getValue|getOrDefault|format|trim|toString|toByteArray|toCharArray|encode\w*|getEncoder|basic|String|requireNotNull|checkNotNull|error|getBytes|orEmpty|IllegalStateException)$/;

/**
 * Tidying of Kotlin. Names in string templates are no nodes of their own, so that a name counts as used wherever the text says it.
 */
export const kotlin: AcrossGrammar = {
  grammar: "kotlin",
  files: /\.kts?$/,
  dead: (file, world) => deadBelow(deadAt, deadParameters)(file, world),
};

async function deadAt(node: Node, file: TidyFile, world: TidyWorld): Promise<Removal | undefined> {
  const whole = (): Removal => [
    {
      path: file.path,
      at: statementLines(file.text, { start: node.startIndex, end: node.endIndex }),
      text: "",
    },
  ];
  if (node.type === "import") {
    const name = /([\w]+)\s*$/.exec(node.text)?.[1] ?? "";
    if (/\*\s*$/.test(node.text) || !world.candidates.has(name)) return undefined;
    const code = file.text.replace(/^import .*$/gm, (line) => " ".repeat(line.length));
    return saysWord(code, name) ? undefined : whole();
  }
  if (node.type === "property_declaration") {
    const name =
      node.namedChildren.find((one) => one?.type === "variable_declaration")?.namedChild(0)?.text ?? "";
    if (!world.candidates.has(name) || !isPureNode(node) || /\bby\b/.test(node.text)) return undefined;
    return (await isSaid(name, node, file, world)) ? undefined : whole();
  }
  if (node.type === "function_declaration") {
    const name = node.childForFieldName("name")?.text ?? "";
    if (!wasCalled(name, world.candidates) || name === "main" || /@|\boverride\b/.test(modifiersOf(node)))
      return undefined;
    return (await isSaid(name, node, file, world)) ? undefined : whole();
  }
  return undefined;
}

/** A name is said elsewhere: in its block when it is local, in its file when it is private, in any file otherwise. */
async function isSaid(name: string, node: Node, file: TidyFile, world: TidyWorld): Promise<boolean> {
  const local =
    node.parent?.type === "block" || node.parent?.type === "lambda_literal" ? node.parent : undefined;
  const [start, end] = local ? [local.startIndex, local.endIndex] : [0, file.text.length];
  if (
    saysWord(
      file.text.slice(start, node.startIndex) + " ".repeat(1) + file.text.slice(node.endIndex, end),
      name,
    )
  )
    return true;
  if (local || /\bprivate\b/.test(modifiersOf(node))) return false;
  const others = await world.holding(name, (path) => path !== file.path);
  return !others || others.some(({ text }) => saysWord(text, name));
}

/** Parameters that a function or class does not use any more, with the arguments of all its callers. */
async function deadParameters(file: TidyFile, world: TidyWorld): Promise<Removal[]> {
  for (const declaration of nodesBelow(file.root)) {
    const isClass = declaration.type === "class_declaration";
    if (!isClass && declaration.type !== "function_declaration") continue;
    const name = declaration.childForFieldName("name")?.text ?? "";
    const list = [...nodesBelow(declaration)].find((node) =>
      isClass ? node.type === "class_parameters" : node.type === "function_value_parameters",
    );
    const items = (list?.namedChildren ?? []).filter((one): one is Node =>
      /^(?:class_parameter|parameter)$/.test(one?.type ?? ""),
    );
    if (!list || /\b(?:data|override|open|abstract)\b/.test(modifiersOf(declaration))) continue;
    for (const [position, item] of items.entries()) {
      const parameter = item.namedChildren.find((one) => one?.type === "identifier")?.text ?? "";
      if (!world.candidates.has(parameter)) continue;
      if (isClass && /\bva[lr]\b/.test(item.text) && !/\b(?:private)\b/.test(item.text)) continue;
      const rest = file.text.slice(list.endIndex, declaration.endIndex);
      if (saysWord(rest, parameter)) continue;
      const others = items.filter((one) => one.id !== item.id);
      if (others.some((one) => saysWord(one.text.replace(/^[^=]*/, ""), parameter))) continue;
      const callers = await argumentsAt(name, parameter, position, declaration, file, world);
      if (!callers || (callers.length === 0 && !/@(?:Value|Property)\b/.test(item.text))) continue;
      // A class without parameters needs no parentheses.
      const bare = isClass && items.length === 1 && list.parent?.text === list.text;
      const at = bare ? { start: list.startIndex, end: list.endIndex } : listItem(items, position, file.text);
      return [[{ path: file.path, at, text: "" }, ...callers]];
    }
  }
  return [];
}

async function argumentsAt(
  name: string,
  parameter: string,
  position: number,
  declaration: Node,
  file: TidyFile,
  world: TidyWorld,
): Promise<Removal | undefined> {
  const files = await world.holding(name);
  if (!files) return undefined;
  const removals: Removal[number][] = [];
  for (const { path, root, text } of files)
    for (const node of nodesBelow(root)) {
      if (node.type === "callable_reference" && saysWord(node.text, name)) return undefined;
      // Another declaration of that name: which one is called is not known.
      if (
        node.type === declaration.type &&
        node.childForFieldName("name")?.text === name &&
        !(path === file.path && node.startIndex === declaration.startIndex)
      )
        return undefined;
      if (node.type !== "call_expression") continue;
      const callee = node.namedChild(0);
      const called =
        callee?.type === "navigation_expression" ? callee.namedChildren.at(-1)?.text : callee?.text;
      if (called !== name) continue;
      const given = (
        node.namedChildren.find((one) => one?.type === "value_arguments")?.namedChildren ?? []
      ).filter((one): one is Node => one?.type === "value_argument");
      const named = given.findIndex((one) => new RegExp(`^${parameter}\\s*=`).test(one.text));
      const index = named >= 0 ? named : position;
      const argument = given[index];
      if (!argument) continue;
      if (named < 0 && given.slice(0, index + 1).some((one) => /^\w+\s*=[^=]/.test(one.text)))
        return undefined;
      if (!isPureNode(argument)) return undefined;
      removals.push({ path, at: listItem(given, index, text), text: "" });
    }
  return removals;
}

const modifiersOf = (node: Node): string =>
  node.namedChildren.find((one) => one?.type === "modifiers")?.text ?? "";

const saysWord = (text: string, word: string): boolean => new RegExp(`(?<![\\w])${word}(?![\\w])`).test(text);

function isPureNode(value: Node): boolean {
  for (const node of nodesBelow(value)) {
    if (/^(?:assignment|lambda_literal|object_literal)$/.test(node.type)) return false;
    if (node.type !== "call_expression") continue;
    const callee = node.namedChild(0);
    const name = callee?.type === "navigation_expression" ? callee.namedChildren.at(-1)?.text : callee?.text;
    if (!PURE.test(name ?? "")) return false;
  }
  return true;
}
