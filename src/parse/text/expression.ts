import type { Call, Entry, Part, Span, Value } from "../../model/fact.ts";
import { type Lowering, opaqueValue, textValue, value } from "../adapter.ts";
import { seenThrough } from "./calls.ts";
import { readOf } from "./environment.ts";
import { ItemReader } from "./items.ts";
import { type Dialect, type Token, tokenize } from "./tokens.ts";
import {
  CHOICES,
  COMPARISONS,
  DEEP,
  GOES_ON,
  JOINERS,
  KEYWORDS,
  keyOf,
  LITERALS,
  MEMBER,
  plainName,
  TRANSPARENT,
} from "./vocabulary.ts";

/** Reads values out of tokens, and tells the calls it meets. */
export class ExpressionReader extends ItemReader {
  readonly #onCall: (call: Call, at: Span) => void;
  readonly #onValue: (value: Value) => void;

  constructor(
    lowering: Lowering,
    tokens: readonly Token[],
    dialect: Dialect,
    listeners: { readonly onCall: (call: Call, at: Span) => void; readonly onValue: (value: Value) => void },
    depth = 0,
  ) {
    super(lowering, tokens, dialect, depth);
    this.#onCall = listeners.onCall;
    this.#onValue = listeners.onValue;
  }

  /** An expression; `bracketed` when line breaks do not end it. */
  expression(bracketed: boolean): Value {
    this.depth++;
    this.lowering.tick();
    const first = this.#joined(bracketed);
    const start = first.at.start;
    let result = first;
    for (let token = this.peek(); token && this.#goesOn(token, bracketed); token = this.peek()) {
      if (CHOICES.has(token.text) && !(this.dialect.bars && token.text === "||") && token.kind !== "string") {
        this.at++;
        const next = this.#joined(bracketed);
        const before =
          result.parts.length === 1 && result.parts[0] && "choice" in result.parts[0]
            ? result.parts[0].choice
            : [result];
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
      } else if (token.text === "unless" && token.kind === "name") {
        this.at++;
        this.expression(bracketed); // `x = y unless z` gives y.
      } else if (COMPARISONS.has(token.text) && token.kind !== "string") {
        this.at++;
        const right = this.#joined(bracketed);
        for (const side of [result, right])
          if (side.parts.length > 1 || (side.parts[0] && ("text" in side.parts[0] || "env" in side.parts[0])))
            this.#onValue(side);
        result = opaqueValue({ start, end: this.end() });
      } else break;
    }
    this.depth--;
    return result;
  }

  /** An operator continues an expression on its own line, or at the head of the next one. */
  #goesOn(token: Token, bracketed: boolean): boolean {
    return (
      !token.fresh ||
      bracketed ||
      token.text === "|>" ||
      token.text === "||" ||
      token.text === "??" ||
      token.text === "?:"
    );
  }

  #joined(bracketed: boolean): Value {
    const first = this.#operand(bracketed);
    const parts: Part[] = [...first.parts];
    let many = false;
    for (let token = this.peek(); token; token = this.peek()) {
      if (token.fresh && !bracketed && !(token.kind === "op" && JOINERS.has(token.text))) break;
      if (token.kind === "op" && this.#joins(token)) this.at++;
      else if (
        token.kind === "string" &&
        this.tokens[this.at - 1]?.kind === "string" &&
        !token.text.startsWith(":")
      ) {
        // Adjacent literals.
      } else break;
      const next = this.#operand(bracketed);
      if (next.at.end <= next.at.start) break;
      many = true;
      parts.push(...next.parts);
    }
    return many ? value({ start: first.at.start, end: this.end() }, parts) : first;
  }

  /** `||` joins in SQL, and `*` beside a literal in Julia. */
  #joins({ text }: Token): boolean {
    if (text === "*") return this.tokens[this.at - 1]?.kind === "string" || this.peek(1)?.kind === "string";
    return JOINERS.has(text) || (this.dialect.bars && text === "||");
  }

  #operand(bracketed: boolean, piped?: Value): Value {
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
      const only = list.args.length === 1 && list.named.length === 0 ? list.args[0] : undefined;
      const at = { start, end: this.end() };
      return this.#postfix(
        only ?? { at, parts: [list.named.length > 0 ? { object: list.named } : { list: list.args }] },
        "()",
        bracketed,
      );
    }
    if (token.text === "[" || token.text === "{") {
      const list = this.sequence(token.text === "[" ? "]" : "}");
      const at = { start, end: this.end() };
      return this.#postfix(
        { at, parts: [list.named.length > 0 ? { object: list.named } : { list: list.args }] },
        "()",
        bracketed,
      );
    }
    if (token.text === "@" && this.peek(1)?.kind === "name" && this.peek(1)?.spaced === false) {
      this.at++;
      return this.#named(bracketed, undefined, "this.");
    }
    if (/^(?:[!&*\\$@%-]|\+\+|\.\.\.)$/.test(token.text) && this.peek(1) && this.peek(1)?.fresh === false) {
      this.at++;
      return this.#operand(bracketed);
    }
    return this.#nothing();
  }

  #nothing(): Value {
    const at = this.peek()?.start ?? this.end();
    return value({ start: at, end: at }, [{ opaque: true }]);
  }

  /** A string token's value, interpolated code read as expressions. */
  #string(token: Token): Value {
    const parts: Part[] = [];
    for (const chunk of token.chunks ?? []) {
      if ("text" in chunk) {
        parts.push({ text: chunk.text });
        continue;
      }
      const inner = this.inside(chunk.start, chunk.end);
      const read = inner.expression(true);
      parts.push(...(read.parts.length > 0 ? read.parts : []));
    }
    return value({ start: token.start, end: token.end }, parts);
  }

  /** A reader of a stretch inside this one. */
  inside(start: number, end: number): ExpressionReader {
    const tokens = this.depth > 8 ? [] : tokenize(this.lowering, start, end, this.dialect);
    return new ExpressionReader(
      this.lowering,
      tokens,
      this.dialect,
      { onCall: this.#onCall, onValue: this.#onValue },
      this.depth + 4,
    );
  }

  #named(bracketed: boolean, piped?: Value, prefix = ""): Value {
    const token = this.peek();
    if (!token) return this.#nothing();
    const start = prefix === "" ? token.start : token.start - 1;
    this.at++;
    const bare = plainName(token, this.dialect);
    const next = this.peek();
    if (prefix === "" && token.text === bare) {
      const literal = LITERALS.get(bare);
      if (literal !== undefined && !(next?.text === "." && !next.spaced))
        return textValue({ start, end: token.end }, literal);
      if (/^(?:new|await|not|return|my|typeof)$/.test(bare) && next && !next.fresh)
        return this.#operand(bracketed);
      // A string prefix: `s"…"`, `f"…"`, `~s"…"`.
      if (next?.kind === "string" && !next.spaced && /^[a-zA-Z]{1,2}$/.test(bare))
        return this.#operand(bracketed);
      if (bare === "if" || bare === "unless") return this.#condition(bracketed);
    }
    const root = prefix + (bare === "self" || bare === "this" ? "this" : bare);
    return this.#postfix(value({ start, end: token.end }, [{ name: root }]), root, bracketed, piped);
  }

  /** `if c then a else b`, `if (c) a else b` as a value. */
  #condition(bracketed: boolean): Value {
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
  #postfix(base: Value, root: string, bracketed: boolean, piped?: Value): Value {
    const start = base.at.start;
    let name = root;
    let current = base;
    // What the chain stands on once it is more than a plain name.
    let receiver: Value | undefined = root === '""' || root === "()" ? base : undefined;
    let pipe = piped;
    for (let token = this.peek(); token; token = this.peek()) {
      this.lowering.tick();
      const next = this.peek(1);
      if (
        token.kind === "op" &&
        MEMBER.has(token.text) &&
        (!token.fresh || token.text !== "::") &&
        this.#isMember(token, next)
      ) {
        this.at += 2;
        // A cast of Postgres: `(email || '/token')::bytea`.
        if (token.text === "::" && (this.dialect.bars || root === '""' || root === "()")) continue;
        let word = next?.text ?? "";
        if (word === "{" || word === "[") {
          const key = this.peek();
          word = keyOf(key);
          this.at += 2;
        }
        const called = this.is("(") && this.peek()?.spaced === false;
        if (
          called &&
          this.peek(1)?.text === ")" &&
          TRANSPARENT.test(word) &&
          !readOf(`${name}.${word}`) &&
          !/(?:^|\.)(?:env|ENV)$/.test(name)
        ) {
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
        const list = this.sequence(")");
        const args = pipe ? [pipe, ...list.args] : list.args;
        pipe = undefined;
        current = this.#called(name, args, list.named, { start, end: this.end() }, receiver);
        receiver = current;
        name = `${name}()`;
        continue;
      }
      if (
        token.kind === "op" &&
        (token.text === "[" || token.text === "{") &&
        !token.spaced &&
        !token.fresh &&
        this.#isIndex(token)
      ) {
        const key = this.peek(1);
        this.at += 3;
        name = `${name}.${keyOf(key)}`;
        current = this.#reference(name, { start, end: this.end() }, receiver);
        continue;
      }
      break;
    }
    const below =
      this.dialect.indents && !bracketed && root !== '""' && root !== "()" && /\w$/.test(name)
        ? this.indented(this.indentationBefore())
        : undefined;
    if (below) return this.#called(name, [below], [], { start, end: this.end() }, receiver);
    if (!this.#juxtaposes(current, name, bracketed)) return current;
    const list = this.bare(bracketed);
    return this.#called(
      name,
      pipe ? [pipe, ...list.args] : list.args,
      list.named,
      { start, end: this.end() },
      receiver,
    );
  }

  #isMember(dot: Token, next: Token | undefined): boolean {
    if (!next || next.fresh || next.spaced) return false;
    if (dot.text === "->" && (next.text === "{" || next.text === "["))
      return this.peek(3)?.text === (next.text === "{" ? "}" : "]");
    // `$a . $b` and `$a."x"` join; `$a.b` without a sigil is a member.
    if (dot.spaced && !dot.fresh) return false;
    return next.kind === "name" && !/^[$@%]/.test(next.text);
  }

  #isIndex(open: Token): boolean {
    const key = this.peek(1);
    const close = this.peek(2);
    if (
      open.text === "{" &&
      !/^[$@%]/.test(this.tokens[this.at - 1]?.text ?? "") &&
      this.tokens[this.at - 1]?.text !== "}"
    )
      return false;
    return close?.text === (open.text === "[" ? "]" : "}") && key !== undefined && key.kind !== "op";
  }

  #reference(name: string, at: Span, receiver: Value | undefined): Value {
    const read = readOf(name);
    if (read && !receiver) return value(at, [{ env: read.env }]);
    if (receiver && /\(\)\.\w+$/.test(name) && readOf(name.replace(/^.*(System\.getenv\(\))/, "$1")))
      return value(at, [{ env: name.slice(name.lastIndexOf(".") + 1) }]);
    return value(at, [{ name }]);
  }

  #called(
    callee: string,
    args: readonly Value[],
    named: readonly Entry[],
    at: Span,
    receiver: Value | undefined,
  ): Value {
    const call: Call = { call: callee, args, named, ...(receiver ? { receiver } : {}) };
    const seen = seenThrough(call, at);
    if (seen) return seen;
    this.#onCall(call, at);
    return value(at, [call]);
  }

  /** True for a name or a field that can be an argument, not the next word of a statement. */
  #begins(token: Token): boolean {
    if (token.kind === "op")
      return token.text === "@" && this.peek(1)?.kind === "name" && this.peek(1)?.spaced === false;
    return token.kind === "name" && !GOES_ON.test(token.text);
  }

  /** `name "…"`, `name key: …`, `name 'a', b`: a call without parentheses. */
  #juxtaposes(current: Value, name: string, bracketed: boolean): boolean {
    const token = this.peek();
    const only = current.parts.length === 1 ? current.parts[0] : undefined;
    if (
      !token ||
      token.fresh ||
      !token.spaced ||
      !only ||
      !("name" in only) ||
      KEYWORDS.has(name.toLowerCase())
    )
      return false;
    if (token.kind === "string") return this.tokens[this.at - 1]?.kind === "name" || !bracketed;
    // CoffeeScript: any operand behind a name is its argument, `new Client process.env.A, @token`.
    if (this.dialect.indents && this.#begins(token)) return true;
    if (token.kind === "name" && !bracketed) {
      const after = this.peek(1);
      return (
        after !== undefined &&
        !after.fresh &&
        after.kind === "op" &&
        (after.text === ":" || after.text === ",") &&
        !KEYWORDS.has(token.text)
      );
    }
    return false;
  }
}
