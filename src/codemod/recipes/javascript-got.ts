import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** got: an instance with hooks, or hooks for the instance there is. */
export const javascriptGot: Recipe = {
  id: "javascript-got",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.got, Object.values(forms)),
};
