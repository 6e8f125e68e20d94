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
import { compareFindings, type Difference } from "../findings/compare.ts";
import { renamesOf } from "../findings/renames.ts";
import { merged } from "../findings/suppress.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Finding, Report } from "../model/finding.ts";
import { lazy } from "../model/lazy.ts";
import { Problem } from "../model/problem.ts";
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
import { addedDirectives, parseSettings, silencingFindings } from "./guard.ts";
import { collectSides, type Side, type Sides } from "./sides.ts";

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
  { keep = "new", guard }: ChangeOptions = {},
): Promise<ChangeScan> {
  const { ruleSet, asOf, only } = options;
  const top = checkoutOf(options);
  const base =
    since === "staged" ? await lastCommit(top) : "ref" in since ? await mergeBase(top, since.ref) : since;
  const detected = detection(ruleSet);
  let inventory: Inventory | undefined;
  let settings: string[] = [];
  const collected = await collectSides(
    async () => {
      const [found, changes] = await Promise.all([
        discover(options),
        changesSince(top, base.commit, since === "staged" ? "index" : "worktree"),
      ]);
      inventory = found;
      settings = changes.flatMap(({ path, exists }) => (exists && guard?.(path) ? [path] : []));
      return sidesOf(found, changes, options, top);
    },
    { ...options, keywords: keywordsOf(ruleSet), onParsed: detected.matchesOf },
    keep === "all",
  );
  if (!inventory) throw new Error("nothing was listed");
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
  const look = (files: readonly ParsedFile[]) =>
    analyze(files, ruleSet, asOf, only, detected, options.suppressions);
  const { files } = collected.sides.now;
  const now = look(files);
  const before = look(collected.sides.before.files);
  const renames = lazy(() => renamesBetween(files, collected.sides?.before.files ?? []));
  const { added, kept, gone } = difference(now.findings, before.findings, renames);
  // What the base neither shows nor silences is not silenced by a comment that came with it.
  const released = guard
    ? difference(
        now.suppressed.map(({ finding }) => finding),
        [...before.findings, ...before.suppressed.map(({ finding }) => finding)],
        renames,
      ).added
    : [];
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
