import type { Finding, Fix, Location } from "../model/finding.ts";
import { lineAt, lineStarts } from "../model/lines.ts";
import type { FileChange } from "./changes.ts";
import type { Plan, PlannedSite } from "./index.ts";
import { diffOf } from "./patch.ts";

/**
 * The changes of a plan as fixes: sites whose changes touch the same files are fixed together, by the fix of the first of them. Files that no site touches by
 * itself (templates, CI) go with the first fix. Applying all fixes gives what the plan gives.
 */
export function fixesOf(plan: Plan): Map<Finding, Fix> {
  const groups: { sites: PlannedSite[]; paths: Set<string> }[] = [];
  for (const site of plan.sites) {
    if (!site.applied || site.outcome.kind !== "rewrite") continue;
    const paths = new Set([...site.outcome.edits, ...site.outcome.creates].map(({ path }) => path));
    const touching = groups.filter((group) => [...paths].some((path) => group.paths.has(path)));
    const sites = [...touching.flatMap((group) => group.sites), site];
    for (const group of touching) for (const path of group.paths) paths.add(path);
    const first = touching[0];
    if (first) {
      groups.splice(groups.indexOf(first), 1, { sites, paths });
      for (const group of touching.slice(1)) groups.splice(groups.indexOf(group), 1);
    } else groups.push({ sites, paths });
  }
  const owned = new Set(groups.flatMap(({ paths }) => [...paths]));
  return new Map(
    groups.flatMap(({ sites, paths }, index) => {
      const [first] = sites;
      const changes = plan.changes.filter(({ path }) => paths.has(path) || (index === 0 && !owned.has(path)));
      if (!first || changes.length === 0) return [];
      return [[first.finding, { description: described(sites), files: changes.map(fileOf) }]];
    }),
  );
}

function described(sites: readonly PlannedSite[]): string {
  const rewrites = sites.flatMap(({ outcome }) => (outcome.kind === "rewrite" ? [outcome] : []));
  const titles = [
    ...new Set(rewrites.map(({ title }) => `${title.charAt(0).toUpperCase()}${title.slice(1)}.`)),
  ];
  const reasons = [...new Set(rewrites.flatMap((rewrite) => rewrite.reasons))];
  return [
    "Gets access tokens by OAuth client credentials instead of using an API token.",
    ...titles,
    ...(sites.length > 1 ? [`Rewrites ${sites.length} uses together.`] : []),
    ...(reasons.length > 0 ? ["To be reviewed:", ...reasons] : []),
  ].join(" ");
}

function fileOf(change: FileChange): Fix["files"][number] {
  const { path, before } = change;
  const diff = diffOf(change);
  if (before === undefined)
    return {
      path,
      replacements: [
        { location: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }, text: change.after },
      ],
      diff,
    };
  const starts = lineStarts(before);
  const place = (offset: number): { line: number; column: number } => {
    const line = lineAt(starts, offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
  return {
    path,
    replacements: change.replacements.map(({ at, text }) => {
      const [start, end] = [place(at.start), place(at.end)];
      const location: Location = {
        path,
        startLine: start.line,
        startColumn: start.column,
        endLine: end.line,
        endColumn: end.column,
      };
      return { location, text };
    }),
    diff,
  };
}
