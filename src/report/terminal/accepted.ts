import type { Finding, Report } from "../../model/finding.ts";
import { number, plural } from "../summary.ts";
import { neutralise } from "../text.ts";

/** Known findings that are listed; the rest is counted. */
const LISTED = 10;

/** Findings that came since what the report is compared with; all when it is compared with nothing. */
export function freshFindings({ findings }: Report): Finding[] {
  return findings.filter(({ state }) => state !== "known");
}

/** What was there before, a line each, and what is gone. */
export function knownLines({ findings, comparison }: Report): string[] {
  if (!comparison) return [];
  const before = neutralise(comparison.with);
  const known = findings.filter(({ state }) => state === "known");
  const gone = comparison.fixed === 0 ? "" : `, ${number(comparison.fixed)} gone`;
  if (comparison.known === undefined) return [`not looked for: nothing that changed since ${before} matters`];
  return [
    `${plural(comparison.known, "finding")} as in ${before}${gone}`,
    ...known.slice(0, LISTED).map(({ location, rule, credential }) => {
      const name = credential === undefined ? "" : ` ${credential}`;
      return `  ${neutralise(`${location.path}:${location.startLine} ${rule}${name}`)}`;
    }),
    ...(known.length > LISTED ? [`  and ${number(known.length - LISTED)} more`] : []),
  ];
}

/** What comments silence, counted. */
export function silencedLines({ suppressed = [] }: Report): string[] {
  if (suppressed.length === 0) return [];
  return [
    `${plural(suppressed.length, "finding")}, by comments in the source (--no-suppressions shows them)`,
  ];
}
