import { readFileSync } from "node:fs";
import type { FoundConfig } from "../config/index.ts";
import { discover } from "../discover/index.ts";
import { readSettings, scanOptions } from "../engine/index.ts";
import type { Finding } from "../model/finding.ts";
import { Problem } from "../model/problem.ts";
import { plural, SKIP_REASONS } from "../report/summary.ts";
import { neutralise, shorten } from "../report/text.ts";
import type { RuleSet } from "../rules/index.ts";
import { type Scan, scan } from "../scan.ts";
import { leftOutBecause } from "./why/left-out.ts";
import { LineIndex } from "./why/lines.ts";
import { type LinePlace, locateLine } from "./why/place.ts";
import {
  type AskedLine,
  detectStage,
  findingsOn,
  type LineFindings,
  matchesOn,
  parseStage,
  resolveStage,
  type Stage,
} from "./why/stages.ts";

const LABEL = 11;
const LINE_LENGTH = 200;
const MOST_RELATED = 5;

/** Says stage by stage what became of a line; holds no credential, because facts and findings hold none. */
export async function explainLine(
  named: string,
  flags: { readonly config?: string; readonly rules?: string; readonly threads?: number },
): Promise<string> {
  const place = locateLine(named);
  const settings = await readSettings({ ...flags, scanned: place.absolute });
  const { config, ruleSet } = settings;
  // The whole repository: a line may be a finding only because of another file. The file itself is named, so it is looked at in any case.
  const { only: _, ...everything } = config;
  const options = scanOptions({ ruleSet, config: everything }, { threads: flags.threads, hashLines: false });
  const listed = await discover({ ...options, roots: [place.root] });
  const whole = await scan({ ...options, roots: [place.root, place.absolute] });

  const stages: Stage[] = [];
  const head = `${place.path}:${place.line}`;
  const isListed = listed.files.some(({ path }) => path === place.path);
  stages.push({ name: "discover", lines: discoverLines(place, config, isListed) });
  const skip = whole.report.skipped.find(({ path }) => path === place.path);
  const file = whole.files.find(({ path }) => path === place.path);
  if (skip) {
    const detail = skip.detail === undefined ? "" : ` (${skip.detail})`;
    const help = skip.reason === "too-large" ? ["a larger --max-file-size lets it in"] : [];
    stages.push({ name: "read", lines: [`skipped: ${SKIP_REASONS[skip.reason]}${detail}`, ...help] });
    return spell(head, undefined, stages, "not a finding: the file could not be scanned");
  }
  if (!file) {
    stages.push({ name: "prefilter", lines: ["dropped: none of the rules' keywords stands in the file"] });
    return spell(
      head,
      undefined,
      stages,
      "not a finding: nothing in the file can be about a Zendesk API token",
    );
  }
  stages.push({ name: "prefilter", lines: [prefilterLine(keywordIn(place.absolute, ruleSet))] });
  const lines = new LineIndex(file.masked);
  if (place.line > lines.count)
    throw new Problem(`there is no such line: the file has ${plural(lines.count, "line")}`, { where: head });
  const asked: AskedLine = { file, lines, line: place.line };
  const matches = matchesOn(whole, asked);
  const resolved = resolveStage(whole, matches);
  const findings = findingsOn(whole, matches, asked);
  stages.push(parseStage(asked), detectStage(matches, asked), ...(resolved ? [resolved] : []));
  stages.push({ name: "findings", lines: findingLines(findings) });
  const end = verdict(findings, isListed, whole, asked, config, stages);
  return spell(head, lines.text(place.line), stages, end);
}

function discoverLines({ root, path, link }: LinePlace, config: FoundConfig, listed: boolean): string[] {
  const through = link ? [`the link leads to ${path}`] : [];
  if (listed) return ["part of a scan", ...through];
  const excludedBy = `exclude in ${config.file ?? "the configuration"}`;
  const because = leftOutBecause(root, path, { excludes: config.exclude ?? [], excludedBy });
  return [
    `left out: ${because}`,
    "looked at here all the same, as when it is named: zunset scan FILE",
    ...through,
  ];
}

/** The first of the rules' keywords that stands in a file, if any. */
function keywordIn(absolute: string, { rules }: RuleSet): string | undefined {
  let text: string;
  try {
    // UTF-16 has a NUL byte after each ASCII character.
    text = readFileSync(absolute, "latin1").replace(/\0/g, "").toLowerCase();
  } catch {
    // NOTE: a file that cannot be read is listed by the scan, with its reason.
    return undefined;
  }
  return rules.flatMap((rule) => rule.keywords).find((keyword) => text.includes(keyword.toLowerCase()));
}

function prefilterLine(keyword: string | undefined): string {
  return keyword === undefined
    ? "kept without a keyword: its name says that it holds settings, or a file that matters imports it"
    : `kept: ${JSON.stringify(keyword)} stands in the file`;
}

function findingLines({ own, silenced, related }: LineFindings): string[] {
  const lines = own.flatMap((one) => {
    const told = new Set(one.trace.map((step) => spot(step.location)));
    const also = one.related.filter((step) => !told.has(spot(step.location)));
    return [
      `${one.severity}[${one.rule}] ${one.message}`,
      `confidence ${one.confidence}${lowered(one)}`,
      ...one.trace.map((step, index) => `${index + 1} ${step.message}  ${spot(step.location)}`),
      ...also.slice(0, MOST_RELATED).map((step) => `also ${step.message}  ${spot(step.location)}`),
      ...(also.length > MOST_RELATED ? [`and ${plural(also.length - MOST_RELATED, "more place")}`] : []),
    ];
  });
  for (const { finding, reason, until, location } of silenced) {
    lines.push(`${finding.severity}[${finding.rule}] ${finding.message}`);
    lines.push(
      `silenced by the comment at ${spot(location)}${until === undefined ? "" : `, until ${until}`}: ${reason}`,
    );
  }
  for (const one of related) lines.push(`belongs to ${one.severity}[${one.rule}] at ${spot(one.location)}`);
  return lines.length === 0 ? ["none on this line"] : lines;
}

function lowered({ placement }: Finding): string {
  if (placement === "test" || placement === "docs")
    return `; a note, because it stands in ${placement === "test" ? "a test" : "documentation"}`;
  return placement === "example" ? "; stands in an example" : "";
}

const spot = ({ path, startLine }: Finding["location"]): string => `${path}:${startLine}`;

/** What it comes to, in one sentence. */
function verdict(
  { own, silenced, related }: LineFindings,
  listed: boolean,
  { report }: Scan,
  { file }: AskedLine,
  config: FoundConfig,
  stages: readonly Stage[],
): string {
  const [first] = own;
  if (first && !listed) return "a finding only when the file is named, because a scan leaves it out";
  if (first && config.only && !own.some(({ rule }) => config.only?.includes(rule)))
    return `no finding, because "only" in ${config.file} does not name ${first.rule}`;
  if (first) return `a finding: ${first.severity}[${first.rule}]`;
  const [quiet] = silenced;
  if (quiet) return `a finding that a comment silences: ${quiet.finding.severity}[${quiet.finding.rule}]`;
  const [other] = related;
  if (other) return `part of the finding at ${spot(other.location)}`;
  const docs = report.findings.find(({ rule, location }) => rule === "docs" && location.path === file.path);
  const matched = stages.some(({ name, lines }) => name === "detect" && lines.length > 1);
  if (docs && matched)
    return `no finding of its own: documentation is reported once per file, at ${spot(docs.location)}`;
  if (!matched) return "not a finding: no rule is about what stands here";
  const dropped = stages.find(({ name }) => name === "resolve")?.lines ?? [];
  if (dropped.length === 0) return "not a finding: what matched here says nothing of an API token by itself";
  return dropped.length === 1
    ? `not a finding: ${dropped[0]?.replace(/^.*? dropped: /, "")}`
    : "not a finding, for the reasons given by resolve";
}

function spell(head: string, text: string | undefined, stages: readonly Stage[], end: string): string {
  const out = [head];
  if (text !== undefined && text.trim() !== "") out.push(`  ${shorten(text.trim(), LINE_LENGTH)}`);
  for (const { name, lines } of stages)
    for (const [index, line] of lines.entries())
      out.push(index === 0 ? name.padEnd(LABEL) + line : `${" ".repeat(LABEL + 2)}${line}`);
  out.push(`${"verdict".padEnd(LABEL)}${end}`);
  return `${out.map(neutralise).join("\n")}\n`;
}
