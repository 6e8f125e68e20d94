import { findOwnersFile } from "./file.ts";
import { Budget, matches, type Segments, segmentsOf } from "./glob.ts";
import { parseOwners, type Section } from "./syntax.ts";

/** Who owns which file. */
export interface Ownership {
  /** By path, only those that are owned. Text of the tree. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  /** False when the file has so much to match that some paths were left without owners. */
  readonly complete: boolean;
}

/** Reads the CODEOWNERS file of a repository, GitHub's or GitLab's, and finds the owners of paths; none when there is no such file. */
export function findOwners(root: string, paths: Iterable<string>): Ownership | undefined {
  const file = findOwnersFile(root);
  if (!file) return undefined;
  const sections = parseOwners(file.text, file.product);
  const budget = new Budget();
  const owners = new Map<string, readonly string[]>();
  for (const path of new Set(paths)) {
    const segments = segmentsOf(path);
    const all = new Set(sections.flatMap((section) => sectionOwners(section, segments, budget)));
    if (budget.exhausted) break;
    if (all.size > 0) owners.set(path, [...all]);
  }
  return { owners, complete: !budget.exhausted };
}

/** The owners of the last entry that matches; nobody when one that excludes does. */
function sectionOwners(section: Section, path: Segments, budget: Budget): readonly string[] {
  const fits = ({ globs }: Section[number]): boolean => globs.some((glob) => matches(glob, path, budget));
  const found = section.findLast((entry) => !entry.excluded && fits(entry));
  if (!found || found.owners.length === 0) return [];
  return section.some((entry) => entry.excluded && fits(entry)) ? [] : found.owners;
}
