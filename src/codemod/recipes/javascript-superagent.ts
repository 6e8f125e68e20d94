import { forms } from "../javascript/forms.ts";
import { rewriteRequests } from "../javascript/http.ts";
import type { Recipe } from "../recipe.ts";

/** superagent: a plugin. */
export const javascriptSuperagent: Recipe = {
  id: "javascript-superagent",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteRequests(site, project, forms.superagent, Object.values(forms)),
};
