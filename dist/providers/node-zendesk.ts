// Access tokens for the Zendesk API by OAuth client credentials, for node-zendesk.
// @@include javascript-token.ts@@

// @@if ts@@
interface Options {
  subdomain?: string;
  endpointUri?: string;
  transportConfig?: object;
}

interface Request {
  method: string;
  headers: Record<string, string>;
  body?: unknown;
}

interface Answer {
  status: number;
  statusText: string;
  headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

interface Transport {
  transportFn: (uri: string, request: Request) => unknown;
  responseAdapter: (response: unknown) => Answer;
}

// @@end@@
/** Address of the account that clients are made for. */
let address: string | undefined;

function account(): string {
  if (!address) {
    throw new Error("the Zendesk client has neither subdomain nor endpointUri");
  }
  return address;
}

async function postGrant(url: string, grant: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(grant),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

const fetchTransport: Transport = {
  transportFn: (uri, { method, headers, body }) => fetch(uri, { method, headers, body: body as BodyInit }),
  responseAdapter: (response) => response as Response,
};

/**
 * Options for a client that sends an access token with each request; one whose token is rejected is sent once more with a new one.
 */
@@EXPORT@@function zendeskOAuth<T extends Options>(options: T): T & { token: string; useOAuth: true; transportConfig: Transport } {
  const { endpointUri, subdomain } = options;
  if (endpointUri || subdomain) {
    address = endpointUri ? new URL(endpointUri).origin : `https://${subdomain}.zendesk.com`;
  }
  const transport = (options.transportConfig || fetchTransport) as Transport;
  return {
    ...options,
    useOAuth: true,
    // node-zendesk wants one when it is made; each request gets its own.
    token: "per request",
    transportConfig: {
      transportFn: (uri, request) => send(transport, uri, request),
      responseAdapter: (answer) => answer as Answer,
    },
  };
}

async function send(transport: Transport, uri: string, request: Request): Promise<Answer> {
  const body = await repeatable(request.body);
  const attempt = async (token: string): Promise<Answer> => {
    const headers = { ...request.headers, Authorization: `Bearer ${token}` };
    return transport.responseAdapter(await transport.transportFn(uri, { ...request, headers, body }));
  };
  if (new URL(uri).origin !== baseUrl()) {
    const { Authorization: _, ...headers } = request.headers;
    return transport.responseAdapter(await transport.transportFn(uri, { ...request, headers, body }));
  }
  const token = await zendeskToken();
  const answer = await attempt(token);
  if (answer.status !== 401) {
    return answer;
  }
  const content = await answer.json().catch(() => ({}));
  if (errorOf(content) !== "invalid_token") {
    return { status: answer.status, statusText: answer.statusText, headers: answer.headers, json: async () => content };
  }
  forget(token);
  return attempt(await zendeskToken());
}

/** A stream can be sent only once: it is read first. */
async function repeatable(body: unknown): Promise<unknown> {
  if (!body || typeof (body as { pipe?: unknown }).pipe !== "function") {
    return body;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer | string>) {
    chunks.push(Buffer.from(chunk as string));
  }
  return Buffer.concat(chunks);
}
// @@if !esm@@

module.exports = { zendeskOAuth, zendeskToken };
// @@end@@
