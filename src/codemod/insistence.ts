import type { ParsedFile } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import { isCode } from "./companions/index.ts";
import type { Outcome, Site } from "./recipe.ts";

interface Planned {
  readonly finding: Finding;
  readonly outcome: Outcome;
  readonly site?: Site;
  readonly applied: boolean;
}

/** Comments, and lines that only hand variables on. */
const SILENT = /^\s*(?:#|\/\/|\/?\*|--|;|export(?:\s+\w+)+\s*$)/;

/**
 * In a dual transition the old variables may be left out where the OAuth client is set. Code of the edited tree that still names one may insist on it
 * (`if (!token) exit`): then a person has to look at the rewrite. Gives the sites with that said, or undefined when there is nothing new to say.
 */
export function withInsistence<T extends Planned>(
  sites: readonly T[],
  files: readonly ParsedFile[],
  added: ReadonlySet<string>,
): T[] | undefined {
  // Code that is not rewritten uses what it names.
  const using = new Set(
    sites.flatMap(({ applied, finding, site }) =>
      applied ? [] : [finding.location.path, ...(site?.use.hops ?? []).map((hop) => hop.path)],
    ),
  );
  const lines = files
    .filter(({ path, language }) => isCode(language) && !added.has(path) && !using.has(path))
    .map(({ path, masked }) => ({ path, lines: masked.split("\n").filter((line) => !SILENT.test(line)) }));
  let changed = false;
  const result = sites.map((planned): T => {
    const { outcome, site, applied } = planned;
    if (!applied || outcome.kind !== "rewrite" || !site?.names.old) return planned;
    const { user, token } = site.names.old;
    const name = new RegExp(`(?<![\\w])(?:${user}|${token})(?![\\w])`);
    const path = lines.find((file) => file.lines.some((line) => name.test(line)))?.path;
    if (path === undefined) return planned;
    const reason = `${path} still names ${user} or ${token}: it must not insist on them where the OAuth client is set.`;
    if (outcome.reasons.includes(reason)) return planned;
    changed = true;
    return { ...planned, outcome: { ...outcome, safety: "review", reasons: [...outcome.reasons, reason] } };
  });
  return changed ? result : undefined;
}
