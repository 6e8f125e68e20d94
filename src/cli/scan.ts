import { resolve } from "node:path";
import { type FoundConfig, readConfig } from "../config/index.ts";
import type { DiscoverOptions } from "../discover/index.ts";
import { locateRoot, type Root, reportRoot } from "../discover/root.ts";
import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import type { Skipped } from "../model/source.ts";
import type { FormatId, RenderOptions } from "../report/index.ts";
import { plural, SKIP_REASONS, sortSkipped } from "../report/summary.ts";
import { type ScanOptions, scan } from "../scan.ts";
import { readPipeline } from "./azure.ts";
import { comparedWith, covered, loadBaseline } from "./baseline/compare.ts";
import { baselinePlace } from "./baseline/place.ts";
import { type FailOn, lossesOf, verdictOf } from "./exit.ts";
import { withFixes } from "./fixes.ts";
import { limitsOf, today } from "./limits.ts";
import { excludePatterns, type Output, pairOutputs, writeReports } from "./outputs.ts";
import { progressLine } from "./progress.ts";
import { checkIds, chooseRules } from "./rule-choice.ts";
import { scanStandardInput } from "./stdin.ts";
import { version } from "./version.ts";

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
  const roots = fromStdin ? [] : (paths.length === 0 ? ["."] : paths).map(locateRoot);
  const config = await readConfig(flags.config, roots[0]?.absolute ?? resolve(flags.stdinFilename ?? "."));
  const ruleSet = await chooseRules({ flag: flags.rules, config });
  const only = flags.only ?? config.only;
  const place = baselinePlace(flags.baseline, config, roots);
  if (flags.newOnly === true && !place) throw nothingToCompare();
  const baseline = place && (await loadBaseline(place));
  checkIds(ruleSet, only ?? [], (index) => (flags.only ? "--only" : config.place("only", index)));
  const common = {
    ruleSet,
    asOf: flags.asOf ?? today(),
    version,
    hashLines: outputs.some(({ format }) => format !== "terminal"),
    only,
    ...(flags.suppressions ? {} : { suppressions: false as const }),
    ...limitsOf(config, flags),
  };
  const { report: found, looked } = fromStdin
    ? // One file says nothing of entries for others.
      { report: await scanStandardInput(flags.stdinFilename ?? "", common), looked: () => false }
    : await scanFiles(
        roots,
        { ...common, ...choiceOf(config, flags) },
        [...outputs.map(({ target }) => target), ...(place ? [place.path] : [])],
        flags,
      );
  const report =
    place && baseline
      ? await comparedWith(found, baseline, { place, looked, only, newOnly: flags.newOnly === true })
      : found;
  if (report.files.scanned === 0 && flags.allowEmpty !== true) throw nothingRead(report, paths);
  const wantsOwners = !fromStdin && outputs.some(({ format }) => OWNED.has(format));
  const given = wantsOwners ? await withOwners(report, reportRoot(roots), flags.quiet === true) : report;
  await writeReports(given, outputs, renderingOf(flags), flags.quiet === true);
  const losses = lossesOf(report.skipped);
  if (flags.strict === true && losses.length > 0)
    throw new Problem(`${plural(losses.length, "file")} could not be scanned, and --strict allows none`, {
      help: listed(losses),
    });
  return verdictOf(report, flags.failOn ?? config.failOn ?? "warning");
}

/** Which files to look at, by the configuration and the command line together. */
function choiceOf(config: FoundConfig, flags: ScanFlags): Omit<DiscoverOptions, "roots"> {
  return {
    excludes: [...(config.exclude ?? []), ...(flags.exclude ?? [])],
    ignoredCredentials: flags.ignoredCredentials && config.ignoredCredentials !== false,
  };
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
      roots: roots.map(({ absolute }) => absolute),
      excludes: [...options.excludes, ...excludePatterns(reportRoot(roots), written)],
      onProgress: progress.update,
    };
    const scanned = since
      ? await (await import("../change/index.ts")).scanChange(chosen, since)
      : await scan(chosen);
    const report =
      flags.fixes === true && scanned.uses ? (await withFixes(scanned, options)).report : scanned.report;
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
function renderingOf(flags: ScanFlags): Partial<RenderOptions> {
  return {
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

/** The report with the owners of the files that its findings stand in. */
async function withOwners(report: Report, root: string, quiet: boolean): Promise<Report> {
  const { findOwners } = await import("../owners/index.ts");
  const found = findOwners(
    root,
    report.findings.map(({ location }) => location.path),
  );
  if (!found) return report;
  if (!found.complete && !quiet)
    process.stderr.write("zunset: CODEOWNERS has too much to match; some findings are left without owners\n");
  return { ...report, owners: found.owners };
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

function nothingRead({ skipped, files }: Report, paths: readonly string[]): Problem {
  const leftOut = Object.entries(files.leftOut).map(([reason, count]) => `${count} ${reason}`);
  return new Problem("no file was read, so nothing can be said", {
    where: paths.join(" ") || ".",
    help: [
      ...(skipped.length > 0 ? [listed(skipped)] : []),
      ...(leftOut.length > 0 ? [`left out: ${leftOut.join(", ")}`] : []),
      "Check the path and what is excluded, or pass --allow-empty if that is expected.",
    ].join("\n"),
  });
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
