// Access tokens for the Zendesk API by OAuth client credentials, for fetch.
// @@if workers@@
// @@switch workers@@
import { env } from "cloudflare:workers";
// @@end@@
// @@if node-fetch@@
// @@if esm@@
import fetch, { Headers@@FETCH_TYPES@@ } from "@@FETCH@@";
// @@end@@
// @@if !esm@@
const fetch = require("@@FETCH@@");
const { Headers } = fetch;
// @@end@@

// @@end@@
// @@if undici@@
// @@if esm@@
import { fetch, Headers@@FETCH_TYPES@@ } from "@@FETCH@@";
// @@end@@
// @@if !esm@@
const { fetch, Headers } = require("@@FETCH@@");
// @@end@@

// @@end@@
// @@if workers@@

// @@end@@
// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  // @@if timeout@@
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(grant),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  // @@end@@
  // @@if !timeout@@
  const request = fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(grant),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("Zendesk gave no access token in time")), TIMEOUT);
  });
  const response = await Promise.race([request, timeout]).finally(() => clearTimeout(timer));
  // @@end@@
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

/** fetch with an access token; a call whose token is rejected is made once more with a new one. */
@@EXPORT@@async function zendeskFetch(input: @@INPUT@@, init: RequestInit = {}): Promise<Response> {
  const given = typeof input === "object" && "url" in input ? input : undefined;
  const url = new URL(given ? given.url : String(input));
  if (url.origin !== new URL(baseUrl()).origin) {
    return fetch(input, init);
  }
  // @@if dual@@
  const token = apiTokenHeader() ? "" : await zendeskToken();
  // @@end@@
  // @@if !dual@@
  const token = await zendeskToken();
  // @@end@@
  const again = given ? given.clone() : input;
  const response = await send(input, init, token);
  if (response.status !== 401 || !isRepeatable(init.body)) {
    return response;
  }
  const answer: unknown = await response.clone().json().catch(() => undefined);
  if (errorOf(answer) !== "invalid_token") {
    return response;
  }
  forget(token);
  return send(again, init, await zendeskToken());
}

function send(input: @@INPUT@@, init: RequestInit, token: string): Promise<Response> {
  const given = typeof input === "object" && "headers" in input ? input.headers : undefined;
  const headers = new Headers(init.headers || given);
  // @@if dual@@
  headers.set("Authorization", apiTokenHeader() || `Bearer ${token}`);
  // @@end@@
  // @@if !dual@@
  headers.set("Authorization", `Bearer ${token}`);
  // @@end@@
  return fetch(input, { ...init, headers });
}

/** A stream can be sent only once. */
function isRepeatable(body: unknown): boolean {
  return !body || typeof body !== "object" || !("getReader" in body || "pipe" in body || Symbol.asyncIterator in body);
}
// @@if !esm@@

module.exports = { zendeskFetch, zendeskToken };
// @@end@@
