import type { Lowering } from "../adapter.ts";

/** A piece of a string literal: literal text, or a stretch of code put in by interpolation. */
export type Chunk = { readonly text: string } | { readonly start: number; readonly end: number };

/** A token of a language nobody told us about. */
export interface Token {
  readonly kind: "name" | "string" | "number" | "op";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A line break stands before it. */
  readonly fresh: boolean;
  /** White space stands before it. */
  readonly spaced: boolean;
  /** The pieces of a string. */
  readonly chunks?: readonly Chunk[];
}

const OPERATORS = [
  "<<<",
  "===",
  "!==",
  "||=",
  "&&=",
  "//=",
  "??=",
  "...",
  "->",
  "=>",
  ":=",
  "<-",
  "::",
  "?.",
  "?:",
  "??",
  "||",
  "&&",
  "|>",
  "==",
  "!=",
  "<=",
  ">=",
  "+=",
  ".=",
  "?=",
  "<>",
  "..",
  "++",
  "<<",
  "=~",
  "//",
];

const OPERATORS_BY_HEAD = new Map<string, string[]>();
for (const operator of OPERATORS) {
  const head = operator.charAt(0);
  OPERATORS_BY_HEAD.set(head, [...(OPERATORS_BY_HEAD.get(head) ?? []), operator]);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

const NAME = /[A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*/y;
const SIGILED = /[$@%]+(?:::)?[A-Za-z_][\w]*/y;
const NUMBER = /\d[\w.]*/y;

/** How the strings and comments of a file look, as far as its extension tells. */
export interface Dialect {
  /** `//` is an operator (Perl), not a comment. */
  readonly slashes: boolean;
  /** `;` begins a comment (Lisp, AutoHotkey, assembler-like). */
  readonly semicolon: boolean;
  /** A batch file: read by lines. */
  readonly batch: boolean;
  /** `@x` is an array (Perl), not a field. */
  readonly arrays: boolean;
  /** Objects are written by indentation (CoffeeScript). */
  readonly indents: boolean;
  /** `@name value` gives a module attribute its value (Elixir). */
  readonly attributes: boolean;
  /** `||` joins strings (SQL). */
  readonly bars: boolean;
  /** `'` in front of a comment's text (Visual Basic). */
  readonly apostrophe: boolean;
  /** `#[…]` is an annotation, not a comment (Rust). */
  readonly annotations: boolean;
}

/** The dialect an extension stands for. */
export function dialectOf(extension: string): Dialect {
  return {
    slashes: /^\.(?:pl|pm|t|cgi|ex|exs)$/.test(extension),
    semicolon: /^\.(?:clj|cljs|cljc|edn|el|lisp|scm|ahk|asm|au3)$/.test(extension),
    batch: /^\.(?:bat|cmd)$/.test(extension),
    arrays: /^\.(?:pl|pm|t|cgi|pp)$/.test(extension),
    indents: /^\.(?:coffee|litcoffee|cson|iced)$/.test(extension),
    attributes: /^\.exs?$/.test(extension),
    bars: /^\.(?:sql|pks|pkb|plsql|psql|ddl)$/.test(extension),
    apostrophe: /^\.(?:vb|vbs|bas|vba)$/.test(extension),
    annotations: extension === ".rs",
  };
}

const isWord = (char: string): boolean =>
  (char >= "a" && char <= "z") || (char >= "A" && char <= "Z") || char === "_" || char >= "\u00c0";

/** Splits a stretch of text to tokens; comments are left out, a quote that does not close on its line is an operator. */
export function tokenize(lowering: Lowering, start: number, end: number, dialect: Dialect): Token[] {
  const text = lowering.text;
  const tokens: Token[] = [];
  let fresh = true;
  let blocks = true;
  let at = start;
  const sticky = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    return match !== undefined && at + match.length <= end ? match : undefined;
  };
  const push = (kind: Token["kind"], length: number, chunks?: readonly Chunk[]): void => {
    const before = text[at - 1];
    const spaced = fresh || before === " " || before === "\t";
    tokens.push({
      kind,
      text: text.slice(at, at + length),
      start: at,
      end: at + length,
      fresh,
      spaced,
      ...(chunks ? { chunks } : {}),
    });
    fresh = false;
    at += length;
  };
  const skipLine = (): void => {
    const newline = text.indexOf("\n", at);
    at = newline < 0 || newline > end ? end : newline;
  };
  while (at < end) {
    lowering.tick();
    const char = text[at] ?? "";
    if (char === "\n") {
      fresh = true;
      at++;
      continue;
    }
    if (char === "\\" && /[\r\n]/.test(text[at + 1] ?? "")) {
      // A continued line is one line.
      at += text[at + 1] === "\r" ? 3 : 2;
      continue;
    }
    if (char <= " ") {
      at++;
      continue;
    }
    if (
      (char === "#" &&
        (fresh || /[\s;{]/.test(text[at - 1] ?? " ")) &&
        text[at + 1] !== "{" &&
        !(dialect.annotations && text[at + 1] === "[")) ||
      (char === "/" && text[at + 1] === "/" && !dialect.slashes && text[at - 1] !== ":") ||
      (char === "-" && text[at + 1] === "-" && fresh) ||
      (dialect.semicolon && char === ";") ||
      (dialect.apostrophe && char === "'")
    ) {
      skipLine();
      continue;
    }
    if (char === "/" && text[at + 1] === "*") {
      const close: number = blocks ? text.indexOf("*/", at + 2) : -1;
      // One search that fails is enough: the next would fail too.
      blocks = close >= 0 && close < end;
      if (close >= 0 && close < end) {
        if (text.slice(at, close).includes("\n")) fresh = true;
        at = close + 2;
        continue;
      }
    }
    if (char === '"' || char === "'" || char === "`") {
      const found = scanString(text, at, end, tokens.at(-1));
      if (found) {
        push("string", found.end - at, found.chunks);
        continue;
      }
    }
    if (char === ":" && !/[\w:)\]"']/.test(text[at - 1] ?? " ")) {
      at++;
      const symbol = sticky(NAME);
      at--;
      if (symbol) {
        push("string", symbol.length + 1, [{ text: symbol }]);
        continue;
      }
    }
    const name = isWord(char)
      ? sticky(NAME)
      : char === "$" || char === "@" || char === "%"
        ? sticky(SIGILED)
        : undefined;
    if (name) {
      // `fetch_env!(`, `format!(`: the mark belongs to the name.
      const mark = text[at + name.length] === "!" && text[at + name.length + 1] === "(" ? 1 : 0;
      push("name", name.length + mark);
      continue;
    }
    const number = char >= "0" && char <= "9" ? sticky(NUMBER) : undefined;
    if (number) {
      push("number", number.length);
      continue;
    }
    const operator = OPERATORS_BY_HEAD.get(char)?.find((one) => text.startsWith(one, at));
    push("op", operator && at + operator.length <= end ? operator.length : 1);
  }
  return tokens;
}

/** A string literal that begins at `start`, or nothing when it does not close where strings do. */
function scanString(
  text: string,
  start: number,
  end: number,
  before: Token | undefined,
): { end: number; chunks: Chunk[] } | undefined {
  const quote = text[start] ?? "";
  const triple = text.startsWith(quote.repeat(3), start) && quote !== "`";
  const close = triple ? quote.repeat(3) : quote;
  const prefix =
    before?.kind === "name" && before.end === start && /^(?:s|f|r|F|u|b)$/.test(before.text)
      ? before.text
      : "";
  const wide = triple || quote === "`" || (quote === '"' && before?.kind === "op" && before.text !== ")");
  const limit = Math.min(end, start + (wide ? 20_000 : 4_000));
  const braces = /^f$/i.test(prefix) || text[start - 1] === "$";
  const chunks: Chunk[] = [];
  let literal = "";
  const flush = (): void => {
    if (literal !== "") chunks.push({ text: literal });
    literal = "";
  };
  for (let at = start + close.length; at < limit; ) {
    const char = text[at] ?? "";
    if (char === "\n" && !wide) return undefined;
    if (text.startsWith(close, at)) {
      flush();
      return { end: at + close.length, chunks };
    }
    if (char === "\\" && at + 1 < limit) {
      const next = text[at + 1] ?? "";
      if (next === "(" && quote === '"') {
        const until = closing(text, at + 1, limit, "(", ")");
        if (until > 0) {
          flush();
          chunks.push({ start: at + 2, end: until });
          at = until + 1;
          continue;
        }
      }
      literal += quote === "'" && next !== "'" && next !== "\\" ? char + next : (ESCAPES[next] ?? next);
      at += 2;
      continue;
    }
    const inner = quote === "'" ? undefined : interpolation(text, at, limit, braces);
    if (inner) {
      flush();
      chunks.push({ start: inner.start, end: inner.end });
      at = inner.next;
      continue;
    }
    literal += char;
    at++;
  }
  return undefined;
}

/** `#{…}`, `${…}`, `$name`, `@{…}`; `{…}` where the string's prefix says so. */
function interpolation(
  text: string,
  at: number,
  limit: number,
  braces: boolean,
): { start: number; end: number; next: number } | undefined {
  const char = text[at];
  if ((char === "#" || char === "$" || char === "@") && text[at + 1] === "{") {
    const until = closing(text, at + 1, limit, "{", "}");
    return until > 0 ? { start: at + 2, end: until, next: until + 1 } : undefined;
  }
  if (braces && char === "{" && text[at + 1] !== "{") {
    const until = closing(text, at, limit, "{", "}");
    return until > 0 ? { start: at + 1, end: until, next: until + 1 } : undefined;
  }
  if (char === "$" && /[A-Za-z_]/.test(text[at + 1] ?? "")) {
    DOLLAR.lastIndex = at;
    const name = DOLLAR.exec(text)?.[0] ?? "$";
    return { start: at, end: at + name.length, next: at + name.length };
  }
  return undefined;
}

/** `$name`, `$self->{token}`, `$config{key}`, `$env.X`; any other dot after a name belongs to the text (`$subdomain.zendesk.com`). */
const DOLLAR =
  /\$(?:(?:env|params|this|config)\.[A-Za-z_]\w*|[A-Za-z_]\w*(?:(?:->)?\{\w{1,80}\}|->\w{1,80})*)/y;

/** Where the bracket that opens at `open` closes, at most 600 characters on; -1 when it does not. */
function closing(text: string, open: number, limit: number, left: string, right: string): number {
  let depth = 0;
  let quote = "";
  for (let at = open; at < Math.min(limit, open + 600); at++) {
    const char = text[at] ?? "";
    if (char === "\n") return -1;
    if (quote !== "") {
      if (char === "\\") at++;
      else if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === left) depth++;
    else if (char === right && --depth === 0) return at;
  }
  return -1;
}
