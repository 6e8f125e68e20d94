import type { SecretKind } from "../../model/fact.ts";
import { findKeyed } from "./keyed.ts";
import {
  decodesToLogin,
  decodesToPair,
  isCredential,
  isLiteral,
  isPlaceholder,
  isPublic,
  kindOf,
  LONGEST,
} from "./literal.ts";
import { wordiness } from "./spelling.ts";

/** A credential in text. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
  /** It is one only where it stands. */
  readonly word?: true;
}

/** Finds credentials in any text by their shape and by what stands before them. Sorted, none overlaps another. */
export function findShapes(text: string): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number): void => {
    if (end > start) found.push({ start, end, kind: kindOf(text.slice(start, end)) });
  };
  findRuns(text, add);
  findPairs(text, add);
  findKeyed(text, add);
  return merge(found);
}

/** Sorts places and joins those that overlap. */
export function merge(found: Found[]): Found[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Found[] = [];
  for (const one of found) {
    const last = merged.at(-1);
    if (!last || one.start >= last.end) merged.push(one);
    else if (one.end > last.end) merged[merged.length - 1] = { ...last, end: one.end };
  }
  return merged;
}

type Add = (start: number, end: number) => void;

/** 1 for characters that tokens, keys, base64 and JWTs consist of, 2 for those of them that also separate words. */
const RUN = new Uint8Array(128);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
  RUN[character.charCodeAt(0)] = 1;
for (const character of "_+/=.~-") RUN[character.charCodeAt(0)] = 2;

/** Shortest run that is taken for a credential by nothing but its look. */
const RUN_LENGTH = 20;
/** A run has to be this unlike words, a piece of it between separators this (bits). */
const RUN_BITS = -20;
const PIECE_BITS = -8;
const PIECE_LENGTH = 8;
const WORD_BITS = 5;
const MASKED_LENGTH = 16;

/** Anything random: tokens, keys, base64, JWT. */
function findRuns(text: string, add: Add): void {
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0;
    if (code < 128 && RUN[code] !== 0) continue;
    if (index - start >= RUN_LENGTH) judgeRun(text, start, index, add);
    start = index + 1;
  }
}

/**
 * Words joined by separators are names and paths; what lies between the first and the last random piece is a credential, unless
 * words stand between them. A run that decodes to a pair is one as a whole.
 */
function judgeRun(text: string, start: number, end: number, add: Add): void {
  let bits = 0;
  let first = -1;
  let last = -1;
  let from = start;
  let hit = false;
  const finish = (): void => {
    if (first >= 0 && bits < RUN_BITS && isRandom(text, first, last, start, end, add)) hit = true;
    bits = 0;
    first = -1;
  };
  for (let index = start; index <= end; index++) {
    if (index < end && RUN[text.charCodeAt(index)] === 1) continue;
    if (index - from >= 4) {
      const piece = wordiness(text, from, index);
      if (piece < PIECE_BITS && index - from >= PIECE_LENGTH) {
        bits += piece;
        if (first < 0) first = from;
        last = index;
      } else if (piece > WORD_BITS) finish();
    }
    from = index + 1;
  }
  finish();
  if (!hit && end - start <= LONGEST && decodesToPair(text.slice(start, end))) add(start, end);
}

/** Identifiers that are made at random and public: they name things and open nothing. */
const IDENTIFIER = /^(?:[A-Za-z]{1,12}=)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Upper-case names: their words need not be English. */
const CONSTANT = /^[A-Z_=]{1,60}$/;

function isRandom(text: string, first: number, last: number, start: number, end: number, add: Add): boolean {
  const from = reach(text, first, start, -1);
  const to = reach(text, last, end, 1);
  if (to - from < MASKED_LENGTH) return false;
  const credential = text.slice(from, to);
  if (IDENTIFIER.test(credential) || CONSTANT.test(credential) || isPublic(credential)) return false;
  add(from, to);
  return true;
}

/** Moves one end of a random stretch outwards over pieces too short to tell, and over `=` that pads base64. */
function reach(text: string, from: number, limit: number, step: 1 | -1): number {
  let edge = from;
  for (;;) {
    let next = edge;
    // `API_KEY=abc`: the name is no part of it.
    if (step < 0 && text.charCodeAt(next - 1) === 61) return edge;
    while (next !== limit && RUN[text.charCodeAt(step < 0 ? next - 1 : next)] === 2) next += step;
    const inner = next;
    while (next !== limit && RUN[text.charCodeAt(step < 0 ? next - 1 : next)] === 1) next += step;
    const words = wordiness(text, Math.min(inner, next), Math.max(inner, next));
    if (next === inner) return step > 0 && text.charCodeAt(inner - 1) === 61 ? inner : edge;
    if (words > 0.5) return edge;
    edge = next;
  }
}

/** `x@y/token:abc`, `%2Ftoken:abc`, `%2Ftoken%3Aabc`. */
const PAIR = /(?:\/|%2F)token(?::|%3A)([^\s"'`<>\\]{6,})/gi;
/** What stands before `/token` when that ends a user: an e-mail address, something filled in, or nothing. */
const USER_BEFORE = /(?:^|[})>\]]|%[sv]|\$\w{1,60}|(?:@|%40)[\w.-]{1,70})$/;
/** A header with a literal; some write user and password after it as they are. */
const SCHEME =
  /\b(?:Basic|Bearer|Token token=)(?:[ \t]{1,4}|%20|(?<==))["']?(?:[^\s"'@]{1,64}@[^\s"']{1,200}\s{1,4})?([^\s"'`<>\\{}$,;]{8,})/gi;
/** A password in an address; the name before it may be missing. */
const USERINFO = /:\/\/[^\s/:@"'`]{0,200}:([^\s/@"'`<]{6,400})@/g;
/** A password after an e-mail address. */
const AFTER_EMAIL = /@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?:\/token)?:([^\s"'`<>\\]{8,})/g;
/** Users of servers in front of their address: what follows is a path. */
const NO_PERSON = /(?:^|[^\w.+-])(?:git|hg|svn|ssh|root|deploy)$/i;
/** `curl -u name:password`, in a shell or in a list of arguments. */
const USER_OPTION =
  /(?:^|[\s"'`=[(,])(?:-[sSfkLivgG]{0,8}u|--user|--proxy-user|-U)(?:["'`]\s{0,4},?\s{0,4}["'`]|[ \t=]{1,4}["'`]?|["'`])?[^\s"'`:]{0,200}:([^\s"'`<>\\]{6,})/g;
/** curl's short options in one word, the one for the user last. */
const CLUSTER = /[\s"'`]-[sSfkLivgG]{1,8}u[\s"'`]/;
/** A literal right after the literal of a user, in a tuple, an argument list or a hash. */
const AFTER_USER =
  /(?:(?:\/|%2F)token|@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})["'`]\s{0,60}(?:,|=>|:)\s{0,60}(?:["'`]{2},\s{0,60})?(?:\w{1,20}\()?["'`]([^"'`\s]{6,512})["'`]/gi;
/** `auth = (user, "…")`, `basic_auth(user, "…")`, `btoa("name:…")`. */
const LOGIN =
  /auth\w{0,20}\s{0,4}[=:(]\s{0,4}[[(]?\s{0,4}[\w.]{1,60}\s{0,4},\s{0,4}["'`]([^"'`\s]{6,512})["'`]|(?:btoa|from|base64\w{0,10}|encode\w{0,20})\(\s{0,4}b?["'`][^"'`:\s]{1,100}:([^"'`\s]{6,512})["'`]/gi;

function findPairs(text: string, add: Add): void {
  // NOTE: looking for a few characters is many times faster than a pattern, and most texts lack them.
  const at = text.includes("@");
  if (/token[:%]/i.test(text))
    for (const match of text.matchAll(PAIR)) {
      const [start, end] = trimmed(text, match);
      const user = USER_BEFORE.test(text.slice(Math.max(0, match.index - 80), match.index));
      const credential = decoded(text.slice(start, end));
      if (user ? isLiteral(credential) : isCredential(credential)) add(start, end);
    }
  if (/basic|bearer|token=/i.test(text))
    for (const match of text.matchAll(SCHEME)) {
      const [start, end] = trimmed(text, match);
      const credential = text.slice(start, end);
      if (decodesToLogin(credential) || isCredential(credential, true)) add(start, end);
    }
  if (at && text.includes("://"))
    for (const match of text.matchAll(USERINFO)) {
      const credential = match[1] ?? "";
      const start = match.index + match[0].length - 1 - credential.length;
      if (!isPlaceholder(credential) && !/^[A-Z_]+$|^pass\w*$|[{}]/i.test(credential))
        add(start, start + credential.length);
    }
  if (at)
    for (const match of text.matchAll(AFTER_EMAIL)) {
      if (NO_PERSON.test(text.slice(Math.max(0, match.index - 8), match.index))) continue;
      const [start, end] = trimmed(text, match);
      const credential = text.slice(start, end);
      // A port, with the path behind it.
      if (!/^\d{1,5}(?:\/|$)/.test(credential) && isCredential(credential)) add(start, end);
    }
  if (text.includes("-u") || text.includes("-U") || CLUSTER.test(text))
    for (const match of text.matchAll(USER_OPTION)) {
      const [start, end] = trimmed(text, match);
      if (isCredential(text.slice(start, end))) add(start, end);
    }
  if (/auth|64|from|encode|btoa/i.test(text))
    for (const match of text.matchAll(LOGIN)) {
      const credential = match[1] ?? match[2] ?? "";
      const start = match.index + match[0].length - 1 - credential.length;
      if (isCredential(credential, true)) add(start, start + credential.length);
    }
  if (at || /token["'`]/i.test(text))
    for (const match of text.matchAll(AFTER_USER)) {
      const credential = match[1] ?? "";
      const start = match.index + match[0].length - 1 - credential.length;
      if (isCredential(credential)) add(start, start + credential.length);
    }
}

/** Where the last group of a match stands, without what closes a sentence, a bracket or an address after it. */
function trimmed(text: string, match: RegExpMatchArray): readonly [number, number] {
  const credential = match[1] ?? "";
  const start = (match.index ?? 0) + match[0].length - credential.length;
  let end = start + credential.length;
  // `https://x%2Ftoken:abc@acme.zendesk.com/api`: the host is no part of it.
  const host = /@(?=[\w{$%-]+(?:\.[\w{}$%-]+)+(?:[/:?]|$))[^@]{0,2000}$/.exec(credential.slice(-2100));
  if (host) end = start + Math.max(0, credential.length - 2100) + host.index;
  while (end > start && /[.,;:)\]}|&]/.test(text.charAt(end - 1))) end--;
  return [start, end];
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
