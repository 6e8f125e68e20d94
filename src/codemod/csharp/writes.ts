import type { Node } from "web-tree-sitter";
import { nodeAt } from "../nodes.ts";
import type { Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { findWrites } from "../typed/writes.ts";
import { argumentsOf, type CsharpFile, expressionOf, nameOf, objectOf, type Placed } from "./files.ts";

/** A place that puts the credential into a client or a request. */
export interface Write extends Placed {
  /**
   * `default` is a header of all requests of a client, `request` one of a single request, `credentials` what a message handler signs in with,
   * `authenticator` RestSharp's.
   */
  readonly kind: "default" | "request" | "credentials" | "authenticator";
  /** The client or request it is put into; undefined within an object's initializer. */
  readonly into: Node | undefined;
  /** The object whose initializer it stands in. */
  readonly made: Node | undefined;
  /** What is put in. */
  readonly value: Node;
}

const ADDING =
  /^(?:Add|TryAddWithoutValidation|Set|AddHeader|AddOrUpdateHeader|AddDefaultHeader|WithHeader)$/;
const AUTHORIZATION = /^(?:"authorization"|(?:\w+\.)*Authorization)$/i;

/** Finds the calls by which a site's credential gets into requests. */
export const writesOf = (site: Site, files: readonly CsharpFile[]): Write[] =>
  findWrites<CsharpFile, Write>(site, files, {
    nodeAt,
    around: (node, file) => {
      const write = writeAround(node);
      return write && { file, ...write };
    },
    namesGiven,
    byName,
  });

type Unplaced = Omit<Write, "file">;

function writeAround(from: Node): Unplaced | undefined {
  for (let node: Node | null = from; node; node = node.parent) {
    if (/^(?:block|declaration_list|arrow_expression_clause)$/.test(node.type)) return undefined;
    const write =
      node.type === "assignment_expression"
        ? assigned(node)
        : node.type === "invocation_expression"
          ? added(node)
          : undefined;
    if (write && within(from, write.value)) return write;
    if (write && node.id === from.id) return write;
  }
  return undefined;
}

const within = (inner: Node, outer: Node): boolean =>
  outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;

function assigned(node: Node): Unplaced | undefined {
  const left = node.childForFieldName("left");
  const value = node.childForFieldName("right");
  if (!left || !value) return undefined;
  if (left.type === "element_access_expression") {
    const key = left.childForFieldName("subscript") ?? left.namedChild(1);
    const headers = left.childForFieldName("expression") ?? left.namedChild(0);
    if (!headers || !AUTHORIZATION.test(key?.text.replace(/^\[|\]$/g, "") ?? "")) return undefined;
    return intoHeaders(node, headers, value);
  }
  const name = nameOf(left);
  const object = left.type === "member_access_expression" ? left.childForFieldName("expression") : undefined;
  const made = object ? undefined : madeAround(node);
  if (name === "Authorization") {
    if (object) return intoHeaders(node, object, value);
    // `DefaultRequestHeaders = { Authorization = … }`
    const outer = node.parent?.parent;
    const property = outer?.type === "assignment_expression" ? nameOf(outer.childForFieldName("left")) : "";
    if (!outer || !/Headers$/.test(property)) return undefined;
    const kind = property === "DefaultRequestHeaders" ? "default" : "request";
    const only = (node.parent?.namedChildCount ?? 0) === 1;
    return { node: only ? outer : node, kind, into: undefined, made: madeAround(outer), value };
  }
  if (name === "Authenticator" || name === "Credentials") {
    if (!object && !made) return undefined;
    const kind = name === "Authenticator" ? "authenticator" : "credentials";
    return { node, kind, into: object ?? undefined, made, value };
  }
  return undefined;
}

/** The construction whose initializer a node stands in directly. */
function madeAround(node: Node): Node | undefined {
  const up = node.parent?.type === "initializer_expression" ? node.parent.parent : undefined;
  return up && /object_creation_expression$/.test(up.type) ? up : undefined;
}

function added(node: Node): Unplaced | undefined {
  const [first, second] = argumentsOf(node).map(expressionOf);
  const object = objectOf(node);
  if (!object || !first || !second) return undefined;
  const name = nameOf(node);
  if (!ADDING.test(name) || !AUTHORIZATION.test(first.text)) return undefined;
  if (name === "AddDefaultHeader")
    return { node, kind: "default", into: object, made: undefined, value: second };
  if (/Header$/.test(name)) return { node, kind: "request", into: object, made: undefined, value: second };
  return intoHeaders(node, object, second);
}

/** `client.DefaultRequestHeaders`, `request.Headers`: what they are the headers of. */
function intoHeaders(node: Node, headers: Node, value: Node): Unplaced | undefined {
  const of =
    headers.type === "member_access_expression" ? headers.childForFieldName("expression") : undefined;
  const name = nameOf(headers);
  if (name === "DefaultRequestHeaders")
    return { node, kind: "default", into: of ?? undefined, made: undefined, value };
  return {
    node,
    kind: "request",
    into: (name === "Headers" ? of : undefined) ?? undefined,
    made: undefined,
    value,
  };
}

/** Names that the value of a node is kept by: a variable, a field, the method or property that gives it. */
function namesGiven(from: Node): string[] {
  let returned = false;
  for (let node: Node | null = from; node; node = node.parent) {
    if (/^(?:return_statement|arrow_expression_clause)$/.test(node.type)) returned = true;
    if (node.type === "variable_declarator") return [node.childForFieldName("name")?.text ?? ""];
    if (node.type === "assignment_expression") return [nameOf(node.childForFieldName("left"))];
    if (/^(?:method_declaration|property_declaration|local_function_statement)$/.test(node.type))
      return returned ? [node.childForFieldName("name")?.text ?? ""] : [];
  }
  return [];
}

function byName(names: ReadonlySet<string>, files: readonly CsharpFile[]): Write[] {
  const known = new Set(names);
  for (let round = 0; round < 3; round++)
    for (const { root } of files)
      for (const node of nodesBelow(root))
        if (node.type === "identifier" && known.has(node.text) && isHandedOn(node))
          for (const name of namesGiven(node)) known.add(name);
  known.delete("");
  return files.flatMap((file) =>
    [...nodesBelow(file.root)].flatMap((node) => {
      if (node.type !== "identifier" || !known.has(node.text)) return [];
      const write = writeAround(node);
      return write ? [{ file, ...write }] : [];
    }),
  );
}

/** The name stands where a header is made of it, or is handed on as it is. */
function isHandedOn(from: Node): boolean {
  for (let node: Node | null = from.parent; node; node = node.parent) {
    if (/^(?:return_statement|arrow_expression_clause)$/.test(node.type)) return true;
    if (/_statement$|_declaration$/.test(node.type)) return false;
    if (
      node.type === "invocation_expression" &&
      /Base64|GetBytes/.test(node.childForFieldName("function")?.text ?? "")
    )
      return true;
    if (/^(?:binary_expression|interpolated_string_expression)$/.test(node.type) && /Basic /.test(node.text))
      return true;
    if (
      node.type === "object_creation_expression" &&
      /AuthenticationHeaderValue|BasicAuthenticator/.test(node.text)
    )
      return true;
    if (node.type === "variable_declarator" && node.namedChild(1)?.id === from.id) return true;
  }
  return false;
}
