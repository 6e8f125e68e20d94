import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { filesOf, type KotlinCall, type KotlinFile, nodeAt, partsOf } from "../kotlin/files.ts";
import { outcomeOf, PROVIDER, rewriteWith, sentBy, wrapped } from "../kotlin/outcome.ts";
import { isOfType, makingOf } from "../kotlin/types.ts";
import { spanOf } from "../nodes.ts";
import type { Recipe, Site } from "../recipe.ts";

const SENDING = /^(?:exchange|execute|delete|put|(?:get|post|patch)For(?:Object|Entity|Location))$/;

const TITLE = "gives RestTemplate an interceptor";

/** Spring's RestTemplate in Kotlin: the credential goes, and the template gets an interceptor that adds a bearer token. */
export const kotlinSpring: Recipe = {
  id: "kotlin-spring",
  languages: ["kotlin"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await filesOf(site, project);
    const built = configuredAt(site, files);
    if (built)
      return outcomeOf(
        site,
        {
          edits: [built.edit],
          parts: new Set(["spring", "builder"]),
          reasons: [],
          title: TITLE,
          home: built.file,
          files,
          writes: [{ file: built.file, node: built.node }],
        },
        project,
      );
    return rewriteWith(
      {
        title: TITLE,
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
          return { edits: wrapped(file, made, `${PROVIDER}.on`), parts: ["spring", "template"] };
        },
      },
      site,
      project,
    );
  },
};

/** `builder.basicAuthentication(user, token)`, `interceptors.add(BasicAuthenticationInterceptor(user, token))`. */
function configuredAt(
  site: Site,
  files: readonly KotlinFile[],
): (KotlinCall & { readonly edit: Edit }) | undefined {
  const file = files.find((one) => one.path === site.file.path);
  if (!file || !/\bRestTemplate/.test(file.text)) return undefined;
  const { path } = file;
  for (let node: Node | null = nodeAt(file.root, site.use.match.at) ?? null; node; node = node.parent) {
    if (node.type !== "call_expression") continue;
    const { name, object, arguments: given } = partsOf(node);
    const own = node.namedChild(0)?.lastNamedChild;
    if (/^basicAuth(?:entication|orization)$/.test(name) && object && own && given.length >= 2) {
      // ExchangeFilterFunctions and RestTemplateBuilder have a function of the same name.
      if (/^ExchangeFilterFunctions$/.test(object.text)) return undefined;
      const at = { start: own.startIndex, end: node.endIndex };
      return { file, node, edit: { path, at, text: `additionalInterceptors(${PROVIDER}.interceptor)` } };
    }
    if (!object && /^BasicAuth(?:entication|orization)Interceptor$/.test(name))
      return takesInterceptor(node) && !losesInterceptors(file.text)
        ? { file, node, edit: { path, at: spanOf(node), text: `${PROVIDER}.interceptor` } }
        : undefined;
  }
  return undefined;
}

/** Another interceptor can stand where any is asked for. */
function takesInterceptor({ parent }: Node): boolean {
  const call = parent?.type === "value_argument" ? parent.parent?.parent : undefined;
  return (
    call?.type === "call_expression" &&
    /^(?:add|additionalInterceptors|interceptors)$/.test(partsOf(call).name)
  );
}

/** Interceptors are replaced or taken out after the template is made. */
const losesInterceptors = (text: string): boolean =>
  /\.setInterceptors\s*\(|\.interceptors\s*=|\.interceptors\s*\.(?:clear|remove\w*|set)\s*\(/.test(text);
