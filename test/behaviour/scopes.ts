const READ_AND_WRITE = [
  ...["tickets", "users", "organizations", "hc", "apps", "automations", "targets", "triggers", "macros"],
  ...["requests", "satisfaction_ratings", "dynamic_content", "themes", "zis", "webhooks", "account_settings"],
  ...["brands", "custom_objects", "deletion_schedules", "groups", "sla_policies", "ticket_attachments"],
  "ticket_views",
];

/** Every scope there is. A resource without an access means both. */
export const SCOPES: ReadonlySet<string> = new Set([
  ...["read", "write", "impersonate", "auditlogs:read", "security:read"],
  ...["any_channel:write", "web_widget:write"],
  ...READ_AND_WRITE.flatMap((resource) => [resource, `${resource}:read`, `${resource}:write`]),
]);

/** Beginning of a path below `/api/v2/` (`*` is one segment) and the resource its scopes are named after; first match wins. */
const RESOURCES: readonly (readonly [prefix: string, resource: string | undefined])[] = [
  ["tickets/*/audits", undefined],
  ["tickets", "tickets"],
  ["users", "users"],
  ["organizations", "organizations"],
  ["help_center", "hc"],
  ["uploads", "ticket_attachments"],
];

/**
 * Scopes of which one is needed, narrowest first. What the table does not know (search, incremental exports, job statuses) takes the global
 * scope only.
 */
function scopesFor(method: string, path: string): string[] {
  const access = method === "GET" || method === "HEAD" ? "read" : "write";
  const segments = path.split("/");
  const resource = RESOURCES.find(([prefix]) =>
    prefix.split("/").every((one, index) => one === "*" || one === segments[index]),
  )?.[1];
  return resource === undefined ? [access] : [`${resource}:${access}`, access];
}

/** The scopes that a call lacks; empty when a token with these scopes may make it. */
export function missingScopes(granted: ReadonlySet<string>, method: string, path: string): string[] {
  const needed = scopesFor(method, path);
  const found = needed.find((name) => granted.has(name) || granted.has(name.split(":")[0] ?? name));
  if (found === undefined) return needed;
  // The user a token acts as is read before anything is written, so the global `write` alone may do nothing.
  const mayReadUsers = ["read", "users", "users:read"].some((one) => granted.has(one));
  return found === "write" && !mayReadUsers ? ["users:read", "read"] : [];
}

/** Broad scopes that stand beside a narrower one of the same access, as `read` beside `tickets:read`; Zendesk's settings refuse the pair. */
export function redundantScopes(scope: string): string[] {
  const names = scope.split(" ");
  return ["read", "write"].filter(
    (access) => names.includes(access) && names.some((one) => one.endsWith(`:${access}`)),
  );
}
