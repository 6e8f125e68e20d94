import { NO_OWNER, OPEN, ruleAnchor } from "../data.ts";
import { codeFrame, diffView } from "./code.ts";
import { byId, element, withCode } from "./dom.ts";
import type { Findings, Row } from "./rows.ts";

/** What is done with the detail. */
export interface DetailEvents {
  /** Back to the table. */
  readonly onLeave: () => void;
  /** To another finding. */
  readonly onGo: (row: Row) => void;
}

/** Everything about one finding. */
export class Detail {
  readonly #findings: Findings;
  readonly #events: DetailEvents;
  readonly #place = byId("detail", HTMLElement);

  constructor(findings: Findings, events: DetailEvents) {
    this.#findings = findings;
    this.#events = events;
    this.#place.addEventListener("keydown", (event) => {
      if (event.key === "Escape") events.onLeave();
    });
  }

  /** Shows a finding; nothing where there is none. */
  show(row: Row | undefined): void {
    this.#place.scrollTop = 0;
    this.#place.replaceChildren(
      ...(row ? [this.#head(row), ...this.#code(row), ...this.#way(row), ...this.#fix(row)] : []),
    );
  }

  /** Puts the focus on it, and it into view where it stands below the table. */
  focus(): void {
    this.#place.focus({ preventScroll: true });
    this.#place.scrollIntoView({ block: "nearest" });
  }

  #head(row: Row): HTMLElement {
    const { finding } = row;
    const back = element("button", { type: "button", class: "back" }, "Back to the list");
    back.addEventListener("click", this.#events.onLeave);
    return element(
      "header",
      {},
      back,
      element(
        "p",
        { class: "facts" },
        element("span", { class: `tally ${row.severity}` }, row.severity),
        " ",
        element("a", { href: `#${ruleAnchor(row.rule)}` }, row.rule),
        row.state !== OPEN && element("span", { class: `state ${row.state}` }, row.state),
      ),
      element("h3", {}, `${row.path}:${finding.line}:${finding.column}`),
      element("p", { class: "message" }, ...withCode(this.#findings.text(finding.message))),
      this.#properties(row),
    );
  }

  #properties(row: Row): HTMLElement {
    const { finding } = row;
    const deadline = this.#findings.data.deadlines[finding.deadline];
    const { suppressed } = finding;
    const text = (index: number): string => this.#findings.text(index);
    const properties: readonly (readonly [string, string | undefined])[] = [
      ["Credential", row.credential === "" ? undefined : row.credential],
      ["Deadline", deadline && `${deadline.date}, ${deadline.when}`],
      ["Owner", row.owners.includes(NO_OWNER) ? undefined : row.owners.join(" ")],
      ["Confidence", finding.confidence],
      ["Language", row.language],
      ["Placement", row.placement],
      ["Silenced", suppressed && `${text(suppressed.reason)} (${text(suppressed.at)})`],
      ["Until", suppressed?.until],
    ];
    return element(
      "dl",
      {},
      ...properties.map(
        ([name, value]) =>
          value !== undefined && element("div", {}, element("dt", {}, name), element("dd", {}, value)),
      ),
    );
  }

  #code({ finding, path }: Row): HTMLElement[] {
    return [codeFrame(finding, this.#findings, `Code of ${path} around line ${finding.line}`)];
  }

  #way({ finding }: Row): HTMLElement[] {
    const sections: HTMLElement[] = [];
    if (finding.trace.length > 0)
      sections.push(element("h4", {}, "Way of the credential"), this.#steps("ol", finding.trace));
    if (finding.related.length > 0)
      sections.push(element("h4", {}, "Also"), this.#steps("ul", finding.related));
    return sections;
  }

  #steps(kind: "ol" | "ul", steps: readonly number[]): HTMLElement {
    const list = element(kind, { class: "steps" });
    for (const index of steps) {
      const step = this.#findings.data.steps[index];
      if (!step) continue;
      const path = this.#findings.text(step.path);
      list.append(
        element(
          "li",
          {},
          element("p", {}, ...withCode(this.#findings.text(step.message))),
          element("p", { class: "at" }, `${path}:${step.line}:${step.column}`),
          codeFrame(step, this.#findings, `Code of ${path}, line ${step.line}`),
        ),
      );
    }
    return list;
  }

  #fix({ finding }: Row): HTMLElement[] {
    const { fixes } = this.#findings.data;
    if (fixes.length === 0) return [];
    const fix = finding.fix === undefined ? undefined : fixes[finding.fix];
    const title = element("h4", {}, "Rewrite");
    if (!fix) return [title, this.#withoutFix(finding.fixedWith)];
    return [
      title,
      element("p", {}, ...withCode(this.#findings.text(fix.description))),
      ...fix.files.flatMap(({ path, diff }) => [
        element("h5", {}, this.#findings.text(path)),
        diffView(diff, `Changes of ${this.#findings.text(path)}`),
      ]),
    ];
  }

  #withoutFix(fixedWith: number | undefined): HTMLElement {
    const other = fixedWith === undefined ? undefined : this.#findings.rows[fixedWith];
    if (!other)
      return element(
        "p",
        {},
        ...withCode(
          "Not rewritten by a machine: `zunset migrate` says why and what to decide, the rule how to do it by hand.",
        ),
      );
    const go = element("button", { type: "button" }, `${other.path}:${other.finding.line}`);
    go.addEventListener("click", () => this.#events.onGo(other));
    return element("p", {}, "This file is changed by the rewrite of ", go, ".");
  }
}
