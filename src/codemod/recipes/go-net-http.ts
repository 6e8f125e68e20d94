import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { type Authorized, authorizedBy } from "../go/authorized.ts";
import { calledOutside, changedSignatures, exportedEntry, signingInterface } from "../go/interface.ts";
import { type GoFile, packageOf, provideGo } from "../go/package.ts";
import { type Placed, sendersOf } from "../go/senders.ts";
import { functionAround } from "../go/syntax.ts";
import type { Outcome, Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { accountReasons } from "../typed/accounts.ts";
import { conditionReasons } from "../typed/conditions.ts";
import { statementLines } from "../typed/lines.ts";
import { originOf } from "../typed/origin.ts";

/** net/http: what wrote the credential into a request goes, what sends the request adds a bearer token. */
export const goNetHttp: Recipe = {
  id: "go-net-http",
  languages: ["go"],
  rewrite: async (site, project) => {
    if (site.finding.rule !== "basic-auth") return undefined;
    const files = await packageOf(site.file.path, project);
    const authorized = authorizedBy(site, files);
    if (authorized.length === 0) return undefined;
    if (authorized.some((one) => !isNetHttp(one))) return undefined;
    const entry = await exportedEntry(site, project);
    if (entry !== undefined) return refuse("shared-interface", `${entry} takes the credential.`);
    return rewriteTo(site, files, authorized, project);
  },
};

async function rewriteTo(
  site: Site,
  files: readonly GoFile[],
  authorized: readonly Authorized[],
  project: Project,
): Promise<Outcome> {
  const { refusal, reasons } = originOf(site);
  if (refusal) return refusal;
  reasons.push(...changedSignatures(site, files));
  reasons.push(...accountReasons(site, files), ...conditionReasons(authorized.map(({ node }) => node)));
  const edits: Edit[] = await suffixes(site, project);
  let bare = false;
  for (const one of authorized) {
    const sent = sendersOf(one, one.request, files, authorized);
    const outside = typeof sent === "string" ? sent : await calledOutside(sent.through, files, project);
    const at = { start: one.node.startIndex, end: one.node.endIndex };
    const path = one.file.path;
    if (typeof sent !== "string" && outside === undefined) {
      reasons.push(...signingInterface(sent.through, files));
      edits.push({ path, at: statementLines(one.file.text, at), text: "" }, ...sent.senders.flatMap(sending));
      continue;
    }
    const text = authorizing(one);
    if (text === undefined) return refuse("shape", `${outside}.`);
    bare = true;
    reasons.push(`${outside}: a request whose token was revoked is not repeated.`);
    edits.push({ path, at, text });
  }
  const provider = await provideGo(site, files, bare ? ["authorize"] : [], project);
  if (typeof provider === "string") return refuse("shape", provider);
  if (provider.alone !== undefined)
    reasons.push(`${provider.alone} names the file alone: it has to name the package now.`);
  return {
    kind: "rewrite",
    safety: reasons.length === 0 ? "safe" : "review",
    reasons: [...new Set(reasons)],
    title: bare ? "gives the request a bearer token" : "sends the request with a bearer token",
    edits: unique(edits),
    creates: provider.creates,
  };
}

/** Statements on the way that only put `/token` behind a user. */
async function suffixes({ use }: Site, project: Project): Promise<Edit[]> {
  const edits: Edit[] = [];
  const hops = [...use.hops, ...use.related, ...use.userRoots.flatMap((root) => root.hops)];
  for (const { path, at, role } of hops) {
    const file = role === "user" ? await project.load(path) : undefined;
    if (file?.language !== "go") continue;
    const root = await project.tree(file.masked, "go");
    let node = root.descendantForIndex(at.start, at.end - 1);
    while (
      node &&
      node.type !== "assignment_statement" &&
      !/^(?:block|call_expression)$/.test(node.parent?.type ?? "block")
    )
      node = node.parent;
    if (node?.type !== "assignment_statement" || node.childForFieldName("left")?.namedChildCount !== 1)
      continue;
    const span = { start: node.startIndex, end: node.endIndex };
    edits.push({ path, at: statementLines(file.masked, span), text: "" });
  }
  return edits;
}

/** `client.Do(req)` → `zendeskDo(client.Do, req)`. */
function sending({ file, node }: Placed): Edit[] {
  const target = node.childForFieldName("function");
  const list = node.childForFieldName("arguments");
  if (!target || !list) return [];
  const { path } = file;
  return [
    { path, at: { start: target.startIndex, end: target.startIndex }, text: "zendeskDo(" },
    { path, at: { start: list.startIndex, end: list.startIndex + 1 }, text: ", " },
  ];
}

/** The statement that adds a token where the function can give back an error. */
function authorizing({ file, node, request }: Authorized): string | undefined {
  const around = functionAround(node);
  const results = around && resultsOf(around);
  if (results?.at(-1) !== "error") return undefined;
  const values = results.slice(0, -1).map(zeroOf);
  if (values.some((value) => value === undefined)) return undefined;
  const line = file.text.slice(file.text.lastIndexOf("\n", node.startIndex - 1) + 1, node.startIndex);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  return [
    `if err := authorizeZendesk(${request}); err != nil {`,
    `${indent}\treturn ${[...values, "err"].join(", ")}`,
    `${indent}}`,
  ].join("\n");
}

function resultsOf(around: Node): string[] {
  const result = around.childForFieldName("result");
  if (!result) return [];
  if (result.type !== "parameter_list") return [result.text];
  return result.namedChildren.flatMap((one) => {
    const type = one?.childForFieldName("type")?.text ?? one?.text ?? "";
    const count = one?.childrenForFieldName("name").length ?? 0;
    return Array.from({ length: Math.max(1, count) }, () => type);
  });
}

function zeroOf(type: string): string | undefined {
  if (/^(?:\*|\[\]|map\[|func\(|chan )|^(?:error|any|interface\{\}|io\.\w+)$/.test(type)) return "nil";
  if (type === "string") return '""';
  if (type === "bool") return "false";
  return /^(?:u?int\d*|float\d+|byte|rune)$/.test(type) ? "0" : undefined;
}

/** Other libraries have methods of the same names. */
const isNetHttp = ({ file, node, request }: Authorized): boolean =>
  /"net\/http"/.test(file.text) &&
  !new RegExp(
    `\\b${request}\\b[^\\n]*:?=[^\\n]*(?:retryablehttp\\.|resty\\.|\\.R\\(\\)|gorequest\\.|fasthttp\\.|req\\.C\\(|sling\\.)`,
  ).test(functionAround(node)?.text ?? file.text);

const unique = (edits: readonly Edit[]): Edit[] => [
  ...new Map(
    edits.map((edit) => [`${edit.path}:${edit.at.start}:${edit.at.end}:${edit.text}`, edit]),
  ).values(),
];
