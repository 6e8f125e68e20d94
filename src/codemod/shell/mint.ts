import type { HostSource } from "../recipe.ts";

/** Variable that holds the token of a step. */
export const STEP_TOKEN = "ZENDESK_ACCESS_TOKEN";

/** Lines that take one access token, for places where no file of the repository can be sourced. */
export function mintLines(options: {
  readonly host: HostSource;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly jq: boolean;
  /** GitHub Actions: keeps the token out of the log. */
  readonly masks: boolean;
}): string[] {
  const { host, clientId, clientSecret, scope, jq, masks } = options;
  const body = `{"grant_type":"client_credentials","client_id":"%s","client_secret":"%s","scope":"${scope}","expires_in":1800}`;
  const pick = jq ? "jq -er .access_token" : `sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p'`;
  return [
    `: "\${${clientId}:?is not set}" "\${${clientSecret}:?is not set}"`,
    `${STEP_TOKEN}=$(`,
    `  printf '${body}' "$${clientId}" "$${clientSecret}" |`,
    `    curl -sS --fail --max-time 30 -H 'Content-Type: application/json' --data @- "${addressOf(host)}/oauth/tokens" |`,
    `    ${pick}`,
    ")",
    `[ -n "$${STEP_TOKEN}" ] || { echo "Zendesk gave no access token" >&2; exit 1; }`,
    ...(masks ? [`echo "::add-mask::$${STEP_TOKEN}"`] : []),
  ];
}

function addressOf(host: HostSource): string {
  if (host.kind === "literal") return host.url;
  const fallback = host.kind === "env" && host.default !== undefined ? `:-${host.default}` : "";
  if (host.kind === "unknown" || host.form === "subdomain")
    return `https://\${${host.name}${fallback}}.zendesk.com`;
  if (host.form === "host") return `https://\${${host.name}${fallback}}`;
  return `\${${host.name}%%/api/*}`;
}
