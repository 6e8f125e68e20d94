import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { spanOf } from "../nodes.ts";
import { around } from "../php/flow.ts";
import { NOT_REPLACED, phpRewrite } from "../php/rewrite.ts";
import type { Project, Recipe } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** Saloon: a connector asks for its authenticator before each request, so a bearer token is fresh there. */
export const phpSaloon: Recipe = {
  id: "php-saloon",
  languages: ["php"],
  rewrite: async (site, project) => {
    const { masked, path } = site.file;
    if (!/\bSaloon\\/.test(masked)) return undefined;
    const root = await project.tree(masked, "php");
    const made = around(
      root,
      site,
      (node) => node.type === "object_creation_expression" && /Authenticator$/.test(classOf(node)),
    );
    const [only] = made;
    if (!only || made.length !== 1 || classOf(only) !== "BasicAuthenticator")
      return (await isPackage(project))
        ? refuse("shared-interface", "Those who install the package choose how it signs in.")
        : undefined;
    return phpRewrite(
      {
        edits: [
          { path, at: spanOf(only), text: "new TokenAuthenticator(ZendeskOAuth::bearer())" },
          ...importEdits(root, path),
        ],
        gone: [only],
        title: "gives the connector a bearer token for each request",
        reasons: [NOT_REPLACED],
      },
      root,
      site,
      project,
      {
        template: "php-guzzle.php",
        name: "ZendeskOAuth",
        keep: ["bearer", ...((await isLaravel(project)) ? ["laravel"] : [])],
      },
    );
  },
};

const classOf = (node: Node): string =>
  node.namedChildren.find((one) => one !== null && /name$/.test(one.type))?.text.replace(/^.*\\/, "") ?? "";

/** The import of the authenticator that takes a token, in the place of the other one or beside it. */
function importEdits(root: Node, path: string): Edit[] {
  const uses = [...nodesBelow(root)].filter((node) => node.type === "namespace_use_declaration");
  if (uses.some((node) => /\\TokenAuthenticator;/.test(node.text))) return [];
  const basic = uses.find((node) => /\\BasicAuthenticator;/.test(node.text));
  const count = [...nodesBelow(root)].filter(
    (node) => node.type === "name" && node.text === "BasicAuthenticator",
  ).length;
  if (!basic) return [];
  const text = "use Saloon\\Http\\Auth\\TokenAuthenticator;";
  return count === 2
    ? [{ path, at: spanOf(basic), text }]
    : [{ path, at: { start: basic.endIndex, end: basic.endIndex }, text: `\n${text}` }];
}

const manifest = async (project: Project): Promise<string> =>
  (await project.load("composer.json"))?.masked ?? "";

/** A package for Laravel, not an application. */
const isPackage = async (project: Project): Promise<boolean> =>
  /"providers"\s*:/.test(await manifest(project));

const isLaravel = async (project: Project): Promise<boolean> =>
  /"laravel\/framework"/.test(await manifest(project));
