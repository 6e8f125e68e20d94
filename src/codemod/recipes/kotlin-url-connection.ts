import { type KotlinCall, type KotlinFile, partsOf } from "../kotlin/files.ts";
import { PROVIDER, rewriteWith } from "../kotlin/outcome.ts";
import { makingOf } from "../kotlin/types.ts";
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
        senders: async ({ file, node }) => {
          const { object } = partsOf(node);
          const opened = object && openedAt(object, file);
          return opened && !/\.getRequestPropert|\.requestProperties\b/.test(file.text)
            ? [opened]
            : undefined;
        },
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

/** The call that opens the connection which a variable stands for. */
function openedAt(variable: KotlinCall["node"], file: KotlinFile): KotlinCall | undefined {
  let node = makingOf(variable, file);
  while (node && /^(?:as_expression|parenthesized_expression)$/.test(node.type))
    node = node.namedChild(0) ?? undefined;
  return node?.type === "call_expression" && partsOf(node).name === "openConnection"
    ? { file, node }
    : undefined;
}
