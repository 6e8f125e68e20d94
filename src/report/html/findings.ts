import type { Report } from "../../model/finding.ts";
import { type Markup, markup } from "./markup.ts";
import { isEmpty, verdictOf } from "./overview.ts";

/** Columns of the table: what the script calls them, and what a reader does. Their order is that of the cells it makes. */
const COLUMNS = [
  ["severity", "Severity"],
  ["place", "Place"],
  ["rule", "Rule"],
  ["credential", "Credential"],
  ["owner", "Owner"],
  ["state", "State"],
] as const;

/** The frame of the table of findings, which the script fills. */
export function findingsSection(report: Report): Markup {
  if (isEmpty(report))
    return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
<p class="empty">${verdictOf(report)}</p>
</section>`;
  const shown = COLUMNS.filter(
    ([id]) =>
      (id !== "owner" || (report.owners?.size ?? 0) > 0) &&
      (id !== "state" || report.comparison !== undefined || (report.suppressed?.length ?? 0) > 0),
  );
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
<noscript><p class="empty">The table of findings needs JavaScript, which this file brings along; your browser is told not to run any. What each rule is about stands below.</p></noscript>
<div class="needs-script">
<div class="tools" role="search" aria-label="Findings">
<label class="search"><span>Search</span><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="Path, name, text, code, owner …"></label>
<div id="filters" class="filters"></div>
</div>
<div class="summary">
<p id="status" role="status"></p>
<ul id="chips" class="chips" aria-label="Filters that are set"></ul>
<div class="actions">
<button type="button" id="copy-link">Copy link</button>
<button type="button" id="export">Export CSV</button>
</div>
</div>
<div class="split">
<div id="scroll" class="scroll" tabindex="-1">
<table id="table" role="grid" aria-labelledby="findings-title" aria-describedby="keys">
<colgroup>${shown.map(([id]) => markup`<col class="${id}">`)}</colgroup>
<thead><tr aria-rowindex="1">${shown.map(([id, label]) => markup`<th scope="col" class="${id}" data-column="${id}"><button type="button">${label}</button></th>`)}</tr></thead>
<tbody></tbody>
</table>
<p id="none" class="empty" hidden>No finding is left by these filters.</p>
</div>
<section id="detail" class="detail" tabindex="-1" aria-label="The chosen finding"></section>
</div>
<p id="keys" class="keys"><kbd>↑</kbd> <kbd>↓</kbd> choose a finding, <kbd>Enter</kbd> goes to its detail, <kbd>Esc</kbd> back, <kbd>/</kbd> to the search.</p>
</div>
</section>`;
}
