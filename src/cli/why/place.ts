import { lstatSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gitTop, isWithin, locateRoot, spell } from "../../discover/root.ts";
import { Problem } from "../../model/problem.ts";

/** A line of a file, with the folder that its scan would start from. */
export interface LinePlace {
  readonly root: string;
  /** Absolute, links resolved. */
  readonly absolute: string;
  /** Relative to the root, as reports spell it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** What was named is a symbolic link to the file. */
  readonly link: boolean;
}

const HELP = "Give a path and a line: zunset why src/client.ts:12";

/** Finds what `PATH:LINE` (or `PATH:LINE:COLUMN`) means: a path from the current folder, or from the root of its checkout as reports print it. */
export function locateLine(place: string): LinePlace {
  const match = /^(.+?):(\d{1,9})(?::\d{1,9})?$/.exec(place);
  if (!match) throw new Problem("this is no place in a file", { where: place, help: HELP });
  const [, name = "", number = ""] = match;
  const line = Number(number);
  if (line < 1) throw new Problem("lines are counted from 1", { where: place, help: HELP });
  const cwd = locateRoot(".").absolute;
  const top = gitTop(cwd);
  const given = lstatSync(resolve(name), { throwIfNoEntry: false });
  // What a report printed is relative to the top of the checkout.
  const named = given || top === undefined || !isFile(join(top, name)) ? name : join(top, name);
  const { absolute, folder, special } = locateRoot(named);
  if (folder || special) throw new Problem("this is not a file", { where: name, help: HELP });
  const root = rootOf(absolute, cwd, top);
  return { root, absolute, path: spell(root, absolute), line, link: given?.isSymbolicLink() ?? false };
}

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The checkout of the current folder when it holds the file, else the file's own; without git the current folder, when it holds the file. */
function rootOf(absolute: string, cwd: string, top: string | undefined): string {
  if (top !== undefined && isWithin(top, absolute)) return top;
  const folder = dirname(absolute);
  return gitTop(folder) ?? (isWithin(cwd, absolute) ? cwd : folder);
}
