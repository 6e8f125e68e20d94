import type { Node } from "web-tree-sitter";
import { ancestor, nodeAt, spanOf } from "../nodes.ts";
import { conditionReason } from "../php/escapes.ts";
import { argumentsOf, nameOf } from "../php/flow.ts";
import { phpRewrite } from "../php/rewrite.ts";
import { tenantsOf } from "../php/tenants.ts";
import type { Project, Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/**
 * zendesk/zendesk_api_client_php: `setAuth` would keep the token that it is given, so the client's Guzzle gets a middleware that asks for one per request. The
 * client sends no credentials of its own when it has none.
 */
export const phpZendeskClient: Recipe = {
  id: "php-zendesk-client",
  languages: ["php"],
  rewrite: async (site, project) => {
    if (!/^samples\//.test(site.file.path) && (await isLibrary(project)))
      return refuse("shared-interface", "It is the client library itself.");
    if (site.finding.rule !== "sdk-zendesk-php") return undefined;
    const root = await project.tree(site.file.masked, "php");
    const call = ancestor(
      nodeAt(root, site.use.match.at),
      (node) => node.type === "member_call_expression" && nameOf(node) === "setAuth",
    );
    const client = call?.childForFieldName("object");
    if (!call || !client || call.parent?.type !== "expression_statement") return undefined;
    const tenants = tenantsOf(client, root);
    if ("kind" in tenants) return tenants;
    return phpRewrite(
      {
        edits: [{ path: site.file.path, at: spanOf(call), text: `ZendeskOAuth::authorize(${client.text})` }],
        gone: argumentsOf(call),
        title: "gives the client a middleware that adds an access token to each request",
        reasons: [
          ...(handed(root, client)
            ? ["The client is made elsewhere: its Guzzle needs a handler stack that takes middleware."]
            : []),
          ...tenants,
          ...replacedLater(root),
          ...conditionReason([call]),
          ...(/^(?:["']basic["']|\\?(?:\w+\\)*Auth::BASIC)$/.test(argumentsOf(call)[0]?.text ?? "")
            ? []
            : ["The way to sign in could be chosen; now it is always OAuth."]),
        ],
      },
      root,
      site,
      project,
      { template: "php-guzzle.php", name: "ZendeskOAuth", keep: ["sdk"], hostKnown: true },
    );
  },
};

/** What takes the credential out of the client again, or another Guzzle in. */
const replacedLater = (root: Node): string[] => {
  const found = /->(?:getAuth\s*\(|guzzle\s*=(?!=)|setGuzzle\s*\()/.exec(root.text)?.[0];
  return found === undefined
    ? []
    : [
        `${found.replace(/\s*[(=]$/, "")} is used, too: the middleware is part of the client's Guzzle, and nothing else signs in.`,
      ];
};

const isLibrary = async (project: Project): Promise<boolean> =>
  /"name"\s*:\s*"zendesk\/zendesk_api_client_php"/.test((await project.load("composer.json"))?.masked ?? "");

/** True when the file does not construct the client, or gives it a Guzzle of its own. */
function handed(root: Node, client: Node): boolean {
  const name = client.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const made = new RegExp(`${name}\\s*=\\s*new\\s+[\\w\\\\]+\\s*\\(([^;]*)\\)\\s*;`).exec(root.text);
  return made ? (made[1]?.split(",").length ?? 0) > 5 : true;
}
