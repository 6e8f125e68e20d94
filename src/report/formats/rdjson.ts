import type { Excerpt, Finding, Fix, Location, Report } from "../../model/finding.ts";
import type { Severity } from "../../model/rule.ts";
import { inline } from "../markdown/text.ts";
import { PROJECT_URI, pageOf } from "../project.ts";
import { stringify } from "../text.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", note: "INFO" };

/** Diagnostics for reviewdog. Its columns count bytes; where the text before a column is not at hand, whole lines are told. */
export function rdjson(report: Report): string {
  const source = { name: report.tool.name, url: PROJECT_URI };
  return `${stringify(
    {
      source,
      diagnostics: report.findings.map((finding) => {
        const { message, location, excerpt, severity, rule } = finding;
        const suggestion = suggestionOf(finding, report.fixes?.get(finding));
        return {
          // It becomes a comment in Markdown.
          message: inline(message),
          location: { path: location.path, range: rangeOf(location, excerpt) ?? linesOf(location) },
          severity: SEVERITIES[severity],
          source,
          code: { value: rule, url: pageOf(rule, report) },
          ...(suggestion ? { suggestions: [suggestion] } : {}),
        };
      }),
    },
    2,
  )}\n`;
}

interface Range {
  readonly start: { readonly line: number; readonly column?: number };
  readonly end: { readonly line: number; readonly column?: number };
}

/** The fix, where it is one replacement in the lines that the excerpt holds: of several, each alone would break the code. */
function suggestionOf(finding: Finding, fix: Fix | undefined): unknown {
  const [file, ...moreFiles] = fix?.files ?? [];
  const [replacement, ...more] = file?.replacements ?? [];
  if (!file || !replacement || moreFiles.length > 0 || more.length > 0) return undefined;
  if (file.path !== finding.location.path) return undefined;
  const range = rangeOf(replacement.location, finding.excerpt);
  return range && { range, text: replacement.text };
}

function rangeOf(
  { startLine, startColumn, endLine, endColumn }: Location,
  excerpt: Excerpt,
): Range | undefined {
  const [from, to] = [byteColumn(startLine, startColumn, excerpt), byteColumn(endLine, endColumn, excerpt)];
  if (from === undefined || to === undefined || startLine < 1) return undefined;
  if (endLine < startLine || (endLine === startLine && to < from)) return undefined;
  return { start: { line: startLine, column: from }, end: { line: endLine, column: to } };
}

function byteColumn(
  line: number,
  column: number,
  { firstLine, firstColumn, lines }: Excerpt,
): number | undefined {
  const text = lines[line - firstLine];
  if (text === undefined || column < 1) return undefined;
  if (column === 1) return 1;
  if ((firstColumn ?? 1) > 1 || column - 1 > text.length) return undefined;
  return Buffer.byteLength(text.slice(0, column - 1)) + 1;
}

/** Without columns the last line belongs to the range. */
function linesOf({ startLine, endLine }: Location): Range {
  const line = Math.max(1, startLine);
  return { start: { line }, end: { line: Math.max(line, endLine) } };
}
