import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { spanOf, withoutElements } from "../nodes.ts";
import { argumentsOf, around, headerOf, nameOf } from "../php/flow.ts";
import { type PhpChange, phpRewrite } from "../php/rewrite.ts";
import type { Project, Recipe, Site } from "../recipe.ts";

const title = "gives the HTTP client a middleware that adds an access token to each request";
const MIDDLEWARE = "withMiddleware(ZendeskOAuth::forRequests())";

/** Laravel's HTTP client: basic authentication of a pending request becomes Guzzle middleware. */
export const phpLaravelHttp: Recipe = {
  id: "php-laravel-http",
  languages: ["php"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bHttp::|\bPendingRequest\b|Illuminate\\Http\\Client/.test(masked)) return undefined;
    const root = await project.tree(masked, "php");
    const change = basic(root, site) ?? headers(root, site);
    if (!change) return undefined;
    return phpRewrite({ ...change, reasons: await faked(project) }, root, site, project, {
      template: "php-guzzle.php",
      name: "ZendeskOAuth",
      keep: ["laravel", "http"],
    });
  },
};

/** `->withBasicAuth(user, token)` */
function basic(root: Node, site: Site): PhpChange | undefined {
  const calls = around(
    root,
    site,
    (node) => /_call_expression$/.test(node.type) && /^withBasicAuth$/.test(nameOf(node)),
  );
  return calls.length === 0
    ? undefined
    : { edits: calls.map((call) => replaced(site.file.path, call)), gone: calls.flatMap(argumentsOf), title };
}

/** `->withHeaders(['Authorization' => 'Basic …'])`, `->withHeader('Authorization', 'Basic …')` */
function headers(root: Node, site: Site): PhpChange | undefined {
  const { path } = site.file;
  const found = headerOf(root, site);
  if (!found || found.line) return undefined;
  const edits: Edit[] = [];
  for (const set of found.set) {
    if (/_call_expression$/.test(set.type)) {
      edits.push(replaced(path, set));
      continue;
    }
    const list = set.parent;
    const call = list?.parent?.parent?.parent;
    if (set.type !== "array_element_initializer" || !list || !call || nameOf(call) !== "withHeaders")
      return undefined;
    const only = list.namedChildren.filter((node) => node?.type === "array_element_initializer").length === 1;
    if (only) edits.push(replaced(path, call));
    else {
      const end = call.endIndex;
      edits.push(...withoutElements(path, list, [set]), {
        path,
        at: { start: end, end },
        text: `->${MIDDLEWARE}`,
      });
    }
  }
  return { edits, gone: [found.value], title };
}

/** The name and the arguments of a call, replaced. */
function replaced(path: string, call: Node): Edit {
  const name = call.childForFieldName("name") ?? call;
  return { path, at: { start: name.startIndex, end: spanOf(call).end }, text: MIDDLEWARE };
}

/** Tests that stand in for the HTTP client: the grant goes out by Guzzle, past them. */
async function faked(project: Project): Promise<string[]> {
  const paths = await project.containing(["Http::fake"], (path) => /(?:^|\/)tests?\/.*\.php$/i.test(path));
  const found: string[] = [];
  for (const path of paths) if (/zendesk/i.test((await project.load(path))?.masked ?? "")) found.push(path);
  return found.length === 0
    ? []
    : [
        `${found.join(", ")} fake the HTTP client; the grant is not faked with it: put a token into the cache there.`,
      ];
}
