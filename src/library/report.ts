/** What breaks: `error` authenticates with an API token; `warning` very likely does, or fails for another dated reason; `note` is worth knowing. */
export type Severity = "error" | "warning" | "note";

/** A report, version 1: schemas/report-v1.schema.json. It may gain fields; none is renamed or removed. Holds no credential, but other text of the tree: escape it. */
export interface Report {
  readonly schema: 1;
  readonly tool: { readonly name: "zunset"; readonly version: string };
  /** The day that days left are counted from. */
  readonly asOf: string;
  readonly summary: Summary;
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  /** Findings that comments in the source silence; not among `findings`. */
  readonly suppressed?: readonly Suppressed[];
  /** What the findings were compared with; each has its `state` then. */
  readonly comparison?: Comparison;
  /** All rules of the run, sorted by id. */
  readonly rules: readonly Rule[];
  /** All dated events that rules refer to. */
  readonly deadlines: readonly Deadline[];
  /** Files that were not scanned, or only in part. */
  readonly skipped: readonly Skipped[];
  /** Paths of files with broken syntax that was read around, so that something may be missing from them. Absent in reports of older versions. */
  readonly degraded?: readonly string[];
}

/** What the findings come to. */
export interface Summary {
  readonly findings: number;
  readonly bySeverity: { readonly error: number; readonly warning: number; readonly note: number };
  /** Rules that fired, the worst first. */
  readonly byRule: readonly {
    readonly rule: string;
    readonly findings: number;
    readonly error: number;
    readonly warning: number;
    readonly note: number;
  }[];
  /** Deadlines of the findings, the earliest first. */
  readonly byDeadline: readonly {
    readonly deadline: string;
    /** Negative when it has passed. */
    readonly daysLeft: number;
    readonly findings: number;
  }[];
  /** Id of the earliest deadline of a finding that has not passed; null when there is none. */
  readonly nextDeadline: string | null;
  readonly files: {
    readonly scanned: number;
    /** Of those, files parsed because they could matter. */
    readonly parsed: number;
    /** Files left out as vendored or generated, by reason. */
    readonly leftOut: { readonly [reason in SkipReason]?: number };
    readonly skipped: number;
  };
  readonly suppressed?: number;
}

/** One use of a credential. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  /** How it stands to what the report was compared with. Absent where nothing was compared. */
  readonly state?: "new" | "known";
  readonly severity: Severity;
  readonly confidence: "high" | "medium" | "low";
  readonly placement: "code" | "test" | "docs" | "example";
  /** Ends in a full stop; the first sentence is a title. */
  readonly message: string;
  /** Name of the variable or setting that holds the credential; never its value. */
  readonly credential?: string;
  /** Who owns the file by CODEOWNERS, as it spells them. Absent where nobody does. */
  readonly owners?: readonly string[];
  /** Id of the deadline. */
  readonly deadline: string;
  /** Whole days from `asOf` to the deadline; negative when it has passed. */
  readonly daysLeft: number;
  readonly location: Location;
  readonly excerpt: Excerpt;
  /** The way of the credential from where it comes from to where it is used; empty when there is only one place. */
  readonly trace: readonly Step[];
  /** Declarations, reads and other uses that belong to this one, sorted by path and line. */
  readonly related: readonly Step[];
  readonly fingerprints: {
    /** Survives moved lines. 32 hexadecimal digits. */
    readonly "zunset/v1": string;
    /** What GitHub code scanning computes for the line. */
    readonly primaryLocationLineHash?: string;
  };
}

/** A finding that a comment silences. */
export interface Suppressed {
  readonly finding: Finding;
  /** The comment's reason, as it is written there. */
  readonly reason: string;
  /** Last day the comment holds for this finding; absent when it has no end. */
  readonly until?: string;
  /** Where the comment stands. */
  readonly location: Location;
}

/** What the findings were compared with. */
export interface Comparison {
  /** In words: the name of a baseline, another commit. */
  readonly with: string;
  /** Findings that were there before. */
  readonly known?: number;
  /** Findings that are gone. */
  readonly fixed: number;
}

/** A place in a file. Lines and columns are 1-based; columns count UTF-16 code units. */
export interface Location {
  /** Relative to the git root, or to the scanned folder where there is none, with `/` between segments. */
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  /** Inclusive. */
  readonly endLine: number;
  /** Exclusive. */
  readonly endColumn: number;
}

/** Source lines around a place, credentials overwritten with `*`. */
export interface Excerpt {
  /** 1-based number of the first line. */
  readonly firstLine: number;
  /** 1-based column that every line begins at. */
  readonly firstColumn: number;
  /** Lines without their terminators, the long ones cut. May hold control characters. */
  readonly lines: readonly string[];
}

/** A place that belongs to a finding. */
export interface Step {
  readonly role: "declaration" | "read" | "user" | "pair" | "use" | "note";
  /** What it does, in a few words without a full stop. */
  readonly message: string;
  readonly location: Location;
  readonly excerpt: Excerpt;
}

/** A rule. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** How often the rule is right. */
  readonly precision: "very-high" | "high" | "medium" | "low";
  /** A number from 0.0 to 10.0, as code scanning reads it. */
  readonly securitySeverity: string;
  /** Number in the Common Weakness Enumeration. */
  readonly cwe: number;
  /** Markdown: why this breaks. */
  readonly why: string;
  /** Markdown: how to migrate by hand. */
  readonly fix: string;
  /** Id of its deadline. */
  readonly deadline: string;
  readonly links: readonly string[];
  /** Address of the rule's own page. */
  readonly page: string;
}

/** A dated event at Zendesk. */
export interface Deadline {
  readonly id: string;
  /** The day it happens, UTC. */
  readonly date: string;
  /** What happens, without a full stop. */
  readonly what: string;
  /** Whole days from `asOf`; negative when it has passed. */
  readonly daysLeft: number;
}

/** A file that was not scanned, or only in part. */
export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  /** More for a person: a size, an error code. */
  readonly detail?: string;
}

/** Why a file was not scanned, or only in part (`parse-error` and `too-deep`: its text was searched). Versions to come may have more. */
export type SkipReason =
  | "too-large"
  | "binary"
  | "encoding"
  | "unreadable"
  | "vanished"
  | "link-outside-root"
  | "link-loop"
  | "not-a-file"
  | "vendored"
  | "generated"
  | "minified"
  | "timeout"
  | "out-of-memory"
  | "parse-error"
  | "too-deep";
