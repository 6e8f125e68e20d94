import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { removals, spanOf, withoutElements } from "../nodes.ts";
import type { Recipe, Site } from "../recipe.ts";
import { around, headerOf } from "../ruby/header.ts";
import { statementOf } from "../ruby/nodes.ts";
import { keyOf, methodOf, receiverOf } from "../ruby/options.ts";
import { BEARER, type RubyChange, rubyRewrite } from "../ruby/rewrite.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const title = "gives the Faraday connection a middleware that adds an access token to each request";
const USE = ".use ZendeskOauth::Authorization";

/** Faraday: basic authentication of a connection becomes a middleware. */
export const rubyFaraday: Recipe = {
  id: "ruby-faraday",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bFaraday\b/.test(masked) || /\bZendeskAPI::Client\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "ruby");
    const change = builder(root, site) ?? header(root, site);
    return change && rubyRewrite(change, root, site, project, "faraday");
  },
};

/** `f.request :basic_auth, user, token`, `f.request :authorization, :basic, user, token`, `connection.basic_auth(user, token)` */
function builder(root: Node, site: Site): RubyChange | undefined {
  const { path } = site.file;
  const calls = around(
    root,
    site,
    (node) =>
      node.type === "call" &&
      (/^(?:basic_auth|set_basic_auth)$/.test(methodOf(node)) ||
        (methodOf(node) === "request" &&
          /^\(?\s*:(?:basic_auth|authorization)\b/.test(node.childForFieldName("arguments")?.text ?? ""))),
  );
  if (calls.length === 0) return undefined;
  return {
    edits: calls.map((call) => ({ path, at: spanOf(call), text: `${receiverOf(call)}${USE}` })),
    gone: calls.flatMap((call) => call.childForFieldName("arguments") ?? []),
    retried: true,
    title,
  };
}

/** A header of the connection, or of a request of the only connection that the file makes. */
function header(root: Node, site: Site): RubyChange | undefined {
  const { path, masked } = site.file;
  const found = headerOf(root, site);
  if (!found) return undefined;
  const connections = [...nodesBelow(root)].filter(
    (node) =>
      node.type === "call" &&
      /^(?:::)?Faraday(?:::Connection)?$/.test(receiverOf(node)) &&
      methodOf(node) === "new",
  );
  const [connection] = connections;
  const uses = connection && connections.length === 1 ? middleware(path, masked, connection) : undefined;
  const edits: Edit[] = [];
  for (const set of found.set) {
    const statement = set.type === "assignment" ? statementOf(set) : undefined;
    if (statement) edits.push(...removals(path, masked, [statement]));
    else if (set.type === "pair" && set.parent) edits.push(...withoutPair(path, set));
    else return fallback(path, found.value);
  }
  return uses
    ? { edits: [...edits, ...uses], gone: [found.value], retried: true, title }
    : fallback(path, found.value);
}

const fallback = (path: string, value: Node): RubyChange => ({
  edits: [{ path, at: spanOf(value), text: BEARER }],
  gone: [value],
  retried: false,
  title,
});

/** The edit that puts the middleware into the block of a connection, or gives it one. */
function middleware(path: string, text: string, connection: Node): Edit[] | undefined {
  const block = connection.childForFieldName("block");
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", connection.startIndex - 1) + 1))?.[0] ?? "";
  const step = indent.includes("\t") ? "\t" : "  ";
  if (!block) {
    const end = connection.endIndex;
    return [{ path, at: { start: end, end }, text: ` do |f|\n${indent}${step}f${USE}\n${indent}end` }];
  }
  const params = block.childForFieldName("parameters");
  const param = params?.namedChild(0)?.text;
  const body = block.childForFieldName("body");
  const first = body?.namedChild(0);
  if (block.type !== "do_block" || param === undefined || !first) return undefined;
  const white = text.slice(text.lastIndexOf("\n", first.startIndex - 1) + 1, first.startIndex);
  const at = { start: first.startIndex, end: first.startIndex };
  return [{ path, at, text: `${param}${USE}\n${white}` }];
}

/** Takes a pair out of its hash, and a hash of `headers:` that held nothing else with it. */
function withoutPair(path: string, pair: Node): Edit[] {
  const hash = pair.parent as Node;
  const outer = hash.parent;
  const only = hash.namedChildren.filter((node) => node?.type === "pair").length === 1;
  if (only && outer?.type === "pair" && keyOf(outer) === "headers" && outer.parent)
    return withoutElements(path, outer.parent, [outer]);
  return withoutElements(path, hash, [pair]);
}
