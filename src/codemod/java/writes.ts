import type { Node } from "web-tree-sitter";
import type { Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { findWrites } from "../typed/writes.ts";
import { argumentsOf, type JavaFile, nodeAt, type Placed } from "./files.ts";

/** A call that puts the credential into a request, a builder, a set of headers or a client. */
export interface Write extends Placed {
  /** `header` takes a name and a value, `pair` user and token. */
  readonly kind: "header" | "pair";
  readonly name: string;
}

const HEADER =
  /^(?:header|addHeader|setHeader|setRequestProperty|addRequestProperty|set|add|put|defaultHeader|withHeader)$/;
const PAIR = /^(?:setBasicAuth|basicAuthentication|basicAuth|auth)$/;
const AUTHORIZATION = /^(?:"authorization"|(?:\w+\.)*AUTHORIZATION)$/i;

/** Finds the calls by which a site's credential gets into requests. */
export const writesOf = (site: Site, files: readonly JavaFile[]): Write[] =>
  findWrites<JavaFile, Write>(site, files, {
    nodeAt,
    around: (node, file) => {
      const write = writeAround(node);
      return write && { file, ...write };
    },
    namesGiven,
    byName,
  });

function writeAround(from: Node): Omit<Write, "file"> | undefined {
  for (let node: Node | null = from; node; node = node.parent) {
    if (/^(?:block|class_body|lambda_expression|constructor_body)$/.test(node.type)) return undefined;
    if (node.type !== "method_invocation") continue;
    const name = node.childForFieldName("name")?.text ?? "";
    const given = argumentsOf(node);
    if (!given.some((one) => one.startIndex <= from.startIndex && from.endIndex <= one.endIndex)) {
      // The pair's two halves stand in different arguments: the node is the whole call.
      if (node.id !== from.id) continue;
    }
    if (HEADER.test(name) && AUTHORIZATION.test(given[0]?.text ?? "")) return { node, kind: "header", name };
    if (PAIR.test(name) && given.length >= 2) return { node, kind: "pair", name };
  }
  return undefined;
}

/** Names that the value of a node is kept by: a variable, a field, the method that returns it. */
function namesGiven(from: Node): string[] {
  let returned = false;
  for (let node: Node | null = from; node; node = node.parent) {
    if (node.type === "return_statement") returned = true;
    if (node.type === "variable_declarator") return [node.childForFieldName("name")?.text ?? ""];
    if (node.type === "assignment_expression") {
      const left = node.childForFieldName("left");
      return [(left?.type === "field_access" ? left.childForFieldName("field") : left)?.text ?? ""];
    }
    if (node.type === "method_declaration")
      return returned ? [node.childForFieldName("name")?.text ?? ""] : [];
  }
  return [];
}

function byName(names: ReadonlySet<string>, files: readonly JavaFile[]): Write[] {
  const known = new Set(names);
  for (let round = 0; round < 3; round++)
    for (const { root } of files)
      for (const node of nodesBelow(root))
        if (node.type === "identifier" && known.has(node.text) && isMadeToHeader(node))
          for (const name of namesGiven(node)) known.add(name);
  return files.flatMap((file) =>
    [...nodesBelow(file.root)].flatMap((node) => {
      if (node.type !== "identifier" || !known.has(node.text)) return [];
      const write = writeAround(node);
      return write ? [{ file, ...write }] : [];
    }),
  );
}

/** The name stands where a header is made of it, or is handed on as it is. */
function isMadeToHeader(from: Node): boolean {
  for (let node: Node | null = from.parent; node; node = node.parent) {
    if (/_statement$|_declaration$/.test(node.type)) return node.type === "return_statement";
    if (node.type === "method_invocation" && /encode/i.test(node.text)) return true;
    if (node.type === "binary_expression" && /Basic /.test(node.text)) return true;
    if (node.type === "variable_declarator" && node.childForFieldName("value")?.id === from.id) return true;
  }
  return false;
}
