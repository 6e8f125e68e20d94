import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** ky: an instance with hooks, or hooks for the instance there is. */
export const javascriptKy: Recipe = {
  id: "javascript-ky",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.ky, Object.values(forms)),
};
