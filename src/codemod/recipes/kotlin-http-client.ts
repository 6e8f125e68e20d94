import { partsOf } from "../kotlin/files.ts";
import { handedOver, PROVIDER, rewriteWith, sentBy } from "../kotlin/outcome.ts";
import { isOfType } from "../kotlin/types.ts";
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
        senders: sentBy(
          ({ name, object, arguments: given }, file) =>
            /^send(?:Async)?$/.test(name) && given.length === 2 && isOfType(object, /^HttpClient$/, file),
        ),
        sends: (call) => {
          const { name } = partsOf(call.node);
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
