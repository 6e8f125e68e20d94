import type { Finding, Report } from "../../model/finding.ts";
import type { Rule } from "../../model/rule.ts";
import { ruleUri } from "../project.ts";
import { countRules, daysBetween, inDays, plural, type RuleCount, SEVERITIES } from "../summary.ts";
import { neutralise } from "../text.ts";
import { ruleAnchor } from "./data.ts";
import { renderMarkdown } from "./markdown.ts";
import { type Markup, markup } from "./markup.ts";

/** A chapter for each rule that something was found by: why it matters, what to do, where to read on. */
export function rulesSection(report: Report): Markup {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const found: Finding[] = [...report.findings, ...(report.suppressed ?? []).map(({ finding }) => finding)];
  const counted = countRules(found).flatMap((count) => {
    const rule = rules.get(count.rule);
    return rule ? [{ rule, count }] : [];
  });
  return markup`<section id="rules" aria-labelledby="rules-title">
<h2 id="rules-title">Rules</h2>
${counted.length === 0 ? markup`<p class="empty">Nothing was found, by none of ${plural(report.rules.length, "rule")}.</p>` : counted.map(({ rule, count }) => chapter(rule, count, report))}
</section>`;
}

function chapter(rule: Rule, count: RuleCount, { asOf, deadlines }: Report): Markup {
  const deadline = deadlines.find(({ id }) => id === rule.deadline);
  const links = new Set([...rule.links.filter((link) => /^https?:\/\//i.test(link)), ruleUri(rule)]);
  const id = ruleAnchor(rule.id);
  return markup`<details class="chapter" id="${id}">
<summary>
<h3>${neutralise(rule.title)}</h3>
<span class="facts"><code>${neutralise(rule.id)}</code> ${SEVERITIES.filter((severity) => count[severity] > 0).map((severity) => markup`<span class="tally ${severity}">${plural(count[severity], severity)}</span> `)}</span>
</summary>
<div class="text">
<section><h4>Why it matters</h4>${renderMarkdown(rule.why)}</section>
<section><h4>What to do</h4>${renderMarkdown(rule.fix)}</section>
</div>
<dl>
${deadline && markup`<div><dt>Deadline</dt><dd><time datetime="${deadline.date}">${deadline.date}</time>, ${inDays(daysBetween(asOf, deadline.date))}: ${neutralise(deadline.what)}.</dd></div>`}
<div><dt>Weakness</dt><dd>CWE-${rule.cwe}</dd></div>
<div><dt>Read on</dt><dd><ul>${[...links].map((link) => markup`<li><a rel="noreferrer noopener" href="${neutralise(link)}">${neutralise(link)}</a></li>`)}</ul></dd></div>
</dl>
<p class="needs-script"><a href="#rule=${encodeURIComponent(rule.id)}">Show ${count.findings === 1 ? "the finding" : `the ${plural(count.findings, "finding")}`}</a></p>
</details>`;
}
