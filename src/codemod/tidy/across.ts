import type { LanguageId } from "../../model/fact.ts";
import type { EditedText, Replacement } from "../pieces.ts";
import type { Project } from "../recipe.ts";
import { withoutGap } from "../typed/lines.ts";
import { type AcrossGrammar, candidatesIn, type Removal, type TidyFile, type TidyWorld } from "./removal.ts";

/** A file under edit, as far as tidying needs it. */
interface Opened {
  readonly file: { readonly language: LanguageId };
  readonly edited: EditedText;
}

const GRAMMARS: Readonly<Partial<Record<LanguageId, () => Promise<AcrossGrammar>>>> = {
  go: async () => (await import("./go.ts")).go,
  csharp: async () => (await import("./csharp.ts")).csharp,
  java: async () => (await import("./java.ts")).java,
  kotlin: async () => (await import("./kotlin.ts")).kotlin,
};

/** Rounds until nothing more falls, over all files. */
const MOST_ROUNDS = 16;
/** Files that are looked at for one name. */
const MOST_FILES = 80;

/** Removes what nothing uses any more because of an edit, with the parameters and fields that only carried it, in the given files and their callers. */
export async function tidyAcross(
  paths: readonly string[],
  candidates: Set<string>,
  project: Project,
  open: (path: string) => Promise<Opened | undefined>,
): Promise<void> {
  const queue = new Set(paths);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = false;
    for (const path of [...queue]) {
      const opened = await open(path);
      const grammar = opened && (await GRAMMARS[opened.file.language]?.());
      if (!opened || !grammar) continue;
      const fileOf = async (one: string): Promise<TidyFile | undefined> => {
        const text = one === path ? opened.edited.text : (await open(one))?.edited.text;
        return text === undefined
          ? undefined
          : { path: one, text, root: await project.tree(text, grammar.grammar) };
      };
      const file = await fileOf(path);
      if (!file || file.root.hasError) continue;
      const world: TidyWorld = {
        candidates,
        paths: project.paths,
        holding: async (word, wanted = () => true) => {
          const fits = (one: string): boolean => grammar.files.test(one) && wanted(one);
          const found =
            word.length >= 3 && word.length <= 64
              ? await project.containing([word], fits)
              : project.paths.filter(fits);
          if (found.length > MOST_FILES) return undefined;
          const files: TidyFile[] = [];
          for (const one of found) {
            const other = await fileOf(one);
            if (!other) return undefined;
            files.push(other);
          }
          return files;
        },
      };
      if (await make(await grammar.dead(file, world), queue, candidates, open)) changed = true;
    }
    if (!changed) return;
  }
}

/** Makes the removals that do not overlap with one made before. */
async function make(
  removals: readonly Removal[],
  queue: Set<string>,
  candidates: Set<string>,
  open: (path: string) => Promise<Opened | undefined>,
): Promise<boolean> {
  const taken = new Map<string, Replacement[]>();
  for (const removal of removals) {
    const free = removal.every(({ path, at }) =>
      (taken.get(path) ?? []).every((other) => other.at.end <= at.start || at.end <= other.at.start),
    );
    if (!free) continue;
    for (const { path, at, text } of removal) taken.set(path, [...(taken.get(path) ?? []), { at, text }]);
  }
  for (const [path, replacements] of taken) {
    const opened = await open(path);
    if (!opened) continue;
    const { text } = opened.edited;
    for (const { at } of replacements)
      for (const word of candidatesIn(text.slice(at.start, at.end))) candidates.add(word);
    opened.edited.replace(merged(text, replacements));
    queue.add(path);
  }
  return taken.size > 0;
}

/** Lines that go and touch become one stretch, which may leave a gap that none of them left. */
function merged(text: string, replacements: readonly Replacement[]): Replacement[] {
  const result: Replacement[] = [];
  for (const one of [...replacements].sort((a, b) => a.at.start - b.at.start)) {
    const last = result.at(-1);
    if (last && last.text === "" && one.text === "" && last.at.end === one.at.start)
      result[result.length - 1] = { at: { start: last.at.start, end: one.at.end }, text: "" };
    else result.push(one);
  }
  return result.map((one, index) => {
    const { at } = one;
    if (one.text !== "" || !isLines(text, at.start, at.end)) return one;
    const wider = withoutGap(text, at);
    const free =
      wider.start >= (result[index - 1]?.at.end ?? 0) &&
      wider.end <= (result[index + 1]?.at.start ?? text.length);
    return free ? { at: wider, text: "" } : one;
  });
}

const isLines = (text: string, start: number, end: number): boolean =>
  (start === 0 || text[start - 1] === "\n") && text[end - 1] === "\n" && text.slice(start, end).trim() !== "";
