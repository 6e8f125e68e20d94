import type { MatchRole } from "./role.ts";

/** What breaks: `error` authenticates with an API token; `warning` very likely does, or dies by another date; `note` is worth knowing. */
export type Severity = "error" | "warning" | "note";

/** How sure zunset is of one finding. */
export type Confidence = "high" | "medium" | "low";

/** How often a rule is right, in code scanning's words. */
export type Precision = "very-high" | "high" | "medium" | "low";

/** A dated event at Zendesk; the data stand in `rules/data/deadlines.yml`. */
export interface Deadline {
  readonly id: string;
  /** ISO date, UTC. */
  readonly date: string;
  /** What happens on that day, a sentence without its full stop. */
  readonly what: string;
  /** It had passed before zunset was made, so nothing can be put off until then. */
  readonly past?: true;
}

/** The last day that a finding may be put off to: its own deadline, or the last of all where that had passed all along. */
export function lastDay(deadline: Deadline, deadlines: readonly Deadline[]): string {
  if (!deadline.past) return deadline.date;
  return (
    deadlines
      .map(({ date }) => date)
      .sort()
      .at(-1) ?? deadline.date
  );
}

/** True for an ISO date that exists. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** Rules about zunset's own comments and baseline: their findings are no use of a token, and nothing silences them. */
export const UPKEEP_RULES: ReadonlySet<string> = new Set([
  "baseline-expired",
  "baseline-stale",
  "silenced-by-change",
  "suppression-expired",
  "suppression-invalid",
  "suppression-unused",
]);

/** A rule as its YAML file states it; the file name is the id. */
export interface Rule {
  readonly id: string;
  /** At most 80 characters, no full stop; SARIF `shortDescription`. */
  readonly title: string;
  readonly severity: Severity;
  readonly precision: Precision;
  /** CVSS-like number as text, for code scanning: "5.0". */
  readonly securitySeverity: string;
  /** CWE number: 477 (obsolete function) or 798 (hard-coded credential). */
  readonly cwe: number;
  /** Literals (case-insensitive) one of which stands in every file this rule can fire on. */
  readonly keywords: readonly string[];
  /** Stable text of a finding, ends in a full stop, no names or numbers that vary. */
  readonly message: string;
  /** Markdown: why this breaks. */
  readonly why: string;
  /** Markdown: how to migrate by hand. */
  readonly fix: string;
  readonly deadline: string;
  readonly links: readonly string[];
  /** Where a rule of one's own is explained; a built-in rule has its page in `docs/rules/`. */
  readonly page?: string;
  readonly match: readonly Matcher[];
}

/**
 * Where a value stands in a call: `0` the first positional argument, `0.username` a key of it, `email` a keyword argument
 * (or a key of any object argument), `a|b` the first that is present, `receiver` what the method is called on.
 */
export type Selector = string;

/** One way to recognise what a rule is about. Patterns are globs over dotted names (`*` any characters), case-sensitive. */
export type Matcher = CallMatcher | AssignMatcher | EntryMatcher | ShapeMatcher;

/** What a match says of the credential; see {@link MatchRole}. */
export type Role = MatchRole;

interface MatcherContext {
  /** Default `use`. */
  readonly role?: Role;
  /** Globs, one of which a module imported by the file (or a word of the file path) must match. */
  readonly from?: readonly string[];
  /** Literals (case-insensitive), one of which must stand in the file's masked text. */
  readonly near?: readonly string[];
  /** Globs over the file path. */
  readonly file?: readonly string[];
  /** Languages it applies to; all when left out. */
  readonly languages?: readonly string[];
}

/** Fires on a call or construction. */
export interface CallMatcher extends MatcherContext {
  readonly call: readonly string[];
  readonly token?: Selector;
  readonly user?: Selector;
  /** Inclusive number of arguments, positional and keyword: `[4, 4]`. */
  readonly arity?: readonly [number, number];
  /** Selector to literal texts (case-insensitive), one of which its value must equal or contain between word borders. */
  readonly where?: Readonly<Record<Selector, readonly string[]>>;
  /** The token goes to something that is no request to Zendesk's API: a signature, a widget. Names that reach it are no API tokens. */
  readonly foreign?: boolean;
  /** For encoders: what is encoded counts only where it joins a user and a token. */
  readonly joinedOnly?: boolean;
  /** Selectors that must be absent, false or empty. */
  readonly without?: readonly Selector[];
}

/** Fires on an assignment to a property: `config.token = …`. */
export interface AssignMatcher extends MatcherContext {
  readonly assign: readonly string[];
  /** Callee globs of the call whose block holds the assignment: `ZendeskAPI.Client`. */
  readonly of?: readonly string[];
  /** Name of the sibling property that holds the user: `username`. */
  readonly user?: string;
}

/** Fires on a configuration entry whose key path matches; segments joined by `/`, `**` any number of segments. */
export interface EntryMatcher extends MatcherContext {
  readonly entry: readonly string[];
  /** Regular expression its literal value must match. */
  readonly valueMatches?: string;
}

/** Fires on a built-in shape; each is one file in `src/detect/matchers`. */
export interface ShapeMatcher extends MatcherContext {
  readonly shape: string;
  /** Parameters of the shape. */
  readonly with?: Readonly<Record<string, unknown>>;
}
