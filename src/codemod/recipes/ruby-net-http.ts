import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, removals, spanOf, withoutElements } from "../nodes.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { carriedFrom } from "../ruby/carriers.ts";
import { conditionReason, escapes } from "../ruby/escapes.ts";
import { around, headerOf, referencesTo, sendersOf } from "../ruby/header.ts";
import { statementOf } from "../ruby/nodes.ts";
import { BEARER, inPlace, type RubyChange, rubyRewrite } from "../ruby/rewrite.ts";
import { isSameVariable } from "../ruby/variables.ts";

const title = "sends the Net::HTTP request with an access token";

/** Net::HTTP: the request goes out by the provider, which sets its header and repeats it once. */
export const rubyNetHttp: Recipe = {
  id: "ruby-net-http",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bNet::HTTP\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "ruby");
    const found = (await basicAuth(root, site, project)) ?? (await authorization(root, site, project));
    return found && rubyRewrite(found, root, site, project, "net_http");
  },
};

/** `request.basic_auth(user, token)` */
async function basicAuth(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const calls = around(root, site, (node) => node.type === "call" && isMethod(node, /^basic_auth$/));
  if (calls.length === 0) return undefined;
  const changes: Omit<RubyChange, "title">[] = [];
  for (const call of calls) {
    const change = await ofBasicAuth(root, call, site, project);
    if (!change) return undefined;
    changes.push(change);
  }
  return {
    edits: changes.flatMap(({ edits }) => edits),
    gone: changes.flatMap(({ gone }) => gone),
    retried: changes.every(({ retried }) => retried),
    title,
    reasons: changes.flatMap(({ reasons }) => reasons ?? []),
  };
}

async function ofBasicAuth(
  root: Node,
  call: Node,
  site: Site,
  project: Project,
): Promise<Omit<RubyChange, "title"> | undefined> {
  const { path, masked } = site.file;
  const request = call.childForFieldName("receiver");
  const given = call.childForFieldName("arguments");
  const statement = statementOf(call);
  if (!request || !given || !statement) return undefined;
  const senders = sendersHere(root, request);
  const carried = carriedFrom([request], root, [call], accepting(senders));
  const reasons = await escapes(carried, site, project);
  if (senders.length > 0 && senders.every(isPlain) && reasons.length === 0)
    return {
      edits: [
        ...removals(path, masked, [statement]),
        ...senders.flatMap((sender) => sentByProvider(path, sender)),
      ],
      gone: [given],
      retried: true,
      reasons: conditionReason([call]),
    };
  const text = `${request.text}["Authorization"] = ${BEARER}`;
  return { edits: [{ path, at: spanOf(call), text }], gone: [given], retried: false };
}

/** `request["Authorization"] = "Basic …"`, or a hash with it that is given to the request's constructor. */
async function authorization(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const { path, masked } = site.file;
  const header = headerOf(root, site);
  if (!header) return undefined;
  const edits: Edit[] = [];
  const senders: Node[] = [];
  for (const set of header.set) {
    const left = set.childForFieldName("left");
    const object = left?.namedChild(0);
    const reached = object ? sendersHere(root, object, set) : sendersOf(root, set, isSender);
    const statement = left && statementOf(set);
    const carried = carriedFrom(
      [object ?? set],
      root,
      [header.value, ...(left ? [set] : [])],
      accepting(reached),
    );
    const reasons = await escapes(carried, site, project);
    if (
      reached.length === 0 ||
      !reached.every(isPlain) ||
      (left && !statement) ||
      reasons.length > 0 ||
      (object && object.type !== "identifier")
    )
      return inPlace(path, header.value, title, carried);
    senders.push(...reached);
    if (statement) edits.push(...removals(path, masked, [statement]));
    else if (set.parent) edits.push(...withoutElements(path, set.parent, [set]));
  }
  return {
    edits: [...edits, ...senders.flatMap((sender) => sentByProvider(path, sender))],
    gone: [header.value],
    retried: true,
    title,
    reasons: conditionReason(header.set),
  };
}

/** The calls of the same method that send a request. */
function sendersHere(root: Node, request: Node, behind?: Node): Node[] {
  const method = ancestor(request, ({ type }) => /^(?:method|singleton_method|program)$/.test(type)) ?? root;
  return referencesTo(root, request)
    .filter(
      (node) =>
        method.startIndex <= node.startIndex &&
        node.endIndex <= method.endIndex &&
        node.startIndex > (behind?.endIndex ?? -1) &&
        isSameVariable(node, request),
    )
    .flatMap((node) => sendersOf(root, node, isSender));
}

const accepting =
  (senders: readonly Node[]) =>
  (call: Node, argument: Node): boolean =>
    isSender(call, argument) && senders.some((one) => one.id === call.id);

const isMethod = (call: Node, name: RegExp): boolean =>
  name.test(call.childForFieldName("method")?.text ?? "");

/** `http.request(request)`; the verbs of Net::HTTP take headers, not a request, and Net::HTTP::Persistent takes the address first. */
const isSender = (call: Node, argument: Node): boolean =>
  isMethod(call, /^request$/) &&
  call.childForFieldName("receiver") !== null &&
  call.childForFieldName("arguments")?.namedChild(0)?.id === argument.id;

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
