import type { LanguageId } from "./fact.ts";
import type { Confidence, Deadline, Rule, Severity } from "./rule.ts";
import type { Skipped, SkipReason } from "./source.ts";

/** A place in a file; lines and columns are 1-based, columns count UTF-16 code units, the end column is exclusive. */
export interface Location {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Masked source lines around a location. */
export interface Excerpt {
  /** 1-based number of the first line. */
  readonly firstLine: number;
  /** 1-based column that every line begins at, 1 when left out: a span far to the right is not lost when long lines are cut. */
  readonly firstColumn?: number;
  /** Lines without their terminators, credentials overwritten with `*`, cut at 300 characters. */
  readonly lines: readonly string[];
}

/** What a place on the way of a credential does. */
export type StepRole = "declaration" | "read" | "user" | "pair" | "use" | "note";

/** A place that belongs to a finding, with a few words on what it does. */
export interface Step {
  readonly role: StepRole;
  readonly location: Location;
  /** Without full stop: "reads ZENDESK_API_TOKEN". */
  readonly message: string;
  readonly excerpt: Excerpt;
}

/** Where in a repository a finding stands. */
export type Placement = "code" | "test" | "docs" | "example";

/** Changes that take the place of what was found. All of them belong together. */
export interface Fix {
  /** What they do, sentences. */
  readonly description: string;
  readonly files: readonly {
    readonly path: string;
    /** Sorted, without overlaps; `text` replaces what stands at `location`. A new file is put in at its first line and column. */
    readonly replacements: readonly { readonly location: Location; readonly text: string }[];
    /** The same as a unified diff of masked text, with git's header. */
    readonly diff: string;
  }[];
}

/** How a finding stands to what it is compared with, a baseline or another commit: it came since, or was there. */
export type FindingState = "new" | "known";

/** One use of a Zendesk API token. */
export interface Finding {
  readonly rule: string;
  /** Absent where nothing was compared. Only new findings, and those nothing was compared with, count for the exit code. */
  readonly state?: FindingState;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly placement: Placement;
  /** Language of the file; absent where a finding is about no file that was parsed. */
  readonly language?: LanguageId;
  /** Stable text ending in a full stop; the first sentence is the title. Holds no credential. */
  readonly message: string;
  readonly location: Location;
  readonly excerpt: Excerpt;
  /** Declarations, reads and other uses that belong to this use, sorted by path and line. */
  readonly related: readonly Step[];
  /** The way of the credential from where it comes from to where it is used; empty when there is only one place. */
  readonly trace: readonly Step[];
  /** Name of the variable or setting that holds the credential, where there is one; never its value. */
  readonly credential?: string;
  readonly deadline: Deadline;
  /** Whole days from `asOf` to the deadline; negative when it has passed. */
  readonly daysLeft: number;
  readonly fingerprints: {
    /** Rule + path + normalised context, no line number, no secret: survives moved lines. 32 hex digits. */
    readonly "zunset/v1": string;
    /** What GitHub computes for the primary line; absent when the line could not be hashed. */
    readonly primaryLocationLineHash?: string;
    /** `zunset/v1` without the path: finds it again in a file that was renamed. For comparisons, in no report. 32 hex digits. */
    readonly content: string;
  };
}

/** A finding that a comment in the source silences. */
export interface Suppressed {
  readonly finding: Finding;
  /** The comment's reason. Text of the tree: escape it. */
  readonly reason: string;
  /** ISO date, the last day the comment holds. */
  readonly until?: string;
  /** Where the comment stands. */
  readonly location: Location;
}

/** What a report was compared with. */
export interface Comparison {
  /** In words: `the merge base with main (1a2b3c4)`, `zunset-baseline.yml`. May hold text of the tree: escape it. */
  readonly with: string;
  /** Findings that were there before; with another commit they are not in the report. Absent when nothing that changed could matter, so that none were counted. */
  readonly known?: number;
  /** Findings that are gone. */
  readonly fixed: number;
}

/** The result of a scan, which every format renders. */
export interface Report {
  readonly tool: { readonly name: "zunset"; readonly version: string };
  /** ISO date the days left are counted from. */
  readonly asOf: string;
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  /** Findings that comments silence, in the order of findings; they are not among these and do not count for the exit code. */
  readonly suppressed?: readonly Suppressed[];
  /** Set when the findings were compared with others; each has its state then. */
  readonly comparison?: Comparison;
  /** Owners by path, from CODEOWNERS, for every path that a finding stands in and that has any. Text of the tree: escape it. */
  readonly owners?: ReadonlyMap<string, readonly string[]>;
  /** The rules of the run's rule set, sorted by id. */
  readonly rules: readonly Rule[];
  readonly deadlines: readonly Deadline[];
  /** Fixes by finding, where they were asked for. Findings that are fixed together have theirs at the first of them. */
  readonly fixes?: ReadonlyMap<Finding, Fix>;
  readonly files: {
    /** Files looked at. */
    readonly scanned: number;
    /** Of those, files parsed because they could matter. */
    readonly parsed: number;
    /** Files left out as vendored or generated, by reason. */
    readonly leftOut: Readonly<Partial<Record<SkipReason, number>>>;
  };
  readonly skipped: readonly Skipped[];
  /** Paths of files with syntax that the parser read around, so that something may be missing from them; sorted. Prose is not among them. */
  readonly degraded?: readonly string[];
}
