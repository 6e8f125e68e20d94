/**
 * What a match says:
 * `use` API token and user meet here · `half` a user ending in `/token` · `basic` something is sent as Basic · `oauth` something is sent as Bearer or
 * handed to an OAuth option · `read` a value is read by a telling name · `declaration` a setting with a telling name · `mention` documentation ·
 * `other` another dated thing at Zendesk.
 */
export type MatchRole = "use" | "half" | "basic" | "oauth" | "read" | "declaration" | "mention" | "other";
