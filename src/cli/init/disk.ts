import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from "node:fs";
import { join } from "node:path";
import { isWithin } from "../../discover/root.ts";
import { Problem } from "../../model/problem.ts";

/** Settings and workflows are pages of text. */
const LIMIT = 1024 * 1024;

/** Workflows that are looked at; GitHub itself reads no folders below. */
const MOST_FILES = 200;

/**
 * The text of a file that is to be written, as it stands now; undefined when it is not there. Throws a `Problem` when a link on the way leads out of the
 * root, or when something else than a file of text stands there.
 */
export function standing(root: string, path: string): string | undefined {
  const segments = path.split("/");
  let at = root;
  for (const [index, segment] of segments.entries()) {
    at = join(at, segment);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) return undefined;
    if (found.isSymbolicLink()) at = behind(root, at, path);
    const status = found.isSymbolicLink() ? lstatSync(at) : found;
    if (index < segments.length - 1 ? !status.isDirectory() : !status.isFile())
      throw new Problem(index < segments.length - 1 ? "this needs a folder" : "this is not a file", {
        where: segments.slice(0, index + 1).join("/"),
        help: "Move it away, then run zunset init again.",
      });
  }
  const text = readText(at);
  if (text === undefined)
    throw new Problem("what stands here cannot be read as text, so it is not written over", { where: path });
  return text;
}

function behind(root: string, link: string, path: string): string {
  try {
    const target = realpathSync.native(link);
    if (isWithin(root, target)) return target;
  } catch {
    // A link to nowhere: what is written through it would begin to exist there.
  }
  throw new Problem("this is a link that leads out of the repository, or to nothing", {
    where: path,
    help: "Replace it by what it should be, then run zunset init again.",
  });
}

/** The text of a file that tells something about a repository; undefined when it is not there or no text within the root. */
export function readInside(root: string, path: string): string | undefined {
  try {
    const place = realpathSync.native(join(root, path));
    return isWithin(root, place) ? readText(place) : undefined;
  } catch {
    // NOTE: whatever cannot be reached tells nothing.
    return undefined;
  }
}

/** Names of what stands in a folder, sorted; none when it is not there or no folder within the root. */
export function namesInside(root: string, path: string): string[] {
  try {
    const place = realpathSync.native(join(root, path));
    return isWithin(root, place) ? readdirSync(place).sort().slice(0, MOST_FILES) : [];
  } catch {
    // NOTE: as above.
    return [];
  }
}

function readText(place: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > LIMIT) return undefined;
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(descriptor));
  } catch {
    // NOTE: the caller says what that means; the error's own text may quote the file.
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
