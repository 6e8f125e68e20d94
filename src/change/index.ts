import { signsOf } from "../detect/index.ts";
import {
  type Base,
  type ChangedFile,
  changesSince,
  lastCommit,
  mergeBase,
  readBlobs,
} from "../discover/history.ts";
import { type DiscoverOptions, discover, discoverable } from "../discover/index.ts";
import { gitTop, locateRoot, reportRoot } from "../discover/root.ts";
import { merged } from "../findings/suppress.ts";
import type { Finding, Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import type { Sign } from "../model/sign.ts";
import { type Inventory, type Skipped, type SourceRef, sortByPath } from "../model/source.ts";
import type { Use } from "../resolve/index.ts";
import {
  analyze,
  degradedOf,
  detection,
  keywordsOf,
  reportOf,
  type Scan,
  type ScanOptions,
} from "../scan.ts";
import type { Side, Sides } from "./both.ts";
import { addedDirectives, parseSettings, silencingFindings } from "./guard.ts";
import { collectSides } from "./sides.ts";
import { Asking, type Compare, statesOf } from "./states.ts";

export { difference, renamesBetween } from "./states.ts";

/** Comments that silence findings, or were meant to: files with one count whatever else they hold. */
const DIRECTIVE_SIGNS: readonly Sign[] = [{ pattern: "zunset-ignore", anyCase: true }];

/** What a scan is compared with: where the current branch left another one, a commit, or the last commit, for what is staged. */
export type Since = { readonly ref: string } | Base | "staged";

/** How a change is looked at. */
export interface ChangeOptions {
  /** Which findings the report keeps: the new ones (when left out), or all, each with its state. */
  readonly keep?: "new" | "all";
  /**
   * The change is not trusted: what it adds to silence findings does not count and is listed. Tells which files are settings; those of the base are to
   * be in force.
   */
  readonly guard?: (path: string) => boolean;
  /** Parse all that a scan parses, for whoever does more with the files than to report what is new. */
  readonly whole?: boolean;
}

/** The new findings, with what they were made from unless no changed file played a part. */
export type ChangeScan = Scan | (Pick<Scan, "report"> & { readonly uses?: undefined });

/**
 * Scans what changed: of the findings of the work tree (or the index) those that the base does not have. The work tree is not touched; unchanged files
 * are parsed once, and only when a changed one plays a part.
 */
export async function scanChange(
  options: ScanOptions,
  since: Since,
  { keep = "new", guard, whole = false }: ChangeOptions = {},
): Promise<ChangeScan> {
  const { ruleSet, asOf, only } = options;
  const top = checkoutOf(options);
  const detected = detection(ruleSet);
  const signs = whole || keep === "all" ? undefined : signsOf(ruleSet.rules);
  const compare: Compare = (files, asked) =>
    statesOf(
      files,
      (one, questions) => analyze(one, ruleSet, asOf, only, detected, options.suppressions, questions),
      guard !== undefined,
      asked,
    );
  const asking = new Asking(compare);
  let base: Base | undefined;
  let inventory: Inventory | undefined;
  let settings: string[] = [];
  const collected = await collectSides(
    async () => {
      const [found, [from, changes]] = await Promise.all([discover(options), changesOf(top, since)]);
      inventory = found;
      base = from;
      settings = changes.flatMap(({ path, exists }) => (exists && guard?.(path) ? [path] : []));
      return sidesOf(found, changes, options, top);
    },
    { ...options, keywords: keywordsOf(ruleSet), onParsed: detected.matchesOf },
    signs ? { signs: [...signs, ...DIRECTIVE_SIGNS], ask: asking.ask } : "all",
  );
  if (!inventory || !base) throw new Error("nothing was listed");
  const { root, leftOut } = inventory;
  const seen = (parsed: number): Pick<Report, "files" | "skipped" | "degraded"> => ({
    files: { scanned: collected.scanned, parsed, leftOut },
    skipped: sortByPath<Skipped>([...(inventory?.skipped ?? []), ...collected.skipped]),
    degraded: degradedOf(collected.sides?.now.files ?? []),
  });
  const upkeep = {
    files: collected.sides?.now.files ?? [],
    asOf,
    rules: ruleSet.rules,
    deadlines: ruleSet.deadlines,
  };
  const altered = settings.length === 0 ? [] : await parseSettings(root, settings);
  if (!collected.sides) {
    const findings = silencingFindings([], altered, upkeep).map(fresh);
    return {
      report: { ...reportOf(options, { findings }, seen(0)), comparison: { with: base.words, fixed: 0 } },
    };
  }
  const { files } = collected.sides.now;
  const { now, before, renames, added, kept, gone, released } =
    (signs && asking.states) ?? compare({ now: files, before: collected.sides.before.files });
  const comments = guard ? addedDirectives(now.directives, before.directives, renames()) : [];
  const isNew = new Set([...added, ...released]);
  const uses = new Map<Finding, Use>();
  const marked = [...now.findings, ...released]
    .filter((finding) => keep === "all" || isNew.has(finding))
    .map((finding): Finding => {
      const one: Finding = { ...finding, state: isNew.has(finding) ? "new" : "known" };
      const use = now.uses.get(finding);
      if (use) uses.set(one, use);
      return one;
    });
  const findings = merged(marked, silencingFindings(comments, altered, upkeep).map(fresh));
  const suppressed = now.suppressed.filter(({ finding }) => !isNew.has(finding));
  const comparison = { with: base.words, known: kept.size, fixed: gone.length };
  const report = { ...reportOf(options, { findings, suppressed }, seen(files.length)), comparison };
  const { matches, resolution, directives, all } = now;
  return { report, inventory, files, matches, resolution, uses, directives, all, detection: detected };
}

const fresh = (finding: Finding): Finding => ({ ...finding, state: "new" });

/** What a scan is compared with, and what changed since. */
async function changesOf(top: string, since: Since): Promise<[Base, ChangedFile[]]> {
  const base =
    since === "staged" ? await lastCommit(top) : "ref" in since ? await mergeBase(top, since.ref) : since;
  return [base, await changesSince(top, base.commit, since === "staged" ? "index" : "worktree")];
}

/** The one checkout that all roots stand in. */
function checkoutOf({ roots }: DiscoverOptions): string {
  const located = roots.map(locateRoot);
  const root = reportRoot(located);
  const tops = new Set(located.map(({ absolute }) => gitTop(absolute)));
  if (tops.size !== 1 || !tops.has(root))
    throw new Problem("changes can only be told in one git checkout", {
      where: root,
      help: "Name files and folders of one checkout.",
    });
  return root;
}

/** Both states of the files that a scan looks at. */
async function sidesOf(
  { root, files }: Inventory,
  changes: readonly ChangedFile[],
  options: ScanOptions,
  top: string,
): Promise<Sides> {
  const listed = new Map(files.map((file) => [file.path, file]));
  // Files that are gone, as far as they would be scanned if they were there.
  const missing = changes.flatMap(({ path }) => (listed.has(path) ? [] : [path]));
  for (const file of discoverable(options, missing)) listed.set(file.path, file);
  const concerned = changes.filter(({ path }) => listed.has(path));
  const blobs = await readBlobs(
    top,
    concerned.flatMap(({ before, after }) => [before, after].filter((id) => id !== undefined)),
    options.maxFileSize,
  );
  const touched = new Set(concerned.map(({ path }) => path));
  const same = files.filter(({ path }) => !touched.has(path));
  const side = (
    idOf: (one: ChangedFile) => string | undefined,
    fromDisk: (one: ChangedFile) => boolean,
  ): Side => {
    const contents = new Map<string, Uint8Array>();
    const own: SourceRef[] = [];
    for (const one of concerned) {
      const id = idOf(one);
      const bytes = id === undefined ? undefined : blobs.get(id);
      const file = listed.get(one.path);
      if (!file || (!bytes && !fromDisk(one))) continue;
      if (bytes) contents.set(one.path, bytes);
      own.push(file);
    }
    return { files: sortByPath([...same, ...own]), contents };
  };
  return {
    root,
    touched,
    before: side(
      (one) => one.before,
      () => false,
    ),
    now: side(
      (one) => one.after,
      (one) => one.exists && one.after === undefined,
    ),
  };
}
