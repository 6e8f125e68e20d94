import { endOf, entryOf, MAX_BYTES, renderBaseline } from "../../baseline/index.ts";
import type { Report } from "../../model/finding.ts";
import { Problem } from "../../model/problem.ts";
import { UPKEEP_RULES } from "../../model/rule.ts";

/** The text of a baseline with all findings of a report, each put off until its deadline, as `zunset baseline create` writes it. */
export function baselineText({ findings, deadlines }: Pick<Report, "findings" | "deadlines">): string {
  const entries = findings
    .filter(({ rule }) => !UPKEEP_RULES.has(rule))
    .map((finding) => entryOf(finding, { expires: endOf({}, finding.deadline, deadlines) }));
  const text = renderBaseline(entries);
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new Problem("there are too many findings for one baseline", {
      where: "--baseline",
      help: "Leave it out here, and write one for each part of the repository: zunset baseline create PATH --baseline FILE",
    });
  return text;
}
