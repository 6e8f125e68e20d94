import type { Call, Fact, ScopeId, Span, Value } from "../../model/fact.ts";
import { type Lowering, textValue, value } from "../adapter.ts";
import { ExpressionReader } from "./expression.ts";
import type { Line } from "./terms.ts";
import { type Dialect, type Token, tokenize } from "./tokens.ts";
import { DEFINES, keyOf, plainName } from "./vocabulary.ts";

const ASSIGNS = new Set(["=", ":=", "=>", "<-", "||=", "+=", ".=", "?=", "//=", "??=", ":"]);

/** More facts than this and a file is data, not code. */
const MANY = 4_000;

/** Commands whose text is shell code, in build languages (`sh "curl …"`). */
const SHELLS = /^(?:sh|bash|shell|steps\.sh|this\.sh|system|exec|qx)$/;

/** Reads the statements of a text and emits facts for those that stand on interesting lines. */
export class StatementReader {
  readonly #lowering: Lowering;
  readonly #lines: readonly Line[];
  readonly #dialect: Dialect;
  readonly #covered = new Set<number>();
  readonly #classes: readonly { readonly start: number; readonly id: ScopeId }[];

  constructor(
    lowering: Lowering,
    lines: readonly Line[],
    dialect: Dialect,
    options: { readonly classes: boolean } = { classes: true },
  ) {
    this.#lowering = lowering;
    this.#lines = lines;
    this.#dialect = dialect;
    this.#classes = options.classes ? classesOf(lowering) : [];
  }

  /** True when a fact stands on the line. */
  covers(line: Line): boolean {
    return this.#covered.has(line.start);
  }

  /** Emits a line that could not be read any better. */
  prose(at: Span): void {
    if (at.end <= at.start || this.#lowering.facts.length > MANY) return;
    const text = this.#lowering.text.slice(at.start, at.end);
    this.#lowering.emit({ kind: "prose", at, scope: this.#scopeAt(at.start), value: textValue(at, text) });
  }

  /** Reads a stretch of the text. */
  read(stretch: Span): void {
    const tokens = tokenize(this.#lowering, stretch.start, stretch.end, this.#dialect);
    const whole = stretch.start === 0 || this.#lowering.text[stretch.start - 1] === "\n";
    const reader = new ExpressionReader(this.#lowering, tokens, this.#dialect, {
      onCall: (call, at) => this.#call(call, at),
      onValue: (read) => this.#emit({ kind: "value", at: read.at, scope: 0, value: read }, read.at, !whole),
    });
    while (reader.at < tokens.length) {
      this.#lowering.tick();
      const before = reader.at;
      this.#statement(reader, !whole);
      if (reader.at === before) reader.at++;
    }
  }

  #statement(reader: ExpressionReader, window: boolean): void {
    const first = reader.peek();
    if (!first) return;
    if (first.kind === "op" && /^[{}()\],;]$/.test(first.text) && !(first.text === "(" && first.fresh)) {
      // Blocks are stepped into.
      reader.at++;
      return;
    }
    const definition = definitionOf(reader);
    if (definition > 0) {
      // A definition's parameter list is no call.
      reader.at += definition;
      return;
    }
    const target = targetOf(reader, this.#dialect);
    if (target) {
      reader.at = target.next;
      if (
        target.operator === "=" &&
        reader.peek()?.kind === "op" &&
        reader.peek()?.text === "(" &&
        isArrow(reader)
      )
        return;
      const read = reader.expression(false);
      const rest = this.#unquoted(reader, read);
      const at = { start: target.start, end: Math.max(rest?.at.end ?? read.at.end, target.end) };
      let given: Value = rest ?? read;
      if (target.operator === "+=" || target.operator === ".=")
        given = value(read.at, [{ name: target.name }, ...read.parts]);
      else if (/^(?:\|\||\?\?|\/\/|\?)=$/.test(target.operator))
        given = { at: read.at, parts: [{ choice: [value(read.at, [{ name: target.name }]), read] }] };
      this.#emit({ kind: "assign", at, scope: 0, name: target.name, value: given }, at, window);
      return;
    }
    const attribute =
      this.#dialect.attributes &&
      /^@\w/.test(first.text) &&
      reader.peek(1)?.fresh === false &&
      reader.peek(1)?.spaced;
    if (attribute) reader.at++;
    const before = reader.at;
    const read = reader.expression(false);
    if (reader.at === before) return;
    if (attribute) {
      const at = { start: first.start, end: read.at.end };
      this.#emit(
        { kind: "assign", at, scope: 0, name: plainName(first, this.#dialect), value: read },
        at,
        window,
      );
      return;
    }
    if (
      read.parts.some(
        (part) => "text" in part || "env" in part || "object" in part || "choice" in part || "list" in part,
      ) ||
      read.parts.length > 1
    ) {
      this.#emit({ kind: "value", at: read.at, scope: 0, value: read }, read.at, window);
    }
  }

  /** `Authorization: Basic {{auth}}`: a word with more words behind it is text without quotes; its line is stepped over. */
  #unquoted(reader: ExpressionReader, read: Value): Value | undefined {
    const next = reader.peek();
    const only = read.parts.length === 1 ? read.parts[0] : undefined;
    if (!next || next.fresh || !next.spaced || !only || !("name" in only)) return undefined;
    if (
      !(next.kind === "name" ? !FOLLOWS.test(next.text) : next.text === "{" && reader.peek(1)?.text === "{")
    )
      return undefined;
    const newline = this.#lowering.text.indexOf("\n", next.start);
    const line = this.#lowering.text.slice(read.at.start, newline < 0 ? undefined : newline).trimEnd();
    const end = read.at.start + line.length;
    for (let token = reader.peek(); token && token.start < end; token = reader.peek()) reader.at++;
    return textValue({ start: read.at.start, end }, line);
  }

  #call(call: Call, at: Span): void {
    const only = SHELLS.test(call.call) && call.args.length === 1 ? call.args[0] : undefined;
    const inner = only ? plainText(this.#lowering.text, only) : undefined;
    if (inner) this.#lowering.embed({ language: "bash", pieces: [inner] });
    else this.#emit({ kind: "call", at, scope: 0, ...call }, at, false);
    if (inner) this.#cover(at);
  }

  /** Emits a fact that stands on an interesting line, into the class it stands in. */
  #emit(fact: Fact, at: Span, window: boolean): void {
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

  #cover(at: Span): void {
    for (let index = this.#lineAt(at.start); index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (!line || line.start >= at.end) break;
      this.#covered.add(line.start);
    }
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #scopeAt(offset: number): ScopeId {
    return this.#classes.findLast((one) => one.start <= offset)?.id ?? 0;
  }
}

/** A class lasts until the next one begins: enough to hold its fields together. */
function classesOf(lowering: Lowering): { start: number; id: ScopeId }[] {
  const heads = [
    ...lowering.text.matchAll(
      /^[ \t]{0,12}(?:(?:export|public|abstract|final|global|with|without|sharing|virtual|case) {1,4}){0,5}(?:class|object|trait|defmodule)[ \t]{1,4}(\w[\w.:]{0,100})/gm,
    ),
  ].slice(0, 200);
  return heads.map((match, index) => ({
    start: match.index,
    id: lowering.scope({
      parent: 0,
      kind: "class",
      name: (match[1] ?? "").replaceAll("::", ".").replace(/[.:]+$/, ""),
      at: { start: match.index, end: heads[index + 1]?.index ?? lowering.text.length },
      params: [],
    }),
  }));
}

/** The text of a literal as its source spells it, when nothing in it is escaped. */
function plainText(text: string, read: Value): { text: string; start: number } | undefined {
  const source = text.slice(read.at.start, read.at.end);
  const quotes = /^(?:"""|'''|["'])/.exec(source)?.[0];
  if (!quotes || !source.endsWith(quotes) || source.length < 2 * quotes.length + 4) return undefined;
  const inner = source.slice(quotes.length, -quotes.length);
  if ((quotes.length === 1 && (inner.includes(quotes) || inner.includes("\\"))) || inner.includes("#{"))
    return undefined;
  // Groovy fills in what is more than a variable, which a shell could not read.
  if (quotes.startsWith('"') && /\$\{(?!\w+\})/.test(inner)) return undefined;
  return { text: inner, start: read.at.start + quotes.length };
}

/** Number of tokens of a definition's head up to its parameter list's end (`def f(a, b)`, `String f(String a) {`); 0 when it is none. */
function definitionOf(reader: ExpressionReader): number {
  let ahead = 0;
  let defines = false;
  for (
    let token = reader.peek();
    token?.kind === "name" && ahead < 8 && (ahead === 0 || !token.fresh);
    token = reader.peek(++ahead)
  ) {
    // `fn new(…)`: a name like any other behind the word that defines it.
    if (!defines && CALLS.test(token.text)) return 0;
    defines ||= DEFINES.test(token.text);
  }
  if (ahead < 2 && !defines) return 0;
  const open = reader.peek(ahead);
  if (open?.text === "=" || open?.text === ":") return 0;
  if (open?.fresh) return defines ? ahead : 0;
  if (open?.text !== "(" || open.kind !== "op") return defines ? ahead : 0;
  let depth = 0;
  let end = ahead;
  for (let token: Token | undefined = open; token && end < 400; token = reader.peek(++end)) {
    if (token.kind !== "op") continue;
    if (token.text === "(") depth++;
    else if (token.text === ")" && --depth === 0) break;
  }
  // `String f(String a) {`: two words and a body, whatever the language calls it.
  return defines || reader.peek(end + 1)?.text === "{" ? end + 1 + resultType(reader, end + 1) : 0;
}

/** Number of tokens of a result's type in front of a body: `-> Result<Self> {`. */
function resultType(reader: ExpressionReader, from: number): number {
  if (reader.peek(from)?.text !== "->") return 0;
  for (let ahead = from + 1; ahead < from + 40; ahead++) {
    const token = reader.peek(ahead);
    if (!token || token.kind === "string") return 0;
    if (token.text === "{") return ahead - from;
  }
  return 0;
}

/** Words after which a name is called, not defined. */
const CALLS =
  /^(?:return|new|throw|raise|await|yield|else|if|unless|while|when|case|assert|not|and|or|in|do|then)$/;

/** `(a, b) ->` at the cursor: a function follows, its parameters are stepped over. */
function isArrow(reader: ExpressionReader): boolean {
  let depth = 0;
  for (let ahead = 0; ahead < 200; ahead++) {
    const token = reader.peek(ahead);
    if (!token) return false;
    if (token.kind !== "op") continue;
    if (token.text === "(") depth++;
    else if (token.text === ")" && --depth === 0) {
      const arrow = reader.peek(ahead + 1);
      if (arrow?.kind !== "op" || (arrow.text !== "->" && arrow.text !== "=>")) return false;
      reader.at += ahead + 2;
      return true;
    }
  }
  return false;
}

interface Target {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly operator: string;
  readonly next: number;
}

/** The target of an assignment at the cursor: `name =`, `final String a.b =`, `"key" =>`, `val x: T =`, `headers["A"] =`. */
function targetOf(reader: ExpressionReader, dialect: Dialect): Target | undefined {
  let ahead = 0;
  let name = "";
  let start = reader.peek()?.start ?? 0;
  let last: Token | undefined;
  for (let token = reader.peek(); token && ahead < 16; token = reader.peek(++ahead)) {
    if (ahead > 0 && token.fresh) return undefined;
    if (token.kind === "name" || (token.kind === "string" && ahead === 0)) {
      const bare = token.kind === "string" ? keyOf(token) : plainName(token, dialect);
      const joined = last?.kind === "op" && (MEMBERS.has(last.text) || last.text === "@") && !token.spaced;
      if (joined) name = last?.text === "@" && name === "" ? `this.${bare}` : `${name}.${bare}`;
      else {
        name = bare === "self" || bare === "this" ? "this" : bare;
        start = token.start;
      }
    } else if (token.kind === "op" && (token.text === "[" || token.text === "{") && name !== "") {
      const key = reader.peek(ahead + 1);
      if (
        reader.peek(ahead + 2)?.text !== (token.text === "[" ? "]" : "}") ||
        (token.text === "{" && token.spaced)
      )
        return undefined;
      name = `${name}.${keyOf(key)}`;
      ahead += 2;
    } else if (token.kind === "op" && token.text === "@" && name === "") start = token.start;
    else if (token.kind === "op" && MEMBERS.has(token.text) && !(token.text === "->" && token.spaced)) {
      // Goes on with a member.
    } else if (token.kind === "op" && ASSIGNS.has(token.text) && name !== "" && name !== "*") {
      if (token.text === ":") {
        const typed = typedEnd(reader, ahead);
        if (typed > 0) return { name, start, end: token.end, operator: "=", next: reader.at + typed };
        if (reader.peek(ahead + 1)?.spaced === false || reader.peek(ahead + 1)?.fresh) return undefined;
      }
      return { name, start, end: token.end, operator: token.text, next: reader.at + ahead + 1 };
    } else return undefined;
    last = token;
  }
  return undefined;
}

/** Words that may follow a value in some language. */
const FOLLOWS = /^(?:if|unless|and|or|in|then|do|else|where|for|while|with|as|is|from|end|when|rescue)$/i;

const MEMBERS = new Set([".", "->", "::", "?."]);

/** `: Type =` after a name: how many tokens to the value; 0 when no type stands there. */
function typedEnd(reader: ExpressionReader, colon: number): number {
  for (let ahead = colon + 1; ahead < colon + 8; ahead++) {
    const token = reader.peek(ahead);
    if (!token || token.fresh) return 0;
    if (token.kind === "op" && token.text === "=") return ahead > colon + 1 ? ahead + 1 : 0;
    if (token.kind !== "name" && !/^[[\]<>.?|]$/.test(token.text)) return 0;
  }
  return 0;
}
