import type { ChangeOptions, ChangeScan, Since } from "../change/index.ts";
import { type FoundConfig, readConfig } from "../config/index.ts";
import { type Root, reportRoot } from "../discover/root.ts";
import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import type { RuleSet } from "../rules/index.ts";
import { type Scan, type ScanOptions, scan } from "../scan.ts";
import { withFixes } from "./fixes.ts";
import { limitsOf, today } from "./limits.ts";
import { checkIds, chooseRules } from "./rule-choice.ts";
import { version } from "./version.ts";

/** What decides how a tree is scanned, whoever asks. */
export interface Settings {
  readonly config: FoundConfig;
  readonly ruleSet: RuleSet;
}

/** Where settings are named. */
export interface SettingsSource {
  /** A configuration, or the path of its file; when left out, the one that belongs to `scanned`. */
  readonly config?: string | FoundConfig | undefined;
  /** Folder with rules that the user named. */
  readonly rules?: string | undefined;
  /** Absolute. */
  readonly scanned: string;
  /** Folder that relative paths are taken from, the current one when left out. */
  readonly cwd?: string | undefined;
}

/** Reads the configuration and the rules that it, or the user, names. */
export async function readSettings({
  config: given,
  rules,
  scanned,
  cwd,
}: SettingsSource): Promise<Settings> {
  const config = typeof given === "object" ? given : await readConfig(given, scanned, cwd);
  return { config, ruleSet: await chooseRules({ flag: rules, config, cwd }) };
}

/** What the user asks for beside the settings, over which it goes. */
export interface Wishes {
  readonly only?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly ignoredCredentials?: boolean | undefined;
  readonly suppressions?: boolean | undefined;
  readonly asOf?: string | undefined;
  readonly maxFileSize?: number | undefined;
  readonly threads?: number | undefined;
  /** Code scanning's hash of lines: only the terminal does without. */
  readonly hashLines: boolean;
}

/** How a scan is made, but for what is scanned. */
export function scanOptions({ config, ruleSet }: Settings, wishes: Wishes): Omit<ScanOptions, "roots"> {
  const only = wishes.only ?? config.only;
  checkIds(ruleSet, only ?? [], (index) => (wishes.only ? "--only" : config.place("only", index)));
  return {
    ruleSet,
    asOf: wishes.asOf ?? today(),
    version,
    hashLines: wishes.hashLines,
    only,
    ...(wishes.suppressions === false ? { suppressions: false as const } : {}),
    ...limitsOf(config, wishes),
    excludes: [...(config.exclude ?? []), ...(wishes.exclude ?? [])],
    ignoredCredentials: wishes.ignoredCredentials !== false && config.ignoredCredentials !== false,
  };
}

/** How a tree is looked at. */
export interface Look extends ChangeOptions {
  /** Only what is new since then. */
  readonly since?: Since | undefined;
  /** Put what `zunset migrate` would do into the report. */
  readonly fixes?: boolean | undefined;
}

/** Scans a tree, or what changed in it. */
export async function look(
  options: ScanOptions,
  { since, fixes = false, ...change }: Look = {},
): Promise<{ readonly scanned: ChangeScan; readonly report: Report }> {
  const scanned = since
    ? await (await import("../change/index.ts")).scanChange(options, since, { whole: fixes, ...change })
    : await scan(options);
  const { report } = fixes && scanned.uses ? await withFixes(scanned, options) : scanned;
  return { scanned, report };
}

/** The absolute paths of what is scanned, as a scan wants them. */
export const absoluteOf = (roots: readonly Root[]): string[] => roots.map(({ absolute }) => absolute);

/** The report with the owners of the files that its findings stand in; `complete` is false when CODEOWNERS has too much to match. */
export async function withOwners(
  report: Report,
  roots: readonly Root[],
): Promise<{ readonly report: Report; readonly complete: boolean }> {
  const { findOwners } = await import("../owners/index.ts");
  const found = findOwners(
    reportRoot(roots),
    report.findings.map(({ location }) => location.path),
  );
  if (!found) return { report, complete: true };
  return { report: { ...report, owners: found.owners }, complete: found.complete };
}

/** A scanned tree, with what it was scanned by. */
export interface ScannedTree {
  readonly scanned: Scan;
  readonly options: ScanOptions;
}

/** Scans a tree to do something else with it than to report its findings: all of them, whatever the configuration keeps. */
export async function scanTree(
  roots: readonly Root[],
  settings: Settings,
  wishes: Omit<Wishes, "hashLines" | "only">,
  onProgress?: ScanOptions["onProgress"],
): Promise<ScannedTree> {
  const { only: _, ...config } = settings.config;
  const options: ScanOptions = {
    ...scanOptions({ ...settings, config }, { ...wishes, only: undefined, hashLines: false }),
    roots: absoluteOf(roots),
    ...(onProgress ? { onProgress } : {}),
  };
  return { scanned: await scan(options), options };
}

/** Nothing can be said where nothing was read. */
export function nothingRead(report: Report, where: string, help: string): Problem | undefined {
  if (report.files.scanned > 0) return undefined;
  return new Problem("no file was read, so nothing can be said", { where, help, code: "nothing-read" });
}
