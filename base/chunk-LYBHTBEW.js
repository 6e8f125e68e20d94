import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  formatParts,
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";

// src/parse/yaml/token.ts
var TOKEN = /(\s*)(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.|'')*'|`[^`]*`)|(\d[\w.]*)|([$@:]?[A-Za-z_]\w*(?:-[A-Za-z_]\w*)*)|(\|\||&&|\?\?|==|!=|=>|<=|>=|\$\.|[-|.,()[\]{}~+?:!<>*/%=$@]))/y;
function tokenize(text, from, to) {
  const tokens = [];
  TOKEN.lastIndex = from;
  while (TOKEN.lastIndex < to) {
    const rest = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) return text.slice(rest, to).trim() === "" ? tokens : null;
    const start = match.index + (match[1]?.length ?? 0);
    const end = TOKEN.lastIndex;
    if (end > to) return text.slice(rest, to).trim() === "" ? tokens : null;
    const type = match[2] !== void 0 ? "string" : match[3] !== void 0 ? "number" : match[4] !== void 0 ? "word" : "punctuation";
    tokens.push({ type, text: text.slice(start, end), start, end, spaced: start > match.index });
  }
  return tokens;
}
var unquote = (text) => text.startsWith("'") ? text.slice(1, -1).replace(/''|\\(.)/g, (whole, escaped) => escaped ?? whole[0] ?? "") : text.slice(1, -1).replace(/\\(.)/g, "$1");
var OPERATOR_WORDS = /* @__PURE__ */ new Set(["if", "else", "or", "and", "not", "in", "is"]);
function startsOperand(token) {
  if (token.type === "string" || token.type === "number") return true;
  if (token.type === "word") return !OPERATOR_WORDS.has(token.text);
  return token.text === "." || token.text === "$." || token.text === "(" || token.text === "$";
}

// src/parse/yaml/expression.ts
var LENGTH_BOUND = 2e3;
var DEPTH_BOUND = 30;
var IDENTITY = /* @__PURE__ */ new Set([
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
  "strip"
]);
var LITERAL_WORDS = /* @__PURE__ */ new Set(["true", "false", "True", "False"]);
var NOTHING_WORDS = /* @__PURE__ */ new Set(["null", "nil", "none", "None", "omit"]);
function onlyText(of) {
  const part = of?.parts.length === 1 ? of.parts[0] : void 0;
  return part && "text" in part ? part.text : void 0;
}
function pathPart(segments) {
  const path = segments.join(".");
  const env = /^(?:secrets|env|\$env|ENV|process\.env|variables|Env)\.([\w-]+)$/.exec(path);
  if (env?.[1]) return { env: env[1] };
  return { name: path.replace(/^[$@:]+/, "") };
}
function callParts(at, callee, args, receiver) {
  const last = args.at(-1);
  const first = onlyText(args[0]);
  const second = args[1];
  const bare = callee.replace(/^[$@:]+/, "");
  if (IDENTITY.has(bare) && last) return [...last.parts];
  if (bare === "required" && last) return [...last.parts];
  if (bare === "default" && args.length >= 2 && last && args[0]) return [{ choice: [last, args[0]] }];
  if ((bare === "env" || bare === "env_var" || bare === "getenv" || bare === "ENV.fetch" || bare === "requiredEnv" || bare === "requireEnv") && first)
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
  return [{ call: bare, args, named: [], ...receiver ? { receiver } : {} }];
}
var Expression = class {
  #tokens;
  #place;
  #next = 0;
  #depth = 0;
  constructor(tokens, place) {
    this.#tokens = tokens;
    this.#place = place;
  }
  get done() {
    return this.#next >= this.#tokens.length;
  }
  #peek(text) {
    const token = this.#tokens[this.#next];
    return text === void 0 || token?.text === text && token.type !== "string" ? token : void 0;
  }
  #take(text) {
    if (!this.#peek(text)) return false;
    this.#next++;
    return true;
  }
  #span(from) {
    const first = this.#tokens[from];
    const last = this.#tokens[Math.max(from, this.#next - 1)];
    return first && last ? this.#place(first.start, last.end) : this.#place(0, 0);
  }
  /** Alternatives: `a || b`, `c && a || b`, `a if c else b`, `c ? a : b`, `a ?? b`, `a or b`. Null when it is no expression. */
  parse() {
    if (++this.#depth > DEPTH_BOUND) return null;
    try {
      const from = this.#next;
      let current = this.#comparison();
      if (!current) return null;
      const options = [];
      for (; ; ) {
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
  #comparison() {
    const from = this.#next;
    const left = this.#concatenation();
    const token = this.#peek();
    if (!left || !token || !/^(?:==|!=|<|>|<=|>=|in|is)$/.test(token.text) || token.type === "string")
      return left;
    this.#next++;
    this.#take("not");
    return this.#concatenation() ? opaqueValue(this.#span(from)) : null;
  }
  #concatenation() {
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
  #pipeline() {
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
        callee === "b64encode" || callee === "b64enc" ? [{ call: callee, args: [piped], named: [] }] : callParts(at, callee, ordered, void 0)
      );
    }
    return piped;
  }
  /** `(a, b)` right behind a callee, or Helm's `f a b`. */
  #arguments() {
    const open2 = this.#peek("(");
    if (open2 && !open2.spaced) {
      this.#next++;
      return this.#list(")");
    }
    const args = [];
    for (let token = this.#peek(); token?.spaced && startsOperand(token); token = this.#peek()) {
      const operand = this.#operand(false);
      if (!operand) return null;
      args.push(operand);
    }
    return args;
  }
  #list(close) {
    const values = [];
    while (!this.#take(close)) {
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
  #operand(applied = true) {
    if (++this.#depth > DEPTH_BOUND) return null;
    try {
      return this.#primary(applied);
    } finally {
      this.#depth--;
    }
  }
  #primary(applied) {
    const from = this.#next;
    const token = this.#tokens[this.#next++];
    if (!token) return null;
    const at = this.#place(token.start, token.end);
    if (token.type === "string") {
      const text = textValue(at, unquote(token.text));
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
      const only = inner.parts.length === 1 ? inner.parts[0] : void 0;
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
      return args ? value(this.#span(from), callParts(this.#span(from), token.text, args, void 0)) : null;
    }
    return this.#chain(from, [token.text]);
  }
  /** `.member`, `["member"]` and `(arguments)` behind a name or a parenthesised value. */
  #chain(from, start, base) {
    let path = [...start];
    let receiver = base;
    let result = base;
    for (let token = this.#peek(); token && !token.spaced; token = this.#peek()) {
      const word = this.#tokens[this.#next + 1];
      if (token.text === "." && token.type === "punctuation" && word && !word.spaced && (word.type === "word" || word.type === "number")) {
        this.#next += 2;
        path.push(word.text);
        result = void 0;
      } else if (token.text === "[" && token.type === "punctuation") {
        this.#next++;
        const index = this.parse();
        if (!index || !this.#take("]")) return null;
        const only = index.parts[0];
        path.push(
          onlyText(index) ?? (only && "name" in only && /^:/.test(this.#tokens[this.#next - 2]?.text ?? "") ? only.name : "*")
        );
        result = void 0;
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
};
function parseExpression(text, from, to, place) {
  if (to - from > LENGTH_BOUND) return null;
  const tokens = tokenize(text, from, to);
  if (!tokens || tokens.length === 0) return null;
  const expression = new Expression(tokens, place);
  const result = expression.parse();
  return result && expression.done ? result : null;
}

// src/parse/interpolation.ts
var DEPTH_BOUND2 = 5;
var EXPRESSION_BOUND = 2e3;
var FAILURE_BOUND = 500;
var OPENING = /\$\{\{|\{\{|\$\{|\$\(|\$\[|<%[=-]?|<<|\(\(|%\{|#\{|@\{|%env\(|%(?=[A-Za-z])|\$(?=[A-Z_])/g;
var NAME_SOURCES = /* @__PURE__ */ new Set(["self", "opt", "param", "sls", "aws", "var", "local", "inputs", "input"]);
var CALL_SOURCES = /* @__PURE__ */ new Set([
  "ssm",
  "cf",
  "s3",
  "file",
  "vault",
  "secretsmanager",
  "secret",
  "secrets",
  "sops",
  "git",
  "terraform",
  "doppler",
  "op",
  "azurekeyvault",
  "gcp"
]);
function closing(text, from, open2, close) {
  let depth = 0;
  const limit = Math.min(text.length, from + EXPRESSION_BOUND);
  for (let index = from; index < limit; index++) {
    if (text.startsWith(close, index) && depth-- === 0) return index;
    if (open2 !== "" && text.startsWith(open2, index)) depth++;
  }
  return -1;
}
function dollarParts(text, from, to, place, options, depth) {
  const inner = text.slice(from, to);
  const named = (name) => options.dollar === "name" ? { name: name.replaceAll("::", ".") } : /^(?:env|process\.env|secrets|ENV)\.[\w-]+$/.test(name) ? { env: name.slice(name.lastIndexOf(".") + 1) } : /^\w+$/.test(name) ? { env: name } : { name: name.replaceAll("::", ".") };
  if (/^[\w.-]+$|^\w+::\w+$/.test(inner) && /^[A-Za-z_]/.test(inner)) return [named(inner)];
  if (/^[?!][\w.]+$/.test(inner)) return [named(inner.slice(1))];
  const nested = (start) => value(place(start, to), interpolateWithin(text, start, to, place, options, depth + 1));
  const source = /^([a-z][\w.]*)(?:\([^)]*\))?:(?!-)/.exec(inner);
  const address = source ? from + source[0].length : from;
  if (source?.[1] === "env" || source?.[1] === "oc.env") {
    const name = /^\s*([\w.-]+)/.exec(text.slice(address, to))?.[1];
    if (!name) return null;
    const comma = text.indexOf(",", address);
    if (comma < 0 || comma >= to) return [{ env: name }];
    const start = comma + 1 + (/^\s*/.exec(text.slice(comma + 1, to))?.[0].length ?? 0);
    const quoted = /^(['"])(.*)\1$/.exec(text.slice(start, to).trim());
    return [
      {
        choice: [
          value(place(address, comma), [{ env: name }]),
          quoted ? textValue(place(start, to), quoted[2] ?? "") : nested(start)
        ]
      }
    ];
  }
  if (source?.[1] && NAME_SOURCES.has(source[1])) {
    const path = text.slice(address, to).split(",")[0]?.trim().replace(/\$\{[^}]*\}?/g, "*") ?? "";
    return [{ name: `${source[1]}.${path}` }];
  }
  if (source?.[1] && CALL_SOURCES.has(source[1]))
    return [{ call: source[1], args: [nested(address)], named: [] }];
  const fallback = /^([A-Za-z_][\w.]*)(:?[-=]|:\??|[?+^,%#/@[].*)/.exec(inner);
  if (fallback?.[1] && fallback[2] !== void 0) {
    const own = named(fallback[1]);
    if (!/^:?[-=]$|^:$/.test(fallback[2])) return [own];
    const start = from + fallback[1].length + fallback[2].length;
    return start >= to ? [own] : [{ choice: [value(place(from, from + fallback[1].length), [own]), nested(start)] }];
  }
  const expression = parseExpression(text, from, to, place);
  if (expression) return [...expression.parts];
  return inner.includes("${") ? [{ opaque: true }] : null;
}
function mustacheParts(text, from, to, place) {
  const resolve = /^\s*resolve:([\w-]+):(.*)$/s.exec(text.slice(from, to));
  if (resolve?.[1] && resolve[2] !== void 0) {
    const start2 = to - resolve[2].length;
    return [{ call: resolve[1], args: [textValue(place(start2, to), resolve[2].trim())], named: [] }];
  }
  let start = from;
  let end = to;
  while (start < end && /[-{&~\s]/.test(text[start] ?? "")) start++;
  while (end > start && /[-}~\s]/.test(text[end - 1] ?? "")) end--;
  const inner = text.slice(start, end);
  if (/^(?:if|else|elif|end|endif|range|for|endfor|with|define|block|set)\b|^[#/!^>]|^$/.test(inner))
    return [];
  if (/^\$?[\w-]+(?: [\w-]+)*$/.test(inner) && !/^\$?\w+$/.test(inner) && !/ \d| (?:if|or|and|else) /.test(inner)) {
    return [{ name: inner.replace(/^\$/, "").replaceAll(" ", "_") }];
  }
  const expression = parseExpression(text, start, end, place);
  return expression ? [...expression.parts] : null;
}
function open(text, start, opening, to, place, options, depth) {
  const from = start + opening.length;
  const until = (openText, closeText) => {
    const end = closing(text, from, openText, closeText);
    return end < 0 || end + closeText.length > to ? -1 : end;
  };
  const expression = (closeText, syntax, openText = "") => {
    const end = until(openText, closeText);
    if (end < 0) return null;
    const parsed = parseExpression(text, from, end, place);
    return { end: end + closeText.length, syntax, parts: parsed ? [...parsed.parts] : null };
  };
  switch (opening) {
    case "${{":
      return expression("}}", "github");
    case "{{": {
      const printed = /^\s*(["`])([^"`\\]{0,500})\1\s*\}\}/.exec(text.slice(from, from + 520));
      if (printed?.[2] !== void 0) {
        const start2 = from + printed[0].indexOf(printed[1] ?? "") + 1;
        const parts2 = interpolateWithin(text, start2, start2 + printed[2].length, place, options, depth + 1);
        return { end: from + printed[0].length, syntax: "mustache", parts: parts2 };
      }
      let end = until("", "}}");
      if (end < 0) return null;
      const parts = mustacheParts(text, from, end, place);
      if (text[from] === "{" && text[end + 2] === "}") end++;
      return { end: end + 2, syntax: "mustache", parts };
    }
    case "${": {
      const end = until("${", "}");
      return end < 0 ? null : { end: end + 1, syntax: "dollar", parts: dollarParts(text, from, end, place, options, depth) };
    }
    case "$(": {
      const name = /^([A-Za-z_][\w.-]{0,200})\)/.exec(text.slice(from, from + 202))?.[1];
      if (!name || !/[A-Z.]/.test(name)) return null;
      const part = /^(?:params|inputs|tasks|context|workspaces|steps|parameters)\./.test(name) ? { name } : { env: name };
      return { end: from + name.length + 1, syntax: "macro", parts: [part] };
    }
    case "$[":
      return expression("]", "other", "[");
    case "#{": {
      const opened = expression("}", "other");
      return opened && text[opened.end] === "#" ? { ...opened, end: opened.end + 1 } : opened;
    }
    case "%{":
    case "@{":
      return expression("}", "other");
    case "<%=":
      return expression("%>", "erb");
    case "<%":
    case "<%-": {
      const end = until("", "%>");
      return end < 0 ? null : { end: end + 2, syntax: "erb", parts: [] };
    }
    case "<<": {
      const name = /^\s*([A-Za-z_][\w.-]{0,200})\s*>>/.exec(text.slice(from, from + 300));
      return name?.[1]?.includes(".") ? { end: from + name[0].length, syntax: "macro", parts: [{ name: name[1] }] } : null;
    }
    case "((": {
      const name = /^([A-Za-z_/][\w./-]{0,200})\)\)/.exec(text.slice(from, from + 204))?.[1];
      return name ? {
        end: from + name.length + 2,
        syntax: "other",
        parts: [{ name: name.replace(/^\//, "").replaceAll("/", ".") }]
      } : null;
    }
    case "%env(": {
      const name = /^(?:\w+:)*(\w{1,200})\)%/.exec(text.slice(from, from + 300));
      return name?.[1] ? { end: from + name[0].length, syntax: "other", parts: [{ env: name[1] }] } : null;
    }
    case "%": {
      const name = /^([A-Za-z][\w.]{2,200})%/.exec(text.slice(from, from + 202))?.[1];
      if (!name || !(/^[A-Z][A-Z0-9_]+$/.test(name) || /^[a-z]\w*\.[\w.]+$/.test(name))) return null;
      return {
        end: from + name.length + 1,
        syntax: "other",
        parts: [/\./.test(name) ? { name } : { env: name }]
      };
    }
    default: {
      const name = /^[A-Z_][A-Z0-9_]*(?![a-z0-9])/.exec(text.slice(from, from + 200))?.[0];
      if (!name || start > 0 && /[$\\\w]/.test(text[start - 1] ?? "")) return null;
      return { end: from + name.length, syntax: "dollar", parts: [{ env: name }] };
    }
  }
}
function holesWithin(text, from, to, place, options, depth) {
  const holes = [];
  if (depth > DEPTH_BOUND2) return holes;
  const opening = new RegExp(OPENING);
  opening.lastIndex = from;
  let failures = 0;
  for (let match = opening.exec(text); match && match.index < to && failures < FAILURE_BOUND; match = opening.exec(text)) {
    if (match[0].startsWith("$") && text[match.index - 1] === "\\") continue;
    const opened = open(text, match.index, match[0], to, place, options, depth);
    if (!opened?.parts) {
      failures++;
      continue;
    }
    holes.push({ start: match.index, end: opened.end, syntax: opened.syntax, parts: opened.parts });
    opening.lastIndex = opened.end;
  }
  return holes;
}
function findHoles(text, place, options = {}) {
  return holesWithin(text, 0, text.length, place, options, 0);
}
function interpolateWithin(text, from, to, place, options, depth) {
  const parts = [];
  let last = from;
  for (const hole of holesWithin(text, from, to, place, options, depth)) {
    parts.push({ text: text.slice(last, hole.start) }, ...hole.parts);
    last = hole.end;
  }
  parts.push({ text: text.slice(last, to) });
  return parts;
}
function wholeExpression(text, place) {
  if (/^\[[A-Za-z][\w.]*\(/.test(text) && text.endsWith("]"))
    return parseExpression(text, 1, text.length - 1, place);
  if (/^@[A-Za-z]\w*\(/.test(text) && text.endsWith(")")) return parseExpression(text, 1, text.length, place);
  return null;
}
function interpolate(text, place, options = {}) {
  const whole = wholeExpression(text, place);
  if (whole) return [...whole.parts];
  return interpolateWithin(text, 0, text.length, place, options, 0);
}
function interpolatedValue(text, place, at = place(0, text.length), options = {}) {
  return value(at, interpolate(text, place, options));
}

// src/parse/yaml/pieces.ts
var begins = /* @__PURE__ */ new WeakMap();
function beginsOf(pieces) {
  let known = begins.get(pieces);
  if (!known || known.length !== pieces.length + 1) {
    const sums = [0];
    for (const piece of pieces) sums.push((sums.at(-1) ?? 0) + piece.text.length);
    known = sums;
    begins.set(pieces, known);
  }
  return known;
}
function indexAt(pieces, offset, end) {
  const starts = beginsOf(pieces);
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = low + high >> 1;
    const stop = starts[middle + 1] ?? 0;
    if (end ? stop >= offset : stop > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
var textOfPieces = (pieces) => pieces.map((piece) => piece.text).join("");
function offsetIn(pieces, offset, end = false) {
  const index = indexAt(pieces, offset, end);
  const piece = pieces[index];
  if (!piece) return 0;
  const inside = Math.max(0, offset - (beginsOf(pieces)[index] ?? 0));
  const length = piece.length ?? piece.text.length;
  return piece.start + (inside >= piece.text.length ? length : Math.min(inside, length));
}
var placeIn = (pieces) => (start, end) => {
  const from = offsetIn(pieces, start);
  return { start: from, end: Math.max(from, offsetIn(pieces, end, true)) };
};
function slicePieces(pieces, from, to) {
  const slice = [];
  const starts = beginsOf(pieces);
  for (let index = indexAt(pieces, from, false); index < pieces.length; index++) {
    const piece = pieces[index];
    const offset = starts[index] ?? 0;
    if (!piece || offset >= to) break;
    const start = Math.max(0, from - offset);
    const end = Math.min(piece.text.length, to - offset);
    if (end <= start) continue;
    const length = piece.length ?? piece.text.length;
    const cut = {
      text: piece.text.slice(start, end),
      start: piece.start + Math.min(start, length),
      length: Math.max(0, Math.min(end, length) - Math.min(start, length))
    };
    slice.push(start === 0 && end === piece.text.length ? piece : cut);
  }
  return slice;
}

export {
  findHoles,
  interpolate,
  interpolatedValue,
  textOfPieces,
  offsetIn,
  placeIn,
  slicePieces
};
