import type { Finding, Report } from "../../model/finding.ts";
import type { RenderOptions } from "../format.ts";
import { type Columns, details, tableHead, tableRow } from "../markdown/finding.ts";
import { renderHead, renderTail } from "../markdown/summary.ts";
import { withoutKnown, worstFirst } from "../order.ts";
import { countSeverities, plural, SEVERITIES } from "../summary.ts";

/** Bytes of UTF-8: an issue of GitHub takes 65,536 characters, which no fewer bytes hold. A job summary takes 1 MiB. */
const LIMIT = 65_536;
/** What the sentences about what was left out may take. */
const RESERVE = 500;

/** A report in GitHub's Markdown for issues, wikis and job summaries: the worst first, as much as the limit lets in, the rest counted. */
export function markdown(report: Report, { maxBytes = LIMIT }: RenderOptions): string {
  const findings = worstFirst(withoutKnown(report.findings), report.rules);
  const head = renderHead(report, findings);
  const tail = renderTail(report);
  const room = maxBytes - Buffer.byteLength(head) - Buffer.byteLength(tail) - RESERVE;
  const columns: Columns = {
    credential: findings.some(({ credential }) => credential !== undefined),
    ...(report.owners ? { owners: report.owners } : {}),
  };
  // Half is for the table, the other half and what the table leaves for the details.
  const rows = taken(findings, room / 2, (finding) => tableRow(finding, columns));
  const folded = taken(findings, room - Buffer.byteLength(rows.text), (finding) => `${details(finding)}\n`);
  const sections =
    findings.length === 0
      ? []
      : [
          `### Findings\n\n${tableHead(columns)}${rows.text}${leftOut(rows.left, "not in this table")}`,
          `### Details\n\n${folded.text}${leftOut(folded.left, "without details here")}`
            .trimEnd()
            .concat("\n"),
        ];
  return [head, ...sections, tail].join("\n");
}

interface Taken {
  readonly text: string;
  readonly left: readonly Finding[];
}

/** The texts of the first findings that fit in, and the findings that do not. */
function taken(findings: readonly Finding[], room: number, render: (finding: Finding) => string): Taken {
  const texts: string[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const text = render(finding);
    bytes += Buffer.byteLength(text);
    if (bytes > room) break;
    texts.push(text);
  }
  return { text: texts.join(""), left: findings.slice(texts.length) };
}

function leftOut(findings: readonly Finding[], where: string): string {
  if (findings.length === 0) return "";
  const counts = countSeverities(findings);
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    plural(counts[severity], severity),
  );
  return `\n${plural(findings.length, "more finding")} ${where}, because the report would get too long: ${parts.join(", ")}.\n`;
}
