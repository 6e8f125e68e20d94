import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { argumentsOf, type CsharpFile, filesOf, nameOf } from "../csharp/files.ts";
import { outcomeOf } from "../csharp/outcome.ts";
import { using } from "../csharp/usings.ts";
import { ancestor, nodeAt, spanOf } from "../nodes.ts";
import type { Project, Recipe } from "../recipe.ts";

/** The client refuses to send no token; what stands there is replaced in each request. */
const PLACEHOLDER = "ZendeskOAuth.Unset";
const HANDLER = "new ZendeskOAuthHandler()";

/** ZendeskApi.Client of Just Eat: its HTTP client gets a handler that replaces the fixed token it knows. */
export const csharpJusteat: Recipe = {
  id: "csharp-justeat",
  languages: ["csharp"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "sdk-justeat") return undefined;
    const files = await filesOf(site, project);
    const file = files.find((one) => one.path === site.file.path);
    const node = file && nodeAt(file.root, site.use.match.at);
    if (!file || !node) return undefined;
    const edits = (await registration(file, node, project)) ?? construction(file, node);
    if (!edits) return undefined;
    return outcomeOf(
      site,
      {
        edits,
        title: "gives the client a handler that adds a bearer token",
        reasons: ["ZendeskApi.Client knows fixed tokens only: the handler replaces the one it is given."],
        home: file,
        users: [file],
        unset: true,
      },
      project,
    );
  },
};

/** `services.AddZendeskClient…(url, user, token)`. */
async function registration(file: CsharpFile, from: Node, project: Project): Promise<Edit[] | undefined> {
  const call = ancestor(
    from,
    (one) => one.type === "invocation_expression" && /^AddZendeskClient/.test(nameOf(one)),
  );
  if (call?.parent?.type !== "expression_statement") return undefined;
  const [url, user, token] = argumentsOf(call);
  const callee = call.childForFieldName("function")?.childForFieldName("name");
  if (!url || !user || !token || !callee || [url, user, token].some((one) => one.namedChildCount !== 1))
    return undefined;
  const { path, text } = file;
  const { indent } = await project.style(path);
  const white = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", call.startIndex - 1) + 1))?.[0] ?? "";
  const services = call.childForFieldName("function")?.childForFieldName("expression")?.text ?? "services";
  return [
    { path, at: spanOf(callee), text: "AddZendeskClientWithHttpClientFactory" },
    { path, at: { start: user.startIndex, end: token.endIndex }, text: PLACEHOLDER },
    {
      path,
      at: { start: call.parent.endIndex, end: call.parent.endIndex },
      text: `\n${white}${services}.AddHttpClient("zendeskApiClient")\n${white}${indent}.AddHttpMessageHandler(() => ${HANDLER});`,
    },
  ];
}

/** `new ZendeskApiClient(options with user and token)`. */
function construction(file: CsharpFile, from: Node): Edit[] | undefined {
  const { path } = file;
  const options = ancestor(from, (one) => typeOf(one) === "ZendeskOptions");
  const client = options && ancestor(options, (one) => typeOf(one) === "ZendeskApiClient");
  const list = options?.childForFieldName("initializer");
  const last = client && argumentsOf(client).at(-1);
  if (!list || !client || !last || argumentsOf(client).length !== 1) return undefined;
  const entry = (name: string): Node | undefined =>
    list.namedChildren.find(
      (one): one is Node =>
        one?.type === "assignment_expression" && one.childForFieldName("left")?.text === name,
    );
  const [user, token] = [entry("Username"), entry("Token")];
  if (!user || !token) return undefined;
  const [first, second] = user.startIndex < token.startIndex ? [user, token] : [token, user];
  const between = file.text.slice(first.endIndex, second.startIndex);
  if (between.replace(",", "").trim() !== "") return undefined;
  return [
    ...using(file, "System.Net.Http"),
    { path, at: { start: first.startIndex, end: second.endIndex }, text: `OAuthToken = ${PLACEHOLDER}` },
    {
      path,
      at: { start: last.endIndex, end: last.endIndex },
      text: `, () => new ZendeskOAuthHandler(new HttpClientHandler())`,
    },
  ];
}

const typeOf = (node: Node): string =>
  node.type === "object_creation_expression"
    ? (node.childForFieldName("type")?.text ?? "").replace(/^.*\./, "")
    : "";
