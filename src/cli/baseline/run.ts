import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  BASELINE_NAME,
  type BaselineEntry,
  endOf,
  entryOf,
  MAX_BYTES,
  type Remarks,
  renderBaseline,
  standingOf,
} from "../../baseline/index.ts";
import { readConfig } from "../../config/index.ts";
import { locateRoots, reportRoot } from "../../discover/root.ts";
import { covered, loadBaseline } from "../../engine/baseline/compare.ts";
import { type BaselinePlace, baselinePlace, placeOf } from "../../engine/baseline/place.ts";
import type { ScannedTree } from "../../engine/index.ts";
import { today } from "../../engine/limits.ts";
import type { Finding } from "../../model/finding.ts";
import { Problem } from "../../model/problem.ts";
import { UPKEEP_RULES } from "../../model/rule.ts";
import { plural } from "../../report/summary.ts";
import { neutralise } from "../../report/text.ts";
import { excludePatterns } from "../outputs.ts";
import { scanPaths, type TreeFlags } from "../tree.ts";
import { print, writeOutput } from "../write.ts";

/** What is done to a baseline. */
export type BaselineAction = "create" | "update" | "prune";

/** Options of `zunset baseline` as commander gives them. */
export interface BaselineFlags extends TreeFlags, Remarks {
  readonly baseline?: string;
  /** Of `create`: write over one that is there. */
  readonly force?: boolean;
  /** Of `update`: take in what no entry speaks of. */
  readonly addNew?: boolean;
}

/** A baseline with the tree it is about. */
interface Subject extends ScannedTree {
  readonly place: BaselinePlace;
  readonly flags: BaselineFlags;
  readonly looked: (path: string) => boolean;
}

/** Lines listed at most. */
const LISTED = 20;

/** Creates, updates or prunes a baseline; gives 1 when findings are left that it does not speak of. */
export async function runBaseline(
  action: BaselineAction,
  paths: readonly string[],
  flags: BaselineFlags,
): Promise<0 | 1> {
  const roots = locateRoots(paths);
  const config = await readConfig(flags.config, roots[0]?.absolute ?? ".");
  const place =
    baselinePlace(flags.baseline, config, roots) ??
    placeOf(join(reportRoot(roots), BASELINE_NAME), roots, "--baseline");
  if (flags.expires !== undefined && flags.expires < (flags.asOf ?? today()))
    throw new Problem(`the day ${flags.expires} has passed`, {
      where: "--expires",
      help: "Give the last day on which the findings are put off.",
    });
  const exists = existsSync(place.path);
  if (action === "create" && exists && flags.force !== true)
    throw new Problem("there is a baseline already", {
      where: place.shown,
      help: "zunset baseline update brings it up to date; --force writes it anew, without its reasons and owners.",
    });
  if (action !== "create") await loadBaseline(place);
  const tree = await scanPaths(paths, {
    ...flags,
    exclude: [...(flags.exclude ?? []), ...excludePatterns(reportRoot(roots), [place.path])],
  });
  const subject = { ...tree, place, flags, looked: covered(tree.scanned, roots) };
  if (action === "create") return create(subject);
  return action === "update" ? update(subject) : prune(subject);
}

async function create(subject: Subject): Promise<0> {
  const findings = subject.scanned.report.findings.filter(({ rule }) => !UPKEEP_RULES.has(rule));
  const made = findings.map((finding) => newEntry(finding, subject));
  await write(subject, made);
  const { place } = subject;
  await say([
    `${place.shown}: ${plural(made.length, "finding")} put off${lastOf(made)}.`,
    `Review and commit it, then: zunset scan --baseline ${place.shown}`,
  ]);
  return 0;
}

async function update(subject: Subject): Promise<0 | 1> {
  const { scanned, place, flags } = subject;
  const baseline = await loadBaseline(place);
  const { kept, added, stale } = standingOf(scanned.report, baseline, subject);
  // What a line or a name says may have changed; what people wrote stays.
  const now = new Map(
    [...kept].map(([finding, entry]) => [entry, entryOf(finding, ends(entry, finding, subject))]),
  );
  const more = flags.addNew === true ? added.map((finding) => newEntry(finding, subject)) : [];
  await write(subject, [...baseline.entries.map((entry) => now.get(entry) ?? entry), ...more]);
  const left = added.length - more.length;
  const { asOf, deadlines } = scanned.report;
  const over = [...kept].filter(
    ([finding, entry]) => endOf(entry, finding.deadline, deadlines) < asOf,
  ).length;
  await say([
    `${place.shown}: ${plural(kept.size, "finding")} as before, ${more.length} added${lastOf(more)}.`,
    ...(over === 0 ? [] : [`${entries(over)} expired: migrate that, or have a later day reviewed.`]),
    ...(stale.length === 0
      ? []
      : [`${entries(stale.length)} nothing is found of: zunset baseline prune drops what is stale.`]),
    ...(left === 0
      ? []
      : [
          `${plural(left, "new finding")} not added; migrate them, or take them in with --add-new, --reason and --owner:`,
          ...listed(added.map(spot)),
        ]),
  ]);
  return left === 0 ? 0 : 1;
}

async function prune(subject: Subject): Promise<0> {
  const { scanned, place } = subject;
  const baseline = await loadBaseline(place);
  const stale = new Set(standingOf(scanned.report, baseline, subject).stale);
  const rest = baseline.entries.filter((entry) => !stale.has(entry));
  if (stale.size > 0) await write(subject, rest);
  await say([
    `${place.shown}: ${stale.size} dropped, ${rest.length} left.`,
    ...listed([...stale].map(({ path, rule }) => `${path} ${rule}`)),
  ]);
  return 0;
}

async function write({ place }: Subject, all: readonly BaselineEntry[]): Promise<void> {
  const text = renderBaseline(all);
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new Problem(`${plural(all.length, "finding")} are too many for one baseline`, {
      where: place.shown,
      help: "Write one for each part of the repository: zunset baseline create PATH --baseline FILE",
    });
  await writeOutput(place.path, text, "the baseline");
}

function newEntry(finding: Finding, subject: Subject): BaselineEntry {
  const { reason, owner, expires } = subject.flags;
  return entryOf(finding, ends({ reason, owner, expires }, finding, subject));
}

/** Remarks with a last day that the finding's deadline allows. */
function ends(
  { reason, owner, expires }: { readonly [key in keyof Remarks]: Remarks[key] | undefined },
  finding: Finding,
  { scanned }: Subject,
): Remarks {
  const wanted = expires === undefined ? {} : { expires };
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(owner === undefined ? {} : { owner }),
    expires: endOf(wanted, finding.deadline, scanned.report.deadlines),
  };
}

/** The latest day of some entries. */
function lastOf(some: readonly BaselineEntry[]): string {
  const last = some
    .flatMap(({ expires }) => expires ?? [])
    .sort()
    .at(-1);
  return last === undefined ? "" : `, until ${last} at the latest`;
}

const entries = (count: number): string => (count === 1 ? "1 entry" : `${count} entries`);

const spot = ({ location, rule, severity }: Finding): string =>
  `${location.path}:${location.startLine} ${severity}[${rule}]`;

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - LISTED;
  return [...lines.slice(0, LISTED).map((line) => `  ${line}`), ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

const say = (lines: readonly string[]): Promise<void> => print(`${lines.map(neutralise).join("\n")}\n`);
