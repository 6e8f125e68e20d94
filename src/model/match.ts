import type { ScopeId, Span, Value } from "./fact.ts";
import type { MatchRole } from "./role.ts";
import type { Confidence } from "./rule.ts";

/** One rule's observation in one file. */
export interface Match {
  readonly rule: string;
  readonly path: string;
  readonly at: Span;
  readonly scope: ScopeId;
  readonly role: MatchRole;
  /** The user half of the credential, where it can be told apart. */
  readonly user?: Value;
  /** The token half, or the whole pair or header for a `basic` match without a user. */
  readonly token?: Value;
  /** The request's address, where the call shows it. */
  readonly host?: Value;
  /** The environment variable, setting or key that is read or declared. */
  readonly key?: string;
  /** What the match rests on: a spelling only Zendesk has, a known SDK, or a name. */
  readonly evidence: "shape" | "sdk" | "name";
  readonly confidence: Confidence;
  /** Something is encoded here that is a credential only if it joins two halves. */
  readonly joinedOnly?: true;
  /** It is sent to another vendor, or it signs something: what goes by this name is no Zendesk API token. */
  readonly foreign?: true;
  /** Only the name stands there, in a constant, a list or a table: worth telling beside a finding of that name. */
  readonly listed?: true;
  /** A declaration that is commented out, or an SDK example. */
  readonly commented?: true;
}

/** What a read or a declaration of a name tells beside a finding of that name. */
export const toldOf = ({ role, listed }: Match, key: string): string =>
  `${role === "read" ? "reads" : listed ? "names" : "declares"} ${key}`;
