import type { Edit } from "../../model/edit.ts";
import type { Project } from "../recipe.ts";

/** The edits with stretches of lines that are taken out one after the other made one, and one of two blank lines that would meet then taken along. */
export async function withoutGaps(edits: readonly Edit[], project: Project): Promise<Edit[]> {
  const result: Edit[] = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const text = (await project.load(path))?.masked ?? "";
    const sorted = edits
      .filter((edit) => edit.path === path)
      .sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
    let last: Edit | undefined;
    for (const edit of sorted) {
      if (last && takesLines(last, text) && takesLines(edit, text) && last.at.end === edit.at.start) {
        last = { ...edit, at: { start: last.at.start, end: edit.at.end } };
        result[result.length - 1] = last;
      } else {
        last = edit;
        result.push(edit);
      }
    }
    for (const [index, edit] of result.entries())
      if (edit.path === path && takesLines(edit, text) && !isReplaced(edit, sorted))
        result[index] = { ...edit, at: widened(edit.at, text) };
  }
  return result;
}

/** Something else comes to stand where lines are taken out: the blank line behind is its own. */
const isReplaced = ({ at }: Edit, edits: readonly Edit[]): boolean =>
  edits.some((one) => one.text !== "" && one.at.start >= at.start && one.at.end <= at.end);

/** True for an edit that takes out whole lines. */
const takesLines = ({ at, text }: Edit, file: string): boolean =>
  text === "" &&
  at.end > at.start &&
  (at.start === 0 || file[at.start - 1] === "\n") &&
  (at.end === file.length || file[at.end - 1] === "\n");

function widened({ start, end }: Edit["at"], text: string): Edit["at"] {
  const before = /(?:^|\n)([ \t]*\r?\n)$/.exec(text.slice(0, start))?.[1];
  if (before === undefined) return { start, end };
  if (end === text.length) return { start: start - before.length, end };
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  return { start, end: end + (blank?.length ?? 0) };
}
