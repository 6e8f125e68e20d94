import { languageOf } from "./language.ts";
import { findShapes } from "./secret/shapes.ts";

const words = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** Every key of a report as JSON; keys that stand for numbers (rules and severities that are counted) may be any. */
const REPORT_KEYS = words(`
  asOf byDeadline byRule bySeverity comparison confidence credential cwe date degraded daysLeft deadline deadlines detail endColumn endLine
  excerpt files finding findings fingerprints firstColumn firstLine fix fixed id known leftOut lines links location message name
  nextDeadline owners page path placement precision primaryLocationLineHash reason related role rule rules schema securitySeverity
  severity skipped startColumn startLine state summary suppressed title tool trace until version what why with zunset/v1`);

/** Every key of a report as SARIF, merged ones included. */
const SARIF_KEYS = words(`
  $schema %SRCROOT% artifactChanges artifactLocation automationDetails baselineState branch codeFlows
  columnKind confidence contextRegion credential deadline defaultConfiguration deletedRegion description descriptor driver endColumn
  endLine executionSuccessful fixes fullDescription fullName help helpUri id informationUri insertedContent invocations justification
  kind level location locations mappedTo markdown message name originalUriBaseIds owners partialFingerprints physicalLocation placement
  precision primaryLocationLineHash problem.severity properties region relatedLocations replacements repositoryUri results revisionId
  ruleId ruleIndex rules runs security-severity semanticVersion shortDescription snippet startColumn startLine status suppressions tags
  text threadFlows tool toolExecutionNotifications until uri uriBaseId version versionControlProvenance zunset/v1`);

/** What Azure DevOps is told of its pipeline. */
const PIPELINE_KEY = /^azuredevops\/pipeline\/build\/\w{1,40}$/;

/** How the reports begin, so that other files cost nothing. */
const JSON_START =
  /^\s{0,20}\{\s{0,20}"schema":\s{0,20}1,\s{0,20}"tool":\s{0,20}\{\s{0,20}"name":\s{0,20}"zunset"/;
const SARIF_START = /^\s{0,20}\{\s{0,20}"\$schema":\s{0,20}"https:\/\/[^"]{0,200}sarif[^"]{0,200}"/;
const BASELINE_START = "# Findings of zunset that are known and put off:";

/**
 * The policy that a report begins with: a browser runs the one script it names, which can reach nothing and nobody. Then what made the page.
 */
const HTML_START =
  /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'">\n(?:<meta name="[\w-]{1,40}" content="[^"<>\n]{1,200}">\n){0,6}<meta name="generator" content="zunset [\w.+-]{1,60}">\n/;

/** A line that a baseline consists of. */
const BASELINE_LINE =
  /^(?:#.*|version: \d{1,4}|findings:(?: \[\])?| {2}- path: .+| {4}(?:rule|credential|fingerprint|content|reason|owner|expires): .+|)$/;

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** What looks random in a report and is no credential: fingerprints, commits, ids of a pipeline, and hashes of a policy. */
const HASH = new RegExp(
  `^(?:[0-9a-f]{32}|[0-9a-f]{40}|${UUID}(?:/(?:${UUID}|\\w{1,12})){0,6}|sha256-[\\w+/]{43}=)$`,
);

/** Objects and lists in each other at most; a report has twelve. */
const DEEP = 40;

/**
 * True for a report or baseline that zunset wrote: it speaks of uses and is none. A name does not tell, for a pull request could give it to anything.
 * The whole file has to be of the form, where no other program would run or read it, and hold no credential, which no report does.
 */
export function isOwnReport(path: string, text: string): boolean {
  if (JSON_START.test(text)) return isKnown(path, "json", () => readsAs(text, REPORT_KEYS));
  if (SARIF_START.test(text)) return isKnown(path, "json", () => readsAs(text, SARIF_KEYS, isOwnSarif));
  if (text.startsWith(BASELINE_START)) return isKnown(path, "yaml", () => baseline(text));
  if (HTML_START.test(text)) return isKnown(path, "html", () => (/<[?%]/.test(text) ? undefined : text));
  return false;
}

/** True where the name says the format or nothing, and what is in the file has the form and no credential. */
function isKnown(path: string, format: "json" | "yaml" | "html", read: () => string | undefined): boolean {
  const language = languageOf(path, "");
  if (language !== format && language !== "text") return false;
  const content = read();
  return (
    content !== undefined &&
    findShapes(content).every(({ start, end }) => HASH.test(content.slice(start, end)))
  );
}

/** What a file of JSON says, spelled without escapes that nothing needs; undefined when it holds keys that no report does. */
function readsAs(
  text: string,
  keys: ReadonlySet<string>,
  accepts: (content: unknown) => boolean = () => true,
): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // NOTE: no JSON, so no report; it is scanned as whatever it is.
    return undefined;
  }
  return accepts(content) && hasOnly(content, keys, 0) ? JSON.stringify(content) : undefined;
}

function hasOnly(content: unknown, keys: ReadonlySet<string>, depth: number): boolean {
  if (typeof content !== "object" || content === null) return true;
  if (depth > DEEP) return false;
  if (Array.isArray(content)) return content.every((one) => hasOnly(one, keys, depth + 1));
  return Object.entries(content).every(
    ([key, value]) =>
      typeof value === "number" ||
      ((keys.has(key) || PIPELINE_KEY.test(key)) && hasOnly(value, keys, depth + 1)),
  );
}

/** Runs of others stay what they are: their reports are theirs to judge. */
function isOwnSarif(content: unknown): boolean {
  const { runs } = content as { readonly runs?: unknown };
  return (
    Array.isArray(runs) &&
    runs.length > 0 &&
    runs.every(
      (run: { tool?: { driver?: { name?: unknown } } } | null) => run?.tool?.driver?.name === "zunset",
    )
  );
}

function baseline(text: string): string | undefined {
  const lines = text.split(/\r?\n/);
  return lines.some((line) => line.startsWith("version: ")) && lines.every((line) => BASELINE_LINE.test(line))
    ? text
    : undefined;
}
