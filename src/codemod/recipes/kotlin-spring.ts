import { partsOf } from "../kotlin/files.ts";
import { PROVIDER, rewriteWith, wrapped } from "../kotlin/outcome.ts";
import type { Recipe } from "../recipe.ts";

/** Spring's RestTemplate in Kotlin: the credential goes, and the template gets an interceptor that adds a bearer token. */
export const kotlinSpring: Recipe = {
  id: "kotlin-spring",
  languages: ["kotlin"],
  rewrite: (site, project) =>
    rewriteWith(
      {
        title: "gives RestTemplate an interceptor",
        imports: /\bRestTemplate\b/,
        writes: ({ name, kind }) => kind === "header" || name === "setBasicAuth",
        sends: ({ file, node }) => {
          const { object, name } = partsOf(node);
          if (object || name !== "RestTemplate") return undefined;
          return { edits: wrapped(file, node, `${PROVIDER}.on`), parts: ["spring"] };
        },
      },
      site,
      project,
    ),
};
