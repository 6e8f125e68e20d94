import type { Report } from "../model/finding.ts";
import type { Scan, ScanOptions } from "../scan.ts";

/** The report with what `zunset migrate` would do, and how many of its findings that rewrites. */
export async function withFixes(
  scanned: Scan,
  { ruleSet, asOf, maxFileSize }: Pick<ScanOptions, "ruleSet" | "asOf" | "maxFileSize">,
): Promise<{ readonly report: Report; readonly rewritten: number }> {
  const [{ plan }, { fixesOf }] = await Promise.all([
    import("../codemod/index.ts"),
    import("../codemod/fixes.ts"),
  ]);
  const made = await plan(scanned, { ruleSet, asOf, maxFileSize, transition: "switch" });
  return {
    report: { ...scanned.report, fixes: fixesOf(made) },
    rewritten: made.sites.filter(({ applied }) => applied).length,
  };
}
