import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isWithin, spell } from "../discover/root.ts";
import type { Report } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import { type FormatId, type RenderOptions, render } from "../report/index.ts";
import { countSeverities, number, plural, SEVERITIES } from "../report/summary.ts";
import { columnsOf, wantsColor } from "./color.ts";
import { writeOutput } from "./write.ts";

/** One report to give: its format and where it goes, `-` for standard output. */
export interface Output {
  readonly format: FormatId;
  readonly target: string;
}

/** Pairs `--format` with `--output`, in the order they were given. */
export function pairOutputs(formats: readonly FormatId[], targets: readonly string[]): Output[] {
  if (targets.length > formats.length)
    throw new Problem(`${plural(targets.length, "output")} for ${plural(formats.length, "format")}`, {
      where: "--output",
      help: "Give one --output per --format, in the same order.",
    });
  const outputs = formats.map((format, index) => ({ format, target: targets[index] ?? "-" }));
  const taken = new Set<string>();
  for (const { target } of outputs) {
    const place = target === "-" ? target : resolve(target);
    if (taken.has(place))
      throw new Problem(
        target === "-" ? "only one format can go to standard output" : "two formats go to the same file",
        {
          where: target === "-" ? "--format" : `--output ${target}`,
          help: "Give each --format an --output FILE of its own, in the same order.",
        },
      );
    taken.add(place);
  }
  return outputs;
}

/** Renders and writes a report once per output, files first: what a pipe does not take keeps no file from being written. */
export async function writeReports(
  report: Report,
  outputs: readonly Output[],
  options: Partial<RenderOptions>,
  quiet: boolean,
): Promise<void> {
  const toFiles = outputs.filter(({ target }) => target !== "-");
  for (const { format, target } of [...toFiles, ...outputs.filter((one) => !toFiles.includes(one))]) {
    const text = await render(format, report, {
      color: target === "-" && wantsColor(process.stdout),
      width: columnsOf(process.stdout),
      ...options,
    });
    await writeOutput(target, text);
  }
  if (toFiles.length === outputs.length && !quiet)
    process.stderr.write(
      `${verdict(report)}; written to ${toFiles.map(({ target }) => target).join(", ")}\n`,
    );
}

/** What the report comes to, for those who see nothing of it: `2 findings: 1 error, 1 note`. */
function verdict(report: Report): string {
  const { comparison } = report;
  const findings = report.findings.filter(({ state }) => state !== "known");
  const counts = countSeverities(findings);
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    plural(counts[severity], severity),
  );
  const noun = comparison ? "new finding" : "finding";
  const known = comparison?.known === undefined ? "" : `; ${number(comparison.known)} known`;
  return `zunset: ${plural(findings.length, noun)}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}${known}`;
}

/** Patterns in `.gitignore` syntax for files that zunset itself writes below the root; `-` is none. */
export function excludePatterns(root: string, targets: readonly string[]): string[] {
  return targets.flatMap((target) => {
    if (target === "-") return [];
    const folder = resolve(dirname(target));
    const place = join(existsSync(folder) ? realpathSync(folder) : folder, basename(target));
    if (!isWithin(root, place) || /[\r\n]/.test(place)) return [];
    return [`/${spell(root, place).replace(/[\\*?[\]!# ]/g, "\\$&")}`];
  });
}
