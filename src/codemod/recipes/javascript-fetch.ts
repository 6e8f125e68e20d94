import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** fetch: a function that adds a bearer token to each request stands in for it. */
export const javascriptFetch: Recipe = {
  id: "javascript-fetch",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.fetch, Object.values(forms)),
};
