import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { accountReasons } from "../python/accounts.ts";
import type { End, Place } from "../python/carrier.ts";
import {
  argumentsOf,
  around,
  calleeOf,
  field,
  isField,
  listed,
  nodeAt,
  removals,
  spanOf,
  stringOf,
} from "../python/code.ts";
import { conditionReason, hasRivals, reasonsOf } from "../python/doubts.ts";
import { Flow } from "../python/flow.ts";
import { sentPairs, userGoes } from "../python/halves.ts";
import { librariesOf } from "../python/libraries.ts";
import { keysOf, originOf } from "../python/origin.ts";
import { supply } from "../python/provider.ts";
import { bindingOf, usesIn } from "../python/scope.ts";
import { Sweep } from "../python/sweep.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse, STAYS } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const METHODS = /\.(get|post|put|patch|delete|head|options|request)$/;

/** aiohttp: `BasicAuth` and Basic headers of sessions and requests go; requests are made by `zendesk_request`. */
export const pythonAiohttp: Recipe = {
  id: "python-aiohttp",
  languages: ["python"],
  rewrite: async (site, project) => {
    const root = await project.tree(site.file.masked, "python");
    const value = new Flow(project);
    const start = startOf(root, site);
    // Attributes keep user and token apart: where both are sent is what counts.
    const apart = /^(?:block|module)$/.test(start.type);
    const starts = apart ? await sentPairs(site, value) : [{ path: site.file.path, node: start }];
    if (!starts) return undefined;
    for (const one of starts) await value.follow(one.path, one.node);
    const headers = value.ends.filter((end) => end.kind === "header");
    const sent = new Flow(project, headers);
    for (const { path, node } of headers) {
      const dictionary = around(node, "dictionary");
      if (dictionary) await sent.follow(path, dictionary);
    }
    const ends = [...value.ends.filter((end) => end.kind !== "header"), ...sent.ends];
    if (ends.length === 0 || (await librariesOf(site, project, ends)) !== "aiohttp") return undefined;
    const calls = ends.flatMap((end) => {
      const call = end.kind === "auth" ? end.call : end.kind === "sender" ? end.node : undefined;
      return call ? [{ path: end.path, node: call }] : [];
    });
    if (calls.length < ends.length) return undefined;
    if (value.mixed || sent.mixed || hasRivals(value))
      return refuse("shape", "The same credential may come from elsewhere.");
    const condition = conditionReason(headers, sent);
    const outcome = await rewriteCalls(site, project, value, headers, calls, starts, [
      ...(condition === undefined ? [] : [condition]),
      ...reasonsOf(value, sent),
    ]);
    return apart && outcome?.kind === "rewrite" && !userGoes(site, outcome.edits)
      ? refuse("shape", STAYS)
      : outcome;
  },
};

async function rewriteCalls(
  site: Site,
  project: Project,
  flow: Flow,
  headers: readonly End[],
  calls: readonly Place[],
  starts: readonly Place[],
  doubts: readonly string[],
): Promise<Outcome | undefined> {
  const requests = new Map<string, Place>();
  const add = ({ path, node }: Place): Map<string, Place> =>
    requests.set(`${path}:${node.startIndex}`, { path, node });
  for (const call of calls) {
    if (METHODS.test(calleeOf(call.node))) {
      const object = field(field(call.node, "function"), "object");
      const session = object && (await flow.things.session(call.path, object));
      if (session?.library === "aiohttp")
        return refuse("shape", "aiohttp.request() makes a session of its own: make one and send with that.");
      add(call);
    } else if (/(?:^|\.)ClientSession$/.test(calleeOf(call.node))) {
      const found = await requestsOf(call, flow);
      if (!found) return refuse("shape", "The session is handed on to code that sends with it.");
      for (const one of found) add({ path: call.path, node: one });
    } else return undefined;
  }
  const supplied = await supply(site, project, "python-aiohttp.py", "zendesk_request");
  const edits: Edit[] = [];
  for (const { path, node } of requests.values()) {
    const used = await supplied.use(path);
    const text = (await project.load(path))?.masked ?? "";
    edits.push(...used.edits, ...rewrittenRequest(path, node, used.name, text));
  }
  for (const { path, node } of calls) {
    const list = field(node, "arguments");
    const auth = argumentsOf(node).filter(
      (one) =>
        (one.type === "keyword_argument" && field(one, "name")?.text === "auth") ||
        headers.some((header) => isOnlyIn(header.node, one)),
    );
    if (list && auth.length > 0) for (const at of removals(list, auth)) edits.push({ path, at, text: "" });
  }
  for (const { path, node } of headers) {
    const dictionary = around(node, "dictionary") as Node;
    if (calls.some((call) => argumentsOf(call.node).some((one) => isOnlyIn(node, one)))) continue;
    for (const at of removals(dictionary, [node])) edits.push({ path, at, text: "" });
  }
  const swept = await new Sweep(project, flow, keysOf(site)).run([
    ...starts,
    ...headers.map(({ path, node }) => ({ path, node })),
  ]);
  const origin = originOf(site, swept, project, supplied.settings);
  if ("kind" in origin) return origin;
  const places = [...requests.values()];
  const reasons = [
    ...supplied.reasons,
    ...origin.reasons,
    ...doubts,
    ...rivalsOf(places, headers),
    ...(await accountReasons(site, project, [...places, ...calls], flow)),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length > 0 ? "review" : "safe",
    reasons,
    title: "sends requests with a bearer token",
    edits: [...edits, ...swept.edits, ...supplied.edits],
    creates: supplied.creates,
  };
}

/** What makes the credential: `BasicAuth(…)` around user and token, or what is encoded. */
function startOf(root: Node, { use }: Site): Node {
  const { user, token, at } = use.match;
  const spans = user && token ? [user.at, token.at] : [at];
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  const node = nodeAt(root, { start, end });
  const call = node.type === "argument_list" ? node.parent : undefined;
  return call && /BasicAuth(?:\.encode)?$/.test(calleeOf(call)) ? call : node;
}

/** `headers={"Authorization": …}` with nothing else in it. */
function isOnlyIn(entry: Node, argument: Node): boolean {
  const dictionary = around(entry, "dictionary");
  return (
    argument.type === "keyword_argument" &&
    dictionary !== undefined &&
    field(argument, "value")?.id === dictionary.id &&
    listed(dictionary).length === 1
  );
}

/** Requests made with a session; undefined when it goes where they cannot be seen. */
async function requestsOf({ path, node }: Place, flow: Flow): Promise<Node[] | undefined> {
  const pattern = node.parent;
  const target =
    pattern?.type === "as_pattern"
      ? listed(pattern).at(-1)?.namedChild(0)
      : pattern?.type === "assignment" && isField(node, "right")
        ? field(pattern, "left")
        : undefined;
  const root = await flow.root(path);
  if (!target || !root) return undefined;
  const uses = await usesOfSession(path, target, flow);
  if (!uses) return undefined;
  const found: Node[] = [];
  for (const use of uses) {
    if (use.id === target.id || (use.parent?.type === "assignment" && isField(use, "left"))) continue;
    const method = use.parent;
    const call = method?.parent;
    if (method?.type !== "attribute" || !isField(use, "object")) {
      if (/^(?:if_statement|not_operator|comparison_operator|boolean_operator)$/.test(method?.type ?? ""))
        continue;
      return undefined;
    }
    if (call?.type === "call" && METHODS.test(method.text)) found.push(call);
    else if (!/\.(?:close|closed)$/.test(method.text)) return undefined;
  }
  return found;
}

/** Where a session stands; undefined when it may be used where that does not show. */
async function usesOfSession(path: string, target: Node, flow: Flow): Promise<Node[] | undefined> {
  if (target.type === "identifier") {
    const binding = bindingOf(target);
    return usesIn(binding, target.text).filter((one) => around(one, "global_statement") === undefined);
  }
  const object = field(target, "object");
  const thing = object && (await flow.things.of(path, object));
  const made = thing?.kind === "instance" ? thing.of : thing;
  if (made?.kind !== "class") return undefined;
  const { sure, maybe } = await flow.members.of(path, made.node, field(target, "attribute")?.text ?? "");
  if (maybe.length > 0 || sure.some((one) => one.path !== path)) return undefined;
  return sure.map((one) => one.node);
}

/** Requests with an Authorization of their own, which the provider's would replace. */
function rivalsOf(requests: readonly Place[], headers: readonly End[]): string[] {
  const own = new Set(headers.map(({ node }) => node.id));
  const rival = requests.find(({ node }) =>
    [...nodesBelow(node)].some(
      (one) =>
        one.type === "pair" && !own.has(one.id) && /^authorization$/i.test(stringOf(field(one, "key")) ?? ""),
    ),
  );
  return rival
    ? [
        `A request has an Authorization of its own, which the new one would replace (${rival.path}:${rival.node.startPosition.row + 1}).`,
      ]
    : [];
}

/** `session.get(url)` → `zendesk_request(session, "GET", url)`. */
function rewrittenRequest(path: string, call: Node, name: string, text: string): Edit[] {
  const callee = field(call, "function");
  const list = field(call, "arguments");
  const session = field(callee, "object");
  const method = field(callee, "attribute")?.text;
  if (!callee || !list || !session || method === undefined) return [];
  const quote =
    /'/.test(list.text) && stringOf(listed(list)[0]) !== undefined && !/"/.test(list.text) ? "'" : '"';
  const verb = method === "request" ? "" : `, ${quote}${method.toUpperCase()}${quote}`;
  const first = listed(list)[0];
  const at = { start: list.startIndex + 1, end: list.startIndex + 1 };
  const gap = text.slice(list.startIndex + 1, first?.startIndex ?? list.startIndex + 1);
  const given = `${session.text}${verb},`;
  return [
    { path, at: spanOf(callee), text: name },
    { path, at, text: gap.includes("\n") ? `${gap}${given}` : `${given} ` },
  ];
}
