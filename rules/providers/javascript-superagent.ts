// Access tokens for the Zendesk API by OAuth client credentials, for superagent.
// @@if esm@@
import superagent@@SUPERAGENT_TYPES@@ from "superagent";
// @@end@@
// @@if !esm@@
const superagent = require("superagent");
// @@end@@

// @@include javascript-token.ts@@

// @@if dual@@
// @@include javascript-fallback.ts@@
// @@end@@
async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const response = await superagent.post(url).send(grant).timeout(TIMEOUT).ok(() => true);
  return { status: response.status, body: response.body };
}

/** Plugin that sends an access token to Zendesk; a call whose token is rejected is made once more with a new one. */
@@EXPORT@@function zendeskAuth(request: SuperAgentRequest): void {
  const inner = request as any;
  if (new URL(inner.url).origin !== new URL(baseUrl()).origin) {
    return;
  }
  let token = "";
  const authorize = async (): Promise<void> => {
    // @@if dual@@
    const basic = apiTokenHeader();
    if (basic) {
      request.set("Authorization", basic);
      return;
    }
    // @@end@@
    token = await zendeskToken();
    request.set("Authorization", `Bearer ${token}`);
  };
  const { end, _retry: retry } = inner;
  inner.retry(1, (_error: unknown, response?: { status: number; body: unknown }) => {
    const rejected = response !== undefined && response.status === 401 && errorOf(response.body) === "invalid_token";
    if (rejected) {
      forget(token);
    }
    return rejected;
  });
  inner.end = (callback: (error: unknown) => void) => {
    authorize().then(() => end.call(request, callback), callback);
    return request;
  };
  inner._retry = () => {
    authorize().then(
      () => retry.call(request),
      (error) => inner.callback(error),
    );
    return request;
  };
}
// @@if !esm@@

module.exports = { zendeskAuth, zendeskToken };
// @@end@@
