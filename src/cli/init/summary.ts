import { relative, sep } from "node:path";
import type pc from "picocolors";
import type { Finding, Report } from "../../model/finding.ts";
import {
  countDeadlines,
  countRules,
  countSeverities,
  daysBetween,
  inDays,
  plural,
  SEVERITIES,
} from "../../report/summary.ts";
import { neutralise } from "../../report/text.ts";
import { UNKNOWN_COMMIT } from "./pins.ts";
import { type InitPlan, type PlannedFile, stands } from "./plan.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** What became of a plan. */
export interface Outcome {
  readonly plan: InitPlan;
  readonly report: Report;
  /** Absolute. */
  readonly root: string;
  /** What was scanned, below the root; "" for all of it. */
  readonly folder: string;
  readonly written: ReadonlySet<PlannedFile>;
  readonly dryRun: boolean;
  readonly owners: ReadonlyMap<string, readonly string[]>;
}

/** Rows of a table at most. */
const ROWS = 8;

/** Folders that hold projects: what stands in one of them is told apart. */
const PARENTS = new Set([
  "apps",
  "packages",
  "services",
  "modules",
  "libs",
  "projects",
  "charts",
  "components",
  "cmd",
]);

/** The last words of `zunset init`: what was written, what is found now, the days left, what to run next. */
export function summaryText(outcome: Outcome, colors: Colors): string {
  const { plan, report } = outcome;
  const notes = [...plan.notes, ...keptNotes(outcome), ...excludeNotes(plan)];
  const unpinned = plan.files.filter((file) => file.text.includes(UNKNOWN_COMMIT)).map(({ path }) => path);
  if (unpinned.length > 0)
    notes.push(
      `Put the commit of zunset that you reviewed into ${unpinned.join(", ")}, or run zunset init again with --pin COMMIT --force.`,
    );
  return [
    fileLines(outcome, colors),
    findingLines(plan.findings, outcome, colors),
    deadlineLines({ ...report, findings: plan.findings }),
    ...(notes.length === 0 ? [] : [notes.map((note) => neutralise(`- ${note}`))]),
    ["Next:", ...nextCommands(outcome).map((command) => `  ${colors.bold(neutralise(command))}`)],
  ]
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function fileLines({ plan, written, dryRun }: Outcome, colors: Colors): string[] {
  const state = (file: PlannedFile): string => {
    if (stands(file)) return "as it was ";
    if (written.has(file)) return file.before === undefined ? "written   " : "rewritten ";
    if (!dryRun) return "kept      ";
    return file.before === undefined ? "new       " : "differs   ";
  };
  const width = Math.max(...plan.files.map(({ path }) => path.length));
  return plan.files.map(
    (file) =>
      `${state(file)} ${colors.bold(neutralise(file.path.padEnd(width)))}  ${neutralise(file.purpose)}`,
  );
}

function findingLines(findings: readonly Finding[], outcome: Outcome, colors: Colors): string[] {
  if (findings.length === 0) return ["No use of a Zendesk API token was found."];
  const rules = countRules(findings).map(({ rule, ...counts }) => [rule, countWords(counts)] as const);
  const folders = folderRows(findings, outcome);
  return [
    `${colors.bold(plural(findings.length, "finding"))} now: ${countWords(countSeverities(findings))}`,
    ...table(rules),
    "in",
    ...table(folders),
  ];
}

const countWords = (counts: Readonly<Record<"error" | "warning" | "note", number>>): string =>
  SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity))
    .join(", ");

/** Findings by folder and its owners, the most first. */
function folderRows(findings: readonly Finding[], { owners }: Outcome): (readonly [string, string])[] {
  const counts = new Map<string, { count: number; readonly owners: Set<string> }>();
  for (const { location } of findings) {
    const folder = folderOf(location.path);
    const row = counts.get(folder) ?? { count: 0, owners: new Set() };
    counts.set(folder, row);
    row.count++;
    for (const owner of owners.get(location.path) ?? []) row.owners.add(owner);
  }
  return [...counts]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .map(([folder, { count, owners: some }]) => {
      const names = [...some].sort().slice(0, 3).join(" ");
      return [folder, `${plural(count, "finding")}${names === "" ? "" : `, ${names}`}`] as const;
    });
}

function folderOf(path: string): string {
  const [first = "", second, ...rest] = path.split("/");
  if (second === undefined) return "./";
  return PARENTS.has(first) && rest.length > 0 ? `${first}/${second}/` : `${first}/`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const shown = rows.slice(0, ROWS);
  const width = Math.max(...shown.map(([name]) => name.length));
  return [
    ...shown.map(([name, words]) => `  ${neutralise(name.padEnd(width))}  ${neutralise(words)}`),
    ...(rows.length > ROWS ? [`  and ${rows.length - ROWS} more`] : []),
  ];
}

/** The deadlines that the findings have, or the one that API tokens have. */
function deadlineLines(report: Report): string[] {
  const counted = countDeadlines(report);
  if (counted.length > 0)
    return counted.map(
      ({ deadline, daysLeft, findings }) =>
        `${deadline.date}, ${inDays(daysLeft)}: ${deadline.what} (${plural(findings, "finding")})`,
    );
  return report.deadlines
    .filter(({ id }) => id === "api-tokens-removed")
    .map(({ date, what }) => `${date}, ${inDays(daysBetween(report.asOf, date))}: ${what}`);
}

/** A baseline that the configuration does not name is used by nobody. */
function keptNotes({ plan, written }: Outcome): string[] {
  const [settings] = plan.files;
  if (settings === undefined || written.size === 0 || written.has(settings) || stands(settings)) return [];
  const named = plan.baseline === undefined ? undefined : `baseline: ${plan.baseline}`;
  return named === undefined || settings.before?.includes(named)
    ? []
    : [`${settings.path} was kept: add "${named}" to it.`];
}

function excludeNotes({ excludes }: InitPlan): string[] {
  const unsure = excludes.filter(({ sure }) => !sure).length;
  return unsure === 0
    ? []
    : [`The configuration names ${plural(unsure, "folder")} that may be left out, behind a #.`];
}

function nextCommands({ plan, root, folder, written, dryRun }: Outcome): string[] {
  const here = (path: string): string => {
    const way = relative(process.cwd(), path).split(sep).join("/") || ".";
    return /^[\w@+./-]+$/.test(way) ? way : `'${way.replaceAll("'", "'\\''")}'`;
  };
  const place = here(`${root}${folder === "" ? "" : `/${folder}`}`);
  const at = place === "." ? "" : ` ${place}`;
  const look = plan.findings.length > 0 ? `zunset migrate${at}` : `zunset scan${at} --staged`;
  if (dryRun) return [`zunset init${at}`, look];
  const added = [...written].map(({ path }) => here(`${root}/${path}`));
  return [added.length > 0 ? `git add ${added.join(" ")}` : `zunset scan${at}`, look];
}
