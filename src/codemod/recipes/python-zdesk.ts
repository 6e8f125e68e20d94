import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { argumentsOf, calleeOf, field, nodeAt, removals, statementOf } from "../python/code.ts";
import { Flow } from "../python/flow.ts";
import { keysOf, originOf } from "../python/origin.ts";
import { supply } from "../python/provider.ts";
import { Sweep } from "../python/sweep.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** Arguments that make zdesk sign in by token. */
const CREDENTIALS = /^(?:zdesk_(?:email|api|password|token)|zendesk_(?:username|password)|use_api_token)$/;

/** zdesk: the client is built without credentials, and the `requests.Session` it sends with gets the auth object. */
export const pythonZdesk: Recipe = {
  id: "python-zdesk",
  languages: ["python"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "sdk-zdesk") return undefined;
    const root = await project.tree(site.file.masked, "python");
    let call: Node | null = nodeAt(root, site.use.match.at);
    while (call && !(call.type === "call" && /(?:^|\.)Zendesk$/.test(calleeOf(call)))) call = call.parent;
    return call ? rewriteClient(site, project, call) : undefined;
  },
};

async function rewriteClient(site: Site, project: Project, call: Node): Promise<Outcome | undefined> {
  const { path, masked } = site.file;
  const given = argumentsOf(call);
  if (given.some((one) => /splat/.test(one.type)))
    return refuse("shape", "The client's arguments come out of a dictionary that zunset cannot see into.");
  const [url, ...others] = given;
  const list = field(call, "arguments");
  const gone = others.filter(
    (one) => one.type !== "keyword_argument" || CREDENTIALS.test(field(one, "name")?.text ?? ""),
  );
  const assignment = call.parent;
  const target = assignment?.type === "assignment" ? field(assignment, "left") : undefined;
  if (!url || !list || gone.length === 0) return undefined;
  if (!target || !/^(?:identifier|attribute)$/.test(target.type))
    return refuse("shape", "The client is used where it is built: put it into a variable first.");
  const supplied = await supply(site, project, "python-requests.py", "zendesk_auth");
  const used = await supplied.use(path);
  const statement = statementOf(call);
  const indent = /[ \t]*$/.exec(masked.slice(0, statement.startIndex))?.[0] ?? "";
  const end = { start: statement.endIndex, end: statement.endIndex };
  const edits: Edit[] = [
    ...used.edits,
    ...removals(list, gone).map((at) => ({ path, at, text: "" })),
    { path, at: end, text: `\n${indent}${target.text}.client.auth = ${used.name}` },
  ];
  const swept = await new Sweep(project, new Flow(project), keysOf(site)).run(
    gone.map((node) => ({ path, node })),
  );
  const origin = originOf(site, swept, project, supplied.settings);
  if ("kind" in origin) return origin;
  const reasons = [
    ...supplied.reasons,
    ...origin.reasons,
    "zdesk has no way to hand in an auth object: this sets it on the requests.Session that it keeps as client.",
  ];
  return {
    kind: "rewrite",
    safety: "review",
    reasons,
    title: "gives the session of zdesk an auth object",
    edits: [...edits, ...swept.edits, ...supplied.edits],
    creates: supplied.creates,
  };
}
