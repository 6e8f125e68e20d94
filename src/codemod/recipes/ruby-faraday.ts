import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, removals, spanOf } from "../nodes.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { carriedFrom } from "../ruby/carriers.ts";
import { conditionReason, escapes } from "../ruby/escapes.ts";
import { around, headerOf } from "../ruby/header.ts";
import { statementOf } from "../ruby/nodes.ts";
import { methodOf, receiverOf, withoutPair } from "../ruby/options.ts";
import { inPlace, type RubyChange, rubyRewrite } from "../ruby/rewrite.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const title = "gives the Faraday connection a middleware that adds an access token to each request";
const USE = ".use ZendeskOauth::Authorization";
const SENDS = /^(?:get|head|delete|trace|post|put|patch|run_request)$/;

/** Faraday: basic authentication of a connection becomes a middleware. */
export const rubyFaraday: Recipe = {
  id: "ruby-faraday",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bFaraday\b/.test(masked) || /\bZendeskAPI::Client\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "ruby");
    const change = builder(root, site) ?? (await header(root, site, project));
    if (!change) return undefined;
    const reasons = [...(change.reasons ?? []), ...(change.retried ? await outdated(project) : [])];
    return rubyRewrite({ ...change, reasons }, root, site, project, "faraday");
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
  // Without a receiver it is a method of a class that only its superclass knows.
  if (calls.length === 0 || calls.some((call) => receiverOf(call) === "")) return undefined;
  return {
    edits: calls.map((call) => ({ path, at: spanOf(call), text: `${receiverOf(call)}${USE}` })),
    gone: calls.flatMap((call) => call.childForFieldName("arguments") ?? []),
    retried: true,
    title,
    reasons: [
      ...(calls.every((call) => isBuilt(root, call))
        ? []
        : [
            "The connection is made elsewhere: it takes no middleware once it has sent a request, so this must run once and before.",
          ]),
      ...conditionReason(calls),
      ...otherHeaders(root, calls),
      ...readBack(root, calls),
    ],
  };
}

/** The receiver is the parameter of the block that a connection is made with, or was set to a new one in the same method. */
function isBuilt(root: Node, call: Node): boolean {
  const receiver = receiverOf(call);
  const block = ancestor(
    call,
    (node) =>
      /^(?:do_block|block)$/.test(node.type) &&
      node.childForFieldName("parameters")?.namedChild(0)?.text === receiver,
  );
  if (block) return block.parent !== null && isConnection(block.parent);
  const method = ancestor(call, ({ type }) => /^(?:method|singleton_method|program)$/.test(type)) ?? root;
  return [...nodesBelow(method)].some(
    (node) =>
      node.type === "assignment" &&
      node.childForFieldName("left")?.text === receiver &&
      node.childForFieldName("right")?.type === "call" &&
      isConnection(node.childForFieldName("right") as Node),
  );
}

const isConnection = (call: Node): boolean =>
  call.type === "call" &&
  /^(?:::)?Faraday(?:::Connection)?$/.test(receiverOf(call)) &&
  methodOf(call) === "new";

/** The middleware sets the header of every request: another one that the file sets would be lost. */
const otherHeaders = (root: Node, own: readonly Node[]): string[] =>
  [...nodesBelow(root)].some(
    (node) =>
      /^(?:string|simple_symbol|hash_key_symbol)$/.test(node.type) &&
      /^[:"']?authorization["']?$/i.test(node.text) &&
      !own.some((one) => one.startIndex <= node.startIndex && node.endIndex <= one.endIndex),
  )
    ? [
        "The file handles Authorization headers elsewhere, too: the middleware replaces those of all requests.",
      ]
    : [];

/** `connection.headers` as a whole: the credential was in it. */
const readBack = (root: Node, own: readonly Node[]): string[] => {
  const names = namesOf(root);
  return [...nodesBelow(root)].some(
    (node) =>
      node.type === "call" &&
      methodOf(node) === "headers" &&
      names.has(receiverOf(node)) &&
      node.parent?.type !== "element_reference" &&
      !own.some((one) => one.startIndex <= node.startIndex && node.endIndex <= one.endIndex),
  )
    ? ["The connection's headers are used as a whole: the credential was in them."]
    : [];
};

/** What connections of the file are called: variables, and methods that give one. */
function namesOf(root: Node): Set<string> {
  const names = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (node.type !== "call" || !isConnection(node)) continue;
    for (let at: Node | null = node; at; at = at.parent) {
      if (/assignment$/.test(at.type)) names.add(at.childForFieldName("left")?.text ?? "");
      if (/^(?:singleton_)?method$/.test(at.type)) {
        const name = at.childForFieldName("name")?.text ?? "";
        const last = at.childForFieldName("body")?.namedChildren.at(-1);
        if (last && (last.endIndex >= node.endIndex || names.has(last.text)))
          for (const prefix of ["", "self.", "self.class."]) names.add(`${prefix}${name}`);
        break;
      }
    }
  }
  return names;
}

/** A header of the connection, or of a request of the only connection that the file makes. */
async function header(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const { path, masked } = site.file;
  const found = headerOf(root, site);
  if (!found) return undefined;
  const connections = [...nodesBelow(root)].filter(isConnection);
  const [connection] = connections;
  const uses = connection && connections.length === 1 ? middleware(path, masked, connection) : undefined;
  const edits: Edit[] = [];
  const names = namesOf(root);
  const goes = (call: Node): boolean =>
    call.id === connection?.id || (SENDS.test(methodOf(call)) && names.has(receiverOf(call)));
  for (const set of found.set) {
    const object = set.type === "assignment" ? set.childForFieldName("left")?.namedChild(0) : undefined;
    const known = object !== undefined && object !== null && isHeaders(object, goes, names);
    const carried = carriedFrom(
      known ? [] : [object ?? set],
      root,
      [found.value, ...(object ? [set] : [])],
      goes,
    );
    const statement = object ? statementOf(set) : undefined;
    if (
      !uses ||
      (object && !known && object.type !== "identifier") ||
      (await escapes(carried, site, project)).length > 0
    )
      return inPlace(path, found.value, title, carried);
    if (statement) edits.push(...removals(path, masked, [statement]));
    else if (set.type === "pair" && set.parent) edits.push(...withoutPair(path, set));
    else return inPlace(path, found.value, title, carried);
  }
  return (
    uses && {
      edits: [...edits, ...uses],
      gone: [found.value],
      retried: true,
      title,
      reasons: [
        ...conditionReason(found.set),
        ...otherHeaders(root, found.set),
        ...readBack(root, found.set),
      ],
    }
  );
}

/** `connection.headers`, or `request.headers` in the block of a request of the connection. */
function isHeaders(object: Node, goes: (call: Node) => boolean, names: ReadonlySet<string>): boolean {
  if (object.type !== "call" || methodOf(object) !== "headers") return false;
  const receiver = receiverOf(object);
  if (names.has(receiver)) return true;
  const block = ancestor(
    object,
    (node) =>
      /^(?:do_block|block)$/.test(node.type) &&
      node.childForFieldName("parameters")?.namedChild(0)?.text === receiver,
  );
  return block?.parent?.type === "call" && goes(block.parent);
}

/** Faraday before 1.0 never calls what is added behind the adapter. */
async function outdated(project: Project): Promise<string[]> {
  for (const path of project.paths)
    if (
      /(?:^|\/)(?:Gemfile|[\w-]+\.gemspec)$/.test(path) &&
      /["']faraday["'],\s*["'][~<>= ]*0\.\d/.test((await project.load(path))?.masked ?? "")
    )
      return [
        `By ${path} it may be Faraday 0, which never calls a middleware that is added behind the adapter.`,
      ];
  return [];
}

/** The edit that puts the middleware into the block of a connection, or gives it one. */
function middleware(path: string, text: string, connection: Node): Edit[] | undefined {
  const block = connection.childForFieldName("block");
  const given = connection.childForFieldName("arguments");
  if (given?.namedChildren.some((node) => node?.type === "block_argument")) return undefined;
  // A block behind the last argument of a call without parentheses would be that call's.
  if (!block && isLastOfCommand(connection)) return undefined;
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

function isLastOfCommand(call: Node): boolean {
  for (
    let node: Node | null = call;
    node && !/body|block|program|^then$|^else$/.test(node.type);
    node = node.parent
  )
    if (
      node.type === "argument_list" &&
      !node.text.startsWith("(") &&
      node.parent?.type === "call" &&
      node.parent.id !== call.id
    )
      return true;
    else if (/^(?:parenthesized_statements|hash|array)$/.test(node.type)) return false;
  return false;
}
