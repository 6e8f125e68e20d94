import type { Findings, Row } from "./rows.ts";

const HEAD = [
  ...["severity", "confidence", "rule", "path", "line", "column", "credential", "message"],
  ...["deadline", "language", "placement", "owners", "state", "reason", "fingerprint"],
];

/** Rows as CSV (RFC 4180) with a byte order mark, which is what makes Excel read UTF-8. */
export function csvOf(rows: readonly Row[], findings: Findings): string {
  const lines = [HEAD, ...rows.map((row) => cellsOf(row, findings))];
  return `\ufeff${lines.map((cells) => `${cells.map(quote).join(",")}\r\n`).join("")}`;
}

function cellsOf(row: Row, findings: Findings): string[] {
  const { finding } = row;
  return [
    row.severity,
    finding.confidence,
    row.rule,
    row.path,
    String(finding.line),
    String(finding.column),
    row.credential,
    findings.text(finding.message),
    row.due,
    row.language,
    row.placement,
    row.owners.join(" "),
    row.state,
    finding.suppressed ? findings.text(finding.suppressed.reason) : "",
    finding.fingerprint,
  ];
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function quote(cell: string): string {
  const safe = /^[\s]*[=+\-@]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
