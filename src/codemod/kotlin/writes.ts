import type { Node } from "web-tree-sitter";
import type { Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { findWrites } from "../typed/writes.ts";
import { functionAround, type KotlinCall, type KotlinFile, nodeAt, partsOf } from "./files.ts";

/** A call that puts the credential into a request, a builder or a set of headers. */
export interface KotlinWrite extends KotlinCall {
  /** `header` takes a name and a value, `pair` user and token. */
  readonly kind: "header" | "pair";
  readonly name: string;
}

const HEADER =
  /^(?:header|addHeader|setHeader|setRequestProperty|addRequestProperty|set|add|append|defaultHeader)$/;
const PAIR = /^(?:setBasicAuth|basicAuthentication|basicAuth|basic|authentication)$/;
const AUTHORIZATION = /^(?:"authorization"|(?:\w+\.)*AUTHORIZATION|HttpHeaders\.Authorization)$/i;

/** Finds the calls by which a site's credential gets into requests. */
export const writesOf = (site: Site, files: readonly KotlinFile[]): KotlinWrite[] =>
  findWrites<KotlinFile, KotlinWrite>(site, files, {
    nodeAt,
    around: (node, file) => {
      const write = writeAround(node);
      return write && { file, ...write };
    },
    namesGiven,
    byName,
  });

function writeAround(from: Node): Omit<KotlinWrite, "file"> | undefined {
  for (let node: Node | null = from; node; node = node.parent) {
    if (/^(?:block|class_body|lambda_literal|function_body)$/.test(node.type)) return undefined;
    // `headers[HttpHeaders.AUTHORIZATION] = …`
    if (node.type === "assignment") {
      const [left] = node.namedChildren;
      const isOwn = left !== null && left !== undefined && from.startIndex >= left.endIndex;
      return (isOwn || from.id === node.id) && AUTHORIZATION.test(indexOf(left))
        ? { node, kind: "header", name: "set" }
        : undefined;
    }
    if (node.type !== "call_expression") continue;
    const { object, name, arguments: given } = partsOf(node);
    if (object && HEADER.test(name) && AUTHORIZATION.test(given[0]?.text ?? ""))
      return { node, kind: "header", name };
    if (PAIR.test(name) && given.length >= 2 && object?.text !== "Credentials")
      return { node, kind: "pair", name };
  }
  return undefined;
}

/** The text between the brackets of `headers["Authorization"]`. */
const indexOf = (node: Node | null | undefined): string =>
  node?.type === "index_expression" && node.namedChildCount === 2 ? (node.namedChild(1)?.text ?? "") : "";

/** The property or function that keeps what a node is. */
function namesGiven(from: Node): string[] {
  for (let node: Node | null = from; node; node = node.parent) {
    if (node.type === "property_declaration") {
      const variable = node.namedChildren.find((one) => one?.type === "variable_declaration");
      return [variable?.namedChild(0)?.text ?? ""];
    }
    if (node.type === "assignment") return [node.childForFieldName("left")?.text.split(".").at(-1) ?? ""];
    if (node.type === "function_declaration") return [node.childForFieldName("name")?.text ?? ""];
  }
  return [];
}

function byName(names: ReadonlySet<string>, files: readonly KotlinFile[]): KotlinWrite[] {
  const known = new Set([...names].filter(Boolean));
  const says = (text: string): boolean => [...known].some((name) => new RegExp(`\\b${name}\\b`).test(text));
  for (let round = 0; round < 3; round++)
    for (const { root } of files)
      for (const node of nodesBelow(root))
        if (/^(?:property_declaration|function_declaration)$/.test(node.type) && !hasWrite(node))
          if (says(node.text) && /Basic |encode|\/token|basic/i.test(node.text))
            for (const name of namesGiven(node)) known.add(name);
  return files.flatMap((file) =>
    [...nodesBelow(file.root)].flatMap((node) => {
      if (!/^(?:value_argument|assignment)$/.test(node.type) || !says(node.text)) return [];
      const write = writeAround(node);
      return write && functionAround(node)?.childForFieldName("name")?.text !== ""
        ? [{ file, ...write }]
        : [];
    }),
  );
}

const hasWrite = (declaration: Node): boolean =>
  declaration.type === "function_declaration" &&
  [...nodesBelow(declaration)].some(
    (node) =>
      (node.type === "value_argument" && AUTHORIZATION.test(node.text)) || AUTHORIZATION.test(indexOf(node)),
  );
