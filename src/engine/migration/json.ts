import { type Plan, REFUSALS } from "../../codemod/index.ts";
import type { Location } from "../../model/finding.ts";
import { stringify } from "../../report/text.ts";

const placeOf = ({ path, startLine }: Location): { path: string; line: number } => ({
  path,
  line: startLine,
});

/** What becomes of each use, for other programs. Holds no credential. Version 1: fields are added, never changed. */
export function planAsJson(plan: Plan): string {
  const sites = plan.sites.map(({ finding, outcome, recipe, applied }) => ({
    rule: finding.rule,
    ...placeOf(finding.location),
    /** Other places of the same use. */
    places: [...finding.related, ...finding.trace].map(({ location }) => placeOf(location)),
    ...(outcome.kind === "rewrite"
      ? { outcome: outcome.safety, title: outcome.title, reasons: outcome.reasons }
      : {
          outcome: "refused",
          reason: outcome.id,
          title: REFUSALS[outcome.id].title,
          decide: REFUSALS[outcome.id].decide,
          ...(outcome.detail === undefined ? {} : { detail: outcome.detail }),
        }),
    ...(recipe === undefined ? {} : { recipe }),
    applied,
  }));
  const files = plan.changes.map(({ path, before, deleted = false }) => ({
    path,
    added: before === undefined,
    deleted,
  }));
  return `${stringify({ version: 1, scope: plan.scope, sites, files }, 2)}\n`;
}
