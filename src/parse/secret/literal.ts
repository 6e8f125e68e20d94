import type { SecretKind } from "../../model/fact.ts";
import { wordiness } from "./spelling.ts";

/** The token Zendesk's documentation shows everywhere, and a shorter variant of an old page: public, so no credential. */
const DOCUMENTED = new Set([
  "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv",
  "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2ak",
]);

/** Longest literal looked at as a credential by its position, in UTF-16 units. */
export const LONGEST = 4096;

/** Nothing shorter is ever taken for a credential. */
export const SHORTEST = 6;

const PLACEHOLDER =
  /^(?:x{3,}|\*{3,}|\.{3,}|-+|_+|0{6,}|(?:your|my|the|an?|some|insert|enter|put|paste|add|replace|change|fill|set|use)(?:[-_ ]|(?=[A-Z])).*|(?:dummy|fake|mock|test|sample|example|placeholder|redacted|secret|password|changeme|todo|tbd|none|null|nil|undefined|true|false|yes|no)(?:[-_ ]?(?:token|key|value|password|secret|api|auth|credential|zendesk|\d{1,4}))*)$/i;
const PLACEHOLDER_WITHIN =
  /goes[-_ ]?here|[-_ ]here$|placeholder|changeme|change[-_]me|your[-_ ]|x{6,}|\*{4,}|\.{3}|…/i;

/** Something a template or a shell fills in: `${X}`, `$(…)`, `{{ x }}`, `<token>`, `%s`, `%TOKEN%`, `((token))`. */
const HOLE =
  /\$[{(]|\{\{|\}\}|#\{|\(\(|<[a-z_][^<>]{0,200}>|\{[a-z_][\w.:-]{0,100}\}|^\{\d?\}$|^\[[^\]]{0,200}\]$|^\$\$?[a-z_]\w*$|^%\w{1,100}%$|^%(?:\(\w{1,100}\))?[sdvq]$|^@@?[a-z_]\w*$|%[sv]$/i;

/** Text this unlike words is no phrase that asks for a credential, whatever it begins with. */
const NO_PHRASE = -40;

/** True for text that stands where a credential will be, but is none: `your_token`, `<token>`, `${X}`, `xxxx`, the documented sample. */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim();
  if (isPublic(bare)) return true;
  if (bare.length > 200 || wordiness(bare) < NO_PHRASE) return false;
  return PLACEHOLDER.test(bare) || PLACEHOLDER_WITHIN.test(bare) || HOLE.test(bare);
}

/** True for text that is known to everybody or says nothing: the documented sample, `1234567890abcdef…`, `xxxxxxxx`. */
export const isPublic = (text: string): boolean =>
  DOCUMENTED.has(text) || SEQUENCE.test(text) || fewCharacters(text);

const SEQUENCE = /^(?:0?1234\w{0,36}|abc(?:def|123)\w{0,34})$/i;

function fewCharacters(text: string): boolean {
  const seen = new Set<number>();
  for (let index = 0; index < text.length; index++) {
    seen.add(text.charCodeAt(index) | 32);
    if (seen.size > 3) return false;
  }
  return true;
}

/** Words that names of credentials and of places that keep them are made of. */
const NAMING = /token|passw|secret|key|auth|cred|zendesk|zd|param|config|email|user|client|service|account/i;

/** Text that names a credential instead of being one: `ZENDESK_API_TOKEN`, `services.zendesk.token`, `zendeskApiKey`, `process.env.X`. */
function namesSomething(text: string, words: number): boolean {
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)) return text.replace(/\D/g, "").length * 4 <= text.length;
  if (/^[\w$]+(?:(?:\.|::|->)[\w$]+)+(?:\(\)?)?$/.test(text)) return words > -6;
  if (/[()[\]{};|]/.test(text)) return words > -4;
  return words > 0 && NAMING.test(text) && /^[\w.:/@$>-]+$/.test(text);
}

/** What never is a credential: addresses, paths, e-mails, figures, dates, versions, references of secret stores. */
const NO_CREDENTIAL =
  /^(?:https?:|wss?:|file:|mailto:|arn:|op:|vault:|ssm:|ref\+|\/|\.\.?\/|~\/|#|!)|^[\d.,:/_+-]+[smhd]?$|^v?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-.+]\w{1,20})?$|^\d{4}-\d\d-\d\d|^[^\s@/:]+@[\w.-]+\.[a-z]{2,20}$|\/token$|^@[\w-]+\/|:\/\//i;

/** True for text that is no placeholder and names nothing: beside a `/token` user even a plain word is the credential. */
export function isLiteral(text: string): boolean {
  return (
    text.length >= SHORTEST &&
    !isPlaceholder(text) &&
    !NO_CREDENTIAL.test(text) &&
    !namesSomething(text, wordiness(text))
  );
}

const SPECIAL = /[!#$%^&*+=?~]/g;

/**
 * True for a literal that is a credential, given that it stands where one belongs. `weak` is for places that hold other things as well:
 * there it has to look random, too.
 */
export function isCredential(text: string, weak = false): boolean {
  if (text.length < SHORTEST || text.length > LONGEST || /\s/.test(text)) return false;
  if (isPlaceholder(text) || NO_CREDENTIAL.test(text)) return false;
  const words = wordiness(text);
  if (namesSomething(text, words)) return false;
  if (weak && words > -4) return false;
  if (/\d/.test(text)) return text.length >= 8 && (words < 0 || !text.includes("/"));
  if (text.length >= 16) return words < -4;
  return text.length >= 8 && /[A-Za-z]/.test(text) && (text.match(SPECIAL)?.length ?? 0) >= 2;
}

/** Base64 of `/token:` at each alignment (facts: Zendesk, pre-encoded headers). */
const PAIR_BASE64 = /L3Rva2VuO|90b2tlbj|vdG9rZW46/;

/** True for base64 of `{user}/token:{token}`. */
export function decodesToPair(text: string): boolean {
  if (!PAIR_BASE64.test(text)) return false;
  return /\/token:/.test(Buffer.from(text.slice(0, LONGEST), "base64").toString("latin1"));
}

/** True for base64 of printable `{user}:{password}`, which is what follows `Basic`. */
export function decodesToLogin(text: string): boolean {
  if (text.length > LONGEST || !/^[\w+/-]{8,}={0,2}$/.test(text)) return false;
  return /^[!-9;-~]+:[!-~]+$/.test(Buffer.from(text, "base64").toString("latin1"));
}

/** What kind of credential a literal is, by its spelling. */
export function kindOf(text: string): SecretKind {
  if (decodesToPair(text)) return "basic-pair";
  if (/^eyJ[\w-]+\.[\w-]+\./.test(text) || /^[0-9a-f]{64}$/.test(text)) return "oauth";
  return /^[A-Za-z0-9]{40}$/.test(text) ? "token" : "unknown";
}

/** Words that say credential, in a name without its separators. */
const CREDENTIAL_WORD =
  /token|tkn|passw(?:or)?d|passphrase|passcode|pwd|secret|securestring|apikey|authkey|accesskey|privatekey|zdkey|zendeskkey|credential|^pass$|^pw$|^creds$|userpass$/g;

/** What a name speaks of that ends in one of these, when the word before says credential: not of the credential itself. */
const ABOUT =
  /^s?(?:ur[il]s?|endpoints?|paths?|files?|filename|names?|ids?|types?|expir\w*|ttl|age|headers?|prefix|suffix|length|count|fields?|params?|parameters?|regexp?|pattern|format|env|var|store|storage|bucket|table|arn|version|region|scopes?|hint|help|label|message|error|placeholder|description|desc|title|method|class|service|manager|provider|generator|factory|ref|required|enabled|exists|valid|status|state|user|username|email|docs?|link|page|auth|based|keyref|manage\w*)$/;

const known = new Map<string, boolean>();
/** Names whose reading is remembered. */
const MOST_KNOWN = 20_000;

/** True for a key, variable or attribute that holds a credential by its name. */
export function namesCredential(name: string): boolean {
  if (name.length > 120) return false;
  let reading = known.get(name);
  if (reading === undefined) {
    reading = readsAsCredential(name);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, reading);
  }
  return reading;
}

function readsAsCredential(name: string): boolean {
  const last = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf(":"), name.lastIndexOf("/")) + 1);
  if (/(?:^|[_-])pass$/i.test(last) || /[a-z]Pass$/.test(last)) return true;
  const compact = last.toLowerCase().replace(/[^a-z\d]/g, "");
  let end = -1;
  for (const match of compact.matchAll(CREDENTIAL_WORD)) end = match.index + match[0].length;
  return end >= 0 && !ABOUT.test(compact.slice(end));
}

/** True for a key that may hold a credential but often holds something else. */
export const mayNameCredential = (name: string): boolean =>
  /(?:^|[._:-])(?:key|auth[-_]?code|code|pin|signature|cookie|session)$/i.test(name.slice(-60));

/** True for a key whose value is `{user}:{credential}`, its base64 or a whole header. */
export const namesPair = (name: string): boolean =>
  name.length <= 120 &&
  /(?:^|[._:-])(?:(?:basic|http|proxy)?[-_]?auth(?:orization)?|user[-_]?pwd|credentials?|creds|login|user)$|[a-z]Auth(?:orization)?$|_AUTH$/i.test(
    name,
  );

/** Text that is a user of Zendesk's token scheme or an e-mail address: a credential may follow it. */
export const isUser = (text: string): boolean =>
  text.length <= 320 && /(?:\/|%2F)token$|^[^\s@/:]+@[^\s@/:]+\.[a-z]{2,20}$/i.test(text);
