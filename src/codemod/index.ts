import type { Finding } from "../model/finding.ts";
import type { RuleSet } from "../rules/index.ts";
import type { Scan } from "../scan.ts";
import { type FileChange, Workbench } from "./changes.ts";
import { Composition } from "./compose.ts";
import { diffOf } from "./patch.ts";
import { replaced } from "./pieces.ts";
import { Repository } from "./project.ts";
import type { Outcome, Project, Rewrite, Site } from "./recipe.ts";
import { recipes } from "./recipes/index.ts";
import { refuse } from "./refusal.ts";
import { type Considered, sitesOf } from "./site.ts";
import { verify } from "./verify.ts";

export type { Rewrite } from "./recipe.ts";
export { REFUSALS, type Refusal } from "./refusal.ts";

/** How a migration is planned. */
export interface PlanOptions {
  readonly ruleSet: RuleSet;
  /** ISO date that days are counted from. */
  readonly asOf: string;
  /** Bytes above which a file is not parsed. */
  readonly maxFileSize: number;
  /** Scope string of the grant; what the calls need when left out. */
  readonly scope?: string;
  readonly transition: "switch" | "dual";
  /** Prefix of the new variables. */
  readonly prefix?: string | undefined;
  /** Which findings to look at; all when left out. */
  readonly wanted?: (finding: Finding) => boolean;
  /** Which rewrites to make; all when left out. */
  readonly accepted?: (finding: Finding, rewrite: Rewrite) => boolean;
}

/** What becomes of one finding. */
export interface PlannedSite {
  readonly finding: Finding;
  readonly outcome: Outcome;
  /** Id of the recipe that rewrites or refuses it. */
  readonly recipe?: string;
  /** What the recipe was asked about. */
  readonly site?: Site;
  /** The edits are part of {@link Plan.changes}. */
  readonly applied: boolean;
}

/** A migration, verified, before anything is written. */
export interface Plan {
  /** Absolute folder that paths are relative to; never printed. */
  readonly root: string;
  /** In the order of the report's findings. */
  readonly sites: readonly PlannedSite[];
  /** Sorted by path. */
  readonly changes: readonly FileChange[];
  /** Scope string that the new code asks for. */
  readonly scope: string;
  /** Where the scopes come from. */
  readonly scopes: { readonly lines: readonly string[] };
}

/** What is asked for when nothing says which calls are made. */
const FALLBACK_SCOPE = "read write";

/** Rounds in which rewrites that fail verification are taken back. */
const MOST_ROUNDS = 6;

/** Plans the migration of a scanned tree. Reads files, writes none. */
export async function plan(scan: Scan, options: PlanOptions): Promise<Plan> {
  const { findings } = scan.report;
  const scope = options.scope ?? FALLBACK_SCOPE;
  const project = projectOf(scan, options, scope);
  const considered = sitesOf({
    findings: findings.filter((finding) => options.wanted?.(finding) ?? true),
    uses: scan.uses,
    files: scan.files,
    ruleSet: options.ruleSet,
    prefix: options.prefix,
  });
  let sites = await Promise.all(considered.map((one) => outcomeOf(one, project)));
  for (let round = 0; ; round++) {
    const made = await make(scan, sites, project, options);
    sites = made.sites;
    const rewritten = sites.flatMap((site) => (site.applied ? [site.finding] : []));
    const credentials = new Set(
      sites.flatMap((site) => (site.applied && site.site ? site.site.names.tokenKeys : [])),
    );
    const { failures } = await verify(scan, made.changes, { rewritten, credentials }, options);
    if (failures.length === 0)
      return { root: scan.inventory.root, sites, changes: made.changes, scope, scopes: { lines: [] } };
    const failed = new Map(failures.map(({ path, what }) => [path, what]));
    const known = sites.some((site) => site.applied && failed.size > 0 && touches(site.outcome, failed));
    sites = sites.map((site) => {
      if (!site.applied) return site;
      const what =
        touches(site.outcome, failed) ?? (known && round < MOST_ROUNDS ? undefined : failures[0]?.what);
      return what === undefined
        ? { ...site, applied: false }
        : { ...site, applied: false, outcome: refuse("unverified", what) };
    });
  }
}

function projectOf(scan: Scan, options: PlanOptions, scope: string): Project {
  return new Repository({
    root: scan.inventory.root,
    paths: scan.inventory.files.map(({ path }) => path),
    files: scan.files,
    maxFileSize: options.maxFileSize,
    scope,
    transition: options.transition,
  });
}

async function outcomeOf({ finding, site, refusal }: Considered, project: Project): Promise<PlannedSite> {
  if (!site) return { finding, outcome: refusal ?? refuse("shape"), applied: false };
  return { finding, site, applied: false, ...(await offered(site, project)) };
}

async function offered(site: Site, project: Project): Promise<{ outcome: Outcome; recipe?: string }> {
  for (const recipe of recipes) {
    if (!recipe.languages.includes(site.file.language)) continue;
    const outcome = await recipe.rewrite(site, project);
    if (outcome) return { outcome, recipe: recipe.id };
  }
  return { outcome: refuse("shape") };
}

/** The text that failed verification for one of a rewrite's files. */
function touches(outcome: Outcome, failed: ReadonlyMap<string, string>): string | undefined {
  if (outcome.kind !== "rewrite") return undefined;
  const path = [...outcome.edits, ...outcome.creates].find((one) => failed.has(one.path))?.path;
  return path === undefined ? undefined : failed.get(path);
}

/** Puts the accepted rewrites together; those that overlap with an earlier one are refused. */
async function make(
  scan: Scan,
  planned: readonly PlannedSite[],
  project: Project,
  options: PlanOptions,
): Promise<{ sites: PlannedSite[]; changes: FileChange[] }> {
  const composition = new Composition();
  const workbench = new Workbench(scan.inventory.root, project);
  const sites: PlannedSite[] = [];
  for (const site of planned) {
    const { outcome, finding } = site;
    if (outcome.kind !== "rewrite" || !(options.accepted?.(finding, outcome) ?? true)) {
      sites.push({ ...site, applied: false });
      continue;
    }
    const closed = await firstClosed(workbench, outcome);
    if (closed) sites.push({ ...site, applied: false, outcome: closed });
    else if (composition.take(outcome.edits)) sites.push({ ...site, applied: true });
    else sites.push({ ...site, applied: false, outcome: refuse("conflict") });
  }
  const origins = sites.flatMap(({ applied, site }) =>
    applied && site ? [...site.use.hops, ...site.use.related].map((hop) => hop.path) : [],
  );
  await workbench.edit(composition, origins);
  const creates = sites.flatMap(({ applied, outcome }) =>
    applied && outcome.kind === "rewrite" ? outcome.creates : [],
  );
  return { sites, changes: workbench.changes(creates) };
}

async function firstClosed(workbench: Workbench, rewrite: Rewrite): Promise<Outcome | undefined> {
  for (const { path } of rewrite.edits)
    if (!(await workbench.open(path))) {
      const reason = workbench.refused(path) ?? "changed";
      return refuse(reason, `It is about ${path}.`);
    }
  return undefined;
}

/** The edits of one site as a unified diff of masked text, without what is removed because of them. */
export function editsAsDiff(plan: Plan, { outcome }: PlannedSite): string {
  if (outcome.kind !== "rewrite") return "";
  const composition = new Composition();
  composition.take(outcome.edits);
  const added = outcome.creates.map(({ path, text }) => diffOf({ path, before: undefined, after: text }));
  return composition
    .files()
    .flatMap(([path, edits]) => {
      const before = plan.changes.find((change) => change.path === path)?.before;
      return before === undefined ? [] : diffOf({ path, before, after: replaced(before, edits) });
    })
    .concat(added)
    .join("");
}
