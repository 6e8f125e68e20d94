// Access tokens for the Zendesk API by OAuth client credentials, for undici.
// @@if esm@@
import { Readable } from "node:stream";
import { request } from "undici";
// @@end@@
// @@if !esm@@
const { Readable } = require("node:stream");
const { request } = require("undici");
// @@end@@

// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const { statusCode, body } = await request(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(grant),
    headersTimeout: TIMEOUT,
    bodyTimeout: TIMEOUT,
  });
  return { status: statusCode, body: parsed(await body.text()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return undefined;
  }
}

// @@if ts@@
type Options = NonNullable<Parameters<typeof request>[1]>;
type Answer = Awaited<ReturnType<typeof request>>;

// @@end@@
/** request with an access token; a call whose token is rejected is made once more with a new one. */
@@EXPORT@@async function zendeskRequest(url: string | URL, options: Options = {}): Promise<Answer> {
  if (new URL(String(url)).origin !== new URL(baseUrl()).origin) {
    return request(url, options);
  }
  // @@if dual@@
  const token = apiTokenHeader() ? "" : await zendeskToken();
  // @@end@@
  // @@if !dual@@
  const token = await zendeskToken();
  // @@end@@
  const answer = await send(url, options, token);
  if (answer.statusCode !== 401 || !isRepeatable(options.body)) {
    return answer;
  }
  const text = await answer.body.text();
  if (errorOf(parsed(text)) !== "invalid_token") {
    return { ...answer, body: unread(text) };
  }
  forget(token);
  return send(url, options, await zendeskToken());
}

function send(url: string | URL, options: Options, token: string): Promise<Answer> {
  const given: object = options.headers || {};
  const pairs: [string, string][] = Symbol.iterator in given ? Array.from(given as Iterable<[string, string]>) : Object.entries(given);
  const others = Object.fromEntries(pairs.filter(([name]) => name.toLowerCase() !== "authorization"));
  // @@if dual@@
  return request(url, { ...options, headers: { ...others, Authorization: apiTokenHeader() || `Bearer ${token}` } });
  // @@end@@
  // @@if !dual@@
  return request(url, { ...options, headers: { ...others, Authorization: `Bearer ${token}` } });
  // @@end@@
}

/** A stream can be sent only once. */
function isRepeatable(body: unknown): boolean {
  return !body || typeof body !== "object" || !("next" in body || "pipe" in body || Symbol.asyncIterator in body);
}

/** A body that was read to look at it, for the caller to read. */
function unread(text: string): Answer["body"] {
  const blob = new Blob([text]);
  const methods = {
    text: async () => text,
    json: async () => JSON.parse(text),
    arrayBuffer: () => blob.arrayBuffer(),
    blob: async () => blob,
    dump: async () => undefined,
  };
  return Object.assign(Readable.from([Buffer.from(text)]), methods) as unknown as Answer["body"];
}
// @@if !esm@@

module.exports = { zendeskRequest, zendeskToken };
// @@end@@
