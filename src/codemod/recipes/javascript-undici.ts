import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** undici: a function that adds a bearer token to each request stands in for `request`. */
export const javascriptUndici: Recipe = {
  id: "javascript-undici",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.undici, Object.values(forms)),
};
