import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { removals, spanOf, withoutElements } from "../nodes.ts";
import { carriedFrom } from "../php/carriers.ts";
import { conditionReason, escapes } from "../php/escapes.ts";
import { callsReached, headerOf, isInBlock, nameOf, statementOf } from "../php/flow.ts";
import { type PhpChange, phpRewrite } from "../php/rewrite.ts";
import type { Project, Recipe, Site } from "../recipe.ts";

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
    const change = await header(root, site, project);
    return (
      change &&
      phpRewrite(change, root, site, project, { template: "php-wordpress.php", name: "class-zendesk-oauth" })
    );
  },
};

async function header(root: Node, site: Site, project: Project): Promise<PhpChange | undefined> {
  const { path, masked } = site.file;
  const found = headerOf(root, site);
  if (!found || found.line) return undefined;
  const edits: Edit[] = [];
  const senders: Node[] = [];
  for (const set of found.set) {
    const calls = callsReached(root, set, (node) => SENDERS[nameOf(node)] !== undefined);
    if (calls.length === 0) return undefined;
    senders.push(...calls);
    const statement = set.type === "assignment_expression" ? statementOf(set) : undefined;
    if (statement && !isInBlock(statement)) return undefined;
    if (statement) edits.push(...removals(path, masked, [statement]));
    else if (set.type === "array_element_initializer" && set.parent)
      edits.push(...withoutElements(path, set.parent, [set]));
    else return undefined;
    for (const call of calls) {
      const name = call.childForFieldName("function");
      if (name) edits.push({ path, at: spanOf(name), text: SENDERS[nameOf(call)] ?? name.text });
    }
  }
  const starts = found.set.map((set) =>
    set.type === "assignment_expression" ? (set.childForFieldName("left") ?? set) : (set.parent ?? set),
  );
  const carried = carriedFrom(starts, root, found.set, (call) => senders.some((one) => one.id === call.id));
  return {
    edits,
    gone: [found.value],
    title: "sends the request with an access token",
    reasons: [
      ...(await escapes(carried, site, project)),
      ...conditionReason(found.set),
      ...(senders.some((call) => nameOf(call).startsWith("wp_safe_"))
        ? ["The provider does not refuse private addresses, as wp_safe_remote_request() does."]
        : []),
    ],
  };
}
