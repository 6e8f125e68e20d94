import type { Report } from "../../model/finding.ts";
import type { Severity } from "../../model/rule.ts";
import { countSeverities, daysBetween, inDays, number, plural, SEVERITIES } from "../summary.ts";
import { neutralise } from "../text.ts";
import { type Markup, markup } from "./markup.ts";

/** What the findings come to, in a sentence. */
export function verdictOf({ asOf, findings, files, suppressed = [] }: Report): string {
  if (files.scanned === 0) return "No file was read, so nothing can be said.";
  const counts = countSeverities(findings);
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    plural(counts[severity], severity),
  );
  const paths = new Set(findings.map(({ location }) => location.path));
  const found =
    findings.length === 0
      ? `No use of a Zendesk API token in ${plural(files.scanned, "file")}`
      : `${plural(findings.length, "finding")} (${parts.join(", ")}) in ${number(paths.size)} of ${plural(files.scanned, "file")}`;
  return `${found}${suppressed.length > 0 ? `, ${number(suppressed.length)} more suppressed` : ""}, as of ${longDate(asOf)}.`;
}

/** Whether there is nothing to show in a table, not even what is silenced. */
export function isEmpty({ findings, suppressed = [] }: Report): boolean {
  return findings.length + suppressed.length === 0;
}

/** The days left to what is still to come and since what findings are about, what was compared with, and the charts, which the script draws. */
export function overviewSection(report: Report): Markup {
  const deadlines = deadlinesOf(report);
  return markup`<section id="overview" aria-labelledby="overview-title">
<h2 id="overview-title">Deadlines</h2>
${deadlines.length === 0 ? markup`<p class="empty">All of them have passed.</p>` : markup`<ol class="deadlines">${deadlines}</ol>`}
${comparisonOf(report)}
${isEmpty(report) || markup`<div id="charts" class="charts needs-script"></div>`}
</section>`;
}

function deadlinesOf({ asOf, deadlines, findings }: Report): Markup[] {
  return [...deadlines]
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .flatMap(({ id, date, what }) => {
      const days = daysBetween(asOf, date);
      const counts = countSeverities(findings.filter(({ deadline }) => deadline.id === id));
      const total = counts.error + counts.warning + counts.note;
      // A day that has passed and that nothing here has to do with is only history.
      if (days < 0 && total === 0) return [];
      return markup`
<li class="deadline${days < 0 && " passed"}${total === 0 && " idle"}">
<p class="days">${count(days)}</p>
<p class="what"><time datetime="${date}">${longDate(date)}</time><span>${neutralise(sentence(what))}</span></p>
<p class="concerned">${total === 0 ? "No finding" : markup`<a href="#due=${date}">${plural(total, "finding")}</a> ${SEVERITIES.map((severity) => tally(severity, counts[severity]))}`}</p>
</li>`;
    });
}

function count(days: number): Markup {
  if (days === 0) return markup`<b>today</b>`;
  const [amount, unit, ago] = inDays(days).replace(/^in /, "").split(" ");
  return markup`<b>${amount}</b> ${unit} ${ago ?? "left"}`;
}

function tally(severity: Severity, amount: number): Markup | undefined {
  return amount === 0
    ? undefined
    : markup`<span class="tally ${severity}">${plural(amount, severity)}</span> `;
}

function comparisonOf({ comparison, findings }: Report): Markup | undefined {
  if (!comparison) return undefined;
  const fresh = findings.filter(({ state }) => state === "new").length;
  return markup`<p class="comparison">Compared with ${neutralise(comparison.with)}: <b>${fresh > 0 ? markup`<a href="#state=new">${number(fresh)} new</a>` : "none new"}</b>, ${comparison.known === undefined ? "" : `${number(comparison.known)} known, `}${number(comparison.fixed)} fixed.</p>`;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** `30 April 2027`, whatever the locale of the machine. */
function longDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
