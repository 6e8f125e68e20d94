import { isAccount } from "../accounts.ts";
import type { HostSource } from "../recipe.ts";

/** An expansion as shells, make and pipelines spell it. */
const HOLE = String.raw`\$\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|\$\(\w+\)|\$+\w+`;
const ADDRESS = new RegExp(
  `(?:(https?)://)?(?:[^\\s"'/@]*@)?((?:${HOLE}|[\\w-])+)\\.zendesk\\.com(?![\\w.-])`,
  "gi",
);
const OTHER_HOST = /https?:\/\/(?:[^\s"'/@]*@)?([a-z\d-]+(?:\.[a-z\d-]+)+)/gi;
const BASE = new RegExp(`^(?:(https?)://)?(${HOLE})(?=$|[/?])`, "i");

/** Steps from one variable to the next. */
const MOST_STEPS = 6;

/**
 * What is said against one token for all calls: the provider knows one account, and a call to another one goes out without a token. `urls` are the
 * addresses of the calls as they are spelled, `text` is where their variables are set.
 */
export function accountDoubts(host: HostSource, text: string, urls: readonly string[]): string[] {
  if (host.kind === "unknown") return [];
  const code = text.replace(/(?<=^|[ \t])#[^\n]*/gm, "");
  const doubts = new Set<string>();
  let open = false;
  for (const url of urls) {
    const found = targetsOf(url, code, host, MOST_STEPS);
    if (found.length === 0) open = true;
    for (const target of found) {
      const doubt = doubtOf(target, host, code);
      if (doubt !== undefined) doubts.add(doubt);
    }
  }
  // The address comes from elsewhere: then all accounts that the text names have to be the one.
  if (open || urls.length === 0)
    for (const [, , label = ""] of code.matchAll(ADDRESS)) {
      const doubt = doubtOf({ label }, host, code);
      if (doubt !== undefined) doubts.add(doubt);
    }
  return [...doubts];
}

interface Target {
  /** The account, as it is spelled. */
  readonly label?: string;
  /** A variable that holds the whole address. */
  readonly base?: string;
  /** A host that is not Zendesk's. */
  readonly foreign?: string;
  readonly insecure?: boolean;
}

/** The addresses that a word may stand for; none when nothing is known of it. */
function targetsOf(word: string, code: string, host: HostSource, steps: number): Target[] {
  const own = [...word.matchAll(ADDRESS)];
  if (own.length > 0)
    return own.map(([, scheme = "", label = ""]) => ({ label, insecure: /^http$/i.test(scheme) }));
  const [foreign] = [...word.matchAll(OTHER_HOST)].flatMap((match) => match[1] ?? []);
  if (foreign !== undefined) return [{ foreign }];
  const [, scheme = "", hole] = BASE.exec(word) ?? [];
  const name = hole === undefined ? undefined : nameOf(hole);
  if (name === undefined || steps === 0) return [];
  if (host.kind === "env" && host.name === name) return [{ base: name }];
  const values = valuesOf(name, code);
  if (values.length > 0)
    return values.flatMap((value) => targetsOf(`${scheme && `${scheme}://`}${value}`, code, host, steps - 1));
  return isBound(name, code) || word === hole ? [] : [{ base: name }];
}

function doubtOf({ label, base, foreign, insecure }: Target, host: HostSource, code: string) {
  const account = host.kind === "literal" ? host.url.replace(/^https:\/\//, "") : host.name;
  if (foreign !== undefined)
    return `A call goes to ${foreign}, which is not the account of the token (${account}).`;
  if (insecure) return "A call goes over plain HTTP: the provider adds a token to HTTPS only.";
  if (base !== undefined)
    return host.kind !== "env" || host.name !== base
      ? unsure(base, account)
      : isOneOfMany(base, code)
        ? unsure(`several accounts by ${base}`, account)
        : undefined;
  if (label === undefined || !isAccount(label)) return undefined;
  if (host.kind === "env" && isOneOfMany(host.name, code))
    return unsure(`several accounts by ${host.name}`, account);
  const known = host.kind === "env" ? host.name : undefined;
  // A literal may be what the variable is set to.
  const own =
    known === undefined
      ? [account]
      : valuesOf(known, code).map((value) => value.replace(/^https?:\/\//i, ""));
  const isOwn = (text: string): boolean =>
    own.some((one) => one.replace(/\.zendesk\.com.*$/i, "").toLowerCase() === text.toLowerCase());
  const other = meaningsOf(label, code, known, MOST_STEPS).find((one) =>
    "text" in one ? !isOwn(one.text) : one.name !== known,
  );
  return other && unsure("text" in other ? `${other.text}.zendesk.com` : other.name, account);
}

const unsure = (which: string, account: string): string =>
  `A call goes to ${which}, the provider's token is for ${account}: one call or the other gets none.`;

/** What a spelling of an account comes to: a text, or the variable where nothing more is known. */
function meaningsOf(
  label: string,
  code: string,
  known: string | undefined,
  steps: number,
): ({ readonly text: string } | { readonly name: string })[] {
  const name = new RegExp(`^(?:${HOLE})$`).test(label) ? nameOf(label) : undefined;
  if (name === undefined) return /\$/.test(label) ? [{ name: label.slice(0, 60) }] : [{ text: label }];
  const values = steps > 0 && !isBound(name, code) ? valuesOf(name, code) : [];
  if (values.length === 0 || name === known) return [{ name }];
  return values.flatMap((value) => {
    const [first = ""] = value.split(/\.zendesk\.com/i);
    return meaningsOf(first.replace(/^https?:\/\//i, ""), code, known, steps - 1);
  });
}

/** The variable an expansion reads: `${X:-y}`, `${{ secrets.X }}`, `$$X`, `$(X)`. */
function nameOf(hole: string): string | undefined {
  const inner = hole.replace(/^\$\{\{|\}\}$/g, "").trim();
  if (inner !== hole)
    return /^(?:secrets|vars|env)\.(\w+)$/.exec(inner)?.[1] ?? (inner.slice(0, 60) || undefined);
  return /^\$+[({]?([A-Za-z_]\w*)/.exec(hole)?.[1];
}

/** What a variable is set to in a text, unquoted; itself and what a command gives are left out. */
function valuesOf(name: string, code: string): string[] {
  const pattern = new RegExp(
    `(?<![\\w$.{-])${name.replace(/\W/g, "\\$&")}[ \\t]*(?:[:?]{0,3}=|:[ \\t])[ \\t]*("[^"\\n]*"|'[^'\\n]*'|[^\\s;&|"']*)`,
    "g",
  );
  return [...code.matchAll(pattern)].flatMap((match) => {
    const value = (match[1] ?? "").replace(/^(["'])(.*)\1$/, "$2");
    const self = new RegExp(`^(?:${HOLE})$`).test(value) && nameOf(value) === name;
    return self || value === "" || /^\$\(\w+[ ]|^`|^\$\([^)]*$/.test(value) ? [] : [value];
  });
}

/** A loop, an argument or what is read gives the variable one value after the other. */
const isBound = (name: string, code: string): boolean =>
  new RegExp(
    `(?:^|[;&|\\s])(?:for[ \\t]+${name.replace(/\W/g, "")}[ \\t]+in|read\\b[^\\n;|]*[ \\t]${name.replace(/\W/g, "")})\\b`,
  ).test(code);

/** The variable holds one account after the other. */
const isOneOfMany = (name: string, code: string): boolean =>
  isBound(name, code) || new Set(valuesOf(name, code).filter((value) => !value.includes("$"))).size > 1;
