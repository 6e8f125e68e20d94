/** Whom the stand-in knows. Made up; the same in every run, so that fixtures may hold them. */
export const ACCOUNT = {
  host: "acme.zendesk.com",
  email: "agent@example.com",
  apiToken: "aPiToKeNoFaCmE0123456789aPiToKeNoFaCmE01",
  clientId: "acme-integration",
  clientSecret: "c1ientsecret0facme0123456789abcdef0123456789abcdef0123456789abcd",
} as const;

/** User and password of Basic authentication as they were until the end of API tokens, encoded. */
export const BASIC = Buffer.from(`${ACCOUNT.email}/token:${ACCOUNT.apiToken}`).toString("base64");

/** Puts the account's values in the place of `${EMAIL}`, `${API_TOKEN}`, `${BASIC}`, `${CLIENT_ID}` and `${CLIENT_SECRET}`. */
export function fillIn(env: Readonly<Record<string, string>>): Record<string, string> {
  const values: Readonly<Record<string, string>> = {
    EMAIL: ACCOUNT.email,
    API_TOKEN: ACCOUNT.apiToken,
    BASIC,
    CLIENT_ID: ACCOUNT.clientId,
    CLIENT_SECRET: ACCOUNT.clientSecret,
  };
  const fill = (text: string): string =>
    text.replace(/\$\{(\w+)\}/g, (all: string, name: string) => values[name] ?? all);
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, fill(text)]));
}
