import type { Notification } from "sarif";
import type { Skipped, SkipReason } from "../../model/source.ts";
import { number, SKIP_REASONS, sortSkipped } from "../summary.ts";
import { neutralise } from "../text.ts";
import { artifact } from "./place.ts";

/** Skipped files that get a notification each, and what their paths may take in all: results are worth more. The rest is counted in one. */
const NOTIFICATION_LIMIT = 5000;
const LENGTH_LIMIT = 1_000_000;

const PREFIX = "skipped-";
const CAPPED = "results-left-out";

/** Left out because of what they are, which is no loss. */
const EXPECTED: ReadonlySet<SkipReason> = new Set([
  "binary",
  "vendored",
  "generated",
  "minified",
  "not-a-file",
]);

/** Notifications for skipped files, and for results left out. */
export function notificationsOf(skipped: readonly Skipped[], resultsLeftOut: number): Notification[] {
  const sorted = sortSkipped(skipped);
  const listed = sorted.slice(0, listedCount(sorted));
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

function listedCount(skipped: readonly Skipped[]): number {
  let [count, length] = [0, 0];
  for (const { path } of skipped.slice(0, NOTIFICATION_LIMIT)) {
    length += path.length;
    if (length > LENGTH_LIMIT) break;
    count++;
  }
  return count;
}
