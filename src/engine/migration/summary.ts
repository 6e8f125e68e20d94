import { type Plan, REFUSALS } from "../../codemod/index.ts";
import { scopeTable } from "../../codemod/scopes/index.ts";
import { neutralise } from "../../report/text.ts";
import { byReason, groupsOf, placeOf, stepsOf } from "./groups.ts";

/** The text of a pull request, in Markdown: what changed, what a person must do, what was refused and what to decide. Covers what the plan applies. */
export function summaryOf(plan: Plan): string {
  const { safe, review, refused } = groupsOf(plan);
  const applied = [...safe, ...review].filter((site) => site.applied);
  const left = [...safe, ...review].filter((site) => !site.applied);
  const sections = [
    section("Why", [
      "Zendesk removes API tokens: tokens that are not used for 30 days are deactivated since 2026-07-28, no new ones can be made since 2026-10-27, and all stop working on 2027-04-30. This change moves to OAuth client credentials: short-lived access tokens that the code gets and renews by itself.",
    ]),
    section(
      "What changed",
      applied.flatMap((site) => [
        `- ${code(placeOf(site))}: ${plain(site.outcome.title)}`,
        ...site.outcome.reasons.map((reason) => `  - Please check: ${plain(reason)}`),
      ]),
    ),
    section(
      "Files",
      plan.changes.map(
        ({ path, before, deleted }) =>
          `- ${code(path)}${before === undefined ? " (new)" : deleted ? " (deleted)" : ""}`,
      ),
    ),
    section("Scopes", [
      `The code asks for ${code(plan.scope)}.`,
      ...(plan.scopes ? ["", "```text", ...scopeTable(plan.scopes).map(neutralise), "```"] : []),
    ]),
    section(
      "Before this is merged",
      stepsOf(plan).map((step, index) => `${index + 1}. ${plain(step)}`),
    ),
    section(
      "Left as it is",
      left.map(
        (site) =>
          `- ${code(placeOf(site))}: ${site.outcome.safety === "review" ? "needs a review" : "not chosen"}`,
      ),
    ),
    section(
      "Refused, to be decided",
      byReason(refused).flatMap(([id, sites]) => [
        `- **${REFUSALS[id].title}**: ${REFUSALS[id].decide}`,
        ...sites.map(
          (site) =>
            `  - ${code(placeOf(site))}${site.outcome.detail === undefined ? "" : `: ${plain(site.outcome.detail)}`}`,
        ),
      ]),
    ),
  ];
  return `# Move from Zendesk API tokens to OAuth\n${sections.join("")}`;
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `\n## ${title}\n\n${lines.join("\n")}\n`;

/** Text that the repository has a say in, as text and nothing else. */
const plain = (text: string): string => neutralise(text).replace(/[\\`*_{}[\]<>#|!@~]/g, "\\$&");

/** A path in a code span that its own backquotes do not end. */
function code(text: string): string {
  const safe = neutralise(text);
  const longest = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const room = longest > 0 ? " " : "";
  return fence + room + safe + room + fence;
}
