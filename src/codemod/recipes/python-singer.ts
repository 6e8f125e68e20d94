import type { Node } from "web-tree-sitter";
import { calleeOf, nodeAt } from "../python/code.ts";
import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** Authenticators of the Singer SDK: whoever runs the tap configures it, so its settings have to grow first. */
export const pythonSinger: Recipe = {
  id: "python-singer",
  languages: ["python"],
  rewrite: async (site, project) => {
    const root = await project.tree(site.file.masked, "python");
    for (let node: Node | null = nodeAt(root, site.use.match.at); node; node = node.parent) {
      if (
        node.type !== "call" ||
        !/(?:^|\.)(?:Basic|Simple|APIKey)Authenticator(?:\.\w+)?$/.test(calleeOf(node))
      )
        continue;
      return refuse(
        "shared-interface",
        "People configure the tap by e-mail and API token: add client_id and client_secret to its settings, and an OAuthAuthenticator.",
      );
    }
    return undefined;
  },
};
