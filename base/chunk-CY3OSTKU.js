import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  formatParts,
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";

// src/parse/text/tokens.ts
var OPERATORS = [
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
  "//"
];
var OPERATORS_BY_HEAD = /* @__PURE__ */ new Map();
for (const operator of OPERATORS) {
  const head = operator.charAt(0);
  OPERATORS_BY_HEAD.set(head, [...OPERATORS_BY_HEAD.get(head) ?? [], operator]);
}
var ESCAPES = { n: "\n", t: "	", r: "\r", "0": "\0" };
var NAME = /[A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*/y;
var SIGILED = /[$@%]+(?:::)?[A-Za-z_][\w]*/y;
var NUMBER = /\d[\w.]*/y;
function dialectOf(extension) {
  return {
    slashes: /^\.(?:pl|pm|t|cgi|ex|exs)$/.test(extension),
    semicolon: /^\.(?:clj|cljs|cljc|edn|el|lisp|scm|ahk|asm|au3)$/.test(extension),
    batch: /^\.(?:bat|cmd)$/.test(extension),
    arrays: /^\.(?:pl|pm|t|cgi|pp)$/.test(extension),
    indents: /^\.(?:coffee|litcoffee|cson|iced)$/.test(extension),
    attributes: /^\.exs?$/.test(extension),
    bars: /^\.(?:sql|pks|pkb|plsql|psql|ddl)$/.test(extension),
    apostrophe: /^\.(?:vb|vbs|bas|vba)$/.test(extension)
  };
}
var isWord = (char) => char >= "a" && char <= "z" || char >= "A" && char <= "Z" || char === "_" || char >= "\xC0";
function tokenize(lowering, start, end, dialect) {
  const text = lowering.text;
  const tokens = [];
  let fresh = true;
  let blocks = true;
  let at = start;
  const sticky = (pattern) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    return match !== void 0 && at + match.length <= end ? match : void 0;
  };
  const push = (kind, length, chunks) => {
    const before = text[at - 1];
    const spaced = fresh || before === " " || before === "	";
    tokens.push({
      kind,
      text: text.slice(at, at + length),
      start: at,
      end: at + length,
      fresh,
      spaced,
      ...chunks ? { chunks } : {}
    });
    fresh = false;
    at += length;
  };
  const skipLine = () => {
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
      at += text[at + 1] === "\r" ? 3 : 2;
      continue;
    }
    if (char <= " ") {
      at++;
      continue;
    }
    if (char === "#" && (fresh || /[\s;{]/.test(text[at - 1] ?? " ")) && text[at + 1] !== "{" || char === "/" && text[at + 1] === "/" && !dialect.slashes && text[at - 1] !== ":" || char === "-" && text[at + 1] === "-" && fresh || dialect.semicolon && char === ";" || dialect.apostrophe && char === "'") {
      skipLine();
      continue;
    }
    if (char === "/" && text[at + 1] === "*") {
      const close = blocks ? text.indexOf("*/", at + 2) : -1;
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
    const name = isWord(char) ? sticky(NAME) : char === "$" || char === "@" || char === "%" ? sticky(SIGILED) : void 0;
    if (name) {
      const mark = text[at + name.length] === "!" && text[at + name.length + 1] === "(" ? 1 : 0;
      push("name", name.length + mark);
      continue;
    }
    const number = char >= "0" && char <= "9" ? sticky(NUMBER) : void 0;
    if (number) {
      push("number", number.length);
      continue;
    }
    const operator = OPERATORS_BY_HEAD.get(char)?.find((one) => text.startsWith(one, at));
    push("op", operator && at + operator.length <= end ? operator.length : 1);
  }
  return tokens;
}
function scanString(text, start, end, before) {
  const quote = text[start] ?? "";
  const triple = text.startsWith(quote.repeat(3), start) && quote !== "`";
  const close = triple ? quote.repeat(3) : quote;
  const prefix = before?.kind === "name" && before.end === start && /^(?:s|f|r|F|u|b)$/.test(before.text) ? before.text : "";
  const wide = triple || quote === "`" || quote === '"' && before?.kind === "op" && before.text !== ")";
  const limit = Math.min(end, start + (wide ? 2e4 : 4e3));
  const braces = /^f$/i.test(prefix) || text[start - 1] === "$";
  const chunks = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") chunks.push({ text: literal });
    literal = "";
  };
  for (let at = start + close.length; at < limit; ) {
    const char = text[at] ?? "";
    if (char === "\n" && !wide) return void 0;
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
      literal += quote === "'" && next !== "'" && next !== "\\" ? char + next : ESCAPES[next] ?? next;
      at += 2;
      continue;
    }
    const inner = quote === "'" ? void 0 : interpolation(text, at, limit, braces);
    if (inner) {
      flush();
      chunks.push({ start: inner.start, end: inner.end });
      at = inner.next;
      continue;
    }
    literal += char;
    at++;
  }
  return void 0;
}
function interpolation(text, at, limit, braces) {
  const char = text[at];
  if ((char === "#" || char === "$" || char === "@") && text[at + 1] === "{") {
    const until = closing(text, at + 1, limit, "{", "}");
    return until > 0 ? { start: at + 2, end: until, next: until + 1 } : void 0;
  }
  if (braces && char === "{" && text[at + 1] !== "{") {
    const until = closing(text, at, limit, "{", "}");
    return until > 0 ? { start: at + 1, end: until, next: until + 1 } : void 0;
  }
  if (char === "$" && /[A-Za-z_]/.test(text[at + 1] ?? "")) {
    DOLLAR.lastIndex = at;
    const name = DOLLAR.exec(text)?.[0] ?? "$";
    return { start: at, end: at + name.length, next: at + name.length };
  }
  return void 0;
}
var DOLLAR = /\$(?:(?:env|params|this|config)\.[A-Za-z_]\w*|[A-Za-z_]\w*(?:(?:->)?\{\w{1,80}\}|->\w{1,80})*)/y;
function closing(text, open, limit, left, right) {
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

// src/parse/text/environment.ts
var ROOTS = /^(?:process\.env|import\.meta\.env|ENV|env|_ENV|sys\.env|os\.environ|Platform\.environment|ProcessInfo\.processInfo\.environment|System\.getenv\(\)|secrets|Env)$/;
var READERS = /^(?:(?:System|Sys|os|OS|posix|java\.lang\.System|process|Stdlib|std)\.getenv|getenv|os\.Getenv|Sys\.getenv|getEnv|lookupEnv|GetEnv|(?:std\.)?env\.var(?:_os)?|env!|option_env!|dotenv!?|System\.(?:get_env|fetch_env!|fetch_env)|(?:sys\.env|ENV|env|os\.environ|process\.env)(?:\.(?:get|getOrElse|getOrDefault|fetch|apply|var))?|(?:scala\.)?(?:util\.)?Properties\.envOr(?:Else|None)|(?:System\.)?Environment\.GetEnvironmentVariable|Environ|Deno\.env\.get|String\.fromEnvironment|System\/getenv|environ\.get|EnvGet|nconf\.env|env_get)$/;
function readOf(name) {
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    if (!ROOTS.test(name.slice(0, dot))) continue;
    const after = name.slice(dot + 1);
    const variable = /^[A-Za-z_]\w*/.exec(after)?.[0];
    if (!variable || /^(?:get|fetch|var|apply|getOrElse|getOrDefault|contains|keys|size)$/.test(variable))
      return void 0;
    return { env: variable, rest: after.slice(variable.length) };
  }
  return void 0;
}
function readBy(callee, args) {
  if (!READERS.test(callee)) return void 0;
  const only = args[0]?.parts.length === 1 ? args[0].parts[0] : void 0;
  if (!only || !("text" in only) || !/^[\w.:-]{1,200}$/.test(only.text)) return void 0;
  const fallback = args[1];
  return fallback ? { env: only.text, fallback } : { env: only.text };
}

// src/parse/text/vocabulary.ts
var JOINERS = /* @__PURE__ */ new Set(["+", ".", "..", "~", "&", "<>", "++", "^"]);
var CHOICES = /* @__PURE__ */ new Set(["||", "??", "?:", "//", "or"]);
var COMPARISONS = /* @__PURE__ */ new Set([
  "==",
  "===",
  "!=",
  "!==",
  "<",
  ">",
  "<=",
  ">=",
  "=~",
  "&&",
  "and",
  "-",
  "*",
  "/",
  "%",
  "in",
  "is",
  "isnt",
  "eq",
  "ne",
  "unless"
]);
var KEYWORDS = new Set(
  "if else elsif elif unless while until for foreach do then return yield throw raise when case match with in is isnt and or not end begin try catch rescue finally new def val var let const my our local final static private public protected internal export async await lazy override abstract void fn func fun function sub defp method proc type string String int boolean bool auto mut ref set extends implements where select from into values insert update delete class module object trait defmodule package import require use include".split(
    " "
  )
);
var DEFINES = /^(?:def|defp|defmacro|fn|func|fun|function|sub|proc|method|void|class|define|procedure)$/;
var TRANSPARENT = /^(?:trim|strip|chomp|toString|to_s|to_string|to_owned|into|clone|unwrap|expect|bytes|getBytes|as_bytes|as_str|utf8|encode|dup|freeze|get|value|toCharArray|plain|is_some)$/;
var WRAPPERS = /^(?:String|str|string|String\.valueOf|toString|bytes|to_string|Secret|encode_utf8|charToRaw|tostring|as\.character|utf8)$/;
var FORMATS = /^(?:format!|sprintf|s?printf|format|String\.format|string\.format|string\.Format|fmt\.Sprintf|printf!|println!|str_format|formatted)$/;
var JOINS = /^(?:paste0|concat|CONCAT|Concat|str_c|join_str|stringr\.str_c|String\.concat|string\.Concat|concat!)$/;
var DEEP = 60;
var MEMBER = /* @__PURE__ */ new Set([".", "->", "::", "?."]);
var LITERALS = {
  true: "true",
  True: "true",
  TRUE: "true",
  false: "false",
  False: "false",
  FALSE: "false",
  nil: "",
  null: "",
  NULL: "",
  None: "",
  undef: "",
  undefined: "",
  Nothing: ""
};
function plainName(token, dialect) {
  const field = !dialect.arrays && /^@@?\w/.test(token.text);
  return (field ? "this." : "") + token.text.replace(/^[$@%]+(?:::)?/, "");
}
function keyOf(token) {
  if (!token) return "*";
  if (token.kind === "string") {
    const only = token.chunks?.length === 1 ? token.chunks[0] : void 0;
    return only && "text" in only ? only.text : "*";
  }
  if (token.kind === "number") return token.text;
  return /^[$@%]/.test(token.text) ? "*" : token.text;
}

// src/parse/text/calls.ts
function seenThrough(call, at) {
  const { args, named, receiver } = call;
  const callee = call.call;
  const read = receiver ? void 0 : readBy(callee, args);
  if (read) {
    const variable = value(at, [{ env: read.env }]);
    return read.fallback ? { at, parts: [{ choice: [variable, read.fallback] }] } : variable;
  }
  const only = args.length === 1 && named.length === 0 && !receiver ? args[0] : void 0;
  if (only && WRAPPERS.test(callee)) return { at, parts: only.parts };
  if (JOINS.test(callee) && args.length > 1)
    return value(
      at,
      args.flatMap((one) => one.parts)
    );
  const format = FORMATS.test(callee) && args[0]?.parts.length === 1 ? args[0].parts[0] : void 0;
  if (!format || !("text" in format)) return void 0;
  const style = /%[\w(-]/.test(format.text) ? "percent" : "brace";
  return value(at, formatParts(format.text, style, args.slice(1), named));
}

// src/parse/text/cursor.ts
var Cursor = class {
  #lowering;
  tokens;
  at = 0;
  constructor(lowering, tokens) {
    this.#lowering = lowering;
    this.tokens = tokens;
  }
  /** The token at the cursor, or some tokens on. */
  peek(ahead = 0) {
    return this.tokens[this.at + ahead];
  }
  /** True when an operator stands at the cursor, or some tokens on. */
  is(text, ahead = 0) {
    const token = this.peek(ahead);
    return token !== void 0 && token.kind === "op" && token.text === text;
  }
  /** Where the last token read ends. */
  end() {
    return this.tokens[this.at - 1]?.end ?? 0;
  }
  /** The column a token stands at. */
  column(token) {
    return token.start - this.#lowering.text.lastIndexOf("\n", token.start) - 1;
  }
  /** The column of the first token of the line at the cursor. */
  indentation() {
    let index = this.at;
    while (index > 0 && !this.tokens[index]?.fresh && this.at - index < 200) index--;
    const first = this.tokens[index];
    return first ? this.column(first) : 0;
  }
  /** The column of the first token of the line that has just been read. */
  indentationBefore() {
    this.at--;
    const column = this.indentation();
    this.at++;
    return column;
  }
  /** A statement seems to begin here: the bracket was never closed. */
  assigns() {
    return this.peek(1)?.kind === "op" && /^(?:=|:|:=)$/.test(this.peek(1)?.text ?? "");
  }
};

// src/parse/text/items.ts
var ItemReader = class extends Cursor {
  lowering;
  dialect;
  depth;
  constructor(lowering, tokens, dialect, depth) {
    super(lowering, tokens);
    this.lowering = lowering;
    this.dialect = dialect;
    this.depth = depth;
  }
  /** Items without brackets around them. */
  bare(bracketed) {
    const into = { args: [], named: [] };
    this.item(into, bracketed);
    while (this.is(",")) {
      this.at++;
      const token = this.peek();
      if (!token || token.kind === "op" && /^[)\]}]$/.test(token.text)) break;
      if (!this.item(into, bracketed)) break;
    }
    return into;
  }
  /** The items of a bracket that opens at the cursor, up to and with its end. */
  sequence(close) {
    const column = this.indentation();
    this.at++;
    const into = { args: [], named: [] };
    for (let token = this.peek(); token; token = this.peek()) {
      this.lowering.tick();
      if (token.kind === "op" && token.text === close) {
        this.at++;
        break;
      }
      if (token.kind === "op" && (token.text === "," || token.text === ";")) {
        this.at++;
        continue;
      }
      if (token.kind === "op" && /^[)\]}]$/.test(token.text) && close !== "}") break;
      if (token.fresh && token.kind === "name" && this.column(token) <= column && this.assigns()) break;
      const before = this.at;
      if (this.depth > DEEP || !this.item(into, true)) {
        if (this.at === before) this.at++;
      }
    }
    return into;
  }
  /** The keys indented below the cursor, deeper than `column` (CoffeeScript): `url: "…"`, `auth:` with its own keys below. */
  indented(column) {
    const first = this.peek();
    if (!first?.fresh || first.kind === "op" || this.depth > DEEP) return void 0;
    const own = this.column(first);
    if (own <= column || !this.assigns()) return void 0;
    const entries = [];
    this.depth++;
    for (let key = this.peek(); key?.fresh && key.kind !== "op" && this.column(key) === own && this.assigns(); key = this.peek()) {
      this.lowering.tick();
      this.at += 2;
      const read = this.peek()?.fresh ? this.indented(own) : this.expression(false);
      entries.push({
        key: keyOf(key),
        at: { start: key.start, end: key.end },
        value: read ?? opaqueValue({ start: key.start, end: key.end })
      });
      for (let rest = this.peek(); rest && (!rest.fresh || this.column(rest) > own); rest = this.peek())
        this.at++;
    }
    this.depth--;
    return { at: { start: first.start, end: this.end() }, parts: [{ object: entries }] };
  }
  /** One item: `value`, `key: value`, `key => value`, `key = value`; false when nothing could be read. */
  item(into, bracketed) {
    const key = this.peek();
    const mark = this.peek(1);
    if (key && (key.kind === "name" || key.kind === "string") && mark?.kind === "op" && /^(?::|=>|=|:=|<-)$/.test(mark.text)) {
      this.at += 2;
      const below = this.dialect.indents && this.peek()?.fresh ? this.indented(this.indentationBefore()) : void 0;
      const read2 = below ?? this.expression(bracketed);
      into.named.push({ key: keyOf(key), at: { start: key.start, end: key.end }, value: read2 });
      return true;
    }
    const before = this.at;
    const read = this.expression(bracketed);
    if (this.at === before) return false;
    into.args.push(read);
    return true;
  }
};

// src/parse/text/expression.ts
var ExpressionReader = class _ExpressionReader extends ItemReader {
  #onCall;
  #onValue;
  constructor(lowering, tokens, dialect, listeners, depth = 0) {
    super(lowering, tokens, dialect, depth);
    this.#onCall = listeners.onCall;
    this.#onValue = listeners.onValue;
  }
  /** An expression; `bracketed` when line breaks do not end it. */
  expression(bracketed) {
    this.depth++;
    this.lowering.tick();
    const first = this.#joined(bracketed);
    const start = first.at.start;
    let result = first;
    for (let token = this.peek(); token && this.#goesOn(token, bracketed); token = this.peek()) {
      if (CHOICES.has(token.text) && !(this.dialect.bars && token.text === "||") && token.kind !== "string") {
        this.at++;
        const next = this.#joined(bracketed);
        const before = result.parts.length === 1 && result.parts[0] && "choice" in result.parts[0] ? result.parts[0].choice : [result];
        result = { at: { start, end: this.end() }, parts: [{ choice: [...before, next] }] };
      } else if (token.text === "?" && token.kind === "op") {
        this.at++;
        const yes = this.expression(bracketed);
        if (this.is(":")) {
          this.at++;
          const no = this.expression(bracketed);
          result = { at: { start, end: this.end() }, parts: [{ choice: [yes, no] }] };
        } else result = { at: { start, end: this.end() }, parts: [{ choice: [result, yes] }] };
      } else if (token.text === "|>") {
        this.at++;
        result = this.#operand(bracketed, result);
      } else if (COMPARISONS.has(token.text) && token.kind !== "string") {
        this.at++;
        const right = this.#joined(bracketed);
        for (const side of [result, right])
          if (side.parts.length > 1 || side.parts[0] && "text" in side.parts[0]) this.#onValue(side);
        result = opaqueValue({ start, end: this.end() });
      } else break;
    }
    this.depth--;
    return result;
  }
  /** An operator continues an expression on its own line, or at the head of the next one. */
  #goesOn(token, bracketed) {
    return !token.fresh || bracketed || token.text === "|>" || token.text === "||" || token.text === "??" || token.text === "?:";
  }
  #joined(bracketed) {
    const first = this.#operand(bracketed);
    const parts = [...first.parts];
    let many = false;
    for (let token = this.peek(); token; token = this.peek()) {
      if (token.fresh && !bracketed && !(token.kind === "op" && JOINERS.has(token.text))) break;
      if (token.kind === "op" && JOINERS.has(token.text) || this.dialect.bars && token.text === "||")
        this.at++;
      else if (token.kind === "string" && this.tokens[this.at - 1]?.kind === "string" && !token.text.startsWith(":")) {
      } else break;
      const next = this.#operand(bracketed);
      if (next.at.end <= next.at.start) break;
      many = true;
      parts.push(...next.parts);
    }
    return many ? value({ start: first.at.start, end: this.end() }, parts) : first;
  }
  #operand(bracketed, piped) {
    const token = this.peek();
    if (!token || this.depth > DEEP) return this.#nothing();
    const start = token.start;
    if (token.kind === "number") {
      this.at++;
      return opaqueValue({ start, end: token.end });
    }
    if (token.kind === "string") {
      this.at++;
      return this.#postfix(this.#string(token), '""', bracketed, piped);
    }
    if (token.kind === "name") return this.#named(bracketed, piped);
    if (token.text === "(") {
      const list = this.sequence(")");
      const only = list.args.length === 1 && list.named.length === 0 ? list.args[0] : void 0;
      const at = { start, end: this.end() };
      return this.#postfix(
        only ?? { at, parts: [list.named.length > 0 ? { object: list.named } : { list: list.args }] },
        "()",
        bracketed
      );
    }
    if (token.text === "[" || token.text === "{") {
      const list = this.sequence(token.text === "[" ? "]" : "}");
      const at = { start, end: this.end() };
      return this.#postfix(
        { at, parts: [list.named.length > 0 ? { object: list.named } : { list: list.args }] },
        "()",
        bracketed
      );
    }
    if (token.text === "@" && this.peek(1)?.kind === "name" && this.peek(1)?.spaced === false) {
      this.at++;
      return this.#named(bracketed, void 0, "this.");
    }
    if (/^(?:[!&*\\$@%-]|\+\+|\.\.\.)$/.test(token.text) && this.peek(1) && this.peek(1)?.fresh === false) {
      this.at++;
      return this.#operand(bracketed);
    }
    return this.#nothing();
  }
  #nothing() {
    const at = this.peek()?.start ?? this.end();
    return value({ start: at, end: at }, [{ opaque: true }]);
  }
  /** A string token's value, interpolated code read as expressions. */
  #string(token) {
    const parts = [];
    for (const chunk of token.chunks ?? []) {
      if ("text" in chunk) {
        parts.push({ text: chunk.text });
        continue;
      }
      const inner = this.inside(chunk.start, chunk.end);
      const read = inner.expression(true);
      parts.push(...read.parts.length > 0 ? read.parts : []);
    }
    return value({ start: token.start, end: token.end }, parts);
  }
  /** A reader of a stretch inside this one. */
  inside(start, end) {
    const tokens = this.depth > 8 ? [] : tokenize(this.lowering, start, end, this.dialect);
    return new _ExpressionReader(
      this.lowering,
      tokens,
      this.dialect,
      { onCall: this.#onCall, onValue: this.#onValue },
      this.depth + 4
    );
  }
  #named(bracketed, piped, prefix = "") {
    const token = this.peek();
    if (!token) return this.#nothing();
    const start = prefix === "" ? token.start : token.start - 1;
    this.at++;
    const bare = plainName(token, this.dialect);
    const next = this.peek();
    if (prefix === "" && token.text === bare) {
      const literal = LITERALS[bare];
      if (literal !== void 0 && !(next?.text === "." && !next.spaced))
        return textValue({ start, end: token.end }, literal);
      if ((bare === "new" || bare === "await" || bare === "not" || bare === "return" || bare === "my" || bare === "typeof") && next && !next.fresh)
        return this.#operand(bracketed);
      if (next?.kind === "string" && !next.spaced && /^[a-zA-Z]{1,2}$/.test(bare))
        return this.#operand(bracketed);
      if (bare === "if" || bare === "unless") return this.#condition(bracketed);
    }
    const root = prefix + (bare === "self" || bare === "this" ? "this" : bare);
    return this.#postfix(value({ start, end: token.end }, [{ name: root }]), root, bracketed, piped);
  }
  /** `if c then a else b`, `if (c) a else b` as a value. */
  #condition(bracketed) {
    const start = this.tokens[this.at - 1]?.start ?? 0;
    this.expression(bracketed);
    if (this.peek()?.text === "then") this.at++;
    if (this.is("{") || this.is(":") || this.peek()?.fresh) return opaqueValue({ start, end: this.end() });
    const yes = this.expression(bracketed);
    if (this.peek()?.text !== "else") return yes;
    this.at++;
    const no = this.expression(bracketed);
    return { at: { start, end: this.end() }, parts: [{ choice: [yes, no] }] };
  }
  /** Members, indexes and calls after an operand. */
  #postfix(base, root, bracketed, piped) {
    const start = base.at.start;
    let name = root;
    let current = base;
    let receiver = root === '""' || root === "()" ? base : void 0;
    let pipe = piped;
    for (let token = this.peek(); token; token = this.peek()) {
      this.lowering.tick();
      const next = this.peek(1);
      if (token.kind === "op" && MEMBER.has(token.text) && (!token.fresh || token.text !== "::") && this.#isMember(token, next)) {
        this.at += 2;
        let word = next?.text ?? "";
        if (word === "{" || word === "[") {
          const key = this.peek();
          word = keyOf(key);
          this.at += 2;
        }
        const called = this.is("(") && this.peek()?.spaced === false;
        if (called && this.peek(1)?.text === ")" && TRANSPARENT.test(word) && !readOf(`${name}.${word}`) && !/(?:^|\.)(?:env|ENV)$/.test(name)) {
          this.at += 2;
          current = { at: { start, end: this.end() }, parts: current.parts };
          continue;
        }
        if (called && /^(?:getBytes|expect)$/.test(word)) {
          this.sequence(")");
          current = { at: { start, end: this.end() }, parts: current.parts };
          continue;
        }
        if (!called && word === "bytes") continue;
        if (word === "new" && called) continue;
        name = `${name}.${word}`;
        current = this.#reference(name, { start, end: this.end() }, receiver);
        continue;
      }
      if (token.text === "(" && token.kind === "op" && !token.spaced && !token.fresh) {
        const list2 = this.sequence(")");
        const args = pipe ? [pipe, ...list2.args] : list2.args;
        pipe = void 0;
        current = this.#called(name, args, list2.named, { start, end: this.end() }, receiver);
        receiver = current;
        name = `${name}()`;
        continue;
      }
      if (token.kind === "op" && (token.text === "[" || token.text === "{") && !token.spaced && !token.fresh && this.#isIndex(token)) {
        const key = this.peek(1);
        this.at += 3;
        name = `${name}.${keyOf(key)}`;
        current = this.#reference(name, { start, end: this.end() }, receiver);
        continue;
      }
      break;
    }
    const below = this.dialect.indents && !bracketed && root !== '""' && root !== "()" && /\w$/.test(name) ? this.indented(this.indentationBefore()) : void 0;
    if (below) return this.#called(name, [below], [], { start, end: this.end() }, receiver);
    if (!this.#juxtaposes(current, name, bracketed)) return current;
    const list = this.bare(bracketed);
    return this.#called(
      name,
      pipe ? [pipe, ...list.args] : list.args,
      list.named,
      { start, end: this.end() },
      receiver
    );
  }
  #isMember(dot, next) {
    if (!next || next.fresh || next.spaced) return false;
    if (dot.text === "->" && (next.text === "{" || next.text === "["))
      return this.peek(3)?.text === (next.text === "{" ? "}" : "]");
    if (dot.spaced && !dot.fresh) return false;
    return next.kind === "name" && !/^[$@%]/.test(next.text);
  }
  #isIndex(open) {
    const key = this.peek(1);
    const close = this.peek(2);
    if (open.text === "{" && !/^[$@%]/.test(this.tokens[this.at - 1]?.text ?? "") && this.tokens[this.at - 1]?.text !== "}")
      return false;
    return close?.text === (open.text === "[" ? "]" : "}") && key !== void 0 && key.kind !== "op";
  }
  #reference(name, at, receiver) {
    const read = readOf(name);
    if (read && !receiver) return value(at, [{ env: read.env }]);
    if (receiver && /\(\)\.\w+$/.test(name) && readOf(name.replace(/^.*(System\.getenv\(\))/, "$1")))
      return value(at, [{ env: name.slice(name.lastIndexOf(".") + 1) }]);
    return value(at, [{ name }]);
  }
  #called(callee, args, named, at, receiver) {
    const call = { call: callee, args, named, ...receiver ? { receiver } : {} };
    const seen = seenThrough(call, at);
    if (seen) return seen;
    this.#onCall(call, at);
    return value(at, [call]);
  }
  /** `name "…"`, `name key: …`, `name 'a', b`: a call without parentheses. */
  #juxtaposes(current, name, bracketed) {
    const token = this.peek();
    const only = current.parts.length === 1 ? current.parts[0] : void 0;
    if (!token || token.fresh || !token.spaced || !only || !("name" in only) || KEYWORDS.has(name.toLowerCase()))
      return false;
    if (token.kind === "string") return this.tokens[this.at - 1]?.kind === "name" || !bracketed;
    if (token.kind === "name" && !bracketed) {
      const after = this.peek(1);
      return after !== void 0 && !after.fresh && after.kind === "op" && (after.text === ":" || after.text === ",") && !KEYWORDS.has(token.text);
    }
    return false;
  }
};

// src/parse/text/statements.ts
var ASSIGNS = /* @__PURE__ */ new Set(["=", ":=", "=>", "<-", "||=", "+=", ".=", "?=", "//=", "??=", ":"]);
var MANY = 4e3;
var SHELLS = /^(?:sh|bash|shell|steps\.sh|this\.sh|system|exec|qx)$/;
var StatementReader = class {
  #lowering;
  #lines;
  #dialect;
  #covered = /* @__PURE__ */ new Set();
  #classes;
  constructor(lowering, lines, dialect, options = { classes: true }) {
    this.#lowering = lowering;
    this.#lines = lines;
    this.#dialect = dialect;
    this.#classes = options.classes ? classesOf(lowering) : [];
  }
  /** True when a fact stands on the line. */
  covers(line) {
    return this.#covered.has(line.start);
  }
  /** Emits a line that could not be read any better. */
  prose(at) {
    if (at.end <= at.start || this.#lowering.facts.length > MANY) return;
    const text = this.#lowering.text.slice(at.start, at.end);
    this.#lowering.emit({ kind: "prose", at, scope: this.#scopeAt(at.start), value: textValue(at, text) });
  }
  /** Reads a stretch of the text. */
  read(stretch) {
    const tokens = tokenize(this.#lowering, stretch.start, stretch.end, this.#dialect);
    const whole = stretch.start === 0 || this.#lowering.text[stretch.start - 1] === "\n";
    const reader = new ExpressionReader(this.#lowering, tokens, this.#dialect, {
      onCall: (call, at) => this.#call(call, at),
      onValue: (read) => this.#emit({ kind: "value", at: read.at, scope: 0, value: read }, read.at, !whole)
    });
    while (reader.at < tokens.length) {
      this.#lowering.tick();
      const before = reader.at;
      this.#statement(reader, !whole);
      if (reader.at === before) reader.at++;
    }
  }
  #statement(reader, window) {
    const first = reader.peek();
    if (!first) return;
    if (first.kind === "op" && /^[{}()\],;]$/.test(first.text) && !(first.text === "(" && first.fresh)) {
      reader.at++;
      return;
    }
    const definition = definitionOf(reader);
    if (definition > 0) {
      reader.at += definition;
      return;
    }
    const target = targetOf(reader, this.#dialect);
    if (target) {
      reader.at = target.next;
      if (target.operator === "=" && reader.peek()?.kind === "op" && reader.peek()?.text === "(" && isArrow(reader))
        return;
      const read2 = reader.expression(false);
      const rest = this.#unquoted(reader, read2);
      const at = { start: target.start, end: Math.max(rest?.at.end ?? read2.at.end, target.end) };
      let given = rest ?? read2;
      if (target.operator === "+=" || target.operator === ".=")
        given = value(read2.at, [{ name: target.name }, ...read2.parts]);
      else if (/^(?:\|\||\?\?|\/\/|\?)=$/.test(target.operator))
        given = { at: read2.at, parts: [{ choice: [value(read2.at, [{ name: target.name }]), read2] }] };
      this.#emit({ kind: "assign", at, scope: 0, name: target.name, value: given }, at, window);
      return;
    }
    const attribute = this.#dialect.attributes && /^@\w/.test(first.text) && reader.peek(1)?.fresh === false && reader.peek(1)?.spaced;
    if (attribute) reader.at++;
    const before = reader.at;
    const read = reader.expression(false);
    if (reader.at === before) return;
    if (attribute) {
      const at = { start: first.start, end: read.at.end };
      this.#emit(
        { kind: "assign", at, scope: 0, name: plainName(first, this.#dialect), value: read },
        at,
        window
      );
      return;
    }
    if (read.parts.some(
      (part) => "text" in part || "env" in part || "object" in part || "choice" in part || "list" in part
    ) || read.parts.length > 1) {
      this.#emit({ kind: "value", at: read.at, scope: 0, value: read }, read.at, window);
    }
  }
  /** `Authorization: Basic {{auth}}`: a word with more words behind it is text without quotes; its line is stepped over. */
  #unquoted(reader, read) {
    const next = reader.peek();
    const only = read.parts.length === 1 ? read.parts[0] : void 0;
    if (!next || next.fresh || !next.spaced || !only || !("name" in only)) return void 0;
    if (!(next.kind === "name" ? !FOLLOWS.test(next.text) : next.text === "{" && reader.peek(1)?.text === "{"))
      return void 0;
    const newline = this.#lowering.text.indexOf("\n", next.start);
    const line = this.#lowering.text.slice(read.at.start, newline < 0 ? void 0 : newline).trimEnd();
    const end = read.at.start + line.length;
    for (let token = reader.peek(); token && token.start < end; token = reader.peek()) reader.at++;
    return textValue({ start: read.at.start, end }, line);
  }
  #call(call, at) {
    const only = SHELLS.test(call.call) && call.args.length === 1 ? call.args[0] : void 0;
    const inner = only ? plainText(this.#lowering.text, only) : void 0;
    if (inner) this.#lowering.embed({ language: "bash", pieces: [inner] });
    else this.#emit({ kind: "call", at, scope: 0, ...call }, at, false);
    if (inner) this.#cover(at);
  }
  /** Emits a fact that stands on an interesting line, into the class it stands in. */
  #emit(fact, at, window) {
    if (this.#lowering.facts.length > MANY) return;
    const from = this.#lineAt(at.start);
    let interesting = window;
    for (let index = from; !interesting && index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (!line || line.start >= at.end) break;
      interesting = line.interesting;
    }
    if (!interesting) return;
    this.#cover(at);
    this.#lowering.emit({ ...fact, scope: this.#scopeAt(at.start) });
  }
  #cover(at) {
    for (let index = this.#lineAt(at.start); index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (!line || line.start >= at.end) break;
      this.#covered.add(line.start);
    }
  }
  #lineAt(offset) {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((this.#lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
  #scopeAt(offset) {
    return this.#classes.findLast((one) => one.start <= offset)?.id ?? 0;
  }
};
function classesOf(lowering) {
  const heads = [
    ...lowering.text.matchAll(
      /^[ \t]{0,12}(?:(?:export|public|abstract|final|global|with|without|sharing|virtual|case) {1,4}){0,5}(?:class|object|trait|defmodule)[ \t]{1,4}(\w[\w.:]{0,100})/gm
    )
  ].slice(0, 200);
  return heads.map((match, index) => ({
    start: match.index,
    id: lowering.scope({
      parent: 0,
      kind: "class",
      name: (match[1] ?? "").replaceAll("::", ".").replace(/[.:]+$/, ""),
      at: { start: match.index, end: heads[index + 1]?.index ?? lowering.text.length },
      params: []
    })
  }));
}
function plainText(text, read) {
  const source = text.slice(read.at.start, read.at.end);
  const quotes = /^(?:"""|'''|["'])/.exec(source)?.[0];
  if (!quotes || !source.endsWith(quotes) || source.length < 2 * quotes.length + 4) return void 0;
  const inner = source.slice(quotes.length, -quotes.length);
  if (quotes.length === 1 && (inner.includes(quotes) || inner.includes("\\")) || inner.includes("#{"))
    return void 0;
  return { text: inner, start: read.at.start + quotes.length };
}
function definitionOf(reader) {
  let ahead = 0;
  let defines = false;
  for (let token = reader.peek(); token?.kind === "name" && ahead < 8 && (ahead === 0 || !token.fresh); token = reader.peek(++ahead)) {
    if (CALLS.test(token.text)) return 0;
    defines ||= DEFINES.test(token.text);
  }
  if (ahead < 2 && !defines) return 0;
  const open = reader.peek(ahead);
  if (open?.text === "=" || open?.text === ":") return 0;
  if (open?.fresh) return defines ? ahead : 0;
  if (open?.text !== "(" || open.kind !== "op") return defines ? ahead : 0;
  let depth = 0;
  let end = ahead;
  for (let token = open; token && end < 400; token = reader.peek(++end)) {
    if (token.kind !== "op") continue;
    if (token.text === "(") depth++;
    else if (token.text === ")" && --depth === 0) break;
  }
  return defines || reader.peek(end + 1)?.text === "{" ? end + 1 : 0;
}
var CALLS = /^(?:return|new|throw|raise|await|yield|else|if|unless|while|when|case|assert|not|and|or|in|do|then)$/;
function isArrow(reader) {
  let depth = 0;
  for (let ahead = 0; ahead < 200; ahead++) {
    const token = reader.peek(ahead);
    if (!token) return false;
    if (token.kind !== "op") continue;
    if (token.text === "(") depth++;
    else if (token.text === ")" && --depth === 0) {
      const arrow = reader.peek(ahead + 1);
      if (arrow?.kind !== "op" || arrow.text !== "->" && arrow.text !== "=>") return false;
      reader.at += ahead + 2;
      return true;
    }
  }
  return false;
}
function targetOf(reader, dialect) {
  let ahead = 0;
  let name = "";
  let start = reader.peek()?.start ?? 0;
  let last;
  for (let token = reader.peek(); token && ahead < 16; token = reader.peek(++ahead)) {
    if (ahead > 0 && token.fresh) return void 0;
    if (token.kind === "name" || token.kind === "string" && ahead === 0) {
      const bare = token.kind === "string" ? keyOf(token) : plainName(token, dialect);
      const joined = last?.kind === "op" && (MEMBERS.has(last.text) || last.text === "@") && !token.spaced;
      if (joined) name = last?.text === "@" && name === "" ? `this.${bare}` : `${name}.${bare}`;
      else {
        name = bare === "self" || bare === "this" ? "this" : bare;
        start = token.start;
      }
    } else if (token.kind === "op" && (token.text === "[" || token.text === "{") && name !== "") {
      const key = reader.peek(ahead + 1);
      if (reader.peek(ahead + 2)?.text !== (token.text === "[" ? "]" : "}") || token.text === "{" && token.spaced)
        return void 0;
      name = `${name}.${keyOf(key)}`;
      ahead += 2;
    } else if (token.kind === "op" && token.text === "@" && name === "") start = token.start;
    else if (token.kind === "op" && MEMBERS.has(token.text) && !(token.text === "->" && token.spaced)) {
    } else if (token.kind === "op" && ASSIGNS.has(token.text) && name !== "" && name !== "*") {
      if (token.text === ":") {
        const typed = typedEnd(reader, ahead);
        if (typed > 0) return { name, start, end: token.end, operator: "=", next: reader.at + typed };
        if (reader.peek(ahead + 1)?.spaced === false || reader.peek(ahead + 1)?.fresh) return void 0;
      }
      return { name, start, end: token.end, operator: token.text, next: reader.at + ahead + 1 };
    } else return void 0;
    last = token;
  }
  return void 0;
}
var FOLLOWS = /^(?:if|unless|and|or|in|then|do|else|where|for|while|with|as|is|from|end|when|rescue)$/i;
var MEMBERS = /* @__PURE__ */ new Set([".", "->", "::", "?."]);
function typedEnd(reader, colon) {
  for (let ahead = colon + 1; ahead < colon + 8; ahead++) {
    const token = reader.peek(ahead);
    if (!token || token.fresh) return 0;
    if (token.kind === "op" && token.text === "=") return ahead > colon + 1 ? ahead + 1 : 0;
    if (token.kind !== "name" && !/^[[\]<>.?|]$/.test(token.text)) return 0;
  }
  return 0;
}

// src/parse/text/terms.ts
var INTERESTING = /zendesk|zenpy|zdesk|zd[_-]|_zd|zen_t|token|tkn|\bbasic\b|auth(?!or(?!i[sz])|entic)|api[_-]?key|passw|base64|b64|credential|e-?mail|user|login|subdomain|secret/i;
var STRONG = /zendesk|\/token\b|zdesk|zenpy|["'`]basic /gi;
var LONG_LINE = 2e3;
var LONG_TEXT = 6e4;
var WINDOW = 240;
var MAX_WINDOWS = 60;
var MAX_MATCHES = 300;
var isInteresting = (text) => INTERESTING.test(text);
function linesOf(text) {
  const lines = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const bare = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    const long = bare - start > LONG_LINE;
    lines.push({ start, end: bare, interesting: !long && isInteresting(text.slice(start, bare)) });
    start = end + 1;
  }
  return lines;
}
function windowsOf(text, line) {
  const windows = [];
  const slice = text.slice(line.start, line.end);
  let matches = 0;
  for (const match of slice.matchAll(STRONG)) {
    if (++matches > MAX_MATCHES) break;
    const start = line.start + Math.max(0, match.index - WINDOW);
    const end = line.start + Math.min(slice.length, match.index + match[0].length + WINDOW);
    const last = windows.at(-1);
    if (last && start <= last.end) last.end = end;
    else if (windows.length === MAX_WINDOWS) break;
    else windows.push({ start, end });
  }
  return windows;
}
function stretchesOf(text, lines) {
  const stretches = [];
  const near = text.length > LONG_TEXT ? 20 : Number.POSITIVE_INFINITY;
  let wanted = near === Number.POSITIVE_INFINITY ? near : -1;
  if (wanted < 0) wanted = nextInteresting(lines, 0) - near;
  for (const [index, line] of lines.entries()) {
    const last = stretches.at(-1);
    if (line.end - line.start > LONG_LINE) {
      if (last) last.open = false;
      for (const window of windowsOf(text, line)) stretches.push({ ...window, open: false });
      continue;
    }
    if (near !== Number.POSITIVE_INFINITY) {
      if (index > wanted + 2 * near) wanted = nextInteresting(lines, index) - near;
      if (index < wanted) {
        if (last) last.open = false;
        continue;
      }
    }
    if (last?.open) last.end = line.end;
    else stretches.push({ start: line.start, end: line.end, open: true });
  }
  return stretches;
}
function nextInteresting(lines, from) {
  for (let index = from; index < lines.length; index++) if (lines[index]?.interesting) return index;
  return Number.POSITIVE_INFINITY;
}

export {
  dialectOf,
  StatementReader,
  linesOf,
  stretchesOf
};
