const SCOPE = "@@SCOPE@@";
const LIFETIME = 1800;
const TIMEOUT = 30000;

// @@if ts@@
interface Grant {
  access_token: string;
  expires_in?: number;
  scope?: string;
}

// @@end@@
let current: { token: string; renewAt: number } | undefined;
let pending: Promise<string> | undefined;

function setting(name: string, fallback?: string): string {
  // @@if workers@@
  const value = (env as unknown as Record<string, string | undefined>)[name] || fallback;
  // @@end@@
  // @@if script@@
  // @@switch script@@
  const value = (globalThis as unknown as Record<string, string | undefined>)[name] || fallback;
  // @@end@@
  // @@if !workers@@
  // @@if !script@@
  const value = process.env[name] || fallback;
  // @@end@@
  // @@end@@
  if (!value) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

function baseUrl(): string {
  @@URL@@
}

/** The current access token; one caller fetches it, the others wait. */
@@EXPORT@@async function zendeskToken(): Promise<string> {
  if (current && Date.now() < current.renewAt) {
    return current.token;
  }
  if (!pending) {
    pending = mint().finally(() => {
      pending = undefined;
    });
  }
  return pending;
}

/** Drops a token that was rejected, unless it was replaced already. */
function forget(token: string): void {
  if (current && current.token === token) {
    current = undefined;
  }
}

async function mint(): Promise<string> {
  const { status, body } = await postGrant(`${baseUrl()}/oauth/tokens`, {
    grant_type: "client_credentials",
    client_id: setting("@@CLIENT_ID@@"),
    client_secret: setting("@@CLIENT_SECRET@@"),
    scope: SCOPE,
    expires_in: LIFETIME,
  });
  if (status < 200 || status > 299) {
    throw new Error(`Zendesk gave no access token: ${status} ${errorOf(body)}`);
  }
  const grant = body as Grant;
  const granted = (grant.scope || SCOPE).split(" ");
  const missing = SCOPE.split(" ").filter((name) => !granted.includes(name));
  if (missing.length > 0) {
    throw new Error(`the Zendesk OAuth client does not allow: ${missing.join(" ")}`);
  }
  const life = grant.expires_in || LIFETIME;
  const early = life > 300 ? 60 : life * 0.2;
  current = { token: grant.access_token, renewAt: Date.now() + (life - early) * 1000 };
  return current.token;
}

function errorOf(body: unknown): string {
  const error = body && typeof body === "object" ? (body as { error?: unknown }).error : undefined;
  return typeof error === "string" ? error : "";
}
