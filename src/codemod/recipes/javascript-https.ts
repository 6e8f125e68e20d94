import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** https.request and https.get: the same with a bearer token. */
export const javascriptHttps: Recipe = {
  id: "javascript-https",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.https, Object.values(forms)),
};
