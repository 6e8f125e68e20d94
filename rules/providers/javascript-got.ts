// Access tokens for the Zendesk API by OAuth client credentials, for got.
// @@if esm@@
import got@@GOT_TYPES@@ from "got";
// @@end@@
// @@if !esm@@
const got = require("got");
// @@end@@

// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const response = await got.post(url, {
    json: grant,
    responseType: "json",
    throwHttpErrors: false,
    timeout: { request: TIMEOUT },
  });
  return { status: response.statusCode, body: response.body };
}

/** Options that make got send an access token to Zendesk; a call whose token is rejected is made once more with a new one. */
@@EXPORT@@const zendeskAuth: ExtendOptions = {
  hooks: {
    beforeRequest: [
      async (options) => {
        const { origin } = new URL(String(options.url));
        if (origin === new URL(baseUrl()).origin) {
          // @@if dual@@
          options.headers.authorization = apiTokenHeader() || `Bearer ${await zendeskToken()}`;
          // @@end@@
          // @@if !dual@@
          options.headers.authorization = `Bearer ${await zendeskToken()}`;
          // @@end@@
        }
      },
    ],
    afterResponse: [
      async (response, retryWithMergedOptions) => {
        const [scheme, token] = String(response.request.options.headers.authorization).split(" ");
        if (response.statusCode !== 401 || scheme !== "Bearer" || !token || errorOf(parsed(response.body)) !== "invalid_token") {
          return response;
        }
        forget(token);
        return retryWithMergedOptions({ headers: { authorization: `Bearer ${await zendeskToken()}` } });
      },
    ],
  },
};

/** Answers come as text or bytes where the caller asked for that. */
function parsed(body: unknown): unknown {
  if (typeof body !== "string" && !Buffer.isBuffer(body)) {
    return body;
  }
  try {
    return JSON.parse(String(body));
  } catch (error) {
    return undefined;
  }
}

/** got for the Zendesk API. */
@@EXPORT@@const zendeskGot = got.extend(zendeskAuth);
// @@if !esm@@

module.exports = { zendeskAuth, zendeskGot, zendeskToken };
// @@end@@
