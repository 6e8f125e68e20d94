import { availableParallelism } from "node:os";
import { resolve as resolvePath } from "node:path";
import { readConfig } from "../config/index.ts";
import { Problem } from "../model/problem.ts";
import type { Report } from "../model/finding.ts";
import { type FormatId, render } from "../report/index.ts";
import { scan } from "../scan.ts";
import { type FailOn, verdictOf } from "./exit.ts";
import { progressLine } from "./progress.ts";
import { checkIds, chooseRules } from "./rule-choice.ts";
import { scanStandardInput } from "./stdin.ts";
import { version } from "./version.ts";
import { writeOutput } from "./write.ts";

/** Options of `zunset scan` as commander gives them. */
export interface ScanFlags {
  readonly format?: readonly FormatId[];
  readonly output?: readonly string[];
  readonly failOn?: FailOn;
  readonly rules?: string;
  readonly config?: string;
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  readonly asOf?: string;
  readonly strict?: boolean;
  readonly allowEmpty?: boolean;
  readonly quiet?: boolean;
  readonly maxFileSize?: number;
  readonly threads?: number;
  readonly ignoredCredentials: boolean;
  readonly stdinFilename?: string;
  readonly sarifCategory?: string;
}

const DEFAULT_FILE_SIZE = 2 * 1024 * 1024;
/** Memory of one worker's heap before it is given up, in MiB. */
const WORKER_MEMORY_MB = 512;
const FILE_TIME_MS = 10_000;

/** Runs a scan, prints or writes its reports, and gives the exit code. */
export async function runScan(paths: readonly string[], flags: ScanFlags): Promise<number> {
  const formats = flags.format ?? ["terminal"];
  const outputs = flags.output ?? [];
  if (outputs.length > formats.length) throw new Problem(`${outputs.length} --output for ${formats.length} --format`, { where: "--output", help: "Give one --output per --format, in the same order." });
  if (formats.length > 1 && formats.filter((_, index) => (outputs[index] ?? "-") === "-").length > 1)
    throw new Problem("only one format can go to standard output", { where: "--format", help: "Give an --output FILE for each of the other formats." });

  const roots = (paths.length === 0 ? ["."] : paths).filter((path) => path !== "-").map((path) => resolvePath(path));
  const fromStdin = paths.includes("-");
  const config = await readConfig(flags.config, roots[0]);
  const ruleSet = await chooseRules(flags.rules ?? config.rules);
  const only = flags.only ?? config.only;
  checkIds(ruleSet, only ?? [], flags.only ? "--only" : "only");
  const asOf = flags.asOf ?? new Date().toISOString().slice(0, 10);
  const wantsHashes = formats.some((format) => format !== "terminal");
  const common = { ruleSet, asOf, version, hashLines: wantsHashes, only };

  let report: Report;
  if (fromStdin) {
    if (roots.length > 0) throw new Problem("standard input and paths cannot be scanned together", { where: "-", help: "Scan them one after the other." });
    report = await scanStandardInput(flags.stdinFilename, common);
  } else {
    const progress = progressLine(flags.quiet !== true && formats[0] === "terminal");
    const result = await scan({
      ...common,
      roots,
      excludes: [...(config.exclude ?? []), ...(flags.exclude ?? [])],
      ignoredCredentials: flags.ignoredCredentials && config.ignoredCredentials !== false,
      maxFileSize: flags.maxFileSize ?? config.maxFileSize ?? DEFAULT_FILE_SIZE,
      threads: flags.threads ?? Math.min(4, availableParallelism()),
      timeBoundMs: FILE_TIME_MS,
      memoryLimitMb: WORKER_MEMORY_MB,
      onProgress: progress.update,
    });
    progress.done();
    report = result.report;
  }
  if (report.files.scanned === 0 && flags.allowEmpty !== true)
    throw new Problem("no file was read, so nothing can be said", { where: paths.join(" ") || ".", help: "Check the path and the excludes, or pass --allow-empty if that is expected." });

  for (const [index, format] of formats.entries()) {
    const target = outputs[index] ?? "-";
    const color = target === "-" && process.stdout.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
    const text = await render(format, report, {
      color: color || (target === "-" && Boolean(process.env["FORCE_COLOR"]) && process.env["FORCE_COLOR"] !== "0" && !process.env["NO_COLOR"]),
      width: process.stdout.columns ?? 100,
      ...(flags.sarifCategory === undefined ? {} : { category: flags.sarifCategory }),
    });
    await writeOutput(target, text);
  }
  if (flags.strict === true && report.skipped.length > 0)
    throw new Problem(`${report.skipped.length} ${report.skipped.length === 1 ? "file was" : "files were"} skipped, and --strict allows none`, { help: "The report lists each with its reason." });
  return verdictOf(report, flags.failOn ?? config.failOn ?? "warning");
}
