// Access tokens for the Zendesk API by OAuth client credentials, for axios.
// @@if workers@@
// @@switch workers@@
import { env } from "cloudflare:workers";
// @@end@@
// @@if esm@@
import axios@@AXIOS_TYPES@@ from "axios";
// @@end@@
// @@if !esm@@
const axios = require("axios");
// @@end@@

// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
const plain = axios.create();

async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const response = await plain.post(url, grant, { timeout: TIMEOUT, validateStatus: () => true });
  return { status: response.status, body: response.data };
}

/** Makes an axios instance send an access token to Zendesk; a call whose token is rejected is made once more with a new one. */
@@EXPORT@@function withZendeskAuth(instance: AxiosInstance): AxiosInstance {
  instance.interceptors.request.use(async (config) => {
    const url = /^[a-z][a-z\d+.-]*:/i.test(config.url || "") ? config.url : config.baseURL;
    if (url && new URL(url).origin === new URL(baseUrl()).origin) {
      // @@if dual@@
      Object.assign(config.headers as object, { Authorization: apiTokenHeader() || `Bearer ${await zendeskToken()}` });
      // @@end@@
      // @@if !dual@@
      Object.assign(config.headers as object, { Authorization: `Bearer ${await zendeskToken()}` });
      // @@end@@
    }
    return config;
  });
  instance.interceptors.response.use(
    async (response) => (await retried(response)) || response,
    async (error) => {
      const response = error.response && (await retried(error.response));
      if (!response) {
        throw error;
      }
      return response;
    },
  );
  return instance;
}

async function retried(response: AxiosResponse): Promise<AxiosResponse | undefined> {
  const { config, data, status } = response;
  const [scheme, token] = String(config.headers && config.headers.Authorization).split(" ");
  if (status !== 401 || scheme !== "Bearer" || !token || isStream(config.data) || errorOf(parsed(data)) !== "invalid_token") {
    return undefined;
  }
  forget(token);
  Object.assign(config.headers as object, { Authorization: `Bearer ${await zendeskToken()}` });
  return plain.request(config);
}

/** Answers come as text or bytes where the caller asked for that. */
function parsed(data: unknown): unknown {
  if (typeof data !== "string" && !(data instanceof ArrayBuffer) && !Buffer.isBuffer(data)) {
    return data;
  }
  try {
    return JSON.parse(typeof data === "string" ? data : Buffer.from(data as ArrayBuffer).toString());
  } catch (error) {
    return undefined;
  }
}

/** A stream can be sent only once. */
function isStream(body: unknown): boolean {
  return Boolean(body) && typeof body === "object" && typeof (body as { pipe?: unknown }).pipe === "function";
}

// @@if nest@@
const authorized = new WeakSet<object>();

/** Makes what a NestJS HttpService sends to Zendesk carry an access token; the first call of a service prepares it. */
@@EXPORT@@function zendeskHttp<T extends { axiosRef: AxiosInstance }>(http: T): T {
  // What stands in for the service in a test may have no axios instance.
  if (http.axiosRef && !authorized.has(http)) {
    authorized.add(http);
    withZendeskAuth(http.axiosRef);
  }
  return http;
}

// @@end@@
/** axios for the Zendesk API. */
@@EXPORT@@const zendeskAxios = withZendeskAuth(axios.create());
// @@if !esm@@

// @@if nest@@
module.exports = { withZendeskAuth, zendeskAxios, zendeskHttp, zendeskToken };
// @@end@@
// @@if !nest@@
module.exports = { withZendeskAuth, zendeskAxios, zendeskToken };
// @@end@@
// @@end@@
