import type { Finding, Fix, Report } from "../model/finding.ts";

/** A rewrite of one place, as GitHub lets a reader accept it. */
export interface Suggestion {
  readonly finding: Finding;
  readonly path: string;
  /** Lines that are replaced, both included. */
  readonly lines: readonly [first: number, last: number];
  /** What they become, without the last line's end. */
  readonly text: string;
  /** What the rewrite does. */
  readonly description: string;
}

/** Suggestions per run at most: more would bury the review. */
const MOST = 10;

/** Lines are cut from here on in an excerpt, so what is longer is not known whole. */
const CUT = 300;

/**
 * The rewrites of new findings that need nothing but a few lines of one file. What is replaced has to be known: a line that is cut, or in which a
 * credential is masked, is not.
 */
export function suggestionsOf({ findings, fixes }: Report): Suggestion[] {
  return findings
    .flatMap((finding) => {
      const fix = fixes?.get(finding);
      const made = fix && finding.state !== "known" ? suggestionOf(finding, fix) : undefined;
      return made ? [made] : [];
    })
    .slice(0, MOST);
}

function suggestionOf(finding: Finding, { files, description }: Fix): Suggestion | undefined {
  const [file, ...others] = files;
  const [replacement, ...more] = file?.replacements ?? [];
  if (!file || !replacement || others.length > 0 || more.length > 0) return undefined;
  const { excerpt } = finding;
  if (file.path !== finding.location.path || excerpt.firstColumn !== undefined) return undefined;
  const { startLine, startColumn, endLine, endColumn } = replacement.location;
  const lineAt = (line: number): string | undefined => excerpt.lines[line - excerpt.firstLine];
  const [first, last] = [lineAt(startLine), lineAt(endLine)];
  if (first === undefined || last === undefined) return undefined;
  const before = first.slice(0, startColumn - 1);
  const after = last.slice(endColumn - 1);
  if (first.length >= CUT || last.length >= CUT || /\*{4}/.test(before + after)) return undefined;
  return {
    finding,
    path: file.path,
    lines: [startLine, endLine],
    text: `${before}${replacement.text}${after}`.replace(/\n$/, ""),
    description,
  };
}
