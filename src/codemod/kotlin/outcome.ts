import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { settingEdits } from "../java/settings.ts";
import type { HostSource, Outcome, Project, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { accountReasons } from "../typed/accounts.ts";
import { conditionReasons } from "../typed/conditions.ts";
import { sendersOf } from "../typed/flow.ts";
import { statementLines } from "../typed/lines.ts";
import { originOf } from "../typed/origin.ts";
import { inOnePackage, isUsedOutside } from "../typed/outside.ts";
import type { Call } from "../typed/syntax.ts";
import { filesOf, type KotlinCall, type KotlinFile, partsOf } from "./files.ts";
import { kotlinSyntax } from "./syntax.ts";
import { type KotlinWrite, writesOf } from "./writes.ts";

/** Name of the object that holds the provider. */
export const PROVIDER = "ZendeskOAuth";

/** Parts of the provider, in words of the template. */
export type KotlinPart =
  | "http"
  | "async"
  | "connection"
  | "okhttp"
  | "spring"
  | "template"
  | "builder"
  | "reactive"
  | "mutate";

/** How a library's requests are sent. */
export interface KotlinLibrary {
  readonly title: string;
  /** The file uses the library. */
  readonly imports: RegExp;
  /** The write is one of this library. */
  readonly writes: (write: KotlinWrite) => boolean;
  /** What sends a request that the credential is written into: calls, or the places that have to change for them; undefined when that is not known. */
  readonly senders: (
    write: KotlinWrite,
    files: readonly KotlinFile[],
    writes: readonly KotlinWrite[],
    project: Project,
  ) => Promise<readonly KotlinCall[] | undefined>;
  /** The edits that such a place needs, undefined when it cannot be changed. */
  readonly sends: (call: KotlinCall) =>
    | {
        readonly edits: readonly Edit[];
        readonly parts: readonly KotlinPart[];
        readonly reasons?: readonly string[];
      }
    | undefined;
}

/** Takes the credential out of requests and lets the provider send them; undefined when it may be sent by something that is not seen. */
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
  const parts = new Set<KotlinPart>();
  const reasons = new Set<string>();
  for (const write of writes) {
    const senders = await library.senders(write, files, writes, project);
    if (!senders || senders.length === 0) return undefined;
    for (const sender of senders) {
      const sent = library.sends(sender);
      if (!sent) return undefined;
      edits.push(...sent.edits);
      for (const part of sent.parts) parts.add(part);
      for (const reason of sent.reasons ?? []) reasons.add(reason);
    }
  }
  return outcomeOf(
    site,
    { edits, parts, reasons: [...reasons], title: library.title, home: first.file, files, writes },
    project,
  );
}

/** The calls that send what was written into, when a library sends a request that is made before. */
export const sentBy =
  (isSend: (call: Call, file: KotlinFile) => boolean): KotlinLibrary["senders"] =>
  async (write, files, writes, project) => {
    const own = writes.filter(({ file }) => file.path === write.file.path).map(({ node }) => node);
    const sent = sendersOf(write, files, kotlinSyntax, isSend, own);
    if (!sent || (await isUsedOutside(sent.open, files, kotlinSyntax, project))) return undefined;
    return sent.senders;
  };

/** What was found, to be made a rewrite. */
interface Found {
  readonly edits: readonly Edit[];
  readonly parts: ReadonlySet<KotlinPart>;
  readonly reasons: readonly string[];
  readonly title: string;
  readonly home: KotlinFile;
  readonly files?: readonly KotlinFile[];
  readonly writes?: readonly KotlinCall[];
}

/** Makes the rewrite of what a recipe found, or the refusal that the credential's origin asks for. */
export async function outcomeOf(site: Site, found: Found, project: Project): Promise<Outcome> {
  const unknown = site.use.roots.every((root) => root.kind === "unknown" || root.weak === true);
  const { home } = found;
  if (unknown && site.finding.placement !== "test" && !/\bfun main\b/.test(home.text))
    return refuse("shared-interface", `The token comes from ${site.use.roots[0]?.key ?? "outside"}.`);
  const { refusal, reasons } = originOf(site);
  if (refusal) return refusal;
  const { writes = [], files = [] } = found;
  const edited = new Set(found.edits.map((edit) => edit.path));
  if (!inOnePackage([home, ...files.filter((file) => edited.has(file.path))]))
    return refuse(
      "shape",
      "It is sent in more than one package, and the provider would stand in one of them.",
    );
  const all = [
    ...found.reasons,
    ...reasons,
    ...accountReasons(site, files),
    ...conditionReasons(writes.map(({ node }) => node)),
  ];
  const name = home.root.namedChildren.find((node) => node?.type === "package_header")?.namedChild(0)?.text;
  const folder = posix.dirname(home.path) === "." ? "" : posix.dirname(home.path);
  const needs = [
    ...(found.parts.size > 0 ? ["forget"] : []),
    ...((["http", "okhttp", "spring", "reactive"] as const).some((part) => found.parts.has(part))
      ? ["host"]
      : []),
  ];
  const wanted = posix.join(folder, `${PROVIDER}.kt`);
  const made = await project.provide({
    whole: true,
    template: "kotlin-oauth.kt",
    path: wanted,
    like: home.path,
    values: { URL: baseUrlBody(site.host), PACKAGE: name ?? "" },
    keep: [...found.parts, ...needs, ...(name ? ["package"] : [])],
    names: site.names,
  });
  if (made.path !== wanted)
    return refuse("shape", "The package would need a second form of the token provider.");
  return {
    kind: "rewrite",
    safety: all.length === 0 ? "safe" : "review",
    reasons: all,
    title: found.title,
    edits: unique([...found.edits, ...(await settingEdits(site, project))]),
    creates: made.creates,
  };
}

/** Takes a call out: the link of a chain, or the statement. */
export function without({ file, node }: KotlinCall): Edit {
  const { object } = partsOf(node);
  // The last one of a lambda is its value.
  const isStatement =
    node.parent?.type === "block" ||
    (node.parent?.type === "lambda_literal" && node.parent.lastNamedChild?.id !== node.id);
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
