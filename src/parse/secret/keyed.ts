import { isCredential, namesCredential } from "./literal.ts";

/** Part of a name that says credential; the rest of the name is read from here in both directions. */
const KEYWORD =
  /token|tkn|passw|passphrase|pwd|secret|securestring|api[-_ ]?key|[-_](?:key|pass|auth)\b|(?:zd|auth|access|private|zendesk)key|credential|(?:^|\W)(?:pass|pw)(?=\W)/gi;

/** Longest name on either side of the word. */
const REACH = 40;
/** Longest value that is looked at, in UTF-16 units; what is longer and random is found by its look. */
const LONGEST_VALUE = 512;

/**
 * Finds literals that stand after a name that says credential, in any language: `token = "…"`, `"password": "…"`, `:secret => '…'`,
 * `ZENDESK_TOKEN=…`, `set_token("…")`, `("ZENDESK_TOKEN", "…")`, `<password>…`, `--token …`, `# token: …`.
 */
export function findKeyed(text: string, add: (start: number, end: number) => void): void {
  for (const match of text.matchAll(NAMED_AFTER)) {
    const [, value = "", name = ""] = match;
    const start = match.index + match[0].indexOf(value, 6);
    if (namesCredential(name) && isCredential(value)) add(start, start + value.length);
  }
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
    for (const place of placesAfter(text, begin, end, name)) {
      if (!isCredential(text.slice(place.start, place.end), place.weak)) continue;
      add(place.start, place.end);
      done = place.end;
      break;
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

/** `<add value="…" key="ZendeskToken"/>`: the name comes last. */
const NAMED_AFTER = /\bvalue=["']([^\s"']{6,512})["']\s{1,40}(?:key|name|id)=["']([\w.:-]{1,80})["']/g;

interface Place {
  readonly start: number;
  readonly end: number;
  /** What stands there may well be something else. */
  readonly weak: boolean;
}

/** What closes a name: `"`, `'`, `` ` ``, `]`, `)`, `}` and escaped quotes. */
const CLOSERS = /[\\"'`\])}]{0,4}/y;
/** What separates a name from its value. */
const SEPARATOR =
  /\s{0,4}(?:=>|:=|\?=|\|\|=|\+=|={1,3}|:|,|\(|->|<-)(?:\s{0,40}(?=["'`])|[ \t]{0,4})|[ \t]{1,8}/y;
/** What opens a value, with the letters that languages put before quotes. */
const OPENER = /(?:[bfruBFRU@$]{0,2}\\?["'`]{1,3}|%[qQ]?[({[<|])?/y;
/** `${ZENDESK_TOKEN:-…}`: a default in the place of its variable. */
const HOLE = /\$\{[\w.]{1,80}:[-=?]?/y;
const QUOTED = /[^\s"'`]{6,512}(?=["'`])/y;
const UNQUOTED = /[^\s"'`,;<>(){}[\]|&\\]{6,513}/y;

/** `name="token" value="…"`, `"token": {"value": "…"}`, `("--token", default="…")`: the value stands beside the name or below it. */
const BESIDE =
  /["'`]\s{0,40}[,:=]?\s{0,40}\{?\s{0,40}\\?["']?(?:value|content|default|initial|current)\w{0,8}\\?["']?\s{0,4}(?:=>|=|:)\s{0,4}(?=\\?["'`])/iy;
/** `<password>…</password>`, `<key>token</key><string>…</string>`, `<property name="token">…</property>`. */
const ELEMENT = /(?:<\/\w{1,20}>\s{0,40}<\w{1,20})?>(?=[^\s<]{6,512}<)/y;
/** `token: |` with the value on the next line. */
const BLOCK = /[ \t]{0,4}:[ \t]{0,4}[|>][-+\d]{0,3}[ \t]{0,4}\r?\n[ \t]{1,80}/y;
/** `token.equals("…")`, `expect(client.token).toBe("…")`, `TOKEN: &str = "…"`, `$Token -eq '…'`. */
const NEAR = /[\w \t().,=:!<>&|@?{[\]-]{1,24}(?=["'`])/y;
/** `def token` with the literal below it. */
const BODY = /(?:\([^()\n]{0,60}\))?[^\n"'`;]{0,24}\s{1,40}(?:return\s{1,4})?(?=["'`])/y;

function sticky(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** Where a value of that name may stand, the likeliest place first. */
function* placesAfter(text: string, begin: number, end: number, name: string): Generator<Place> {
  const closers = sticky(CLOSERS, text, end);
  const at = end + closers.length;
  const quote = closers.search(/["'`]/);
  const beside = quote < 0 ? "" : sticky(BESIDE, text, end + quote);
  if (beside !== "") yield* valueAt(text, end + quote + beside.length, false);
  const element = /[<>:]/.test(text.charAt(begin - 1)) || closers !== "" ? sticky(ELEMENT, text, at) : "";
  if (element !== "") {
    const value = sticky(UNQUOTED, text, at + element.length);
    yield { start: at + element.length, end: at + element.length + value.length, weak: false };
  }
  const separator = sticky(SEPARATOR, text, at);
  const sign = separator.trim();
  // `("ZENDESK_TOKEN", "abc")`, `setToken("abc")`: only a literal can be meant, and the comma follows one.
  const literal = sign === "," || sign === "(";
  // `ENV ZENDESK_TOKEN abc`, `password abc` (netrc), `--token abc`; prose otherwise.
  const word = sign !== "" || /^[A-Z][A-Z0-9_]+$|^passw/.test(name) || text.startsWith("--", begin);
  if (separator !== "" && !(sign === "," && closers === ""))
    yield* valueAt(text, at + separator.length, sign === "(", !literal && word);
  for (const pattern of [NEAR, BODY]) {
    const near = sticky(pattern, text, at);
    if (near !== "") yield* valueAt(text, at + near.length, true, false);
  }
  const block = sticky(BLOCK, text, at);
  if (block !== "") yield* valueAt(text, at + block.length, false);
}

/** The literal that begins here, or the word where one can be meant. */
function* valueAt(text: string, from: number, weak: boolean, word = true): Generator<Place> {
  const opener = sticky(OPENER, text, from);
  let start = from + opener.length;
  const hole = sticky(HOLE, text, start);
  start += hole.length;
  if (hole === "" && opener !== "") {
    const value = sticky(QUOTED, text, start);
    // `\"abc\"` in a literal of its own.
    const escaped = opener.includes("\\") && value.endsWith("\\") ? 1 : 0;
    if (value !== "") yield { start, end: start + value.length - escaped, weak };
  }
  if (!word && opener === "") return;
  const value = sticky(UNQUOTED, text, start);
  if (value.length > 0 && value.length <= LONGEST_VALUE)
    yield { start, end: start + value.length, weak: weak || opener === "" };
}
