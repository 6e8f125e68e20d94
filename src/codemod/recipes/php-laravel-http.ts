import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, spanOf, withoutElements } from "../nodes.ts";
import { otherHeaders } from "../php/clients.ts";
import { conditionReason } from "../php/escapes.ts";
import { argumentsOf, around, headerOf, nameOf } from "../php/flow.ts";
import { type PhpChange, phpRewrite } from "../php/rewrite.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { nodesBelow } from "../tidy/grammar.ts";

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
    const reasons = [...(change.reasons ?? []), ...(await faked(project))];
    return phpRewrite({ ...change, reasons }, root, site, project, {
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
    : {
        edits: calls.map((call) => replaced(site.file.path, call)),
        gone: calls.flatMap(argumentsOf),
        title,
        reasons: reasonsOf(root, calls, calls),
      };
}

/** `->withHeaders(['Authorization' => 'Basic …'])`, `->withHeader('Authorization', 'Basic …')` */
function headers(root: Node, site: Site): PhpChange | undefined {
  const { path } = site.file;
  const found = headerOf(root, site);
  if (!found || found.line) return undefined;
  const edits: Edit[] = [];
  const calls: Node[] = [];
  for (const set of found.set) {
    if (/_call_expression$/.test(set.type)) {
      edits.push(replaced(path, set));
      calls.push(set);
      continue;
    }
    const list = set.parent;
    const call = list?.parent?.parent?.parent;
    if (set.type !== "array_element_initializer" || !list || !call || nameOf(call) !== "withHeaders")
      return undefined;
    calls.push(call);
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
  return { edits, gone: [found.value], title, reasons: reasonsOf(root, found.set, calls) };
}

/** What is not known of the requests that get the middleware. */
const reasonsOf = (root: Node, set: readonly Node[], calls: readonly Node[]): string[] => [
  ...conditionReason(set),
  ...otherHeaders(root, set),
  ...(calls.every((call) => isPending(root, call))
    ? []
    : ["What the middleware is given to was not found to be a request of Laravel's HTTP client."]),
];

/** True for a call on `Http::…`, on what was made by that, or on a parameter that is typed so or belongs to one of its closures. */
function isPending(root: Node, call: Node, depth = 0): boolean {
  let at: Node | null = call;
  while (at && /^(?:nullsafe_)?member_call_expression$/.test(at.type)) at = at.childForFieldName("object");
  if (!at || depth > 3) return false;
  if (at.type === "scoped_call_expression")
    return /^(?:\\?(?:[\w\\]+\\)?Http|self|static|parent)$/.test(at.childForFieldName("scope")?.text ?? "");
  const name = at.text;
  return [...nodesBelow(root)].some((node) => {
    if (/^(?:simple_parameter|property_promotion_parameter|property_declaration)$/.test(node.type))
      return (
        node.text.includes(name.replace(/^\$this->/, "$")) &&
        (/\bPendingRequest\b/.test(node.text) ||
          (!node.childForFieldName("type") &&
            /^(?:when|unless|tap|pool)$/.test(
              nameOf(ancestor(node, ({ type }) => /_call_expression$/.test(type)) ?? node),
            )))
      );
    if (node.type !== "assignment_expression" || node.childForFieldName("left")?.text !== name) return false;
    const right = node.childForFieldName("right");
    return right !== null && right?.id !== call.id && isPending(root, right, depth + 1);
  });
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
