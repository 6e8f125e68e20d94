import type { Fact, ParsedFile } from "../../model/fact.ts";
import type { Finding, Suppressed } from "../../model/finding.ts";
import type { Match } from "../../model/match.ts";
import { renderFact } from "../../model/render.ts";
import { plural } from "../../report/summary.ts";
import { shorten } from "../../report/text.ts";
import type { Scan } from "../../scan.ts";
import type { LineIndex } from "./lines.ts";

/** What one stage did: a headline, and details below it. */
export interface Stage {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The line that is asked about, in its parsed file. */
export interface AskedLine {
  readonly file: ParsedFile;
  readonly lines: LineIndex;
  readonly line: number;
}

const MOST_FACTS = 12;
const FACT_LENGTH = 160;

/** What the parser saw on a line. */
export function parseStage({ file, lines, line }: AskedLine): Stage {
  const broken = file.degraded ? ", with broken syntax that it read around" : "";
  const here = file.facts.filter((fact) => lines.begins(fact.at, line));
  const around = here.length > 0 ? [] : innermost(file.facts.filter((fact) => lines.touches(fact.at, line)));
  const secrets = file.secrets.filter(({ at }) => lines.touches(at, line)).length;
  const head = `read as ${file.language}${broken}; ${
    here.length > 0
      ? `${plural(here.length, "fact")} on this line`
      : around.length > 0
        ? "the line is part of what begins above it"
        : "nothing on this line that a rule could be about"
  }${secrets > 0 ? `; ${plural(secrets, "credential")} taken out` : ""}`;
  const spell = (fact: Fact): string => shorten(renderFact(fact), FACT_LENGTH);
  const more = here.length - MOST_FACTS;
  return {
    name: "parse",
    lines: [
      head,
      ...here.slice(0, MOST_FACTS).map(spell),
      ...around.map((fact) => `line ${lines.line(fact.at.start)}: ${spell(fact)}`),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
  };
}

/** The few smallest facts around a line: they say most about it. */
function innermost(facts: readonly Fact[]): Fact[] {
  const size = ({ at }: Fact): number => at.end - at.start;
  return [...facts].sort((a, b) => size(a) - size(b)).slice(0, 3);
}

const ROLES: Readonly<Record<Match["role"], string>> = {
  use: "an API token authenticates",
  half: "a user ends in /token",
  basic: "something is sent as Basic",
  oauth: "something is sent as Bearer, or handed to an OAuth option",
  read: "a value is read by a telling name",
  declaration: "a setting has a telling name",
  mention: "documentation mentions it",
  other: "another thing with a date",
};

const EVIDENCE: Readonly<Record<Match["evidence"], string>> = {
  shape: "by a spelling",
  sdk: "by a known SDK",
  name: "by a name",
};

/** Matches that touch a line, each once. */
export function matchesOn({ matches }: Scan, { file, lines, line }: AskedLine): Match[] {
  const seen = new Set<string>();
  return matches.filter((match) => {
    if (match.path !== file.path || !lines.touches(match.at, line)) return false;
    const key = spellMatch(match, lines, line);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function spellMatch(match: Match, lines: LineIndex, line: number): string {
  const start = lines.line(match.at.start);
  const where = start === line ? "" : `, from line ${start} on`;
  const key = match.key === undefined ? "" : `: ${match.key}`;
  const commented = match.commented ? ", commented out" : "";
  return `${match.rule}: ${ROLES[match.role]}${key} (${EVIDENCE[match.evidence]}${commented}${where})`;
}

/** Which rules match on a line. */
export function detectStage(matches: readonly Match[], { lines, line }: AskedLine): Stage {
  return {
    name: "detect",
    lines:
      matches.length === 0
        ? ["no rule matches on this line"]
        : [
            `${plural(matches.length, "match")}`.replace("matchs", "matches"),
            ...matches.map((match) => spellMatch(match, lines, line)),
          ],
  };
}

/** Why matches led to no finding of their own. */
export function resolveStage({ resolution }: Scan, matches: readonly Match[]): Stage | undefined {
  const reasons = new Set<string>();
  for (const { match, reason } of resolution.dropped)
    if (
      matches.some(
        (one) => one.rule === match.rule && one.path === match.path && one.at.start === match.at.start,
      )
    )
      reasons.add(`${match.rule} dropped: ${reason}`);
  return reasons.size === 0 ? undefined : { name: "resolve", lines: [...reasons] };
}

/** Findings of a line, and findings elsewhere that it belongs to. */
export interface LineFindings {
  readonly own: readonly Finding[];
  /** Those of the line that comments silence. */
  readonly silenced: readonly Suppressed[];
  readonly related: readonly Finding[];
}

/** Finds what a line has to do with findings. */
export function findingsOn({ report }: Scan, matches: readonly Match[], asked: AskedLine): LineFindings {
  const { path } = asked.file;
  const { line, lines } = asked;
  const stands = ({ location }: Finding): boolean =>
    location.path === path && location.startLine <= line && line <= location.endLine;
  const own = report.findings.filter(stands);
  const silenced = (report.suppressed ?? []).filter(({ finding }) => stands(finding));
  // A statement of several lines is reported on one of them.
  const spans = matches
    .filter(({ rule }) => rule !== "docs")
    .map(({ at }) => [lines.line(at.start), lines.line(Math.max(at.start, at.end - 1))] as const);
  const related = report.findings.filter(
    (finding) =>
      !own.includes(finding) &&
      ([...finding.related, ...finding.trace].some(
        ({ location }) => location.path === path && location.startLine === line,
      ) ||
        (finding.location.path === path &&
          spans.some(
            ([from, to]) => from <= finding.location.startLine && finding.location.startLine <= to,
          ))),
  );
  return { own, silenced, related };
}
