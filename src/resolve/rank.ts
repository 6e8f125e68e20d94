import type { NameReading } from "../detect/index.ts";
import type { Match } from "../model/match.ts";
import { overlaps } from "./overlap.ts";
import { type Root, spotOf, type Trace } from "./way.ts";

/** What a finding had best be traced to: a variable before a literal before a name nothing is known of. */
const RANK: Readonly<Record<Root["kind"], number>> = { env: 0, lookup: 1, secret: 2, unknown: 3, text: 4 };

/** The beginning that tells most of where a credential comes from: one named after a token, of the best kind, by the shortest way. */
export function bestOf(roots: readonly Root[], read: (name: string) => NameReading): Root | undefined {
  const rank = ({ kind, key }: Root): number =>
    RANK[kind] + (key !== undefined && kind !== "text" && read(key).kind === "token" ? 0 : 5);
  return [...roots].sort((a, b) => rank(a) - rank(b) || a.hops.length - b.hops.length)[0];
}

/** True for what a function gives back. */
const isHanded = (trace: Trace | undefined): boolean =>
  trace?.roots.some((root) => root.hops.some((hop) => hop.returned)) ?? false;

/**
 * What is sent as Basic, each place once, in the order in which it is looked at: what was encoded before the header that is made of it elsewhere, and last
 * what a helper of the repository gives back, because that belongs to the helper.
 */
export function inOrder(
  matches: readonly Match[],
  traceOf: (match: Match) => Trace | undefined,
): { readonly match: Match; readonly handed: boolean }[] {
  const all = matches.map((match) => ({ match, handed: isHanded(traceOf(match)) }));
  const bySpot = new Map<string, (typeof all)[number]>();
  // A wrapper that sends what its callers hand over comes behind the callers.
  const turn = ({ match, handed }: (typeof all)[number]): number => (handed ? 2 : match.user ? 0 : 1);
  for (const one of [0, 1, 2].flatMap((number) => all.filter((other) => turn(other) === number))) {
    const spot = spotOf(one.match.path, one.match.at);
    if (!bySpot.has(spot)) bySpot.set(spot, one);
  }
  const isApart = (one: Match | undefined, match: Match): boolean =>
    one !== undefined && (one.path !== match.path || !overlaps(one.at, match.at));
  const ranks = new Map(
    [...bySpot.values()].map(({ match, handed }) => {
      const visited = [...(traceOf(match)?.visited ?? [])];
      const before = visited.filter((spot) => isApart(bySpot.get(spot)?.match, match)).length;
      return [match, before + (handed ? bySpot.size + 1 : 0)];
    }),
  );
  return [...bySpot.values()].sort((a, b) => (ranks.get(a.match) ?? 0) - (ranks.get(b.match) ?? 0));
}
