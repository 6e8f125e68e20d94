import { partsOf } from "../kotlin/files.ts";
import { handedOver, PROVIDER, rewriteWith, sentBy, wrapped } from "../kotlin/outcome.ts";
import { isOfType } from "../kotlin/types.ts";
import type { Recipe } from "../recipe.ts";

/** OkHttp in Kotlin: the header goes, the client that sends, or the interceptor that passes on, adds a bearer token. */
export const kotlinOkhttp: Recipe = {
  id: "kotlin-okhttp",
  languages: ["kotlin"],
  rewrite: (site, project) =>
    rewriteWith(
      {
        title: "gives OkHttp an interceptor that adds a bearer token",
        imports: /\bokhttp3\b/,
        writes: ({ kind }) => kind === "header",
        senders: sentBy(
          ({ name, object }, file) =>
            (name === "newCall" && isOfType(object, /^OkHttpClient$/, file)) ||
            (name === "proceed" && isOfType(object, /^(?:Interceptor\.)?Chain$/, file)),
        ),
        sends: (call) => {
          const { object, name } = partsOf(call.node);
          if (!object) return undefined;
          if (name === "newCall")
            return { edits: wrapped(call.file, object, `${PROVIDER}.on`), parts: ["okhttp"] };
          return { edits: handedOver(call, `${PROVIDER}.proceed`), parts: ["okhttp"] };
        },
      },
      site,
      project,
    ),
};
