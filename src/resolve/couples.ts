import type { Match } from "../model/match.ts";
import type { Hop, Trace } from "./way.ts";

/** The place that sends what is found where it is made. */
export const sentAt = ({ path, at }: Match): Hop => ({
  path,
  at,
  role: "use",
  message: "sent as Basic here",
});

/** `auth=self.creds`, where that is a tuple of two: what is sent stands where the tuple is made. */
export function coupled(match: Match, trace: Trace | undefined): Match {
  if (!match.joinedOnly || !trace || trace.joined.length > 0 || trace.halves.length > 0) return match;
  const made = trace.couples[0];
  const only = made?.value.parts[0];
  const [user, token] = only && "list" in only ? only.list : [];
  if (!made || !user || !token) return match;
  const { joinedOnly: _, ...rest } = match;
  return { ...rest, path: made.path, at: made.value.at, scope: made.scope, user, token };
}
