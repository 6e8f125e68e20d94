import { forms } from "../javascript/forms.ts";
import { rewriteHeaders } from "../javascript/header.ts";
import type { Recipe } from "../recipe.ts";

/** Whatever sends a header made in an asynchronous function, or in one that can become so: the header takes a token that is asked for each time. */
export const javascriptHeader: Recipe = {
  id: "javascript-header",
  languages: ["javascript"],
  rewrite: (site, project) => rewriteHeaders(site, project, forms),
};
