import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { settingEdits } from "../java/settings.ts";
import type { HostSource, Outcome, Project, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { statementLines } from "../typed/lines.ts";
import { originOf } from "../typed/origin.ts";
import { filesOf, functionAround, type KotlinCall, type KotlinFile, partsOf } from "./files.ts";
import { type KotlinWrite, writesOf } from "./writes.ts";

/** Name of the object that holds the provider. */
export const PROVIDER = "ZendeskOAuth";

/** Parts of the provider, in words of the template. */
type KotlinPart = "http" | "async" | "connection" | "okhttp" | "spring";

/** How a library's requests are sent. */
export interface KotlinLibrary {
  readonly title: string;
  /** The file uses the library. */
  readonly imports: RegExp;
  /** The write is one of this library. */
  readonly writes: (write: KotlinWrite) => boolean;
  /** The edits that a call needs when it sends, undefined when it does not. */
  readonly sends: (
    call: KotlinCall,
  ) => { readonly edits: readonly Edit[]; readonly parts: readonly KotlinPart[] } | undefined;
}

/** Takes the credential out of requests and lets the provider send them; undefined when nothing in the file sends. */
export async function rewriteWith(
  library: KotlinLibrary,
  site: Site,
  project: Project,
): Promise<Outcome | undefined> {
  if (site.finding.rule !== "basic-auth") return undefined;
  const files = await filesOf(site, project);
  const writes = writesOf(site, files);
  const [first] = writes;
  if (!first || !writes.every((write) => library.imports.test(write.file.text) && library.writes(write)))
    return undefined;
  const edits = writes.map(without);
  const parts = new Set<string>();
  const reasons = new Set<string>();
  for (const file of new Set(writes.map((write) => write.file))) {
    const calls = [...nodesBelow(file.root)].flatMap((node) => {
      const sent = node.type === "call_expression" ? library.sends({ file, node }) : undefined;
      return sent ? [{ node, ...sent }] : [];
    });
    if (calls.length === 0) return undefined;
    for (const call of calls) {
      edits.push(...call.edits);
      for (const part of call.parts) parts.add(part);
    }
    const own = writes
      .filter((write) => write.file === file)
      .map((write) => functionAround(write.node)?.childForFieldName("name")?.text);
    const strange = calls.some(({ node }) => {
      const around = functionAround(node);
      return (
        around && !own.some((name) => name !== undefined && new RegExp(`\\b${name}\\b`).test(around.text))
      );
    });
    if (strange && own.some((name) => name !== undefined))
      reasons.add("Everything that the file sends to Zendesk gets a token.");
  }
  return outcomeOf(
    site,
    { edits, parts, reasons: [...reasons], title: library.title, home: first.file },
    project,
  );
}

/** What was found, to be made a rewrite. */
interface Found {
  readonly edits: readonly Edit[];
  readonly parts: ReadonlySet<string>;
  readonly reasons: readonly string[];
  readonly title: string;
  readonly home: KotlinFile;
}

/** Makes the rewrite of what a recipe found, or the refusal that the credential's origin asks for. */
export async function outcomeOf(site: Site, found: Found, project: Project): Promise<Outcome> {
  const unknown = site.use.roots.every((root) => root.kind === "unknown" || root.weak === true);
  const { home } = found;
  if (unknown && site.finding.placement !== "test" && !/\bfun main\b/.test(home.text))
    return refuse("shared-interface", `The token comes from ${site.use.roots[0]?.key ?? "outside"}.`);
  const { refusal, reasons } = originOf(site);
  if (refusal) return refusal;
  const all = [...found.reasons, ...reasons];
  const name = home.root.namedChildren.find((node) => node?.type === "package_header")?.namedChild(0)?.text;
  const folder = posix.dirname(home.path) === "." ? "" : posix.dirname(home.path);
  const needs = [
    ...(found.parts.size > 0 ? ["forget"] : []),
    ...(["http", "okhttp", "spring"].some((part) => found.parts.has(part)) ? ["host"] : []),
  ];
  const { creates } = await project.provide({
    template: "kotlin-oauth.kt",
    path: posix.join(folder, `${PROVIDER}.kt`),
    like: home.path,
    values: { URL: baseUrlBody(site.host), PACKAGE: name ?? "" },
    keep: [...found.parts, ...needs, ...(name ? ["package"] : [])],
    names: site.names,
  });
  return {
    kind: "rewrite",
    safety: all.length === 0 ? "safe" : "review",
    reasons: all,
    title: found.title,
    edits: unique([...found.edits, ...(await settingEdits(site, project))]),
    creates,
  };
}

/** Takes a call out: the link of a chain, or the statement. */
function without({ file, node }: KotlinCall): Edit {
  const { object } = partsOf(node);
  const isStatement = /^(?:block|lambda_literal|statements)$/.test(node.parent?.type ?? "");
  const { path } = file;
  if (isStatement && (!object || object.type === "identifier"))
    return { path, at: statementLines(file.text, { start: node.startIndex, end: node.endIndex }), text: "" };
  return { path, at: { start: object?.endIndex ?? node.startIndex, end: node.endIndex }, text: "" };
}

/** `client.send(request` → `Provider.send(client, request`. */
export function handedOver({ file, node }: KotlinCall, to: string): Edit[] {
  const { object, list } = partsOf(node);
  if (!object || !list) return [];
  const { path } = file;
  return [
    { path, at: { start: object.startIndex, end: object.startIndex }, text: `${to}(` },
    { path, at: { start: object.endIndex, end: list.startIndex + 1 }, text: ", " },
  ];
}

/** Puts an expression into a call: `client` → `Provider.on(client)`. */
export const wrapped = ({ path }: KotlinFile, node: Node, by: string): Edit[] => [
  { path, at: { start: node.startIndex, end: node.startIndex }, text: `${by}(` },
  { path, at: { start: node.endIndex, end: node.endIndex }, text: ")" },
];

const unique = (edits: readonly Edit[]): Edit[] => [
  ...new Map(
    edits.map((edit) => [`${edit.path}:${edit.at.start}:${edit.at.end}:${edit.text}`, edit]),
  ).values(),
];

/** The expression that gives the account's address. */
function baseUrlBody(host: HostSource): string {
  if (host.kind === "literal") return `"${host.url}"`;
  const value =
    host.kind === "env" && host.default !== undefined
      ? `(System.getenv("${host.name}") ?: ${JSON.stringify(host.default)})`
      : `setting("${host.name}")`;
  const form = host.kind === "unknown" ? "subdomain" : host.form;
  if (form === "subdomain") return `"https://" + ${value} + ".zendesk.com"`;
  if (form === "host") return `"https://" + ${value}`;
  return `${value}.split("/").take(3).joinToString("/")`;
}
