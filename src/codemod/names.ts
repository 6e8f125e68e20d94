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
  "basic",
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

/** `settings.ZENDESK_API_TOKEN` → `ZENDESK_API_TOKEN`: a setting of its own name that stands in an object of settings. */
function settingOf(key: string, read: (name: string) => NameReading): string[] {
  const name = /\.([A-Z][A-Z0-9_]*)$/.exec(key)?.[1];
  return name !== undefined && read(name).vendor ? [name] : [];
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
        root.key === undefined
          ? []
          : root.kind === "env" || root.kind === "lookup"
            ? [root.key]
            : root.kind === "unknown"
              ? settingOf(root.key, read)
              : [],
      ),
    ),
  ];
  const tokenKeys = keys(use.roots).filter((key) => {
    const { kind } = read(key);
    return kind === "token" || kind === "password" || kind === undefined;
  });
  // Where both halves came out of one text, the names tell which is which.
  const users =
    use.userRoots.length > 0
      ? use.userRoots
      : use.roots.filter((root) => read(root.key ?? "").kind === "user");
  const userKeys = keys(users).filter((key) => !tokenKeys.includes(key));
  const prefix = wanted ?? prefixOf(tokenKeys, read);
  const [user, token] = [variableOf(use.userRoots), variableOf(use.roots)];
  const known = declared.get(prefix);
  const both = known?.id !== undefined && known.secret !== undefined;
  return {
    prefix,
    clientId: both && known.id ? known.id : `${prefix}_OAUTH_CLIENT_ID`,
    clientSecret: both && known.secret ? known.secret : `${prefix}_OAUTH_CLIENT_SECRET`,
    tokenKeys,
    userKeys,
    ...(user !== undefined && token !== undefined && user !== token && { old: { user, token } }),
  };
}

/** The one variable that a value comes from; undefined where it also comes from another place that code knows. */
function variableOf(roots: Use["roots"]): string | undefined {
  const own = roots.filter((root) => !root.weak);
  const variables = own.filter(({ kind }) => kind === "env");
  const paths = new Set(variables.map(({ path }) => path));
  // A value that stands elsewhere is a test's or a settings file's; beside the variable it is its default.
  const others = own.some(
    ({ kind, path }) => kind === "lookup" || kind === "unknown" || (kind !== "env" && paths.has(path)),
  );
  const [key, ...more] = new Set(variables.map((root) => root.key));
  return others || more.length > 0 || !/^[A-Za-z_]\w*$/.test(key ?? "") ? undefined : key;
}

/** `ZENDESK_API_TOKEN` → `ZENDESK`, `TAP_ZENDESK_TOKEN` → `TAP_ZENDESK`; of several the shortest, because live names are seldom the longer ones. A name without the vendor gives `ZENDESK`. */
function prefixOf(keys: readonly string[], read: (name: string) => NameReading): string {
  const prefixes = keys.flatMap((key) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) || !read(key).vendor) return [];
    const words = wordsOf(key);
    let end = words.length;
    while (end > 1 && TAIL.has(words[end - 1] ?? "")) end--;
    return [words.slice(0, end).join("_").toUpperCase()];
  });
  return prefixes.sort((a, b) => a.length - b.length)[0] ?? "ZENDESK";
}
