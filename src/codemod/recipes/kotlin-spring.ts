import { partsOf } from "../kotlin/files.ts";
import { PROVIDER, rewriteWith, sentBy, wrapped } from "../kotlin/outcome.ts";
import { isOfType, makingOf } from "../kotlin/types.ts";
import type { Recipe } from "../recipe.ts";

const SENDING = /^(?:exchange|execute|delete|put|(?:get|post|patch)For(?:Object|Entity|Location))$/;

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
        senders: sentBy(
          ({ name, object }, file) => SENDING.test(name) && isOfType(object, /^RestTemplate$/, file),
        ),
        sends: ({ file, node }) => {
          const { object } = partsOf(node);
          const made = object && makingOf(object, file);
          if (!made || partsOf(made).name !== "RestTemplate" || losesInterceptors(file.text))
            return undefined;
          return { edits: wrapped(file, made, `${PROVIDER}.on`), parts: ["spring"] };
        },
      },
      site,
      project,
    ),
};

/** Interceptors are replaced or taken out after the template is made. */
const losesInterceptors = (text: string): boolean =>
  /\.setInterceptors\s*\(|\.interceptors\s*=|\.interceptors\s*\.(?:clear|remove\w*|set)\s*\(/.test(text);
