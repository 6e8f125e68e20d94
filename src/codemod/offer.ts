import type { Finding } from "../model/finding.ts";
import type { Outcome, Project, Recipe, Site } from "./recipe.ts";
import { NoFallback, refuse } from "./refusal.ts";
import type { Considered } from "./site.ts";

/** Whom recipes are asked for. */
export interface Asking {
  readonly recipes: readonly Recipe[];
  readonly project: Project;
  /** The same with a switch instead of a dual transition: asked what else is in the way of a site that has no fallback. */
  readonly toSwitch: Project;
}

/** What recipes make of a finding. */
export interface Offer {
  readonly finding: Finding;
  readonly outcome: Outcome;
  /** Id of the recipe that rewrites or refuses it. */
  readonly recipe?: string;
  /** What the recipe was asked about. */
  readonly site?: Site;
}

/** Asks recipes about every site, in their order; the first that knows its kind of code decides. */
export const offersFor = (considered: readonly Considered[], asking: Asking): Promise<Offer[]> =>
  Promise.all(
    considered.map(async ({ finding, site, refusal }): Promise<Offer> => {
      if (!site) return { finding, outcome: refusal ?? refuse("shape") };
      return { finding, site, ...(await offered(site, asking)) };
    }),
  );

async function offered(site: Site, asking: Asking): Promise<{ outcome: Outcome; recipe?: string }> {
  for (const recipe of asking.recipes) {
    if (!recipe.languages.includes(site.file.language)) continue;
    const outcome = await rewritten(recipe, site, asking);
    if (outcome)
      return {
        outcome: site.hostIsGuessed || site.hostIsShared ? withGuess(outcome, site) : outcome,
        recipe: recipe.id,
      };
  }
  return { outcome: refuse("shape") };
}

async function rewritten(
  recipe: Recipe,
  site: Site,
  { project, toSwitch }: Asking,
): Promise<Outcome | undefined> {
  try {
    const outcome = await recipe.rewrite(site, project);
    const dual = project.transition === "dual";
    return dual && outcome && writesBearer(outcome) ? refuse("no-fallback") : outcome;
  } catch (error) {
    if (!(error instanceof NoFallback)) throw error;
    const outcome = await recipe.rewrite(site, toSwitch);
    return outcome?.kind === "rewrite" ? refuse("no-fallback") : outcome;
  }
}

/** Only a provider can choose between the two: code that names the scheme itself has chosen. */
const writesBearer = (outcome: Outcome): boolean =>
  outcome.kind === "rewrite" && outcome.edits.some(({ text }) => /\bBearer\b/.test(text));

/** Another account may be meant than the one the rest of the repository talks to. */
function withGuess(outcome: Outcome, { host, hostIsGuessed }: Site): Outcome {
  if (outcome.kind === "refusal" || outcome.addressed || host.kind === "unknown") return outcome;
  const address = host.kind === "literal" ? host.url : host.name;
  const reason = hostIsGuessed
    ? `The account's address was taken from elsewhere in the repository: ${address}.`
    : `Credentials of several names are used beside one account's address: ${address}.`;
  return { ...outcome, safety: "review", reasons: [...outcome.reasons, reason] };
}
