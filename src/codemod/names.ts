import { type NameReading, wordsOf } from "../detect/index.ts";
import type { ParsedFile } from "../model/fact.ts";
import type { Use } from "../resolve/index.ts";
import type { CredentialNames } from "./recipe.ts";

/** Words at the end of a variable's name that say what it holds, not whose it is. */
const TAIL = new Set([
  "api",
  "token",
  "tokens",
  "tkn",
  "key",
  "apikey",
  "apitoken",
  "auth",
  "password",
  "passwd",
  "secret",
  "client",
  "access",
  "creds",
  "credentials",
  "value",
]);

/** Environment variables of OAuth clients that the repository names already, by the prefix they have. */
export function declaredClients(
  files: readonly ParsedFile[],
  read: (name: string) => NameReading,
): ReadonlyMap<string, { id?: string; secret?: string }> {
  const found = new Map<string, { id?: string; secret?: string }>();
  for (const file of files)
    for (const match of file.masked.matchAll(
      /\b([A-Z][A-Z0-9]*_(?:[A-Z0-9]+_)*?)((?:OAUTH_)?CLIENT_(ID|SECRET))\b/g,
    )) {
      const [name, before = ""] = match;
      if (!read(name).vendor) continue;
      const prefix = before.slice(0, -1);
      const entry = found.get(prefix) ?? {};
      if (match[3] === "ID") entry.id ??= name;
      else entry.secret ??= name;
      found.set(prefix, entry);
    }
  return found;
}

/** Chooses the names of the new variables for a use: the old ones' prefix is kept, and what is declared already is used again. */
export function namesFor(
  use: Use,
  declared: ReadonlyMap<string, { id?: string; secret?: string }>,
  read: (name: string) => NameReading,
  wanted?: string,
): CredentialNames {
  const keys = (roots: Use["roots"]): string[] => [
    ...new Set(
      roots.flatMap((root) =>
        root.key !== undefined && (root.kind === "env" || root.kind === "lookup") ? [root.key] : [],
      ),
    ),
  ];
  const tokenKeys = keys(use.roots).filter((key) => {
    const { kind } = read(key);
    return kind === "token" || kind === "password" || kind === undefined;
  });
  const userKeys = keys(use.userRoots).filter((key) => !tokenKeys.includes(key));
  const prefix = wanted ?? prefixOf(tokenKeys, read);
  const known = declared.get(prefix);
  const both = known?.id !== undefined && known.secret !== undefined;
  return {
    prefix,
    clientId: both && known.id ? known.id : `${prefix}_OAUTH_CLIENT_ID`,
    clientSecret: both && known.secret ? known.secret : `${prefix}_OAUTH_CLIENT_SECRET`,
    tokenKeys,
    userKeys,
  };
}

/** `ZENDESK_API_TOKEN` → `ZENDESK`, `TAP_ZENDESK_TOKEN` → `TAP_ZENDESK`; a name without the vendor gives `ZENDESK`. */
function prefixOf(keys: readonly string[], read: (name: string) => NameReading): string {
  for (const key of keys) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) || !read(key).vendor) continue;
    const words = wordsOf(key);
    let end = words.length;
    while (end > 1 && TAIL.has(words[end - 1] ?? "")) end--;
    return words.slice(0, end).join("_").toUpperCase();
  }
  return "ZENDESK";
}
