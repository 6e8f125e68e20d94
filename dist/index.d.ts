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


/** Scans files and folders, as `zunset scan` does. Rejects with a {@link ZunsetError}. */
export declare function scan(options?: ScanOptions): Promise<Scan>;

/** Plans what `zunset migrate` would do, and changes nothing before {@link Migration.apply} is called. Rejects with a {@link ZunsetError}. */
export declare function migrate(options?: MigrateOptions): Promise<Migration>;

/** What `scan` and `migrate` reject with. */
export declare class ZunsetError extends Error {
  private constructor();
  readonly name: "ZunsetError";
  readonly code: ErrorCode;
  /** Where it is: an option, a file, `file:line:column`. May hold text of the scanned tree, as `message` and `help` may: escape it. */
  readonly where: string | undefined;
  /** What to do about it, lines. Of a bug: the stack. */
  readonly help: string | undefined;
}

/**
 * Kinds of errors. `invalid-option`: an option that there is not, or not of its kind. `nothing-read`: no file was read, so nothing can be said. `uncommitted`: git could not bring back
 * what would be changed. `changed`: a file is not what was scanned. `problem`: any other that its `help` says how to solve. `bug`: zunset's own, please
 * report it. Versions to come may have more.
 */
export type ErrorCode = "invalid-option" | "nothing-read" | "uncommitted" | "changed" | "problem" | "bug";

/** Options of `scan` and `migrate`. Those of a configuration that are left out are as it says. */
export interface TreeOptions {
  /** Files and folders; `cwd` when left out. */
  readonly paths?: readonly string[] | undefined;
  /** Folder that relative paths are taken from; `process.cwd()` when left out. */
  readonly cwd?: string | undefined;
  /** A file, or its content, or `false` for none; when left out, the `zunset.config.yml` that belongs to the first path. */
  readonly config?: string | Config | false | undefined;
  /** A folder with rules of your own, added to the built-in ones. */
  readonly rules?: string | undefined;
  /** Files to leave out, in `.gitignore` syntax, relative to the root; added to those of the configuration. */
  readonly exclude?: readonly string[] | undefined;
  /** Look at local credential files (`.env*`, `*.tfvars`, `.zat`, `.zcli`) although git ignores them; `true` when left out. */
  readonly ignoredCredentials?: boolean | undefined;
  /** Day that days left are counted from, `YYYY-MM-DD`; today (UTC) when left out. */
  readonly asOf?: string | undefined;
  /** Skip larger files: bytes, or a size such as `500k`; `2m` when left out. */
  readonly maxFileSize?: number | string | undefined;
  /** Worker threads, 0 to 64; one per core, at most 4, when left out. With 0 all is done in the calling thread, where nothing ends a parser that hangs. */
  readonly threads?: number | undefined;
  /** Told now and then how many files are done. What it throws ends the call, which rejects with it. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What a `zunset.config.yml` may say. */
export interface Config {
  readonly exclude?: readonly string[];
  readonly only?: readonly string[];
  readonly failOn?: FailOn;
  /** Folder with rules of your own, relative to `cwd`. */
  readonly rules?: string;
  readonly ignoredCredentials?: boolean;
  readonly maxFileSize?: number | string;
  /** File with the findings that are known, relative to `cwd`. */
  readonly baseline?: string;
}

/** Options of `scan`. */
export interface ScanOptions extends TreeOptions {
  /** Keep the findings of these rules. */
  readonly only?: readonly string[] | undefined;
  /** Report only what is new since the current branch left this branch or commit. */
  readonly since?: string | undefined;
  /** Report only what is new in what is staged for the next commit. */
  readonly staged?: boolean | undefined;
  /** Let `zunset-ignore` comments silence findings; `true` when left out. */
  readonly suppressions?: boolean | undefined;
  /** File with the findings that are known, in the place of the configuration's; `false` for none. */
  readonly baseline?: string | false | undefined;
  /** Put what `migrate` would do into reports in formats that hold it: SARIF, rdjson, HTML. */
  readonly fixes?: boolean | undefined;
  /** Accept a scan that read no file, instead of rejecting it. */
  readonly allowEmpty?: boolean | undefined;
}

/** Options of `migrate`. The configuration's `only` and `failOn` are for scans. */
export interface MigrateOptions extends TreeOptions {
  /** Rewrite the findings of these rules, files and folders; all when left out. */
  readonly only?: readonly string[] | undefined;
  /** Make the changes that are to be reviewed, too. */
  readonly unsafe?: boolean | undefined;
  /** Scopes to ask for, separated by spaces; those that the calls need when left out. */
  readonly scope?: string | undefined;
  /** What new variables begin with; as the token's, else `ZENDESK`, when left out. */
  readonly prefix?: string | undefined;
  /** `switch`, as when left out, leaves OAuth only; `dual` keeps the API token as a fallback. */
  readonly transition?: "switch" | "dual" | undefined;
}

/** A scan that is done. */
export interface Scan {
  /** What `zunset scan --format json` prints, as `schemas/report-v1.schema.json` describes it. A copy of your own. */
  readonly report: Report;
  /** The report as one of the formats of `zunset scan --format`. */
  render(format: Format, options?: RenderOptions): Promise<string>;
  /** The report as SARIF 2.1.0, a copy of your own. */
  sarif(options?: SarifOptions): Promise<SarifLog>;
  /** 1 when a finding that is not known is at or above a severity, else 0; the configuration's `failOn`, or `warning`, when left out. */
  exitCode(failOn?: FailOn): 0 | 1;
}

/** Severity from which on findings count; `never` lets all pass. */
export type FailOn = Severity | "never";

/** An output format. Versions to come may have more. */
export type Format =
  | "terminal"
  | "sarif"
  | "json"
  | "markdown"
  | "github"
  | "gitlab-codequality"
  | "gitlab-secret"
  | "rdjson"
  | "csv"
  | "junit"
  | "html";

/** Options of SARIF. */
export interface SarifOptions {
  /** Code scanning category of the run, `zunset` when left out. */
  readonly category?: string | undefined;
  /** Put in findings that comments silence, as suppressed; code scanning shows those as open. */
  readonly suppressed?: boolean | undefined;
}

/** How a report is rendered; a format passes over what is not about it. */
export interface RenderOptions extends SarifOptions {
  /** Colours, of the terminal format; `false` when left out. */
  readonly color?: boolean | undefined;
  /** Columns, of the terminal format; 100 when left out. */
  readonly width?: number | undefined;
  /** Bytes that Markdown may take, 16,384 at least; 65,536 when left out. */
  readonly maxBytes?: number | undefined;
}

/** A SARIF log, as far as it can be said without a package of SARIF's types; assert it to be one of those. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly { readonly [property: string]: unknown }[];
}

/** A migration, planned and verified. Texts are masked: no credential is in any of them. */
export interface Migration extends Rewritten {
  /** Writes `changes`, or with `unsafe` those to be reviewed, too; all of them or none. Rejects with a {@link ZunsetError}. */
  apply(options?: ApplyOptions): Promise<Rewritten>;
}

/** How changes are written. */
export interface ApplyOptions {
  /** Make the changes that are to be reviewed, too; as `migrate` was told when left out. */
  readonly unsafe?: boolean | undefined;
  /** Change files with uncommitted changes, too. */
  readonly force?: boolean | undefined;
}

/** What is rewritten, and what is not. */
export interface Rewritten {
  /** What `zunset migrate --json` writes. */
  readonly plan: MigrationPlan;
  /** Sorted by path. */
  readonly changes: readonly FileChange[];
  /** The same for `git apply`, without the files in `leftOut`. */
  readonly patch: string;
  /** Files that are not in the patch, because a credential stands too near to what changes in them. */
  readonly leftOut: readonly string[];
  /** The text of a pull request, in Markdown. */
  readonly summary: string;
  /** What a person has to do before the rewritten code can run, in order; sentences. */
  readonly steps: readonly string[];
}

/** The change of a file. */
export interface FileChange {
  /** Relative to the git root, or to the scanned folder where there is none, with `/` between segments. */
  readonly path: string;
  /** SHA-256 of the bytes it was planned on, as 64 hexadecimal digits; absent for a file that is added. */
  readonly before?: string;
  /** The file is deleted: nothing is left of it. */
  readonly deleted?: true;
  /** Unified diff with git's header. Not always one that `git apply` takes: lines with a credential stand in it masked. */
  readonly diff: string;
}

/** What becomes of each use, as schemas/migration-v1.schema.json describes it. Version 1 may gain fields, none is renamed or removed. */
export interface MigrationPlan {
  readonly version: 1;
  /** Scopes that the new code asks for, separated by spaces. */
  readonly scope: string;
  readonly sites: readonly MigrationSite[];
  readonly files: readonly {
    readonly path: string;
    readonly added: boolean;
    readonly deleted: boolean;
  }[];
}

/** What becomes of one use. */
export type MigrationSite = RewriteSite | RefusedSite;

/** A place, by its line. */
export interface LinePlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** What is said of every use. */
export interface SitePlace extends LinePlace {
  /** Id of the rule that found it. */
  readonly rule: string;
  /** Other places of the same use. */
  readonly places: readonly LinePlace[];
  /** What rewrites, or refuses, uses like this one. */
  readonly recipe?: string;
  /** Its rewrite is among the changes. */
  readonly applied: boolean;
}

/** A use that can be rewritten. */
export interface RewriteSite extends SitePlace {
  readonly outcome: "safe" | "review";
  /** What the rewrite does. */
  readonly title: string;
  /** What to look at in a review. */
  readonly reasons: readonly string[];
}

/** A use that a person has to decide about. */
export interface RefusedSite extends SitePlace {
  readonly outcome: "refused";
  /** Stable name of the reason. Versions to come may have more. */
  readonly reason: string;
  /** The reason in words, without a full stop. */
  readonly title: string;
  /** What there is to decide, sentences. */
  readonly decide: string;
  /** More about this place. */
  readonly detail?: string;
}
