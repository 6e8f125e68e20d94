import type { Part, Span, Value } from "../../model/fact.ts";
import { formatParts, opaqueValue, textValue, value } from "../adapter.ts";
import { startsOperand, type Token, tokenize, unquote } from "./token.ts";

/** Where a stretch of the text stands in the file. */
export type Place = (start: number, end: number) => Span;

/** Longer expressions are left as text. */
const LENGTH_BOUND = 2000;
const DEPTH_BOUND = 30;

/** Filters and functions that give back what they are given. */
const IDENTITY = new Set([
  "quote",
  "squote",
  "toString",
  "trim",
  "string",
  "nindent",
  "indent",
  "tostring",
  "tpl",
  "to_s",
  "strip",
]);
const LITERAL_WORDS = new Set(["true", "false", "True", "False"]);
const NOTHING_WORDS = new Set(["null", "nil", "none", "None", "omit"]);

/** The one text of a value, when it is nothing but text. */
function onlyText(of: Value | undefined): string | undefined {
  const part = of?.parts.length === 1 ? of.parts[0] : undefined;
  return part && "text" in part ? part.text : undefined;
}

/** The part a dotted path stands for: CI secrets and environment scopes are environment reads, everything else a name. */
function pathPart(segments: readonly string[]): Part {
  const path = segments.join(".");
  const env = /^(?:secrets|env|\$env|ENV|process\.env|variables|Env)\.([\w-]+)$/.exec(path);
  if (env?.[1]) return { env: env[1] };
  return { name: path.replace(/^[$@:]+/, "") };
}

/** A call in a template language, with the functions every engine knows seen through. */
function callParts(at: Span, callee: string, args: readonly Value[], receiver: Value | undefined): Part[] {
  const last = args.at(-1);
  const first = onlyText(args[0]);
  const second = args[1];
  const bare = callee.replace(/^[$@:]+/, "");
  if (IDENTITY.has(bare) && last) return [...last.parts];
  if (bare === "required" && last) return [...last.parts];
  if (bare === "default" && args.length >= 2 && last && args[0]) return [{ choice: [last, args[0]] }];
  if (
    (bare === "env" ||
      bare === "env_var" ||
      bare === "getenv" ||
      bare === "ENV.fetch" ||
      bare === "requiredEnv" ||
      bare === "requireEnv") &&
    first
  )
    return second ? [{ choice: [value(at, [{ env: first }]), second] }] : [{ env: first }];
  if ((bare === "lookup" || bare === "query") && first === "env" && second) {
    const name = onlyText(second);
    if (name) return [{ env: name }];
  }
  if ((bare === "parameters" || bare === "variables") && first) return [{ name: `${bare}.${first}` }];
  if (bare === "index" && args.length >= 2) {
    const root = args[0]?.parts[0];
    const keys = args.slice(1).map((key) => onlyText(key) ?? "*");
    if (root && "name" in root) return [pathPart([root.name, ...keys])];
  }
  if (bare === "printf" && first) return formatParts(first, "percent", args.slice(1));
  if (bare === "format" && first)
    return formatParts(first, /\{\d/.test(first) ? "brace" : "percent", args.slice(1));
  if (bare === "concat") return args.flatMap((argument) => argument.parts);
  return [{ call: bare, args, named: [], ...(receiver ? { receiver } : {}) }];
}

class Expression {
  readonly #tokens: readonly Token[];
  readonly #place: Place;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], place: Place) {
    this.#tokens = tokens;
    this.#place = place;
  }

  get done(): boolean {
    return this.#next >= this.#tokens.length;
  }

  #peek(text?: string): Token | undefined {
    const token = this.#tokens[this.#next];
    return text === undefined || (token?.text === text && token.type !== "string") ? token : undefined;
  }

  #take(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#next++;
    return true;
  }

  #span(from: number): Span {
    const first = this.#tokens[from];
    const last = this.#tokens[Math.max(from, this.#next - 1)];
    return first && last ? this.#place(first.start, last.end) : this.#place(0, 0);
  }

  /** Alternatives: `a || b`, `c && a || b`, `a if c else b`, `c ? a : b`, `a ?? b`, `a or b`. Null when it is no expression. */
  parse(): Value | null {
    if (++this.#depth > DEPTH_BOUND) return null;
    try {
      const from = this.#next;
      let current = this.#comparison();
      if (!current) return null;
      const options: Value[] = [];
      for (;;) {
        if (this.#take("||") || this.#take("??") || this.#take("or")) {
          options.push(current);
        } else if (!(this.#take("&&") || this.#take("and"))) break;
        const right = this.#comparison();
        if (!right) return null;
        current = right;
      }
      options.push(current);
      if (this.#take("if")) {
        if (!this.parse()) return null;
        if (this.#take("else")) {
          const other = this.parse();
          if (!other) return null;
          options.push(other);
        }
      } else if (this.#take("?")) {
        const yes = this.parse();
        if (!yes || !this.#take(":")) return null;
        const no = this.parse();
        if (!no) return null;
        return value(this.#span(from), [{ choice: [yes, no] }]);
      }
      return options.length === 1 ? current : value(this.#span(from), [{ choice: options }]);
    } finally {
      this.#depth--;
    }
  }

  #comparison(): Value | null {
    const from = this.#next;
    const left = this.#concatenation();
    const token = this.#peek();
    if (!left || !token || !/^(?:==|!=|<|>|<=|>=|in|is)$/.test(token.text) || token.type === "string")
      return left;
    this.#next++;
    this.#take("not");
    return this.#concatenation() ? opaqueValue(this.#span(from)) : null;
  }

  #concatenation(): Value | null {
    const from = this.#next;
    const first = this.#pipeline();
    if (!first) return null;
    const parts = [...first.parts];
    while (this.#take("~") || this.#take("+")) {
      const next = this.#pipeline();
      if (!next) return null;
      parts.push(...next.parts);
    }
    return value(this.#span(from), parts);
  }

  /** `x | b64enc | quote`, `x | default('y')`: the piped value is a filter's last argument (its first one in Jinja's `format`). */
  #pipeline(): Value | null {
    const from = this.#next;
    let piped = this.#operand();
    while (piped && this.#take("|")) {
      const name = this.#tokens[this.#next];
      if (name?.type !== "word") return null;
      this.#next++;
      const path = [name.text];
      while (this.#peek(".") && !this.#peek(".")?.spaced && this.#tokens[this.#next + 1]?.type === "word") {
        path.push(this.#tokens[this.#next + 1]?.text ?? "");
        this.#next += 2;
      }
      const args = this.#arguments();
      if (!args) return null;
      const at = this.#span(from);
      const callee = path.join(".");
      const ordered = callee === "format" ? [piped, ...args] : [...args, piped];
      piped = value(
        at,
        callee === "b64encode" || callee === "b64enc"
          ? [{ call: callee, args: [piped], named: [] }]
          : callParts(at, callee, ordered, undefined),
      );
    }
    return piped;
  }

  /** `(a, b)` right behind a callee, or Helm's `f a b`. */
  #arguments(): Value[] | null {
    const open = this.#peek("(");
    if (open && !open.spaced) {
      this.#next++;
      return this.#list(")");
    }
    const args: Value[] = [];
    for (let token = this.#peek(); token?.spaced && startsOperand(token); token = this.#peek()) {
      const operand = this.#operand(false);
      if (!operand) return null;
      args.push(operand);
    }
    return args;
  }

  #list(close: string): Value[] | null {
    const values: Value[] = [];
    while (!this.#take(close)) {
      // Keyword arguments (`default='x'`) count by position.
      const word = this.#tokens[this.#next];
      const equals = this.#tokens[this.#next + 1];
      if (word?.type === "word" && equals?.text === "=" && equals.type === "punctuation") this.#next += 2;
      const one = this.parse();
      if (!one) return null;
      values.push(one);
      if (!this.#take(",") && !this.#peek(close)) return null;
    }
    return values;
  }

  /** `applied`: a plain word may take arguments beside it, as in `env "X"`. */
  #operand(applied = true): Value | null {
    if (++this.#depth > DEPTH_BOUND) return null;
    try {
      return this.#primary(applied);
    } finally {
      this.#depth--;
    }
  }

  #primary(applied: boolean): Value | null {
    const from = this.#next;
    const token = this.#tokens[this.#next++];
    if (!token) return null;
    const at = this.#place(token.start, token.end);
    if (token.type === "string") {
      const text = textValue(at, unquote(token.text));
      // A Jinja method on a literal: `'%s/token'.format(x)`.
      return text;
    }
    if (token.type === "number") return opaqueValue(at);
    if (token.text === "!" || token.text === "-" || token.text === "not")
      return this.#operand() ? opaqueValue(this.#span(from)) : null;
    if (token.text === "[") {
      const items = this.#list("]");
      return items ? value(this.#span(from), [{ list: items }]) : null;
    }
    if (token.text === "(") {
      const inner = this.parse();
      if (!inner || !this.#take(")")) return null;
      const only = inner.parts.length === 1 ? inner.parts[0] : undefined;
      return this.#chain(from, only && "name" in only ? [only.name] : ["()"], inner);
    }
    if (token.text === "." || token.text === "$." || token.text === "$") {
      const word = this.#tokens[this.#next];
      if (word?.type !== "word" || word.spaced) return value(at, [{ name: "this" }]);
      this.#next++;
      return this.#chain(from, [word.text]);
    }
    if (token.type !== "word") return null;
    if (LITERAL_WORDS.has(token.text)) return textValue(at, token.text.toLowerCase());
    if (NOTHING_WORDS.has(token.text)) return value(at, []);
    const next = this.#peek();
    if (applied && next?.spaced && startsOperand(next) && !/^\$/.test(token.text)) {
      const args = this.#arguments();
      return args ? value(this.#span(from), callParts(this.#span(from), token.text, args, undefined)) : null;
    }
    return this.#chain(from, [token.text]);
  }

  /** `.member`, `["member"]` and `(arguments)` behind a name or a parenthesised value. */
  #chain(from: number, start: readonly string[], base?: Value): Value | null {
    let path = [...start];
    let receiver = base;
    let result: Value | undefined = base;
    for (let token = this.#peek(); token && !token.spaced; token = this.#peek()) {
      const word = this.#tokens[this.#next + 1];
      if (
        token.text === "." &&
        token.type === "punctuation" &&
        word &&
        !word.spaced &&
        (word.type === "word" || word.type === "number")
      ) {
        this.#next += 2;
        path.push(word.text);
        result = undefined;
      } else if (token.text === "[" && token.type === "punctuation") {
        this.#next++;
        const index = this.parse();
        if (!index || !this.#take("]")) return null;
        const only = index.parts[0];
        path.push(
          onlyText(index) ??
            (only && "name" in only && /^:/.test(this.#tokens[this.#next - 2]?.text ?? "") ? only.name : "*"),
        );
        result = undefined;
      } else if (token.text === "(" && token.type === "punctuation") {
        this.#next++;
        const args = this.#list(")");
        if (!args) return null;
        const at = this.#span(from);
        const callee = path.join(".");
        result = value(at, callParts(at, callee, args, receiver));
        receiver = result;
        path = [`${callee}()`];
      } else break;
    }
    return result ?? value(this.#span(from), [pathPart(path)]);
  }
}

/**
 * Reads `text[from, to)` as an expression of a template engine or CI system (GitHub, Azure, Jinja, Helm, ERB, ARM).
 * Null when it is none.
 */
export function parseExpression(text: string, from: number, to: number, place: Place): Value | null {
  if (to - from > LENGTH_BOUND) return null;
  const tokens = tokenize(text, from, to);
  if (!tokens || tokens.length === 0) return null;
  const expression = new Expression(tokens, place);
  const result = expression.parse();
  return result && expression.done ? result : null;
}
