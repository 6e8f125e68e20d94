import type { ScopeId, Span, Value } from "./fact.ts";
import type { Confidence } from "./rule.ts";

/**
 * What a match says:
 * `use` API token and user meet here · `half` a user ending in `/token` · `basic` something is sent as Basic · `oauth` something is sent as Bearer or
 * handed to an OAuth option · `read` a value is read by a telling name · `declaration` a setting with a telling name · `mention` documentation ·
 * `other` another dated thing at Zendesk.
 */
export type MatchRole = "use" | "half" | "basic" | "oauth" | "read" | "declaration" | "mention" | "other";

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
  /** A declaration that is commented out, or an SDK example. */
  readonly commented?: true;
}
