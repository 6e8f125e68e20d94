import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { NewFile } from "../../model/edit.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { type Carriers, enclosing } from "../shell/carriers.ts";
import { callEdits } from "../shell/edits.ts";
import { shellOutcome, spansOf } from "../shell/outcome.ts";
import { sourcing } from "../shell/place.ts";
import { shellFunctions, shellProvider } from "../shell/provider.ts";
import { sourcersOf, sourcesOf } from "../shell/sourced.ts";
import { takenAlone } from "../shell/taken.ts";
import { unreadEdits } from "../shell/unread.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** curl, wget and HTTPie in scripts: a function of a sourced file takes the client's place. */
export const shellScript: Recipe = {
  id: "shell-script",
  languages: ["bash"],
  rewrite: async (site, project) => {
    const shell = /^#!.*\b((?:t?c|fi)sh|expect|pwsh|nu)\b/.exec(site.file.masked)?.[1];
    if (shell !== undefined) return refuse("shape", `It is a script of ${shell}; the provider is one of sh.`);
    const given = site.use.roots.filter((root) => root.weak !== true);
    const [argument] = given;
    if (argument && given.every((root) => root.kind === "unknown" && /^\d+$/.test(root.key ?? "")))
      return refuse(
        "shared-interface",
        `Whoever runs the script gives it the token, as argument ${argument.key}.`,
      );
    if (await isAskedFor(site, project))
      return refuse("shared-interface", "The script asks whoever runs it for the token.");
    const made = await rewritten(site, project);
    if (made) return shellOutcome(site, made);
    const root = await project.tree(site.file.masked, "bash");
    if (/(?:export|declare|typeset)[ \t]+-\w*f/.test(site.file.masked))
      return refuse(
        "shape",
        "The function is exported to other shells, which would have to get a token of their own.",
      );
    return isHandedOn(root, site.use.match.at.start)
      ? refuse("embedded", "Another shell runs the command; this one only hands on its text.")
      : undefined;
  },
};

/** Programs that the script starts get its variables. */
const EXPORTED = /(?:^|[;&|{]|\s)(?:export\s|set\s+-a\b|set\s+-o\s+allexport\b|(?:declare|typeset)\s+-\w*x)/m;

/** What scripts that source this one see of its carriers: what no function sets. */
function sharedNames({ variables, functions }: Carriers): RegExp | undefined {
  const names = [...variables].flatMap(([name, nodes]) =>
    nodes.some((node) => !enclosing(node, "function_definition")) ? name : [],
  );
  const all = [...names, ...functions].filter((name) => /^[\w-]+$/.test(name));
  return all.length === 0 ? undefined : new RegExp(`(?<![\\w-])(?:${all.join("|")})(?![\\w-])`);
}

/** `read -s TOKEN`, from a terminal. */
async function isAskedFor({ file, use }: Site, project: Project): Promise<boolean> {
  const { at, token } = use.match;
  const names: readonly string[] =
    file.masked
      .slice((token ?? { at }).at.start, (token ?? { at }).at.end)
      .match(/(?<=\$\{?)[A-Za-z_]\w*/g) ?? [];
  const root = await project.tree(file.masked, "bash");
  return [...nodesBelow(root)].some(
    (node) =>
      node.type === "command" &&
      node.childForFieldName("name")?.text === "read" &&
      node.parent?.type !== "redirected_statement" &&
      node.childrenForFieldName("argument").some((word) => word !== null && names.includes(word.text)),
  );
}

/** The place is within a text that a command gets whole: `ssh host '…'`, `bash -c '…'`. */
function isHandedOn(root: Node, offset: number): boolean {
  const node = root.descendantForIndex(offset);
  const word = node?.type === "raw_string" ? node : node && enclosing(node, "string");
  return word !== undefined && word !== null && /(?:^|[\s"'(])(?:curl|wget|http)\s/.test(word.text);
}

async function rewritten(
  site: Site,
  project: Project,
): Promise<Parameters<typeof shellOutcome>[1] | undefined> {
  const { path, masked } = site.file;
  const functions = await shellFunctions(site, project);
  const root = await project.tree(masked, "bash");
  const script = { path, text: masked, file: masked, root };
  const own = callEdits(script, spansOf(site), functions);
  if (!own) return undefined;
  const edits = [...own.edits];
  const reasons = [...own.reasons];
  const addresses = [...own.addresses];
  const around: string[] = [];
  const callers = own.count > 0 ? [path] : [];
  let isReadBesides = false;
  // Scripts that source this one and use its variables.
  const others = new Set(site.use.related.flatMap((hop) => (hop.role === "use" ? [hop.path] : [])));
  const shared = sharedNames(own.carriers);
  const sourcers = await sourcersOf(path, project);
  const linked = new Set([...sourcers, ...(await sourcesOf(root, path, project))].map((one) => one.path));
  for (const one of sourcers) if (shared?.test(one.text)) others.add(one.path);
  others.delete(path);
  for (const other of [...others].sort()) {
    const file = await project.load(other);
    if (file?.language !== "bash") return undefined;
    const tree = await project.tree(file.masked, "bash");
    const code = { path: other, text: file.masked, file: file.masked, root: tree };
    const callersOf = (await sourcersOf(other, project)).map((one) => one.path);
    const isLinked = linked.has(other) || callersOf.some((one) => one === path || linked.has(one));
    if (!isLinked && !EXPORTED.test(masked))
      reasons.push(`How ${other} gets the credential of ${path} was not seen: no script sources both.`);
    const found = callEdits(code, [], functions, own.carriers);
    if (!found) return undefined;
    edits.push(...found.edits);
    addresses.push(...found.addresses);
    around.push(file.masked);
    reasons.push(...found.reasons);
    isReadBesides ||= found.reasons.length > 0;
    if (found.count > 0) callers.push(other);
  }
  if (callers.length === 0) return undefined;
  // What only scripts elsewhere read looks unused from the start, which tidying leaves.
  const tidied = own.count > 0 || isReadBesides;
  edits.push(...unreadEdits(script, own.carriers, own.edits, masked, tidied));
  const creates: NewFile[] = [];
  for (const caller of callers) {
    const text = (await project.load(caller))?.masked ?? "";
    const folder = posix.dirname(caller) === "." ? "" : posix.dirname(caller);
    const provider = await shellProvider(site, functions, folder, project);
    const tree = await project.tree(text, "bash");
    const sourcers = await sourcersOf(caller, project);
    const sources = await sourcesOf(tree, caller, project);
    const has = (one: string): boolean => project.has(one);
    const placed = { path: caller, text, root: tree, sourcers, sources, has };
    const sourced = sourcing(placed, provider.path, functions);
    edits.push(...sourced.edits);
    reasons.push(...sourced.reasons, ...(await takenAlone(caller, provider.path, project)));
    creates.push(...provider.creates);
    around.push(...sources.map((one) => one.text));
  }
  return { edits, reasons, creates, addresses, around: around.join("\n") };
}
