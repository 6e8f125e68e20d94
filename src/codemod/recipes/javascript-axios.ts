import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** axios: an instance with interceptors, or interceptors for the instance there is. */
export const javascriptAxios: Recipe = {
  id: "javascript-axios",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.axios, Object.values(forms)),
};
