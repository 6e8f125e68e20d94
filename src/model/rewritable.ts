import type { LanguageId } from "./fact.ts";
import { PROGRAMS } from "./programs.ts";
import { UPKEEP_RULES } from "./rule.ts";

/** Rules about tools that take nothing but an API token, by what is known of their releases. */
export const TOKEN_ONLY: ReadonlySet<string> = new Set([
  "sdk-aaronellington",
  "sdk-airflow",
  "sdk-pwshzendesk",
  "sdk-steampipe",
  "sdk-terraform-devops-wiz",
  "sdk-terraform-nukosuke",
  "sdk-zat",
  "sdk-zendesk2",
]);

/** Rules about services and connectors that authenticate by settings of their own. */
export const CONNECTORS: ReadonlySet<string> = new Set([
  "sdk-activepieces",
  "sdk-airbyte",
  "sdk-dlt",
  "sdk-embulk",
  "sdk-logstash",
  "sdk-mcp-server",
  "sdk-n8n",
  "sdk-nango",
  "sdk-salto",
  "sdk-tap-zendesk",
  "webhook-basic-auth",
]);

/** Rules about code that manages tokens. */
export const MANAGING: ReadonlySet<string> = new Set(["token-management", "oauth-minted-with-token"]);

/** Notes about something else than a use of an API token. */
export const OTHER: ReadonlySet<string> = new Set(["docs", "password-auth", "static-oauth"]);

/** Settings whose code stands elsewhere, and who acts as others: refused by themselves. */
const ALONE: ReadonlySet<string> = new Set(["config", "env-read", "impersonation"]);

/** Languages that no recipe is for. */
const UNWRITTEN: ReadonlySet<LanguageId> = new Set<LanguageId>(["text", "notebook", "markup"]);

/** True for a finding that `zunset migrate` may rewrite. Whether it does, only its recipes know. */
export function mayBeRewritten({
  rule,
  language,
}: {
  readonly rule: string;
  readonly language?: LanguageId;
}): boolean {
  if ([TOKEN_ONLY, CONNECTORS, MANAGING, OTHER, ALONE, UPKEEP_RULES].some((rules) => rules.has(rule)))
    return false;
  if (language === undefined) return true;
  return !UNWRITTEN.has(language) && !(rule === "shell" && PROGRAMS.has(language));
}
