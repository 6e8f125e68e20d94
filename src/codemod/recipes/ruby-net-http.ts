import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, removals, spanOf, withoutElements } from "../nodes.ts";
import type { Recipe, Site } from "../recipe.ts";
import { around, headerOf, referencesTo, sendersOf } from "../ruby/header.ts";
import { statementOf } from "../ruby/nodes.ts";
import { BEARER, type RubyChange, rubyRewrite } from "../ruby/rewrite.ts";

const title = "sends the Net::HTTP request with an access token";

/** Net::HTTP: the request goes out by the provider, which sets its header and repeats it once. */
export const rubyNetHttp: Recipe = {
  id: "ruby-net-http",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bNet::HTTP\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "ruby");
    const found = basicAuth(root, site) ?? authorization(root, site);
    return found && rubyRewrite(found, root, site, project, "net_http");
  },
};

/** `request.basic_auth(user, token)` */
function basicAuth(root: Node, site: Site): RubyChange | undefined {
  const calls = around(root, site, (node) => node.type === "call" && isMethod(node, /^basic_auth$/));
  if (calls.length === 0) return undefined;
  const changes = calls.map((call) => ofBasicAuth(root, call, site));
  if (!changes.every((change) => change !== undefined)) return undefined;
  return {
    edits: changes.flatMap(({ edits }) => edits),
    gone: changes.flatMap(({ gone }) => gone),
    retried: changes.every(({ retried }) => retried),
    title,
  };
}

function ofBasicAuth(root: Node, call: Node, { file }: Site): Omit<RubyChange, "title"> | undefined {
  const request = call.childForFieldName("receiver");
  const given = call.childForFieldName("arguments");
  const statement = statementOf(call);
  if (!request || !given || !statement) return undefined;
  const { path, masked } = file;
  const method = ancestor(call, ({ type }) => /^(?:method|singleton_method|program)$/.test(type)) ?? root;
  const senders = referencesTo(root, request)
    .filter((node) => method.startIndex <= node.startIndex && node.endIndex <= method.endIndex)
    .flatMap((node) => sendersOf(root, node, isSender));
  if (senders.length > 0 && senders.every(isPlain))
    return {
      edits: [
        ...removals(path, masked, [statement]),
        ...senders.flatMap((sender) => sentByProvider(path, sender)),
      ],
      gone: [given],
      retried: true,
    };
  const text = `${request.text}["Authorization"] = ${BEARER}`;
  return { edits: [{ path, at: spanOf(call), text }], gone: [given], retried: false };
}

/** `request["Authorization"] = "Basic …"`, or a hash with it that is given to the request's constructor. */
function authorization(root: Node, site: Site): RubyChange | undefined {
  const { path, masked } = site.file;
  const header = headerOf(root, site);
  if (!header) return undefined;
  const edits: Edit[] = [];
  const senders: Node[] = [];
  for (const set of header.set) {
    const left = set.childForFieldName("left");
    const reached = left
      ? referencesTo(root, left.namedChild(0) as Node)
          .filter((node) => node.startIndex > set.endIndex)
          .flatMap((node) => sendersOf(root, node, isSender))
      : sendersOf(root, set, isSender);
    const statement = left && statementOf(set);
    if (reached.length === 0 || !reached.every(isPlain) || (left && !statement))
      return {
        edits: [{ path, at: spanOf(header.value), text: BEARER }],
        gone: [header.value],
        retried: false,
        title,
      };
    senders.push(...reached);
    if (statement) edits.push(...removals(path, masked, [statement]));
    else if (set.parent) edits.push(...withoutElements(path, set.parent, [set]));
  }
  return {
    edits: [...edits, ...senders.flatMap((sender) => sentByProvider(path, sender))],
    gone: [header.value],
    retried: true,
    title,
  };
}

const isMethod = (call: Node, name: RegExp): boolean =>
  name.test(call.childForFieldName("method")?.text ?? "");

/** `http.request(request)`; the verbs of Net::HTTP take headers, not a request. */
const isSender = (call: Node): boolean =>
  isMethod(call, /^request$/) && call.childForFieldName("receiver") !== null;

const isPlain = (sender: Node): boolean =>
  sender.childForFieldName("block") === null &&
  !/^ZendeskOauth$/.test(sender.childForFieldName("receiver")?.text ?? "");

/** `http.request(request)` → `ZendeskOauth.request(http, request)` */
function sentByProvider(path: string, sender: Node): Edit[] {
  const receiver = sender.childForFieldName("receiver") as Node;
  const list = sender.childForFieldName("arguments");
  const first = list?.namedChild(0);
  if (!list || !first) return [];
  const open = { start: sender.startIndex, end: first.startIndex };
  const edits = [{ path, at: open, text: `ZendeskOauth.request(${receiver.text}, ` }];
  return list.text.startsWith("(")
    ? edits
    : [...edits, { path, at: { start: list.endIndex, end: list.endIndex }, text: ")" }];
}
