import { type ChangedFile, changesSince, lastCommit, mergeBase, readBlobs } from "../discover/history.ts";
import { type DiscoverOptions, discover, discoverable } from "../discover/index.ts";
import { gitTop, locateRoot, reportRoot } from "../discover/root.ts";
import { compareFindings, type Difference } from "../findings/compare.ts";
import { renamesOf } from "../findings/renames.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Finding, Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import { type Inventory, type Skipped, type SourceRef, sortByPath } from "../model/source.ts";
import type { Use } from "../resolve/index.ts";
import { analyze, detection, keywordsOf, reportOf, type Scan, type ScanOptions } from "../scan.ts";
import { collectSides, type Side, type Sides } from "./sides.ts";

/** What a scan is compared with: where the current branch left another one (or a commit), or the last commit, for what is staged. */
export type Since = { readonly ref: string } | "staged";

/** The new findings, with what they were made from unless no changed file played a part. */
export type ChangeScan = Scan | (Pick<Scan, "report"> & { readonly uses?: undefined });

/**
 * Scans what changed: of the findings of the work tree (or the index) those that the base does not have. The work tree is not touched; unchanged files
 * are parsed once, and only when a changed one plays a part.
 */
export async function scanChange(options: ScanOptions, since: Since): Promise<ChangeScan> {
  const { ruleSet, asOf, only } = options;
  const top = checkoutOf(options);
  const base = since === "staged" ? await lastCommit(top) : await mergeBase(top, since.ref);
  const detected = detection(ruleSet);
  let inventory: Inventory | undefined;
  const collected = await collectSides(
    async () => {
      const [found, changes] = await Promise.all([
        discover(options),
        changesSince(top, base.commit, since === "staged" ? "index" : "worktree"),
      ]);
      inventory = found;
      return sidesOf(found, changes, options, top);
    },
    { ...options, keywords: keywordsOf(ruleSet), onParsed: detected.matchesOf },
  );
  if (!inventory) throw new Error("nothing was listed");
  const seen = (parsed: number): Pick<Report, "files" | "skipped"> => ({
    files: { scanned: collected.scanned, parsed, leftOut: inventory?.leftOut ?? {} },
    skipped: sortByPath<Skipped>([...(inventory?.skipped ?? []), ...collected.skipped]),
  });
  if (!collected.sides)
    return {
      report: { ...reportOf(options, { findings: [] }, seen(0)), comparison: { with: base.words, fixed: 0 } },
    };
  const { files } = collected.sides.now;
  const now = analyze(files, ruleSet, asOf, only, detected, options.suppressions);
  const before = analyze(collected.sides.before.files, ruleSet, asOf, only, detected, options.suppressions);
  const { added, kept, gone } = difference(
    { findings: now.findings, files },
    { findings: before.findings, files: collected.sides.before.files },
  );
  const uses = new Map<Finding, Use>();
  const findings = added.map((finding) => {
    const fresh: Finding = { ...finding, state: "new" };
    const use = now.uses.get(finding);
    if (use) uses.set(fresh, use);
    return fresh;
  });
  const comparison = { with: base.words, known: kept.size, fixed: gone.length };
  const { matches, resolution, directives, suppressed } = now;
  const report = { ...reportOf(options, { findings, suppressed }, seen(files.length)), comparison };
  return { report, inventory, files, matches, resolution, uses, directives, detection: detected };
}

/** The findings and parsed files of one state of a tree. */
type State = Pick<Scan, "files"> & { readonly findings: readonly Finding[] };

/** What became of the findings of one state in another; those of a renamed file are the same ones. */
export function difference(now: State, before: State): Difference<Finding["fingerprints"]> {
  const pathOf = new Map(before.findings.map(({ fingerprints, location }) => [fingerprints, location.path]));
  let renames: ReadonlyMap<string, string> | undefined;
  return compareFindings(now.findings, [...pathOf.keys()], ({ location }, old) => {
    renames ??= renamesOf(without(before.files, now.files), without(now.files, before.files));
    return renames.get(location.path) === pathOf.get(old);
  });
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
    concerned.flatMap(({ before, after }) => [before ?? [], after ?? []].flat()),
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
