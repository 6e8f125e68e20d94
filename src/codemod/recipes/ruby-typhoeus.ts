import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { spanOf, withoutElements } from "../nodes.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { carriedFrom } from "../ruby/carriers.ts";
import { conditionReason, escapes } from "../ruby/escapes.ts";
import { around, headerOf, sendersOf } from "../ruby/header.ts";
import { realigned } from "../ruby/nodes.ts";
import { keyOf, methodOf, pairsOf, receiverOf, withoutPair } from "../ruby/options.ts";
import { BEARER, inPlace, type RubyChange, rubyRewrite } from "../ruby/rewrite.ts";

const title = "sends the Typhoeus request with an access token";
const CREDENTIALS = /^(?:userpwd|username|password)$/;
const VERBS = /^(?:get|head|delete|options|post|put|patch)$/;

/** Typhoeus: the provider has its calls and its request, with a token. What a hydra runs or callbacks see only gets the header. */
export const rubyTyphoeus: Recipe = {
  id: "ruby-typhoeus",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bTyphoeus\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "ruby");
    const change = (await options(root, site, project)) ?? (await header(root, site, project));
    return change && rubyRewrite(change, root, site, project, "typhoeus");
  },
};

/** `userpwd: "user:token"`, or `username:` and `password:`, among the options of a request */
async function options(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const pairs = around(root, site, (node) => node.type === "pair" && CREDENTIALS.test(keyOf(node)));
  const all = pairs.flatMap((pair) => (pair.parent ? pairsOf(pair.parent, CREDENTIALS) : []));
  const gone = [...new Map(all.map((pair) => [pair.id, pair])).values()];
  if (gone.length === 0) return undefined;
  const sent = await sentByProvider(root, gone, gone, site, project);
  if (sent) return sent;
  // Other senders, or what a hydra runs: a header in the place of the credential serves them all.
  const edits = gone.map((pair) => (pair.parent ? asHeader(pair, pair.parent, gone, site) : undefined));
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  if (gone.some((pair) => sendersOf(root, pair, isRequest).length === 0)) return undefined;
  return {
    edits: edits.flat(),
    gone,
    retried: false,
    title,
    reasons:
      inPlace(site.file.path, gone[0] as Node, title, carriedFrom(gone, root, [], isRequest)).reasons ?? [],
  };
}

/** An `Authorization` header among those of a request. */
async function header(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const found = headerOf(root, site);
  if (!found || found.set.some((set) => sendersOf(root, set, isRequest).length === 0)) return undefined;
  const sent = found.set.every((set) => set.type === "pair")
    ? await sentByProvider(root, found.set, [found.value], site, project)
    : undefined;
  return (
    sent ??
    inPlace(site.file.path, found.value, title, carriedFrom(found.set, root, [found.value], isRequest))
  );
}

/** Takes pairs out and makes the requests that they reach go out by the provider; undefined when something else is done with them. */
async function sentByProvider(
  root: Node,
  pairs: readonly Node[],
  gone: readonly Node[],
  site: Site,
  project: Project,
): Promise<RubyChange | undefined> {
  const { path, masked } = site.file;
  const senders = new Map<number, Node>();
  const edits: Edit[] = [];
  for (const pair of pairs) {
    const reached = sendersOf(root, pair, isRequest);
    if (reached.length === 0) return undefined;
    for (const call of reached) senders.set(call.id, call);
  }
  const carried = carriedFrom(pairs, root, [], (call) => senders.has(call.id));
  if ((await escapes(carried, site, project)).length > 0) return undefined;
  for (const call of senders.values()) {
    const receiver = call.childForFieldName("receiver");
    if (!receiver || (methodOf(call) === "new" && !(await isOnlyRun(call, root, site, project))))
      return undefined;
    const text = methodOf(call) === "new" ? "ZendeskOauth::Request" : "ZendeskOauth";
    edits.push({ path, at: spanOf(receiver), text });
    edits.push(...realigned(path, masked, call, text.length - receiver.text.length, pairs));
  }
  const lists = new Map(pairs.flatMap((pair) => (pair.parent ? [[pair.parent.id, pair.parent]] : [])));
  for (const list of lists.values()) {
    const out = pairs.filter((pair) => pair.parent?.id === list.id);
    const [only] = out;
    edits.push(...(only && out.length === 1 ? withoutPair(path, only) : withoutElements(path, list, out)));
  }
  return { edits, gone, retried: true, title, reasons: conditionReason(pairs) };
}

/** A request that is repeated must not be one that callbacks have seen the answer of, or that a hydra runs. */
async function isOnlyRun(call: Node, root: Node, site: Site, project: Project): Promise<boolean> {
  const carried = carriedFrom([call], root, [], (next) => methodOf(next) === "run");
  return (await escapes(carried, site, project)).length === 0;
}

/** `userpwd: …` → `headers: { "Authorization" => "Bearer …" }`, or one more header; undefined where the headers are not written down. */
function asHeader(pair: Node, list: Node, gone: readonly Node[], { file }: Site): Edit[] | undefined {
  const { path, masked } = file;
  // Of two halves the first becomes the header.
  const mine = gone.filter((one) => one.parent?.id === list.id);
  if (mine[0]?.id !== pair.id) return withoutElements(path, list, [pair]);
  const key = masked.split("'").length > masked.split('"').length ? "'Authorization'" : '"Authorization"';
  const line = `${key} => ${BEARER}`;
  const [headers] = pairsOf(list, /^headers$/);
  if (!headers) return [{ path, at: spanOf(pair), text: `headers: { ${line} }` }];
  const hash = headers.childForFieldName("value");
  const first = hash?.type === "hash" ? hash.namedChild(0) : undefined;
  if (!first) return undefined;
  const at = { start: first.startIndex, end: first.startIndex };
  return [{ path, at, text: `${line}, ` }, ...withoutElements(path, list, [pair])];
}

/** `Typhoeus.get(url, options)`, `Typhoeus::Request.get(url, options)`, `Typhoeus::Request.new(url, options)` */
const isRequest = (call: Node): boolean => {
  const receiver = receiverOf(call).replace(/^::/, "");
  const method = methodOf(call);
  return (
    (VERBS.test(method) && /^Typhoeus(?:::Request)?$/.test(receiver)) ||
    (method === "new" && receiver === "Typhoeus::Request")
  );
};
