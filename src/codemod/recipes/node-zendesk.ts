import type { Node } from "ts-morph";
import type { Edit } from "../../model/edit.ts";
import { judge } from "../javascript/policy.ts";
import { Program, pathOf, SOURCE } from "../javascript/program.ts";
import { Removals } from "../javascript/removal.ts";
import { withoutGaps } from "../javascript-sdk/gaps.ts";
import { type Construction, constructionOf } from "../javascript-sdk/options.ts";
import { sdkProvider } from "../javascript-sdk/provider.ts";
import { majorOf } from "../javascript-sdk/version.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";

const CLIENT = {
  callee: /(?:^|\.)(?:createClient|ZendeskClient)$|endesk/,
  keys: new Set(["username", "token", "password"]),
};

/** Options of the HTTP library below, node-fetch, which the provider does not use. */
const FETCH_OPTIONS = /^(?:agent|timeout|redirect|follow|compress|size|signal|highWaterMark)$/;

/** First version that sends by a function of its options (`transportConfig`); those before send by request. */
const WITH_TRANSPORT = 4;

/**
 * node-zendesk: the options of its client get a transport that asks for a token per request. Versions before 4 have none: their client is
 * changed after it is made. A token among the options would be copied.
 */
export const nodeZendesk: Recipe = {
  id: "node-zendesk",
  languages: ["javascript"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "sdk-node-zendesk" || !SOURCE.test(site.file.path)) return undefined;
    const program = await Program.of(project);
    const construction = await constructionOf(site, program, CLIENT);
    if (!construction) return undefined;
    const { masked } = site.file;
    const at = site.use.match.token?.at;
    const token = at ? masked.slice(at.start, at.end) : "";
    if (/\.credentials\.\w+$/.test(token) && /\bRED\.nodes\.registerType\b/.test(masked))
      return refuse("user-settings", `Node-RED keeps the token for its users: ${token}.`);
    if (site.finding.placement !== "example" && (await isItself(site.file.path, project)))
      return refuse("shared-interface", "It is node-zendesk itself.");
    if (construction.owner !== undefined)
      return refuse("shared-interface", `The token is handed to ${construction.owner}.`);
    // The provider takes the account's address from the options.
    const verdict = await judge({ ...site, host: { kind: "literal", url: "" } }, construction.call, program);
    if ("refusal" in verdict) return verdict.refusal;
    return rewritten(construction, verdict.reasons, site, project, program);
  },
};

/** True within the package that the client comes from. */
async function isItself(path: string, project: Project): Promise<boolean> {
  const parts = path.split("/");
  for (let length = parts.length - 1; length >= 0; length--) {
    const file = await project.load([...parts.slice(0, length), "package.json"].join("/"));
    if (file) return /"name"\s*:\s*"node-zendesk"/.test(file.masked);
  }
  return false;
}

async function rewritten(
  construction: Construction,
  known: readonly string[],
  site: Site,
  project: Project,
  program: Program,
): Promise<Outcome | undefined> {
  const { call, options, credentials, kept, keys } = construction;
  const { Node: N } = program.morph;
  const path = pathOf(call);
  const major = await majorOf("node-zendesk", path, project);
  const old = major === undefined ? keys.includes("remoteUri") : major < WITH_TRANSPORT;
  if (old && N.isNewExpression(call)) return undefined;
  const removals = new Removals(program);
  for (const property of credentials) removals.drop(property);
  removals.cascade();
  const template = old ? "node-zendesk-request.ts" : "node-zendesk.ts";
  const name = old ? "zendeskClient" : "zendeskOAuth";
  const provider = await sdkProvider({ template, name }, call.getSourceFile(), site, project, {
    program,
    isGone: (node) => removals.holds(node),
  });
  const reasons = [
    ...known,
    ...(major === undefined
      ? [`The version of node-zendesk was not found; ${old ? "one before 4" : "4 or later"} is assumed.`]
      : []),
    ...kept.map((one) => `Other code reads a credential that the client no longer needs (${one}).`),
    ...(keys.includes("password")
      ? ["It could also sign in with a password, which Zendesk does not accept any more."]
      : []),
    ...(keys.includes("asUser") ? ["asUser needs the scope impersonate besides."] : []),
    ...(old ? [] : transportReasons(keys)),
  ];
  return {
    kind: "rewrite",
    safety: reasons.length === 0 ? "safe" : "review",
    reasons,
    title: "makes the node-zendesk client send an access token that is current for each request",
    edits: await withoutGaps(
      [...wrapped(call, options, name, old), ...removals.edits(), provider.edit],
      project,
    ),
    creates: provider.creates,
  };
}

/** What options of older versions, and of the HTTP library below, mean for the newer ones. */
const transportReasons = (keys: readonly string[]): string[] => [
  ...(keys.includes("remoteUri") && !keys.includes("endpointUri")
    ? ["This version of node-zendesk reads endpointUri, not remoteUri: the client has no address."]
    : []),
  ...keys
    .filter((key) => FETCH_OPTIONS.test(key))
    .map((key) => `The option ${key} was for node-fetch; the provider sends by the fetch of Node.`),
];

/** `createClient({ … })` → `createClient(zendeskOAuth({ … }))`, before version 4 `zendeskClient(createClient, { … })`. */
function wrapped(call: Node, options: Node, name: string, old: boolean): Edit[] {
  const path = pathOf(call);
  const insert = (at: number, text: string): Edit => ({ path, at: { start: at, end: at }, text });
  if (!old) return [insert(options.getStart(), `${name}(`), insert(options.getEnd(), ")")];
  const callee = call.getChildAtIndex(0);
  const text = call.getSourceFile().getFullText();
  const open = text.indexOf("(", callee.getEnd());
  return [
    insert(call.getStart(), `${name}(`),
    { path, at: { start: callee.getEnd(), end: open + 1 }, text: ", " },
  ];
}
