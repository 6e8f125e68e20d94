import type { Report } from "../model/finding.ts";
import type { Scan, ScanOptions } from "../scan.ts";

/** The report with what `zunset migrate` would do, and how many of its findings that rewrites. */
export async function withFixes(
  scanned: Scan,
  options: Pick<ScanOptions, "ruleSet" | "asOf" | "maxFileSize" | "threads">,
): Promise<{ readonly report: Report; readonly rewritten: number }> {
  const { ruleSet, asOf, maxFileSize, threads } = options;
  const [{ plan }, { fixesOf }] = await Promise.all([
    import("../codemod/index.ts"),
    import("../codemod/fixes.ts"),
  ]);
  const made = await plan(scanned, { ruleSet, asOf, maxFileSize, threads, transition: "switch" });
  return {
    report: { ...scanned.report, fixes: fixesOf(made) },
    rewritten: made.sites.filter(({ applied }) => applied).length,
  };
}
