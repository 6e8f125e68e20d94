import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { Problem } from "../model/problem.ts";
import type { FileChange } from "./changes.ts";
import { readForEdit } from "./disk.ts";
import { replaced } from "./pieces.ts";

interface Staged {
  readonly target: string;
  /** The new content; for a file that goes where the old one is kept until all is done. */
  readonly temporary: string;
  readonly deleted?: true;
  /** Undefined for a file that is added. */
  readonly original: { readonly bytes: Buffer; readonly mode: number } | undefined;
}

/**
 * Writes changes to the disk: first every new content beside its file, then all are moved into place, so that a full disk leaves everything as it was. Throws a
 * `Problem` when a file is no longer what was scanned, or cannot be written; then nothing has changed.
 */
export function applyChanges(root: string, changes: readonly FileChange[]): void {
  const staged: Staged[] = [];
  const moved: Staged[] = [];
  try {
    for (const change of changes) staged.push(stage(root, change));
    for (const one of staged) {
      if (one.deleted) renameSync(one.target, one.temporary);
      else renameSync(one.temporary, one.target);
      moved.push(one);
    }
    for (const { deleted, temporary } of staged) if (deleted) rmSync(temporary);
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const { target, original } of moved.reverse()) {
      if (original) writeFileSync(target, original.bytes, { mode: original.mode });
      else rmSync(target, { force: true });
    }
    if (error instanceof Problem) throw error;
    throw new Problem(`the changes could not be written (${codeOf(error)}); nothing was changed`, {
      help: "Check the permissions of the files and the room on the disk.",
    });
  }
}

function stage(root: string, change: FileChange): Staged {
  const target = join(root, change.path);
  const temporary = join(dirname(target), `.zunset-${randomBytes(6).toString("hex")}.tmp`);
  if (change.before === undefined) {
    if (existsSync(target))
      throw new Problem("a file stands where one was to be added; nothing was changed", {
        where: change.path,
        code: "changed",
      });
    if (!isInside(root, dirname(target)))
      throw new Problem("the folder for a new file leads out of the root; nothing was changed", {
        where: change.path,
      });
    mkdirSync(dirname(target), { recursive: true });
    writeNew(temporary, change.after);
    return { target, temporary, original: undefined };
  }
  const disk = readForEdit(root, change.path);
  // A folder on the way that became a link would lead elsewhere.
  if (typeof disk === "string" || disk.digest !== change.digest || !isInside(root, dirname(target)))
    throw new Problem("the file has changed since it was scanned; nothing was changed", {
      where: change.path,
      help: "Run zunset migrate again.",
      code: "changed",
    });
  if ((disk.mode & 0o200) === 0)
    throw new Problem("the file is read-only; nothing was changed", {
      where: change.path,
      help: "Make it writable, or leave it out with --only.",
    });
  const mark = disk.bom ? "\ufeff" : "";
  const original = { bytes: Buffer.from(mark + disk.text), mode: disk.mode };
  if (change.deleted) return { target, temporary, original, deleted: true };
  const text = mark + replaced(disk.text, change.replacements);
  writeNew(temporary, text, disk.mode);
  return { target, temporary, original };
}

/** True when a folder, or the nearest one above it that exists, is the root or below it, links resolved. */
function isInside(root: string, folder: string): boolean {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const path = relative(realpathSync(root), realpathSync(existing));
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Writes a file whole or not at all. */
function writeNew(path: string, text: string, mode?: number): void {
  try {
    writeFileSync(path, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
    if (mode !== undefined) chmodSync(path, mode);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "unknown error";
}
