/** How the stand-in behaves during one run; an empty mode is Zendesk after the end of API tokens. */
export interface Mode {
  /** Seconds that tokens live and that the answer grants, however long a life was asked for. Without it a token lives as long as asked. */
  readonly life?: number;
  /** The answer does not say how long the token lives. */
  readonly silentLife?: boolean;
  /** Tokens die after so many API calls. */
  readonly revokeAfter?: number;
  /** Which tokens {@link revokeAfter} is about; `first` when left out. */
  readonly revoke?: "first" | "every";
  /** Every API call with a good token is answered 403. */
  readonly forbidden?: boolean;
  /** The pair of e-mail and API token is still accepted, as it was until 2027-04-30. */
  readonly basic?: "accepted";
}

/** One request as the stand-in saw it; of credentials nothing but their scheme. */
export interface Entry {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  /** First word of the `Authorization` header in small letters, or `none`. */
  readonly scheme: string;
  readonly status: number;
  /** `error` of the answer's body. */
  readonly error?: string;
  /** Scope of the token that came, or that was asked for. */
  readonly scope?: string;
  /** Which token came or was given out, counted from 1. */
  readonly token?: number;
  readonly mint?: Mint;
}

/** What is remarkable about one request for a token. */
export interface Mint {
  /** Seconds asked for. */
  readonly expiresIn?: number;
  /** Another request for a token was not answered yet. */
  readonly overlapping: boolean;
  /** A token given out before was good for at least half of its life still. */
  readonly needless: boolean;
}

/** One program to be run against a stand-in of its own. */
export interface Job {
  readonly mode: Mode;
  readonly command: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds until the program is killed. */
  readonly timeout: number;
}

/** What a program did and what the stand-in saw of it. */
export interface Outcome {
  /** `null` when the program was killed or could not be started. */
  readonly status: number | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly log: readonly Entry[];
  /** Names of what the program printed and should not have: `client secret`, `API token`, `access token`. */
  readonly leaked: readonly string[];
}
