import { createTwoFilesPatch } from "diff";
import type { FileChange } from "./changes.ts";
import { readForEdit } from "./disk.ts";
import { replaced } from "./pieces.ts";

/** The change of a file as a unified diff of masked text, with git's header. */
export function diffOf(change: Pick<FileChange, "path" | "before" | "after">): string {
  return unified(change.path, change.before, change.after);
}

/** A patch for `git apply`, and the files it leaves out because a credential stands too near to what changes. */
export function patchOf(
  root: string,
  changes: readonly FileChange[],
): { patch: string; leftOut: readonly string[] } {
  const leftOut: string[] = [];
  const parts = changes.flatMap((change) => {
    const shown = diffOf(change);
    if (change.before === undefined) return shown;
    const disk = readForEdit(root, change.path);
    // NOTE: the masked diff is what is written; the other one only tells whether `git apply` would take it.
    if (
      typeof disk === "string" ||
      unified(
        change.path,
        marked(disk),
        marked({ ...disk, text: replaced(disk.text, change.replacements) }),
      ) !==
        unified(
          change.path,
          marked({ ...disk, text: change.before }),
          marked({ ...disk, text: change.after }),
        )
    ) {
      leftOut.push(change.path);
      return [];
    }
    return disk.bom ? unified(change.path, `\ufeff${change.before}`, `\ufeff${change.after}`) : shown;
  });
  return { patch: parts.join(""), leftOut };
}

const marked = ({ text, bom }: { text: string; bom: boolean }): string => (bom ? `\ufeff${text}` : text);

function unified(path: string, before: string | undefined, after: string): string {
  const [from, to] = [before === undefined ? "/dev/null" : quoted(`a/${path}`), quoted(`b/${path}`)];
  const body = createTwoFilesPatch(from, to, before ?? "", after, undefined, undefined, {
    context: 3,
    stripTrailingCr: false,
  })
    .replace(/^=+\n/, "")
    .replace(/^--- .*\n\+\+\+ .*\n/, "");
  return [
    `diff --git ${quoted(`a/${path}`)} ${to}\n`,
    ...(before === undefined ? ["new file mode 100644\n"] : []),
    `--- ${from}\n+++ ${to}\n`,
    body,
  ].join("");
}

/** A path as git writes it into a patch: in quotes when it holds more than plain characters. */
function quoted(path: string): string {
  if (/^[\x21-\x7e]+$/.test(path) && !/["\\]/.test(path)) return path;
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
