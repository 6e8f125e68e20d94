import { number, plural } from "../../summary.ts";
import { NO_OWNER, OPEN, type PageData, SUPPRESSED } from "../data.ts";
import { readAddress, START, type View, writeAddress } from "./address.ts";
import { watchChapters } from "./chapters.ts";
import { Charts } from "./charts.ts";
import { csvOf } from "./csv.ts";
import { Detail } from "./detail.ts";
import { byId, element } from "./dom.ts";
import { FACETS, type Facet, type Result, search } from "./facets.ts";
import { Menus, showChips } from "./menus.ts";
import { Findings, type Row } from "./rows.ts";
import { sortRows } from "./sort.ts";
import { FindingsTable } from "./table.ts";

/** Digits of a fingerprint in an address: enough to tell a million findings apart. */
const ID_LENGTH = 12;
/** Charts stand beside each other, so there are as many as fit. */
const CHARTED = 4;

/** The page: a view, what it leaves of the findings, and the parts that show it. */
class Page {
  readonly #findings: Findings;
  readonly #search = byId("search", HTMLInputElement);
  readonly #status = byId("status", HTMLParagraphElement);
  readonly #menus: Menus;
  readonly #charts: Charts;
  readonly #table: FindingsTable;
  readonly #detail: Detail;
  #view: View = START;
  #rows: readonly Row[] = [];

  constructor(data: PageData) {
    this.#findings = new Findings(data);
    const useful = FACETS.filter((facet) => this.#isUseful(facet));
    const toggle = (facet: string, value: string): void => this.#toggle(facet, value);
    this.#menus = new Menus(useful, toggle);
    const charted = ["rule", "language", "directory", "owner", "placement", "severity"].flatMap(
      (id) => useful.find((facet) => facet.id === id) ?? [],
    );
    this.#charts = new Charts(charted.slice(0, CHARTED), toggle);
    this.#table = new FindingsTable({
      onChoose: (row, opened) => this.#choose(row, opened),
      onSort: (column) => this.#sort(column),
    });
    this.#detail = new Detail(this.#findings, {
      onLeave: () => this.#table.focus(),
      onGo: (row) => this.#go(row),
    });
    this.#search.addEventListener("input", () =>
      this.#change({ ...this.#view, text: this.#search.value.trim() }),
    );
    byId("export", HTMLButtonElement).addEventListener("click", () => this.#export());
    byId("copy-link", HTMLButtonElement).addEventListener("click", () => this.#copyLink());
    window.addEventListener("hashchange", () => this.#open());
    document.addEventListener("keydown", (event) => this.#onKey(event));
    this.#view = readAddress(location.hash) ?? START;
    this.#show();
    this.#prepare(0);
  }

  /** Readies the search while nobody waits for it. */
  #prepare(from: number): void {
    const to = this.#findings.prepare(from);
    if (to > from) setTimeout(() => this.#prepare(to));
  }

  /** A facet that tells findings apart; owners and states are none in a report that has no others. */
  #isUseful(facet: Facet): boolean {
    const { rows } = this.#findings;
    if (facet.id === "owner") return rows.some(({ owners }) => owners.some((owner) => owner !== NO_OWNER));
    return facet.id !== "state" || rows.some(({ state }) => state !== OPEN);
  }

  /** Takes the view that the address says, if it says one. */
  #open(): void {
    const view = readAddress(location.hash);
    if (!view) return;
    this.#view = view;
    this.#show();
    byId("findings", HTMLElement).scrollIntoView();
  }

  #change(view: View): void {
    this.#view = view;
    const address = writeAddress(view);
    history.replaceState(null, "", address === "" ? location.pathname + location.search : `#${address}`);
    this.#show();
  }

  #show(): void {
    const { text, chosen, sorting } = this.#view;
    if (this.#search.value.trim() !== text) this.#search.value = text;
    const result = search(this.#findings.rows, this.#view, (row) => this.#findings.haystack(row));
    this.#rows = sortRows(result.rows, sorting);
    const row = this.#chosenRow();
    this.#table.show(this.#rows, sorting, row);
    this.#detail.show(row);
    this.#menus.show(result.counts, chosen);
    this.#charts.show(result.counts, chosen);
    showChips(
      text,
      chosen,
      (facet, value) => this.#toggle(facet, value),
      () => this.#change({ ...START, sorting }),
    );
    this.#status.textContent = this.#statusOf(result);
  }

  #statusOf({ suppressed }: Result): string {
    const { rows } = this.#findings;
    const all = this.#view.chosen.has("state") ? rows : rows.filter(({ state }) => state !== SUPPRESSED);
    const total = plural(all.length, "finding");
    const shown = this.#rows.length === all.length ? total : `${number(this.#rows.length)} of ${total}`;
    return suppressed > 0 ? `${shown}, ${number(suppressed)} suppressed not shown` : shown;
  }

  /** The finding that the address names, the first where it names none that is there. */
  #chosenRow(): Row | undefined {
    const { finding } = this.#view;
    const named = finding && this.#rows.find((row) => row.finding.fingerprint.startsWith(finding));
    return named || this.#rows[0];
  }

  #choose(row: Row, opened: boolean): void {
    this.#view = { ...this.#view, finding: row.finding.fingerprint.slice(0, ID_LENGTH) };
    history.replaceState(null, "", `#${writeAddress(this.#view)}`);
    this.#detail.show(row);
    if (opened) this.#detail.focus();
  }

  #go(row: Row): void {
    const finding = row.finding.fingerprint.slice(0, ID_LENGTH);
    const view = { ...this.#view, finding };
    this.#change(this.#rows.includes(row) ? view : { ...START, finding });
    this.#detail.focus();
  }

  #toggle(facet: string, value: string): void {
    const values = new Set(this.#view.chosen.get(facet));
    if (!values.delete(value)) values.add(value);
    const chosen = new Map(this.#view.chosen);
    if (values.size > 0) chosen.set(facet, values);
    else chosen.delete(facet);
    this.#change({ ...this.#view, chosen });
  }

  #sort(column: string): void {
    const { sorting } = this.#view;
    const descending = sorting.column === column && !sorting.descending;
    this.#change({ ...this.#view, sorting: { column, descending } });
  }

  #export(): void {
    const blob = new Blob([csvOf(this.#rows, this.#findings)], { type: "text/csv;charset=utf-8" });
    const link = element("a", { href: URL.createObjectURL(blob), download: "zunset-findings.csv" });
    link.click();
    // The browser has read it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.#status.textContent = `${plural(this.#rows.length, "finding")} exported as zunset-findings.csv`;
  }

  #copyLink(): void {
    const done = (text: string) => (): void => {
      this.#status.textContent = text;
    };
    const refused = done("The browser does not let a page copy: take the address from the address bar.");
    if (!navigator.clipboard) refused();
    else navigator.clipboard.writeText(location.href).then(done("Link copied"), refused);
  }

  #onKey(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.#search.focus();
      this.#search.select();
    }
    if (event.key === "ArrowDown" && event.target === this.#search) {
      event.preventDefault();
      this.#table.focus();
    }
  }
}

for (const box of document.querySelectorAll<HTMLInputElement>("input[name=theme]"))
  box.addEventListener("change", () => {
    document.documentElement.dataset["theme"] = box.value;
  });
watchChapters();
const data = JSON.parse(byId("data", HTMLScriptElement).textContent ?? "") as PageData;
// A report without findings has no table to fill.
if (data.findings.length > 0) new Page(data);
