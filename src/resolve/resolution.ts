import type { Match } from "../model/match.ts";
import type { Hop, Root } from "./way.ts";

/** A place where an API token authenticates, with all that belongs to it. */
export interface Use {
  readonly match: Match;
  readonly roots: readonly Root[];
  readonly userRoots: readonly Root[];
  /** The way from the best root to the use. */
  readonly hops: readonly Hop[];
  /** Other places: declarations, reads, places the pair is sent from. */
  readonly related: readonly Hop[];
}

/** Reads or declarations of one name that no use was found for. */
export interface Leftover {
  readonly key: string;
  readonly matches: readonly Match[];
  /** Everything else of the repository goes by OAuth: the name alone says little. */
  readonly oauthOnly: boolean;
}

/** All matches, linked across files. */
export interface Resolution {
  readonly uses: readonly Use[];
  readonly reads: readonly Leftover[];
  readonly declarations: readonly Leftover[];
  readonly passwords: readonly Match[];
  readonly bearers: readonly { readonly match: Match; readonly roots: readonly Root[] }[];
  readonly mentions: readonly Match[];
  readonly others: readonly Match[];
  /** Matches that led to no finding of their own, with the reason; for `zunset why`. */
  readonly dropped: readonly { readonly match: Match; readonly reason: string }[];
}

/** Names alone come last: they join what is found by then. */
export const namesLast = (matches: readonly Match[]): Match[] => [
  ...matches.filter((match) => !match.listed),
  ...matches.filter((match) => match.listed),
];
