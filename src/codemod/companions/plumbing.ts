import type { LanguageId } from "../../model/fact.ts";
import type { OpenFile } from "../changes.ts";
import type { Project } from "../recipe.ts";
import { wordPattern } from "./spelling.ts";

/** Languages in which a settings object hands variables on, a property each, and the files that may read it. */
const OBJECTS: Readonly<Partial<Record<LanguageId, RegExp>>> = {
  javascript: /\.(?:[cm]?[jt]sx?|vue|svelte)$/i,
};

/** Files that are looked at for one name. */
const MOST_READERS = 100;

/** `token: process.env.ZENDESK_API_TOKEN,` on a line of its own. */
const PROPERTY = /^[ \t]*(["']?)([\w$]+)\1[ \t]*:[ \t]*(?:process\.)?env\.([\w$]+)[^,{}]*,?[ \t]*\r?$/;

/**
 * Removes the properties of settings objects that only handed a variable on to code that no longer asks: those whose name stands nowhere else in code. Others
 * stay.
 */
export async function removePlumbing(
  files: readonly OpenFile[],
  variables: readonly string[],
  project: Project,
  open: (path: string) => Promise<OpenFile | undefined>,
): Promise<void> {
  const wanted = new Set(variables);
  for (const { file, edited } of files) {
    const readers = OBJECTS[file.language];
    if (!readers) continue;
    const lines = edited.text.split("\n");
    let offset = 0;
    const removed: { at: { start: number; end: number }; text: string }[] = [];
    for (const line of lines) {
      const at = { start: offset, end: offset + line.length + 1 };
      offset = at.end;
      const [, , key = "", variable = ""] = PROPERTY.exec(line) ?? [];
      if (key.length < 3 || !wanted.has(variable)) continue;
      const word = wordPattern([key]);
      const here = lines.some((other) => other !== line && other.search(word) >= 0);
      if (!here && !(await isSaid(word, key, file.path, readers, project, open)))
        removed.push({ at: { start: at.start, end: Math.min(at.end, edited.text.length) }, text: "" });
    }
    edited.replace(removed);
  }
}

async function isSaid(
  word: RegExp,
  key: string,
  path: string,
  readers: RegExp,
  project: Project,
  open: (path: string) => Promise<OpenFile | undefined>,
): Promise<boolean> {
  const others = await project.containing([key], (one) => one !== path && readers.test(one));
  if (others.length > MOST_READERS) return true;
  for (const other of others) {
    const text = (await open(other))?.edited.text;
    if (text === undefined || text.search(word) >= 0) return true;
  }
  return false;
}
