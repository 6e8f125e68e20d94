import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { statementLines } from "../typed/lines.ts";
import { deadLocals } from "./go-locals.ts";
import { isExported, isPure } from "./go-purity.ts";
import { deadFields, deadParameters } from "./go-signatures.ts";
import { nodesBelow } from "./grammar.ts";
import { type AcrossGrammar, type Removal, type TidyFile, type TidyWorld, wasCalled } from "./removal.ts";

/** Tidying of Go, whose compiler takes no unused import and no unused variable. */
export const go: AcrossGrammar = {
  grammar: "go",
  files: /\.go$/,
  dead: async (file, world) => {
    const removals: Removal[] = [];
    for (const node of nodesBelow(file.root)) {
      const removal = await deadAt(node, file, world);
      if (removal) removals.push(removal);
    }
    // Signatures are looked at when nothing in their bodies falls any more.
    if (removals.length > 0) return removals;
    const fields = await deadFields(file, world);
    return fields.length > 0 ? fields : deadParameters(file, world);
  },
};

async function deadAt(node: Node, file: TidyFile, world: TidyWorld): Promise<Removal | undefined> {
  const { candidates } = world;
  const whole = (what: Node): Removal => [{ path: file.path, at: linesOf(what, file.text), text: "" }];
  switch (node.type) {
    case "import_spec": {
      const name = importedName(node);
      if (name === undefined || !candidates.has(name) || isPackageUsed(name, file.root)) return undefined;
      return whole(aloneIn(node, "import_declaration"));
    }
    case "range_clause":
    case "short_var_declaration":
      return deadLocals(node, file, candidates, (one) => linesOf(one, file.text));
    case "var_spec":
    case "const_spec": {
      if (node.type === "var_spec" && blockAround(node))
        return deadLocals(node, file, candidates, (one) => linesOf(one, file.text));
      const names = node.childrenForFieldName("name").map((one) => one?.text ?? "");
      const value = node.childForFieldName("value");
      const [name] = names;
      if (names.length !== 1 || name === undefined || !candidates.has(name) || (value && !isPure(value)))
        return undefined;
      const declaration = aloneIn(node, node.type === "var_spec" ? "var_declaration" : "const_declaration");
      const block = blockAround(node);
      if (block) return isRead(name, block, node) ? undefined : whole(declaration);
      return (await isNamed(name, node, file, world)) ? undefined : whole(declaration);
    }
    case "function_declaration": {
      const name = node.childForFieldName("name")?.text ?? "";
      if (isEmptied(node, name)) return withCalls(node, name, file, world);
      if (!wasCalled(name, candidates) || name === "main" || name === "init") return undefined;
      return (await isNamed(name, node, file, world)) ? undefined : whole(node);
    }
    case "method_declaration": {
      const name = node.childForFieldName("name")?.text ?? "";
      if (isEmptied(node, name)) return withCalls(node, name, file, world);
      if (!wasCalled(name, candidates) || isExported(name)) return undefined;
      return (await isNamed(name, node, file, world)) ? undefined : whole(node);
    }
    default:
      return undefined;
  }
}

/** A function of the package that does nothing and gives nothing back. */
const isEmptied = (node: Node, name: string): boolean =>
  !isExported(name) &&
  !/^(?:main|init)$/.test(name) &&
  node.childForFieldName("result") === null &&
  /^\{\s*\}$/.test(node.childForFieldName("body")?.text ?? "");

/** Such a function with all its calls; undefined when it is more than called, as an interface's method is. */
async function withCalls(
  node: Node,
  name: string,
  file: TidyFile,
  world: TidyWorld,
): Promise<Removal | undefined> {
  const folder = posix.dirname(file.path);
  const files = await world.holding(name, (path) => posix.dirname(path) === folder);
  if (!files) return undefined;
  const removals = [{ path: file.path, at: linesOf(node, file.text), text: "" }];
  for (const { path, root, text } of files)
    for (const one of nodesBelow(root)) {
      if (one.text !== name || !/^(?:identifier|field_identifier)$/.test(one.type)) continue;
      if (path === file.path && one.parent?.startIndex === node.startIndex) continue;
      const call = one.parent?.type === "selector_expression" ? one.parent.parent : one.parent;
      const given = call?.childForFieldName("arguments")?.namedChildren ?? [];
      if (call?.type !== "call_expression" || call.parent?.type !== "expression_statement") return undefined;
      if (!given.every((argument) => argument !== null && isPure(argument))) return undefined;
      removals.push({ path, at: linesOf(call.parent, text), text: "" });
    }
  // What was empty before stays.
  return removals.length > 1 ? removals : undefined;
}

const linesOf = (node: Node, text: string): Span =>
  statementLines(
    text,
    { start: node.startIndex, end: node.endIndex },
    /^(?:function|method)_/.test(node.type),
  );

/** The declaration that holds nothing but this spec, or the spec. */
function aloneIn(spec: Node, type: string): Node {
  let node = spec;
  for (let up = spec.parent; up; up = up.parent) {
    if (up.namedChildCount > 1) return node;
    node = up;
    if (up.type === type) return node;
  }
  return spec;
}

function importedName(spec: Node): string | undefined {
  const alias = spec.childForFieldName("name")?.text;
  if (alias === "_" || alias === ".") return undefined;
  const path = (spec.childForFieldName("path")?.text ?? "").slice(1, -1);
  const parts = path.split("/").filter((part) => !/^v\d+$/.test(part));
  return (
    alias ??
    parts
      .at(-1)
      ?.replace(/\.v\d+$/, "")
      .replace(/^go-/, "")
  );
}

function isPackageUsed(name: string, root: Node): boolean {
  for (const node of nodesBelow(root)) {
    if (node.text !== name) continue;
    if (node.type === "package_identifier" && node.parent?.type === "qualified_type") return true;
    if (node.type === "identifier" && node.parent?.type === "selector_expression") return true;
  }
  return false;
}

/** A variable is read in its block, outside of its declaration. */
function isRead(name: string, block: Node, declaration: Node): boolean {
  for (const node of nodesBelow(block)) {
    if (node.type !== "identifier" || node.text !== name || node.startIndex < declaration.startIndex)
      continue;
    if (node.startIndex >= declaration.endIndex) return true;
  }
  return false;
}

function blockAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent)
    if (up.type === "statement_list" || up.type === "block") return up;
  return undefined;
}

/** Other repositories can import the package: a library's, not a program's. */
const isImportable = ({ path, root }: TidyFile, { paths }: TidyWorld): boolean =>
  !/(?:^|\/)internal\/|_test\.go$/.test(path) &&
  !paths.some((one) => /(?:^|\/)(?:main\.go$|cmd\/)/.test(one)) &&
  root.namedChildren.find((one) => one?.type === "package_clause")?.namedChild(0)?.text !== "main";

/** A name of the package is used: in the package, or where it is exported, in any file. */
async function isNamed(name: string, at: Node, file: TidyFile, world: TidyWorld): Promise<boolean> {
  if (isExported(name) && isImportable(file, world)) return true;
  const folder = posix.dirname(file.path);
  const near = (path: string): boolean => posix.dirname(path) === folder;
  const files = await world.holding(name, isExported(name) ? undefined : near);
  if (!files) return true;
  return files.some((other) =>
    [...nodesBelow(other.root)].some(
      (node) =>
        node.text === name &&
        /^(?:identifier|field_identifier|type_identifier)$/.test(node.type) &&
        !(other.path === file.path && node.startIndex >= at.startIndex && node.startIndex < at.endIndex),
    ),
  );
}
