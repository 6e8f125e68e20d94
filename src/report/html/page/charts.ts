import { scaleBand, scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { stack } from "d3-shape";
import { number, plural, SEVERITIES } from "../../summary.ts";
import { byId, element } from "./dom.ts";
import { type Facet, type Result, rankedValues, type Tally, totalOf } from "./facets.ts";
import type { Toggle } from "./menus.ts";

/** Bars of a chart; the values beyond them are told in its table. */
const BARS = 7;
/** Values of its table. */
const LISTED = 200;
const ROW = 30;
const BAR = 6;
/** Room of a character of a label, about; the whole label is in the tooltip and in the table. */
const CHARACTER = 7;

/** A chart per facet: how many findings each value has, by severity. A click on a bar filters by it. */
export class Charts {
  readonly #charts: readonly Chart[];

  constructor(facets: readonly Facet[], toggle: Toggle) {
    this.#charts = facets.map((facet) => new Chart(facet, toggle));
    byId("charts", HTMLDivElement).append(...this.#charts.map(({ root }) => root));
  }

  /** Draws what is left by the filters. */
  show(counts: Result["counts"], chosen: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const chart of this.#charts) chart.show(counts, chosen);
  }
}

interface Bar {
  readonly value: string;
  readonly tally: Tally;
  readonly chosen: boolean;
}

class Chart {
  readonly root = element("figure", { class: "chart" });
  readonly #facet: Facet;
  readonly #toggle: Toggle;
  readonly #drawing = select(element("div", { class: "drawing" }))
    .append("svg")
    .attr("role", "img");
  readonly #details = element("details");
  readonly #table = element("tbody");
  readonly #rest = element("p", { class: "rest" });
  #all: readonly Bar[] = [];
  #bars: readonly Bar[] = [];

  constructor(facet: Facet, toggle: Toggle) {
    this.#facet = facet;
    this.#toggle = toggle;
    const svg = this.#drawing.node();
    const place = svg?.parentElement ?? element("div");
    const summary = element("summary", {}, "As a table");
    // Made before it is seen, and only then: it is as long as there are values.
    summary.addEventListener("click", () => this.#fillTable());
    this.#details.append(summary, this.#makeTable());
    this.root.append(
      element("figcaption", {}, `By ${facet.label.toLowerCase()}`),
      place,
      this.#rest,
      this.#details,
    );
    new ResizeObserver(() => this.#draw()).observe(place);
  }

  show(counts: Result["counts"], chosen: ReadonlyMap<string, ReadonlySet<string>>): void {
    const wanted = chosen.get(this.#facet.id);
    const ranked = rankedValues(this.#facet, counts);
    const all = ranked.map(([value, tally]) => ({ value, tally, chosen: wanted?.has(value) ?? false }));
    // What is chosen is drawn, however few findings it has.
    const drawn = new Set([...all.filter((bar) => bar.chosen), ...all].slice(0, BARS));
    this.#bars = all.filter((bar) => drawn.has(bar));
    const rest = all.filter((bar) => !drawn.has(bar)).reduce((sum, { tally }) => sum + totalOf(tally), 0);
    this.#rest.textContent =
      rest > 0 ? `${number(all.length - drawn.size)} more with ${plural(rest, "finding")}` : "";
    this.root.classList.toggle("narrowed", wanted !== undefined);
    this.#all = all;
    if (this.#details.open) this.#fillTable();
    const summary = this.#bars.map(({ value, tally }) => `${value} ${totalOf(tally)}`).join(", ");
    this.#drawing.attr("aria-label", `Bar chart: findings by ${this.#facet.label.toLowerCase()}. ${summary}`);
    this.#draw();
  }

  #makeTable(): HTMLTableElement {
    const { label } = this.#facet;
    const heads = [label, ...SEVERITIES, "all"].map((name) => element("th", { scope: "col" }, name));
    return element(
      "table",
      {},
      element("caption", {}, `Findings by ${label.toLowerCase()}`),
      element("thead", {}, element("tr", {}, ...heads)),
      this.#table,
    );
  }

  #fillTable(): void {
    this.#table.replaceChildren(...this.#all.slice(0, LISTED).map((bar) => this.#tableRow(bar)));
  }

  #tableRow({ value, tally, chosen }: Bar): HTMLElement {
    const button = element("button", { type: "button", "aria-pressed": chosen ? "true" : "false" }, value);
    button.addEventListener("click", () => this.#toggle(this.#facet.id, value));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, button),
      ...SEVERITIES.map((severity) => element("td", {}, number(tally[severity]))),
      element("td", {}, number(totalOf(tally))),
    );
  }

  #draw(): void {
    const width = this.#drawing.node()?.parentElement?.clientWidth ?? 0;
    if (width === 0) return;
    const bars = this.#bars;
    const x = scaleLinear()
      .domain([0, Math.max(1, ...bars.map(({ tally }) => totalOf(tally)))])
      .range([0, width]);
    const y = scaleBand()
      .domain(bars.map(({ value }) => value))
      .range([0, bars.length * ROW]);
    const pieces = stack<Bar>()
      .keys(SEVERITIES)
      .value(({ tally }, severity) => tally[severity as keyof Tally])(bars);
    this.#drawing.attr("width", width).attr("height", bars.length * ROW);
    const room = Math.max(6, Math.floor((width - 48) / CHARACTER));
    const rows = this.#drawing
      .selectAll<SVGGElement, Bar>("g")
      .data(bars, ({ value }) => value)
      .join((enter) => {
        const group = enter.append("g");
        group.append("rect").attr("class", "hit");
        group.append("title");
        group.append("text").attr("class", "label");
        group.append("text").attr("class", "total");
        for (const severity of SEVERITIES) group.append("rect").attr("class", severity);
        return group.on("click", (_, { value }) => this.#toggle(this.#facet.id, value));
      })
      .attr("class", ({ chosen }) => (chosen ? "chosen" : null))
      .attr("transform", ({ value }) => `translate(0,${y(value) ?? 0})`);
    rows.select("title").text(({ value, tally }) => `${value}: ${tallyText(tally)}`);
    rows.select(".hit").attr("width", width).attr("height", ROW);
    rows
      .select(".label")
      .attr("y", 14)
      .text(({ value }) => middleCut(value, room));
    rows
      .select(".total")
      .attr("x", width)
      .attr("y", 14)
      .text(({ tally }) => number(totalOf(tally)));
    for (const series of pieces)
      rows
        .select(`.${series.key}`)
        .attr("y", ROW - BAR - 4)
        .attr("height", BAR)
        .attr("x", (_, index) => x(series[index]?.[0] ?? 0))
        .attr("width", (_, index) => x((series[index]?.[1] ?? 0) - (series[index]?.[0] ?? 0)));
  }
}

function tallyText(tally: Tally): string {
  return SEVERITIES.filter((severity) => tally[severity] > 0)
    .map((severity) => plural(tally[severity], severity))
    .join(", ");
}

/** The beginning and the end of a text, which is what tells directories apart. */
function middleCut(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const head = Math.floor(length / 3);
  return `${characters.slice(0, head).join("")}…${characters.slice(head + 1 - length).join("")}`;
}
