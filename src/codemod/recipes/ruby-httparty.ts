import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { ancestor, removals, spanOf, withoutElements } from "../nodes.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { carriedFrom } from "../ruby/carriers.ts";
import { conditionReason, escapes } from "../ruby/escapes.ts";
import { around, headerOf, referencesTo, sendersOf } from "../ruby/header.ts";
import { realigned, statementOf } from "../ruby/nodes.ts";
import { keyOf, methodOf, pairsOf, receiverOf } from "../ruby/options.ts";
import { inPlace, type RubyChange, rubyRewrite } from "../ruby/rewrite.ts";
import { nodesBelow } from "../tidy/grammar.ts";

const title = "sends the HTTParty request with an access token";

/** HTTParty: classes are extended by the provider, calls of HTTParty itself go to a class of the provider that is. */
export const rubyHttparty: Recipe = {
  id: "ruby-httparty",
  languages: ["ruby"],
  rewrite: async (site, project) => {
    const { masked } = site.file;
    if (!/\bHTTParty\b/.test(masked)) return undefined;
    const root = await project.tree(masked, "ruby");
    const change =
      classLevel(root, site) ?? (await perCall(root, site, project)) ?? (await header(root, site, project));
    return change && rubyRewrite(change, root, site, project, "httparty");
  },
};

/** `basic_auth user, token` in the body of a class */
function classLevel(root: Node, site: Site): RubyChange | undefined {
  const { path, masked } = site.file;
  const calls = around(root, site, (node) => node.type === "call" && methodOf(node) === "basic_auth");
  const edits: Edit[] = [];
  for (const call of calls) {
    const statement = statementOf(call);
    const extension = extensionOf(path, masked, root, call);
    if (!statement || !extension || !/^(?:|self|self\.class)$/.test(receiverOf(call))) return undefined;
    edits.push(extension, ...removals(path, masked, [statement]));
  }
  const gone = calls.flatMap((call) => call.childForFieldName("arguments") ?? []);
  return calls.length === 0
    ? undefined
    : { edits, gone, retried: true, title, reasons: [...conditionReason(calls), ...aroundVerbs(root)] };
}

/** What the module that the class is extended by has no part in. */
function aroundVerbs(root: Node): string[] {
  for (const node of nodesBelow(root)) {
    const name = /^:?(?:default_options|perform_request|HTTParty::Request)$/.exec(node.text)?.[0];
    const verb = node.type === "call" && /^self(?:\.class)?$/.test(receiverOf(node)) ? methodOf(node) : "";
    if (name !== undefined || /^(?:options|copy|move|mkcol|lock|unlock)$/.test(verb))
      return [`${name ?? node.text.split("\n")[0]} goes past the provider: it gets no access token.`];
  }
  return [];
}

/** `basic_auth: { username: user, password: token }` among the options of calls, or a hash that reaches them */
async function perCall(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const hashes = around(
    root,
    site,
    (node) => node.type === "hash" && pairsOf(node, /^(?:username|password)$/).length === 2,
  );
  const options = hashes.map((hash) => optionsOf(root, hash));
  if (options.length === 0 || options.some((found) => found.length === 0)) return undefined;
  const found = options.flat();
  const change = replaced(root, site.file.path, site.file.masked, found, hashes);
  return change && { ...change, reasons: await unsaid(root, found, hashes, site, project) };
}

/** What the calls that are rewritten do not explain. */
async function unsaid(
  root: Node,
  pairs: readonly Node[],
  gone: readonly Node[],
  site: Site,
  project: Project,
): Promise<string[]> {
  const carried = carriedFrom(pairs, root, gone, isSender);
  return [...(await escapes(carried, site, project)), ...conditionReason(pairs)];
}

/** The `basic_auth:` options that a hash is the value of: directly, by a name, or by a method. */
function optionsOf(root: Node, value: Node, depth = 0): Node[] {
  const { parent } = value;
  if (!parent || depth > 3) return [];
  if (parent.type === "pair") return keyOf(parent) === "basic_auth" ? [parent] : [];
  const name =
    parent.type === "assignment" || parent.type === "operator_assignment"
      ? parent.childForFieldName("left")
      : parent.type === "body_statement" && value.nextNamedSibling === null
        ? parent.parent?.childForFieldName("name")
        : undefined;
  const found = name ? referencesTo(root, name).flatMap((node) => optionsOf(root, node, depth + 1)) : [];
  // `@auth ||= { … }` at the end of a method is what the method gives back.
  const whole = parent.parent;
  return parent.type.endsWith("assignment") && whole?.type === "body_statement"
    ? [...found, ...optionsOf(root, parent, depth + 1)]
    : found;
}

/** An `Authorization` header among those of calls. */
async function header(root: Node, site: Site, project: Project): Promise<RubyChange | undefined> {
  const { path, masked } = site.file;
  const found = headerOf(root, site);
  if (!found) return undefined;
  const pairs = found.set.filter((set) => set.type === "pair");
  const carried = carriedFrom(found.set, root, [found.value], isSender);
  const change =
    pairs.length === found.set.length && (await escapes(carried, site, project)).length === 0
      ? replaced(root, path, masked, pairs, [found.value])
      : undefined;
  return change
    ? { ...change, reasons: conditionReason(found.set) }
    : inPlace(path, found.value, title, carried);
}

/** Takes pairs out and makes the calls that they reach go to the provider; undefined when one reaches none. */
function replaced(
  root: Node,
  path: string,
  text: string,
  pairs: readonly Node[],
  gone: readonly Node[],
): RubyChange | undefined {
  const edits: Edit[] = [];
  for (const pair of pairs) {
    const senders = sendersOf(root, pair, isSender);
    const list = pair.parent;
    if (senders.length === 0 || !list) return undefined;
    for (const sender of senders) {
      const receiver = sender.childForFieldName("receiver");
      const edit =
        receiver && /^(?:::)?HTTParty$/.test(receiver.text)
          ? { path, at: spanOf(receiver), text: "ZendeskOauth::Http" }
          : extensionOf(path, text, root, sender);
      if (!edit) return undefined;
      edits.push(edit);
      if (receiver && edit.at.start === receiver.startIndex)
        edits.push(...realigned(path, text, sender, edit.text.length - receiver.text.length, pairs));
    }
    const outer = list.parent;
    const emptied =
      list.type === "hash" &&
      list.namedChildren.length === 1 &&
      outer?.type === "pair" &&
      outer.parent !== null;
    edits.push(
      ...(emptied && outer?.parent
        ? withoutElements(path, outer.parent, [outer])
        : withoutElements(path, list, [pair])),
    );
  }
  return { edits, gone, retried: true, title };
}

const isSender = (call: Node): boolean =>
  /^(?:get|head|delete|post|put|patch)$/.test(methodOf(call)) &&
  /^(?:|(?:::)?HTTParty|self|self\.class)$/.test(receiverOf(call));

/** `extend` behind the `include HTTParty` of the class around a node. */
function extensionOf(path: string, text: string, root: Node, within: Node): Edit | undefined {
  const around = ancestor(within, ({ type }) => type === "class" || type === "module") ?? root;
  const include = [...nodesBelow(around)].find(
    (node) =>
      node.type === "call" &&
      /^include[ (]+HTTParty\)?$/.test(node.text) &&
      (ancestor(node, ({ type }) => type === "class" || type === "module") ?? root).id === around.id,
  );
  if (!include) return undefined;
  const white = text.slice(text.lastIndexOf("\n", include.startIndex - 1) + 1, include.startIndex);
  const at = { start: include.endIndex, end: include.endIndex };
  return { path, at, text: `\n${white}extend ZendeskOauth::Authorized` };
}
