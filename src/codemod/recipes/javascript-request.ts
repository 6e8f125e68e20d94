import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** request and request-promise: a function of the same parameters that adds a bearer token. */
export const javascriptRequest: Recipe = {
  id: "javascript-request",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.request, Object.values(forms)),
};
