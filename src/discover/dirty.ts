import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { indexOf } from "./git.ts";
import { gitTop, spell } from "./root.ts";

/** Paths that are asked about at a time, so that they fit on a command line. */
const BATCH = 200;

/**
 * Files that git could not bring back: changed since the last commit, staged or untracked. Paths are relative to `root`; only files that exist are asked
 * about. Undefined when the folder is no checkout. NOTE: bytes are hashed here and not by git, whose filters are the repository's to choose.
 */
export async function dirtyFiles(root: string, paths: readonly string[]): Promise<string[] | undefined> {
  const top = gitTop(root);
  if (top === undefined) return undefined;
  const prefix = spell(top, root);
  const below = (path: string): string => (prefix === "" || prefix === "." ? path : `${prefix}/${path}`);
  const dirty: string[] = [];
  for (let index = 0; index < paths.length; index += BATCH) {
    const batch = paths.slice(index, index + BATCH);
    const state = await indexOf(top, batch.map(below));
    if (!state) return undefined;
    const tracked = new Map(
      state.tracked
        .toString("utf8")
        .split("\0")
        .flatMap((line) => {
          const [, id, path] = /^\d+ ([\da-f]+) \d\t(.*)$/s.exec(line) ?? [];
          return id === undefined || path === undefined ? [] : [[path, id] as const];
        }),
    );
    const staged = new Set(state.staged.toString("utf8").split("\0"));
    for (const path of batch) {
      const id = tracked.get(below(path));
      if (id === undefined || staged.has(below(path)) || !isBlob(readFileSync(join(root, path)), id))
        dirty.push(path);
    }
  }
  return dirty;
}

/** True when git would keep these bytes under this id, with line ends as they are or as it normalises them. */
function isBlob(bytes: Buffer, id: string): boolean {
  const hashed = (content: Buffer): string =>
    createHash(id.length > 40 ? "sha256" : "sha1")
      .update(`blob ${content.length}\0`)
      .update(content)
      .digest("hex");
  return (
    hashed(bytes) === id ||
    hashed(Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1")) === id
  );
}
