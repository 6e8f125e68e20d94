import { partsOf } from "../kotlin/files.ts";
import { PROVIDER, rewriteWith } from "../kotlin/outcome.ts";
import type { Recipe } from "../recipe.ts";

/** HttpURLConnection in Kotlin: the header goes, and the connection is opened by the provider, which can send twice. */
export const kotlinUrlConnection: Recipe = {
  id: "kotlin-url-connection",
  languages: ["kotlin"],
  rewrite: (site, project) =>
    rewriteWith(
      {
        title: "opens the connection with a bearer token",
        imports: /\bHttpURLConnection\b/,
        writes: ({ name }) => /RequestProperty$/.test(name),
        sends: ({ file, node }) => {
          const { object, name, arguments: given } = partsOf(node);
          const cast = node.parent;
          if (!object || name !== "openConnection" || given.length > 0 || cast?.type !== "as_expression")
            return undefined;
          const at = { start: cast.startIndex, end: cast.endIndex };
          return {
            edits: [{ path: file.path, at, text: `${PROVIDER}.open(${object.text})` }],
            parts: ["connection"],
          };
        },
      },
      site,
      project,
    ),
};
