import { isCredentialFile } from "./credential-files.ts";
import type { Gathering } from "./gathering.ts";
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
  const lists = await listGit(top, folder, scope.ignoredCredentials);
  if (!lists) return undefined;
  const prefix = top === scope.root ? "" : `${spell(scope.root, top)}/`;
  const nested = gatherFiles(gathering, lists, prefix);
  await gatherIgnored(gathering, scope, lists, prefix);
  for (const path of nested) await gatherNested(gathering, scope, path);
  return lists.files.length;
}

/** A submodule or a checkout inside the checkout: git is asked anew there. */
async function gatherNested(gathering: Gathering, scope: Scope, path: string): Promise<void> {
  if (!gathering.enters(path)) return;
  const absolute = gathering.absolute(path);
  if (hasGit(absolute) && (await gatherCheckout(gathering, scope, absolute, absolute)) !== undefined) return;
  await walk(gathering, scope, path);
}

const UNTRACKED = "? ";
const LINK = " 120000 ";
const SUBMODULE = " 160000 ";
const TRACKED = { tracked: true };

/** Adds what the index names and what is untracked; gives the submodules and nested checkouts. */
function gatherFiles(gathering: Gathering, lists: GitLists, prefix: string): string[] {
  const nested: string[] = [];
  for (const record of names(lists.files, gathering, prefix)) {
    if (record.startsWith(UNTRACKED)) {
      const path = prefix + record.slice(UNTRACKED.length);
      if (path.endsWith("/")) nested.push(path.slice(0, -1));
      else gathering.entry(path);
      continue;
    }
    // The tag before the mode is one letter: `H`, `S` for a sparse checkout, `M` for a conflict.
    const path = prefix + record.slice(record.indexOf("\t") + 1);
    if (record.startsWith(LINK, 1)) gathering.link(path);
    else if (record.startsWith(SUBMODULE, 1)) nested.push(path);
    else gathering.file(path, TRACKED);
  }
  return nested;
}

/** Adds the credential files among what git ignores. */
async function gatherIgnored(
  gathering: Gathering,
  scope: Scope,
  lists: GitLists,
  prefix: string,
): Promise<void> {
  for (const name of names(lists.ignored, gathering, prefix)) {
    const path = prefix + name;
    if (name.endsWith("/")) await walk(gathering, scope, path.slice(0, -1), { credentialsOnly: true });
    else if (isCredentialFile(path.slice(path.lastIndexOf("/") + 1))) gathering.entry(path);
  }
}

/** The names of a NUL-separated list. Names that are not UTF-8 cannot be opened or reported by their text: they are listed as skipped. */
function names(list: Buffer, gathering: Gathering, prefix: string): string[] {
  const all = list.toString("utf8").split("\0");
  all.pop();
  if (!list.includes("\ufffd") && !all.some((name) => name.includes("\ufffd"))) return all;
  const valid: string[] = [];
  let start = 0;
  for (const name of all) {
    const end = list.indexOf(0, start);
    if (name.includes("\ufffd") && !Buffer.from(name).equals(list.subarray(start, end)))
      gathering.skip(
        prefix + name.slice(name.startsWith(UNTRACKED) ? 2 : name.indexOf("\t") + 1),
        "encoding",
        "the file name is not UTF-8",
      );
    else valid.push(name);
    start = end + 1;
  }
  return valid;
}
