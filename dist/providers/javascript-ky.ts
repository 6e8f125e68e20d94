// Access tokens for the Zendesk API by OAuth client credentials, for ky.
// @@if workers@@
// @@switch workers@@
import { env } from "cloudflare:workers";
// @@end@@
// @@if esm@@
import ky@@KY_TYPES@@ from "ky";
// @@end@@
// @@if !esm@@
const ky = require("ky").default;
// @@end@@

// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const response = await ky.post(url, { json: grant, timeout: TIMEOUT, retry: 0, throwHttpErrors: false });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

const sent = new WeakMap<object, { token: string; again: Request }>();

/** Options that make ky send an access token to Zendesk; a call whose token is rejected is made once more with a new one. */
@@EXPORT@@const zendeskAuth: Options = {
  hooks: {
    beforeRequest: [
      async (request, options) => {
        if (new URL(request.url).origin === new URL(baseUrl()).origin) {
          // @@if dual@@
          const basic = apiTokenHeader();
          if (basic) {
            request.headers.set("Authorization", basic);
            return;
          }
          // @@end@@
          const token = await zendeskToken();
          request.headers.set("Authorization", `Bearer ${token}`);
          sent.set(options, { token, again: request.clone() });
        }
      },
    ],
    afterResponse: [
      async (_request, options, response) => {
        const first = sent.get(options);
        if (response.status !== 401 || !first) {
          return response;
        }
        const answer: unknown = await response.clone().json().catch(() => undefined);
        if (errorOf(answer) !== "invalid_token") {
          return response;
        }
        forget(first.token);
        first.again.headers.set("Authorization", `Bearer ${await zendeskToken()}`);
        return fetch(first.again);
      },
    ],
  },
};

/** ky for the Zendesk API. */
@@EXPORT@@const zendeskKy = ky.extend(zendeskAuth);
// @@if !esm@@

module.exports = { zendeskAuth, zendeskKy, zendeskToken };
// @@end@@
