// Access tokens for the Zendesk API by OAuth client credentials, for @@REQUEST@@.
// @@if esm@@
import request from "@@REQUEST@@";
// @@end@@
// @@if !esm@@
const request = require("@@REQUEST@@");
// @@end@@

// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
// @@if ts@@
type Params = Record<string, any>;
type Send = (params: Params, callback?: Callback) => any;
type Callback = (error: any, response?: any, body?: any) => void;

// @@end@@
// @@if promise@@
async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const response = await request({
    method: "POST",
    uri: url,
    json: grant,
    timeout: TIMEOUT,
    simple: false,
    resolveWithFullResponse: true,
  });
  return { status: response.statusCode, body: response.body };
}

async function start(send: Send, params: Params): Promise<any> {
  if (!isOwn(params)) {
    return send(params);
  }
  // @@if dual@@
  const token = apiTokenHeader() ? "" : await zendeskToken();
  // @@end@@
  // @@if !dual@@
  const token = await zendeskToken();
  // @@end@@
  try {
    const result = await send(withToken(params, token));
    if (!result || result.statusCode !== 401 || errorOf(parsed(result.body)) !== "invalid_token") {
      return result;
    }
  } catch (error) {
    const { statusCode, error: body } = error as { statusCode?: number; error?: unknown };
    if (statusCode !== 401 || errorOf(parsed(body)) !== "invalid_token") {
      throw error;
    }
  }
  forget(token);
  return send(withToken(params, await zendeskToken()));
}
// @@end@@
// @@if !promise@@
function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    request.post({ uri: url, json: grant, timeout: TIMEOUT }, (error: any, response: any, body: unknown) => {
      if (error) {
        reject(error);
      } else {
        resolve({ status: response.statusCode, body });
      }
    });
  });
}

function start(send: Send, params: Params, callback: Callback = () => {}, repeated?: boolean): void {
  if (!isOwn(params)) {
    send(params, callback);
    return;
  }
  // @@if dual@@
  (apiTokenHeader() ? Promise.resolve("") : zendeskToken()).then((token) => {
  // @@end@@
  // @@if !dual@@
  zendeskToken().then((token) => {
  // @@end@@
    send(withToken(params, token), (error, response, body) => {
      if (error || repeated || response.statusCode !== 401 || errorOf(parsed(body)) !== "invalid_token") {
        callback(error, response, body);
        return;
      }
      forget(token);
      start(send, params, callback, true);
    });
  }, callback);
}
// @@end@@

function isOwn({ uri, url, baseUrl: base }: Params): boolean {
  const address = String((uri || url).href || uri || url);
  return new URL(base ? base + address : address).origin === new URL(baseUrl()).origin;
}

function withToken(params: Params, token: string): Params {
  // @@if dual@@
  return { ...params, headers: { ...params.headers, Authorization: apiTokenHeader() || `Bearer ${token}` } };
  // @@end@@
  // @@if !dual@@
  return { ...params, headers: { ...params.headers, Authorization: `Bearer ${token}` } };
  // @@end@@
}

function parsed(body: unknown): unknown {
  if (typeof body !== "string") {
    return body;
  }
  try {
    return JSON.parse(body);
  } catch (error) {
    return undefined;
  }
}

// @@if promise@@
function paramsOf(uri: any, options?: any): Params {
  return typeof uri === "string" ? { ...options, uri } : uri;
}

/** request with an access token; a call whose token is rejected is made once more with a new one. */
@@EXPORT@@const zendeskRequest: any = (uri: any, options?: any) => start(request, paramsOf(uri, options));
for (const method of ["get", "post", "put", "patch", "delete", "del", "head"]) {
  zendeskRequest[method] = (uri: any, options?: any) => start((request as any)[method], paramsOf(uri, options));
}
// @@end@@
// @@if !promise@@
function begin(send: Send, uri: any, options: any, callback?: Callback): void {
  const params = typeof uri === "string" ? { ...(typeof options === "object" ? options : {}), uri } : uri;
  start(send, params, typeof options === "function" ? options : callback);
}

/** request with an access token; a call whose token is rejected is made once more with a new one. Gives no stream. */
@@EXPORT@@const zendeskRequest: any = (uri: any, options?: any, callback?: Callback) => begin(request, uri, options, callback);
for (const method of ["get", "post", "put", "patch", "delete", "del", "head"]) {
  zendeskRequest[method] = (uri: any, options?: any, callback?: Callback) =>
    begin((request as any)[method], uri, options, callback);
}
// @@end@@
// @@if !esm@@

module.exports = { zendeskRequest, zendeskToken };
// @@end@@
