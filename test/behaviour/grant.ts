import { randomBytes } from "node:crypto";
import { ACCOUNT } from "./credentials.ts";
import type { Mode } from "./mode.ts";
import { SCOPES } from "./scopes.ts";

/** A token that was given out. */
export interface Token {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  readonly scope: string;
  /** Milliseconds. */
  readonly born: number;
  /** Seconds. */
  readonly life: number;
  /** API calls made with it. */
  calls: number;
}

/** What the token endpoint answers. */
export interface GrantAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token?: Token;
}

/** The tokens of one stand-in. */
export class Tokens {
  readonly given: Token[] = [];
  readonly #mode: Mode;

  constructor(mode: Mode) {
    this.#mode = mode;
  }

  /** Answers a request for a token, checked strictly (RFC 6749, and what Zendesk's documentation asks for beyond it). */
  answer(body: Readonly<Record<string, unknown>> | undefined): GrantAnswer {
    const refuse = (status: number, error: string, error_description: string): GrantAnswer => ({
      status,
      body: { error, error_description },
    });
    if (body === undefined) return refuse(400, "invalid_request", "the body is neither JSON nor a form");
    if (body["grant_type"] !== "client_credentials")
      return refuse(400, "invalid_request", "grant_type has to be client_credentials");
    if (body["client_id"] !== ACCOUNT.clientId || body["client_secret"] !== ACCOUNT.clientSecret)
      return refuse(401, "invalid_client", "the client is unknown or its secret is wrong");
    const { scope } = body;
    if (typeof scope !== "string" || scope === "")
      return refuse(400, "invalid_request", "scope has to be a string of names");
    if (!scope.split(" ").every((name) => SCOPES.has(name)))
      return refuse(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
    const asked = seconds(body["expires_in"]);
    if (asked === undefined || asked <= 300 || asked >= 172_800)
      return refuse(400, "invalid_request", "expires_in has to be between 300 and 172800 seconds");
    const token: Token = {
      number: this.given.length + 1,
      // As long as a signed token and of its alphabet, so that nobody relies on 64 hexadecimal digits.
      text: [36, 300, 64].map((size) => randomBytes(size).toString("base64url")).join("."),
      scope,
      born: Date.now(),
      life: this.#mode.life ?? asked,
      calls: 0,
    };
    this.given.push(token);
    const life = this.#mode.silentLife ? {} : { expires_in: token.life };
    return {
      status: 200,
      body: { access_token: token.text, token_type: "bearer", scope, ...life },
      token,
    };
  }

  /** The token of this text, and whether it is still good. */
  find(text: string): { token: Token | undefined; good: boolean } {
    const token = this.given.find((one) => one.text === text);
    return { token, good: token !== undefined && this.#left(token) > 0 };
  }

  /** Some token is good for at least half of its life still. */
  get fresh(): boolean {
    return this.given.some((one) => this.#left(one) >= one.life / 2);
  }

  /** Seconds that a token is still good for. */
  #left(token: Token): number {
    const { revokeAfter, revoke = "first" } = this.#mode;
    const concerned = revokeAfter !== undefined && (revoke === "every" || token.number === 1);
    if (concerned && token.calls >= revokeAfter) return 0;
    return token.life - (Date.now() - token.born) / 1000;
  }
}

/** A whole number of seconds from JSON or from a form. */
function seconds(value: unknown): number | undefined {
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}
