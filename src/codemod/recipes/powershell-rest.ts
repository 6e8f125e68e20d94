import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import { scriptEdits } from "../powershell/edits.ts";
import { flowOf } from "../powershell/flow.ts";
import { addressesOf, leftovers, otherAuthorizations, plain } from "../powershell/leftover.ts";
import { functionsFor, providePowershell } from "../powershell/provider.ts";
import { parametersOf, type Script } from "../powershell/script.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { accountDoubts } from "../shell/accounts.ts";
import { originOf } from "../typed/origin.ts";

const FILES = /\.ps[m]?1$/i;

/** Invoke-RestMethod and Invoke-WebRequest: the header or credential goes, and functions of the provider send with a bearer token. */
export const powershellRest: Recipe = {
  id: "powershell-rest",
  languages: ["powershell"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth" || !FILES.test(site.file.path)) return undefined;
    const scripts = await scriptsOf(site, project);
    const [script] = scripts;
    if (!script) return undefined;
    const { user, token, at } = site.use.match;
    const spots = [
      ...[at, ...(user ? [user.at] : []), ...(token ? [token.at] : [])].map((one) => ({
        path: script.path,
        at: one,
      })),
      ...site.use.related.filter((hop) => hop.role === "use"),
    ];
    const flow = flowOf(scripts, spots);
    if (flow.sends.length === 0 || flow.sends.some(({ node }) => isElsewhere(node))) return undefined;
    const parameter = parameterOf(site, script);
    if (parameter !== undefined)
      return refuse("shared-interface", `The parameter $${parameter} takes the credential.`);
    const { refusal, reasons } = originOf(site);
    if (refusal) return refusal;
    if (otherAuthorizations(scripts, flow))
      return refuse("shape", "The same headers carry another Authorization at another time.");
    const { own, functions } = functionsFor(scripts);
    const made = scriptEdits(flow, scripts, functions);
    if (!made) return undefined;
    const { creates, edit } = await providePowershell(site, script, own, project);
    const signed = scripts.some(({ text }) => /^# SIG # Begin/m.test(text))
      ? ["The script is signed: sign it again."]
      : [];
    const conditional = flow.writes.some(({ node }) =>
      ancestor(node, (one) => /^(?:if|switch)_statement$/.test(one.type)),
    )
      ? ["The credential was set under a condition; the token is sent always."]
      : [];
    const all = [
      ...conditional,
      ...made.reasons,
      ...reasons,
      ...signed,
      ...leftovers(scripts, flow),
      ...accountDoubts(site.host, plain(scripts.map(({ text }) => text).join("\n")), addressesOf(flow)),
      ...(await callersElsewhere(flow.functions, scripts, project)),
    ];
    return {
      kind: "rewrite",
      safety: all.length === 0 ? "safe" : "review",
      reasons: all,
      title: "calls a function that adds a bearer token",
      edits: [...made.edits, edit],
      creates,
      ...(/\.psm1$/i.test(script.path)
        ? {
            todo: [
              "Ship ZendeskOAuth.ps1 with the module; its functions are exported where nothing says which ones are.",
            ],
          }
        : {}),
    };
  },
};

/** The command runs in a session of its own, which does not know the functions of the script. */
const isElsewhere = (node: Node): boolean =>
  ancestor(
    node.parent,
    (one) =>
      one.type === "command" &&
      /^(?:start-(?:thread)?job|invoke-command|(?:foreach-object|%)\s[\s\S]*?-parallel)\b/i.test(one.text),
  ) !== undefined;

/** Scripts of other folders that call a function which gave headers with the credential. */
async function callersElsewhere(
  functions: readonly string[],
  scripts: readonly Script[],
  project: Project,
): Promise<string[]> {
  const names = functions.filter((name) => name.length >= 3);
  if (names.length === 0) return [];
  const called = new RegExp(
    `(?<![\\w-])(?:${names.map((one) => one.replace(/\W/g, "\\$&")).join("|")})(?![\\w-])`,
    "i",
  );
  const others = project.paths.filter(
    (path) => FILES.test(path) && !scripts.some((script) => script.path === path),
  );
  for (const path of others.slice(0, MOST_OTHERS))
    if (called.test((await project.load(path))?.masked ?? ""))
      return [`${path} calls a function whose headers carry no credential any more.`];
  return [];
}

/** Scripts of other folders that are looked at. */
const MOST_OTHERS = 200;

/** The site's own file first, then the scripts beside it. */
async function scriptsOf(site: Site, project: Project): Promise<Script[]> {
  const folder = site.file.path.slice(0, site.file.path.lastIndexOf("/") + 1);
  const near = project.paths.filter(
    (path) => FILES.test(path) && path.startsWith(folder) && path !== site.file.path,
  );
  const scripts: Script[] = [];
  for (const path of [site.file.path, ...near.slice(0, 40)]) {
    const file = await project.load(path);
    if (file) scripts.push({ path, text: file.masked, root: await project.tree(file.masked, "powershell") });
  }
  return scripts;
}

/** The parameter through which user or token come in: another one at each call. */
function parameterOf({ use, finding }: Site, { root, text }: Script): string | undefined {
  if (finding.placement === "test") return undefined;
  const declared = new Set(parametersOf(root));
  const isKnown = (roots: Site["use"]["roots"]): boolean =>
    roots.some((one) => one.kind !== "unknown" && one.weak !== true);
  const named = (words: readonly string[]): string | undefined =>
    words.find((word) => declared.has(word.replace(/^\$/, "").toLowerCase()))?.replace(/^\$/, "");
  const token = isKnown(use.roots) ? undefined : named(use.roots.flatMap((one) => one.key ?? []));
  if (token !== undefined || isKnown(use.userRoots)) return token;
  const { at } = use.match;
  const inPlace = [...text.slice(at.start, at.end).matchAll(/\$[({]*\$?(\w+)/g)].map(
    (match) => match[1] ?? "",
  );
  return named([...use.userRoots.flatMap((one) => one.key ?? []), ...(isKnown(use.roots) ? [] : inPlace)]);
}
