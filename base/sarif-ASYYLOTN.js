import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  PROJECT_URI,
  ruleUri
} from "./chunk-NISHU7G4.js";
import {
  SEVERITIES,
  SKIP_REASONS,
  firstParagraph,
  neutralise,
  number,
  plainText,
  shorten,
  sortSkipped,
  stringify
} from "./chunk-D5MDTMVH.js";
import "./chunk-WWEY3SKT.js";

// src/report/sarif/place.ts
var BASE_ID = "%SRCROOT%";
function artifact(path) {
  return { uri: path.split("/").map(encodeSegment).join("/"), uriBaseId: BASE_ID };
}
function encodeSegment(segment) {
  return encodeURIComponent(segment.replace(new RegExp("\\p{Cs}", "gu"), "\uFFFD"));
}
function physicalLocation(location, excerpt, options) {
  const region = regionOf(location);
  const text = textOf(location, excerpt);
  const contextRegion = options.context ? contextOf(location, excerpt) : void 0;
  return {
    artifactLocation: artifact(location.path),
    region: text === void 0 ? region : { ...region, snippet: { text } },
    ...contextRegion ? { contextRegion } : {}
  };
}
function regionOf({
  startLine,
  startColumn,
  endLine,
  endColumn
}) {
  const line = Math.max(1, startLine);
  const column = Math.max(1, startColumn);
  const lastLine = Math.max(line, endLine);
  return {
    startLine: line,
    startColumn: column,
    endLine: lastLine,
    endColumn: Math.max(lastLine === line ? column : 1, endColumn)
  };
}
function textOf({ startLine, startColumn, endLine, endColumn }, excerpt) {
  const shift = excerpt.firstColumn ?? 1;
  const lines = excerpt.lines.slice(
    Math.max(0, startLine - excerpt.firstLine),
    endLine - excerpt.firstLine + 1
  );
  const first = lines[0];
  const last = lines.at(-1);
  if (startLine < excerpt.firstLine || first === void 0 || last === void 0 || lines.length !== endLine - startLine + 1)
    return void 0;
  if (startColumn < shift || endColumn - shift > last.length || shift > 1 && endLine > startLine)
    return void 0;
  if (startLine === endLine) return first.slice(startColumn - shift, endColumn - shift);
  return [first.slice(startColumn - 1), ...lines.slice(1, -1), last.slice(0, endColumn - 1)].join("\n");
}
function contextOf(location, excerpt) {
  const { startLine, startColumn, endLine, endColumn } = location;
  const first = excerpt.firstLine;
  const last = first + excerpt.lines.length - 1;
  if (first > startLine || last < endLine) return void 0;
  const shift = excerpt.firstColumn ?? 1;
  if (shift === 1) {
    const wider = first < startLine || last > endLine || startColumn > 1 || endColumn <= (excerpt.lines.at(-1) ?? "").length;
    return wider ? { startLine: first, endLine: last, snippet: { text: excerpt.lines.join("\n") } } : void 0;
  }
  const text = excerpt.lines[startLine - first] ?? "";
  const end = shift + text.length;
  if (startLine !== endLine || shift > startColumn || end < endColumn || end - shift <= endColumn - startColumn)
    return void 0;
  return { startLine, startColumn: shift, endLine, endColumn: end, snippet: { text } };
}

// src/report/sarif/notification.ts
var NOTIFICATION_LIMIT = 5e3;
var PREFIX = "skipped-";
var CAPPED = "results-left-out";
var EXPECTED = /* @__PURE__ */ new Set([
  "binary",
  "vendored",
  "generated",
  "minified",
  "not-a-file"
]);
function notificationsOf(skipped, resultsLeftOut) {
  const sorted = sortSkipped(skipped);
  const notifications = sorted.slice(0, NOTIFICATION_LIMIT).map(({ path, reason, detail }) => ({
    descriptor: { id: PREFIX + reason },
    level: EXPECTED.has(reason) ? "note" : "warning",
    message: {
      text: `${SKIP_REASONS[reason]}${detail === void 0 ? "" : ` (${neutralise(detail)})`}.`.replace(
        /^./,
        (c) => c.toUpperCase()
      )
    },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }]
  }));
  if (sorted.length > NOTIFICATION_LIMIT) {
    notifications.push({
      descriptor: { id: CAPPED },
      level: "warning",
      message: { text: `${number(sorted.length - NOTIFICATION_LIMIT)} more skipped files are not listed.` }
    });
  }
  if (resultsLeftOut > 0) {
    notifications.push({
      descriptor: { id: CAPPED },
      level: "warning",
      message: {
        text: `${number(resultsLeftOut)} more results are left out, because code scanning accepts no more; the worst are kept.`
      }
    });
  }
  return notifications;
}

// src/report/sarif/result.ts
var RELATED_LIMIT = 100;
var FLOW_LIMIT = 1e3;
function describeFinding(finding, ruleIndex) {
  const related = finding.related.slice(0, RELATED_LIMIT).map((step, index) => relatedLocation(step, index + 1));
  const { primaryLocationLineHash } = finding.fingerprints;
  return {
    ruleId: finding.rule,
    ...ruleIndex === void 0 ? {} : { ruleIndex },
    level: finding.severity,
    message: { text: messageOf(finding) },
    locations: [{ physicalLocation: physicalLocation(finding.location, finding.excerpt, { context: true }) }],
    ...related.length > 0 ? { relatedLocations: related } : {},
    ...finding.trace.length > 1 ? { codeFlows: [{ threadFlows: [{ locations: flowOf(finding.trace) }] }] } : {},
    partialFingerprints: {
      ...primaryLocationLineHash === void 0 ? {} : { primaryLocationLineHash },
      "zunset/v1": finding.fingerprints["zunset/v1"]
    },
    properties: {
      confidence: finding.confidence,
      placement: finding.placement,
      deadline: finding.deadline.date,
      ...finding.credential === void 0 ? {} : { credential: neutralise(finding.credential) }
    }
  };
}
function messageOf(finding) {
  const text = finding.message.trim();
  const sentence = escapeLinks(neutralise(/[.!?]$/.test(text) ? text : `${text}.`));
  const { credential } = finding;
  if (credential === void 0 || !/^[\w.$:/-]{1,200}$/.test(credential)) return sentence;
  const within = finding.related.slice(0, RELATED_LIMIT);
  const declaration = within.findIndex(({ role }) => role === "declaration");
  const origin = declaration >= 0 ? declaration : within.findIndex(({ role }) => role === "read");
  return origin < 0 ? sentence : `${sentence} The credential comes from [${credential}](${origin + 1}).`;
}
function escapeLinks(text) {
  return text.includes("](") ? text.replace(/[[\]\\]/g, "\\$&") : text;
}
function relatedLocation(step, id) {
  return { id, ...stepLocation(step) };
}
function flowOf(trace) {
  const steps = trace.length > FLOW_LIMIT ? [...trace.slice(0, FLOW_LIMIT - 1), ...trace.slice(-1)] : trace;
  return steps.map((step) => ({ location: stepLocation(step) }));
}
function stepLocation({ location, excerpt, message }) {
  return {
    physicalLocation: physicalLocation(location, excerpt, { context: false }),
    message: { text: escapeLinks(neutralise(`${message.charAt(0).toUpperCase()}${message.slice(1)}.`)) }
  };
}

// src/report/sarif/rule.ts
var DESCRIPTION_LIMIT = 1024;
var PROBLEM_SEVERITY = {
  error: "error",
  warning: "warning",
  note: "recommendation"
};
function describeRule(rule, deadline) {
  const defaultConfiguration = { level: rule.severity };
  return {
    id: rule.id,
    // A name that equals the id but for its case is refused by validators.
    name: pascalCase(`zendesk-${rule.id}`),
    shortDescription: { text: shorten(rule.title || rule.id, DESCRIPTION_LIMIT) },
    fullDescription: { text: shorten(firstParagraph(rule.why) || rule.title || rule.id, DESCRIPTION_LIMIT) },
    help: { text: plainText(help(rule, deadline)) || rule.id, markdown: help(rule, deadline) || rule.id },
    helpUri: ruleUri(rule.id),
    defaultConfiguration,
    properties: {
      // GitHub shows ten tags. The CWE tag decides which of GitLab's report types a finding goes to.
      tags: ["security", "zendesk", `external/cwe/cwe-${String(rule.cwe).padStart(3, "0")}`],
      precision: rule.precision,
      "problem.severity": PROBLEM_SEVERITY[rule.severity],
      "security-severity": rule.securitySeverity
    }
  };
}
function help(rule, deadline) {
  return [
    rule.why.trim(),
    deadline ? `**Deadline ${deadline.date}**: ${deadline.what}.` : "",
    rule.fix.trim() === "" ? "" : `## How to fix

${rule.fix.trim()}`,
    rule.links.length === 0 ? "" : `## Links

${rule.links.map((link) => `- <${link}>`).join("\n")}`
  ].filter((part) => part !== "").join("\n\n");
}
function pascalCase(id) {
  return id.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

// src/report/formats/sarif.ts
var SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
var RESULT_LIMIT = 25e3;
function sarif(report, { category = "zunset" }) {
  const rules = [...new Map(report.rules.map((rule) => [rule.id, rule])).values()];
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const deadlines = new Map(report.deadlines.map((deadline) => [deadline.id, deadline]));
  const findings = report.findings.length > RESULT_LIMIT ? worstFirst(report.findings, rules).slice(0, RESULT_LIMIT) : report.findings;
  const run = {
    tool: {
      driver: {
        name: report.tool.name,
        fullName: `${report.tool.name} ${report.tool.version}, scanner for uses of Zendesk API tokens`,
        semanticVersion: report.tool.version,
        informationUri: PROJECT_URI,
        rules: rules.map((rule) => describeRule(rule, deadlines.get(rule.deadline)))
      }
    },
    // What stands before the last slash is the category that code scanning tells analyses apart by.
    automationDetails: { id: category.endsWith("/") ? category : `${category}/` },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: {
      [BASE_ID]: {
        description: { text: "The root of the git checkout, or the scanned folder where there is none." }
      }
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notificationsOf(report.skipped, report.findings.length - findings.length)
      }
    ],
    results: findings.map((finding) => describeFinding(finding, ruleIndex.get(finding.rule)))
  };
  const log = { $schema: SCHEMA, version: "2.1.0", runs: [run] };
  return `${stringify(log)}
`;
}
function worstFirst(findings, rules) {
  const security = new Map(rules.map((rule) => [rule.id, Number(rule.securitySeverity)]));
  return [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (security.get(b.rule) ?? 0) - (security.get(a.rule) ?? 0)
  );
}
export {
  sarif
};
