import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import type { Outcome, Project, Site } from "../recipe.ts";
import { refuse, STAYS } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { accountReasons } from "./accounts.ts";
import type { End, Place } from "./carrier.ts";
import {
  calleeOf,
  classAround,
  field,
  isField,
  listed,
  nodeAt,
  removals,
  spanOf,
  statementSpan,
  stringOf,
} from "./code.ts";
import { djangoSettings } from "./django.ts";
import { reasonsOf } from "./doubts.ts";
import { Flow } from "./flow.ts";
import { MAKES, sentPairs, userGoes } from "./halves.ts";
import { type AuthLibrary, calledLibrary, type LibraryId, librariesOf } from "./libraries.ts";
import { keysOf, originOf } from "./origin.ts";
import { type Supplied, supply } from "./provider.ts";
import { bindingOf } from "./scope.ts";
import { Sweep, type Swept } from "./sweep.ts";

/** Replaces the pair of user and token by an auth object wherever it is made; undefined when the pair is not sent as `auth` by the library. */
export async function rewritePair(
  site: Site,
  project: Project,
  library: AuthLibrary,
): Promise<Outcome | undefined> {
  const { path, masked } = site.file;
  const root = await project.tree(masked, "python");
  const flow = new Flow(project);
  const pair = pairOf(root, site);
  if (!pair)
    return (
      (await rewriteSplit(root, site, project, library)) ?? (await rewriteHalves(site, project, library))
    );
  await flow.follow(path, pair);
  if (flow.ends.length === 0) return undefined;
  const sent = flow.ends.every((end) => end.kind === "auth");
  if (!sent && !isExpected(pair, site)) return undefined;
  if ((await librariesOf(site, project, flow.ends, pair)) !== library.id) return undefined;
  const supplied = await supply(site, project, library.template, "zendesk_auth");
  const inlined = flow.mixed
    ? undefined
    : flow.passed.find((one) => one.closed && isInlined(one.node, one.calls, flow.ends));
  const places: Place[] = inlined
    ? [...inlined.calls]
    : twins(root, pair, library.id).map((node) => ({ path, node }));
  for (const { node } of places) if (node.id !== pair.id && !inlined) await flow.follow(path, node);
  const edits: Edit[] = [];
  for (const place of places) {
    const used = await supplied.use(place.path);
    edits.push({ path: place.path, at: spanOf(place.node), text: used.name }, ...used.edits);
  }
  if (inlined) {
    const text = (await project.load(inlined.path))?.masked ?? "";
    edits.push({ path: inlined.path, at: withBlankLines(text, statementSpan(text, inlined.node)), text: "" });
  }
  const swept = await new Sweep(project, flow, keysOf(site)).run(places);
  return outcome(site, project, library, supplied, edits, swept, flow, !sent);
}

/** User and token stand under keys of one dictionary: the places that read both get the auth object, the entries go. */
async function rewriteSplit(
  root: Node,
  site: Site,
  project: Project,
  library: AuthLibrary,
): Promise<Outcome | undefined> {
  const { user, token } = site.use.match;
  const { path } = site.file;
  if (!user || !token) return undefined;
  const userEntry = entryOf(nodeAt(root, user.at));
  const tokenEntry = entryOf(nodeAt(root, token.at));
  const dictionary = userEntry?.parent;
  if (!userEntry || !tokenEntry || !dictionary || tokenEntry.parent?.id !== dictionary.id) return undefined;
  const keys = [userEntry, tokenEntry].map((entry) => stringOf(field(entry, "key")) ?? "");
  const flow = new Flow(project);
  await flow.follow(path, dictionary);
  const reads = flow.elements.filter(({ key }) => keys.includes(key));
  if (reads.length === 0 || flow.ends.some((end) => end.kind !== "splat")) return undefined;
  const pairs = new Map<string, Place>();
  for (const { path, node } of reads) {
    const pair = node.parent?.type === "argument_list" ? node.parent.parent : node.parent;
    if (!pair || !(pair.type === "tuple" || MAKES.test(calleeOf(pair)))) return undefined;
    pairs.set(`${path}:${pair.id}`, { path, node: pair });
  }
  const sent = new Flow(project);
  for (const { path, node } of pairs.values()) await sent.follow(path, node);
  if (sent.ends.length === 0 || !sent.ends.every((end) => end.kind === "auth")) return undefined;
  if ((await librariesOf(site, project, sent.ends)) !== library.id) return undefined;
  const supplied = await supply(site, project, library.template, "zendesk_auth");
  const edits: Edit[] = [];
  for (const { path, node } of pairs.values()) {
    const used = await supplied.use(path);
    edits.push({ path, at: spanOf(node), text: used.name }, ...used.edits);
  }
  for (const at of removals(dictionary, [userEntry, tokenEntry])) edits.push({ path, at, text: "" });
  const swept = await new Sweep(project, sent, keysOf(site)).run([
    ...pairs.values(),
    ...[userEntry, tokenEntry].map((node) => ({ path, node })),
  ]);
  for (const one of [...flow.doubts, ...flow.ends])
    sent.doubt(one.path, one.node, "what" in one ? one.what : "The dictionary is used there");
  return outcome(site, project, library, supplied, edits, swept, sent);
}

/** User and token are kept apart, in attributes of an object: where both are sent as a pair the auth object takes its place. */
async function rewriteHalves(
  site: Site,
  project: Project,
  library: AuthLibrary,
): Promise<Outcome | undefined> {
  const sent = new Flow(project);
  const places = await sentPairs(site, sent);
  if (!places) return undefined;
  for (const { path, node } of places) await sent.follow(path, node);
  if (sent.ends.length === 0 || !sent.ends.every((end) => end.kind === "auth")) return undefined;
  if ((await librariesOf(site, project, sent.ends)) !== library.id) return undefined;
  const supplied = await supply(site, project, library.template, "zendesk_auth");
  const edits: Edit[] = [];
  for (const { path, node } of places) {
    const used = await supplied.use(path);
    edits.push({ path, at: spanOf(node), text: used.name }, ...used.edits);
  }
  const swept = await new Sweep(project, sent, keysOf(site)).run(places);
  if (!userGoes(site, swept.edits)) return refuse("shape", STAYS);
  return outcome(site, project, library, supplied, edits, swept, sent);
}

/** The entry of a dictionary that a value is all of. */
function entryOf(node: Node): Node | undefined {
  for (let one: Node | null = node; one; one = one.parent) {
    if (one.type === "pair") return one;
    if (
      !/^(?:string|interpolation|binary_operator|parenthesized_expression|call|argument_list|attribute|subscript|identifier|string_\w+)$/.test(
        one.type,
      )
    )
      return undefined;
  }
  return undefined;
}

async function outcome(
  site: Site,
  project: Project,
  library: AuthLibrary,
  supplied: Supplied,
  edits: readonly Edit[],
  swept: Swept,
  flow: Flow,
  expected = false,
): Promise<Outcome> {
  const origin = originOf(site, swept, project, supplied.settings);
  if ("kind" in origin) return origin;
  const settings = await djangoSettings(site, project);
  const reasons = [
    ...supplied.reasons,
    ...origin.reasons,
    ...library.reasons(site.file.masked),
    ...reasonsOf(flow),
    ...(await accountReasons(site, project, flow.ends, flow)),
    ...(expected ? ["The test says what is sent: look whether it still means that."] : []),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length > 0 ? "review" : "safe",
    reasons,
    title: `gives ${library.id} an auth object`,
    edits: [...edits, ...swept.edits, ...supplied.edits, ...settings.edits],
    creates: supplied.creates,
    todo: settings.todo,
  };
}

/** The tuple, or the call that takes user and token. */
function pairOf(root: Node, { use }: Site): Node | undefined {
  const { user, token, at } = use.match;
  const spans: Span[] = user && token ? [user.at, token.at] : [at];
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  for (let node: Node | null = nodeAt(root, { start, end }); node; node = node.parent) {
    if (node.type === "tuple") return listed(node).length === 2 ? node : undefined;
    if (node.type === "call") {
      if (MAKES.test(calleeOf(node))) return node;
      if (!/(?:^|\.)(?:str|format|strip)$/.test(calleeOf(node))) return undefined;
    }
    if (/statement$|^block$/.test(node.type)) return undefined;
  }
  return undefined;
}

/** A test compares the pair, written down, with what is sent. */
const isExpected = (pair: Node, { finding }: Site): boolean =>
  finding.placement === "test" && listed(pair).every((one) => stringOf(one) !== undefined);

/** A function of parameters that does nothing but make the pair is left out: its callers take the auth object. */
function isInlined(made: Node, calls: readonly Place[], ends: readonly End[]): boolean {
  const top = made.parent?.type === "module";
  const takes = listed(field(made, "parameters")).length > 0;
  const direct = calls.every(({ node }) => ends.some((end) => end.node.id === node.id));
  return top && takes && calls.length > 0 && direct;
}

/** A stretch of whole lines with the blank lines behind it. */
function withBlankLines(text: string, { start, end }: Span): Span {
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start, end: end + blank };
}

/** The pair wherever else the file spells it the same way in the same place, but for calls of another library. */
const twins = (root: Node, pair: Node, library: LibraryId): Node[] =>
  [...nodesBelow(root)].filter(
    (node) =>
      node.id === pair.id ||
      (node.type === pair.type &&
        node.text === pair.text &&
        node.parent?.type === pair.parent?.type &&
        (calledLibrary(node) ?? library) === library &&
        meansSame(node, pair)),
  );

/** The names in two expressions of the same text belong to the same functions, classes or modules. */
function meansSame(one: Node, other: Node): boolean {
  const names = (node: Node): Node[] =>
    [...nodesBelow(node)].filter((name) => name.type === "identifier" && !isField(name, "attribute"));
  const others = names(other);
  return names(one).every((name, index) => {
    const twin = others[index];
    const binding = bindingOf(name);
    if (twin && /^(?:self|cls)$/.test(name.text)) return classAround(name)?.id === classAround(twin)?.id;
    return twin !== undefined && binding.id === bindingOf(twin).id;
  });
}
