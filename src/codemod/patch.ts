import { createTwoFilesPatch } from "diff";
import type { FileChange } from "./changes.ts";
import { readForEdit } from "./disk.ts";
import { replaced } from "./pieces.ts";

/** The change of a file as a unified diff of masked text, with git's header. */
export function diffOf({
  path,
  before,
  after,
  deleted,
}: Pick<FileChange, "path" | "before" | "after" | "deleted">): string {
  return unified(path, before, deleted ? undefined : after);
}

/** A patch for `git apply`, and the files it leaves out because a credential stands too near to what changes. */
export function patchOf(
  root: string,
  changes: readonly FileChange[],
): { patch: string; leftOut: readonly string[] } {
  const leftOut: string[] = [];
  const parts = changes.flatMap((change) => {
    const { path, before, after, replacements, deleted } = change;
    if (before === undefined) return diffOf(change);
    const disk = readForEdit(root, path);
    if (typeof disk !== "string") {
      const mark = disk.bom ? "\ufeff" : "";
      const masked = unified(path, mark + before, deleted ? undefined : mark + after);
      const real = deleted ? undefined : mark + replaced(disk.text, replacements);
      // NOTE: the masked diff is what is given out; the other one only tells whether `git apply` would take it.
      if (masked === unified(path, mark + disk.text, real)) return masked;
    }
    leftOut.push(path);
    return [];
  });
  return { patch: parts.join(""), leftOut };
}

/** Undefined stands for no file. */
function unified(path: string, before: string | undefined, after: string | undefined): string {
  const [old, renewed] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const [from, to] = [before === undefined ? "/dev/null" : old, after === undefined ? "/dev/null" : renewed];
  const body = createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    stripTrailingCr: false,
  })
    .replace(/^=+\n/, "")
    .replace(/^--- .*\n\+\+\+ .*\n/, "");
  return [
    `diff --git ${old} ${renewed}\n`,
    ...(before === undefined ? ["new file mode 100644\n"] : []),
    ...(after === undefined ? ["deleted file mode 100644\n"] : []),
    `--- ${from}\n+++ ${to}\n`,
    body,
  ].join("");
}

/** A path as git writes it into a patch: in quotes when it holds more than plain characters. */
function quoted(path: string): string {
  if (/^[ -~]+$/.test(path) && !/["\\]/.test(path)) return path;
  const escaped = [...Buffer.from(path)]
    .map((byte) =>
      byte === 0x22 || byte === 0x5c
        ? `\\${String.fromCharCode(byte)}`
        : byte < 0x20 || byte > 0x7e
          ? `\\${byte.toString(8).padStart(3, "0")}`
          : String.fromCharCode(byte),
    )
    .join("");
  return `"${escaped}"`;
}
