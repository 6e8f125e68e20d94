import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { Problem } from "../model/problem.ts";

/** A folder or file the user named, links resolved. */
export interface Root {
  readonly absolute: string;
  readonly folder: boolean;
  /** Anything but a folder or a regular file: a socket, a device. */
  readonly special: boolean;
}

/** Resolves what the user named; nothing stands for the folder that relative paths are taken from: the current one, or another. */
export const locateRoots = (given: readonly string[], cwd?: string): Root[] =>
  (given.length === 0 ? ["."] : given).map((one) => locate(one, cwd));

/** Resolves what the user named. Throws a {@link Problem} for what does not exist or cannot be reached. */
export const locateRoot = (given: string): Root => locate(given);

function locate(given: string, cwd?: string): Root {
  let absolute: string;
  let status: Stats;
  try {
    absolute = realpathSync.native(cwd === undefined || given === "" ? given : resolve(cwd, given));
    status = lstatSync(absolute);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new Problem("There is no such file or folder.", {
        where: given,
        help: `Check the path; it is taken relative to ${cwd ?? "the folder zunset was started in"}.`,
      });
    if (code === "ELOOP")
      throw new Problem("The path is a loop of symbolic links.", {
        where: given,
        help: "Name the folder itself.",
      });
    throw new Problem(`The path cannot be reached (${code}).`, {
      where: given,
      help: "Check its permissions.",
    });
  }
  return { absolute, folder: status.isDirectory(), special: !status.isDirectory() && !status.isFile() };
}

/** The error's code (`EACCES`), which is all that is ever shown of a failed system call. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "unknown error";
}

/** The innermost folder with a `.git` of its own that holds `folder`. */
export function gitTop(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (hasGit(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** True when a folder is the top of a checkout: `.git` is a folder with a `HEAD`, or the one-line file of a worktree or submodule. */
export function hasGit(folder: string): boolean {
  const path = join(folder, ".git");
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status) return false;
  if (status.isDirectory()) return existsSync(join(path, "HEAD"));
  return status.isFile() && startsWithGitDir(path);
}

function startsWithGitDir(path: string): boolean {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const buffer = Buffer.alloc(8);
    readSync(descriptor, buffer, 0, 8, 0);
    return buffer.toString("latin1") === "gitdir: ";
  } catch {
    // NOTE: whatever cannot be read is no checkout; the folder is walked instead.
    return false;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The folder all paths of a report are relative to: the one git top, else the one folder, else the common parent. */
export function reportRoot(roots: readonly Root[]): string {
  const folders = roots.map((root) => (root.folder ? root.absolute : dirname(root.absolute)));
  return folders.map((folder) => gitTop(folder) ?? folder).reduce(commonParent);
}

function commonParent(one: string, other: string): string {
  let parent = one;
  while (!isWithin(parent, other)) parent = dirname(parent);
  return parent;
}

/** True when `path` is `folder` or stands below it; both absolute, links resolved. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** A path below the root as reports spell it: relative, `/`-separated, "" for the root itself. */
export function spell(root: string, absolute: string): string {
  const way = relative(root, absolute);
  return sep === "/" ? way : way.split(sep).join("/");
}
