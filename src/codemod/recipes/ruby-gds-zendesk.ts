import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** gds_zendesk: its client is built from a user with a token or a password, and hands out no way to add anything. */
export const rubyGdsZendesk: Recipe = {
  id: "ruby-gds-zendesk",
  languages: ["ruby"],
  rewrite: async (site) =>
    site.finding.rule === "sdk-gds-zendesk"
      ? refuse("token-only", "gds_zendesk takes a user with a token or a password.")
      : undefined,
};
