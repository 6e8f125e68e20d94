import { posix } from "node:path";
import type { Node } from "ts-morph";
import type { Edit } from "../../model/edit.ts";
import { flowFrom, pairAt } from "../javascript/flow.ts";
import { providerPath } from "../javascript/module.ts";
import { judge } from "../javascript/policy.ts";
import { Program, pathOf } from "../javascript/program.ts";
import { Removals } from "../javascript/removal.ts";
import { Symbols } from "../javascript/symbols.ts";
import { withoutGaps } from "../javascript-sdk/gaps.ts";
import { addressOf, type ScriptProject, scriptOf } from "../javascript-sdk/scripts.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/**
 * Apps Script: a function that adds a token stands in for UrlFetchApp.fetch and fetchAll. It runs synchronously, and keeps its token in the script's cache
 * and its settings in script properties. All files of a script share their names, so nothing is imported.
 */
export const appsScript: Recipe = {
  id: "apps-script",
  languages: ["javascript"],
  rewrite: async (site, project) => {
    const { path, masked } = site.file;
    if (site.use.match.evidence === "sdk" || !/\.(?:gs|js|ts)$/.test(path)) return undefined;
    if (!/\.gs$/.test(path) && !/\bUrlFetchApp\b|\bPropertiesService\b/.test(masked)) return undefined;
    if (/\.ts$/.test(path) || /^\s*(?:import|export)\b/m.test(masked))
      return refuse("shape", "It is Apps Script that is built from modules.");
    const program = await Program.of(project);
    const script = await scriptOf(path, project, program);
    return script && rewritten(site, project, program, script);
  },
};

async function rewritten(
  site: Site,
  project: Project,
  program: Program,
  script: ScriptProject,
): Promise<Outcome | undefined> {
  const file = await program.open(site.file.path);
  const { match } = site.use;
  const spans = match.user && match.token ? [match.user.at, match.token.at] : [match.at];
  const start = file && pairAt(file, spans, program);
  if (!file || !start) return undefined;
  const [key = ""] = site.names.tokenKeys;
  const perUser = /\bgetUserProperties\b|\bUserProperties\./.test(script.text);
  if (perUser && !/\bgetScriptProperties\b|\bScriptProperties\./.test(script.text))
    return refuse("user-settings", `Each user of the script has properties of his own${key && `: ${key}`}.`);
  const verdict = await judge({ ...site, host: { kind: "literal", url: "" } }, start, program);
  if ("refusal" in verdict) return verdict.refusal;
  const changed = fetching(start, program) ?? header(start, program);
  if (!changed) return refuse("shape", "The header is not made where the request is sent.");
  const style = await project.style(script.like);
  const address = addressOf(site.host, site.hostIsGuessed, script, style);
  const words = [...site.names.prefix.toLowerCase().split("_"), "oauth"];
  const like = (await program.open(script.like)) ?? file;
  const name = posix.basename(providerPath(like, words, project)) + posix.extname(script.like);
  const path = posix.join(script.home, name);
  const provider = await project.provide({
    template: "apps-script.js",
    path,
    like: script.like,
    values: {
      URL: address.statement,
      VAR: /^\s*(?:const|let)\b/m.test(script.text) ? "const" : "var",
      LOCK: /\bgetScriptLock\b/.test(script.text) ? "getUserLock" : "getScriptLock",
    },
    keep: /\bfetchAll\b/.test(script.text) ? ["all"] : [],
    names: site.names,
  });
  // A second one would declare the same names.
  if (provider.path !== path)
    return refuse("conflict", `${path} stands there already, for other credentials.`);
  const { clientId, clientSecret, tokenKeys } = site.names;
  const reasons = [
    ...verdict.reasons
      .filter((one) => !tokenKeys.some((name) => isProperty(name, script.text) && one.includes(name)))
      .map((one) => one.replace("environment variables", "script properties")),
    ...(address.reason === undefined ? [] : [address.reason]),
    ...changed.reasons,
    ...(perUser
      ? ["The script has properties of each user, too: make sure that the token is none of them."]
      : []),
    ...manifestReasons(script.manifest),
    ...writtenBy(script.text, tokenKeys),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length === 0 ? "safe" : "review",
    reasons,
    title: "sends requests by a function that adds an access token to UrlFetchApp",
    edits: await withoutGaps(changed.edits, project),
    creates: provider.creates,
    todo: [
      `Set the script properties ${clientId} and ${clientSecret} (Project Settings > Script Properties).`,
    ],
  };
}

interface Changed {
  readonly edits: readonly Edit[];
  readonly reasons: readonly string[];
}

/** Every request that gets the credential becomes one of the provider's; undefined when not all of them are known. */
function fetching(start: Node, program: Program): Changed | undefined {
  const flow = flowFrom([start], program);
  const { Node: N } = program.morph;
  const arrays = new Set(
    [...flow.carriers].map((one) => one.getParent()).filter((one) => N.isArrayLiteralExpression(one)),
  );
  const lists = [...arrays].map((list) => fetchedList(list, program));
  // Elsewhere a list of requests is the end of the trail, here it is what is fetched.
  const isLost = (sink: Node): boolean => {
    const at = flow.lost.get(sink);
    return (
      at !== undefined &&
      ![at, at.getParent()].some((one) => N.isArrayLiteralExpression(one) && arrays.has(one))
    );
  };
  const calls: Node[] = flow.sendings.map((one) => one.call);
  for (const list of lists) {
    if (!list) return undefined;
    calls.push(...list);
  }
  if (flow.blocked.length > 0 || calls.length === 0) return undefined;
  const removals = new Removals(program);
  for (const sink of new Set([...flow.sinks, ...flow.sendings.map((one) => one.sink)])) {
    const isSent = lists.length > 0 || flow.sendings.some((one) => one.sink === sink);
    if (!isSent || isLost(sink) || !removals.remove(sink)) return undefined;
  }
  const edits = new Map<string, Edit>();
  for (const call of calls) {
    const callee = N.isCallExpression(call) ? call.getExpression() : call;
    const method = /^UrlFetchApp\.(fetch|fetchAll)$/.exec(callee.getText())?.[1];
    if (method === undefined) return undefined;
    const path = pathOf(callee);
    const at = { start: callee.getStart(), end: callee.getEnd() };
    edits.set(`${path}:${at.start}`, {
      path,
      at,
      text: method === "fetch" ? "zendeskFetch_" : "zendeskFetchAll_",
    });
  }
  removals.dropStores(flow.stores);
  return { edits: [...edits.values(), ...removals.edits()], reasons: [] };
}

/** The calls of fetchAll that a list of requests goes to; undefined when it goes elsewhere, too. */
function fetchedList(list: Node, program: Program): Node[] | undefined {
  const { Node: N } = program.morph;
  const callOf = (node: Node): Node | undefined => {
    const parent = node.getParent();
    return N.isCallExpression(parent) && parent.getExpression().getText() === "UrlFetchApp.fetchAll"
      ? parent
      : undefined;
  };
  const direct = callOf(list);
  if (direct) return [direct];
  const holder = list.getParent();
  if (!N.isVariableDeclaration(holder)) return undefined;
  const calls = new Symbols(program).references(holder.getNameNode()).map(callOf);
  return calls.length > 0 && calls.every((one) => one !== undefined) ? (calls as Node[]) : undefined;
}

/** The header's value becomes a current token, where it is made for each request. */
function header(start: Node, program: Program): Changed | undefined {
  const flow = flowFrom([start], program);
  const { Node: N } = program.morph;
  const removals = new Removals(program);
  const edits: Edit[] = [];
  for (const sink of new Set([...flow.sinks, ...flow.sendings.map((one) => one.sink)])) {
    const value = N.isPropertyAssignment(sink) ? sink.getInitializer() : undefined;
    const inFunction = sink.getFirstAncestor((one) => N.isFunctionLikeDeclaration(one)) !== undefined;
    if (!N.isPropertyAssignment(sink) || !value || !inFunction) return undefined;
    if (!/^["']?authorization["']?$/i.test(sink.getName())) return undefined;
    const quote = /^[^"]*'/.test(value.getText()) ? "'" : '"';
    const at = { start: value.getStart(), end: value.getEnd() };
    edits.push({ path: pathOf(value), at, text: `${quote}Bearer ${quote} + zendeskToken_()` });
    removals.replace(value);
  }
  if (flow.blocked.length > 0 || edits.length === 0) return undefined;
  removals.dropStores(flow.stores);
  return {
    edits: [...edits, ...removals.edits()],
    reasons: ["The header's value is handed on: a revoked token is not retried."],
  };
}

/** A manifest may list the addresses that a script fetches. */
const manifestReasons = (manifest: string): string[] =>
  /"urlFetchWhitelist"/.test(manifest)
    ? ["The manifest's urlFetchWhitelist has to allow /oauth/tokens of the account."]
    : [];

/** A setting that is a script property now: the new ones are, too. */
const isProperty = (key: string, text: string): boolean =>
  new RegExp(`\\bgetProperty\\(\\s*["']${key.replace(/[^\w]/g, "\\$&")}["']`).test(text);

/** Properties that the script itself stores, from a form. */
const writtenBy = (text: string, keys: readonly string[]): string[] =>
  keys
    .filter((key) => new RegExp(`setProperty\\(\\s*["']${key.replace(/[^\w]/g, "\\$&")}["']`).test(text))
    .map((key) => `The script stores ${key} itself: the form that asks for it has to change.`);
