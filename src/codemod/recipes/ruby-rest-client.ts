import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, spanOf, withoutElements } from "../nodes.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { carriedFrom } from "../ruby/carriers.ts";
import { conditionReason, escapes } from "../ruby/escapes.ts";
import { around, headerOf, sendersOf } from "../ruby/header.ts";
import { methodOf, pairsOf, receiverOf } from "../ruby/options.ts";
import { inPlace, type RubyChange, rubyRewrite } from "../ruby/rewrite.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const title = "sends the RestClient request with an access token";
const CREDENTIALS = /^(?:user|password)$/;

/** RestClient: the provider has its calls, with a token. */
export const rubyRestClient: Recipe = {
  id: "ruby-rest-client",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bRestClient\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "ruby");
    const change = options(root, site) ?? (await header(root, site, project));
    return change && rubyRewrite(change, root, site, project, "rest_client");
  },
};

/** `user:` and `password:` of `RestClient::Request.execute` or `RestClient::Resource.new` */
function options(root: Node, site: Site): RubyChange | undefined {
  const { path } = site.file;
  const calls = around(root, site, (node) => node.type === "call" && replacementOf(node) !== undefined);
  const edits: Edit[] = [];
  const gone: Node[] = [];
  for (const call of calls) {
    const list = call.childForFieldName("arguments");
    const holder = [list, ...(list?.namedChildren ?? [])].find(
      (node) => node && /^(?:argument_list|hash)$/.test(node.type) && pairsOf(node, CREDENTIALS).length > 0,
    );
    if (!holder) return undefined;
    const pairs = pairsOf(holder, CREDENTIALS);
    gone.push(...pairs);
    edits.push(...sentByProvider(path, call), ...withoutElements(path, holder, pairs));
  }
  return calls.length === 0
    ? undefined
    : {
        edits,
        gone,
        retried: calls.every(isRetried),
        title,
        reasons: [...conditionReason(gone), ...calls.flatMap((call) => readBack(root, call))],
      };
}

/** `resource.user`, `resource.options`: the credential was among them. */
function readBack(root: Node, call: Node): string[] {
  const holder = ancestor(call, ({ type }) => /assignment$|^(?:singleton_)?method$/.test(type));
  const name = (holder?.childForFieldName("left") ?? holder?.childForFieldName("name"))?.text;
  const reads = [...nodesBelow(root)].find(
    (node) =>
      node.type === "call" &&
      /^(?:user|password|options|headers)$/.test(methodOf(node)) &&
      name !== undefined &&
      [name, `self.${name}`].includes(receiverOf(node)),
  );
  return methodOf(call) === "new" && reads
    ? [`${reads.text} is read: the resource holds no user and password any more.`]
    : [];
}

/** An `Authorization` header among those of calls. */
async function header(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const { path } = site.file;
  const found = headerOf(root, site);
  if (!found) return undefined;
  const edits: Edit[] = [];
  const senders: Node[] = [];
  for (const set of found.set) {
    const reached =
      set.type === "pair" ? sendersOf(root, set, (call) => replacementOf(call) !== undefined) : [];
    const carried = carriedFrom([set], root, [found.value], (call) =>
      reached.some((one) => one.id === call.id),
    );
    const reasons = await escapes(carried, site, project);
    if (reached.length === 0 || !set.parent || reasons.length > 0)
      return inPlace(path, found.value, title, carried);
    senders.push(...reached);
    edits.push(...withoutElements(path, set.parent, [set]));
  }
  return {
    edits: [...edits, ...senders.flatMap((call) => sentByProvider(path, call))],
    gone: [found.value],
    retried: senders.every(isRetried),
    title,
    reasons: conditionReason(found.set),
  };
}

/** A block gets the answer before it is looked at. */
const isRetried = (call: Node): boolean =>
  methodOf(call) === "new" || call.childForFieldName("block") === null;

/** What stands for the receiver and the method of a call, when it is one that sends or makes a resource. */
function replacementOf(call: Node): string | undefined {
  const name = methodOf(call);
  switch (receiverOf(call).replace(/^::/, "")) {
    case "RestClient::Request":
      return name === "execute" ? "ZendeskOauth" : undefined;
    case "RestClient::Resource":
      return name === "new" ? "ZendeskOauth::Resource" : undefined;
    case "RestClient":
      return /^(?:get|head|delete|options|post|put|patch)$/.test(name) ? "ZendeskOauth" : undefined;
    default:
      return undefined;
  }
}

function sentByProvider(path: string, call: Node): Edit[] {
  const receiver = call.childForFieldName("receiver");
  const text = replacementOf(call);
  return receiver && text !== undefined ? [{ path, at: spanOf(receiver), text }] : [];
}
