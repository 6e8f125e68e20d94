import { resolve } from "node:path";
import { comparedWith, covered, loadBaseline } from "../engine/baseline/compare.ts";
import { baselinePlace } from "../engine/baseline/place.ts";
import { absoluteOf, look, nothingRead, scanOptions, withOwners } from "../engine/index.ts";
import { verdictOf } from "../engine/verdict.ts";
import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import { render } from "../report/index.ts";
import type * as api from "./api.ts";
import { guarded, publicly } from "./error.ts";
import { checkOptions, checkWord, openTree, RENDER, SCAN } from "./options.ts";

/** See `scan` in api.ts. */
export async function scanTree(options: api.ScanOptions): Promise<api.Scan> {
  checkOptions(options, SCAN);
  const { since, staged = false, suppressions, fixes } = options;
  if (since !== undefined && staged)
    throw new Problem("since and staged are two things to compare with", {
      where: "staged",
      help: "Give one of the two.",
      code: "invalid-option",
    });
  const { roots, settings, wishes, named, cwd, onProgress, check } = await openTree(options);
  const made = scanOptions(settings, { ...wishes, only: options.only, suppressions, hashLines: true });
  const flag = typeof options.baseline === "string" ? resolve(cwd, options.baseline) : options.baseline;
  const place = baselinePlace(flag, settings.config, roots);
  const baseline = place && (await loadBaseline(place));
  // A baseline is compared with, not scanned.
  const excludes = [
    ...made.excludes,
    ...(place ? [`/${place.reported.replace(/[\\*?[\]!# ]/g, "\\$&")}`] : []),
  ];
  const isPart = staged || since !== undefined;
  const { scanned: seen, report: looked } = await look(
    { ...made, excludes, roots: absoluteOf(roots), onProgress },
    { fixes, since: staged ? "staged" : since === undefined ? undefined : { ref: since } },
  );
  check();
  const found =
    place && baseline
      ? await comparedWith(looked, baseline, {
          place,
          only: made.only,
          newOnly: false,
          looked: isPart || !seen.uses ? () => false : covered(seen, roots),
        })
      : looked;
  const nothing = nothingRead(
    found,
    named,
    "Check the paths and what is excluded, or pass allowEmpty: true if that is expected.",
  );
  if (nothing && options.allowEmpty !== true) throw nothing;
  const { report } = await withOwners(found, roots);
  return scanned(report, settings.config.failOn, JSON.parse(await render("json", report, PLAIN)));
}

const PLAIN = { color: false, width: 100 };

function scanned(report: Report, wanted: api.FailOn | undefined, copy: api.Report): api.Scan {
  const rendered = async (format: api.Format, options: api.RenderOptions = {}): Promise<string> => {
    checkWord("format", format);
    checkOptions(options, RENDER);
    return render(format, report, { ...PLAIN, ...defined(options) });
  };
  return {
    report: copy,
    render: (format, options) => guarded(() => rendered(format, options)),
    sarif: (options) => guarded(async () => JSON.parse(await rendered("sarif", options))),
    exitCode: (failOn = wanted ?? "warning") => {
      try {
        checkWord("failOn", failOn);
      } catch (error) {
        throw publicly(error);
      }
      return verdictOf(report, failOn);
    },
  };
}

/** Options without those that are there and undefined. */
function defined<T extends object>(options: T): { [name in keyof T]: Exclude<T[name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
