import type { SecretKind, Span, Value } from "../model/fact.ts";
import type { CallSite, FunctionRef, Located } from "./world.ts";

/** One place on the way of a value. */
export interface Hop {
  readonly path: string;
  readonly at: Span;
  readonly role: "declaration" | "read" | "user" | "pair" | "use" | "note";
  readonly message: string;
  /** A function of the repository gives it back here. */
  readonly returned?: true;
}

/** Where a value comes from in the end. */
export interface Root {
  readonly kind: "env" | "lookup" | "secret" | "text" | "unknown";
  /** Variable, setting or dotted name. */
  readonly key?: string;
  readonly secret?: SecretKind;
  /** It only goes into a call nothing is known of (a region handed to a client, a user name in a cache key). */
  readonly weak?: true;
  /** It names where the value is kept (`GetSecretValueCommand({ SecretId: process.env.DESK_SECRET })`), it does not hold it. */
  readonly keeper?: true;
  readonly path: string;
  readonly at: Span;
  /** From the root towards the use. */
  readonly hops: readonly Hop[];
}

/** All that reaches a value. */
export interface Trace {
  readonly roots: readonly Root[];
  /** {@link spotOf} of every value on the way. */
  readonly visited: ReadonlySet<string>;
  /** Values on the way that end in `/token`. */
  readonly halves: readonly Located[];
  /** Values on the way that join two things by a colon; `shaped` where that is `/token:`. */
  readonly joined: readonly {
    readonly at: Located;
    readonly user: Value;
    readonly token: Value;
    readonly shaped: boolean;
  }[];
  /** Tuples and lists of two on the way: `self.auth = (user, token)`. */
  readonly couples: readonly Located[];
}

/** A function that was entered by a call: its parameters are that call's arguments. */
export interface Frame {
  readonly function: FunctionRef;
  readonly site: CallSite;
  readonly outer: Frame | undefined;
}

/** How far a run has come: where the value stands, and what led there. */
export interface Way {
  readonly path: string;
  readonly scope: number;
  readonly frame: Frame | undefined;
  /** Places between here and the use, the nearest to here first. */
  readonly hops: readonly Hop[];
  readonly depth: number;
  /** Keys still to be taken out of what the value turns out to be. */
  readonly rest: readonly string[];
}

/** Key of a value in {@link Trace.visited}. */
export const spotOf = (path: string, at: Span): string => `${path}:${at.start}:${at.end}`;

/** What a step on changes. */
type Step = Partial<Pick<Way, "path" | "scope" | "frame" | "rest">>;

/** A step on: the given changes, one deeper, and the place added in front. */
export const onward = (way: Way, change: Step, hop?: Hop): Way => ({
  path: change.path ?? way.path,
  scope: change.scope ?? way.scope,
  frame: "frame" in change ? change.frame : way.frame,
  hops: hop ? [hop, ...way.hops] : way.hops,
  depth: way.depth + 1,
  rest: change.rest ?? [],
});
