import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { BASIC } from "./credentials.ts";
import { Endpoints, isPublic } from "./endpoints.ts";
import { Tokens } from "./grant.ts";
import type { Entry, Mint, Mode } from "./mode.ts";
import { missingScopes } from "./scopes.ts";

/** Milliseconds a request for a token takes, so that callers that do not wait for each other are seen to overlap. */
const MINT_TIME = 60;

/** A stand-in Zendesk, not listening yet. */
export interface Zendesk {
  readonly server: Server;
  /** All requests so far, in the order of their answers. */
  readonly log: readonly Entry[];
  /** Texts of all tokens given out so far. */
  readonly tokens: () => string[];
}

type Seen = Omit<Entry, "method" | "path" | "query" | "scheme">;

/** Answer to a call with a token that is no good (facts: 401 with this body). */
const INVALID_TOKEN = {
  error: "invalid_token",
  error_description: "The access token provided is expired, revoked, malformed or invalid for other reasons.",
};

/**
 * Makes a stand-in Zendesk that behaves as the mode says: token endpoint at `/oauth/tokens`, API below `/api/v2/` with and without `.json`.
 * `key` and `cert` are PEM.
 */
export function createZendesk(mode: Mode, tls: { readonly key: string; readonly cert: string }): Zendesk {
  const log: Entry[] = [];
  const tokens = new Tokens(mode);
  const endpoints = new Endpoints();
  let minting = 0;
  let refusals = 0;

  async function mint(request: IncomingMessage, scheme: string, response: ServerResponse): Promise<Seen> {
    const body = parseGrant(await text(request), request.headers["content-type"] ?? "");
    const expiresIn = Number(body?.["expires_in"]);
    const seen: Mint = {
      ...(Number.isFinite(expiresIn) && { expiresIn }),
      overlapping: minting > 0,
      needless: tokens.fresh,
    };
    minting++;
    await wait(MINT_TIME);
    minting--;
    // Credentials of the client belong into the body; nothing is known of any other place.
    const answer =
      scheme === "none"
        ? tokens.answer(body)
        : { status: 401, body: { error: "invalid_client", error_description: "unexpected credentials" } };
    send(response, answer.status, answer.body);
    const scope = body?.["scope"];
    return {
      status: answer.status,
      ...("error" in answer.body && { error: String(answer.body["error"]) }),
      ...(typeof scope === "string" && { scope }),
      ...("token" in answer && answer.token && { token: answer.token.number }),
      mint: seen,
    };
  }

  async function call(request: IncomingMessage, url: URL, response: ServerResponse): Promise<Seen> {
    const method = request.method ?? "";
    const path = url.pathname.slice("/api/v2/".length).replace(/\.json$/, "");
    const raw = await text(request);
    const [scheme = "none", credentials = ""] = (request.headers.authorization ?? "none").split(/ +/);
    let granted: { scope: string; token: number } | undefined;
    const refuse = (status: number, body: Readonly<Record<string, unknown>>): Seen => {
      // HTTP wants every 401 to name a scheme (RFC 9110, 11.6.1); wget sends no credentials before it was asked for them.
      if (status === 401)
        response.setHeader("WWW-Authenticate", body === INVALID_TOKEN ? "Bearer" : 'Basic realm="Zendesk"');
      send(response, status, body);
      return { status, error: String(body["error"]), ...granted };
    };
    const anonymous = scheme === "none";
    if (scheme.toLowerCase() === "bearer") {
      const { token, good } = tokens.find(credentials);
      if (token) granted = { scope: token.scope, token: token.number };
      if (!token || !good) {
        // Of two calls with the same dead token the second hears of it when the first has a new one, and must not throw that away.
        if (++refusals % 2 === 0) await wait(3 * MINT_TIME);
        return refuse(401, INVALID_TOKEN);
      }
      token.calls++;
      const missing = mode.forbidden
        ? ["read"]
        : missingScopes(new Set(token.scope.split(" ")), method, path);
      const description = `You are missing the following required scopes: ${missing.join(", ")}`;
      if (missing.length > 0) return refuse(403, { error: "Forbidden", description });
    } else if (anonymous ? !isPublic(method, path) : !(mode.basic === "accepted" && credentials === BASIC))
      return refuse(401, { error: "Couldn't authenticate you" });
    const json = /^application\/json\b/i.test(request.headers["content-type"] ?? "");
    const body = json ? parseJson(raw) : undefined;
    const answer = endpoints.answer({ method, path, query: url.searchParams, body, anonymous });
    send(response, answer.status, answer.body);
    return { status: answer.status, ...granted };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? "";
    const url = new URL(request.url ?? "/", "https://stand-in");
    const scheme = request.headers.authorization?.split(" ")[0]?.toLowerCase() ?? "none";
    let seen: Seen;
    if (method === "POST" && url.pathname === "/oauth/tokens") seen = await mint(request, scheme, response);
    else if (url.pathname.startsWith("/api/v2/")) seen = await call(request, url, response);
    else {
      send(response, 404, { error: "not found" });
      seen = { status: 404 };
    }
    log.push({ method, path: url.pathname, query: url.search.slice(1), scheme, ...seen });
  }

  const server = createServer(tls, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.push({
        method: request.method ?? "",
        path: request.url ?? "",
        query: "",
        scheme: "none",
        status: 500,
        error: String(error),
      });
      response.destroy();
    });
  });
  return { server, log, tokens: () => tokens.given.map((one) => one.text) };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (body === undefined) response.writeHead(status).end();
  else
    response
      .writeHead(status, { "Content-Type": "application/json; charset=utf-8" })
      .end(JSON.stringify(body));
}

/** A request for a token as JSON or as a form, by what its header says. */
function parseGrant(raw: string, type: string): Record<string, unknown> | undefined {
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return Object.fromEntries(new URLSearchParams(raw));
  if (!/^application\/json\b/i.test(type)) return undefined;
  const body = parseJson(raw);
  return typeof body === "object" && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : undefined;
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
