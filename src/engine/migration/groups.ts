import type { Plan, PlannedSite } from "../../codemod/index.ts";
import { REFUSALS, type Refusal, type Rewrite } from "../../codemod/index.ts";

/** A site that is rewritten. */
export type RewrittenSite = PlannedSite & { readonly outcome: Rewrite };
/** A site that is not. */
export type RefusedSite = PlannedSite & { readonly outcome: Refusal };

/** Sites by what becomes of them, each in the order of the report. */
export interface SiteGroups {
  readonly safe: readonly RewrittenSite[];
  readonly review: readonly RewrittenSite[];
  readonly refused: readonly RefusedSite[];
}

/** Sorts a plan's sites into the three groups that people are told about. */
export function groupsOf(plan: Plan): SiteGroups {
  const rewritten = plan.sites.filter((site): site is RewrittenSite => site.outcome.kind === "rewrite");
  return {
    safe: rewritten.filter(({ outcome }) => outcome.safety === "safe"),
    review: rewritten.filter(({ outcome }) => outcome.safety === "review"),
    refused: plan.sites.filter((site): site is RefusedSite => site.outcome.kind === "refusal"),
  };
}

/** Refused sites by reason, in the order of the catalogue. */
export function byReason(
  refused: readonly RefusedSite[],
): [id: Refusal["id"], sites: readonly RefusedSite[]][] {
  return (Object.keys(REFUSALS) as Refusal["id"][]).flatMap((id) => {
    const sites = refused.filter(({ outcome }) => outcome.id === id);
    return sites.length === 0 ? [] : [[id, sites] as [Refusal["id"], readonly RefusedSite[]]];
  });
}

/** `path:line` of a site. */
export const placeOf = ({ finding }: PlannedSite): string =>
  `${finding.location.path}:${finding.location.startLine}`;

/** What a person has to do before the rewritten code can run, in order; sentences. */
export function stepsOf(plan: Plan): string[] {
  const applied = plan.sites.filter(
    (site): site is RewrittenSite => site.applied && site.outcome.kind === "rewrite",
  );
  if (applied.length === 0) return [];
  const names = unique(
    applied.flatMap(({ site }) => (site ? [site.names.clientId, site.names.clientSecret] : [])),
  );
  const hosts = unique(
    applied.flatMap(({ site }) => (site?.host.kind === "unknown" ? [site.host.name] : [])),
  );
  return [
    `Sign in to Zendesk as a service user and create a confidential OAuth client with the scopes ${plan.scope}. The token acts as that user: its permissions apply, and audits name it.`,
    `Set ${listed([...names, ...hosts])} wherever the code runs: local files, CI, servers.`,
    ...(plan.leftovers.length === 0
      ? []
      : [
          `Remove what is left of the old credential where nothing else needs it: ${listed(
            plan.leftovers.map(({ location }) => `${location.path}:${location.startLine}`),
          )}.`,
        ]),
    ...(plan.local.length === 0
      ? []
      : [`Change ${listed(plan.local)} yourself: real values stand there, so nothing was touched.`]),
    ...(plan.placeholders.length === 0
      ? []
      : [`Replace change-me in ${listed(plan.placeholders)} by the client's identifier.`]),
    ...(plan.handed.length === 0
      ? []
      : [
          `Give the new names in ${listed(plan.handed)} other values: those they refer to are still the old credential's.`,
        ]),
    ...unique(applied.flatMap(({ outcome }) => outcome.todo ?? [])),
    "Deploy, and check with a call that needs authentication; users/me answers anonymous callers, too.",
    "Then deactivate the API token. No new one can be made, so keep it until everything runs.",
  ];
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
