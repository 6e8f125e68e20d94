import type { Deadline } from "../model/rule.ts";

/** Whole days from an ISO date to a deadline; negative when it has passed. */
export function daysLeft(asOf: string, { date }: Deadline): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${asOf}T00:00:00Z`)) / 86_400_000);
}
