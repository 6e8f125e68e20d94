import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { removals, spanOf, withoutElements } from "../nodes.ts";
import { callsReached, headerOf, nameOf, statementOf } from "../php/flow.ts";
import { type PhpChange, phpRewrite } from "../php/rewrite.ts";
import type { Recipe, Site } from "../recipe.ts";

const SENDERS: Readonly<Record<string, string>> = {
  wp_remote_get: "Zendesk_OAuth::get",
  wp_remote_post: "Zendesk_OAuth::post",
  wp_remote_request: "Zendesk_OAuth::request",
  wp_safe_remote_get: "Zendesk_OAuth::get",
  wp_safe_remote_post: "Zendesk_OAuth::post",
  wp_safe_remote_request: "Zendesk_OAuth::request",
};

/** WordPress: `wp_remote_get` and its siblings are called by the provider, with a token that transients keep. */
export const phpWordpress: Recipe = {
  id: "php-wordpress",
  languages: ["php"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bwp_(?:safe_)?remote_(?:get|post|request)\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "php");
    const change = header(root, site);
    return (
      change &&
      phpRewrite(change, root, site, project, { template: "php-wordpress.php", name: "class-zendesk-oauth" })
    );
  },
};

function header(root: Node, site: Site): PhpChange | undefined {
  const { path, masked } = site.file;
  const found = headerOf(root, site);
  if (!found || found.line) return undefined;
  const edits: Edit[] = [];
  for (const set of found.set) {
    const calls = callsReached(root, set, (node) => SENDERS[nameOf(node)] !== undefined);
    if (calls.length === 0) return undefined;
    const statement = set.type === "assignment_expression" ? statementOf(set) : undefined;
    if (statement) edits.push(...removals(path, masked, [statement]));
    else if (set.type === "array_element_initializer" && set.parent)
      edits.push(...withoutElements(path, set.parent, [set]));
    else return undefined;
    for (const call of calls) {
      const name = call.childForFieldName("function");
      if (name) edits.push({ path, at: spanOf(name), text: SENDERS[nameOf(call)] ?? name.text });
    }
  }
  return { edits, gone: [found.value], title: "sends the request with an access token" };
}
