import { gzipSync } from "node:zlib";
import type { Log, Run } from "sarif";
import type { Finding, Report, Suppressed } from "../../model/finding.ts";
import type { RenderOptions } from "../format.ts";
import { worstFirst } from "../order.ts";
import { PROJECT_URI } from "../project.ts";
import { notificationsOf } from "../sarif/notification.ts";
import { BASE_ID } from "../sarif/place.ts";
import { describeFinding } from "../sarif/result.ts";
import { describeRule } from "../sarif/rule.ts";
import { stringify } from "../text.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Code scanning rejects a run with more results, and a larger file, which it measures compressed. */
const RESULT_LIMIT = 25_000;
const COMPRESSED_LIMIT = 10_000_000;
/** UTF-16 units of results that are written at all: readers take them into memory whole. */
const LENGTH_LIMIT = 100_000_000;

/** A report as SARIF 2.1.0 for code scanning: minified, within its limits, and the same bytes for the same findings on any day. */
export function sarif(report: Report, options: RenderOptions): string {
  const silenced = new Map<Finding, Suppressed>(
    options.suppressed ? report.suppressed?.map((one) => [one.finding, one]) : [],
  );
  const all = [...report.findings, ...silenced.keys()];
  const ranked = worstFirst(all, report.rules);
  const texts = resultTexts(report, silenced);
  let count = withinLength(ranked, texts);
  for (;;) {
    const kept = count === all.length ? all : ranked.slice(0, count);
    const results = kept.map(texts);
    const text = withResults(runOf(report, options, all.length - count), results);
    const size = compressedSize(text);
    if (size <= COMPRESSED_LIMIT || count === 0) return text;
    count = Math.floor(count * Math.min(0.95, COMPRESSED_LIMIT / size));
  }
}

/** The results as JSON, each made once. */
function resultTexts(
  report: Report,
  silenced: ReadonlyMap<Finding, Suppressed>,
): (finding: Finding) => string {
  const ruleIndex = new Map([...new Set(report.rules.map(({ id }) => id))].map((id, index) => [id, index]));
  const known = new Map<Finding, string>();
  return (finding) => {
    const text =
      known.get(finding) ??
      stringify(
        describeFinding(finding, ruleIndex.get(finding.rule), {
          fix: report.fixes?.get(finding),
          suppressed: silenced.get(finding),
        }),
      );
    known.set(finding, text);
    return text;
  };
}

/** How many of the worst findings are few and short enough. */
function withinLength(ranked: readonly Finding[], texts: (finding: Finding) => string): number {
  let [count, length] = [0, 0];
  for (const finding of ranked.slice(0, RESULT_LIMIT)) {
    length += texts(finding).length;
    if (length > LENGTH_LIMIT) break;
    count++;
  }
  return count;
}

/** Bytes after compression; of a text that cannot reach the limit its length, which is no more work. */
function compressedSize(text: string): number {
  const bytes = Buffer.byteLength(text);
  return bytes <= COMPRESSED_LIMIT ? bytes : gzipSync(text).length;
}

function runOf(report: Report, { category = "zunset", pipeline }: RenderOptions, leftOut: number): Run {
  const rules = [...new Map(report.rules.map((rule) => [rule.id, rule])).values()];
  const deadlines = new Map(report.deadlines.map((deadline) => [deadline.id, deadline]));
  return {
    tool: {
      driver: {
        name: report.tool.name,
        fullName: `${report.tool.name} ${report.tool.version}, scanner for uses of Zendesk API tokens`,
        semanticVersion: report.tool.version,
        informationUri: PROJECT_URI,
        rules: rules.map((rule) => describeRule(rule, deadlines.get(rule.deadline))),
      },
    },
    automationDetails: pipeline
      ? { id: pipeline.id, properties: { ...pipeline.properties } }
      : // What stands before the last slash is the category that code scanning tells analyses apart by.
        { id: category.endsWith("/") ? category : `${category}/` },
    ...(pipeline?.repository
      ? { versionControlProvenance: [{ ...pipeline.repository, mappedTo: { uriBaseId: BASE_ID } }] }
      : {}),
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: {
      [BASE_ID]: {
        description: { text: "The root of the git checkout, or the scanned folder where there is none." },
      },
    },
    invocations: [
      { executionSuccessful: true, toolExecutionNotifications: notificationsOf(report, leftOut) },
    ],
    results: [],
  };
}

/** The log with its results put in as they are: as one object they could be too much for a single `JSON.stringify`. */
function withResults(run: Run, results: readonly string[]): string {
  const log: Log = { $schema: SCHEMA, version: "2.1.0", runs: [run] };
  const end = "]}]}";
  return `${stringify(log).slice(0, -end.length)}${results.join(",")}${end}\n`;
}
