import type { Finding, Report } from "../../model/finding.ts";
import { codeFrame } from "../frame.ts";
import { inDays } from "../summary.ts";
import { firstSentence, neutralise } from "../text.ts";

const WIDTH = 100;
const PLAIN_FRAME = { gutter: (text: string): string => text, mark: (text: string): string => text };

/**
 * JUnit's XML for CI servers: a suite per rule, a failed test per error or warning, a skipped one per note or known finding, since those
 * are no reason to fail. A rule that found nothing has one test that passed.
 */
export function junit(report: Report): string {
  const byRule = new Map<string, Finding[]>(report.rules.map(({ id }) => [id, []]));
  for (const finding of report.findings) {
    const findings = byRule.get(finding.rule) ?? [];
    byRule.set(finding.rule, findings);
    findings.push(finding);
  }
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const suites = [...byRule].map(([id, findings]) => {
    const rule = rules.get(id);
    const fix = rule ? firstSentence(rule.fix) : "";
    const cases =
      findings.length === 0
        ? [`    <testcase${attributes({ name: rule?.title ?? id, classname: id, time: "0" })}/>\n`]
        : findings.map((finding) => testCase(finding, fix));
    const skipped = findings.filter(isNoFailure).length;
    const counts = { tests: cases.length, failures: findings.length - skipped, errors: 0, skipped };
    return `  <testsuite${attributes({ name: `zunset ${id}`, ...counts, time: "0" })}>\n${cases.join("")}  </testsuite>\n`;
  });
  const failures = report.findings.filter((finding) => !isNoFailure(finding)).length;
  const tests = [...byRule.values()].reduce((sum, { length }) => sum + Math.max(1, length), 0);
  const root = attributes({ name: "zunset", tests, failures, errors: 0, time: "0" });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${root}>\n${suites.join("")}</testsuites>\n`;
}

const isNoFailure = ({ severity, state }: Finding): boolean => severity === "note" || state === "known";

function testCase(finding: Finding, fix: string): string {
  const { rule, severity, message, location, excerpt, deadline, daysLeft, state } = finding;
  const place = `${location.path}:${location.startLine}:${location.startColumn}`;
  const open = `    <testcase${attributes({ name: place, classname: rule, time: "0" })}>\n`;
  const close = "\n    </testcase>\n";
  if (isNoFailure(finding)) {
    const reason = state === "known" ? `Known: ${message}` : message;
    return `${open}      <skipped${attributes({ message: reason })}/>${close}`;
  }
  const text = [
    neutralise(place),
    ...codeFrame(excerpt, location, WIDTH, PLAIN_FRAME),
    `Due ${deadline.date}, ${inDays(daysLeft)}: ${neutralise(deadline.what)}.`,
    ...(fix === "" ? [] : [neutralise(fix)]),
  ].join("\n");
  return `${open}      <failure${attributes({ type: severity, message })}>${escapeXml(text)}</failure>${close}`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(neutralise(String(value)))}"`)
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text for an attribute or between tags, with no character that XML 1.0 does not have; nothing in it ends a section. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
    .replace(/[\ufffe\uffff]/g, "\ufffd");
}
