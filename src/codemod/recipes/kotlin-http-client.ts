import { partsOf } from "../kotlin/files.ts";
import { handedOver, PROVIDER, rewriteWith } from "../kotlin/outcome.ts";
import type { Recipe } from "../recipe.ts";

/** java.net.http in Kotlin: the header goes, what sends the request adds a bearer token. */
export const kotlinHttpClient: Recipe = {
  id: "kotlin-http-client",
  languages: ["kotlin"],
  rewrite: (site, project) =>
    rewriteWith(
      {
        title: "sends the request with a bearer token",
        imports: /\bjava\.net\.http\b/,
        writes: ({ kind }) => kind === "header",
        sends: (call) => {
          const { object, name, arguments: given } = partsOf(call.node);
          if (!object || given.length !== 2 || !/^send(?:Async)?$/.test(name)) return undefined;
          return {
            edits: handedOver(call, `${PROVIDER}.${name}`),
            parts: name === "send" ? ["http"] : ["http", "async"],
          };
        },
      },
      site,
      project,
    ),
};
