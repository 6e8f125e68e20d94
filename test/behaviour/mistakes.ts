/** A mistake put into the hand-written migration of `node-esm-fetch`, and what has to be said about it. */
export interface Mistake {
  readonly what: string;
  /** The file that is changed, and its text before and after. */
  readonly path: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** The trial that finds it out, and part of its complaint. */
  readonly trial: string;
  readonly complaint: string;
  /** It is put into what `zunset migrate` makes for a dual transition instead. */
  readonly dual?: true;
}

const PROVIDER = "src/zendesk-oauth.js";

function mistake(what: string, edits: Mistake["edits"], trial: string, complaint: string): Mistake {
  return { what, path: PROVIDER, edits, trial, complaint };
}

function dualMistake(what: string, edits: Mistake["edits"], trial: string, complaint: string): Mistake {
  return { ...mistake(what, edits, trial, complaint), dual: true };
}

/** What goes wrong in migrations by hand, one mistake each. */
export const MISTAKES: readonly Mistake[] = [
  mistake("no scope is asked for", [["scope: SCOPE,", ""]], "plain", "wrongly: invalid_request"),
  mistake("scopes are a list", [["scope: SCOPE,", "scope: [SCOPE],"]], "plain", "wrongly: invalid_request"),
  mistake("a scope is misspelt", [["users:read", "user:read"]], "plain", "wrongly: invalid_scope"),
  mistake("a scope is missing", [[" organizations:read", ""]], "plain", "GET /api/v2/organizations.json 403"),
  mistake("a scope too many", [["users:read", "users:read groups:read"]], "plain", "asked for the scope"),
  mistake("a broad and a narrow scope", [['SCOPE = "', 'SCOPE = "read ']], "plain", "a narrower scope"),
  mistake(
    "no life is asked for",
    [["expires_in: LIFETIME_SECONDS,", ""]],
    "plain",
    "wrongly: invalid_request",
  ),
  mistake("tokens below /api/v2", [["/oauth/tokens", "/api/v2/oauth/tokens"]], "plain", "took 0 tokens"),
  mistake("still Basic", [["`Bearer ${token}`", "`Basic ${token}`"]], "plain", "sent Basic"),
  mistake(
    "the secret is printed",
    [["const TIMEOUT_MS", "console.error(process.env.ZENDESK_OAUTH_CLIENT_SECRET);\nconst TIMEOUT_MS"]],
    "plain",
    "printed the client secret",
  ),
  mistake(
    "a token for every call",
    [["Date.now() < current.until", "false"]],
    "plain",
    "asked for a token while it had a good one",
  ),
  mistake(
    "kept for ever",
    [["Date.now() < current.until", "true"]],
    "expiry",
    "expiry: sent an expired token",
  ),
  mistake(
    "callers do not wait for each other",
    [["pending ??= mint()", "pending = mint()"]],
    "expiry",
    "asked for a token while it waited for one",
  ),
  mistake(
    "a minute early, however short the life",
    [["Math.min(60, lifetime * 0.2)", "60"]],
    "expiry",
    "asked for a token while it had a good one",
  ),
  mistake(
    "a life that is not told is none",
    [["lifetime = LIFETIME_SECONDS", "lifetime = 0"]],
    "revocation",
    "asked for a token while it had a good one",
  ),
  mistake("no retry", [["response.status !== 401", "true"]], "revocation", "revocation: did not do its work"),
  mistake(
    "a new token is dropped with the old one",
    [["current?.token === token", "true"]],
    "revocation",
    "asked for a token while it had a good one",
  ),
  mistake(
    "one retry after the other",
    [
      ["(url, options = {})", "(url, options = {}, tries = 5)"],
      [
        "return send(await accessToken())",
        "return tries > 1 ? fetchWithToken(url, options, tries - 1) : response",
      ],
    ],
    "hopeless",
    "tried GET /api/v2/tickets.json 5 times",
  ),
  mistake(
    "a retry although the scope is missing",
    [
      ["response.status !== 401", "response.ok"],
      ['error !== "invalid_token"', "!error"],
    ],
    "forbidden",
    "tried GET /api/v2/tickets.json 2 times",
  ),
  {
    ...mistake(
      "nobody says which setting is missing",
      [["Set ZENDESK_OAUTH_CLIENT_ID and ZENDESK_OAUTH_CLIENT_SECRET", "Not configured"]],
      "unset",
      "named none of ZENDESK_OAUTH_CLIENT_ID",
    ),
    path: "src/zendesk.js",
  },
  dualMistake("the API token wins", [["id || secret || ", ""]], "both", "sent Basic"),
  dualMistake(
    "half a client falls back",
    [["id || secret || ", "(id && secret) || "]],
    "half-id",
    "sent requests without credentials",
  ),
  dualMistake("nobody is warned", [["console.warn(", "String("]], "fallback", "did not warn"),
  dualMistake("a warning for every call", [["if (!warned)", "if (user)"]], "fallback", "warned 8 times"),
  dualMistake(
    "the user gets its suffix twice",
    [['user.replace(/\\/token$/, "")', 'user + "/token"']],
    "fallback",
    "fallback: did not do its work",
  ),
  dualMistake(
    "the API token is printed",
    [["warned = true;", "warned = true; console.warn(apiToken);"]],
    "fallback",
    "printed the API token",
  ),
  dualMistake(
    "the API token is tried again",
    [
      [
        "if (response.status !== 401",
        "if (apiTokenHeader()) return send(input, init, token);\n  if (response.status !== 401",
      ],
    ],
    "ended",
    "2 times",
  ),
];
