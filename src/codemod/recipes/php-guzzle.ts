import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, spanOf, withoutElements } from "../nodes.ts";
import { carriedFrom } from "../php/carriers.ts";
import { clientsOf, isClient, isSent, otherHeaders } from "../php/clients.ts";
import { conditionReason, escapes } from "../php/escapes.ts";
import { argumentsOf, around, headerOf, keyOf } from "../php/flow.ts";
import { NOT_REPLACED, type PhpChange, phpRewrite } from "../php/rewrite.ts";
import type { Project, Recipe, Site } from "../recipe.ts";

const title = "gives Guzzle a handler that adds an access token to each request";
const HANDLER = "ZendeskOAuth::handler()";

/** Guzzle: `auth` of a client or a request becomes its handler. */
export const phpGuzzle: Recipe = {
  id: "php-guzzle",
  languages: ["php"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bGuzzle/.test(masked)) return undefined;
    const root = await project.tree(masked, "php");
    const change = (await auth(root, site, project)) ?? (await header(root, site, project));
    return (
      change &&
      phpRewrite(change, root, site, project, {
        template: "php-guzzle.php",
        name: "ZendeskOAuth",
        keep: [change.reasons?.includes(NOT_REPLACED) === true ? "bearer" : "handler"],
      })
    );
  },
};

/** `'auth' => [user, token]` */
async function auth(root: Node, site: Site, project: Project): Promise<PhpChange | undefined> {
  const found = around(
    root,
    site,
    (node) => node.type === "array_element_initializer" && keyOf(node) === "auth",
  );
  const change = found.length === 0 ? undefined : handled(site, found, found);
  return change && { ...change, reasons: await unsaid(root, found, site, project) };
}

/** `'headers' => ['Authorization' => 'Basic …']` */
async function header(root: Node, site: Site, project: Project): Promise<PhpChange | undefined> {
  const found = headerOf(root, site);
  if (!found || found.line) return undefined;
  const change = handled(site, found.set, [found.value]);
  if (change) return { ...change, reasons: await unsaid(root, found.set, site, project) };
  return {
    edits: [{ path: site.file.path, at: spanOf(found.value), text: "'Bearer ' . ZendeskOAuth::bearer()" }],
    gone: [found.value],
    title: "puts an access token into the header",
    reasons: [NOT_REPLACED],
  };
}

/** Options that are merged with others may get another handler by those; the last wins in `array_merge`, the first in `+`. */
function isOwn(given: Node): boolean {
  if (given.type === "function_call_expression")
    return argumentsOf(given).at(-1)?.type === "array_creation_expression";
  const left = given.childForFieldName("left");
  return (
    given.type !== "binary_expression" ||
    left?.type === "array_creation_expression" ||
    !/["'](?:auth|headers)["']\s*=>/.test(given.childForFieldName("right")?.text ?? "")
  );
}

/** What is not known of the options that held the credential. */
async function unsaid(root: Node, set: readonly Node[], site: Site, project: Project): Promise<string[]> {
  const clients = clientsOf(root);
  const carried = carriedFrom(
    set.map((element) => element.parent ?? element),
    root,
    set,
    (call) => (isClient(call, root) || isSent(call, clients)) && argumentsOf(call).every(isOwn),
  );
  const elsewhere = carried.leaks.some(({ node }) => isSent(node, undefined));
  return [
    ...(elsewhere
      ? ["The client is made elsewhere: a handler of its own would be passed over."]
      : await escapes(carried, site, project)),
    ...conditionReason(set),
    ...otherHeaders(root, set),
  ];
}

/** Puts a handler in the place of elements among the options of a client or a request. */
function handled({ file }: Site, set: readonly Node[], gone: readonly Node[]): PhpChange | undefined {
  const { path } = file;
  const edits: Edit[] = [];
  for (const element of set) {
    const list = element.parent;
    if (element.type !== "array_element_initializer" || !list) return undefined;
    const quote = element.text.startsWith('"') ? '"' : "'";
    const handler = `${quote}handler${quote} => ${HANDLER}`;
    if (keyOf(element) === "auth") edits.push({ path, at: spanOf(element), text: handler });
    else {
      const headers = ancestor(list.parent, ({ type }) => type === "array_element_initializer");
      const options = headers?.parent;
      // Of merged or chosen headers only some would be left out.
      if (!headers || !options || keyOf(headers) !== "headers" || list.parent?.id !== headers.id)
        return undefined;
      if (list.namedChildren.filter((node) => node?.type === "array_element_initializer").length === 1)
        edits.push({ path, at: spanOf(headers), text: handler });
      else
        edits.push(
          {
            path,
            at: { start: headers.startIndex, end: headers.startIndex },
            text: `${handler},${gap(file.masked, headers)}`,
          },
          ...withoutElements(path, list, [element]),
        );
    }
    const options = ancestor(list, (node) => node.type === "array_creation_expression" && isOptions(node));
    if (
      options?.namedChildren.some(
        (one) => one?.type === "array_element_initializer" && keyOf(one) === "handler",
      )
    )
      return undefined;
  }
  return { edits, gone, title };
}

/** The outermost array of a call or variable: `headers` stands in it. */
const isOptions = (array: Node): boolean => array.parent?.type !== "array_element_initializer";

/** What stands between an element and one that comes before it: the line break and its indentation, or a space. */
function gap(text: string, node: Node): string {
  const line = text.slice(text.lastIndexOf("\n", node.startIndex - 1) + 1, node.startIndex);
  return line.trim() === "" ? `\n${line}` : " ";
}
