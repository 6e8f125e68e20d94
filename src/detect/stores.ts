import type { Call, LanguageId, Value } from "../model/fact.ts";
import { literalOf } from "./select.ts";

/** What a command does with a secret that it is given the name of, and the names. */
export interface Stored {
  readonly how: "read" | "declaration";
  readonly named: readonly { readonly text: string; readonly value: Value }[];
}

/** Words before the command itself. */
const RUNNER = /^(?:sudo|npx|bunx|pnpm|yarn|exec|dlx|-y|--yes)$/;

/** Commands that keep a secret, or a program's variable, under a name. */
const KEEPS =
  /^(?:gh (?:secret|variable) set|vercel env add|wrangler (?:pages )?secret put|firebase functions:(?:config|secrets):set|supabase secrets set|netlify env:set|aws ssm put-parameter|aws secretsmanager (?:create-secret|put-secret-value|update-secret)|gcloud secrets (?:create|versions add)|az keyvault secret set|kubectl create secret generic|docker secret create|terraform (?:apply|plan)|npm config set|eas (?:secret|env):create|pulumi config set|(?:flyctl|fly) secrets set|heroku config:(?:set|add)|vault kv put|op item create) /;

/** Commands that print one by its name. */
const GIVES =
  /^(?:aws ssm get-parameters?|aws secretsmanager get-secret-value|gcloud secrets versions access|az keyvault secret show|npm config get|heroku config:get|doppler secrets get|pulumi config get|vault (?:kv get|read)|op read|pass show) /;

/** Words of a command that are looked at. */
const MOST = 40;

/** Reads a command line as one that keeps or gives secrets by name; undefined for every other. */
export function storedBy(call: Call): Stored | undefined {
  const args = call.args.slice(0, MOST);
  const words = [
    call.call.slice(call.call.lastIndexOf("/") + 1),
    ...args.map((one) => literalOf(one) ?? "$"),
  ];
  while (words[0] !== undefined && RUNNER.test(words[0])) words.shift();
  const line = `${words.join(" ")} `;
  const how = KEEPS.test(line) ? "declaration" : GIVES.test(line) ? "read" : undefined;
  if (!how) return undefined;
  // `kubectl create secret generic zendesk --from-literal=token=…`: the name stands before the key.
  const group = /^kubectl create secret generic ([\w-]+) /.exec(line)?.[1];
  return {
    how,
    named: args.flatMap((value) => {
      const first = value.parts[0];
      const text = first && "text" in first ? first.text : "";
      const key = /^(?:--?[\w-]+=)?([\w./:@-]+)(?:=|$)/.exec(text)?.[1];
      if (key === undefined || key.startsWith("-")) return [];
      return [
        { text: group !== undefined && text.startsWith("--from-literal=") ? `${group}/${key}` : key, value },
      ];
    }),
  };
}

/** Languages whose calls are command lines. */
export const isShell = (language: LanguageId): boolean =>
  /^(?:bash|makefile|dockerfile|yaml|json|toml|markdown)$/.test(language);

/** The name of a credential in what names a place: of a path (`prod/zendesk/api-token`) the last segments that say it. */
export function keyIn(text: string, says: (name: string) => boolean): string | undefined {
  if (text.includes("*") && says(text)) return text;
  const segments = text
    .replace(/^[-$%{]+|[}%]+$|\/versions\/[^/]*$/g, "")
    .split(/[^\w.:-]+/)
    .filter((segment) => segment !== "");
  return [1, 2, 3].map((take) => segments.slice(-take).join(".")).find(says);
}
