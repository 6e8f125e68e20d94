import { isCredentialFile } from "./credential-files.ts";
import { type Gathering, OWN_IGNORE } from "./gathering.ts";
import { type GitLists, listGit } from "./git.ts";
import { hasGit, spell } from "./root.ts";
import { type Scope, walk } from "./walk.ts";

/** Gathers the files of the checkout `top` that stand in `folder`. Gives the bytes git listed; undefined when it cannot be asked. */
export async function gatherCheckout(
  gathering: Gathering,
  scope: Scope,
  top: string,
  folder: string,
): Promise<number | undefined> {
  const lists = await listGit(top, folder);
  if (!lists) return undefined;
  const prefix = top === scope.root ? "" : `${spell(scope.root, top)}/`;
  gathering.seekRules(
    [lists.tracked, lists.loose, lists.untracked].some((list) => list.includes(OWN_IGNORE)),
  );
  const nested = [...gatherTracked(gathering, lists, prefix), ...gatherUntracked(gathering, lists, prefix)];
  gathering.seekRules(true);
  for (const name of names(lists.loose, gathering, prefix))
    if (!name.endsWith("/")) gathering.leaf(prefix + name);
  if (scope.ignoredCredentials) await gatherCredentials(gathering, scope, lists, prefix, new Set(nested));
  for (const path of nested) await gatherNested(gathering, scope, path);
  return lists.tracked.length + lists.untracked.length;
}

/** A submodule or a checkout inside the checkout: git is asked anew there. */
async function gatherNested(gathering: Gathering, scope: Scope, path: string): Promise<void> {
  if (!gathering.enters(path)) return;
  const absolute = gathering.absolute(path);
  if (hasGit(absolute) && (await gatherCheckout(gathering, scope, absolute, absolute)) !== undefined) return;
  await walk(gathering, scope, path);
}

const LINK = "120000 ";
const SUBMODULE = "160000 ";
const TRACKED = { tracked: true };

/** Adds what the index names; gives the submodules. */
function gatherTracked(gathering: Gathering, lists: GitLists, prefix: string): string[] {
  const submodules: string[] = [];
  for (const record of names(lists.tracked, gathering, prefix)) {
    const path = prefix + record.slice(record.indexOf("\t") + 1);
    if (record.startsWith(LINK)) gathering.link(path);
    else if (record.startsWith(SUBMODULE)) submodules.push(path);
    else gathering.file(path, TRACKED);
  }
  return submodules;
}

/** Adds what is neither tracked nor ignored; gives the nested checkouts. */
function gatherUntracked(gathering: Gathering, lists: GitLists, prefix: string): string[] {
  const nested: string[] = [];
  for (const name of names(lists.untracked, gathering, prefix)) {
    if (name.endsWith("/")) nested.push(prefix + name.slice(0, -1));
    else gathering.entry(prefix + name);
  }
  return nested;
}

/** Adds the credential files among what is not tracked, ignored or not. */
async function gatherCredentials(
  gathering: Gathering,
  scope: Scope,
  lists: GitLists,
  prefix: string,
  nested: ReadonlySet<string>,
): Promise<void> {
  for (const name of names(lists.loose, gathering, prefix)) {
    const path = prefix + name;
    const folder = path.endsWith("/") ? path.slice(0, -1) : undefined;
    if (folder === undefined) {
      if (isCredentialFile(path.slice(path.lastIndexOf("/") + 1))) gathering.entry(path);
    } else if (!nested.has(folder)) await walk(gathering, scope, folder, { credentialsOnly: true });
  }
}

/** The names of a NUL-separated list. Names that are not UTF-8 cannot be opened or reported by their text: they are listed as skipped. */
function names(list: Buffer, gathering: Gathering, prefix: string): string[] {
  const text = list.toString("utf8");
  const all = text.split("\0");
  all.pop();
  if (!text.includes("\ufffd")) return all;
  const valid: string[] = [];
  let start = 0;
  for (const name of all) {
    const end = list.indexOf(0, start);
    if (name.includes("\ufffd") && !Buffer.from(name).equals(list.subarray(start, end)))
      gathering.skip(prefix + name.slice(name.indexOf("\t") + 1), "encoding", "the file name is not UTF-8");
    else valid.push(name);
    start = end + 1;
  }
  return valid;
}
