import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { devNull } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { isWithin } from "./root.ts";

/** What git knows of a checkout; every list is NUL-separated, as git writes it. */
export interface GitLists {
  /** `mode object stage TAB path` of everything in the index. */
  readonly tracked: Buffer;
  /** Everything else, ignored or not. A folder without tracked files is one entry that ends in `/`. */
  readonly loose: Buffer;
  /** What is neither tracked nor ignored, file by file; a nested checkout is one entry that ends in `/`. */
  readonly untracked: Buffer;
}

/** Milliseconds one listing may take before the folder is walked instead. */
const TIME_BOUND_MS = 120_000;

/** Bytes one listing may have: four million long paths. */
const SIZE_BOUND = 1024 * 1024 * 1024;

/**
 * Settings under which `ls-files` starts no program, whatever the repository's configuration says: no file system monitor, no hook, no
 * pager, no transport for missing objects of a partial clone (the transport's command would be the repository's to choose).
 */
const SETTINGS: readonly string[] = [
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  `core.hooksPath=${devNull}`,
  `core.attributesFile=${devNull}`,
  "core.pager=cat",
  "safe.bareRepository=explicit",
  "protocol.allow=never",
];

/** Paths that fit on a command line whatever their length. */
const MAX_PATHSPECS = 20;

/**
 * Asks git for the files of a checkout below `folder` (`top` itself or a folder in it). Gives undefined when git is not there, does not
 * trust the checkout (another owner) or fails: then the folder is walked.
 */
export async function listGit(top: string, folder: string): Promise<GitLists | undefined> {
  const git = findGit(top);
  if (!git) return undefined;
  const below = folder === top ? [] : [folder];
  const list = (flags: readonly string[], paths: readonly string[]): Promise<Buffer | undefined> =>
    run(git, top, ["ls-files", "-z", ...flags, "--", ...paths]);
  const [tracked, loose] = await Promise.all([
    list(["--cached", "--stage"], below),
    list(["--others", "--directory"], below),
  ]);
  if (!tracked || !loose) return undefined;
  // NOTE: ignore files are only read when there is something they could be about; in a fresh clone there is not, and walking it once more
  // costs as much as reading a fifth of its files.
  if (loose.length === 0) return { tracked, loose, untracked: loose };
  const entries = loose.toString("utf8").split("\0").slice(0, -1);
  const narrow =
    entries.length <= MAX_PATHSPECS &&
    !loose.includes("\ufffd") &&
    !entries.some((entry) => entry.includes("\ufffd"));
  const untracked = await list(["--others", "--exclude-standard"], narrow ? entries : below);
  return untracked && { tracked, loose, untracked };
}

/** What the index holds of some files, and which of them it holds otherwise than the last commit. */
export interface IndexState {
  /** `mode object stage TAB path`, NUL-separated. */
  readonly tracked: Buffer;
  /** Paths, NUL-separated. */
  readonly staged: Buffer;
}

/** Asks git about some files of a checkout, paths relative to `top`. Undefined when git is not there or does not answer. */
export async function indexOf(top: string, paths: readonly string[]): Promise<IndexState | undefined> {
  const git = findGit(top);
  if (!git) return undefined;
  const tracked = await run(git, top, ["ls-files", "-z", "--cached", "--stage", "--", ...paths]);
  if (!tracked) return undefined;
  // Without a commit everything is new.
  const staged =
    (await run(git, top, [
      "diff-index",
      "--cached",
      "--name-only",
      "-z",
      "--no-renames",
      "HEAD",
      "--",
      ...paths,
    ])) ?? Buffer.from(paths.map((path) => `${path}\0`).join(""));
  return { tracked, staged };
}

/**
 * The git of the user's PATH. Relative entries and entries inside the checkout are passed over: the tree must not bring its own git
 * (Windows even looks in the current folder first, hence the absolute path).
 */
function findGit(top: string): string | undefined {
  const names = process.platform === "win32" ? ["git.exe"] : ["git"];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (!isAbsolute(folder) || isWithin(top, folder)) continue;
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder: the next one.
      }
    }
  }
  return undefined;
}

/** The user's environment without anything that redirects or configures git. */
function environment(top: string): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) if (!/^GIT_/i.test(name)) kept[name] = value;
  return {
    ...kept,
    LC_ALL: "C",
    // Overrides `core.worktree`, with which a repository could point git at any folder; git's check of the owner still happens.
    GIT_WORK_TREE: top,
    GIT_CEILING_DIRECTORIES: dirname(top),
    GIT_LITERAL_PATHSPECS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    // NOTE: outranks every `protocol.*` setting of the repository; "none" is no protocol.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_TERMINAL_PROMPT: "0",
  };
}

/**
 * Asks git one thing about a checkout; gives what it prints. Undefined when git is not there, does not trust the checkout or says no. `input` goes to
 * its standard input, `settings` are added to those under which it starts no program.
 */
export async function askGit(
  top: string,
  args: readonly string[],
  { input, settings = [] }: { readonly input?: string; readonly settings?: readonly string[] } = {},
): Promise<Buffer | undefined> {
  const git = findGit(top);
  return git === undefined ? undefined : run(git, top, args, { input, settings });
}

/**
 * Settings under which git compares files of the work tree without the filters that the repository's configuration names: to clean a file it would
 * start them.
 */
export async function withoutFilters(top: string): Promise<string[]> {
  const names = await askGit(top, ["config", "--null", "--name-only", "--get-regexp", "^filter\\."]);
  const drivers = new Set(
    (names?.toString("utf8") ?? "")
      .split("\0")
      .flatMap((name) => /^(filter\..*)\.[^.]*$/s.exec(name)?.[1] ?? []),
  );
  return [...drivers].flatMap((driver) => [
    ...["clean", "smudge", "process"].map((command) => `${driver}.${command}=`),
    `${driver}.required=false`,
  ]);
}

interface Asking {
  readonly input?: string | undefined;
  readonly settings?: readonly string[];
}

function run(
  git: string,
  top: string,
  args: readonly string[],
  { input, settings = [] }: Asking = {},
): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const given = [...SETTINGS, ...settings].flatMap((setting) => ["-c", setting]);
    const child = spawn(git, ["--no-pager", ...given, ...args], {
      cwd: top,
      env: environment(top),
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "ignore"],
      timeout: TIME_BOUND_MS,
      windowsHide: true,
    });
    if (!child.stdout) throw new Error("git was started without a pipe");
    // A git that ends early does not read the rest.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > SIZE_BOUND) child.kill();
      else chunks.push(chunk);
    });
    child.on("error", () => resolve(undefined));
    child.on("close", (code) => resolve(code === 0 ? Buffer.concat(chunks, size) : undefined));
  });
}
