import type { Node } from "web-tree-sitter";
import { ancestor, nodeAt, removals, spanOf } from "../nodes.ts";
import { originOf } from "../origin.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { rubyProvider } from "../ruby/module.ts";
import { statementOf } from "../ruby/nodes.ts";
import { stillRead } from "../ruby/reads.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/**
 * zendesk_api: the client becomes one that puts a middleware into its connection, which `build_connection` is there for. A token that is set in the
 * block would be copied when the connection is built, and the gem renews none.
 */
export const rubyZendeskApi: Recipe = {
  id: "ruby-zendesk-api",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    if (project.has("zendesk_api.gemspec"))
      return refuse("shared-interface", "It is the client library itself.");
    if (site.finding.rule !== "sdk-zendesk-api-ruby") return undefined;
    const root = await project.tree(site.file.masked, "ruby");
    const call = ancestor(nodeAt(root, site.use.match.at), isClient);
    if (!call) return undefined;
    return rewriteClient(call, root, site, project);
  },
};

const isClient = (node: Node): boolean =>
  node.type === "call" &&
  /^(?:::)?ZendeskAPI::Client$/.test(node.childForFieldName("receiver")?.text ?? "") &&
  node.childForFieldName("method")?.text === "new";

async function rewriteClient(
  call: Node,
  root: Node,
  site: Site,
  project: Project,
): Promise<Outcome | undefined> {
  const { path, masked } = site.file;
  const origin = originOf(site);
  const provider = await rubyProvider(site, root, project, "zendesk_api");
  const fromCredentials = provider.todo.length > 0;
  if ("kind" in origin && (!fromCredentials || origin.id === "acts-as-user")) return origin;
  const settings = settingsOf(call);
  if (!settings) return undefined;
  const receiver = call.childForFieldName("receiver") as Node;
  const reasons = [
    ...("kind" in origin || fromCredentials ? [] : origin),
    ...provider.reasons,
    ...(await stillRead(root, settings.values, path, project)),
    ...(settings.password
      ? ["It could also sign in with a password, which Zendesk does not accept any more."]
      : []),
    ...otherwise(root, call, settings.statements),
    ...(await stubbed(project)),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length === 0 ? "safe" : "review",
    reasons,
    title: "gives zendesk_api a client that adds an access token to each request",
    edits: [
      { path, at: spanOf(receiver), text: "ZendeskApiOauth::Client" },
      ...removals(path, masked, settings.statements),
      ...provider.edits,
    ],
    creates: provider.creates,
    todo: provider.todo,
    addressed: true,
  };
}

/** Other reads and writes of what the client signs in with. */
function otherwise(root: Node, call: Node, statements: readonly Node[]): string[] {
  const param = call.childForFieldName("block")?.childForFieldName("parameters")?.namedChild(0)?.text;
  const other = [...nodesBelow(root)].find((node) => {
    if (node.type !== "call" || statements.some((one) => holds(one, node))) return false;
    const receiver = node.childForFieldName("receiver")?.text ?? "";
    return (
      /^(?:username|token|password|access_token)$/.test(node.childForFieldName("method")?.text ?? "") &&
      (/(?:^|\.)config$/.test(receiver) || (receiver === param && holds(call, node)))
    );
  });
  return other
    ? [
        `${other.text} is used, too: the client holds no user and token any more, and an access token of its own is replaced.`,
      ]
    : [];
}

const holds = (outer: Node, inner: Node): boolean =>
  outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;

/** The statements of the block that set user, token and password; undefined when one of them is not a statement of its own. */
function settingsOf(call: Node): { statements: Node[]; values: Node[]; password: boolean } | undefined {
  const block = call.childForFieldName("block");
  const param = block?.childForFieldName("parameters")?.namedChild(0)?.text;
  if (!block || param === undefined) return undefined;
  const statements: Node[] = [];
  const values: Node[] = [];
  let password = false;
  for (const node of nodesBelow(block)) {
    if (node.type !== "assignment") continue;
    const left = node.childForFieldName("left");
    const name = left?.childForFieldName("method")?.text;
    if (
      left?.childForFieldName("receiver")?.text !== param ||
      !/^(?:username|token|password)$/.test(name ?? "")
    )
      continue;
    const statement = statementOf(node);
    if (!statement || statement.parent?.parent?.id !== block.id) return undefined;
    if (name === "password") password = true;
    statements.push(statement);
    values.push(node.childForFieldName("right") as Node);
  }
  return { statements, values, password };
}

/** Tests that put something in place of the client's constructor. */
async function stubbed(project: Project): Promise<string[]> {
  const tests = await project.containing(["ZendeskAPI"], (path) => /(?:_spec|_test)\.rb$/.test(path));
  const found: string[] = [];
  for (const path of tests)
    if (
      /ZendeskAPI::Client\)\.(?:to|not_to)\b|ZendeskAPI::Client\.(?:stubs?|expects|any_instance)\b|class_double\(["']?ZendeskAPI::Client/.test(
        (await project.load(path))?.masked ?? "",
      )
    )
      found.push(path);
  return found.length === 0
    ? []
    : [`${found.join(", ")} stub ZendeskAPI::Client, which ZendeskApiOauth::Client now stands for.`];
}
