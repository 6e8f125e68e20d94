import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, spanOf, withoutElements } from "../nodes.ts";
import { around, headerOf, keyOf, nameOf, unique } from "../php/flow.ts";
import { NOT_REPLACED, type PhpChange, phpRewrite } from "../php/rewrite.ts";
import type { Recipe, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

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
    const change = auth(root, site) ?? header(root, site);
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
function auth(root: Node, site: Site): PhpChange | undefined {
  const found = around(
    root,
    site,
    (node) => node.type === "array_element_initializer" && keyOf(node) === "auth",
  );
  return found.length === 0 ? undefined : handled(root, site, found, found);
}

/** `'headers' => ['Authorization' => 'Basic …']` */
function header(root: Node, site: Site): PhpChange | undefined {
  const found = headerOf(root, site);
  if (!found || found.line) return undefined;
  return (
    handled(root, site, found.set, [found.value]) ?? {
      edits: [{ path: site.file.path, at: spanOf(found.value), text: "'Bearer ' . ZendeskOAuth::bearer()" }],
      gone: [found.value],
      title: "puts an access token into the header",
      reasons: [NOT_REPLACED],
    }
  );
}

/** Puts a handler in the place of elements among the options of a client or a request. */
function handled(
  root: Node,
  { file }: Site,
  set: readonly Node[],
  gone: readonly Node[],
): PhpChange | undefined {
  const { path } = file;
  const edits: Edit[] = [];
  const reasons: string[] = [];
  for (const element of set) {
    const list = element.parent;
    if (element.type !== "array_element_initializer" || !list) return undefined;
    const quote = element.text.startsWith('"') ? '"' : "'";
    const handler = `${quote}handler${quote} => ${HANDLER}`;
    if (keyOf(element) === "auth") edits.push({ path, at: spanOf(element), text: handler });
    else {
      const headers = ancestor(list.parent, ({ type }) => type === "array_element_initializer");
      const options = headers?.parent;
      if (!headers || !options || keyOf(headers) !== "headers") return undefined;
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
    const options = ancestor(element.parent, ({ type }) => type === "object_creation_expression");
    const own = options ?? client(root);
    if (!own) reasons.push("The client is made elsewhere: a handler of its own would be passed over.");
    else if (/["']handler["']\s*=>/.test(own.text)) return undefined;
  }
  return { edits, gone, title, reasons: [...new Set(reasons)] };
}

/** What stands between an element and one that comes before it: the line break and its indentation, or a space. */
function gap(text: string, node: Node): string {
  const line = text.slice(text.lastIndexOf("\n", node.startIndex - 1) + 1, node.startIndex);
  return line.trim() === "" ? `\n${line}` : " ";
}

/** The construction of a client in the file. */
const client = (root: Node): Node | undefined =>
  unique(
    [...nodesBelow(root)].filter(
      (node) =>
        node.type === "object_creation_expression" &&
        /^\\?(?:GuzzleHttp\\)?(?:\w*Client|Guzzle\w*)$/.test(
          node.namedChildren.find((one) => /name$/.test(one?.type ?? ""))?.text ?? nameOf(node),
        ),
    ),
  )[0];
