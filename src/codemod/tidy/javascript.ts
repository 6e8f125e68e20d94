import type { Node } from "web-tree-sitter";
import { type Declaration, nodesBelow, type TidyGrammar } from "./grammar.ts";

/** Calls that only make a value: a statement of nothing else can go. */
const PURE =
  /^(?:Buffer\.from|btoa|String|Number|Boolean|encodeURIComponent|(?:\w+\.)?(?:encode|base64)|getEnv|env|requireEnv|new Buffer|require)$|\.(?:toString|trim|replace|replaceAll|toLowerCase|toUpperCase|join|concat|slice|get|getProperty|getScriptProperties|split)$/;

const IDENTIFIERS = new Set([
  "identifier",
  "property_identifier",
  "private_property_identifier",
  "shorthand_property_identifier",
  "shorthand_property_identifier_pattern",
  "type_identifier",
  "statement_identifier",
]);

/** Tidying of JavaScript and TypeScript. */
export const javascript = (path: string): TidyGrammar => ({
  // The grammar with JSX reads plain JavaScript, too, but no casts by angle brackets.
  grammar: /\.[cm]?ts$/.test(path) ? "typescript" : "tsx",
  files: /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/,
  identifiers: IDENTIFIERS,
  declarations: (root) => [...nodesBelow(root)].flatMap((node) => declared(node) ?? []),
  members: (root) => [...nodesBelow(root)].flatMap(membersOf),
});

function declared(node: Node): Declaration | undefined {
  switch (node.type) {
    case "lexical_declaration":
    case "variable_declaration": {
      const names: string[] = [];
      // A comment that ends the line belongs to it where no semicolon does.
      for (const one of node.namedChildren.filter((child) => child?.type !== "comment")) {
        const known = one ? variableNames(one) : undefined;
        if (!known) return undefined;
        names.push(...known);
      }
      const whole = node.parent?.type === "export_statement" ? node.parent : node;
      if (whole.parent?.type === "for_statement" || node.parent?.type === "for_in_statement")
        return undefined;
      return { names, node: whole, visible: whole !== node };
    }
    case "import_statement": {
      const names = importedNames(node);
      return names.length === 0 ? undefined : { names, node, visible: false };
    }
    case "function_declaration":
    case "generator_function_declaration": {
      const name = node.childForFieldName("name")?.text;
      const whole = node.parent?.type === "export_statement" ? node.parent : node;
      if (name === undefined || /^export\s+default\b/.test(whole.text)) return undefined;
      return { names: [name], node: whole, visible: whole !== node };
    }
    case "method_definition": {
      const name = node.childForFieldName("name");
      if (!name || node.parent?.type !== "class_body" || /^(?:constructor|toString|toJSON)$/.test(name.text))
        return undefined;
      return { names: [name.text], node, visible: !isPrivate(node) };
    }
    case "public_field_definition": {
      const name = node.childForFieldName("name");
      const value = node.childForFieldName("value");
      if (!name || (value && !isPure(value)) || node.namedChildren.some((one) => one?.type === "decorator"))
        return undefined;
      return { names: [name.text], node, visible: !isPrivate(node) };
    }
    default:
      return undefined;
  }
}

const isPrivate = (node: Node): boolean =>
  /^\s*(?:private\b|(?:static\s+|async\s+|readonly\s+)*#)/.test(node.text);

/** The names of a declarator with a harmless value; functions and required modules are harmless, too. */
function variableNames(declarator: Node): string[] | undefined {
  if (declarator.type !== "variable_declarator") return undefined;
  const name = declarator.childForFieldName("name");
  const value = declarator.childForFieldName("value");
  if (value && !isPure(value)) return undefined;
  if (name?.type === "identifier") return [name.text];
  if (name?.type !== "object_pattern") return undefined;
  const names = name.namedChildren.map((one) => (one ? memberName(one) : undefined));
  return names.every((one) => one !== undefined) ? (names as string[]) : undefined;
}

/** What an import makes known; nothing for one that only runs a module. */
const importedNames = (node: Node): string[] =>
  [...nodesBelow(node)].flatMap((one) => {
    if (one.type === "import_specifier")
      return (one.childForFieldName("alias") ?? one.childForFieldName("name"))?.text ?? [];
    if (one.type === "namespace_import") return one.namedChild(0)?.text ?? [];
    return one.type === "identifier" && one.parent?.type === "import_clause" ? one.text : [];
  });

function membersOf(node: Node): { name: string; start: number; end: number }[] {
  if (node.type === "object") return isAskedByKey(node) ? listed(node.namedChildren, entryName) : [];
  if (node.type !== "named_imports" && node.type !== "object_pattern") return [];
  // A pattern of a parameter says what callers hand over.
  if (node.type === "object_pattern" && node.parent?.type !== "variable_declarator") return [];
  if (node.namedChildren.some((one) => one?.type === "rest_pattern")) return [];
  return listed(node.namedChildren, memberName);
}

function listed(
  nodes: readonly (Node | null)[],
  nameOf: (node: Node) => string | undefined,
): { name: string; start: number; end: number }[] {
  const items = nodes.filter((one) => one !== null && one.type !== "comment") as Node[];
  if (items.length < 2) return [];
  return items.flatMap((one, index) => {
    const name = nameOf(one);
    const next = items[index + 1];
    const before = items[index - 1];
    if (name === undefined) return [];
    return {
      name,
      start: next ? one.startIndex : (before?.endIndex ?? one.startIndex),
      end: next ? next.startIndex : one.endIndex,
    };
  });
}

/** The object of a variable of this file that is only ever asked for single keys. */
function isAskedByKey(object: Node): boolean {
  const holder = object.parent;
  const name = holder?.type === "variable_declarator" ? holder.childForFieldName("name") : null;
  if (name?.type !== "identifier" || holder?.parent?.parent?.type === "export_statement") return false;
  for (const node of nodesBelow(object.tree.rootNode)) {
    if (node.text !== name.text || node.startIndex === name.startIndex) continue;
    if (node.type === "shorthand_property_identifier") return false;
    if (node.type !== "identifier") continue;
    const { parent } = node;
    if (
      parent?.type !== "member_expression" ||
      parent.childForFieldName("object")?.startIndex !== node.startIndex
    )
      return false;
  }
  return true;
}

/** The key of an entry with a harmless value. */
function entryName(node: Node): string | undefined {
  const key = node.type === "pair" ? node.childForFieldName("key") : null;
  const value = node.childForFieldName("value");
  return key?.type === "property_identifier" && value && isPure(value) ? key.text : undefined;
}

function memberName(node: Node): string | undefined {
  if (node.type === "import_specifier")
    return (node.childForFieldName("alias") ?? node.childForFieldName("name"))?.text;
  if (node.type === "shorthand_property_identifier_pattern") return node.text;
  if (node.type === "pair_pattern") {
    const value = node.childForFieldName("value");
    return value?.type === "identifier" ? value.text : undefined;
  }
  return undefined;
}

function isPure(value: Node): boolean {
  if (value.type === "arrow_function" || value.type === "function_expression") return true;
  for (const node of nodesBelow(value)) {
    if (
      /^(?:await_expression|yield_expression|assignment_expression|update_expression|augmented_assignment_expression)$/.test(
        node.type,
      )
    )
      return false;
    if (node.type === "new_expression" && !/^new\s+Buffer\b/.test(node.text)) return false;
    if (node.type === "call_expression" && !PURE.test(calleeText(node))) return false;
  }
  return true;
}

const calleeText = (call: Node): string =>
  (call.childForFieldName("function")?.text ?? "").replace(/^[\s\S]*(?=\.\w+$)/, (before) =>
    /^\w+$/.test(before) ? before : "",
  );
