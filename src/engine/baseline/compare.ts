import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Baseline } from "../../baseline/index.ts";
import { isCredentialFile } from "../../discover/credential-files.ts";
import { isWithin, type Root } from "../../discover/root.ts";
import type { Report } from "../../model/finding.ts";
import { Problem } from "../../model/problem.ts";
import type { Scan } from "../../scan.ts";
import type { BaselinePlace } from "./place.ts";

/** Reads a baseline that has to be there. */
export async function loadBaseline({ path, shown, namedBy }: BaselinePlace): Promise<Baseline> {
  if (!existsSync(path))
    throw new Problem(`there is no baseline ${shown}`, {
      where: namedBy,
      help: "zunset baseline create writes one.",
    });
  const { readBaseline } = await import("../../baseline/index.ts");
  return readBaseline(path, shown);
}

/**
 * Tells which paths a scan covered: what it read, and what would be below its roots if it were still there. A local credential file that is
 * not there says nothing: it is on another machine.
 */
export function covered({ inventory, report }: Scan, roots: readonly Root[]): (path: string) => boolean {
  const listed = new Set(inventory.files.map(({ path }) => path));
  const skipped = new Set(report.skipped.map(({ path }) => path));
  return (path) => {
    if (listed.has(path)) return !skipped.has(path);
    if (isCredentialFile(basename(path))) return false;
    const absolute = join(inventory.root, path);
    return roots.some((root) => isWithin(root.absolute, absolute)) && !existsSync(absolute);
  };
}

/** The report as it stands to a baseline; with `newOnly` without the findings that are known. */
export async function comparedWith(
  report: Report,
  baseline: Baseline,
  options: {
    readonly place: BaselinePlace;
    readonly looked: (path: string) => boolean;
    readonly only: readonly string[] | undefined;
    readonly newOnly: boolean;
  },
): Promise<Report> {
  const { judge } = await import("../../baseline/index.ts");
  const { looked, only } = options;
  const judged = judge(report, baseline, { looked, only, path: options.place.reported });
  if (!options.newOnly) return judged;
  return { ...judged, findings: judged.findings.filter(({ state }) => state !== "known") };
}
