import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/report/summary.ts
var SEVERITIES = ["error", "warning", "note"];
function countSeverities(findings) {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}
function countRules(findings) {
  const counts = /* @__PURE__ */ new Map();
  for (const { rule, severity } of findings) {
    const count = counts.get(rule) ?? { error: 0, warning: 0, note: 0 };
    counts.set(rule, count);
    count[severity]++;
  }
  return [...counts].map(([rule, count]) => ({ rule, findings: count.error + count.warning + count.note, ...count })).sort((a, b) => b.error - a.error || b.warning - a.warning || b.note - a.note || compare(a.rule, b.rule));
}
function countDeadlines(report) {
  const counts = /* @__PURE__ */ new Map();
  for (const { deadline } of report.findings) {
    const count = counts.get(deadline.id);
    if (count) count.findings++;
    else counts.set(deadline.id, { deadline, findings: 1 });
  }
  return [...counts.values()].map(({ deadline, findings }) => ({
    deadline,
    daysLeft: daysBetween(report.asOf, deadline.date),
    findings
  })).sort((a, b) => compare(a.deadline.date, b.deadline.date) || compare(a.deadline.id, b.deadline.id));
}
function mainDeadline(findings) {
  for (const severity of SEVERITIES) {
    const counts = /* @__PURE__ */ new Map();
    for (const finding of findings) {
      if (finding.severity !== severity) continue;
      const entry = counts.get(finding.deadline.id) ?? { deadline: finding.deadline, count: 0 };
      counts.set(finding.deadline.id, { ...entry, count: entry.count + 1 });
    }
    const [most] = [...counts.values()].sort(
      (a, b) => b.count - a.count || compare(a.deadline.id, b.deadline.id)
    );
    if (most) return most.deadline;
  }
  return void 0;
}
function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 864e5);
}
function inDays(days) {
  if (days === 0) return "today";
  return days > 0 ? `in ${plural(days, "day")}` : `${plural(-days, "day")} ago`;
}
var SKIP_REASONS = {
  unreadable: "could not be read",
  timeout: "took too long",
  "out-of-memory": "needed too much memory",
  "too-large": "too large",
  encoding: "unknown text encoding",
  "parse-error": "broken syntax, searched as plain text",
  "too-deep": "nested too deeply, searched as plain text",
  vanished: "disappeared during the scan",
  "link-outside-root": "link out of the scanned folder",
  "link-loop": "link loop",
  "not-a-file": "not a regular file",
  minified: "minified",
  generated: "generated",
  vendored: "vendored",
  binary: "binary"
};
var SKIP_ORDER = Object.keys(SKIP_REASONS);
function sortSkipped(skipped) {
  const rank = new Map(SKIP_ORDER.map((reason, index) => [reason, index]));
  const of = (one) => rank.get(one.reason) ?? SKIP_ORDER.length;
  return [...skipped].sort((a, b) => of(a) - of(b) || compare(a.path, b.path));
}
function countReasons(reasons) {
  const counts = /* @__PURE__ */ new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return SKIP_ORDER.flatMap((reason) => {
    const count = counts.get(reason) ?? 0;
    return count > 0 ? [[reason, count]] : [];
  });
}
function nextCommand(report) {
  const [worst] = countRules(report.findings);
  return worst && {
    command: `zunset rules explain ${worst.rule}`,
    purpose: "why it breaks and how to migrate, step by step"
  };
}
function plural(count, noun) {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}
function number(count) {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// src/report/text.ts
var UNSAFE = new RegExp("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]|(?![\\u200c\\u200d])\\p{Cf}", "gu");
var PRINTABLE_ASCII = /^[ -~]*$/;
function neutralise(text) {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(UNSAFE, picture);
}
function picture(character) {
  const code = character.codePointAt(0) ?? 0;
  if (code < 32) return String.fromCharCode(9216 + code);
  if (code === 127) return "\u2421";
  return code > 65535 ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
function stringify(value, indent) {
  return JSON.stringify(value, null, indent).replace(
    new RegExp("[\\p{Cc}\\p{Zl}\\p{Zp}]|(?![\\u200c\\u200d])\\p{Cf}", "gu"),
    (character) => {
      if (character === "\n") return character;
      let escaped = "";
      for (let unit = 0; unit < character.length; unit++) {
        escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
      }
      return escaped;
    }
  );
}
function plainText(markdown) {
  return markdown.replace(/^ {0,3}(?:```|~~~).*$\n?/gm, "").replace(/^ {0,3}#{1,6} +/gm, "").replace(
    /!?\[([^\][]{0,500})\]\(([^()\s]{0,500})\)/g,
    (_, text, uri) => text === uri || uri === "" ? text : `${text} (${uri})`
  ).replace(/<(https?:\/\/[^\s<>]{1,500})>/g, "$1").replace(/\*\*(?=\S)([^\n*]{1,500})\*\*/g, "$1").replace(/\n{3,}/g, "\n\n").trim();
}
function firstParagraph(markdown) {
  const lines = [];
  const bare = markdown.replace(/^ {0,3}#{1,6} .*$/gm, "").replace(/\]\([^()\s]{0,500}\)/g, "]()");
  for (const line of plainText(bare).split("\n")) {
    const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/.exec(line);
    if (lines.length > 0 && (item || line.trim() === "")) break;
    const text = item ? line.slice(item[0].length).trim() : line.trim();
    if (text !== "") lines.push(text);
  }
  return lines.join(" ");
}
function firstSentence(markdown) {
  const paragraph = firstParagraph(markdown);
  const end = new RegExp("[.!?](?=\\s+[\"'`([]?\\p{Lu})", "u").exec(paragraph);
  return end ? paragraph.slice(0, end.index + 1) : paragraph;
}
function shorten(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}\u2026`;
}

export {
  SEVERITIES,
  countSeverities,
  countRules,
  countDeadlines,
  mainDeadline,
  daysBetween,
  inDays,
  SKIP_REASONS,
  sortSkipped,
  countReasons,
  nextCommand,
  plural,
  number,
  neutralise,
  stringify,
  plainText,
  firstParagraph,
  firstSentence,
  shorten
};
