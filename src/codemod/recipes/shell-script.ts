import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import type { Edit, NewFile } from "../../model/edit.ts";
import type { Project, Recipe, Site } from "../recipe.ts";
import { refuse } from "../refusal.ts";
import { enclosing } from "../shell/carriers.ts";
import { callEdits } from "../shell/edits.ts";
import { shellOutcome, spansOf } from "../shell/outcome.ts";
import { type Script, sourcing } from "../shell/place.ts";
import { isScript, shellFunctions, shellProvider } from "../shell/provider.ts";
import { unreadEdits } from "../shell/unread.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** curl, wget and HTTPie in scripts: a function of a sourced file takes the client's place. */
export const shellScript: Recipe = {
  id: "shell-script",
  languages: ["bash"],
  rewrite: async (site, project) => {
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
): Promise<{ edits: Edit[]; reasons: string[]; creates: readonly NewFile[] } | undefined> {
  const { path, masked } = site.file;
  const functions = await shellFunctions(site, project);
  const root = await project.tree(masked, "bash");
  const own = callEdits({ path, text: masked, root }, spansOf(site), functions);
  if (!own) return undefined;
  const edits = [
    ...own.edits,
    ...unreadEdits({ path, text: masked, root }, own.carriers, own.edits, masked, true),
  ];
  const reasons = [...own.reasons];
  const callers = own.count > 0 ? [path] : [];
  // Scripts that source this one and use its variables.
  const others = new Set(site.use.related.flatMap((hop) => (hop.role === "use" ? [hop.path] : [])));
  others.delete(path);
  for (const other of [...others].sort()) {
    const file = await project.load(other);
    if (file?.language !== "bash") return undefined;
    const script = { path: other, text: file.masked, root: await project.tree(file.masked, "bash") };
    const found = callEdits(script, [], functions, own.carriers);
    if (!found) return undefined;
    edits.push(...found.edits);
    reasons.push(...found.reasons);
    if (found.count > 0) callers.push(other);
  }
  if (callers.length === 0) return undefined;
  const creates: NewFile[] = [];
  for (const caller of callers) {
    const text = (await project.load(caller))?.masked ?? "";
    const folder = posix.dirname(caller) === "." ? "" : posix.dirname(caller);
    const provider = await shellProvider(site, functions, folder, project);
    const sourcers = await sourcersOf(caller, project);
    const script = { path: caller, text, root: await project.tree(text, "bash"), sourcers };
    const sourced = sourcing(script, provider.path, functions);
    edits.push(...sourced.edits);
    reasons.push(...sourced.reasons);
    creates.push(...provider.creates);
  }
  return { edits, reasons, creates };
}

/** Scripts that source another one, by its name. */
async function sourcersOf(path: string, project: Project): Promise<Omit<Script, "sourcers">[]> {
  const name = posix.basename(path);
  if (name.length < 3) return [];
  const pattern = new RegExp(`^[ \\t]*(?:\\.|source)[ \\t]+[^\\n]*${name.replace(/[.+]/g, "\\$&")}`, "m");
  const found: Omit<Script, "sourcers">[] = [];
  for (const other of await project.containing([name], (one) => one !== path && isScript(one))) {
    const text = (await project.load(other))?.masked ?? "";
    if (pattern.test(text)) found.push({ path: other, text, root: await project.tree(text, "bash") });
  }
  return found;
}
