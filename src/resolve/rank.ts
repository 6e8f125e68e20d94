import type { NameReading } from "../detect/index.ts";
import type { Root, Trace } from "./way.ts";

/** What a finding had best be traced to: a variable before a literal before a name nothing is known of. */
const RANK: Readonly<Record<Root["kind"], number>> = { env: 0, lookup: 1, secret: 2, unknown: 3, text: 4 };

/** The beginning that tells most of where a credential comes from: one named after a token, of the best kind, by the shortest way. */
export function bestOf(roots: readonly Root[], read: (name: string) => NameReading): Root | undefined {
  const rank = ({ kind, key }: Root): number =>
    RANK[kind] + (key !== undefined && kind !== "text" && read(key).kind === "token" ? 0 : 5);
  return [...roots].sort((a, b) => rank(a) - rank(b) || a.hops.length - b.hops.length)[0];
}

/** True for what a function gives back. */
export const isHanded = (trace: Trace | undefined): boolean =>
  trace?.roots.some((root) => root.hops.some((hop) => hop.returned)) ?? false;
