import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { calleeOf, field, listed, nodeAt, removals, spanOf, stringOf } from "../python/code.ts";
import { Flow } from "../python/flow.ts";
import { keysOf, originOf } from "../python/origin.ts";
import { supply } from "../python/provider.ts";
import { Sweep } from "../python/sweep.ts";
import type { HostSource, Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";

/** zenpy: user and token give way to a session that brings its own authorization, as the constructor or a dictionary for it spells them. */
export const pythonZenpy: Recipe = {
  id: "python-zenpy",
  languages: ["python"],
  rewrite: async (site, project) => {
    const { token, user } = site.use.match;
    if (site.finding.rule !== "sdk-zenpy" || !token) return undefined;
    const root = await project.tree(site.file.masked, "python");
    const tokenItem = itemOf(nodeAt(root, token.at));
    const userItem = user && itemOf(nodeAt(root, user.at));
    const list = tokenItem?.parent;
    if (!tokenItem || !list || (userItem && userItem.parent?.id !== list.id)) return undefined;
    return rewriteItems(site, project, list, tokenItem, userItem);
  },
};

async function rewriteItems(
  site: Site,
  project: Project,
  list: Node,
  token: Node,
  user: Node | undefined,
): Promise<Outcome | undefined> {
  const { path } = site.file;
  const flow = new Flow(project);
  const entry = token.type === "pair";
  if (entry) {
    await flow.follow(path, list);
    const keys = [token, user].map((item) => stringOf(field(item, "key")));
    if (flow.elements.some(({ key }) => keys.includes(key)))
      return refuse("shape", "The same settings are read for something else, too.");
  }
  const supplied = await supply(site, project, "python-requests.py", "zendesk_session", {
    keep: ["session"],
    host: site.host.kind === "unknown" ? hostIn(list) : undefined,
  });
  const used = await supplied.use(path);
  const quote = token.text.startsWith("'") ? "'" : '"';
  const edits: Edit[] = [
    ...used.edits,
    {
      path,
      at: spanOf(token),
      text: entry ? `${quote}session${quote}: ${used.name}()` : `session=${used.name}()`,
    },
  ];
  if (user) for (const at of removals(list, [user])) edits.push({ path, at, text: "" });
  const swept = await new Sweep(project, flow, keysOf(site)).run(
    [token, user].flatMap((node) => (node ? [{ path, node }] : [])),
  );
  const origin = originOf(site, swept, project, supplied.settings);
  if ("kind" in origin) return origin;
  return {
    kind: "rewrite",
    safety: "review",
    reasons: [
      "zenpy takes a session that says it is authorized; try it with the version that you use.",
      ...supplied.reasons,
      ...origin.reasons,
    ],
    title: "gives zenpy a session with an auth object",
    edits: [...edits, ...swept.edits, ...supplied.edits],
    creates: supplied.creates,
  };
}

/** The account, where it is written down beside the credential. */
function hostIn(list: Node): HostSource | undefined {
  const item = listed(list).find(
    (one) => (field(one, "name")?.text ?? stringOf(field(one, "key"))) === "subdomain",
  );
  const text = stringOf(field(item, "value"));
  return text === undefined || !/^[a-z\d][a-z\d-]*$/i.test(text)
    ? undefined
    : { kind: "literal", url: `https://${text.toLowerCase()}.zendesk.com` };
}

/** The named argument of `Zenpy(…)` or `dict(…)`, or the entry of a dictionary, that a value is. */
function itemOf(node: Node): Node | undefined {
  for (let one: Node | null = node; one; one = one.parent) {
    if (one.type === "pair") return one;
    if (one.type === "keyword_argument") {
      const call = one.parent?.parent;
      return call && /(?:^|\.)(?:Zenpy|dict)$/.test(calleeOf(call)) ? one : undefined;
    }
    if (/statement$|^block$|^argument_list$/.test(one.type) && listed(one).length > 1) return undefined;
  }
  return undefined;
}
