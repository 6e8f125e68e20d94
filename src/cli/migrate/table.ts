import type pc from "picocolors";
import { type Plan, REFUSALS } from "../../codemod/index.ts";
import { scopeTable } from "../../codemod/scopes/index.ts";
import { byReason, groupsOf, placeOf, type RewrittenSite, stepsOf } from "../../engine/migration/groups.ts";
import { neutralise } from "../../report/text.ts";
import { wrap } from "../../report/width.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** What the table needs to know besides the plan. */
export interface TableOptions {
  readonly colors: Colors;
  readonly columns: number;
  /** The changes are on the disk. */
  readonly written: boolean;
}

/** Says what is rewritten safely, what for review, what is refused and why, and what a person has to do. */
export function tableOf(plan: Plan, { colors, columns, written }: TableOptions): string {
  const { safe, review, refused } = groupsOf(plan);
  const lines: string[] = [];
  const paragraph = (text: string, indent: string): void => {
    for (const line of wrap(neutralise(text), columns - indent.length)) lines.push(indent + line);
  };
  const rewritten = (title: string, sites: readonly RewrittenSite[]): void => {
    if (sites.length === 0) return;
    lines.push(colors.bold(`${title} (${sites.length})`));
    for (const site of sites) {
      const mark = written ? (site.applied ? colors.green("✓ ") : colors.dim("- ")) : "";
      lines.push(`  ${mark}${colors.cyan(neutralise(placeOf(site)))}  ${neutralise(site.outcome.title)}`);
      for (const reason of site.outcome.reasons) paragraph(reason, "      ");
    }
    lines.push("");
  };
  rewritten("Rewritten safely", safe);
  rewritten("Rewritten for review", review);
  if (refused.length > 0) {
    lines.push(colors.bold(`Refused (${refused.length})`));
    for (const [id, sites] of byReason(refused)) {
      lines.push(`  ${colors.yellow(id)}: ${REFUSALS[id].title}`);
      for (const site of sites) {
        lines.push(`    ${colors.cyan(neutralise(placeOf(site)))}  ${colors.dim(site.finding.rule)}`);
        if (site.outcome.detail !== undefined) paragraph(site.outcome.detail, "      ");
      }
      paragraph(`→ ${REFUSALS[id].decide}`, "    ");
    }
    lines.push("");
  }
  if (plan.scopes && safe.length + review.length > 0) {
    lines.push(colors.bold("Scopes"));
    for (const line of scopeTable(plan.scopes)) lines.push(line === "" ? "" : `  ${neutralise(line)}`);
    lines.push("");
  }
  const steps = stepsOf(plan);
  if (steps.length > 0) {
    lines.push(colors.bold("What you have to do"));
    for (const [index, step] of steps.entries()) {
      const [first = "", ...more] = wrap(neutralise(step), columns - 5);
      lines.push(`  ${index + 1}. ${first}`, ...more.map((line) => `     ${line}`));
    }
    lines.push("");
  }
  return lines.map((line) => `${line}\n`).join("");
}
