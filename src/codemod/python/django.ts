import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { placementOf } from "../../model/placement.ts";
import type { Project, Site } from "../recipe.ts";
import { attributesBelow, field, namesBelow } from "./code.ts";
import { readsDjango } from "./provider.ts";

/** What a change of Django's settings comes to. */
interface Settings {
  readonly edits: readonly Edit[];
  /** What a person has to do besides. */
  readonly todo: readonly string[];
}

/** Puts the OAuth client into the settings modules that declare the token: in its place, and in the user's when nothing else reads that. */
export async function djangoSettings(site: Site, project: Project): Promise<Settings> {
  const { names } = site;
  const [token] = names.tokenKeys;
  if (!readsDjango(site.file.masked) || token === undefined) return { edits: [], todo: [] };
  const user = names.userKeys[0];
  const replaced = user !== undefined && !(await isReadElsewhere(user, site, project));
  const kept = await isReadElsewhere(token, site, project);
  const edits: Edit[] = [];
  let declared = false;
  for (const path of await project.containing([token], (one) => one.endsWith(".py"))) {
    const file = await project.load(path);
    if (!file || placementOf(path, "python") === "test") continue;
    const root = await project.tree(file.masked, "python");
    const tokenSet = assignmentOf(root, token);
    if (!tokenSet) continue;
    declared = true;
    const quote = tokenSet.text.includes("'") ? "'" : '"';
    const reads = (from: string, to: string, node: Node): string =>
      node.text.includes("*") || !new RegExp(`["']${from}["']`).test(node.text)
        ? `${to} = ${/^import os\b/m.test(file.masked) ? `os.environ.get(${quote}${to}${quote})` : `${quote}${quote}`}`
        : node.text.replace(new RegExp(`\\b${from}\\b`, "g"), to);
    const userSet = user === undefined ? undefined : assignmentOf(root, user);
    const secret = reads(token, names.clientSecret, tokenSet);
    const id =
      userSet && user !== undefined
        ? reads(user, names.clientId, userSet)
        : secret.replaceAll(names.clientSecret, names.clientId);
    const whole = (node: Node): Edit["at"] => ({ start: node.startIndex, end: node.endIndex });
    if (kept) {
      const end = { start: tokenSet.endIndex, end: tokenSet.endIndex };
      edits.push({
        path,
        at: end,
        text: `\n${secret.replaceAll(names.clientSecret, names.clientId)}\n${secret}`,
      });
      continue;
    }
    if (userSet && replaced) {
      edits.push({ path, at: whole(userSet), text: id }, { path, at: whole(tokenSet), text: secret });
      continue;
    }
    edits.push({ path, at: whole(tokenSet), text: `${id}\n${secret}` });
  }
  const todo = declared
    ? []
    : [`Put ${names.clientId} and ${names.clientSecret} into the Django settings in place of ${token}.`];
  return { edits, todo };
}

function assignmentOf(root: Node, name: string): Node | undefined {
  for (const statement of root.namedChildren) {
    const assignment = statement?.type === "expression_statement" ? statement.namedChild(0) : undefined;
    if (assignment?.type === "assignment" && field(assignment, "left")?.text === name) return assignment;
  }
  return undefined;
}

/** The credential is made of it, at this place where one is given. */
function sentBy({ use, file }: Site, name: string, node?: Node): boolean {
  const { token, user, at } = use.match;
  return [token?.at, user?.at, at].some(
    (span) =>
      span &&
      file.masked.slice(span.start, span.end).includes(name) &&
      (!node || (node.startIndex >= span.start && node.endIndex <= span.end)),
  );
}

/** Something besides the credential reads a setting. */
async function isReadElsewhere(name: string, site: Site, project: Project): Promise<boolean> {
  for (const path of await project.containing([name], (one) => one.endsWith(".py"))) {
    const file = await project.load(path);
    if (!file || placementOf(path, "python") === "test") continue;
    const root = await project.tree(file.masked, "python");
    // Other settings may be made of it, and it may be asked for by its name.
    const assigned = assignmentOf(root, name);
    for (const use of namesBelow(root, name)) if (field(assigned, "left")?.id !== use.id) return true;
    if (new RegExp(`(?:getattr|hasattr)\\([^()]*["']${name}["']`).test(file.masked)) {
      if (path !== site.file.path || !sentBy(site, name)) return true;
    }
    for (const use of attributesBelow(root, name)) {
      const line = file.masked.slice(file.masked.lastIndexOf("\n", use.startIndex) + 1, use.endIndex + 8);
      if (path !== site.file.path || !(line.includes("/token") || sentBy(site, name, use))) return true;
    }
  }
  return false;
}
