import { nameReader } from "../detect/index.ts";
import type { Finding } from "../model/finding.ts";
import { UPKEEP_RULES } from "../model/rule.ts";
import type { Use } from "../resolve/index.ts";
import type { RuleSet } from "../rules/index.ts";
import { keywordsOf, type Scan } from "../scan.ts";
import { Names } from "./bindings.ts";
import { type FileChange, Workbench } from "./changes.ts";
import { addCompanions, type Companions } from "./companions/index.ts";
import { Composition } from "./compose.ts";
import { copiesMask } from "./disk.ts";
import { withoutEmptied } from "./emptied.ts";
import { type PlannedSite, withGone } from "./gone.ts";
import { withInsistence } from "./insistence.ts";
import { Checker } from "./javascript/checker.ts";
import { TYPED, typeErrors } from "./javascript/typecheck.ts";
import { offersFor } from "./offer.ts";
import { diffOf } from "./patch.ts";
import { replaced } from "./pieces.ts";
import { Repository } from "./project.ts";
import { misindented } from "./python/blocks.ts";
import type { Outcome, Project, Recipe, Rewrite } from "./recipe.ts";
import { recipes } from "./recipes/index.ts";
import { refuse } from "./refusal.ts";
import { endpointsOf, type ScopePlan, scopesOf } from "./scopes/index.ts";
import { sitesOf } from "./site.ts";
import { withRenamed } from "./typed/renamed.ts";
import { verify } from "./verify.ts";

export type { PlannedSite } from "./gone.ts";
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
  /** Threads that may be used; with 0 (when left out) a compiler that is asked about TypeScript runs in this one, where nothing ends it. */
  readonly threads?: number | undefined;
  /** Prefix of the new variables. */
  readonly prefix?: string | undefined;
  /** Which findings to look at; all when left out. */
  readonly wanted?: (finding: Finding) => boolean;
  /** Recipes to ask; all there are when left out. */
  readonly recipes?: readonly Recipe[];
  /** Which rewrites to make; all when left out. */
  readonly accepted?: (finding: Finding, rewrite: Rewrite) => boolean;
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
  /** Where the scopes come from; undefined when the user gave them. */
  readonly scopes: ScopePlan | undefined;
  /** Files with real values of old variables, which were left alone. Sorted. */
  readonly local: readonly string[];
  /** Files in which a placeholder stands for an old value. Sorted. */
  readonly placeholders: readonly string[];
  /** Files in which a new variable gets its value by another name. Sorted. */
  readonly handed: readonly string[];
  /** Settings and reads of old variables that are left and that no use explains any more: for a person to remove. */
  readonly leftovers: readonly Finding[];
}

/** Rounds in which rewrites that fail verification are taken back. */
const MOST_ROUNDS = 6;

/** The smallest legal scope string for the calls that a scanned tree makes, with the reasons. Reads files that the scan had no reason to parse. */
export async function scopesFor(
  scan: Pick<Scan, "files" | "inventory" | "report">,
  options: Pick<PlanOptions, "ruleSet" | "maxFileSize">,
  project: Project = repositoryOf(scan, options),
): Promise<ScopePlan> {
  const { scopes: data, names } = options.ruleSet;
  return scopesOf(await endpointsOf(scan.files, project, { data, read: nameReader(names) }));
}

/** Plans the migration of a scanned tree. Reads files, writes none. */
export async function plan(scan: Scan, options: PlanOptions): Promise<Plan> {
  const findings = scan.report.findings.filter(({ rule }) => !UPKEEP_RULES.has(rule));
  const checker = new Checker({ threads: options.threads ?? 0 });
  if (findings.some(({ location }) => TYPED.test(location.path))) checker.prepare();
  try {
    return await planOf(scan, findings, options, checker);
  } finally {
    checker.close();
  }
}

async function planOf(
  scan: Scan,
  findings: readonly Finding[],
  options: PlanOptions,
  checker: Checker,
): Promise<Plan> {
  const repository = repositoryOf(scan, options);
  const scopes = options.scope === undefined ? await scopesFor(scan, options, repository) : undefined;
  const scope = options.scope ?? scopes?.scope ?? "";
  const project = repository.as({ scope, transition: options.transition });
  const asking = {
    recipes: options.recipes ?? recipes,
    project,
    toSwitch: repository.as({ scope, transition: "switch" }),
  };
  const considered = sitesOf({
    findings: findings.filter((finding) => options.wanted?.(finding) ?? true),
    uses: scan.uses,
    files: scan.files,
    ruleSet: options.ruleSet,
    prefix: options.prefix,
  });
  const offers = await offersFor(considered, asking);
  let sites: PlannedSite[] = offers.map((offer) => ({ ...offer, applied: false }));
  const without = new Set<string>();
  for (let round = 0; ; round++) {
    const made = await make(scan, sites, project, options, without);
    sites = made.sites;
    const rewritten = sites.flatMap((site) => (site.applied ? [site.finding] : []));
    const credentials = new Set(
      sites.flatMap((site) => (site.applied && site.site ? site.site.names.tokenKeys : [])),
    );
    const [verified, mistyped, misplaced] = await Promise.all([
      verify(
        scan,
        made.changes,
        { rewritten, credentials, fallback: options.transition === "dual" },
        options,
        { offers, recipes: asking.recipes, repository: project },
      ),
      // The compiler may have a thread of its own.
      typeErrors(made.changes, project, checker),
      misindented(made.changes, project),
    ]);
    const failures = [...verified.failures, ...mistyped, ...misplaced];
    const insisting =
      options.transition === "dual" && failures.length === 0
        ? withInsistence(sites, verified.files, new Set(addedBy(made.changes)))
        : failures.length === 0
          ? await withRenamed(sites, made.changes, project)
          : undefined;
    if (insisting) {
      sites = insisting;
      continue;
    }
    // Where nothing is changed there is nothing to take back.
    if (failures.length === 0 || (made.changes.length === 0 && !sites.some(({ applied }) => applied)))
      return {
        root: scan.inventory.root,
        sites: withGone(sites, made.changes, verified.findings),
        changes: made.changes,
        scope,
        scopes,
        local: made.local,
        placeholders: made.placeholders,
        handed: made.handed,
        // A fallback goes on reading them.
        leftovers: options.transition === "dual" ? [] : verified.leftovers,
      };
    const failed = new Map(failures.map(({ path, what }) => [path, what]));
    const companions = [...failed.keys()].filter(
      (path) =>
        !without.has(path) &&
        made.changes.some((change) => change.path === path) &&
        !sites.some((site) => site.applied && touches(site.outcome, new Map([[path, ""]])) !== undefined),
    );
    if (companions.length > 0) {
      for (const path of companions) without.add(path);
      continue;
    }
    // A finding that is still there is its site's to answer for, also where the site edits other files only.
    const blame = ({ outcome, finding }: PlannedSite): string | undefined =>
      touches(outcome, failed) ?? failed.get(finding.location.path);
    const known = sites.some((site) => site.applied && blame(site) !== undefined);
    sites = sites.map((site) => {
      if (!site.applied) return site;
      const what = blame(site) ?? (known && round < MOST_ROUNDS ? undefined : failures[0]?.what);
      return what === undefined
        ? { ...site, applied: false }
        : { ...site, applied: false, outcome: refuse("unverified", what) };
    });
  }
}

const addedBy = (changes: readonly FileChange[]): string[] =>
  changes.flatMap(({ path, before }) => (before === undefined ? [path] : []));

function repositoryOf(
  scan: Pick<Scan, "files" | "inventory" | "report">,
  { maxFileSize, ruleSet }: Pick<PlanOptions, "maxFileSize" | "ruleSet">,
): Repository {
  return new Repository({
    root: scan.inventory.root,
    paths: scan.inventory.files.map(({ path }) => path),
    files: scan.files,
    maxFileSize,
    keywords: keywordsOf(ruleSet).map((keyword) => keyword.toLowerCase()),
    withKeyword: new Set([...scan.files, ...scan.report.skipped].map(({ path }) => path)),
    scope: "",
    transition: "switch",
  });
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
  without: ReadonlySet<string>,
): Promise<{ sites: PlannedSite[]; changes: FileChange[] } & Companions> {
  const composition = new Composition();
  const workbench = new Workbench(scan.inventory.root, project);
  const names = new Names(project);
  const sites: PlannedSite[] = [];
  for (const site of planned) {
    const { outcome, finding } = site;
    if (outcome.kind !== "rewrite" || !(options.accepted?.(finding, outcome) ?? true)) {
      sites.push({ ...site, applied: false });
      continue;
    }
    const closed = (await firstClosed(workbench, outcome)) ?? (await names.refusal(outcome));
    if (closed) sites.push({ ...site, applied: false, outcome: closed });
    else if (composition.take(outcome.edits)) {
      await names.take(outcome);
      sites.push({ ...site, applied: true });
    } else sites.push({ ...site, applied: false, outcome: refuse("conflict") });
  }
  const origins = sites.flatMap(({ applied, site }) =>
    applied && site ? [...site.use.hops, ...site.use.related].map((hop) => hop.path) : [],
  );
  await workbench.edit(composition, origins);
  const rewritten = new Set(sites.flatMap(({ applied, finding }) => (applied ? [finding] : [])));
  const companions = await addCompanions({
    project,
    read: nameReader(options.ruleSet.names),
    open: workbench.open,
    rewritten: sites.flatMap(({ applied, site }) => (applied && site ? [site] : [])),
    kept: [
      ...scan.resolution.bearers.flatMap(({ roots }) => roots.flatMap(({ key }) => key ?? [])),
      // What a comment silences goes on as it is.
      ...[...scan.report.findings, ...(scan.report.suppressed ?? []).map(({ finding }) => finding)].flatMap(
        (finding) =>
          (rewritten.has(finding) && options.transition === "switch") ||
          (!scan.uses.has(finding) && !finding.rule.startsWith("sdk-"))
            ? []
            : [finding.credential ?? "", ...keysOf(scan.uses.get(finding))],
      ),
    ],
    without,
  });
  const creates = sites.flatMap(({ applied, outcome }) =>
    applied && outcome.kind === "rewrite" ? outcome.creates : [],
  );
  return { sites, changes: await withoutEmptied(workbench.changes(creates), project), ...companions };
}

/** All names that the halves of a use came by. */
const keysOf = (use: Use | undefined): string[] =>
  [...(use?.roots ?? []), ...(use?.userRoots ?? [])].flatMap(({ key }) => (key === undefined ? [] : [key]));

/** Why a rewrite's edits cannot be made in one of their files. */
async function firstClosed(workbench: Workbench, rewrite: Rewrite): Promise<Outcome | undefined> {
  for (const { path, text } of rewrite.edits) {
    const opened = await workbench.open(path);
    if (!opened) return refuse(workbench.refused(path) ?? "changed", `It is about ${path}.`);
    if (copiesMask(opened.file, text))
      return refuse("unverified", `It would move a credential that stands in ${path}.`);
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
