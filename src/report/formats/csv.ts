import type { Finding, Report } from "../../model/finding.ts";
import { neutralise } from "../text.ts";

const COLUMNS: readonly (readonly [
  name: string,
  of: (finding: Finding, report: Report) => string | number,
])[] = [
  ["severity", ({ severity }) => severity],
  ["rule", ({ rule }) => rule],
  ["path", ({ location }) => location.path],
  ["line", ({ location }) => location.startLine],
  ["column", ({ location }) => location.startColumn],
  ["end_line", ({ location }) => location.endLine],
  ["end_column", ({ location }) => location.endColumn],
  ["message", ({ message }) => message],
  ["credential", ({ credential }) => credential ?? ""],
  ["owners", ({ location }, { owners }) => owners?.get(location.path)?.join(" ") ?? ""],
  ["confidence", ({ confidence }) => confidence],
  ["placement", ({ placement }) => placement],
  ["deadline", ({ deadline }) => deadline.date],
  ["days_left", ({ daysLeft }) => daysLeft],
  ["state", ({ state }) => state ?? ""],
  ["fingerprint", ({ fingerprints }) => fingerprints["zunset/v1"]],
];

/** Findings as a table by RFC 4180, with a line of names: for spreadsheets and data bases. UTF-8 without a byte order mark. */
export function csv(report: Report): string {
  const lines = [
    COLUMNS.map(([name]) => name).join(","),
    ...report.findings.map((finding) => COLUMNS.map(([, of]) => field(of(finding, report))).join(",")),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = guarded(neutralise(value));
  return /[",]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Spreadsheets calculate what begins like a formula, even behind blanks; an apostrophe in front makes it text. */
function guarded(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
