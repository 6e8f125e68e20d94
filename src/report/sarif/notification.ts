import type { Notification } from "sarif";
import type { Skipped, SkipReason } from "../../model/source.ts";
import { number, SKIP_REASONS, sortSkipped } from "../summary.ts";
import { neutralise } from "../text.ts";
import { artifact } from "./place.ts";

/** Skipped files that get a notification each; the rest is counted in one. */
const NOTIFICATION_LIMIT = 5000;

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
  const notifications: Notification[] = sorted
    .slice(0, NOTIFICATION_LIMIT)
    .map(({ path, reason, detail }) => ({
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
  if (sorted.length > NOTIFICATION_LIMIT) {
    notifications.push({
      descriptor: { id: CAPPED },
      level: "warning",
      message: { text: `${number(sorted.length - NOTIFICATION_LIMIT)} more skipped files are not listed.` },
    });
  }
  if (resultsLeftOut > 0) {
    notifications.push({
      descriptor: { id: CAPPED },
      level: "warning",
      message: {
        text: `${number(resultsLeftOut)} more results are left out, because code scanning accepts no more; the worst are kept.`,
      },
    });
  }
  return notifications;
}
