import type { Notification } from "sarif";
import type { Report } from "../../model/finding.ts";
import type { SkipReason } from "../../model/source.ts";
import { number, SKIP_REASONS, sortSkipped } from "../summary.ts";
import { neutralise } from "../text.ts";
import { artifact } from "./place.ts";

/** Skipped files that get a notification each, and what their paths may take in all: results are worth more. The rest is counted in one. */
const NOTIFICATION_LIMIT = 5000;
const LENGTH_LIMIT = 1_000_000;
/** Files with broken syntax that get one. */
const DEGRADED_LIMIT = 500;

const PREFIX = "skipped-";
const CAPPED = "results-left-out";
const DEGRADED = "degraded";

/** Left out because of what they are, which is no loss. */
const EXPECTED: ReadonlySet<SkipReason> = new Set([
  "binary",
  "vendored",
  "generated",
  "minified",
  "not-a-file",
]);

/** Notifications for skipped files, for files with broken syntax, and for results left out. */
export function notificationsOf(
  { skipped, degraded = [] }: Pick<Report, "skipped" | "degraded">,
  resultsLeftOut: number,
): Notification[] {
  const sorted = sortSkipped(skipped);
  const listed = sorted.slice(0, listedCount(sorted.map(({ path }) => path)));
  const notifications: Notification[] = listed.map(({ path, reason, detail }) => ({
    descriptor: { id: PREFIX + reason },
    level: EXPECTED.has(reason) ? "note" : "warning",
    message: {
      text: `${SKIP_REASONS[reason]}${detail === undefined ? "" : ` (${neutralise(detail)})`}.`.replace(
        /^./,
        (c) => c.toUpperCase(),
      ),
    },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  }));
  // A file that was read in part is less of a loss than one that was not: it gets what room is left.
  const read = degraded.slice(0, DEGRADED_LIMIT);
  const partly = read.slice(0, listedCount([...listed.map(({ path }) => path), ...read]) - listed.length);
  for (const path of partly)
    notifications.push({
      descriptor: { id: DEGRADED },
      level: "note",
      message: { text: "Broken syntax was read around, so something may be missing." },
      locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
    });
  if (degraded.length > partly.length)
    notifications.push({
      descriptor: { id: DEGRADED },
      level: "note",
      message: {
        text: `${number(degraded.length - partly.length)} more files with broken syntax are not listed.`,
      },
    });
  if (sorted.length > listed.length) {
    notifications.push({
      descriptor: { id: CAPPED },
      level: "warning",
      message: { text: `${number(sorted.length - listed.length)} more skipped files are not listed.` },
    });
  }
  if (resultsLeftOut > 0) {
    notifications.push({
      descriptor: { id: CAPPED },
      level: "warning",
      message: {
        text: `${number(resultsLeftOut)} more results are left out, because code scanning accepts no more than 25,000 in a run and 10 MB in a file; the worst are kept.`,
      },
    });
  }
  return notifications;
}

function listedCount(paths: readonly string[]): number {
  let [count, length] = [0, 0];
  for (const path of paths.slice(0, NOTIFICATION_LIMIT)) {
    length += path.length;
    if (length > LENGTH_LIMIT) break;
    count++;
  }
  return count;
}
