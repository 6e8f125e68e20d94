/** What an identifier says it holds. */
export type NameKind = "token" | "password" | "user" | "host" | "other";

/** An identifier read as words. */
export interface NameReading {
  readonly kind: NameKind | undefined;
  /** It says whose it is: Zendesk's. */
  readonly vendor: boolean;
  /** It names the place a credential is kept (`ZENDESK_TOKEN_FILE`). */
  readonly stored: boolean;
  /** It is named after another vendor, and not after Zendesk. */
  readonly rival: boolean;
}

/** The word lists of `rules/data/names.yml`. */
export interface NameLists {
  readonly vendor: {
    readonly words: readonly string[];
    readonly compact: readonly string[];
    readonly prefixes: readonly string[];
  };
  readonly other: { readonly words: readonly string[]; readonly compact: readonly string[] };
  readonly rivals: readonly string[];
  readonly about: readonly string[];
  readonly store: readonly string[];
  readonly token: { readonly words: readonly string[]; readonly compact: readonly string[] };
  readonly password: { readonly words: readonly string[] };
  readonly user: { readonly words: readonly string[]; readonly compact: readonly string[] };
  readonly host: { readonly words: readonly string[] };
}

/** Cuts an identifier or key path into lower-case words. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "" && !/^\d+$/.test(word));
}

/** Lower-case letters and digits of a name: `Zendesk:ApiKey`, `ZENDESK_API_KEY` and `zendesk.apiKey` give the same. */
export const compactOf = (name: string): string => name.toLowerCase().replace(/[^a-z\d]/g, "");

/** Reads identifiers with the given word lists; readings are remembered. */
export function nameReader(lists: NameLists): (name: string) => NameReading {
  const known = new Map<string, NameReading>();
  const other = new Set(lists.other.words);
  const rivals = new Set(lists.rivals);
  const about = new Set(lists.about);
  const store = new Set(lists.store);
  const token = new Set(lists.token.words);
  const password = new Set(lists.password.words);
  const user = new Set(lists.user.words);
  const host = new Set(lists.host.words);
  const vendorWords = new Set(lists.vendor.words);

  const read = (name: string): NameReading => {
    const words = wordsOf(name);
    const compact = words.join("");
    const vendor =
      lists.vendor.compact.some((fragment) => compact.includes(fragment)) ||
      words.some(
        (word) => vendorWords.has(word) || lists.vendor.prefixes.some((prefix) => word.startsWith(prefix)),
      );
    const isVendor = (word: string): boolean => vendorWords.has(word) || word.includes("zendesk");
    const tokenWord = (list: readonly string[]): boolean =>
      list.some((word, index) => {
        // `zendesk.auth.method` speaks of authentication, `ZENDESK_AUTH` holds it.
        if (/^(?:auth|creds|credentials?)$/.test(word)) return index === list.length - 1;
        if (
          token.has(word) ||
          lists.token.compact.some((fragment) => word.endsWith(fragment) || word.startsWith(fragment))
        )
          return true;
        if (word !== "key") return /^z(?:en)?desk\w*(?:token|key)$/.test(word);
        const before = list[index - 1];
        return (
          before === "api" ||
          before === "auth" ||
          before === "private" ||
          (before !== undefined && isVendor(before))
        );
      }) || lists.token.compact.some((fragment) => list.join("").includes(fragment));
    let own = words;
    let stored = false;
    // `ZENDESK_TOKEN_FILE`, `ZENDESK_API_KEY_ARN`: what stands before is what is kept there.
    while (own.length > 1 && store.has(own.at(-1) ?? "") && tokenWord(own.slice(0, -1))) {
      own = own.slice(0, -1);
      stored = true;
    }
    const last = own.at(-1) ?? "";
    const rival = !vendor && own.some((word) => rivals.has(word));
    const isOther =
      own.some((word) => other.has(word)) ||
      lists.other.compact.some((fragment) => compact.includes(fragment)) ||
      rival;
    let kind: NameKind | undefined;
    if (isOther) kind = "other";
    else if (password.has(last) && !(stored || token.has(own.at(-2) ?? ""))) kind = "password";
    else if (tokenWord(own) && !about.has(last)) kind = "token";
    else if (own.some((word) => /passw/.test(word))) kind = "password";
    else if (own.some((word) => host.has(word))) kind = "host";
    else if (
      own.some((word) => user.has(word)) ||
      lists.user.compact.some((fragment) => compact.endsWith(fragment))
    )
      kind = "user";
    return { kind, vendor, stored, rival };
  };
  return (name) => {
    let reading = known.get(name);
    if (!reading) {
      reading = read(name);
      known.set(name, reading);
    }
    return reading;
  };
}
