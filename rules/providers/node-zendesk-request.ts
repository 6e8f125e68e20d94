// Access tokens for the Zendesk API by OAuth client credentials, for node-zendesk.
// @@if esm@@
import * as https from "https";
import { PassThrough } from "stream";
// @@end@@
// @@if !esm@@
const https = require("https");
const { PassThrough } = require("stream");
// @@end@@

// @@include javascript-token.ts@@

// @@if ts@@
type Callback = (error: unknown, response?: { statusCode: number }, body?: unknown) => void;
type Send = (options: Params, callback: Callback) => unknown;

interface Params {
  uri: string;
  headers: Record<string, unknown>;
  body?: unknown;
}

interface Part {
  options: { get(name: string): string | undefined };
  _request: Send;
}

// @@end@@
/** Address of the account that clients are made for. */
let address: string | undefined;

function account(): string {
  if (!address) {
    throw new Error("the Zendesk client has neither subdomain nor remoteUri");
  }
  return address;
}

function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const content = JSON.stringify(grant);
  const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(content) };
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: "POST", headers, timeout: TIMEOUT }, (response) => {
      contentOf(response).then((body) => resolve({ status: response.statusCode || 0, body: parsed(body) }), reject);
    });
    request.on("timeout", () => request.destroy(new Error("Zendesk gave no access token in time")));
    request.on("error", reject);
    request.end(content);
  });
}

async function contentOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk as string));
  }
  return Buffer.concat(chunks);
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch (error) {
    return undefined;
  }
}

/**
 * A client that sends an access token with each request; one whose token is rejected is sent once more with a new one.
 */
@@EXPORT@@function zendeskClient<C extends object>(createClient: (options: any) => C, options: object): C {
  const client = createClient({
    ...options,
    oauth: true,
    // For the client that node-zendesk makes of its options to watch a job.
    get token(): string | undefined {
      return current && current.token;
    },
  });
  for (const part of Object.values(client) as Part[]) {
    const uri = part.options.get("remoteUri");
    address = uri && new URL(uri).origin;
    part._request = withToken(part._request);
  }
  return client;
}

function withToken(send: Send): Send {
  return (options, callback) => {
    // node-zendesk pipes a file into the request, and uses the options again for the next one.
    const upload = options.headers["Content-Type"] === "application/binary" && !options.body ? new PassThrough() : undefined;
    sendParams(send, { ...options }, upload, callback).catch(callback);
    return upload;
  };
}

async function sendParams(
  send: Send,
  params: Params,
  upload: NodeJS.ReadableStream | undefined,
  callback: Callback,
): Promise<void> {
  const stream = upload || (isStream(params.body) ? params.body : undefined);
  const body = stream ? await contentOf(stream) : params.body;
  const attempt = (headers: object, done: Callback): unknown =>
    send({ ...params, body, headers: { ...params.headers, ...headers } }, done);
  if (new URL(params.uri).origin !== baseUrl()) {
    attempt({ Authorization: undefined }, callback);
    return;
  }
  const token = await zendeskToken();
  attempt({ Authorization: `Bearer ${token}` }, (error, response, result) => {
    if (error || !response || response.statusCode !== 401 || errorOf(parsed(result)) !== "invalid_token") {
      callback(error, response, result);
      return;
    }
    forget(token);
    zendeskToken().then((next) => {
      attempt({ Authorization: `Bearer ${next}` }, callback);
    }, callback);
  });
}

function isStream(body: unknown): body is NodeJS.ReadableStream {
  return Boolean(body) && typeof (body as { pipe?: unknown }).pipe === "function";
}
// @@if !esm@@

module.exports = { zendeskClient, zendeskToken };
// @@end@@
