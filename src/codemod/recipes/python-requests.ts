import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { baseUrlBody, besideFile, importEdit } from "../python/module.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";

/** requests: a tuple or `HTTPBasicAuth` becomes an auth object that adds a bearer token to each request. */
export const pythonRequests: Recipe = {
  id: "python-requests",
  languages: ["python"],
  rewrite: async (site, project) => {
    const { masked, path } = site.file;
    if (!/^[ \t]*(?:import|from)[ \t]+requests\b/m.test(masked)) return undefined;
    const root = await project.tree(masked, "python");
    const pair = pairOf(root, site);
    if (!pair || !isSent(pair)) return undefined;
    return rewriteTo(pair, root, path, site, project);
  },
};

async function rewriteTo(
  pair: Node,
  root: Node,
  path: string,
  site: Site,
  project: Project,
): Promise<Outcome> {
  const name = `${site.names.prefix.toLowerCase()}_oauth.py`;
  const module = besideFile(path, name, site.file.masked, project);
  const provider = await project.provide({
    template: "python-requests.py",
    path: module.path,
    like: path,
    values: { URL: baseUrlBody(site.host) },
    names: site.names,
  });
  const at = { start: pair.startIndex, end: pair.endIndex };
  const unknown = site.host.kind === "unknown" ? site.host.name : undefined;
  return {
    kind: "rewrite",
    safety: unknown === undefined ? "safe" : "review",
    reasons:
      unknown === undefined ? [] : [`The account's address was not found: the provider reads ${unknown}.`],
    title: "gives requests an auth object",
    edits: [
      { path, at, text: "zendesk_auth" },
      importEdit(path, root, `from ${module.specifier(provider.path)} import zendesk_auth`),
    ],
    creates: provider.creates,
  };
}

/** The tuple, or the call that takes user and token. */
function pairOf(root: Node, { use }: Site): Node | undefined {
  const { user, token, at } = use.match;
  const spans: Span[] = user && token ? [user.at, token.at] : [at];
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  let node = root.descendantForIndex(start, Math.max(start, end - 1));
  while (node && (node.startIndex > start || node.endIndex < end)) node = node.parent;
  for (; node; node = node.parent) {
    if (node.type === "tuple") return node;
    if (node.type === "call") {
      const callee = node.childForFieldName("function")?.text ?? "";
      return /(?:^|\.)HTTPBasicAuth$/.test(callee) ? node : undefined;
    }
    if (/statement$|^block$/.test(node.type)) return undefined;
  }
  return undefined;
}

/** It is an `auth` argument, a session's `auth`, or what a function gives back. */
function isSent(pair: Node): boolean {
  const parent = pair.parent;
  if (parent?.type === "keyword_argument") return parent.childForFieldName("name")?.text === "auth";
  if (parent?.type === "assignment")
    return /(?:^|[._])auth$/i.test(parent.childForFieldName("left")?.text ?? "");
  return parent?.type === "return_statement";
}
