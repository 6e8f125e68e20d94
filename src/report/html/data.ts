import type { Confidence, Severity } from "../../model/rule.ts";

/** Index into {@link PageData.texts}. */
export type Text = number;

/** A place as a person writes it, and what to point out in the first of its lines. */
export interface PagePlace {
  readonly path: Text;
  readonly line: number;
  readonly column: number;
  /** Last line, where it is another one. */
  readonly endLine?: number;
  /** Index into {@link PageData.excerpts}. */
  readonly excerpt: number;
  /** First character of the excerpt's line `line` that is meant, and the one after the last, 0-based; nothing is marked where they are equal. */
  readonly mark: readonly [from: number, to: number];
}

/** A place on the way of a credential. */
export interface PageStep extends PagePlace {
  readonly role: Text;
  readonly message: Text;
}

/** What would change, file by file, as unified diffs. */
export interface PageFix {
  readonly description: Text;
  readonly files: readonly { readonly path: Text; readonly diff: string }[];
}

/** One row of the table. */
export interface PageFinding extends PagePlace {
  readonly rule: Text;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly placement: Text;
  readonly language: Text;
  readonly state: Text;
  readonly message: Text;
  readonly credential?: Text;
  readonly owners: readonly Text[];
  /** Index into {@link PageData.deadlines}. */
  readonly deadline: number;
  /** Indices into {@link PageData.steps}. */
  readonly trace: readonly number[];
  readonly related: readonly number[];
  /** `zunset/v1`; an address calls the finding by its beginning. */
  readonly fingerprint: string;
  /** Index into {@link PageData.fixes}. */
  readonly fix?: number;
  /** The finding (index) whose fix changes this one's file, too. */
  readonly fixedWith?: number;
  /** Set for a finding that a comment silences. */
  readonly suppressed?: { readonly reason: Text; readonly until?: string; readonly at: Text };
}

/**
 * What the page's script is given as JSON. Texts and places stand once and are referred to by index, which keeps a report of ten thousand
 * findings small. All texts are neutralised: no control character, nothing that turns the direction of text around.
 */
export interface PageData {
  readonly texts: readonly string[];
  /** First line, then the lines. */
  readonly excerpts: readonly (readonly [firstLine: number, ...lines: Text[]])[];
  readonly steps: readonly PageStep[];
  readonly fixes: readonly PageFix[];
  readonly deadlines: readonly { readonly id: string; readonly date: string; readonly when: string }[];
  readonly findings: readonly PageFinding[];
}

/** What a finding is called that was neither compared nor silenced. */
export const OPEN = "open";
/** What a finding is called that a comment silences. */
export const SUPPRESSED = "suppressed";
/** What stands for owners where there are none. */
export const NO_OWNER = "no owner";

/** What an address calls a rule's chapter. It holds no `=`, which an address of filters does. */
export function ruleAnchor(id: string): string {
  return `rule-${encodeURIComponent(id)}`;
}
