// Access tokens for the Zendesk API by OAuth client credentials, for zendesk-node-api.
// @@if esm@@
import * as https from "https";
// @@end@@
// @@if !esm@@
const https = require("https");
// @@end@@

// @@include javascript-token.ts@@

/** Address of the account that clients are made for. */
let address: string | undefined;

function account(): string {
  if (!address) {
    throw new Error("the Zendesk client has no url");
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
 * A client that sends a current access token with each request. Its list and show do not tell a rejected token from an empty answer: those
 * are not sent again.
 */
@@EXPORT@@function zendeskOAuthClient(Client: new (options: object) => unknown, options: { url?: string }): any {
  address = options.url && new URL(options.url).origin;
  let made: { token: string; client: any } | undefined;
  const clientFor = (token: string): any => {
    if (!made || made.token !== token) {
      made = { token, client: new Client({ ...options, token, oauth: true }) };
    }
    return made.client;
  };
  const call = async (resource: string, method: string, args: unknown[]): Promise<unknown> => {
    const token = await zendeskToken();
    const result = await clientFor(token)[resource][method](...args);
    if (errorOf(result) !== "invalid_token") {
      return result;
    }
    forget(token);
    return clientFor(await zendeskToken())[resource][method](...args);
  };
  const client: Record<string, Record<string, unknown>> = {};
  for (const [resource, methods] of Object.entries(new Client({ ...options, oauth: true }) as object)) {
    client[resource] = {};
    for (const method of Object.keys(methods)) {
      client[resource][method] = (...args: unknown[]) => call(resource, method, args);
    }
  }
  return client;
}
// @@if !esm@@

module.exports = { zendeskOAuthClient, zendeskToken };
// @@end@@
