import { createHash } from "node:crypto";

/** What makes a finding the same finding in another run. */
export interface Identity {
  /** A rule renamed is another finding. */
  readonly rule: string;
  /** A copy in another file is another finding. */
  readonly path: string;
  /** Names of the functions and classes around it, innermost first: tells two equal lines apart, survives moves within the file. */
  readonly scopes: readonly string[];
  /** Masked source of the place; blanks do not count, so formatting does not. No credential, no line number. */
  readonly context: string;
  /** 0 for the first place of a file that is otherwise equal, 1 for the second. */
  readonly occurrence: number;
}

/** 32 hex digits over all parts of an identity; without a path over the others. */
export function fingerprintOf(identity: Omit<Identity, "path"> & Partial<Identity>): string {
  const parts = [
    identity.rule,
    ...(identity.path === undefined ? [] : [identity.path]),
    identity.scopes.join("/"),
    identity.context.replace(/\*{4,}/g, "****").replace(/\s+/g, ""),
    String(identity.occurrence),
  ];
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);
}
