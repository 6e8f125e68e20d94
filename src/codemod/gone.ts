import type { Finding } from "../model/finding.ts";
import { lineStarts } from "../model/lines.ts";
import type { FileChange } from "./changes.ts";
import type { Offer } from "./offer.ts";
import { refuse } from "./refusal.ts";

/** What becomes of one finding. */
export interface PlannedSite extends Offer {
  /** The edits are part of the plan's changes. */
  readonly applied: boolean;
}

/**
 * A literal or a read that was taken out with the code that used it is not refused: nothing is left of it. One that only is no finding any more, because
 * nothing tells what it is for, still stands there, and that is said.
 */
export function withGone(
  sites: readonly PlannedSite[],
  changes: readonly FileChange[],
  after: readonly Finding[],
): PlannedSite[] {
  if (!sites.some(({ applied }) => applied)) return [...sites];
  const left = new Set(after.map(keyOf));
  return sites.map((site) => {
    const { finding, outcome } = site;
    if (site.site || outcome.kind !== "refusal" || left.has(keyOf(finding))) return site;
    if (!isTakenOut(finding, changes)) return { finding, applied: false, outcome: refuse("unread") };
    return {
      finding,
      applied: true,
      outcome: {
        kind: "rewrite",
        safety: "safe",
        reasons: [],
        title: "goes with the code that used it",
        edits: [],
        creates: [],
      },
    };
  });
}

const keyOf = ({ rule, location, credential }: Finding): string =>
  [rule, location.path, credential ?? ""].join("\0");

/** True when the changes reach what a finding marks. */
function isTakenOut({ location }: Finding, changes: readonly FileChange[]): boolean {
  const change = changes.find(({ path }) => path === location.path);
  if (change?.before === undefined) return false;
  const starts = lineStarts(change.before);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  const start = offset(location.startLine, location.startColumn);
  const end = offset(location.endLine, location.endColumn);
  return change.replacements.some(({ at }) => at.start < end && start < at.end);
}
