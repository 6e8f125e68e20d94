import type { NewFile } from "../model/edit.ts";
import type { ParsedFile } from "../model/fact.ts";
import { type Composition, withoutEmptyLines } from "./compose.ts";
import { copiesMask, type DiskFile, isMaskOf, readForEdit, type Unreadable } from "./disk.ts";
import { EditedText, type Replacement } from "./pieces.ts";
import type { Project } from "./recipe.ts";
import { styleFor, styleOf } from "./style.ts";
import { tidyAcross } from "./tidy/across.ts";
import { tidy } from "./tidy/index.ts";
import { isPassedOn, releasedNames } from "./tidy/released.ts";
import { candidatesIn } from "./tidy/removal.ts";

/** What happens to one file. All texts are masked. */
export interface FileChange {
  readonly path: string;
  /** Undefined for a file that is added. */
  readonly before: string | undefined;
  readonly after: string;
  /** Against `before`, sorted; line ends are the file's own. Empty for a file that is added. */
  readonly replacements: readonly Replacement[];
  /** SHA-256 of the bytes that were planned on; undefined for a file that is added. */
  readonly digest: string | undefined;
  /** The file goes: nothing is left of it. `after` is empty then. */
  readonly deleted?: true;
}

/** A file under edit. */
export interface OpenFile {
  readonly file: ParsedFile;
  readonly edited: EditedText;
}

/** Files under edit, each opened once and only if it is what was scanned. */
export class Workbench {
  readonly #root: string;
  readonly #project: Project;
  readonly #open = new Map<string, OpenFile & { readonly disk: DiskFile }>();
  readonly #refused = new Map<string, Unreadable>();

  constructor(root: string, project: Project) {
    this.#root = root;
    this.#project = project;
  }

  /** Opens a file for edits; undefined when it cannot be edited, for the reason that {@link refused} tells. */
  open = async (path: string): Promise<OpenFile | undefined> => {
    const known = this.#open.get(path);
    if (known || this.#refused.has(path)) return known;
    const file = await this.#project.load(path);
    const disk = file ? readForEdit(this.#root, path) : "changed";
    if (typeof disk === "string" || !file || !isMaskOf(file.masked, disk.text)) {
      this.#refused.set(path, typeof disk === "string" ? disk : "changed");
      return undefined;
    }
    const opened = { file, edited: new EditedText(file.masked), disk };
    this.#open.set(path, opened);
    return opened;
  };

  refused = (path: string): Unreadable | undefined => this.#refused.get(path);

  /** Makes the edits of a composition, then removes what they leave unused: in their own files, and in those that values came from. */
  async edit(composition: Composition, origins: readonly string[]): Promise<void> {
    const candidates = new Set<string>();
    for (const [path, edits] of composition.files()) {
      const opened = await this.open(path);
      if (!opened) throw new Error(`edits for a file that cannot be edited: ${path}`);
      opened.edited.replace(withoutEmptyLines(edits, opened.file.masked));
      for (const { at } of edits)
        for (const word of candidatesIn(opened.file.masked.slice(at.start, at.end))) candidates.add(word);
    }
    const paths = [...new Set([...composition.files().map(([path]) => path), ...origins])];
    const textOf = async (path: string): Promise<string | undefined> =>
      this.#open.get(path)?.edited.text ?? (await this.#project.load(path))?.masked;
    for (const path of paths) {
      const opened = await this.open(path);
      if (!opened) continue;
      const names = releasedNames(path, this.#open);
      const released = names.size > 0 && (await isPassedOn(path, this.#project)) ? undefined : names;
      await tidy(opened.edited, opened.file, candidates, this.#project, textOf, released);
    }
    await tidyAcross(paths, candidates, this.#project, this.open);
  }

  /** All that changed, with the files to be added, sorted by path. */
  changes(creates: readonly NewFile[]): FileChange[] {
    const changes: FileChange[] = [];
    for (const [path, { file, edited, disk }] of this.#open) {
      const { eol } = styleOf(file.masked, styleFor(path));
      const replacements = edited
        .replacements()
        .map(({ at, text }) => ({ at, text: text.replace(/\r?\n/g, eol) }))
        .map((one) => (copiesMask(file, one.text) ? narrowed(file.masked, one) : one))
        .filter(({ at, text }) => file.masked.slice(at.start, at.end) !== text);
      if (replacements.length === 0) continue;
      // Whoever makes edits has to see to it. Written, it would be the end of the credential.
      if (replacements.some(({ text }) => copiesMask(file, text)))
        throw new Error("an edit would write the mask of a credential");
      const after = new EditedText(file.masked);
      after.replace(replacements);
      changes.push({ path, before: file.masked, after: after.text, replacements, digest: disk.digest });
    }
    for (const { path, text } of uniqueByPath(creates))
      changes.push({ path, before: undefined, after: text, replacements: [], digest: undefined });
    return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** A replacement without what it has in common, at its beginning and its end, with what it replaces. */
function narrowed(before: string, { at, text }: Replacement): Replacement {
  const most = Math.min(at.end - at.start, text.length);
  let head = 0;
  while (head < most && before[at.start + head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && before[at.end - 1 - tail] === text[text.length - 1 - tail]) tail++;
  return { at: { start: at.start + head, end: at.end - tail }, text: text.slice(head, text.length - tail) };
}

/** Of several forms of a provider the one that holds the parts of all. */
const uniqueByPath = (files: readonly NewFile[]): NewFile[] => [
  ...new Map(
    [...files].sort((a, b) => a.text.length - b.text.length).map((file) => [file.path, file]),
  ).values(),
];
