/**
 * What a word stands for: itself, a function that may be defined under it, a class; a whole key, or a segment of one, whatever its spelling (letters
 * and digits in lower case).
 */
export type WordUse = "" | "(" | "{" | "~" | ".";

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

const mixed = (hash: number, code: number): number => Math.imul(hash ^ code, PRIME);

/** The number of a key goes on without what parts its words, in lower case. */
const compacted = (hash: number, code: number): number =>
  code === DASH || code === UNDERSCORE ? hash : mixed(hash, code >= 65 && code <= 90 ? code | 32 : code);

/** A number for a word and its use: two words seldom share one. Words go by numbers so that nothing a file holds leaves as text. */
export function wordNumber(word: string, use: WordUse): number {
  let hash = BASIS;
  for (let at = 0; at < word.length; at++) hash = mixed(hash, word.charCodeAt(at));
  return use === "" ? hash : mixed(hash, use.charCodeAt(0));
}

const numbered = (words: string): ReadonlySet<number> =>
  new Set(words.split(" ").map((word) => wordNumber(word, "")));

/** Words that stand before a name that is defined: without brackets or a sign behind it, too. */
const DEFINING = numbered(
  "def defp define define_method defmodule fn fun func function sub proc filter workflow class struct interface object type record module " +
    "enum trait namespace package actor union impl extension mixin protocol property get set operator constructor val var",
);

/** Words behind a name that is defined: Go groups types (`type ( Client struct`); RSpec's `subject do` is a method. */
const DEFINED_BEFORE = numbered("struct interface do");

/** Beginnings of lines on which a dotted name with brackets may be defined: `def self.token(`, `fun String.basic(`, `void IClient.Send(`. */
const DEFINES =
  /\b(?:def|fun|func|function|sub|void|static|public|private|protected|internal|override|async|prototype)\b/;

/** What stands before the type that a function of Go's belongs to. */
const RECEIVER = /\bfunc\s{0,4}\(\s{0,4}\w{0,60}\s{0,4}\*?$/;

/** Code that holds no settings, and nothing that does. */
const NO_SETTINGS = /\.(?:[cm]?[jt]sx?|gs|pyi?|go|java|kts?|cs|ps1|psm1)$/i;

/** True where settings may stand: only there words go as keys, too. */
export const maySet = (path: string): boolean => !NO_SETTINGS.test(path);

/** Languages in which what is defined with brackets has a word before it on its line. */
const SPELLED_OUT = /\.(?:pyi?|rb|rake|php|kts?|go)$/i;

/** What stands in for a function or a class that is assigned; nothing more on the line leaves it open. */
const FUNCTION = /[(>{]|function|lambda|class|struct|async|[=:]\s*$|^\s*$/;
const CLASS = /class|^\s*$/;

/** Characters of a line that are looked at around a name, and blanks behind one. */
const LINE = 200;
const BLANKS = 20;

const DASH = 45;
const DOT = 46;
const COLON = 58;
const BACKSLASH = 92;
const PERCENT = 37;
const OPEN = 40;
const BRACE = 123;
const TILDE = 126;
const UNDERSCORE = 95;

/** Letters, digits and underscores. */
const isName = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

/** Each word of a text by its numbers, and those joined by `-` together, too. `{` goes with what a class may be defined as, `(` also with a function. */
export function wordsIn(text: string, path: string): number[] {
  const spelledOut = SPELLED_OUT.test(path);
  const all = new Set<number>();
  // Only keys of settings are asked for whatever their spelling; where they can be told from what they hold, they are.
  const keysApart = /\.json$/i.test(path) && !text.includes("<<");
  if (keysApart) addKeys(text, all);
  const isSegment = keysApart || !maySet(path) ? undefined : segmentTest(text, path);
  if (isSegment) addNames(text, all);
  const note = (hash: number, compact: number, segment: boolean, defined: string): void => {
    all.add(hash);
    if (isSegment) all.add(mixed(compact, TILDE));
    if (segment) all.add(mixed(compact, DOT));
    if (defined !== "") all.add(mixed(hash, OPEN));
    if (defined === "{") all.add(mixed(hash, BRACE));
  };
  const add = (from: number, to: number, defined: string): void => {
    let hash = BASIS;
    let compact = BASIS;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      hash = mixed(hash, code);
      compact = compacted(compact, code);
    }
    note(hash, compact, isSegment?.(from, to) ?? false, defined);
  };
  let defining = false;
  let end = 0;
  let last = { from: 0, to: 0 };
  let joined = -1;
  for (let at = 0; at < text.length; at++) {
    if (!isName(text.charCodeAt(at))) continue;
    const from = at;
    let hash = BASIS;
    let compact = BASIS;
    for (let code = text.charCodeAt(at); isName(code); code = text.charCodeAt(++at)) {
      hash = mixed(hash, code);
      compact = compacted(compact, code);
    }
    // `class Acme::Zendesk` defines what stands at the end.
    const chained: boolean = defining && leadsOn(text, end, from);
    const known = all.has(mixed(hash, BRACE));
    const defined = chained || known ? "{" : definedAs(text, from, at, spelledOut);
    const segment = isSegment?.(from, at) ?? false;
    if (!known || segment) note(hash, compact, segment, defined);
    // An escape in a text may end in a word: `"\nuser"`, `%20user`.
    const before = text.charCodeAt(from - 1);
    if (before === BACKSLASH && at - from > 1) add(from + 1, at, defined);
    else if (before === PERCENT && at - from > 2) add(from + 2, at, defined);
    const following = text.charCodeAt(at);
    const goesOn = following === DASH && isName(text.charCodeAt(at + 1));
    if (joined < 0 && goesOn) joined = from;
    else if (joined >= 0 && !goesOn) {
      add(joined, at, defined);
      joined = -1;
    }
    if (DEFINED_BEFORE.has(hash) && leadsOn(text, end, from)) add(last.from, last.to, "{");
    defining = DEFINING.has(hash) || (chained && (following === COLON || following === DOT));
    last = { from, to: at };
    end = at;
  }
  return [...all];
}

/** Formats whose keys have a sign behind them; elsewhere a blank may do (`login bot`), and every word may be a segment. */
const SIGNED = /\.(?:ya?ml|md|markdown|mdx|rst|adoc|asciidoc)$/i;

/** Signs behind a key or its brackets on the same line: `key: `, `key = `, `<key>`, `key {`. */
const KEY_SIGNS = [":", "=", ">", "{"] as const;

/** Lines with nothing but keys: an item of a list of them, a section, secrets by name. */
const KEYS_ONLY =
  /^\s*(?:(?:-\s+)?["']?[\w.:-]+["']?,?\s{0,20}\]?\s{0,20}$|\[)|\bsecrets?["']?\s{0,20}:\s{0,20}\[/i;

/** Gives a test for words, asked in their order, that may be a segment of a key: a sign stands behind it on its line, or a path goes on there. */
function segmentTest(text: string, path: string): (from: number, to: number) => boolean {
  if (!SIGNED.test(path)) return () => true;
  let lineEnd = -1;
  let sign = -1;
  return (from, to) => {
    if (from > lineEnd) {
      const end = text.indexOf("\n", from);
      lineEnd = end < 0 ? text.length : end;
      const line = text.slice(text.lastIndexOf("\n", from) + 1, lineEnd);
      const signs = KEY_SIGNS.map((one) => line.lastIndexOf(one));
      sign = KEYS_ONLY.test(line) ? lineEnd : lineEnd - line.length + Math.max(...signs);
    }
    return sign >= to || joinsPath(text, from - 1, from - 2) || joinsPath(text, to, to + 1);
  };
}

/** A dot or a slash stands at one place, and a name goes on at the other. */
const joinsPath = (text: string, sign: number, beyond: number): boolean =>
  (text[sign] === "." || text[sign] === "/") && isName(text.charCodeAt(beyond));

/** What is called by a member of its own: `- name: Zendesk e-mail`. */
const NAMED =
  /(?:name|key|id|ParameterKey|secretKey|source|target)["']?\s{0,20}[:=][ \t]{0,20}([^#\n]{1,200})/gi;

/** Adds such names as keys, whole. */
function addNames(text: string, all: Set<number>): void {
  for (const [, value = ""] of text.matchAll(NAMED)) addKey(value, all);
}

function addKey(key: string, all: Set<number>): void {
  const compact = key.replace(/[^a-z0-9]/gi, "").toLowerCase();
  if (compact === "") return;
  all.add(wordNumber(compact, "~"));
  all.add(wordNumber(compact, "."));
}

/** Nothing stands between two words of a line but blanks and what may stand before a name. */
function leadsOn(text: string, from: number, to: number): boolean {
  if (to - from > BLANKS) return false;
  for (let at = from; at < to; at++) if (!" \t.:*&\"'(-<".includes(text[at] ?? "")) return false;
  return true;
}

/** What a word may be defined as by the signs around it: nothing where it is only named or called. */
function definedAs(text: string, from: number, to: number, spelledOut: boolean): "" | "(" | "{" {
  const before = text[from - 1] ?? "";
  // Ruby defines methods under symbols.
  if (before === ":" && text[from - 2] !== ":" && !isName(text.charCodeAt(from - 2))) return "(";
  let next = to;
  while (next < to + BLANKS && " \t\r\n\"'`]?!".includes(text[next] ?? "-")) next++;
  switch (text[next]) {
    case "(":
      if (!spelledOut && before !== "." && before !== ">" && before !== ":") return "(";
      return DEFINES.test(lineBefore(text, from)) ? "(" : "";
    case "=":
      return mayHold(FUNCTION, text, next + 1) ? "{" : "";
    case ":":
      return mayHold(FUNCTION, text, next + 1) ? (mayHold(CLASS, text, next + 1) ? "{" : "(") : "";
    case "<":
    case "{":
      return "(";
    case ")":
    case "[":
      return RECEIVER.test(lineBefore(text, from)) ? "{" : "";
    default:
      return "";
  }
}

function mayHold(what: RegExp, text: string, from: number): boolean {
  const end = text.indexOf("\n", from);
  return what.test(text.slice(from, Math.min(end < 0 ? text.length : end, from + LINE)));
}

const lineBefore = (text: string, at: number): string =>
  text.slice(Math.max(0, text.lastIndexOf("\n", at) + 1, at - LINE), at);

/** Keys of JSON, and what names the members of its lists; also what stands before `=` in a text. */
const KEYS =
  /"((?:[^"\\\n]|\\.){1,200})"\s{0,20}:(?:\s{0,20}"((?:[^"\\\n]|\\.){1,200})")?|([\w$-]{1,200})\s{0,20}[:=]/g;
const NAMES = /^(?:name|key|id|ParameterKey|secretKey|option_?name)$/i;

/** Adds the words of what may be keys in JSON. */
function addKeys(text: string, all: Set<number>): void {
  for (const [, key = "", value = "", bare = ""] of text.matchAll(KEYS))
    for (const part of NAMES.test(key) ? [key, value] : [key, bare])
      for (const word of part.match(/\w+(?:-\w+)*/g) ?? [])
        for (const one of word.includes("-") ? [word, ...word.split("-")] : [word]) addKey(one, all);
}
