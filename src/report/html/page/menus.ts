import { byId, element } from "./dom.ts";
import { FACETS, type Facet, type Result, rankedValues, totalOf } from "./facets.ts";

/** Values that a menu lists; a directory or an owner beyond them is found by the menu's own search. */
const LISTED = 100;
/** From so many values on a menu can be searched. */
const SEARCHABLE = 12;

/** Adds a value to what is asked for, or takes it away. */
export type Toggle = (facet: string, value: string) => void;

type Chosen = ReadonlyMap<string, ReadonlySet<string>>;

/** The filters: a menu of check boxes per facet. */
export class Menus {
  readonly #menus: readonly Menu[];

  constructor(facets: readonly Facet[], toggle: Toggle) {
    this.#menus = facets.map((facet) => new Menu(facet, toggle));
    const place = byId("filters", HTMLDivElement);
    place.append(...this.#menus.map(({ root }) => root));
    document.addEventListener("click", (event) => {
      for (const menu of this.#menus)
        if (!(event.target instanceof Node && menu.root.contains(event.target))) menu.root.open = false;
    });
  }

  /** Shows what is chosen and what each choice would give. */
  show(counts: Result["counts"], chosen: Chosen): void {
    for (const menu of this.#menus) menu.show(counts, chosen);
  }
}

class Menu {
  readonly root = element("details", { class: "menu" });
  readonly #facet: Facet;
  readonly #toggle: Toggle;
  readonly #badge = element("span", { class: "badge" });
  readonly #list = element("div", { class: "values" });
  readonly #search = element("input", { type: "search", placeholder: "Narrow", spellcheck: "false" });
  #counts: Result["counts"] = new Map();
  #chosen: Chosen = new Map();

  constructor(facet: Facet, toggle: Toggle) {
    this.#facet = facet;
    this.#toggle = toggle;
    this.#search.setAttribute("aria-label", `Narrow the values of ${facet.label}`);
    const summary = element("summary", {}, facet.label, this.#badge);
    const panel = element("div", { class: "panel", role: "group", "aria-label": facet.label });
    panel.append(this.#search, this.#list);
    this.root.append(summary, panel);
    // Before it opens: the next key may already be meant for what is in it.
    summary.addEventListener("click", () => {
      this.#search.value = "";
      this.#fill();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.root.open) return;
      this.root.open = false;
      summary.focus();
    });
    this.root.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !this.root.contains(event.relatedTarget))
        this.root.open = false;
    });
    this.#search.addEventListener("input", () => this.#fill());
    this.#list.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) this.#toggle(this.#facet.id, event.target.value);
    });
  }

  show(counts: Result["counts"], chosen: Chosen): void {
    this.#counts = counts;
    this.#chosen = chosen;
    const number = chosen.get(this.#facet.id)?.size ?? 0;
    this.#badge.textContent = number === 0 ? "" : String(number);
    if (this.root.open) this.#fill();
  }

  #fill(): void {
    const chosen = this.#chosen.get(this.#facet.id) ?? new Set<string>();
    const ranked = rankedValues(this.#facet, this.#counts).map(
      ([value, tally]) => [value, totalOf(tally)] as const,
    );
    const known = new Set(ranked.map(([value]) => value));
    // What is chosen stays, also where the other filters leave nothing of it.
    const all = [
      ...ranked,
      ...[...chosen].filter((value) => !known.has(value)).map((value) => [value, 0] as const),
    ];
    this.#search.hidden = all.length < SEARCHABLE;
    const wanted = this.#search.value.toLowerCase();
    const found = all.filter(([value]) => value.toLowerCase().includes(wanted));
    const active =
      document.activeElement instanceof HTMLInputElement ? document.activeElement.value : undefined;
    const inside = this.#list.contains(document.activeElement);
    this.#list.replaceChildren(
      ...found.slice(0, LISTED).map(([value, total]) => {
        const box = element("input", { type: "checkbox", value, checked: chosen.has(value) });
        return element(
          "label",
          {},
          box,
          element("span", { class: "value" }, value),
          element("span", { class: "total" }, String(total)),
        );
      }),
    );
    if (found.length > LISTED)
      this.#list.append(element("p", {}, `${found.length - LISTED} more: narrow them above.`));
    if (inside) [...this.#list.querySelectorAll("input")].find(({ value }) => value === active)?.focus();
  }
}

/** The filters that are set, each with a button that takes it away, and one for all. */
export function showChips(text: string, chosen: Chosen, toggle: Toggle, clear: () => void): void {
  const place = byId("chips", HTMLUListElement);
  const chips = FACETS.flatMap(({ id, label }) =>
    [...(chosen.get(id) ?? [])].map((value) => {
      const button = element("button", { type: "button" }, `${label}: ${value}`);
      button.setAttribute("aria-label", `Take away ${label}: ${value}`);
      button.addEventListener("click", () => toggle(id, value));
      return element("li", {}, button);
    }),
  );
  if (chips.length > 0 || text !== "") {
    const button = element("button", { type: "button", class: "clear" }, "Clear all");
    button.addEventListener("click", clear);
    chips.push(element("li", {}, button));
  }
  place.replaceChildren(...chips);
  place.hidden = chips.length === 0;
}
