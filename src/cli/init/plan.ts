import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BASELINE_NAME } from "../../baseline/index.ts";
import type { FoundConfig } from "../../config/index.ts";
import { isWithin, spell } from "../../discover/root.ts";
import { verdictOf } from "../../engine/verdict.ts";
import type { Finding, Report } from "../../model/finding.ts";
import { Problem } from "../../model/problem.ts";
import { baselineText } from "./baseline.ts";
import { standing } from "./disk.ts";
import { type Exclude, excludesFor, leftOutBy } from "./excludes.ts";
import { type Mode, workflowText } from "./github.ts";
import { GITLAB_FILE, jobText, slugOf } from "./gitlab.ts";
import { type Pin, REPOSITORY } from "./pins.ts";
import { settingsText } from "./settings.ts";
import { isOwn, type Survey, type Workflow } from "./survey.ts";

/** A file that is to stand in the repository. */
export interface PlannedFile {
  /** Below the root, `/`-separated. */
  readonly path: string;
  readonly text: string;
  /** What stands there now. May hold a credential. */
  readonly before: string | undefined;
  /** What it does, a few words. */
  readonly purpose: string;
}

/** True for a file that stands there as it is to be; how its lines end is the checkout's business. */
export const stands = ({ before, text }: PlannedFile): boolean =>
  before !== undefined && before.replaceAll("\r\n", "\n") === text;

/** What `zunset init` would make of a repository. */
export interface InitPlan {
  readonly files: readonly PlannedFile[];
  /** How the configuration names the baseline. */
  readonly baseline?: string;
  readonly excludes: readonly Exclude[];
  /** Findings but those in what is newly left out. */
  readonly findings: readonly Finding[];
  /** What to know about it, sentences. */
  readonly notes: readonly string[];
}

/** What was told and chosen. */
export interface InitChoice {
  readonly survey: Survey;
  readonly report: Report;
  readonly config: FoundConfig;
  /** What is scanned, below the root; "" for all of it. */
  readonly folder: string;
  readonly pin: Pin;
  readonly mode: Mode;
  readonly comment: boolean;
  readonly baseline: boolean;
}

/** Below the root: what is there already, or what is to be. */
export interface Places {
  readonly config: string;
  readonly baseline: string;
  readonly hasBaseline: boolean;
}

/** Where a repository's configuration and baseline stand, or would. */
export function placesOf(root: string, folder: string, config: FoundConfig): Places {
  const found = config.file === undefined ? undefined : resolve(config.file);
  // Without git a configuration may come from above the root, where nothing is written.
  const file =
    found !== undefined && isWithin(root, found) ? spell(root, found) : join(folder, "zunset.config.yml");
  const named = config.baseline;
  const path =
    named !== undefined && isWithin(root, named) ? named : join(root, dirname(file), BASELINE_NAME);
  return {
    config: file.replaceAll("\\", "/"),
    baseline: spell(root, path),
    hasBaseline: existsSync(path),
  };
}

/** Puts together what would be written. Throws a `Problem` when something stands in the way. */
export function planOf(choice: InitChoice): InitPlan {
  const { survey, report, config, folder, pin } = choice;
  const { root } = survey;
  checkFolder(folder);
  const places = placesOf(root, folder, config);
  const excludes = excludesFor(root, report.findings, config.exclude);
  const findings = report.findings.filter(({ location }) => !leftOutBy(excludes, location.path));
  const writesBaseline = choice.baseline && !places.hasBaseline;
  const baseline =
    writesBaseline || places.hasBaseline || config.baseline !== undefined
      ? spell(join(root, dirname(places.config)), join(root, places.baseline))
      : undefined;
  const file = (path: string, text: string, purpose: string): PlannedFile => ({
    path,
    text,
    purpose,
    before: standing(root, path),
  });
  const settings = settingsText({
    config,
    file: join(root, places.config),
    excludes,
    pin,
    ...(baseline === undefined ? {} : { baseline }),
  });
  const fails = verdictOf({ ...report, findings }, config.failOn ?? "warning") === 1;
  const pipeline = pipelineOf(choice, { known: fails && baseline === undefined });
  return {
    ...(baseline === undefined ? {} : { baseline }),
    excludes,
    findings,
    files: [
      file(places.config, settings, "what is looked at, and when it fails"),
      ...(writesBaseline
        ? [file(places.baseline, baselineText({ ...report, findings }), "what is known and put off")]
        : []),
      ...("path" in pipeline ? [file(pipeline.path, pipeline.text, pipeline.purpose)] : []),
    ],
    notes: [
      ...(choice.baseline && places.hasBaseline
        ? [`${places.baseline} is there already: zunset baseline update brings it up to date.`]
        : []),
      ...("notes" in pipeline ? pipeline.notes : []),
    ],
  };
}

/** A folder's name gets into workflows, where some characters are commands. */
function checkFolder(folder: string): void {
  if (folder === "" || /^[\w@+.-][\w@+./ -]{0,199}$/.test(folder)) return;
  throw new Problem("the folder's name holds characters that a pipeline may take for something else", {
    where: folder,
    help: "Run zunset init in the folder above.",
  });
}

type Pipeline =
  | {
      readonly path: string;
      readonly text: string;
      readonly purpose: string;
      readonly notes: readonly string[];
    }
  | { readonly notes: readonly string[] };

function pipelineOf(choice: InitChoice, { known }: { readonly known: boolean }): Pipeline {
  const { ci } = choice.survey;
  if (ci === "github") return workflowOf(choice, known);
  if (ci === "gitlab") return jobOf(choice);
  return {
    notes: [
      "No pipeline was written: zunset scan with --format runs in any (zunset scan --help). --ci github or --ci gitlab writes one.",
    ],
  };
}

function workflowOf(choice: InitChoice, known: boolean): Pipeline {
  const { survey, mode, comment, folder, pin } = choice;
  const path = `.github/workflows/zunset${folder === "" ? "" : `-${slugOf(folder)}`}.yml`;
  const other = survey.workflows.find((workflow) => !isOwn(workflow) && runsZunset(workflow));
  if (other && !survey.workflows.some((workflow) => workflow.path === path))
    return { notes: [`${other.path} runs zunset already, so no workflow was written.`] };
  const text = workflowText({
    pin,
    mode,
    comment,
    folder,
    known,
    branch: survey.branch,
    mergeGroup: survey.workflows.some(({ text }) => /^\s{0,8}merge_group\b/m.test(text)),
  });
  const events = survey.branch === undefined ? "pull requests" : `pull requests and ${survey.branch}`;
  return {
    path,
    text,
    purpose: `${events}, ${mode === "code-scanning" ? "SARIF for code scanning" : "annotations"}`,
    notes:
      survey.branch === undefined
        ? ["Which branch is the default one is not known here: add push with its name to the workflow."]
        : [],
  };
}

const runsZunset = ({ text }: Workflow): boolean => new RegExp(`\\b${REPOSITORY}\\b`).test(text);

function jobOf({ survey, folder, pin }: InitChoice): Pipeline {
  const pipeline = survey.gitlab ?? "";
  const path =
    folder === "" ? GITLAB_FILE : GITLAB_FILE.replace("zunset.", () => `zunset-${slugOf(folder)}.`);
  const included = pipeline.includes(path);
  if (!included && pipeline.includes(REPOSITORY))
    return { notes: [".gitlab-ci.yml runs zunset already, so no job was written."] };
  return {
    path,
    text: jobText({ pin, pipeline, folder, file: path }),
    purpose: "merge requests and the default branch, a Code Quality report",
    notes: included ? [] : [`Add it to .gitlab-ci.yml: include: [{ local: ${path} }]`],
  };
}
