import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { setOutput, summary, warning } from "@actions/core";
import type { ChangeScan } from "../change/index.ts";
import { print, writeOutput } from "../cli/write.ts";
import { baseOfPull, isSameAt } from "../discover/history.ts";
import { gitTop, locateRoots, reportRoot, spell } from "../discover/root.ts";
import { comparedWith, covered, loadBaseline } from "../engine/baseline/compare.ts";
import { withFixes } from "../engine/fixes.ts";
import { absoluteOf, look, scanOptions } from "../engine/index.ts";
import { limitsOf, today } from "../engine/limits.ts";
import { verdictOf } from "../engine/verdict.ts";
import type { Finding, Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import { render } from "../report/index.ts";
import { countSeverities } from "../report/summary.ts";
import type { ScanOptions } from "../scan.ts";
import { type Event, readEvent } from "./event.ts";
import { type Inputs, readInputs } from "./inputs.ts";
import { notesOf } from "./notes.ts";
import { type Settings, settingsHere, withSettingsOf } from "./settings.ts";

/** Bytes of a job summary that GitHub takes, less some for what other steps and the notes add. */
const SUMMARY_BYTES = 900_000;
const LOG_WIDTH = 120;

/** Runs the step and gives its exit code. */
export async function runAction(environment: NodeJS.ProcessEnv): Promise<number> {
  const inputs = readInputs();
  const event = readEvent(environment);
  const workspace = environment["GITHUB_WORKSPACE"];
  if (workspace !== undefined && workspace !== "") process.chdir(workspace);
  const roots = locateRoots(inputs.paths);
  const root = reportRoot(roots);
  const [first] = roots;
  const scanned = !first ? root : first.folder ? first.absolute : dirname(first.absolute);
  const named = { scanned, config: inputs.config, baseline: inputs.baseline };
  const run = (settings: Settings) => finish({ inputs, event, settings, root, environment });
  if (!event.pull) return run(await settingsHere(named));
  const top = gitTop(root);
  if (top === undefined)
    throw new Problem("there is no git checkout here", {
      where: root,
      help: "Run actions/checkout before this step, with fetch-depth: 2.",
    });
  const base = await baseOfPull(top, event.pull);
  return withSettingsOf(top, base, named, run);
}

interface Step {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly settings: Settings;
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
}

async function finish(step: Step): Promise<number> {
  const { inputs, event, settings, root, environment } = step;
  const scanned = await examine(step);
  const wantsFixes = (inputs.fixes || inputs.comment) && scanned.uses !== undefined;
  const { report: found, rewritten } = wantsFixes
    ? await withFixes(scanned, { ...limitsOf(settings.config), ruleSet: settings.ruleSet, asOf: today() })
    : { report: scanned.report, rewritten: undefined };
  const counted = event.pull && !inputs.changedOnly ? unmarked(found) : found;
  const report = await judged(step, scanned, counted);
  if (report.files.scanned === 0)
    throw new Problem("no file was read, so nothing can be said", {
      where: `with: paths: ${inputs.paths.join(" ")}`,
      help: "Run actions/checkout before this step, and check the paths.",
    });
  const failOn = inputs.failOn ?? settings.config.failOn ?? "warning";
  const verdict = verdictOf(report, failOn);
  await log(report);
  if (inputs.mode !== "code-scanning")
    await print(await render("github", fromWorkspace(report, root), PLAIN));
  if (inputs.mode !== "annotations") {
    const file = join(environment["RUNNER_TEMP"] ?? root, "zunset.sarif");
    const category = inputs.category === undefined ? {} : { category: inputs.category };
    const { fixes: _, ...bare } = report;
    const uploaded = inputs.fixes ? report : bare;
    await writeOutput(file, await render("sarif", uploaded, { ...PLAIN, ...category }));
    setOutput("sarif-file", file);
  }
  tell(report);
  if (inputs.fixes || inputs.comment) setOutput("fixable", rewritten ?? 0);
  const troubles = await commented(step, report);
  for (const trouble of troubles) warning(trouble, { title: "zunset" });
  if (inputs.summary && environment["GITHUB_STEP_SUMMARY"]) {
    const text = await render("markdown", report, { ...PLAIN, maxBytes: SUMMARY_BYTES });
    await summary.addRaw(`${text}\n${notesOf({ event, inputs, verdict, failOn })}`).write();
  }
  return verdict;
}

/** Writes the comment where it is asked for; gives what went wrong. */
async function commented({ inputs, event, root, environment }: Step, report: Report): Promise<string[]> {
  const { pull, repository } = event;
  if (!inputs.comment || pull?.number === undefined) return [];
  if (inputs.token === undefined || repository === undefined)
    return ["The comment was not written: there is no token. Give the step token: ${{ github.token }}."];
  const { comment } = await import("./comment.ts");
  return comment({
    report,
    repository,
    pull: { ...pull, number: pull.number },
    category: inputs.category,
    token: inputs.token,
    api: environment["GITHUB_API_URL"],
    isSame: (path) => isSameAt(root, path, pull.head),
  });
}

const PLAIN = { color: false, width: LOG_WIDTH };

/** The report of a scan as it stands to the baseline, where there is one. */
async function judged(step: Step, scanned: ChangeScan, found: Report): Promise<Report> {
  const place = step.settings.baseline;
  if (!place) return found;
  const isWhole = scanned.uses !== undefined && !(step.event.pull && keepOf(step.inputs) === "new");
  const roots = locateRoots(step.inputs.paths);
  const report = await comparedWith(found, await loadBaseline(place), {
    place,
    only: step.settings.config.only,
    newOnly: false,
    // What is left out of a report says nothing of entries for it.
    looked: isWhole ? covered(scanned, roots) : () => false,
  });
  return step.event.pull ? knownToEither(report, found) : report;
}

/** What was in the base is known, whether or not the baseline has it. */
function knownToEither(report: Report, before: Report): Report {
  const known = new Set(
    before.findings.flatMap(({ state, fingerprints }) =>
      state === "known" ? [fingerprints["zunset/v1"]] : [],
    ),
  );
  return {
    ...report,
    ...(before.comparison ? { comparison: before.comparison } : {}),
    findings: report.findings.map((finding) =>
      known.has(finding.fingerprints["zunset/v1"]) ? { ...finding, state: "known" } : finding,
    ),
  };
}

const keepOf = ({ mode, changedOnly }: Inputs): "new" | "all" =>
  mode === "annotations" && changedOnly ? "new" : "all";

/** Scans the tree as it is, or what a pull request makes of it. */
async function examine({ inputs, settings }: Step): Promise<ChangeScan> {
  const { config, ruleSet, ownIgnores, comparison } = settings;
  const options: ScanOptions = {
    ...scanOptions({ config, ruleSet }, { hashLines: true }),
    roots: absoluteOf(locateRoots(inputs.paths)),
    ...(ownIgnores ? { ownIgnores } : {}),
  };
  // What is rewritten may need any file.
  const whole = inputs.fixes || inputs.comment;
  return (await look(options, { ...comparison, keep: keepOf(inputs), whole })).scanned;
}

/** The report as if nothing was compared: everything counts. */
function unmarked({ comparison: _, ...report }: Report): Report {
  const bare = new Map(
    report.findings.map(({ state: __, ...finding }, index) => [report.findings[index], finding]),
  );
  const of = (finding: Finding): Finding => bare.get(finding) ?? finding;
  return {
    ...report,
    findings: report.findings.map(of),
    ...(report.fixes
      ? { fixes: new Map([...report.fixes].map(([finding, fix]) => [of(finding), fix])) }
      : {}),
  };
}

/** Prints the report to the log. Text of the tree cannot give the runner commands there. */
async function log(report: Report): Promise<void> {
  const token = randomUUID();
  const text = await render("terminal", report, { color: true, width: LOG_WIDTH });
  await print(`::stop-commands::${token}\n${text}::${token}::\n`);
}

/** The report with paths as annotations want them: relative to the workspace, below which the repository may stand. */
function fromWorkspace(report: Report, root: string): Report {
  const prefix = spell(process.cwd(), root);
  if (prefix === "" || prefix.startsWith("..")) return report;
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      location: { ...finding.location, path: `${prefix}/${finding.location.path}` },
    })),
  };
}

function tell(report: Report): void {
  const fresh = report.findings.filter(({ state }) => state !== "known");
  setOutput("findings", report.findings.length + hidden(report));
  setOutput("new-findings", fresh.length);
  setOutput("errors", countSeverities(fresh).error);
}

/** Known findings that the report leaves out. */
function hidden({ findings, comparison }: Report): number {
  const shown = findings.filter(({ state }) => state === "known").length;
  return Math.max(0, (comparison?.known ?? 0) - shown);
}
