import type { Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** The configuration of huddledigital/zendesk-laravel, which hands one fixed token to the client that it makes. */
export const phpZendeskLaravel: Recipe = {
  id: "php-zendesk-laravel",
  languages: ["php"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "sdk-zendesk-laravel" || !/^(?:.*\/)?config\//.test(site.file.path))
      return undefined;
    const manifest = (await project.load("composer.json"))?.masked ?? "";
    return /"huddledigital\/zendesk-laravel"/.test(manifest)
      ? refuse(
          "token-only",
          "zendesk-laravel makes its client from this token and renews none; bind a Zendesk\\API\\HttpClient of your own.",
        )
      : refuse("setting", "It goes with the code that reads it.");
  },
};
