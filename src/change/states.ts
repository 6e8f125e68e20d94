import { compareFindings, type Difference } from "../findings/compare.ts";
import { renamesOf } from "../findings/renames.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import { lazy } from "../model/lazy.ts";
import { Questions } from "../resolve/index.ts";
import type { analyze } from "../scan.ts";
import type { Ask } from "./sides.ts";

type Analysis = ReturnType<typeof analyze>;

/** What two states of a tree say, and how they differ. */
export interface States extends Difference<Finding["fingerprints"]> {
  readonly now: Analysis;
  readonly before: Analysis;
  /** New paths to old ones. */
  readonly renames: () => ReadonlyMap<string, string>;
  /** Findings that only comments of the change silence, where these are not to count. */
  readonly released: readonly Finding[];
}

interface Files {
  readonly now: readonly ParsedFile[];
  readonly before: readonly ParsedFile[];
}

interface Asked {
  readonly now: Questions;
  readonly before: Questions;
}

/** Compares what some files of two states say; what they look up is noted. */
export type Compare = (files: Files, asked?: Asked) => States;

/** Analyzes two states and compares them. */
export function statesOf(
  files: Files,
  look: (files: readonly ParsedFile[], questions?: Questions) => Analysis,
  guarded: boolean,
  asked: Asked | undefined,
): States {
  const now = look(files.now, asked?.now);
  const before = look(files.before, asked?.before);
  const renames = lazy(() => renamesBetween(files.now, files.before));
  // What the base neither shows nor silences is not silenced by a comment that came with it.
  const released = guarded
    ? difference(
        now.suppressed.map(({ finding }) => finding),
        [...before.findings, ...before.suppressed.map(({ finding }) => finding)],
        renames,
      ).added
    : [];
  return { now, before, renames, released, ...difference(now.findings, before.findings, renames) };
}

/** Asks what two states look up in files that are not parsed, until they ask for nothing more: the last comparison is the whole trees'. */
export class Asking {
  #states: States | undefined;
  readonly #compare: Compare;

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  /** What was compared last. */
  get states(): States | undefined {
    return this.#states;
  }

  readonly ask: Ask = (filesNow, filesBefore) => {
    const questions = { now: new Questions(), before: new Questions() };
    const states = this.#compare({ now: filesNow, before: filesBefore }, questions);
    this.#states = states;
    const { now, before, added, released } = states;
    // Only what is new is told in full; but a comment that silences nothing tells where its line belongs to.
    const all = now.directives.length + before.directives.length > 0;
    const told = new Set([...added, ...released].map(({ location }) => location.path));
    return {
      now: questions.now.all((path) => all || told.has(path)),
      before: questions.before.all(() => all),
    };
  };
}

/** What became of the findings of one state in another; those of a renamed file are the same ones. */
export function difference(
  now: readonly Finding[],
  before: readonly Finding[],
  renames: () => ReadonlyMap<string, string>,
): Difference<Finding["fingerprints"]> {
  const pathOf = new Map(before.map(({ fingerprints, location }) => [fingerprints, location.path]));
  return compareFindings(
    now,
    [...pathOf.keys()],
    ({ location }, old) => renames().get(location.path) === pathOf.get(old),
  );
}

/** Files of one state that are those of another under a new name: the new path to the old one. */
export function renamesBetween(
  now: readonly ParsedFile[],
  before: readonly ParsedFile[],
): ReadonlyMap<string, string> {
  return renamesOf(without(before, now), without(now, before));
}

/** The files of one state that the other one does not have. */
function without(files: readonly ParsedFile[], others: readonly ParsedFile[]): ParsedFile[] {
  const paths = new Set(others.map(({ path }) => path));
  return files.filter(({ path }) => !paths.has(path));
}
