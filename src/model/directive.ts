import type { Location } from "./finding.ts";

/** A comment that silences findings: `zunset-ignore[rule-id]: reason`, or `zunset-ignore-file` for a whole file. */
export interface Directive {
  /** The directive itself, as its line spells it, the comment's marks left out. Text of the tree: escape it. */
  readonly text: string;
  /** Where that stands. */
  readonly location: Location;
  readonly scope: "line" | "file";
  /** Rules it names, in its order; none for a whole file means all. */
  readonly rules: readonly string[];
  /** "" when it gives none, which is a mistake. */
  readonly reason: string;
  /** Last day it holds, as it is written; it may be no date at all. */
  readonly until?: string;
  /** First and last line of what it is about; of a whole file all. */
  readonly lines: readonly [first: number, last: number];
}

/** Which directives count: those a caller says yes to, by default all. The others silence nothing, and are not judged. */
export type DirectiveFilter = (directive: Directive) => boolean;
