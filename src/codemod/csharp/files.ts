import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Project, Site } from "../recipe.ts";

/** A C# file with its tree. */
export interface CsharpFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** A node of a C# file. */
export interface Placed {
  readonly file: CsharpFile;
  readonly node: Node;
}

/** Files that are looked at for one site. */
const MOST_FILES = 80;

/** The files a site's credential passes through, the site's own first, then their neighbours, then those that register HTTP clients. */
export async function filesOf(site: Site, project: Project): Promise<CsharpFile[]> {
  const passed = [
    site.file.path,
    ...site.use.hops.map((hop) => hop.path),
    ...site.use.related.map((hop) => hop.path),
  ];
  const isCsharp = (path: string): boolean => path.endsWith(".cs");
  const folders = new Set(passed.filter(isCsharp).map((path) => posix.dirname(path)));
  const near = project.paths.filter((path) => isCsharp(path) && folders.has(posix.dirname(path)));
  const registering = await project.containing(
    ["AddHttpClient", "AddSingleton", "AddScoped", "AddTransient"],
    isCsharp,
  );
  const files: CsharpFile[] = [];
  for (const path of [...new Set([...passed.filter(isCsharp), ...registering, ...near])].slice(
    0,
    MOST_FILES,
  )) {
    const file = await project.load(path);
    if (file) files.push({ path, text: file.masked, root: await project.tree(file.masked, "c-sharp") });
  }
  return files;
}

/** The arguments of a call or construction. */
export const argumentsOf = (call: Node): Node[] =>
  (call.childForFieldName("arguments")?.namedChildren ?? []).filter(
    (node): node is Node => node?.type === "argument",
  );

/** The value of an argument, without its name. */
export const expressionOf = (argument: Node | undefined): Node | undefined =>
  argument?.namedChild(argument.namedChildCount - 1) ?? undefined;

/** The last name of what is called or accessed: `Add` of `client.Headers.Add`, without type arguments. */
export function nameOf(node: Node | null | undefined): string {
  if (!node) return "";
  if (node.type === "generic_name") return node.namedChild(0)?.text ?? "";
  if (node.type === "member_access_expression") return nameOf(node.childForFieldName("name"));
  if (node.type === "invocation_expression") return nameOf(node.childForFieldName("function"));
  return /^(?:identifier|this)$/.test(node.type) ? node.text : "";
}

/** What a method is called on. */
export const objectOf = (call: Node): Node | undefined => {
  const callee = call.childForFieldName("function");
  return callee?.type === "member_access_expression"
    ? (callee.childForFieldName("expression") ?? undefined)
    : undefined;
};

const CALLABLE =
  /^(?:method_declaration|constructor_declaration|local_function_statement|accessor_declaration|property_declaration|destructor_declaration)$/;

/** The method, constructor or property that a node stands in. */
export function callableAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent) if (CALLABLE.test(up.type)) return up;
  return undefined;
}

/** The class, record or struct that a node stands in. */
export function classAround(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent)
    if (/^(?:class|record|struct|interface)_declaration$/.test(up.type)) return up;
  return undefined;
}

/** Parameters of a method, a constructor, a lambda or (a primary constructor's) of a class. */
export function parametersOf(callable: Node): Node[] {
  const list =
    callable.childForFieldName("parameters") ??
    callable.namedChildren.find((one) => one?.type === "parameter_list") ??
    undefined;
  if (list?.type === "implicit_parameter" || list?.type === "identifier") return [list];
  return (list?.namedChildren ?? []).filter((one): one is Node => /parameter$/.test(one?.type ?? ""));
}

/** Name of a parameter, also of a lambda's without a type. */
export const parameterName = (parameter: Node): string =>
  parameter.childForFieldName("name")?.text ?? (parameter.namedChildCount === 0 ? parameter.text : "");

/** The modifiers of a declaration, with blanks between. */
export const modifiersOf = (declaration: Node): string =>
  declaration.namedChildren
    .filter((one) => one?.type === "modifier")
    .map((one) => one?.text)
    .join(" ");
