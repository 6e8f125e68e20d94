import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { accountReasons } from "../python/accounts.ts";
import type { End, Place } from "../python/carrier.ts";
import {
  around,
  calleeOf,
  field,
  functionAround,
  isField,
  listed,
  nodeAt,
  removals,
  spanOf,
  statementOf,
  statementSpan,
  stringOf,
} from "../python/code.ts";
import { conditionReason, hasRivals, reasonsOf } from "../python/doubts.ts";
import { Flow } from "../python/flow.ts";
import { keysOf, originOf } from "../python/origin.ts";
import { supply } from "../python/provider.ts";
import { Sweep } from "../python/sweep.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** urllib and urllib2: a Basic header of a `Request` goes, and `zendesk_urlopen` opens it. */
export const pythonUrllib: Recipe = {
  id: "python-urllib",
  languages: ["python"],
  rewrite: async (site, project) => {
    if (!/^[ \t]*(?:import|from)[ \t]+urllib2?\b/m.test(site.file.masked)) return undefined;
    return rewriteRequest(site, project);
  },
};

async function rewriteRequest(site: Site, project: Project): Promise<Outcome | undefined> {
  const { path, masked } = site.file;
  const root = await project.tree(masked, "python");
  const value = new Flow(project);
  await value.follow(path, nodeAt(root, site.use.match.at));
  const headers = value.ends.filter((end) => /^(?:header|item|add-header)$/.test(end.kind));
  if (headers.length === 0 || headers.length < value.ends.length) return undefined;
  const requests = new Flow(project, headers);
  for (const header of headers) await followToRequest(requests, header);
  if (requests.ends.length === 0 || !requests.ends.every(isRequest)) return undefined;
  const opened = new Flow(project);
  for (const request of requests.ends) await followToOpening(opened, request);
  const opens = opened.ends.filter((end) => !isMethodOf(end.node));
  if (opens.length === 0) return undefined;
  for (const end of opened.ends) if (!opens.includes(end)) doubtMethod(end, opened, headers);
  if (value.mixed || hasRivals(value))
    return refuse("shape", "The same header carries other credentials, too.");
  const reaches = opens.every(({ node }) => /(?:^|\.)urlopen$/.test(calleeOf(callOf(node) ?? node)));
  const perCall = headers.every(
    ({ node }) => functionAround(node) && field(functionAround(node), "name")?.text !== "__init__",
  );
  if (!reaches && !perCall) return undefined;
  const object = reaches ? "zendesk_urlopen" : "zendesk_token";
  const supplied = await supply(site, project, "python-urllib.py", object);
  const edits: Edit[] = [];
  const named = async (where: string): Promise<string> => {
    const { name, edits: imports } = await supplied.use(where);
    edits.push(...imports);
    return name;
  };
  for (const header of headers) {
    if (reaches) edits.push(...removalOf(header, (await project.load(header.path))?.masked ?? ""));
    else
      edits.push({
        path: header.path,
        at: spanOf(valueIn(header)),
        text: `"Bearer " + ${await named(header.path)}()`,
      });
  }
  if (reaches)
    for (const open of opens) {
      const callee = field(callOf(open.node), "function");
      if (callee) edits.push({ path: open.path, at: spanOf(callee), text: await named(open.path) });
    }
  const swept = await new Sweep(project, requests, keysOf(site)).run(
    headers.map((header) => ({ path: header.path, node: valueIn(header) })),
  );
  const origin = originOf(site, swept, project, supplied.settings);
  if ("kind" in origin) return origin;
  const condition = reaches ? conditionReason(headers, requests, opens) : undefined;
  const sends = opened.ends.flatMap((end) => callOf(end.node) ?? []);
  const reasons = [
    ...supplied.reasons,
    ...origin.reasons,
    ...(condition === undefined ? [] : [condition]),
    ...reasonsOf(requests, opened),
    ...(await accountReasons(site, project, [...requests.ends, ...opened.ends], opened)),
    ...(sends.some((call) => CONNECTION.test(call.text))
      ? ["The provider asks for tokens without the certificate settings of this code."]
      : []),
    ...(reaches ? [] : ["A revoked token is not retried: only the header is new."]),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length > 0 ? "review" : "safe",
    reasons,
    title: reaches ? "opens requests with a bearer token" : "puts a bearer token into the header",
    edits: [...edits, ...swept.edits, ...supplied.edits],
    creates: supplied.creates,
  };
}

/** Arguments of `urlopen` about the connection. */
const CONNECTION = /\b(?:context|cafile|capath|cadefault)\s*=/;

/** What is asked of a request that loses its header. */
function doubtMethod({ path, node }: End, flow: Flow, headers: readonly End[]): void {
  const use = node.parent?.type === "attribute" ? node.parent : node;
  const call = use.parent?.type === "call" ? use.parent : undefined;
  if (call && headers.some((header) => header.node.id === call.id)) return;
  const method = field(use, "attribute")?.text ?? "";
  const named = call && /^authorization$/i.test(stringOf(listed(field(call, "arguments"))[0]) ?? "");
  if (/^add_(?:unredirected_)?header$/.test(method)) {
    if (named)
      flow.doubt(path, use, "Another Authorization is added to the request, and the new one would win");
  } else if (/^(?:get_header|has_header|remove_header|headers|unredirected_hdrs|header_items)$/.test(method))
    flow.doubt(path, use, `${use.text} may miss the header`);
}

/** The call that a node is an argument of. */
function callOf(node: Node): Node | undefined {
  const list = node.parent?.type === "keyword_argument" ? node.parent.parent : node.parent;
  return list?.type === "argument_list" ? (list.parent ?? undefined) : undefined;
}

/** `request.add_header(…)`: the request is used, but not sent. */
const isMethodOf = (node: Node): boolean => node.parent?.type === "attribute" && isField(node, "object");

/** Goes on with what a header belongs to: a dictionary of headers, or the request itself. */
async function followToRequest(flow: Flow, { kind, path, node }: End): Promise<void> {
  if (kind === "header") {
    const dictionary = around(node, "dictionary");
    if (dictionary) await flow.follow(path, dictionary);
  } else if (kind === "item") {
    const object = field(field(node, "left"), "value");
    if (object) await flow.put(path, object, node);
  } else flow.end({ kind: "add-header", path, node });
}

async function followToOpening(flow: Flow, { kind, path, node }: End): Promise<void> {
  if (kind === "add-header") {
    const object = field(field(node, "function"), "object");
    if (object) await flow.variable(path, object, statementOf(node));
    return;
  }
  const call = kind === "sender" ? node : callOf(node);
  if (call) await flow.follow(path, call);
}

/** A header is added to a request, or headers are handed to its constructor. */
function isRequest({ kind, node }: End): boolean {
  const call = kind === "sender" ? node : callOf(node);
  return kind === "add-header" || (call !== undefined && /(?:^|\.)Request$/.test(calleeOf(call)));
}

/** The expression that is sent as the header. */
function valueIn({ kind, node }: End): Node {
  if (kind === "add-header") return listed(field(node, "arguments"))[1] ?? node;
  return field(node, "value") ?? field(node, "right") ?? node;
}

function removalOf({ kind, path, node }: End & Place, text: string): Edit[] {
  if (kind !== "header") return [{ path, at: statementSpan(text, statementOf(node)), text: "" }];
  const dictionary = around(node, "dictionary") as Node;
  const argument = dictionary.parent;
  const list = argument?.parent;
  const spans =
    listed(dictionary).length === 1 && argument?.type === "keyword_argument" && list
      ? removals(list, [argument])
      : removals(dictionary, [node]);
  return spans.map((at) => ({ path, at, text: "" }));
}
