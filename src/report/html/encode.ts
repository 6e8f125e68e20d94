import type { Excerpt, Finding, Fix, Location, Report, Step, Suppressed } from "../../model/finding.ts";
import { daysBetween, inDays, SEVERITIES } from "../summary.ts";
import { neutralise } from "../text.ts";
import {
  NO_OWNER,
  OPEN,
  type PageData,
  type PageFinding,
  type PageFix,
  type PagePlace,
  type PageStep,
  SUPPRESSED,
  type Text,
} from "./data.ts";

/** A report as the page's script wants it: worst findings first, then in the report's order. */
export function encode(report: Report): PageData {
  return new Encoder(report).encode();
}

class Encoder {
  readonly #report: Report;
  readonly #texts = new Table<string>();
  readonly #excerpts = new Table<PageData["excerpts"][number]>();
  readonly #steps = new Table<PageStep>();
  readonly #fixes: PageFix[] = [];
  readonly #deadlines: ReadonlyMap<string, number>;

  constructor(report: Report) {
    this.#report = report;
    this.#deadlines = new Map(report.deadlines.map(({ id }, index) => [id, index]));
  }

  encode(): PageData {
    const { asOf, deadlines, findings, suppressed = [] } = this.#report;
    const rows: { finding: Finding; silenced?: Suppressed }[] = [
      ...findings.map((finding) => ({ finding })),
      ...suppressed.map((silenced) => ({ finding: silenced.finding, silenced })),
    ];
    const rank = ({ finding }: { finding: Finding }): number => SEVERITIES.indexOf(finding.severity);
    rows.sort((a, b) => rank(a) - rank(b));
    const changedBy = this.#changedBy(rows.map(({ finding }) => finding));
    return {
      findings: rows.map(({ finding, silenced }, index) =>
        this.#finding(finding, silenced, changedBy.get(finding.location.path), index),
      ),
      deadlines: deadlines.map(({ id, date }) => ({
        id: neutralise(id),
        date,
        when: inDays(daysBetween(asOf, date)),
      })),
      texts: this.#texts.values,
      excerpts: this.#excerpts.values,
      steps: this.#steps.values,
      fixes: this.#fixes,
    };
  }

  /** The first row, by path, whose fix changes that path. */
  #changedBy(rows: readonly Finding[]): Map<string, number> {
    const found = new Map<string, number>();
    for (const [index, finding] of rows.entries())
      for (const { path } of this.#report.fixes?.get(finding)?.files ?? [])
        if (!found.has(path)) found.set(path, index);
    return found;
  }

  #finding(
    finding: Finding,
    silenced: Suppressed | undefined,
    changedBy: number | undefined,
    index: number,
  ): PageFinding {
    const fix = this.#report.fixes?.get(finding);
    const owners = this.#report.owners?.get(finding.location.path) ?? [];
    return {
      ...this.#place(finding.location, finding.excerpt),
      rule: this.#text(finding.rule),
      severity: finding.severity,
      confidence: finding.confidence,
      placement: this.#text(finding.placement),
      language: this.#text(finding.language ?? "text"),
      state: this.#text(silenced ? SUPPRESSED : (finding.state ?? OPEN)),
      message: this.#text(finding.message),
      ...(finding.credential === undefined ? {} : { credential: this.#text(finding.credential) }),
      owners: (owners.length > 0 ? owners : [NO_OWNER]).map((owner) => this.#text(owner)),
      deadline: this.#deadlines.get(finding.deadline.id) ?? -1,
      trace: finding.trace.map((step) => this.#step(step)),
      related: finding.related.map((step) => this.#step(step)),
      fingerprint: finding.fingerprints["zunset/v1"],
      ...(fix ? { fix: this.#fix(fix) } : {}),
      ...(!fix && changedBy !== undefined && changedBy !== index ? { fixedWith: changedBy } : {}),
      ...(silenced ? { suppressed: this.#suppressed(silenced) } : {}),
    };
  }

  #suppressed({ reason, until, location }: Suppressed): NonNullable<PageFinding["suppressed"]> {
    return {
      reason: this.#text(reason),
      ...(until === undefined ? {} : { until: neutralise(until) }),
      at: this.#text(`${location.path}:${location.startLine}`),
    };
  }

  #fix({ description, files }: Fix): number {
    return (
      this.#fixes.push({
        description: this.#text(description),
        files: files.map(({ path, diff }) => ({
          path: this.#text(path),
          diff: diff.split("\n").map(neutraliseLine).join("\n"),
        })),
      }) - 1
    );
  }

  #step(step: Step): number {
    return this.#steps.add({
      ...this.#place(step.location, step.excerpt),
      role: this.#text(step.role),
      message: this.#text(step.message),
    });
  }

  #place(location: Location, excerpt: Excerpt): PagePlace {
    const { path, startLine, startColumn, endLine } = location;
    return {
      path: this.#text(path),
      line: startLine,
      column: startColumn,
      ...(endLine > startLine ? { endLine } : {}),
      excerpt: this.#excerpts.add([
        excerpt.firstLine,
        ...excerpt.lines.map((line) => this.#texts.add(neutraliseLine(line))),
      ]),
      mark: markOf(location, excerpt),
    };
  }

  #text(text: string): Text {
    return this.#texts.add(neutralise(text));
  }
}

/** Where the span begins and ends in the line as it is shown, which neutralising may have made longer. */
function markOf(location: Location, { firstLine, firstColumn = 1, lines }: Excerpt): [number, number] {
  const line = lines[location.startLine - firstLine] ?? "";
  const column = (one: number): number =>
    neutraliseLine(line.slice(0, Math.max(0, one - firstColumn))).length;
  const last = location.endLine > location.startLine ? line.length + firstColumn : location.endColumn;
  return [column(location.startColumn), column(last)];
}

/** Code keeps its tabs. */
function neutraliseLine(line: string): string {
  return line.split("\t").map(neutralise).join("\t");
}

/** Values, each kept once and known by its index. */
class Table<Value> {
  readonly values: Value[] = [];
  readonly #indices = new Map<string, number>();

  add(value: Value): number {
    const key = typeof value === "string" ? value : JSON.stringify(value);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.values.push(value) - 1;
    this.#indices.set(key, index);
    return index;
  }
}
