import type { Severity } from "../../../model/rule.ts";
import type { PageData, PageFinding, Text } from "../data.ts";
import { directoriesOf } from "./directories.ts";

/** Rows prepared at a time: a few milliseconds' work. */
const PREPARED = 250;

/** A finding as the table and the filters know it. */
export interface Row {
  readonly index: number;
  readonly finding: PageFinding;
  readonly severity: Severity;
  readonly rule: string;
  readonly path: string;
  readonly language: string;
  readonly directory: string;
  readonly owners: readonly string[];
  readonly placement: string;
  readonly state: string;
  readonly credential: string;
  /** Date of the deadline. */
  readonly due: string;
}

/** All findings, with what is looked up of them. */
export class Findings {
  readonly data: PageData;
  readonly rows: readonly Row[];
  readonly #haystacks: string[] = [];

  constructor(data: PageData) {
    this.data = data;
    const directories = directoriesOf(data.findings.map(({ path }) => this.text(path)));
    this.rows = data.findings.map((finding, index) => ({
      index,
      finding,
      severity: finding.severity,
      rule: this.text(finding.rule),
      path: this.text(finding.path),
      language: this.text(finding.language),
      directory: directories[index] ?? "",
      owners: finding.owners.map((owner) => this.text(owner)),
      placement: this.text(finding.placement),
      state: this.text(finding.state),
      credential: finding.credential === undefined ? "" : this.text(finding.credential),
      due: data.deadlines[finding.deadline]?.date ?? "",
    }));
  }

  /** A text by its index. */
  text(index: Text): string {
    return this.data.texts[index] ?? "";
  }

  /** Everything of a finding that a search looks at, in lower case, code and trace included. */
  haystack(row: Row): string {
    const made = this.#haystacks[row.index] ?? this.#makeHaystack(row);
    this.#haystacks[row.index] = made;
    return made;
  }

  /** Makes ready, from one row on, what searches look at; gives the row to go on with. */
  prepare(from: number): number {
    const to = Math.min(this.rows.length, from + PREPARED);
    for (const row of this.rows.slice(from, to)) this.haystack(row);
    return to;
  }

  #makeHaystack({ finding, path, rule, owners, credential }: Row): string {
    const { steps, excerpts } = this.data;
    const [, ...lines] = excerpts[finding.excerpt] ?? [0];
    const way = [...finding.trace, ...finding.related].flatMap((index) => {
      const step = steps[index];
      return step ? [this.text(step.message), this.text(step.path)] : [];
    });
    return [
      `${path}:${finding.line}`,
      rule,
      credential,
      this.text(finding.message),
      ...owners,
      ...lines.map((line) => this.text(line)),
      ...way,
    ]
      .join("\n")
      .toLowerCase();
  }
}
