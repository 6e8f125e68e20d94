// Access tokens for the Zendesk API by OAuth client credentials, for https.
// @@if esm@@
import https from "@@HTTPS@@";
import { Readable, Writable } from "@@STREAM@@";
// @@end@@
// @@if !esm@@
const https = require("@@HTTPS@@");
const { Readable, Writable } = require("@@STREAM@@");
// @@end@@

// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const content = JSON.stringify(grant);
  const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(content) };
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: "POST", headers, timeout: TIMEOUT }, (response) => {
      collect(response).then((body) => resolve({ status: response.statusCode || 0, body: parsed(body) }), reject);
    });
    request.on("timeout", () => request.destroy(new Error("Zendesk gave no access token in time")));
    request.on("error", reject);
    request.end(content);
  });
}

function collect(response: NodeJS.ReadableStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("end", () => resolve(Buffer.concat(chunks)));
    response.on("error", reject);
  });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    return undefined;
  }
}

// @@if ts@@
type Callback = (response: import("http").IncomingMessage) => void;

// @@end@@
/** Keeps what is written until the request is ended, so that it can be sent again with a new token. */
class TokenRequest extends Writable {
  // @@if ts@@
  private readonly open: (headers: object) => import("http").ClientRequest;
  private readonly chunks: Buffer[] = [];
  private readonly headers: Record<string, unknown> = {};
  private current: import("http").ClientRequest | undefined;
  private limit: number | undefined;

  // @@end@@
  constructor(open: (headers: object) => import("http").ClientRequest) {
    super({ autoDestroy: false });
    this.open = open;
    // @@if !ts@@
    this.chunks = [];
    this.headers = {};
    this.current = undefined;
    this.limit = undefined;
    // @@end@@
  }

  setHeader(name: string, value: unknown): this {
    this.headers[name] = value;
    return this;
  }

  setTimeout(limit: number, callback?: () => void): this {
    this.limit = limit;
    if (callback) {
      this.once("timeout", callback);
    }
    return this;
  }

  abort(): void {
    this.destroy();
  }

  _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
    done();
  }

  _final(done: () => void): void {
    done();
    this.send(false);
  }

  _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.current) {
      this.current.destroy();
    }
    done(error);
  }

  send(repeated: boolean): void {
    // @@if dual@@
    (apiTokenHeader() ? Promise.resolve("") : zendeskToken())
    // @@end@@
    // @@if !dual@@
    zendeskToken()
    // @@end@@
      .then((token) => {
        if (this.destroyed) {
          return;
        }
        // @@if dual@@
        const request = this.open({ ...this.headers, Authorization: apiTokenHeader() || `Bearer ${token}` });
        // @@end@@
        // @@if !dual@@
        const request = this.open({ ...this.headers, Authorization: `Bearer ${token}` });
        // @@end@@
        this.current = request;
        request.on("error", (error) => this.emit("error", error));
        request.on("timeout", () => this.emit("timeout"));
        request.on("response", (response) => {
          this.answer(response, token, repeated).catch((error) => this.emit("error", error));
        });
        if (this.limit !== undefined) {
          request.setTimeout(this.limit);
        }
        if (this.chunks.length > 0) {
          request.write(Buffer.concat(this.chunks));
        }
        request.end();
      })
      .catch((error) => this.emit("error", error));
  }

  async answer(response: import("http").IncomingMessage, token: string, repeated: boolean): Promise<void> {
    if (response.statusCode !== 401 || repeated) {
      this.hand(response);
      return;
    }
    const body = await collect(response);
    if (errorOf(parsed(body)) === "invalid_token") {
      forget(token);
      this.send(true);
      return;
    }
    const { statusCode, statusMessage, headers, rawHeaders, httpVersion } = response;
    const copy = new Readable({ read() {} });
    copy.push(body);
    copy.push(null);
    this.hand(Object.assign(copy, { statusCode, statusMessage, headers, rawHeaders, httpVersion }));
  }

  hand(response: NodeJS.ReadableStream): void {
    if (!this.emit("response", response)) {
      response.resume();
    }
  }
}

function request(
  input: string | URL | import("https").RequestOptions,
  second?: import("https").RequestOptions | Callback,
  third?: Callback,
): import("http").ClientRequest {
  const url = typeof input === "string" || input instanceof URL ? new URL(String(input)) : undefined;
  const given = url ? second : input;
  const options = (given && typeof given === "object" ? given : {}) as import("https").RequestOptions;
  const callback = typeof second === "function" ? second : third;
  const host = url ? url.hostname : String(options.hostname || options.host).replace(/:\d+$/, "");
  const open = (headers: object): import("http").ClientRequest => {
    const all = { ...options, headers: { ...options.headers, ...headers } } as import("https").RequestOptions;
    return url ? https.request(url, all) : https.request(all);
  };
  const own = host === new URL(baseUrl()).hostname;
  const sent = own ? (new TokenRequest(open) as unknown as import("http").ClientRequest) : open({});
  if (callback) {
    sent.once("response", callback);
  }
  return sent;
}

function get(
  input: string | URL | import("https").RequestOptions,
  second?: import("https").RequestOptions | Callback,
  third?: Callback,
): import("http").ClientRequest {
  const sent = request(input, second, third);
  sent.end();
  return sent;
}

/** https with an access token; a request whose token is rejected is sent once more with a new one. */
@@EXPORT@@const zendeskHttps = { request, get };
// @@if !esm@@

module.exports = { zendeskHttps, zendeskToken };
// @@end@@
