import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { parse } from "@babel/parser";
import type { Comment, Node, Statement } from "@babel/types";

/** An import, re-export or `import()` of a module of ours (path relative to `src/`) or of a package (its name). */
export interface Import {
  readonly target: string;
  readonly ours: boolean;
  /** Nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A module of `src/`, as far as the architecture is concerned. */
export interface Module {
  /** Relative to `src/`, `/`-separated. */
  readonly path: string;
  /** First folder, or the file's name for a file that stands in `src/` itself. */
  readonly folder: string;
  readonly imports: readonly Import[];
  /** Exported names that no docstring stands above. */
  readonly undocumented: readonly string[];
  /** Names called as functions or constructed that are nobody's import: `fetch`, `eval`. */
  readonly globals: ReadonlySet<string>;
}

/** Every file below a folder, relative to it, `/`-separated and sorted; folders of the given names are not looked into. */
export function filesBelow(folder: string, without: ReadonlySet<string> = new Set()): string[] {
  const found: string[] = [];
  const look = (inside: string): void => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = join(inside, entry.name);
      if (entry.isDirectory() && !without.has(entry.name)) look(path);
      else if (entry.isFile()) found.push(path.split(sep).join("/"));
    }
  };
  look("");
  return found.sort();
}

/** Reads all modules of a source folder. */
export function readModules(source: string): Module[] {
  return filesBelow(source)
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readModule(path, readFileSync(join(source, path), "utf8")));
}

function readModule(path: string, text: string): Module {
  const { program } = parse(text, { sourceType: "module", plugins: ["typescript"], attachComment: true });
  const imports: Import[] = [];
  const globals = new Set<string>();
  const add = (specifier: string, typeOnly: boolean, node: Node): void => {
    const ours = specifier.startsWith(".");
    const target = ours ? posix.join(posix.dirname(path), specifier) : packageOf(specifier);
    imports.push({ target, ours, typeOnly, line: node.loc?.start.line ?? 0 });
  };
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration")
      add(statement.source.value, isTypeOnly(statement.importKind, statement.specifiers), statement);
    else if (statement.type === "ExportNamedDeclaration" && statement.source)
      add(statement.source.value, isTypeOnly(statement.exportKind, statement.specifiers), statement);
    else if (statement.type === "ExportAllDeclaration")
      add(statement.source.value, statement.exportKind === "type", statement);
  }
  visit(program, (node) => {
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return;
    if (node.callee.type === "Identifier") globals.add(node.callee.name);
    if (node.callee.type !== "Import") return;
    const [specifier] = node.arguments;
    // An address that is put together when the program runs could be anything.
    add(specifier?.type === "StringLiteral" ? specifier.value : "a computed address", false, node);
  });
  return {
    path,
    folder: path.split("/")[0] ?? path,
    imports,
    undocumented: program.body.flatMap(undocumentedNames),
    globals,
  };
}

/** `ajv/dist/2020.js` → `ajv`, `@babel/parser` and `node:fs/promises` as they are. */
function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function isTypeOnly(kind: string | null | undefined, specifiers: readonly Node[]): boolean {
  if (kind === "type") return true;
  return (
    specifiers.length > 0 &&
    specifiers.every(
      (one) =>
        (one.type === "ImportSpecifier" && one.importKind === "type") ||
        (one.type === "ExportSpecifier" && one.exportKind === "type"),
    )
  );
}

/** Names a statement exports without a docstring; what is passed on from another module is documented there. */
function undocumentedNames(statement: Statement): string[] {
  if (statement.type === "ExportDefaultDeclaration")
    return isDocumented(statement.leadingComments) ? [] : ["default"];
  if (statement.type !== "ExportNamedDeclaration" || !statement.declaration) return [];
  if (isDocumented(statement.leadingComments)) return [];
  const { declaration } = statement;
  if (declaration.type === "VariableDeclaration")
    return declaration.declarations.map((one) => (one.id.type === "Identifier" ? one.id.name : "a pattern"));
  const id = "id" in declaration ? declaration.id : undefined;
  return [id?.type === "Identifier" ? id.name : declaration.type];
}

function isDocumented(comments: readonly Comment[] | null | undefined): boolean {
  const last = comments?.at(-1);
  return last?.type === "CommentBlock" && /^\*\s*\S/.test(last.value);
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, see);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  typeof value.type === "string" &&
  "start" in value &&
  value.type !== "CommentBlock" &&
  value.type !== "CommentLine";

/** Every cycle that a walk over a graph meets, as `a > b > a`; none when the graph has none. */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = [];
  const state = new Map<string, "open" | "done">();
  const way: string[] = [];
  const walk = (at: string): void => {
    state.set(at, "open");
    way.push(at);
    for (const next of graph.get(at) ?? []) {
      if (state.get(next) === "open") cycles.push([...way.slice(way.indexOf(next)), next].join(" > "));
      else if (!state.has(next)) walk(next);
    }
    way.pop();
    state.set(at, "done");
  };
  for (const at of graph.keys()) if (!state.has(at)) walk(at);
  return cycles;
}

/** Folders a path goes through and its name without extensions, each split at dots, dashes and underscores. */
export function wordsOf(path: string): string[] {
  return [...dirname(path).split("/"), relative(dirname(path), path)].flatMap((segment) =>
    segment.toLowerCase().split(/[._-]/),
  );
}
