import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  require_picocolors
} from "./chunk-MQXKZR4B.js";
import {
  SEVERITIES,
  SKIP_REASONS,
  countDeadlines,
  countReasons,
  countRules,
  countSeverities,
  firstSentence,
  inDays,
  mainDeadline,
  neutralise,
  nextCommand,
  number,
  plural,
  sortSkipped
} from "./chunk-D5MDTMVH.js";
import {
  __toESM
} from "./chunk-WWEY3SKT.js";

// src/report/formats/terminal.ts
var import_picocolors = __toESM(require_picocolors(), 1);

// src/report/width.ts
var TAB = 4;
var CLUSTER_LIMIT = 32;
var segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
var EMOJI = new RegExp("\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\u{fe0f}|^[\\d#*]\\u{fe0f}?\\u{20e3}", "u");
var WIDE = /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{33ff}\u{3400}-\u{4dbf}\u{4e00}-\u{a4cf}\u{a960}-\u{a97c}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe10}-\u{fe19}\u{fe30}-\u{fe6b}\u{ff01}-\u{ff60}\u{ffe0}-\u{ffe6}\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
function cellsOf(line) {
  const cells = [];
  let column = 0;
  const add = (text, width, start) => {
    cells.push({ text, width, start });
    column += width;
  };
  if (/^[\t -~]*$/.test(line)) {
    for (let start = 0; start < line.length; start++) {
      const text = line[start] ?? "";
      if (text === "	") add(" ".repeat(TAB - column % TAB), TAB - column % TAB, start);
      else add(text, 1, start);
    }
    return cells;
  }
  for (const { segment, index } of segmenter.segment(line)) {
    if (segment === "	") add(" ".repeat(TAB - column % TAB), TAB - column % TAB, index);
    else if (segment.length > CLUSTER_LIMIT) add("\uFFFD", 1, index);
    else {
      const safe = neutralise(segment);
      add(safe, safe === segment ? clusterWidth(segment) : safe.length, index);
    }
  }
  return cells;
}
function widthOf(text) {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += clusterWidth(segment);
  return width;
}
function clusterWidth(cluster) {
  if (cluster.length === 1 && cluster < "\u0300") return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(cluster)) return 0;
  return EMOJI.test(cluster) || WIDE.test(cluster) ? 2 : 1;
}
function wrap(text, width, first = width) {
  const lines = [];
  let line = "";
  let taken = 0;
  for (const word of text.split(/ +/)) {
    const wide = widthOf(word);
    if (line !== "" && taken + 1 + wide > (lines.length === 0 ? first : width)) {
      lines.push(line);
      line = "";
      taken = 0;
    }
    line += (line === "" ? "" : " ") + word;
    taken += (taken === 0 ? 0 : 1) + wide;
  }
  if (line !== "") lines.push(line);
  return lines;
}

// src/report/frame.ts
var SPAN_LINES = 4;
var ELLIPSIS = "\u2026";
function codeFrame(excerpt, span, width, paint) {
  const rows = chooseRows(excerpt, span);
  const digits = String(rows.at(-1)?.line ?? 0).length;
  const view = chooseView(rows, excerpt, span, Math.max(16, width - digits - 5));
  const output = [];
  let previous;
  for (const row of rows) {
    if (previous !== void 0 && row.line !== previous + 1)
      output.push(paint.gutter(`  ${" ".repeat(digits)} \u22EE`));
    previous = row.line;
    const inSpan = row.line >= span.startLine && row.line <= span.endLine;
    const code = cut(row.cells, row.line === span.startLine ? view : { ...view, left: 0 }, excerpt).trimEnd();
    const gutter = paint.gutter(`${String(row.line).padStart(digits)} \u2502`);
    output.push(`${inSpan ? paint.mark(">") : " "} ${gutter}${code === "" ? "" : ` ${code}`}`);
    if (row.line !== span.startLine) continue;
    const { from, to } = underline(row.cells, excerpt, span);
    const first = Math.max(from, view.left) - view.left;
    const last = Math.min(to, view.left + view.width) - view.left;
    const marks = "^".repeat(Math.max(1, last - first));
    output.push(`  ${paint.gutter(`${" ".repeat(digits)} \u2502`)} ${" ".repeat(first)}${paint.mark(marks)}`);
  }
  return output;
}
function chooseRows(excerpt, span) {
  const last = excerpt.firstLine + excerpt.lines.length - 1;
  const textOf = (line) => excerpt.lines[line - excerpt.firstLine] ?? "";
  let from = excerpt.firstLine;
  let to = last;
  while (from < span.startLine && textOf(from).trim() === "") from++;
  while (to > span.endLine && textOf(to).trim() === "") to--;
  const rows = [];
  for (let line = from; line <= to; line++) {
    const middle = span.endLine - span.startLine >= SPAN_LINES + 1;
    if (middle && line >= span.startLine + SPAN_LINES - 1 && line < span.endLine) continue;
    rows.push({ line, cells: cellsOf(textOf(line)) });
  }
  return rows;
}
function chooseView(rows, excerpt, span, width) {
  const row = rows.find(({ line }) => line === span.startLine);
  if (!row) return { left: 0, width };
  const { from, to } = underline(row.cells, excerpt, span);
  const total = widthOfCells(row.cells);
  if (total <= width || to + 1 < width) return { left: 0, width };
  const least = Math.min(to + (width >> 3), total) - width;
  return { left: Math.max(0, Math.min(least, from - (width >> 3))), width };
}
function underline(cells, excerpt, span) {
  const shift = excerpt.firstColumn ?? 1;
  const start = span.startColumn - shift;
  const end = span.endLine > span.startLine ? Number.POSITIVE_INFINITY : span.endColumn - shift;
  let column = 0;
  let from;
  let to = 0;
  for (const [index, cell] of cells.entries()) {
    const next = cells[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    if (from === void 0 && next > start) from = column;
    column += cell.width;
    if (cell.start < end && (cell.text.trim() !== "" || end !== Number.POSITIVE_INFINITY)) to = column;
  }
  const begin = from ?? column;
  return { from: begin, to: Math.max(to, begin + 1) };
}
function cut(cells, view, excerpt) {
  const total = widthOfCells(cells);
  const right = view.left + view.width;
  const hiddenLeft = view.left > 0 || (excerpt.firstColumn ?? 1) > 1;
  const hiddenRight = total > right;
  let text = "";
  let column = 0;
  for (const { text: shown, width } of cells) {
    const from = column;
    column += width;
    if (column <= view.left) continue;
    if (from >= right) break;
    const room = from >= view.left && column <= right;
    text += room ? shown : " ".repeat(Math.min(column, right) - Math.max(from, view.left));
  }
  if (hiddenLeft && text !== "") text = replaceEdge(text, "left");
  return hiddenRight ? replaceEdge(text, "right") : text;
}
function replaceEdge(text, edge) {
  const cells = cellsOf(text);
  const cell = edge === "left" ? cells.shift() : cells.pop();
  const blank = " ".repeat(Math.max(0, (cell?.width ?? 1) - 1));
  const rest = cells.map((one) => one.text).join("");
  return edge === "left" ? `${ELLIPSIS}${blank}${rest}` : `${rest}${blank}${ELLIPSIS}`;
}
function widthOfCells(cells) {
  let width = 0;
  for (const cell of cells) width += cell.width;
  return width;
}

// src/report/terminal/fields.ts
var INDENT = 4;
var LABEL = 7;
function fields(label, lines, width, paint) {
  return lines.flatMap((line) => width === void 0 ? [line] : wrap(line, width - INDENT - LABEL)).map((line, index) => " ".repeat(INDENT) + beside(index === 0 ? label : "", LABEL, paint) + line);
}
function beside(label, width, paint) {
  return (label === "" ? "" : paint.faint(label)) + " ".repeat(Math.max(0, width - label.length));
}

// src/report/terminal/finding.ts
var PLACES = 3;
var KINDS = 5;
var STEPS = 20;
function renderFinding(finding, options) {
  const { paint, width } = options;
  const mark = paint.severity[finding.severity];
  const frame = codeFrame(finding.excerpt, finding.location, width - INDENT, { gutter: paint.faint, mark });
  const { deadline, rule } = options;
  const rows = [
    ...places(finding, options),
    ...deadline ? fields(
      "due",
      [`${deadline.date}, ${inDays(finding.daysLeft)}: ${neutralise(deadline.what)}`],
      width,
      paint
    ) : [],
    ...rule ? fields("fix", [neutralise(firstSentence(rule.fix))], width, paint) : []
  ];
  return [
    ...header(finding, options),
    ...frame.length > 0 ? ["", ...frame.map((line) => " ".repeat(INDENT) + line)] : [],
    ...rows.length > 0 ? ["", ...rows] : []
  ];
}
var PLACEMENTS = {
  code: "",
  test: "in a test",
  docs: "in documentation",
  example: "in an example"
};
function header(finding, { width, paint }) {
  const { severity, rule, location, confidence, placement } = finding;
  const asides = [PLACEMENTS[placement], confidence === "high" ? "" : `${confidence} confidence`].filter(
    (text) => text !== ""
  );
  const notes = asides.length > 0 ? `(${asides.join(", ")})` : "";
  const place = `${location.startLine}:${location.startColumn}`;
  const kind = `${severity}[${neutralise(rule)}]`;
  const taken = place.length + kind.length + 6;
  const message = wrap(neutralise(finding.message), width - INDENT, width - taken);
  const lines = message.map(paint.strong);
  if (notes !== "") {
    const last = widthOf(message.at(-1) ?? "");
    const room = width - (lines.length === 1 ? taken : INDENT) - last - 1;
    if (notes.length <= room) lines.push(`${lines.pop() ?? ""} ${paint.faint(notes)}`);
    else lines.push(paint.faint(notes));
  }
  const [first = "", ...rest] = lines;
  return [
    `  ${paint.faint(place)}  ${paint.severity[severity](kind)}  ${first}`,
    ...rest.map((line) => " ".repeat(INDENT) + line)
  ];
}
function places(finding, { width, paint }) {
  const trace = traceEntries(finding.trace);
  const related = relatedEntries(finding);
  const room = width - INDENT - LABEL;
  const texts = [...trace, ...related].map(({ text }) => widthOf(text)).filter((wide) => wide <= room / 2);
  const widest = Math.max(0, ...texts);
  const lines = (entries) => entries.flatMap(({ text, place }) => {
    if (place === "") return [text];
    const gap = " ".repeat(Math.max(0, widest - widthOf(text)) + 2);
    if (widthOf(text) + gap.length + widthOf(place) <= room) return [text + gap + paint.place(place)];
    return [text, `  ${paint.place(place)}`];
  });
  return [
    ...fields("trace", lines(trace), void 0, paint),
    ...fields("also", lines(related), void 0, paint)
  ];
}
function traceEntries(trace) {
  const digits = String(trace.length).length;
  const entries = trace.map(({ message, location }, index) => ({
    text: `${String(index + 1).padStart(digits)} ${neutralise(message)}`,
    place: placeOf(location)
  }));
  if (trace.length <= STEPS) return entries;
  const left = { text: `\u22EE ${trace.length - STEPS + 1} more steps`, place: "" };
  return [...entries.slice(0, STEPS - 2), left, ...entries.slice(-1)];
}
function relatedEntries(finding) {
  const shown = new Set([finding.location, ...finding.trace.map((step) => step.location)].map(placeOf));
  const kinds = /* @__PURE__ */ new Map();
  for (const { message, location } of finding.related) {
    const place = placeOf(location);
    if (shown.has(place)) continue;
    shown.add(place);
    const text = neutralise(message);
    const locations = kinds.get(text) ?? [];
    kinds.set(text, locations);
    locations.push(location);
  }
  const entries = [...kinds].slice(0, KINDS).map(([text, locations]) => ({ text, place: placesOf(locations) }));
  const left = [...kinds.values()].slice(KINDS).reduce((sum, locations) => sum + locations.length, 0);
  return left > 0 ? [...entries, { text: `and ${plural(left, "more place")}`, place: "" }] : entries;
}
function placesOf(locations) {
  const listed = locations.slice(0, PLACES).map((location, index) => {
    const same = location.path === locations[index - 1]?.path;
    return same ? `${location.startLine}:${location.startColumn}` : placeOf(location);
  });
  const left = locations.length - listed.length;
  return listed.join(", ") + (left > 0 ? ` and ${left} more` : "");
}
function placeOf({ path, startLine, startColumn }) {
  return `${neutralise(path)}:${startLine}:${startColumn}`;
}

// src/report/terminal/paint.ts
function createPaint(colors) {
  return {
    severity: {
      error: (text) => colors.bold(colors.red(text)),
      warning: (text) => colors.bold(colors.yellow(text)),
      note: (text) => colors.bold(colors.blue(text))
    },
    path: (text) => colors.bold(colors.underline(text)),
    strong: colors.bold,
    faint: colors.dim,
    place: colors.cyan,
    command: (text) => colors.bold(colors.cyan(text)),
    good: (text) => colors.bold(colors.green(text))
  };
}

// src/report/terminal/summary.ts
var SKIPPED = 10;
var LABEL2 = 11;
var NARROW = 30;
function renderSummary(report, { width, paint }) {
  const section = (label, lines) => lines.map((line, index) => beside(index === 0 ? label : "", LABEL2, paint) + line);
  const next = nextCommand(report);
  return [
    ...report.findings.length > 0 ? [paint.faint("\u2500".repeat(width))] : [],
    verdict(report, paint),
    "",
    ...section("rules", ruleLines(report, paint)),
    ...section("deadlines", deadlineLines(report, width, paint)),
    ...section("files", wrap(fileLine(report), width - LABEL2)),
    ...section("skipped", skipLines(report, width)),
    ...next ? ["", ...section("next", [`${paint.command(neutralise(next.command))}  ${next.purpose}`])] : []
  ];
}
function verdict(report, paint) {
  const { findings, files } = report;
  if (files.scanned === 0 && findings.length === 0)
    return paint.severity.warning("No file was read, so nothing can be said.");
  if (findings.length === 0) return paint.good("No use of a Zendesk API token found.");
  return `${paint.strong(plural(findings.length, "finding"))}: ${severities(countSeverities(findings), paint)}`;
}
function severities(counts, paint) {
  return SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => paint.severity[severity](plural(counts[severity], severity))).join(", ");
}
function ruleLines(report, paint) {
  const rules = countRules(report.findings).map((count) => ({ ...count, rule: neutralise(count.rule) }));
  const widest = Math.max(0, ...rules.map(({ rule }) => rule.length));
  return rules.map((count) => `${count.rule.padEnd(widest)}  ${severities(count, paint)}`);
}
function deadlineLines(report, width, paint) {
  const rows = countDeadlines(report).map(({ deadline, daysLeft, findings }) => ({
    cells: [deadline.date, inDays(daysLeft), plural(findings, "finding")],
    what: neutralise(deadline.what),
    passed: daysLeft < 0
  }));
  const widths = [0, 1, 2].map(
    (column) => Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0))
  );
  const next = rows.find(({ passed }) => !passed);
  return rows.flatMap((row) => {
    const head = row.cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    const brush = row.passed ? paint.severity.error : row === next ? paint.strong : (text) => text;
    const room = width - LABEL2 - head.length - 2;
    if (room < NARROW) return [brush(head), ...wrap(row.what, width - LABEL2 - 2).map((line) => `  ${line}`)];
    return wrap(row.what, room).map(
      (line, index) => `${index === 0 ? brush(head) : " ".repeat(head.length)}  ${line}`
    );
  });
}
function fileLine({ files, skipped }) {
  const leftOut = Object.values(files.leftOut).reduce((sum, count) => sum + count, 0);
  return [
    `${number(files.scanned)} scanned`,
    `${number(files.parsed)} parsed`,
    ...leftOut > 0 ? [`${number(leftOut)} left out (${reasons(Object.entries(files.leftOut))})`] : [],
    ...skipped.length > 0 ? [`${number(skipped.length)} skipped`] : []
  ].join(", ");
}
function reasons(counts) {
  return counts.map(([reason, count]) => `${number(count)} ${reason}`).join(", ");
}
function skipLines({ skipped }, width) {
  const sorted = sortSkipped(skipped);
  const listed = sorted.slice(0, SKIPPED).map(({ path, reason, detail }) => ({
    path: neutralise(path),
    why: SKIP_REASONS[reason] + (detail === void 0 ? "" : ` (${neutralise(detail)})`)
  }));
  const widest = Math.max(0, ...listed.map(({ path }) => widthOf(path)).filter((wide) => wide <= 40));
  const lines = listed.map(
    ({ path, why }) => `${path}${" ".repeat(Math.max(0, widest - widthOf(path)))}  ${why}`
  );
  const rest = countReasons(sorted.slice(SKIPPED).map(({ reason }) => reason));
  if (rest.length === 0) return lines;
  const more = rest.map(([reason, count]) => `${number(count)} ${SKIP_REASONS[reason]}`).join(", ");
  return [...lines, ...wrap(`and ${number(sorted.length - SKIPPED)} more: ${more}`, width - LABEL2)];
}

// src/report/formats/terminal.ts
var MIN_WIDTH = 40;
function terminal(report, options) {
  const paint = createPaint(import_picocolors.default.createColors(options.color));
  const width = Math.max(MIN_WIDTH, options.width);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const main = mainDeadline(report.findings);
  const explained = /* @__PURE__ */ new Set();
  const output = [];
  let previous;
  for (const finding of report.findings) {
    if (finding.location.path !== previous?.location.path)
      output.push(paint.path(neutralise(finding.location.path)));
    previous = finding;
    const rule = explained.has(finding.rule) ? void 0 : rules.get(finding.rule);
    explained.add(finding.rule);
    const deadline = finding.deadline.id === main?.id ? void 0 : finding.deadline;
    output.push(...renderFinding(finding, { rule, deadline, width, paint }), "");
  }
  output.push(...renderSummary(report, { width, paint }));
  return `${output.map((line) => line.trimEnd()).join("\n")}
`;
}
export {
  terminal
};
