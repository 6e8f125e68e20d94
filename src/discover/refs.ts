import { askGit } from "./git.ts";

/** Names of default branches, the usual ones first, for a clone that does not know its remote's. */
const USUAL = ["main", "master", "trunk", "develop"];

const lineOf = (said: Buffer | undefined): string => said?.toString("utf8").trim() ?? "";

/** The branch that a checkout's pull requests go to, as far as the checkout knows; text of the tree. */
export async function defaultBranch(top: string): Promise<string | undefined> {
  const remote = lineOf(await askGit(top, ["symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"]));
  if (remote.startsWith("refs/remotes/origin/")) return remote.slice("refs/remotes/origin/".length);
  const patterns = USUAL.flatMap((name) => [`refs/heads/${name}`, `refs/remotes/origin/${name}`]);
  const known = lineOf(await askGit(top, ["for-each-ref", "--format=%(refname)", ...patterns])).split("\n");
  const usual = USUAL.find((name) => known.some((ref) => ref.endsWith(`/${name}`)));
  if (usual !== undefined) return usual;
  const here = lineOf(await askGit(top, ["symbolic-ref", "--quiet", "HEAD"]));
  return here.startsWith("refs/heads/") ? here.slice("refs/heads/".length) : undefined;
}

/** The commit that is checked out, with the tag of a release when one is on it; undefined when git does not tell. */
export async function checkedOut(
  top: string,
): Promise<{ readonly commit: string; readonly release?: string } | undefined> {
  const commit = lineOf(await askGit(top, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]));
  if (!/^[\da-f]{40}$/.test(commit)) return undefined;
  const tags = lineOf(await askGit(top, ["tag", "--points-at", "HEAD"])).split("\n");
  const release = tags.find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
  return release === undefined ? { commit } : { commit, release };
}

/** The host of the remote that a checkout was cloned from, in small letters; "" when there is none. The rest of the address may hold a credential. */
export async function remoteHost(top: string): Promise<string> {
  const address = lineOf(await askGit(top, ["config", "--get", "remote.origin.url"]));
  return (
    /^(?:[a-z+]{1,20}:\/\/)?(?:[^@/]{0,500}@)?([\w.-]{1,253})[:/]/i.exec(address)?.[1]?.toLowerCase() ?? ""
  );
}
