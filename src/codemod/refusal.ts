import type { Location } from "../model/finding.ts";

/** What a refusal means and what a person has to decide; from the list of hazards in the facts. Sentences with full stops. */
export const REFUSALS = {
  "acts-as-user": {
    title: "acts as whoever the e-mail names",
    decide:
      "An OAuth token acts as the owner of its client. For end users ask for the scope impersonate and send X-On-Behalf-Of; for tickets and comments set requester_id or author_id in the payload.",
  },
  "many-tenants": {
    title: "credentials of several accounts come from data",
    decide:
      "Code for many customers needs a global OAuth client with the authorization code flow and stored, rotating refresh tokens.",
  },
  browser: {
    title: "runs in a browser, where a client secret would leak",
    decide: "Move the call to a server, or use the authorization code flow with PKCE and a public client.",
  },
  "shared-interface": {
    title: "the credential goes through an interface that callers outside of this repository use",
    decide:
      "Add OAuth options beside the token options, deprecate the old ones, and release that: callers have to change with you.",
  },
  "token-only": {
    title: "the tool accepts nothing but an API token",
    decide: "Replace the tool, or wait for a release that supports OAuth; plan for 2027-04-30.",
  },
  connector: {
    title: "a connector or service authenticates by settings of its own",
    decide:
      "Choose its OAuth method where it has one, and replace the credential where the service keeps it.",
  },
  "user-settings": {
    title: "a settings screen or a database keeps the token",
    decide: "Change the form, the stored fields and the people who fill them in together.",
  },
  synchronous: {
    title: "a synchronous function with unknown callers would have to become asynchronous",
    decide: "Make its callers wait for it, then run zunset migrate again.",
  },
  "password-sent": {
    title: "a password, not an API token, may be sent here",
    decide: "Find out what the variable holds; passwords stopped working in January 2026.",
  },
  embedded: {
    title: "code inside another file that cannot be rewritten there",
    decide: "Rewrite it by hand; the provider files of zunset show what is needed.",
  },
  manages: {
    title: "it manages API tokens or mints OAuth tokens with one",
    decide: "Remove it, or get tokens by client credentials from /oauth/tokens.",
  },
  setting: {
    title: "a setting without code that zunset could rewrite",
    decide: "Find out which program reads it and give that an OAuth client.",
  },
  unread: {
    title: "nothing reads it any more, but it still stands there",
    decide: "Remove it. A token in clear text stays in the history: deactivate it when everything runs.",
  },
  fallback: {
    title: "the fallback of code that prefers OAuth",
    decide: "Remove it when every environment has its OAuth client, at the latest on 2027-04-30.",
  },
  "no-fallback": {
    title: "the rewrite has no form that keeps the API token as a fallback",
    decide: "Use --transition switch, or rewrite it by hand.",
  },
  shape: {
    title: "no recipe for this code",
    decide:
      "Rewrite it by hand: get a token by client credentials, send it as Bearer per request, renew it before it expires.",
  },
  encoding: {
    title: "the file is not UTF-8",
    decide: "Convert it to UTF-8, or rewrite it by hand.",
  },
  changed: {
    title: "the file has changed since it was scanned",
    decide: "Run zunset migrate again.",
  },
  conflict: {
    title: "the rewrite overlaps with another one",
    decide: "Apply the others, then run zunset migrate again.",
  },
  unverified: {
    title: "the rewritten code did not pass verification",
    decide: "Rewrite it by hand, and please report it.",
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly decide: string }>>;

/** Id of a reason not to rewrite. */
export type RefusalId = keyof typeof REFUSALS;

/** Why a site is not rewritten. */
export interface Refusal {
  readonly kind: "refusal";
  readonly id: RefusalId;
  /** What is particular here, a sentence. Holds no credential. */
  readonly detail?: string;
  /** The place the decision is about, when that is not the finding's. */
  readonly at?: Location;
}

/** Why user and token that stand apart are left alone: a user that ends in `/token` means nothing without one. */
export const STAYS = "What holds the user with /token is read by something else, too.";

/** A refusal for a reason of the catalogue. */
export const refuse = (id: RefusalId, detail?: string): Refusal => ({
  kind: "refusal",
  id,
  ...(detail === undefined ? {} : { detail }),
});

/** Thrown by `provide` for a provider that has no form for a dual transition; the site is refused. */
export class NoFallback extends Error {
  constructor() {
    super("the provider has no fallback");
    this.name = "NoFallback";
  }
}
