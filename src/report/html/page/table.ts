import { byId, element, setAttributes } from "./dom.ts";
import type { Row } from "./rows.ts";
import type { Sorting } from "./sort.ts";

/** Rows kept beyond either edge of what is seen, so that scrolling shows no gap. */
const OVERSCAN = 12;
/** Rows of a printed table; nobody reads more on paper. */
const PRINTED = 1000;

/** What the table tells of. */
export interface TableEvents {
  /** A row was chosen, by a key or a click; `opened` when its detail is wanted. */
  readonly onChoose: (row: Row, opened: boolean) => void;
  readonly onSort: (column: string) => void;
}

/**
 * The table of findings: a grid whose rows exist only where they are seen. It says how many rows there are and which ones these are, the chosen row can be
 * focused, and keys move the choice.
 */
export class FindingsTable {
  readonly #events: TableEvents;
  readonly #scroll = byId("scroll", HTMLDivElement);
  readonly #table = byId("table", HTMLTableElement);
  readonly #none = byId("none", HTMLParagraphElement);
  readonly #body: HTMLTableSectionElement;
  readonly #columns: readonly string[];
  readonly #made = new Map<number, HTMLTableRowElement>();
  readonly #above = spacer();
  readonly #below = spacer();
  #rows: readonly Row[] = [];
  #chosen = -1;
  #height = 32;
  #printing = false;

  constructor(events: TableEvents) {
    this.#events = events;
    const [body] = this.#table.tBodies;
    if (!body) throw new Error("the table has no body");
    this.#body = body;
    const heads = [...this.#table.querySelectorAll<HTMLElement>("th[data-column]")];
    this.#columns = heads.map((head) => head.dataset["column"] ?? "");
    for (const head of heads)
      head
        .querySelector("button")
        ?.addEventListener("click", () => events.onSort(head.dataset["column"] ?? ""));
    this.#scroll.addEventListener("scroll", () => this.#render(), { passive: true });
    this.#scroll.addEventListener("keydown", (event) => this.#onKey(event));
    this.#body.addEventListener("click", (event) => this.#onClick(event));
    new ResizeObserver(() => this.#measure()).observe(this.#scroll);
    window.addEventListener("beforeprint", () => this.#print(true));
    window.addEventListener("afterprint", () => this.#print(false));
  }

  /** Shows rows, from the top unless the chosen one is among them. */
  show(rows: readonly Row[], sorting: Sorting, chosen: Row | undefined): void {
    this.#rows = rows;
    for (const row of this.#made.values()) row.remove();
    this.#made.clear();
    this.#chosen = chosen ? rows.indexOf(chosen) : -1;
    setAttributes(this.#table, { "aria-rowcount": rows.length + 1 });
    this.#table.hidden = rows.length === 0;
    this.#none.hidden = rows.length > 0;
    for (const head of this.#table.querySelectorAll<HTMLElement>("th[data-column]")) {
      const sorted = head.dataset["column"] === sorting.column;
      const order = sorting.descending ? "descending" : "ascending";
      setAttributes(head, { "aria-sort": sorted ? order : undefined });
    }
    this.#scroll.scrollTop = 0;
    if (this.#chosen > 0) this.#reveal(this.#chosen);
    this.#render();
  }

  /** Puts the focus on the chosen row, or the first one. */
  focus(): void {
    this.#choose(Math.max(0, this.#chosen), false);
  }

  #measure(): void {
    const height = Number.parseFloat(getComputedStyle(this.#scroll).getPropertyValue("--row"));
    if (Number.isFinite(height) && height > 0) this.#height = height;
    this.#render();
  }

  /** Makes the rows that are seen, then takes away those that no longer are: the other way round the browser would scroll for want of height. */
  #render(): void {
    const [from, to] = this.#range();
    const hadFocus = this.#body.contains(document.activeElement);
    if (!this.#above.isConnected) this.#body.append(this.#above, this.#below);
    setHeight(this.#above, from * this.#height);
    setHeight(this.#below, this.#printing ? 0 : (this.#rows.length - to) * this.#height);
    // No row that stays is moved: it would lose the focus.
    let next: Node = this.#made.get(to) ?? this.#below;
    for (let index = to - 1; index >= from; index--) {
      let row = this.#made.get(index);
      if (!row) {
        row = this.#makeRow(index);
        this.#made.set(index, row);
      }
      if (row.nextSibling !== next) this.#body.insertBefore(row, next);
      next = row;
    }
    for (const [index, row] of this.#made) {
      if (index >= from && index < to) continue;
      row.remove();
      this.#made.delete(index);
    }
    this.#mark();
    // The focus must not fall out of the table with the row that had it.
    if (hadFocus && !this.#body.contains(document.activeElement)) this.#scroll.focus({ preventScroll: true });
  }

  #range(): [from: number, to: number] {
    if (this.#printing) return [0, Math.min(PRINTED, this.#rows.length)];
    const first = Math.floor(this.#scroll.scrollTop / this.#height);
    const seen = Math.ceil(this.#scroll.clientHeight / this.#height);
    return [Math.max(0, first - OVERSCAN), Math.min(this.#rows.length, first + seen + OVERSCAN)];
  }

  #makeRow(index: number): HTMLTableRowElement {
    const row = this.#rows[index];
    const made = element("tr", { "aria-rowindex": index + 2, "data-index": index });
    if (row) for (const column of this.#columns) made.append(this.#makeCell(column, row));
    return made;
  }

  #makeCell(column: string, row: Row): HTMLTableCellElement {
    const cell = (...children: (Node | string)[]): HTMLTableCellElement =>
      element("td", { class: column }, ...children);
    switch (column) {
      case "severity":
        return cell(element("span", { class: `tally ${row.severity}` }, row.severity));
      case "place": {
        const slash = row.path.lastIndexOf("/") + 1;
        return cell(
          element("span", { class: "file" }, `${row.path.slice(slash)}:${row.finding.line}`),
          " ",
          element("span", { class: "folder" }, row.path.slice(0, Math.max(0, slash - 1))),
        );
      }
      case "rule":
        return cell(row.rule);
      case "credential":
        return cell(row.credential);
      case "owner":
        return cell(row.owners.join(" "));
      default:
        return cell(element("span", { class: `state ${row.state}` }, row.state));
    }
  }

  /** Says which row is chosen. It is the one that Tab comes to; where none is, that is the first. */
  #mark(): void {
    const reachable = this.#made.has(this.#chosen) ? this.#chosen : Math.min(...this.#made.keys());
    for (const [index, row] of this.#made)
      setAttributes(row, {
        "aria-selected": index === this.#chosen ? "true" : "false",
        tabindex: index === reachable ? 0 : -1,
      });
  }

  #choose(index: number, opened: boolean): void {
    const row = this.#rows[index];
    if (!row) return;
    this.#chosen = index;
    this.#reveal(index);
    this.#render();
    this.#made.get(index)?.focus({ preventScroll: true });
    this.#events.onChoose(row, opened);
  }

  #reveal(index: number): void {
    const head = this.#table.tHead?.offsetHeight ?? 0;
    const top = index * this.#height;
    const { scrollTop, clientHeight } = this.#scroll;
    if (top < scrollTop) this.#scroll.scrollTop = top;
    else if (top + this.#height + head > scrollTop + clientHeight)
      this.#scroll.scrollTop = top + this.#height + head - clientHeight;
  }

  #onClick(event: Event): void {
    const row = (event.target as Element).closest("tr");
    const index = Number(row?.dataset["index"]);
    // Who marks text to copy it does not want the detail.
    if (Number.isInteger(index) && getSelection()?.isCollapsed !== false) this.#choose(index, false);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.target as Element).closest("button")) return;
    const page = Math.max(1, Math.floor(this.#scroll.clientHeight / this.#height) - 2);
    const last = this.#rows.length - 1;
    const to: Readonly<Record<string, number>> = {
      ArrowDown: this.#chosen + 1,
      ArrowUp: this.#chosen - 1,
      PageDown: this.#chosen + page,
      PageUp: this.#chosen - page,
      Home: 0,
      End: last,
      Enter: this.#chosen,
      " ": this.#chosen,
    };
    if (!Object.hasOwn(to, event.key)) return;
    event.preventDefault();
    this.#choose(Math.min(last, Math.max(0, to[event.key] ?? 0)), event.key === "Enter");
  }

  #print(printing: boolean): void {
    this.#printing = printing;
    this.#render();
  }
}

/** A row that takes the room of those that are not there. */
function spacer(): HTMLTableRowElement {
  return element("tr", { class: "spacer", "aria-hidden": "true" }, element("td"));
}

function setHeight(row: HTMLTableRowElement, height: number): void {
  row.hidden = height <= 0;
  row.style.height = `${height}px`;
}
