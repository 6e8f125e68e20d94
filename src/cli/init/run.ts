import { join } from "node:path";
import pc from "picocolors";
import { diffOf } from "../../codemod/patch.ts";
import { readConfig } from "../../config/index.ts";
import { locateRoot, type Root, reportRoot, spell } from "../../discover/root.ts";
import type { Report } from "../../model/finding.ts";
import { Problem } from "../../model/problem.ts";
import { findOwners } from "../../owners/index.ts";
import { parse } from "../../parse/index.ts";
import { plural } from "../../report/summary.ts";
import { neutralise } from "../../report/text.ts";
import { wantsColor } from "../color.ts";
import { paintDiff } from "../migrate/diff.ts";
import { excludePatterns } from "../outputs.ts";
import { scanPaths } from "../tree.ts";
import { print, writeOutput } from "../write.ts";
import { askMode, askYes, canAsk } from "./ask.ts";
import { readInside, standing } from "./disk.ts";
import type { Mode } from "./github.ts";
import { GITLAB_FILE } from "./gitlab.ts";
import type { InitFlags } from "./options.ts";
import { pinOf } from "./pins.ts";
import { type InitPlan, type PlannedFile, placesOf, planOf, stands } from "./plan.ts";
import { summaryText } from "./summary.ts";
import { isOwn, type Survey, surveyOf } from "./survey.ts";

/** Looks at a repository and writes what it needs to run zunset: configuration, pipeline, baseline. Findings are no failure. */
export async function runInit(path: string | undefined, flags: InitFlags): Promise<void> {
  const located = locateRoot(path ?? ".");
  if (!located.folder)
    throw new Problem("this is not a folder", {
      where: path ?? ".",
      help: "Name the repository, or a folder of it.",
    });
  const root = reportRoot([located]);
  const folder = spell(root, located.absolute);
  const config = await readConfig(undefined, located.absolute);
  const places = placesOf(root, folder, config);
  const survey = await surveyOf(root, flags.ci);
  const report = await findingsNow(located, flags, join(root, places.baseline));
  const asks = canAsk() && flags.yes !== true && flags.dryRun !== true;
  const mode = await modeOf(survey, flags, asks);
  const baseline = flags.baseline ?? (asks && (await wantsBaseline(report, places.hasBaseline)));
  const plan = planOf({
    ...{ survey, report, config, folder, mode, baseline },
    pin: await pinOf(flags.pin, pipelinesOf(survey, root)),
    comment: flags.comment ?? survey.comments,
  });
  const written = await carryOut(plan, root, flags, asks);
  const paths = plan.findings.map(({ location }) => location.path);
  const outcome = {
    ...{ plan, report, root, folder },
    written: new Set(written),
    dryRun: flags.dryRun === true,
    owners: findOwners(root, paths)?.owners ?? new Map(),
  };
  await print(summaryText(outcome, pc.createColors(wantsColor(process.stdout))));
}

/** Shows a plan or writes it; gives what was written. */
async function carryOut(
  { files }: InitPlan,
  root: string,
  flags: InitFlags,
  asks: boolean,
): Promise<readonly PlannedFile[]> {
  const changed = files.filter((file) => !stands(file));
  if (flags.dryRun === true) {
    const colors = pc.createColors(wantsColor(process.stdout));
    for (const file of changed) await print(paintDiff(await differenceOf(file), colors));
    return [];
  }
  const written = await chosenOf(changed, flags, asks);
  // Nothing is written unless all of it can be.
  for (const { path, before } of written)
    if (standing(root, path) !== before)
      throw new Problem("this file changed in the meantime; nothing was written", {
        where: path,
        help: "Run zunset init again.",
      });
  for (const file of written) await writeOutput(join(root, file.path), file.text, file.path);
  return written;
}

/** Texts of the pipelines that zunset wrote earlier. */
const pipelinesOf = (survey: Survey, root: string): string[] => [
  ...survey.workflows.filter(isOwn).map(({ text }) => text),
  readInside(root, GITLAB_FILE) ?? "",
];

/** The report of a scan by the settings that are there. A baseline is written, not scanned. */
async function findingsNow(located: Root, flags: InitFlags, baseline: string): Promise<Report> {
  const { scanned } = await scanPaths([located.absolute], {
    ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
    ...(flags.quiet === undefined ? {} : { quiet: flags.quiet }),
    exclude: excludePatterns(reportRoot([located]), [baseline]),
  });
  return scanned.report;
}

/** Where findings go: as told, as the repository tells, as answered, else to code scanning. */
async function modeOf(survey: Survey, flags: InitFlags, asks: boolean): Promise<Mode> {
  if (flags.private !== undefined) return flags.private ? "annotations" : "code-scanning";
  if (survey.ci !== "github") return "code-scanning";
  const { scanning } = survey;
  if (scanning) {
    if (flags.quiet !== true)
      process.stderr.write(
        neutralise(
          `zunset: ${scanning.there ? "code scanning, because" : "annotations instead of code scanning, because"} ${scanning.because} (${scanning.there ? "--private" : "--no-private"} if not)`,
        ).concat("\n"),
      );
    return scanning.there ? "code-scanning" : "annotations";
  }
  return asks ? askMode() : "code-scanning";
}

async function wantsBaseline({ findings }: Report, there: boolean): Promise<boolean> {
  if (findings.length === 0 || there) return false;
  return askYes(
    `Write the ${plural(findings.length, "finding")} into a baseline, so that only others fail? (no: migrate them first)`,
  );
}

/** The files that may be written; what stands there is shown and asked about. */
async function chosenOf(
  changed: readonly PlannedFile[],
  flags: InitFlags,
  asks: boolean,
): Promise<PlannedFile[]> {
  const there = changed.filter(({ before }) => before !== undefined);
  if (there.length === 0 || flags.force === true) return [...changed];
  const stream = asks ? process.stderr : process.stdout;
  const colors = pc.createColors(wantsColor(stream));
  const kept = new Set<PlannedFile>();
  for (const file of there) {
    const difference = `${paintDiff(await differenceOf(file), colors)}\n`;
    if (!asks) await print(difference);
    else {
      process.stderr.write(difference);
      if (!(await askYes(neutralise(`Write over ${file.path}?`)))) kept.add(file);
    }
  }
  if (!asks)
    throw new Problem(
      `${there.length === 1 ? "a file is" : "files are"} there already and ${there.length === 1 ? "differs" : "differ"}; nothing was written`,
      {
        where: there.map(({ path }) => path).join(", "),
        help: "The difference is shown above. --force writes over what is there; in a terminal zunset asks.",
      },
    );
  return changed.filter((file) => !kept.has(file));
}

/** The difference as a diff; what stands there is masked, as everything that is shown. */
async function differenceOf({ path, before, text }: PlannedFile): Promise<string> {
  return diffOf({
    path,
    before: before === undefined ? undefined : await maskedOf(path, before),
    after: text,
  });
}

async function maskedOf(path: string, text: string): Promise<string> {
  try {
    return (await parse({ path, text })).masked;
  } catch {
    // NOTE: a bound of the parser was hit, so nobody knows what would have to be masked. The error's message may quote the text.
    throw new Problem("what stands here cannot be shown as a difference", {
      where: path,
      help: "Move it away, or write over it with --force.",
    });
  }
}
