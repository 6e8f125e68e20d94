import { Problem } from "../model/problem.ts";
import { askGit, withoutFilters } from "./git.ts";

/** A file that differs between two states of a checkout. Paths are relative to the top. */
export interface ChangedFile {
  readonly path: string;
  /** Id of what it was; absent when it did not exist or was no regular file. */
  readonly before?: string;
  /** It exists now, as a regular file. */
  readonly exists: boolean;
  /** Id of what it is now, where that is not to be read from the work tree. */
  readonly after?: string;
}

/** The commit that changes are counted from. */
export interface Base {
  /** Full id. */
  readonly commit: string;
  /** In words, for a report: `main (1a2b3c4d5e)`. Holds what the user named. */
  readonly words: string;
}

/** Which state is compared: the files as they are, or as the index holds them. */
export type Side = "worktree" | "index";

const ID = /^[\da-f]{40}(?:[\da-f]{24})?$/;

/** The id of the commit that a name stands for; undefined when there is none. */
async function commitOf(top: string, name: string): Promise<string | undefined> {
  const said = await askGit(top, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${name}^{commit}`,
  ]);
  const id = said?.toString("utf8").trim() ?? "";
  return ID.test(id) ? id : undefined;
}

/** Where the current branch left another one. Throws a `Problem` that says what to fetch when that is not known here. */
export async function mergeBase(top: string, name: string): Promise<Base> {
  const [other, head] = await Promise.all([
    name.startsWith("-") ? undefined : commitOf(top, name),
    commitOf(top, "HEAD"),
  ]);
  const found =
    other === undefined || head === undefined
      ? ""
      : ((await askGit(top, ["merge-base", other, head]))?.toString("utf8").trim() ?? "");
  if (!ID.test(found)) throw await unrelated(top, name, other, head);
  return {
    commit: found,
    words: found === other ? `${name} (${short(found)})` : `the merge base with ${name} (${short(found)})`,
  };
}

/** Why no commit can be told that two have in common. */
async function unrelated(
  top: string,
  name: string,
  other: string | undefined,
  head: string | undefined,
): Promise<Problem> {
  if (!(await askGit(top, ["rev-parse", "--git-dir"])))
    return new Problem("git is not there, or does not trust this checkout", {
      where: top,
      help: "Changes are compared with git: install it, or run git config --global --add safe.directory for this folder.",
    });
  const shallow =
    (await askGit(top, ["rev-parse", "--is-shallow-repository"]))?.toString("utf8").trim() === "true";
  const fetch = shallow
    ? "This is a shallow clone: fetch more of the history (in GitHub Actions: actions/checkout with fetch-depth: 2 for pull requests, 0 for all; elsewhere: git fetch --unshallow)."
    : undefined;
  if (other === undefined)
    return new Problem("there is no such commit here", {
      where: name,
      help: [
        `Fetch it first (git fetch origin ${/^[\w./-]+$/.test(name) ? name : "BRANCH"}), or name another one.`,
        fetch ?? "",
      ]
        .filter((line) => line !== "")
        .join("\n"),
    });
  if (head === undefined)
    return new Problem("the checkout has no commit yet", { where: top, help: "Commit something first." });
  return new Problem("the two branches have no commit in common here", {
    where: `${name} and HEAD`,
    help: fetch ?? "They may come from different repositories; name a commit that HEAD was made from.",
  });
}

/**
 * What a pull request is compared with. GitHub checks out its merge into the base branch: then that merge's first parent, which is there with
 * `fetch-depth: 2`; otherwise where the two branches parted.
 */
export async function baseOfPull(
  top: string,
  pull: { readonly head: string; readonly base: { readonly commit: string; readonly branch: string } },
): Promise<Base> {
  const [into, from] = await Promise.all([commitOf(top, "HEAD^1"), commitOf(top, "HEAD^2")]);
  if (into !== undefined && from === pull.head)
    return { commit: into, words: `${pull.base.branch} (${short(into)})` };
  const { commit } = await mergeBase(top, pull.base.commit);
  return { commit, words: `${pull.base.branch} (${short(commit)})` };
}

/** The last commit, which what is staged is compared with. */
export async function lastCommit(top: string): Promise<Base> {
  const head = await commitOf(top, "HEAD");
  if (head === undefined)
    throw new Problem("the checkout has no commit yet, so everything is new", {
      where: top,
      help: "Scan it without --staged.",
    });
  return { commit: head, words: `the last commit (${short(head)})` };
}

const short = (id: string): string => id.slice(0, 10);

/** Files that differ between a commit and the work tree or the index; what is in nested checkouts and submodules is not looked at. */
export async function changesSince(top: string, commit: string, side: Side): Promise<ChangedFile[]> {
  const untracked =
    side === "worktree" ? askGit(top, ["ls-files", "-z", "--others", "--exclude-standard"]) : undefined;
  const settings = await withoutFilters(top);
  const raw = ["--raw", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=all"];
  const ask = async (args: readonly string[]): Promise<Entry[]> => {
    const said = await askGit(top, args, { settings });
    if (!said)
      throw new Problem("git could not compare the files with a commit", {
        where: commit,
        help: "Run git status there and repair what it complains of.",
      });
    return entriesOf(said);
  };
  if (side === "worktree") {
    const changed = await ask(["diff-index", ...raw, commit, "--"]);
    const known = new Set(changed.map(({ path }) => path));
    const added = ((await untracked)?.toString("utf8") ?? "")
      .split("\0")
      .filter((path) => path !== "" && !path.endsWith("/") && !known.has(path));
    return [
      ...changed.map(({ path, old, now }) => ({ path, ...old, exists: now !== undefined })),
      ...added.map((path) => ({ path, exists: true })),
    ];
  }
  const staged = await ask(["diff-index", "--cached", ...raw, commit, "--"]);
  const files = new Map<string, ChangedFile>(
    staged.map(({ path, old, now }) => [
      path,
      { path, ...old, exists: now !== undefined, ...(now === undefined ? {} : { after: now }) },
    ]),
  );
  // What differs from the index on the disk only is no change, but must not be read from there.
  for (const { path, old } of await ask(["diff-files", ...raw])) {
    if (files.has(path) || old.before === undefined) continue;
    files.set(path, { path, ...old, exists: true, after: old.before });
  }
  return [...files.values()];
}

interface Entry {
  readonly path: string;
  readonly old: { readonly before?: string };
  /** Id, of zeros when it is in the work tree only; undefined when there is no regular file. */
  readonly now: string | undefined;
}

/** `:mode mode id id status NUL path NUL`, regular files only. */
function entriesOf(raw: Buffer): Entry[] {
  const pieces = raw.toString("utf8").split("\0");
  const entries = new Map<string, Entry>();
  for (let index = 0; index + 1 < pieces.length; index += 2) {
    const [, oldMode, newMode, before = "", after = ""] =
      /^:(\d{6}) (\d{6}) ([\da-f]+) ([\da-f]+) [A-Z]\d*$/.exec(pieces[index] ?? "") ?? [];
    const path = pieces[index + 1];
    if (oldMode === undefined || newMode === undefined || path === undefined) continue;
    const was = oldMode.startsWith("100");
    const is = newMode.startsWith("100");
    // A conflict is listed twice, once as gone.
    const now = is ? after : entries.get(path)?.now;
    if (was || is) entries.set(path, { path, old: was ? { before } : {}, now });
  }
  return [...entries.values()];
}

/** True when a file is the same in the checked-out commit and in another one. */
export async function isSameAt(top: string, path: string, commit: string): Promise<boolean> {
  const [here, there] = await Promise.all(
    ["HEAD", commit].map((at) =>
      askGit(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${at}:${path}`]),
    ),
  );
  return here !== undefined && there !== undefined && here.equals(there);
}

/** A regular file of a commit. */
export interface CommittedFile {
  readonly path: string;
  readonly id: string;
}

/** The regular files of a commit whose paths a caller wants, sorted by path. */
export async function filesAt(
  top: string,
  commit: string,
  wants: (path: string) => boolean,
): Promise<CommittedFile[]> {
  const said = await askGit(top, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  if (!said)
    throw new Problem("git could not list the files of a commit", {
      where: commit,
      help: "Run git fsck there and repair what it complains of.",
    });
  return said
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, id, path] = /^100\d{3} blob ([\da-f]+)\t(.*)$/s.exec(line) ?? [];
      return id !== undefined && path !== undefined && wants(path) ? [{ path, id }] : [];
    });
}

/** Reads objects, up to a size in bytes each; those that are larger or not there are left out. */
export async function readBlobs(
  top: string,
  ids: readonly string[],
  maxSize: number,
): Promise<Map<string, Uint8Array>> {
  const wanted = [...new Set(ids)].filter((id) => ID.test(id));
  const found = new Map<string, Uint8Array>();
  if (wanted.length === 0) return found;
  const sizes = await askGit(top, ["cat-file", "--batch-check", "--buffer"], {
    input: `${wanted.join("\n")}\n`,
  });
  if (!sizes || / missing$/m.test(sizes.toString("latin1")))
    throw new Problem("the clone lacks contents of the commit that it is compared with", {
      help: "It is a partial clone, and nothing is fetched on its own: run git fetch --refetch --filter=blob:limit=10m origin, or clone in full.",
    });
  const small = sizes
    .toString("latin1")
    .split("\n")
    .flatMap((line) => {
      const [, id, size] = /^([\da-f]+) blob (\d+)$/.exec(line) ?? [];
      return id !== undefined && Number(size) <= maxSize ? [id] : [];
    });
  for (let from = 0; from < small.length; from += BATCH) {
    const answer = await askGit(top, ["cat-file", "--batch", "--buffer"], {
      input: `${small.slice(from, from + BATCH).join("\n")}\n`,
    });
    // Without them what was there before would be taken for new.
    if (!answer)
      throw new Problem("git could not give the contents of the commit that is compared with", {
        help: "There may be too much of it at once: try a smaller --max-file-size, or run git fsck.",
      });
    for (const [id, bytes] of contentsOf(answer)) found.set(id, bytes);
  }
  return found;
}

/** Objects that are asked for at a time. */
const BATCH = 500;

/** `id blob size LF bytes LF`, one after the other. */
function* contentsOf(answer: Buffer): Generator<[id: string, bytes: Uint8Array]> {
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at);
    const [, id, size] = /^([\da-f]+) blob (\d+)$/.exec(answer.toString("latin1", at, end)) ?? [];
    if (end < 0 || id === undefined) return;
    const from = end + 1;
    const to = from + Number(size);
    yield [id, answer.subarray(from, to)];
    at = to + 1;
  }
}
