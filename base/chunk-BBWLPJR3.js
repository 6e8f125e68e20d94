import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  spanOf
} from "./chunk-24IPJAYB.js";
import {
  formatParts,
  opaqueValue,
  value
} from "./chunk-IDZIRI2K.js";

// src/parse/java/recovery.ts
var OF_INTEREST = /token|zendesk|authorization|basic|getenv|environmentvariable|passw|credential/i;
var LONG = 1e3;
var unparsed = (walk, node) => {
  let start = node.startIndex;
  let loose = [];
  const close = (end) => {
    if (walk.lowering.text.slice(start, end).includes("\n")) reparse(walk, start, end);
    else for (const one of loose) walk.visit(one);
    loose = [];
  };
  for (const child of walk.children(node)) {
    if (!walk.isStatement(child) || child.type === "ERROR") loose.push(child);
    else {
      close(child.startIndex);
      walk.visit(child);
      start = child.endIndex;
    }
  }
  close(node.endIndex);
};
function reparse(walk, from, to) {
  const { text, extension } = walk.lowering;
  const language = walk.language;
  const sound = [];
  for (let start = from; start < to && walk.retries > 0; ) {
    walk.lowering.tick();
    const newline = text.indexOf("\n", start);
    const end = newline < 0 || newline >= to ? to : newline;
    const line = text.slice(start, end);
    if (line.length <= LONG && OF_INTEREST.test(line)) {
      walk.retries--;
      if (matches(line)) sound.push({ text: line, start }, { text: "\n", start: end });
      else walk.lowering.embed({ language, pieces: [{ text: line, start }], extension });
    }
    start = end + 1;
  }
  walk.lowering.embed({ language, pieces: sound, extension });
}
function matches(line) {
  const open = [];
  for (const [bracket] of line.matchAll(/[()[\]{}]/g)) {
    const closes = { ")": "(", "]": "[", "}": "{" }[bracket];
    if (!closes) open.push(bracket);
    else if (open.pop() !== closes) return false;
  }
  return open.length === 0;
}
function isSound(walk, root, accepted) {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    walk.lowering.tick();
    if (node.isError || node.isMissing && !accepted(node)) return false;
    for (const child of node.children) if (child?.hasError || child?.isMissing) open.push(child);
  }
  return true;
}

// src/parse/java/compose.ts
function choiceOf(at, values) {
  const flat = values.flatMap((one) => {
    const only = one.parts.length === 1 ? one.parts[0] : void 0;
    return only && "choice" in only ? only.choice : [one];
  });
  const [first] = flat;
  return flat.length === 1 && first ? { at, parts: first.parts } : { at, parts: [{ choice: flat }] };
}
function keyOf(key) {
  const only = key.parts.length === 1 ? key.parts[0] : void 0;
  if (only && "text" in only) return only.text;
  if (only && "name" in only) return only.name.slice(only.name.lastIndexOf(".") + 1);
  return "*";
}
function operands(node, type, operator) {
  const found = [];
  let current = node;
  while (current && current.type === type && current.childForFieldName("operator")?.type === operator) {
    const right = current.childForFieldName("right");
    if (right) found.push(right);
    current = current.childForFieldName("left");
  }
  if (current) found.push(current);
  return found.reverse();
}
function concatenation(at, values) {
  const parts = values.flatMap((one) => one.parts);
  return parts.length > 0 && parts.every((part) => "opaque" in part) ? opaqueValue(at) : value(at, parts);
}
function holdsText(of) {
  return of.parts.some((part) => {
    if ("text" in part) return part.text !== "true" && part.text !== "false";
    if ("object" in part) return part.object.some((entry) => holdsText(entry.value));
    if ("list" in part) return part.list.some(holdsText);
    if ("choice" in part) return part.choice.some(holdsText);
    return "env" in part;
  });
}
var weights = /* @__PURE__ */ new WeakMap();
function weightOfAll(values) {
  let sum = 0;
  for (const one of values) {
    const weight = weights.get(one) ?? weightOf(one.parts);
    weights.set(one, weight);
    sum += weight;
  }
  return sum;
}
function weightOf(parts) {
  let sum = 0;
  for (const part of parts) {
    sum++;
    if ("call" in part) {
      sum += weightOfAll(part.args) + weightOfAll(part.named.map((entry) => entry.value));
      if (part.receiver) sum += weightOfAll([part.receiver]);
    } else if ("object" in part) sum += weightOfAll(part.object.map((entry) => entry.value));
    else if ("list" in part) sum += weightOfAll(part.list);
    else if ("choice" in part) sum += weightOfAll(part.choice);
  }
  return sum;
}

// src/parse/java/idioms.ts
function joined(values, separator) {
  return values.flatMap((one, index) => index > 0 ? [{ text: separator }, ...one.parts] : one.parts);
}
function itemsOf(of) {
  const only = of?.parts.length === 1 ? of.parts[0] : void 0;
  return only && "list" in only ? only.list : void 0;
}
function pairwise(args) {
  const entries = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    const [key, of] = [args[index], args[index + 1]];
    if (key && of) entries.push({ key: keyOf(key), at: key.at, value: of });
  }
  return entries;
}
function pairs(args) {
  const entries = [];
  for (const pair of args) {
    const [key, of, ...more] = itemsOf(pair) ?? [];
    if (!key || !of || more.length > 0) return void 0;
    entries.push({ key: keyOf(key), at: key.at, value: of });
  }
  return entries;
}
var READ_ENVIRONMENT = /^(?:(?:java\.lang\.)?System\.getenv|getenv)$/;
function jvmEnvironment(walk, call) {
  const name = walk.literal(call.args[0]);
  if (!name) return void 0;
  if (READ_ENVIRONMENT.test(call.call)) return call.args.length === 1 ? [{ env: name }] : void 0;
  const method = /^(.{1,300})\.(get|getValue|getOrDefault|getOrElse)$/.exec(call.call);
  if (!method?.[1]) return void 0;
  if (!walk.names.holdsEnvironment(method[1])) return void 0;
  const [key, otherwise] = call.args;
  return key && otherwise ? choiceOf(key.at, [value(key.at, [{ env: name }]), walk.result(otherwise)?.value ?? otherwise]).parts : [{ env: name }];
}
var SAME = /* @__PURE__ */ new Set([
  "trim",
  "strip",
  "toString",
  "getBytes",
  "toCharArray",
  "intern",
  "orElseThrow",
  "toByteArray",
  "encodeToByteArray",
  "trimIndent",
  "trimMargin",
  "orEmpty",
  "stripIndent"
]);
var SAME_WITH_ARGUMENTS = /* @__PURE__ */ new Set(["getBytes", "toByteArray", "orElseThrow", "toString"]);
var IDENTITY = /^(?:(?:java\.lang\.|kotlin\.)?String(?:\.valueOf|\.copyValueOf)?|(?:java\.util\.)?Objects\.(?:requireNonNull|toString)|(?:java\.util\.)?Optional\.(?:of|ofNullable)|(?:Preconditions\.)?checkNotNull|requireNotNull|StringUtils\.(?:trim|strip|trimToEmpty|trimToNull|getBytesUtf8|newStringUtf8|getBytesUsAscii|newStringUsAscii)|CharBuffer\.wrap)$/;
var OTHERWISE = /^(?:(?:java\.util\.)?Objects\.requireNonNullElse|(?:MoreObjects\.)?firstNonNull|StringUtils\.(?:defaultString|defaultIfEmpty|defaultIfBlank)|ObjectUtils\.(?:defaultIfNull|firstNonNull))$/;
var LIST = /^(?:(?:java\.util\.)?(?:List|Set|Arrays|Stream|ImmutableList|ImmutableSet|Collections)\.(?:of|asList|singletonList|singleton)|Map\.entry|entry|(?:AbstractMap\.)?SimpleEntry|Pair\.of|ImmutablePair\.of)$/;
var MAP = /^(?:(?:java\.util\.)?(?:Map|ImmutableMap|Collections)\.(?:of|singletonMap))$/;
var BUILDER = /^(?:java\.lang\.)?String(?:Builder|Buffer)$/;
var BUILDING = /^(?:java\.lang\.)?String(?:Builder|Buffer)\(\)(?:\.append\(\))*\.append$/;
var isSelf = (of) => {
  const only = of.parts.length === 1 ? of.parts[0] : void 0;
  return only !== void 0 && "name" in only && (only.name === "this" || only.name === "super");
};
var last = (path) => path.slice(path.lastIndexOf(".") + 1);
function jvmMeaning(walk, call, object, at) {
  const { args } = call;
  const [first, second] = args;
  const method = last(call.call);
  if (/^(?:java\.lang\.)?String\.format$/.test(call.call)) {
    const from = walk.literal(first) === void 0 && walk.literal(second) !== void 0 ? 1 : 0;
    const format = walk.literal(args[from]);
    return format === void 0 ? void 0 : formatParts(format, "percent", args.slice(from + 1));
  }
  if (/^MessageFormat\.format$/.test(call.call)) {
    const format = walk.literal(first);
    return format === void 0 ? void 0 : formatParts(format, "brace", args.slice(1));
  }
  if (object && (method === "formatted" || method === "format")) {
    const format = walk.literal(object);
    return format === void 0 ? void 0 : formatParts(format, "percent", args);
  }
  if (/^String\.join$/.test(call.call)) {
    const separator = walk.literal(first);
    const items = args.length === 2 ? itemsOf(second) : args.slice(1);
    return separator === void 0 || !items ? void 0 : joined(items, separator);
  }
  if (LIST.test(call.call)) return [{ list: args }];
  if (MAP.test(call.call)) return [{ object: pairwise(args) }];
  if (/^(?:java\.util\.)?Map\.ofEntries$/.test(call.call)) {
    const entries = pairs(args);
    return entries ? [{ object: entries }] : void 0;
  }
  if (OTHERWISE.test(call.call) && first && second) return choiceOf(at, [first, second]).parts;
  if (IDENTITY.test(call.call) && first) return first.parts;
  if (BUILDER.test(call.call)) return first && !("opaque" in (first.parts[0] ?? {})) ? first.parts : [];
  if (object) {
    if (isSelf(object)) return void 0;
    if (method === "append" && BUILDING.test(call.call) && first) return [...object.parts, ...first.parts];
    if (method === "concat" && first && args.length === 1) return [...object.parts, ...first.parts];
    if (method === "orElse" && first) return choiceOf(at, [object, first]).parts;
    if (method === "orElseGet" && first)
      return choiceOf(at, [object, walk.result(first)?.value ?? first]).parts;
    if (SAME.has(method) && (args.length === 0 || SAME_WITH_ARGUMENTS.has(method))) return object.parts;
  }
  return void 0;
}

// src/parse/java/bindings.ts
var WHOLE_ENVIRONMENT = /^(?:(?:java\.lang\.)?System\.getenv|getenv|(?:System\.)?Environment\.GetEnvironmentVariables|dotenv|Dotenv\.(?:load|configure\(\)[\w.()]{0,200}\.load))$/;
var BUILT = /^(?:[\w.]*\.)?String(?:Builder|Buffer)\(\)(?:\.[aA]ppend\(\))*$/;
var RECEIVING = /(?:^|\.)(?:apply|run|with)$/;
var bare = (name) => name.startsWith("this.") ? name.slice(5) : name;
var Bindings = class {
  #scopes;
  /** Names that classes declare, by the class's scope. */
  #members = /* @__PURE__ */ new Map();
  /** Local variables as `scope:name`. */
  #locals = /* @__PURE__ */ new Set();
  /** Literal texts by `scope:name`, so that a format kept in a constant can be filled in. */
  #constants = /* @__PURE__ */ new Map();
  /** Names that hold the whole environment: `var env = System.getenv()`. */
  #environments = /* @__PURE__ */ new Set();
  /** Names that hold a StringBuilder: `append` adds to them. */
  #builders = /* @__PURE__ */ new Set();
  constructor(scopes) {
    this.#scopes = scopes;
  }
  /** Names the members of the class around a scope, before its methods assign to them by their bare names. */
  declareMembers(scope, names) {
    this.#members.set(this.#classAround(scope), new Set(names));
  }
  /** Notes a local variable, which hides a member of the same name. */
  declareLocal(scope, name) {
    this.#locals.add(`${scope}:${name}`);
  }
  /** `token = x` sets `this.token` where the class declares a member of that name and nothing nearer hides it. */
  targetOf(scope, name) {
    if (name.includes(".")) return name;
    for (let id = scope; id !== null; ) {
      const here = this.#scopes[id];
      if (!here || this.#locals.has(`${id}:${name}`)) return name;
      if (here.kind === "class") return this.#members.get(id)?.has(name) ? `this.${name}` : name;
      if (here.params.some((param) => param.name === name)) return name;
      if (here.of !== void 0 && RECEIVING.test(here.of)) return name;
      id = here.parent;
    }
    return name;
  }
  /** Takes note of an assignment; `path` is how the value is spelled. */
  note(scope, name, of, path) {
    const only = of.parts.length === 1 ? of.parts[0] : void 0;
    if (only && "call" in only && WHOLE_ENVIRONMENT.test(only.call)) this.#environments.add(bare(name));
    if (BUILT.test(path)) this.#builders.add(bare(name));
    const key = `${name.startsWith("this.") ? this.#classAround(scope) : scope}:${bare(name)}`;
    if (only && "text" in only) this.#constants.set(key, only.text);
    else this.#constants.delete(key);
  }
  /** The text of a name that stands for a literal, as seen from a scope. */
  textOf(scope, spelled) {
    const name = bare(spelled);
    for (let id = scope; id !== null; ) {
      const constant = this.#constants.get(`${id}:${name}`);
      if (constant !== void 0) return constant;
      const here = this.#scopes[id];
      if (!here || here.params.some((param) => param.name === name)) return void 0;
      id = here.parent;
    }
    return void 0;
  }
  /** True when a path names or calls for the map of all environment variables. */
  holdsEnvironment(path) {
    if (path.endsWith("()")) return WHOLE_ENVIRONMENT.test(path.slice(0, -2));
    return this.#environments.has(bare(path));
  }
  /** True when a name holds a StringBuilder. */
  isBuilder(name) {
    return this.#builders.has(bare(name));
  }
  #classAround(scope) {
    let id = scope;
    while (id !== null && this.#scopes[id]?.kind !== "class") id = this.#scopes[id]?.parent ?? null;
    return id ?? 0;
  }
};

// src/parse/java/walker.ts
var Walker = class {
  lowering;
  /** What is known of names so far. */
  names;
  /** The scope facts are written to at the moment. */
  scope = 0;
  /** Lines that may still be parsed once more because the file does not parse; a bound, as a hostile file has only such lines. */
  retries = 200;
  #grammar;
  /** What lambdas give back, by the (unreadable) value that stands for them. */
  #results = /* @__PURE__ */ new WeakMap();
  /** Spelled paths of values that stand for something else than they are spelled: `x.trim()` is `x`. */
  #paths = /* @__PURE__ */ new WeakMap();
  #depth = 0;
  #of;
  constructor(lowering, grammar) {
    this.lowering = lowering;
    this.#grammar = grammar;
    this.names = new Bindings(lowering.scopes);
  }
  /** The language being lowered. */
  get language() {
    return this.#grammar.language;
  }
  /** Source text of a node. */
  text(node) {
    return this.lowering.text.slice(node.startIndex, node.endIndex);
  }
  /** Named children without comments. */
  children(node) {
    return node.namedChildren.filter((child) => child !== null && !this.#grammar.ignored.has(child.type));
  }
  /** The value of an expression; calls in it become facts on the way. */
  value(node) {
    const of = this.#of;
    this.#of = void 0;
    this.lowering.tick(++this.#depth);
    const lower = this.#grammar.values.get(node.type);
    const result = lower ? lower(this, node, of) : this.opaque(node);
    this.#depth--;
    return result;
  }
  /** The value of a direct argument of `callee`, so that a lambda knows whose it is. */
  argument(node, callee) {
    this.#of = callee;
    return this.value(node);
  }
  /** An expression no rule can read; what stands inside of it is still looked at. */
  opaque(node) {
    for (const child of this.children(node)) this.visit(child);
    return opaqueValue(spanOf(node));
  }
  /** Lowers a statement, a declaration or an expression whose value nothing takes. */
  visit(node) {
    if (this.#grammar.ignored.has(node.type)) return;
    this.lowering.tick(++this.#depth);
    const visit = this.#grammar.visits.get(node.type);
    if (visit) visit(this, node);
    else if (this.#grammar.values.has(node.type)) this.standing(this.value(node));
    else for (const child of this.children(node)) this.visit(child);
    this.#depth--;
  }
  /** Visits what is there of several nodes. */
  visitAll(...nodes) {
    for (const node of nodes) if (node) this.visit(node);
  }
  /** Writes down a value that no other fact holds, when it is worth it. */
  standing(of) {
    const composite = of.parts.length > 1 && of.parts.some((part) => "call" in part);
    if (composite || holdsText(of))
      this.lowering.emit({ kind: "value", at: of.at, scope: this.scope, value: of });
  }
  /** Runs `body` inside a new scope. */
  within(scope, body) {
    const outer = this.scope;
    this.scope = this.lowering.scope({ ...scope, parent: outer });
    const result = body();
    this.scope = outer;
    return result;
  }
  /** Writes an assignment to what may be a member, spelled as the source does. */
  assign(at, target, of) {
    this.#emitAssign(at, this.names.targetOf(this.scope, target), of, false);
  }
  /** Writes what a class declares: a field or property with its value. */
  assignField(at, name, of) {
    this.#emitAssign(at, `this.${name}`, of, true);
  }
  /** Writes the declaration of a local variable with its value. */
  assignLocal(at, name, of) {
    this.names.declareLocal(this.scope, name);
    this.#emitAssign(at, name, of, false);
  }
  #emitAssign(at, name, of, field) {
    this.names.note(this.scope, name, of, this.path(of));
    this.lowering.emit({
      kind: "assign",
      at,
      scope: this.scope,
      name,
      value: of,
      ...field ? { field: true } : {}
    });
  }
  /** The text of a value that is literal text or names a constant of this file that is. */
  literal(of) {
    if (!of) return void 0;
    const only = of.parts.length === 1 ? of.parts[0] : void 0;
    if (!only) return of.parts.length === 0 ? "" : void 0;
    if ("text" in only) return only.text;
    return "name" in only ? this.names.textOf(this.scope, only.name) : void 0;
  }
  /** True when a node is a statement or declaration of its own. */
  isStatement(node) {
    return this.#grammar.visits.has(node.type);
  }
  /** True when a node is an expression. */
  isValue(node) {
    return this.#grammar.values.has(node.type);
  }
  /** An unreadable value for a lambda that gives back `result`. */
  lambda(at, result, param) {
    const stands = opaqueValue(at);
    if (result) this.#results.set(stands, { value: result, param });
    return stands;
  }
  /** What the lambda behind a value gives back. */
  result(of) {
    return of && this.#results.get(of);
  }
  /** Writes `name += of`. */
  append(at, name, of) {
    this.assign(at, name, value(at, [{ name }, ...of.parts]));
  }
  /** Writes what a function gives back. */
  returns(at, of) {
    this.lowering.emit({ kind: "return", at, scope: this.scope, value: of });
  }
  /** How a value is spelled as the root of a name: `config.user`, `client.get()`, `""` for literals, `()` for the unnameable. */
  path(of) {
    const known = this.#paths.get(of);
    if (known !== void 0) return known;
    const only = of.parts.length === 1 ? of.parts[0] : void 0;
    if (!only) return of.parts.length === 0 ? '""' : "()";
    if ("name" in only) return only.name;
    if ("call" in only) return `${only.call}()`;
    if ("env" in only) return "env";
    return "text" in only ? '""' : "()";
  }
  /** Notes the spelled path of a value that stands for something else. */
  spelled(of, path) {
    this.#paths.set(of, path);
    return of;
  }
  /** The value of `object.name`. */
  member(at, object, name) {
    const path = this.path(object);
    const only = object.parts.length === 1 ? object.parts[0] : void 0;
    if (!/^(?:\(\)|"")/.test(path) && !(only && "env" in only))
      return value(at, [{ name: `${path}.${name}` }]);
    this.standing(object);
    return opaqueValue(at);
  }
  /** What a method called on `object` (or a bare function) is called. */
  callee(object, name) {
    return object ? { path: `${this.path(object)}.${name}`, object } : { path: name };
  }
  /** Writes a call down and gives its value. Environment reads are no call. */
  call(at, callee, args, named = []) {
    const { path, object } = callee;
    const only = object?.parts.length === 1 ? object.parts[0] : void 0;
    const plain = !object || only && "name" in only && only.name === this.path(object) && !only.name.includes("()");
    const call = { call: path, args, named, ...plain ? {} : { receiver: object } };
    const environment = this.#grammar.environment(this, call);
    if (environment) return value(at, environment);
    this.lowering.emit({ kind: "call", at, scope: this.scope, ...call });
    const builder = BUILDER2.exec(path)?.[1];
    if (builder && args[0] && this.names.isBuilder(builder)) {
      this.append(args[0].at, builder, args[0]);
      return this.spelled(value(at, [{ name: builder }]), `${path}()`);
    }
    const meaning = this.#grammar.meaning(this, call, object, at);
    if (!meaning || weightOf(meaning) > HEAVY) return { at, parts: [call] };
    return this.spelled(value(at, meaning), `${path}()`);
  }
};
var HEAVY = 1e3;
var BUILDER2 = /^([\w.]{1,200}?)(?:\.[aA]ppend\(\))*\.[aA]ppend$/;

// src/parse/java/grammar.ts
var table = (handlers) => new Map(Object.entries(handlers));

// src/parse/java/literal.ts
var SIMPLE = {
  n: "\n",
  t: "	",
  r: "\r",
  b: "\b",
  f: "\f",
  s: " ",
  v: "\v",
  a: "\x07",
  e: "\x1B"
};
var code = (digits, base, whole) => {
  const point = Number.parseInt(digits, base);
  return point <= 1114111 ? String.fromCodePoint(point) : whole;
};
function decodeEscapes(raw) {
  if (!raw.includes("\\")) return raw;
  return raw.replace(
    /\\(?:u+([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|([0-7]{1,3})|(\r?\n)|([\s\S]))/g,
    (whole, unicode, long, hex, octal, newline, one) => {
      const digits = unicode ?? long ?? hex;
      if (digits !== void 0) return code(digits, 16, whole);
      if (octal !== void 0) return code(octal, 8, whole);
      if (newline !== void 0) return "";
      return one === void 0 ? whole : SIMPLE[one] ?? one;
    }
  );
}
function dedent(raw) {
  const lines = raw.replace(/^[ \t]*\r?\n/, "").split(/\r?\n/);
  const indents = lines.filter((line, index) => line.trim() !== "" || index === lines.length - 1).map((line) => line.length - line.trimStart().length);
  const margin = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(Math.min(margin, line.length))).join("\n");
}

export {
  table,
  unparsed,
  isSound,
  choiceOf,
  keyOf,
  operands,
  concatenation,
  decodeEscapes,
  dedent,
  joined,
  itemsOf,
  pairs,
  jvmEnvironment,
  jvmMeaning,
  Walker
};
