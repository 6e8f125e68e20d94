import { resolve } from "node:path";
import { locateRoots, type Root, reportRoot } from "../discover/root.ts";
import { comparedWith, covered, loadBaseline } from "../engine/baseline/compare.ts";
import { baselinePlace } from "../engine/baseline/place.ts";
import { absoluteOf, look, nothingRead, readSettings, scanOptions, withOwners } from "../engine/index.ts";
import { type FailOn, lossesOf, verdictOf } from "../engine/verdict.ts";
import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import type { Skipped } from "../model/source.ts";
import type { FormatId, RenderOptions } from "../report/index.ts";
import { plural, SKIP_REASONS, sortSkipped } from "../report/summary.ts";
import type { ScanOptions } from "../scan.ts";
import { readPipeline } from "./azure.ts";
import { excludePatterns, type Output, pairOutputs, writeReports } from "./outputs.ts";
import { progressLine } from "./progress.ts";
import { scanStandardInput } from "./stdin.ts";

/** Options of `zunset scan` as commander gives them. */
export interface ScanFlags {
  readonly format?: readonly FormatId[];
  readonly output?: readonly string[];
  readonly failOn?: FailOn;
  readonly rules?: string;
  readonly config?: string;
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  readonly since?: string;
  readonly staged?: boolean;
  readonly asOf?: string;
  readonly strict?: boolean;
  readonly allowEmpty?: boolean;
  readonly quiet?: boolean;
  readonly maxFileSize?: number;
  readonly threads?: number;
  readonly ignoredCredentials: boolean;
  readonly suppressions: boolean;
  /** False for `--no-baseline`. */
  readonly baseline?: string | false;
  readonly newOnly?: boolean;
  readonly stdinFilename?: string;
  readonly sarifCategory?: string;
  readonly sarifSuppressed?: boolean;
  readonly sarifAzure?: boolean;
  readonly markdownSize?: number;
  readonly fixes?: boolean;
}

/** Runs a scan, prints or writes its reports, and gives the exit code. */
export async function runScan(paths: readonly string[], flags: ScanFlags): Promise<number> {
  const outputs = pairOutputs(flags.format ?? ["terminal"], flags.output ?? []);
  const fromStdin = paths.includes("-");
  checkFlags(paths, flags, outputs);
  // What was named is checked before anything is made of what stands around it.
  const roots = fromStdin ? [] : locateRoots(paths);
  const settings = await readSettings({
    config: flags.config,
    rules: flags.rules,
    scanned: roots[0]?.absolute ?? resolve(flags.stdinFilename ?? "."),
  });
  const place = baselinePlace(flags.baseline, settings.config, roots);
  if (flags.newOnly === true && !place) throw nothingToCompare();
  const baseline = place && (await loadBaseline(place));
  const hashLines = outputs.some(({ format }) => format !== "terminal");
  const options = scanOptions(settings, { ...flags, hashLines });
  const { report: found, looked } = fromStdin
    ? // One file says nothing of entries for others.
      { report: await scanStandardInput(flags.stdinFilename ?? "", options), looked: () => false }
    : await scanFiles(
        roots,
        options,
        [...outputs.map(({ target }) => target), ...(place ? [place.path] : [])],
        flags,
      );
  const report =
    place && baseline
      ? await comparedWith(found, baseline, {
          place,
          looked,
          only: options.only,
          newOnly: flags.newOnly === true,
        })
      : found;
  const nothing = nothingRead(report, paths.join(" ") || ".", helpWith(report));
  if (nothing && flags.allowEmpty !== true) throw nothing;
  const wantsOwners = !fromStdin && outputs.some(({ format }) => OWNED.has(format));
  const given = wantsOwners ? await ownedReport(report, roots, flags.quiet === true) : report;
  await writeReports(
    given,
    outputs,
    renderingOf(flags, fromStdin ? [] : paths.length > 0 ? paths : ["."]),
    flags.quiet === true,
  );
  const losses = lossesOf(report.skipped);
  if (flags.strict === true && losses.length > 0)
    throw new Problem(`${plural(losses.length, "file")} could not be scanned, and --strict allows none`, {
      help: listed(losses),
    });
  return verdictOf(report, flags.failOn ?? settings.config.failOn ?? "warning");
}

async function scanFiles(
  roots: readonly Root[],
  options: Omit<ScanOptions, "roots">,
  /** Files that zunset writes: they are not part of what is scanned, or this run's result would differ from the last one's. */
  written: readonly string[],
  flags: ScanFlags,
): Promise<{ readonly report: Report; readonly looked: (path: string) => boolean }> {
  const progress = progressLine(flags.quiet !== true);
  const since =
    flags.staged === true ? "staged" : flags.since === undefined ? undefined : { ref: flags.since };
  try {
    const chosen = {
      ...options,
      roots: absoluteOf(roots),
      excludes: [...options.excludes, ...excludePatterns(reportRoot(roots), written)],
      onProgress: progress.update,
    };
    const { scanned, report } = await look(chosen, { since, fixes: flags.fixes });
    // A report of what is new says nothing of entries for what was there.
    return { report, looked: since || !scanned.uses ? () => false : covered(scanned, roots) };
  } finally {
    progress.done();
  }
}

/** Flags about one format, which would do nothing without it. */
const ABOUT: readonly (readonly [flag: keyof ScanFlags, name: string, format: FormatId])[] = [
  ["sarifCategory", "--sarif-category", "sarif"],
  ["sarifSuppressed", "--sarif-suppressed", "sarif"],
  ["sarifAzure", "--sarif-azure", "sarif"],
  ["markdownSize", "--markdown-size", "markdown"],
];

/** What the flags say about how reports are rendered. */
function renderingOf(flags: ScanFlags, paths: readonly string[]): Partial<RenderOptions> {
  return {
    paths,
    ...(flags.sarifCategory === undefined ? {} : { category: flags.sarifCategory }),
    ...(flags.sarifSuppressed === true ? { suppressed: true } : {}),
    ...(flags.sarifAzure === true ? { pipeline: readPipeline(process.env) } : {}),
    ...(flags.markdownSize === undefined ? {} : { maxBytes: flags.markdownSize }),
  };
}

/** Formats that hold fixes. */
const FIXED: ReadonlySet<string> = new Set(["sarif", "rdjson", "html"]);
/** Formats that name the owners of files. */
const OWNED: ReadonlySet<string> = new Set(["html", "markdown", "csv", "json"]);

async function ownedReport(report: Report, roots: readonly Root[], quiet: boolean): Promise<Report> {
  const owned = await withOwners(report, roots);
  if (!owned.complete && !quiet)
    process.stderr.write("zunset: CODEOWNERS has too much to match; some findings are left without owners\n");
  return owned.report;
}

/** Flags that contradict each other, or that would do nothing. */
function checkFlags(paths: readonly string[], flags: ScanFlags, outputs: readonly Output[]): void {
  const fromStdin = paths.includes("-");
  if (fromStdin && paths.length > 1)
    throw new Problem("standard input and paths cannot be scanned together", {
      where: "-",
      help: "Scan them one after the other.",
    });
  if (fromStdin && !flags.stdinFilename)
    throw new Problem("standard input has no name, so its language is not known", {
      where: "-",
      help: "Say what it is: --stdin-filename deploy.sh",
    });
  if (!fromStdin && flags.stdinFilename !== undefined)
    throw new Problem("there is a name for standard input, but it is not scanned", {
      where: "--stdin-filename",
      help: `To scan it, name it as -: zunset scan - --stdin-filename ${flags.stdinFilename}`,
    });
  if (fromStdin && (flags.since !== undefined || flags.staged === true))
    throw new Problem("standard input has no history to compare it with", {
      where: flags.staged === true ? "--staged" : "--since",
      help: "Name files or folders of a git checkout.",
    });
  for (const [flag, name, format] of ABOUT)
    if (flags[flag] !== undefined && !outputs.some((output) => output.format === format))
      throw new Problem(`${name} is about ${format} reports, but none is asked for`, {
        where: name,
        help: `Add --format ${format}.`,
      });
  if (flags.sarifAzure === true && flags.sarifCategory !== undefined)
    throw new Problem("Azure DevOps tells runs apart by the pipeline, so there is no room for a category", {
      where: "--sarif-category",
      help: "Leave one of --sarif-azure and --sarif-category out.",
    });
  // Before a long scan, not after it.
  if (flags.sarifAzure === true) readPipeline(process.env);
  if (flags.fixes === true && (fromStdin || !outputs.some(({ format }) => FIXED.has(format))))
    throw new Problem("fixes are part of SARIF, rdjson and HTML reports about files", {
      where: "--fixes",
      help: "Add --format sarif, rdjson or html, or see them with zunset migrate.",
    });
}

function nothingToCompare(): Problem {
  return new Problem("new findings are asked for, but there is nothing to compare with", {
    where: "--new-only",
    help: "Add --baseline FILE.",
  });
}

/** What to do when no file was read. */
function helpWith({ skipped, files }: Report): string {
  const leftOut = Object.entries(files.leftOut).map(([reason, count]) => `${count} ${reason}`);
  return [
    ...(skipped.length > 0 ? [listed(skipped)] : []),
    ...(leftOut.length > 0 ? [`left out: ${leftOut.join(", ")}`] : []),
    "Check the path and what is excluded, or pass --allow-empty if that is expected.",
  ].join("\n");
}

const LISTED = 10;

/** Skipped files with their reasons, one a line. */
function listed(skipped: readonly Skipped[]): string {
  const lines = sortSkipped(skipped)
    .slice(0, LISTED)
    .map(
      ({ path, reason, detail }) =>
        `${path}: ${SKIP_REASONS[reason]}${detail === undefined ? "" : ` (${detail})`}`,
    );
  if (skipped.length > LISTED) lines.push(`and ${skipped.length - LISTED} more, all in the report`);
  return lines.join("\n");
}
