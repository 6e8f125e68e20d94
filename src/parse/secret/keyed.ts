import { isCredential, namesCredential } from "./literal.ts";

/** Part of a name that says credential; the rest of the name is read from here in both directions. */
const KEYWORD =
  /token|tkn|passw|passphrase|pwd|secret|securestring|api[-_ ]?key|[-_](?:key|pass|auth)\b|(?:zd|auth|access|private|zendesk)key|credential|(?:^|\W)pass(?=\W)/gi;

/** Longest name on either side of the word. */
const REACH = 40;
/** Longest value that is looked at, in UTF-16 units; what is longer and random is found by its look. */
const LONGEST_VALUE = 512;

/**
 * Finds literals that stand after a name that says credential, in any language: `token = "…"`, `"password": "…"`, `:secret => '…'`,
 * `ZENDESK_TOKEN=…`, `set_token("…")`, `("ZENDESK_TOKEN", "…")`, `<password>…`, `--token …`, `# token: …`.
 */
export function findKeyed(text: string, add: (start: number, end: number) => void): void {
  KEYWORD.lastIndex = 0;
  let done = 0;
  for (const match of text.matchAll(KEYWORD)) {
    const from = match.index;
    if (from < done) continue;
    const end = wordEnd(text, from + match[0].length);
    done = end;
    const begin = wordBegin(text, from);
    const name = text.slice(begin, end).replace(/^\W+/, "");
    // A pair (`x@y/token:…`) is looked at as a whole elsewhere.
    if (/(?:\/|%2F)$/i.test(text.slice(Math.max(0, from - 3), from))) continue;
    if (!namesCredential(name)) continue;
    const place = valueAfter(text, begin, end, name);
    if (!place) continue;
    const value = text.slice(place.start, place.end);
    if (isCredential(value, place.weak)) {
      add(place.start, place.end);
      done = place.end;
    }
  }
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 95 ||
  code === 45;

function wordEnd(text: string, from: number): number {
  let end = from;
  const most = Math.min(text.length, from + REACH);
  while (end < most && isWord(text.charCodeAt(end))) end++;
  return end;
}

function wordBegin(text: string, from: number): number {
  let begin = from;
  const least = Math.max(0, from - REACH);
  while (begin > least && isWord(text.charCodeAt(begin - 1))) begin--;
  return begin;
}

interface Place {
  readonly start: number;
  readonly end: number;
  /** What stands there may well be something else. */
  readonly weak: boolean;
}

/** `"`, `'`, `` ` ``, `]`, `}` and escaped quotes that close a name; then what separates it from its value; then what opens the value. */
const CLOSERS = /[\\"'`\])}]{0,4}/y;
const SEPARATOR = /\s{0,4}(?:=>|:=|\?=|\|\|=|\+=|={1,3}|:|,|\(|->)\s{0,4}|[ \t]{1,8}/y;
const OPENER = /(?:[bfruBFRU@$]{0,2}\\?["'`]{1,3}|[bfruBFRU@$]\\?["'`])?/y;
const UNQUOTED = /[^\s"'`,;<>(){}[\]|&\\]{6,513}/y;

/** `name="token" value="…"`, `"key": "token", "value": "…"`, `("--token", default="…")`: what stands beside the name. */
const BESIDE =
  /["'`]\s{0,40},?\s{0,40}\\?["']?(?:value|content|default|initial|current)\w{0,8}\\?["']?\s{0,4}(?:=>|=|:)\s{0,4}(?=\\?["'`])/iy;

function sticky(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function valueAfter(text: string, begin: number, end: number, name: string): Place | undefined {
  const closers = sticky(CLOSERS, text, end);
  const beside = closers === "" ? "" : sticky(BESIDE, text, end + closers.search(/["'`]/));
  let at = beside === "" ? end + closers.length : end + closers.search(/["'`]/) + beside.length;
  let separator: string;
  // `<password>…</password>`
  if (beside !== "") separator = "=";
  else if (closers === "" && text.charAt(at) === ">" && /[<:]/.test(text.charAt(begin - 1))) separator = ">";
  else separator = sticky(SEPARATOR, text, at);
  if (separator === "") return undefined;
  if (beside === "") at += separator.length;
  const sign = separator.trim();
  const opener = sticky(OPENER, text, at);
  at += opener.length;
  const quote = opener.slice(-1);
  // A list or a call: only a literal can be meant.
  if ((sign === "," || sign === "(") && quote === "") return undefined;
  if (sign === "," && closers === "") return undefined;
  // `ENV ZENDESK_TOKEN abc`, `password abc` (netrc), `--token abc`.
  if (sign === "" && quote === "" && !/^[A-Z][A-Z0-9_]+$|^passw/.test(name) && !text.startsWith("--", begin))
    return undefined;
  if (quote !== "") {
    // A look at a bounded stretch only, so that a file of lonely quotes costs no more than its length.
    const length = text.slice(at, at + LONGEST_VALUE).indexOf(quote);
    if (length >= 0) {
      const close = at + length;
      const escaped = opener.includes("\\") && text.charAt(close - 1) === "\\";
      return { start: at, end: escaped ? close - 1 : close, weak: sign === "(" };
    }
  }
  const value = sticky(UNQUOTED, text, at);
  return value === "" || value.length > LONGEST_VALUE
    ? undefined
    : { start: at, end: at + value.length, weak: quote === "" };
}
