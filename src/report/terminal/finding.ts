import type { Finding, Location, Step } from "../../model/finding.ts";
import type { Deadline, Rule } from "../../model/rule.ts";
import { codeFrame } from "../frame.ts";
import { inDays, plural } from "../summary.ts";
import { firstSentence, neutralise } from "../text.ts";
import { widthOf, wrap } from "../width.ts";
import { fields, INDENT, LABEL } from "./fields.ts";
import type { Paint } from "./paint.ts";

/** Related places of one kind that are listed, kinds, and steps of a trace; the rest is counted. */
const PLACES = 3;
const KINDS = 5;
const STEPS = 20;

interface FindingOptions {
  /** The rule, when what to do has not been said yet. */
  readonly rule: Rule | undefined;
  /** The deadline, when it is not the report's main one. */
  readonly deadline: Deadline | undefined;
  readonly width: number;
  readonly paint: Paint;
}

/** A finding in lines: header, code frame, and below it the trace, related places, deadline and what to do. */
export function renderFinding(finding: Finding, options: FindingOptions): string[] {
  const { paint, width } = options;
  const mark = paint.severity[finding.severity];
  const frame = codeFrame(finding.excerpt, finding.location, width - INDENT, { gutter: paint.faint, mark });
  const { deadline, rule } = options;
  const rows = [
    ...places(finding, options),
    ...(deadline
      ? fields(
          "due",
          [`${deadline.date}, ${inDays(finding.daysLeft)}: ${neutralise(deadline.what)}`],
          width,
          paint,
        )
      : []),
    ...(rule ? fields("fix", [neutralise(firstSentence(rule.fix))], width, paint) : []),
  ];
  return [
    ...header(finding, options),
    ...(frame.length > 0 ? ["", ...frame.map((line) => " ".repeat(INDENT) + line)] : []),
    ...(rows.length > 0 ? ["", ...rows] : []),
  ];
}

const PLACEMENTS: Readonly<Record<Finding["placement"], string>> = {
  code: "",
  test: "in a test",
  docs: "in documentation",
  example: "in an example",
};

function header(finding: Finding, { width, paint }: FindingOptions): string[] {
  const { severity, rule, location, confidence, placement } = finding;
  const asides = [PLACEMENTS[placement], confidence === "high" ? "" : `${confidence} confidence`].filter(
    (text) => text !== "",
  );
  const notes = asides.length > 0 ? `(${asides.join(", ")})` : "";
  const place = `${location.startLine}:${location.startColumn}`;
  const kind = `${severity}[${neutralise(rule)}]`;
  const taken = place.length + kind.length + 6;
  const message = wrap(neutralise(finding.message), width - INDENT, width - taken);
  const lines = message.map(paint.strong);
  if (notes !== "") {
    // The asides stand behind the message where there is room, else below it.
    const last = widthOf(message.at(-1) ?? "");
    const room = width - (lines.length === 1 ? taken : INDENT) - last - 1;
    if (notes.length <= room) lines.push(`${lines.pop() ?? ""} ${paint.faint(notes)}`);
    else lines.push(paint.faint(notes));
  }
  const [first = "", ...rest] = lines;
  return [
    `  ${paint.faint(place)}  ${paint.severity[severity](kind)}  ${first}`,
    ...rest.map((line) => " ".repeat(INDENT) + line),
  ];
}

/** A few words and where that is. */
interface Entry {
  readonly text: string;
  readonly place: string;
}

/** The trace and the related places, side by side with their texts. */
function places(finding: Finding, { width, paint }: FindingOptions): string[] {
  const trace = traceEntries(finding.trace);
  const related = relatedEntries(finding);
  const room = width - INDENT - LABEL;
  const texts = [...trace, ...related].map(({ text }) => widthOf(text)).filter((wide) => wide <= room / 2);
  const widest = Math.max(0, ...texts);
  const lines = (entries: readonly Entry[]): string[] =>
    entries.flatMap(({ text, place }) => {
      if (place === "") return [text];
      const gap = " ".repeat(Math.max(0, widest - widthOf(text)) + 2);
      if (widthOf(text) + gap.length + widthOf(place) <= room) return [text + gap + paint.place(place)];
      return [text, `  ${paint.place(place)}`];
    });
  return [
    ...fields("trace", lines(trace), undefined, paint),
    ...fields("also", lines(related), undefined, paint),
  ];
}

/** Numbered steps; the middle of a very long way is left out. */
function traceEntries(trace: readonly Step[]): Entry[] {
  const digits = String(trace.length).length;
  const entries = trace.map(({ message, location }, index) => ({
    text: `${String(index + 1).padStart(digits)} ${neutralise(message)}`,
    place: placeOf(location),
  }));
  if (trace.length <= STEPS) return entries;
  const left = { text: `⋮ ${trace.length - STEPS + 1} more steps`, place: "" };
  return [...entries.slice(0, STEPS - 2), left, ...entries.slice(-1)];
}

/** Related places that no step shows, those of one kind together, those of one file behind its path. */
function relatedEntries(finding: Finding): Entry[] {
  const shown = new Set([finding.location, ...finding.trace.map((step) => step.location)].map(placeOf));
  const kinds = new Map<string, Location[]>();
  for (const { message, location } of finding.related) {
    const place = placeOf(location);
    if (shown.has(place)) continue;
    shown.add(place);
    const text = neutralise(message);
    const locations = kinds.get(text) ?? [];
    kinds.set(text, locations);
    locations.push(location);
  }
  const entries = [...kinds]
    .slice(0, KINDS)
    .map(([text, locations]) => ({ text, place: placesOf(locations) }));
  const left = [...kinds.values()].slice(KINDS).reduce((sum, locations) => sum + locations.length, 0);
  return left > 0 ? [...entries, { text: `and ${plural(left, "more place")}`, place: "" }] : entries;
}

/** `src/a.ts:3:1, 8:5, src/b.ts:2:1 and 4 more`. */
function placesOf(locations: readonly Location[]): string {
  const listed = locations.slice(0, PLACES).map((location, index) => {
    const same = location.path === locations[index - 1]?.path;
    return same ? `${location.startLine}:${location.startColumn}` : placeOf(location);
  });
  const left = locations.length - listed.length;
  return listed.join(", ") + (left > 0 ? ` and ${left} more` : "");
}

function placeOf({ path, startLine, startColumn }: Location): string {
  return `${neutralise(path)}:${startLine}:${startColumn}`;
}
