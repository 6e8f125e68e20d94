import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import type { Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { GoFile } from "./package.ts";
import type { Placed } from "./senders.ts";

/** A statement that writes the credential into a request. */
export interface Authorized extends Placed {
  /** What the request is called there: `req`. */
  readonly request: string;
}

/**
 * Finds the statements that put a site's credential into requests: `req.SetBasicAuth(…)`, `req.Header.Set("Authorization", …)`. First those that
 * the site's own places stand in, then those that use a name the credential is given.
 */
export function authorizedBy(site: Site, files: readonly GoFile[]): Authorized[] {
  const spots = [
    { path: site.file.path, at: site.use.match.at },
    ...site.use.related.filter((hop) => hop.role === "use"),
  ];
  const found = new Map<string, Authorized>();
  const names = new Set<string>();
  for (const { path, at } of spots) {
    const file = files.find((one) => one.path === path);
    const node = file && nodeAt(file.root, at);
    if (!file || !node) continue;
    const statement = writingStatement(node);
    if (statement) found.set(key(file, statement.node), { file, ...statement });
    else for (const name of namesGiven(node)) names.add(name);
  }
  if (found.size === 0) for (const one of byName(names, files)) found.set(key(one.file, one.node), one);
  return [...found.values()];
}

const key = (file: GoFile, node: Node): string => `${file.path}:${node.startIndex}`;

function nodeAt(root: Node, { start, end }: Span): Node | undefined {
  let node = root.descendantForIndex(start, Math.max(start, end - 1));
  while (node && (node.startIndex > start || node.endIndex < end)) node = node.parent;
  return node ?? undefined;
}

/** The statement around a node if it writes an authorization, with the request it writes to. */
function writingStatement(from: Node): { node: Node; request: string } | undefined {
  for (let node: Node | null = from; node; node = node.parent) {
    if (node.type === "func_literal" || node.type === "block") return undefined;
    if (node.type !== "call_expression") continue;
    const request = requestWritten(node);
    if (request !== undefined && node.parent?.type === "expression_statement")
      return { node: node.parent, request };
  }
  return undefined;
}

function requestWritten(call: Node): string | undefined {
  const target = call.childForFieldName("function")?.text ?? "";
  const basic = /^(\w+)\.SetBasicAuth$/.exec(target);
  if (basic) return basic[1];
  const header = /^(\w+)\.Header\.(?:Set|Add)$/.exec(target);
  const first = call.childForFieldName("arguments")?.namedChild(0)?.text ?? "";
  return header && /^["`]authorization["`]$/i.test(first) ? header[1] : undefined;
}

/** Names that the value of a node is kept by: the variable or field it is assigned to, the function that returns it. */
function namesGiven(from: Node): string[] {
  let returned = false;
  for (let node: Node | null = from; node; node = node.parent) {
    if (node.type === "return_statement") returned = true;
    if (node.type === "short_var_declaration" || node.type === "assignment_statement") {
      const left = node.childForFieldName("left")?.namedChild(0);
      return left ? [lastName(left)] : [];
    }
    if (node.type === "var_spec" || node.type === "const_spec")
      return [node.childForFieldName("name")?.text ?? ""];
    if (node.type === "keyed_element") return [node.namedChild(0)?.text ?? ""];
    if (node.type === "function_declaration" || node.type === "method_declaration")
      return returned ? [node.childForFieldName("name")?.text ?? ""] : [];
  }
  return [];
}

const lastName = (node: Node): string =>
  node.type === "selector_expression" ? (node.childForFieldName("field")?.text ?? "") : node.text;

function byName(names: ReadonlySet<string>, files: readonly GoFile[]): Authorized[] {
  const known = new Set(names);
  // A pair is encoded into another variable before it is sent.
  for (let round = 0; round < 3; round++)
    for (const { root } of files)
      for (const node of nodesBelow(root))
        if (/^(?:identifier|field_identifier)$/.test(node.type) && known.has(node.text))
          for (const name of namesGiven(node)) if (isEncoded(node)) known.add(name);
  return files.flatMap((file) =>
    [...nodesBelow(file.root)].flatMap((node) => {
      if (!/^(?:identifier|field_identifier)$/.test(node.type) || !known.has(node.text)) return [];
      const statement = writingStatement(node);
      return statement ? [{ file, ...statement }] : [];
    }),
  );
}

/** The name stands within a call or a concatenation that makes a header of it. */
function isEncoded(from: Node): boolean {
  for (let node: Node | null = from; node; node = node.parent) {
    if (/_statement$|_declaration$/.test(node.type)) return false;
    if (node.type === "call_expression" && /Encode/.test(node.childForFieldName("function")?.text ?? ""))
      return true;
    if (node.type === "binary_expression" && /Basic /.test(node.text)) return true;
  }
  return false;
}
