import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  spanOf,
  treeSitter
} from "./chunk-24IPJAYB.js";
import {
  extensionOf,
  languageNamed,
  languageOf
} from "./chunk-DI5ZA5JO.js";
import {
  formatParts,
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/ruby/place.ts
var nameValue = (at, name) => ({ at, parts: [{ name }] });
function literalText(value2) {
  if (!value2) return void 0;
  if (value2.parts.length === 0) return "";
  const only = value2.parts.length === 1 ? value2.parts[0] : void 0;
  return only && "text" in only ? only.text : void 0;
}
function worthHolding(value2) {
  return value2.parts.some((part) => {
    if ("text" in part) return part.text.trim() !== "" && part.text !== "true" && part.text !== "false";
    if ("env" in part || "secret" in part) return true;
    if ("call" in part) return value2.parts.length > 1;
    if ("object" in part) return part.object.some((entry) => worthHolding(entry.value));
    if ("list" in part) return part.list.some(worthHolding);
    if ("choice" in part) return part.choice.some(worthHolding);
    return false;
  });
}
var NEVER = /* @__PURE__ */ new Set(["raise", "fail", "abort", "exit", "exit!"]);
function neverReturns(value2) {
  const only = value2.parts.length === 1 ? value2.parts[0] : void 0;
  return only !== void 0 && ("call" in only && NEVER.has(only.call) || "name" in only && NEVER.has(only.name));
}
function choiceOf(at, alternatives) {
  const given = alternatives.filter((one) => !neverReturns(one));
  const [first] = given;
  return given.length === 1 && first ? { at, parts: first.parts } : { at, parts: [{ choice: given }] };
}
function inside(place, scope, kind) {
  return {
    file: place.file,
    scope,
    returns: kind === "block" ? place.returns : scope,
    classBody: kind === "class",
    locals: { scope, names: /* @__PURE__ */ new Set(), outer: kind === "block" ? place.locals : void 0 }
  };
}

// src/parse/ruby/strings.ts
var SIMPLE = {
  n: "\n",
  t: "	",
  r: "\r",
  s: " ",
  a: "\x07",
  b: "\b",
  e: "\x1B",
  f: "\f",
  v: "\v",
  "\n": "",
  "\r": ""
};
function decodeEscape(sequence2) {
  const body = sequence2.slice(1);
  const codes = /^u\{([0-9a-fA-F\s]{1,200})\}$/.exec(body)?.[1]?.trim().split(/\s+/) ?? /^[xu]([0-9a-fA-F]+)$/.exec(body)?.slice(1);
  if (codes)
    return codes.map((code) => Number.parseInt(code, 16)).map((code) => code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD").join("");
  if (/^[0-7]{1,3}$/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  return SIMPLE[body.charAt(0)] ?? body;
}
var isRaw = (literal) => literal.startsWith("'") || literal.startsWith("%q");
function stringParts(node, text, interpolated) {
  const raw = isRaw(text.slice(node.startIndex, node.startIndex + 2));
  return node.namedChildren.flatMap((child) => {
    const spelled = text.slice(child.startIndex, child.endIndex);
    switch (child.type) {
      case "string_content":
        return [{ text: raw ? spelled.replace(/\\([\\'])/g, "$1") : spelled }];
      case "escape_sequence":
        return [{ text: raw ? spelled.slice(1) : decodeEscape(spelled) }];
      case "interpolation":
        return interpolated(child);
      default:
        return [];
    }
  });
}
function heredocParts(body, text, squiggly, interpolated) {
  const pieces = body.namedChildren.flatMap((child) => {
    const spelled = text.slice(child.startIndex, child.endIndex);
    if (child.type === "heredoc_content") return [{ text: spelled }];
    if (child.type === "escape_sequence") return [{ text: decodeEscape(spelled) }];
    return child.type === "interpolation" ? [{ hole: child }] : [];
  });
  const final = pieces.at(-1);
  if (final?.text !== void 0) final.text = final.text.replace(/\n[ \t]+$/, "\n");
  const first = pieces[0];
  const start = first?.text?.replace(/^\r?\n/, "");
  const lead = first?.text !== void 0 && start !== first.text;
  if (first && start !== void 0) first.text = start;
  let shared = Number.POSITIVE_INFINITY;
  if (squiggly) {
    for (const [index, piece] of pieces.entries()) {
      const atLine = index === 0 && lead ? `
${piece.text ?? ""}` : piece.text ?? "";
      for (const match of atLine.matchAll(/\n([ \t]*)(?=[^\s]|$)/g)) {
        const isEnd = match.index + match[0].length === atLine.length;
        if (isEnd && index === pieces.length - 1) continue;
        shared = Math.min(shared, (match[1] ?? "").length);
      }
    }
  }
  return pieces.flatMap((piece, index) => {
    if (piece.hole) return interpolated(piece.hole);
    const literal = piece.text ?? "";
    if (shared === 0 || shared === Number.POSITIVE_INFINITY) return [{ text: literal }];
    const dedented = `${index === 0 ? "\n" : ""}${literal}`.split("\n").map(
      (line, at) => at === 0 ? line : line.slice(Math.min(shared, line.length - line.trimStart().length))
    );
    return [{ text: dedented.join("\n").slice(index === 0 ? 1 : 0) }];
  });
}
function heredocPieces(body, text) {
  return body.namedChildren.flatMap((child) => {
    const start = child.startIndex;
    const spelled = text.slice(start, child.endIndex);
    if (child.type === "heredoc_content") return [{ text: spelled, start }];
    if (child.type === "escape_sequence")
      return [{ text: decodeEscape(spelled), start, length: spelled.length }];
    return child.type === "interpolation" ? [{ text: "interpolated", start, length: spelled.length }] : [];
  });
}
function percentFormat(at, format, args, named) {
  const plain = format.replace(/%[-+ #0]*<(\w+)>([-+ #0]*\d*(?:\.\d+)?[a-zA-Z])/g, "%($1)$2").replace(/%[-+ #0]*\d*\{(\w+)\}/g, "%($1)s");
  return value(at, formatParts(plain, "percent", args, named));
}
function percentArguments(format, right) {
  const only = right.parts.length === 1 ? right.parts[0] : void 0;
  if (only && "list" in only) return { args: only.list, named: [] };
  if (only && "object" in only) return { args: [], named: only.object };
  if (only && "name" in only) {
    const { name } = only;
    const member2 = (key) => ({ at: right.at, parts: [{ name: `${name}.${key}` }] });
    const keys = [...format.matchAll(/%[^%<{\s]*[<{](\w+)[>}]/g)].map((match) => match[1] ?? "");
    if (keys.length > 0)
      return { args: [], named: keys.map((key) => ({ key, at: right.at, value: member2(key) })) };
    const places = [...format.matchAll(/%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]/g)].filter(
      ([found]) => found !== "%%"
    );
    if (places.length > 1) return { args: places.map((_, index) => member2(index)), named: [] };
  }
  return { args: [right], named: [] };
}
function joinList(at, list, separator) {
  const only = list.parts.length === 1 ? list.parts[0] : void 0;
  if (!only || !("list" in only) || only.list.length === 0) return void 0;
  return value(
    at,
    only.list.flatMap(
      (element2, index) => index === 0 ? element2.parts : [{ text: separator }, ...element2.parts]
    )
  );
}

// src/parse/ruby/calls.ts
var TRANSPARENT = /* @__PURE__ */ new Set([
  "to_s",
  "to_str",
  "to_sym",
  "strip",
  "lstrip",
  "rstrip",
  "chomp",
  "strip!",
  "chomp!",
  "presence",
  "dup",
  "clone",
  "freeze",
  "html_safe",
  "squish",
  "b",
  "itself",
  "strip_heredoc",
  "to_h",
  "to_hash",
  "with_indifferent_access",
  "symbolize_keys",
  "deep_symbolize_keys"
]);
var ENCODINGS = /* @__PURE__ */ new Set(["encode", "force_encoding", "unicode_normalize", "scrub"]);
var NEWLINE = /^(?:\\?[rn]|\r?\n|\r)*$/;
var isEnvironment = (link2) => link2.plain && link2.path === "ENV";
function transparentMethod(at, base, method, { args, named }) {
  if (named.length > 0 && !ENCODINGS.has(method)) return void 0;
  const texts = args.map(literalText);
  const same = { at: base.value.at.start >= at.end ? base.value.at : at, parts: base.value.parts };
  if (TRANSPARENT.has(method) && args.length === 0) return same;
  if (ENCODINGS.has(method) && texts.every((text) => text !== void 0) && !/base64/i.test(texts[0] ?? ""))
    return same;
  if (method === "join" && args.length <= 1)
    return joinList(at, base.value, texts[0] ?? (args.length === 0 ? "" : "\0"));
  const removesLineEnds = texts[0] !== void 0 && texts[0] !== "" && NEWLINE.test(texts[0]);
  if (method === "delete" && args.length === 1 && removesLineEnds) return same;
  if (/^(?:gsub|tr|sub)!?$/.test(method) && args.length === 2 && removesLineEnds && texts[1] === "")
    return same;
  return void 0;
}
function environmentRead(at, method, { args }, block) {
  const keys = args.map(literalText);
  const [key] = keys;
  if (method === "values_at" && keys.length > 0 && keys.every((one) => one))
    return {
      at,
      parts: [{ list: args.map((one, index) => ({ at: one.at, parts: [{ env: keys[index] ?? "" }] })) }]
    };
  if (!key || !["fetch", "[]", "dig", "delete"].includes(method)) return void 0;
  const read = { at, parts: [{ env: key }] };
  const fallback = method === "fetch" ? args[1] ?? block : void 0;
  return fallback ? choiceOf(at, [read, fallback]) : read;
}
function transparentFunction(at, name, { args, named }) {
  const [first, ...rest] = args;
  if (!first) return void 0;
  if (name === "String" && rest.length === 0 && named.length === 0) return { at, parts: first.parts };
  if (!/^(?:Kernel\.)?(?:format|sprintf)$/.test(name)) return void 0;
  const format = literalText(first);
  if (format === void 0) return void 0;
  const [only] = rest;
  if (!only || rest.length > 1) return percentFormat(at, format, rest, named);
  const found = percentArguments(format, only);
  return percentFormat(at, format, found.args, [...named, ...found.named]);
}
function sentMember(at, base, method, { args, named }) {
  if (!base.plain || args.length !== 1 || named.length > 0) return void 0;
  if (method !== "send" && method !== "public_send" && method !== "try" && method !== "instance_variable_get")
    return void 0;
  const name = literalText(args[0])?.replace(/^@+/, "");
  return name && /^[A-Za-z_]\w*$/.test(name) ? nameValue(at, `${base.path}.${name}`) : void 0;
}

// src/parse/ruby/flow.ts
var CLAUSES = /* @__PURE__ */ new Set(["rescue", "else", "ensure"]);
function flow(node, place, onLast) {
  const field = (name) => node.childForFieldName(name);
  const { file } = place;
  const branch = (part) => {
    if (!part) return;
    file.lowering.tick(++file.depth);
    if (!flow(part, place, onLast)) onLast(part);
    file.depth--;
  };
  switch (node.type) {
    case "if":
    case "unless":
    case "elsif": {
      let current = node;
      while (current && /^(?:if|unless|elsif)$/.test(current.type)) {
        const condition = current.childForFieldName("condition");
        if (condition) loose(condition, place);
        branch(current.childForFieldName("consequence"));
        current = current.childForFieldName("alternative");
      }
      branch(current);
      return true;
    }
    case "if_modifier":
    case "unless_modifier": {
      const condition = field("condition");
      if (condition) loose(condition, place);
      const body = field("body");
      if (body) onLast(body);
      return true;
    }
    case "while":
    case "until":
    case "while_modifier":
    case "until_modifier":
    case "for":
      for (const name of ["value", "condition", "body"]) {
        const part = field(name);
        if (part && name === "body") statement(part, place);
        else if (part) loose(part, place);
      }
      return true;
    case "case":
    case "case_match": {
      const subject = field("value");
      if (subject) loose(subject, place);
      for (const child of partsOf(node)) if (child.startIndex !== subject?.startIndex) branch(child);
      return true;
    }
    case "when": {
      for (const pattern of partsOf(node))
        if (pattern.type === "pattern") for (const one of partsOf(pattern)) loose(one, place);
      branch(field("body"));
      return true;
    }
    case "in_clause": {
      const guard = field("guard");
      if (guard) for (const child of partsOf(guard)) loose(child, place);
      branch(field("body"));
      return true;
    }
    case "rescue":
      branch(field("body"));
      return true;
    case "ensure":
      for (const child of partsOf(node)) statement(child, place);
      return true;
    case "program":
    case "body_statement":
    case "block_body":
    case "begin":
    case "begin_block":
    case "end_block":
    case "parenthesized_statements":
    case "then":
    case "else":
    case "do": {
      const parts = partsOf(node);
      const body = parts.filter((child) => !CLAUSES.has(child.type));
      const clauses = parts.filter((child) => CLAUSES.has(child.type));
      for (const child of body.slice(0, -1)) statement(child, place);
      const last = body.at(-1);
      if (last) onLast(last);
      for (const clause of clauses) branch(clause);
      return true;
    }
    default:
      return false;
  }
}

// src/parse/ruby/declarations.ts
function importCall(method, list, at, place) {
  if (!/^(?:require|require_relative|load|autoload)$/.test(method) || !list) return false;
  const nodes = partsOf(list);
  const module = nodes[method === "autoload" ? 1 : 0];
  if (!module || !/^(?:string|chained_string)$/.test(module.type) || module.namedChildren.some((child) => child.type === "interpolation"))
    return false;
  const text = literalText(expression(module, place));
  if (!text) return false;
  const constant = method === "autoload" && nodes[0] ? literalText(expression(nodes[0], place)) : void 0;
  const name = constant ?? "*";
  place.file.lowering.emit({
    kind: "import",
    at,
    scope: place.scope,
    // Only the path tells a file of the repository from a gem.
    module: method === "require_relative" && !text.startsWith(".") ? `./${text}` : text,
    names: [{ imported: name, local: name }]
  });
  return true;
}
var READERS = /^(?:(?:thread_)?[cm]?attr_(?:reader|accessor)|attr|attribute|class_attribute|config_accessor)$/;
function accessors(method, { args, named }, place) {
  const entry = (key) => named.find((one) => one.key === key)?.value;
  const owner = method === "delegate" ? literalText(entry("to")) : READERS.test(method) ? "this" : void 0;
  if (!owner) return;
  const { lowering } = place.file;
  for (const { at, name } of (method === "attribute" ? args.slice(0, 1) : args).map((argument) => ({
    at: argument.at,
    name: literalText(argument)
  }))) {
    if (!name || !/^[A-Za-z_]\w*[?!]?$/.test(name)) continue;
    const scope = lowering.scope({ parent: place.scope, kind: "function", name, at, params: [] });
    const path = owner === "this" || owner === "class" ? `this.${name}` : `${owner.replace(/^@/, "this.")}.${name}`;
    lowering.emit({ kind: "return", at, scope, value: nameValue(at, path) });
    const initial = owner === "this" ? entry("default") : void 0;
    if (initial)
      lowering.emit({ kind: "assign", at, scope: place.scope, name: path, value: initial, field: true });
  }
}

// src/parse/ruby/methods.ts
function methodFrom({ node, name, parameters, body }, place, outer) {
  const params = lowerParams(parameters, place);
  const isConstructor = name === "initialize";
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "function",
    name: isConstructor ? "constructor" : name,
    at: spanOf(node),
    params
  });
  if (!body) return;
  const own = inside(place, scope, "function");
  const inner = outer ? { ...own, locals: { ...own.locals, outer } } : own;
  if (isConstructor || name.endsWith("=")) statement(body, inner);
  else tail(body, inner);
}
function lambdaFunction(node, parameters, body, name, place) {
  const inner = body?.type === "block" || body?.type === "do_block" ? body.childForFieldName("body") : body;
  methodFrom({ node, name, parameters, body: inner }, place, place.locals);
  return opaqueValue(spanOf(node));
}
function tail(node, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  if (!flow(node, place, (last) => tail(last, place))) lowerTail(node, place);
  file.depth--;
}
var NO_VALUE = /* @__PURE__ */ new Set([
  "return",
  "break",
  "next",
  "redo",
  "retry",
  "method",
  "singleton_method",
  "class",
  "module",
  "alias",
  "undef",
  "ERROR",
  "comment"
]);
function lowerTail(node, place) {
  if (NO_VALUE.has(node.type)) {
    statement(node, place);
    return;
  }
  const given = node.type === "assignment" ? assignment(node, place).target : expression(node, place);
  const says = given.parts.some((part) => !("opaque" in part));
  if (says && !neverReturns(given))
    place.file.lowering.emit({ kind: "return", at: spanOf(node), scope: place.scope, value: given });
}
function lowerParams(list, place) {
  const params = [];
  for (const node of list ? partsOf(list) : []) {
    if (/^(?:block_parameter|forward_parameter|hash_splat_nil)$/.test(node.type)) continue;
    const named = node.type === "identifier" ? node : node.childForFieldName("name");
    const initial = node.childForFieldName("value");
    params.push({
      name: named ? textOf(named, place) : "",
      at: spanOf(node),
      ...initial ? { default: expression(initial, place) } : {}
    });
  }
  return params;
}
function blockParams(list, place) {
  if (!list) return [];
  const locals = new Set(list.childrenForFieldName("locals").map((local) => local?.startIndex));
  return lowerParams(list, place).filter((param) => !locals.has(param.at.start));
}

// src/parse/ruby/structs.ts
var isMaker = (receiver, method) => method === "new" ? /^(?:::)?(?:Struct|Class|Module)$/.test(receiver) : method === "define" && receiver === "Data";
function structClass(node, name, at, place) {
  if (node.type !== "call") return void 0;
  const receiver = node.childForFieldName("receiver");
  const method = node.childForFieldName("method");
  if (!receiver || !method || !isMaker(textOf(receiver, place), textOf(method, place))) return void 0;
  const { lowering } = place.file;
  const given = lowerArguments(node.childForFieldName("arguments"), place);
  const kind = textOf(receiver, place).replace("::", "");
  const call = { call: kind === "Data" ? "Data.define" : kind, args: given.args, named: given.named };
  lowering.emit({ kind: "call", at: spanOf(node), scope: place.scope, ...call });
  const parent = kind === "Class" ? given.args[0]?.parts[0] : void 0;
  const scope = lowering.scope({
    parent: place.scope,
    kind: "class",
    name,
    at,
    params: [],
    ...parent && "name" in parent ? { extends: [parent.name] } : {}
  });
  const inner = inside(place, scope, "class");
  if (kind === "Struct" || kind === "Data") structConstructor(given.args, at, inner);
  const body = node.childForFieldName("block")?.childForFieldName("body");
  if (body) statement(body, inner);
  return value(spanOf(node), [call]);
}
function structConstructor(args, at, place) {
  const { lowering } = place.file;
  const names = args.map((argument) => ({ at: argument.at, name: literalText(argument) ?? "" })).filter(({ name }) => /^[a-z_]\w*$/.test(name));
  if (names.length === 0) return;
  const scope = lowering.scope({
    parent: place.scope,
    kind: "function",
    name: "constructor",
    at,
    params: names
  });
  for (const one of names)
    lowering.emit({
      kind: "assign",
      at: one.at,
      scope,
      name: `this.${one.name}`,
      value: nameValue(one.at, one.name),
      field: true
    });
}
function structBlock(callee, body, place) {
  if (!/^(?:Class|Module|Struct|Data\.define)$/.test(callee)) return false;
  if (!body) return true;
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "class",
    name: "",
    at: spanOf(body),
    params: []
  });
  statement(body, inside(place, scope, "class"));
  return true;
}
function structParent(superclass, place) {
  const receiver = superclass.type === "call" ? superclass.childForFieldName("receiver") : null;
  const method = superclass.childForFieldName("method");
  if (!receiver || !method || !isMaker(textOf(receiver, place), textOf(method, place))) return void 0;
  const list = superclass.childForFieldName("arguments");
  return list && partsOf(list).length > 0 ? lowerArguments(list, place).args : [];
}

// src/parse/ruby/invocations.ts
var DEFINING = /* @__PURE__ */ new Set(["define_method", "define_singleton_method", "let", "let!", "subject", "subject!"]);
function invocation(node, place) {
  const at = spanOf(node);
  const receiver = node.childForFieldName("receiver");
  const list = node.type === "yield" ? partsOf(node)[0] ?? null : node.childForFieldName("arguments");
  const block = node.childForFieldName("block");
  const base = receiver ? link(receiver, place) : void 0;
  const method = methodName(node, place);
  if (base && method === "new") return construction(node, base, list, block, place);
  if (!base && !list && !block && node.type === "call" && node.childForFieldName("method")?.type !== "super")
    return { path: method, plain: true, value: nameValue(at, method) };
  if (base && !list && !block) {
    const same = transparentMethod(at, base, method, { args: [], named: [] });
    return same ? rootOf(same) : member(base, method, at, place);
  }
  if (!base && !receiver && importCall(method, list, at, place))
    return { path: "()", plain: false, value: opaqueValue(at) };
  const given = lowerArguments(list, place);
  if (base && isEnvironment(base)) {
    const fallback = block && method === "fetch" ? blockValue(block, place) : void 0;
    const read = environmentRead(at, method, given, fallback);
    if (read) return rootOf(read);
    return finish(
      node,
      { path: `ENV.${method}`, base, given, block: method === "fetch" ? null : block },
      place
    );
  }
  if (!block) {
    const same = base ? transparentMethod(at, base, method, given) ?? sentMember(at, base, method, given) : void 0;
    const put = same ?? (!base || base.plain ? transparentFunction(at, base ? `${base.path}.${method}` : method, given) : void 0);
    if (put) return rootOf(put);
  }
  if (!base && block && (method === "lambda" || method === "proc"))
    return rootOf(
      lambdaFunction(node, block.childForFieldName("parameters"), block.childForFieldName("body"), "", place)
    );
  const path = base ? `${base.path}.${method}` : method === "new" ? "this" : method;
  if (!base) accessors(method, given, place);
  return finish(node, { path, base, given, block }, place);
}
function methodName(node, place) {
  if (node.type !== "call") return node.type;
  const method = node.childForFieldName("method");
  return method ? textOf(method, place) : "call";
}
function construction(node, base, list, block, place) {
  if (block && base.path === "Proc")
    return rootOf(
      lambdaFunction(node, block.childForFieldName("parameters"), block.childForFieldName("body"), "", place)
    );
  const given = lowerArguments(list, place);
  return finish(node, { path: base.path, base, given, block }, place, true);
}
function finish(node, target, place, construction2 = false) {
  const at = spanOf(node);
  const { path, base, given, block } = target;
  const lowered = {
    call: path,
    args: given.args,
    named: given.named,
    ...base && !base.plain && !construction2 ? { receiver: base.value } : {}
  };
  if (base && !base.plain && construction2) holdLoose(base.value, place);
  place.file.lowering.emit({ kind: "call", at, scope: place.scope, ...lowered });
  if (block) lowerBlock(block, lowered, base === void 0, place);
  if (block && base && path.endsWith(".tap"))
    return { path: base.path, plain: base.plain, value: { at, parts: base.value.parts } };
  return { path: `${path}()`, plain: false, value: value(at, [lowered]) };
}
function lowerBlock(block, call, bare, place) {
  const body = block.childForFieldName("body");
  const parameters = block.childForFieldName("parameters");
  if (bare && DEFINING.has(call.call)) {
    const name = literalText(call.args[0]) ?? (call.call.startsWith("subject") ? "subject" : "");
    methodFrom({ node: block, name, parameters, body }, place);
    return;
  }
  if (structBlock(call.call, body, place)) return;
  const params = blockParams(parameters, place);
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "block",
    name: "",
    at: spanOf(block),
    params,
    of: call.call
  });
  if (body) statement(body, inside(place, scope, "block"));
}
function blockValue(block, place) {
  const body = block.childForFieldName("body");
  return body ? sequence(partsOf(body), place) : void 0;
}
function lowerArguments(list, place) {
  const args = [];
  const named = [];
  for (const child of list ? partsOf(list) : []) {
    if (child.type === "pair" || child.type === "hash_splat_argument") named.push(...pair(child, place));
    else if (child.type === "block_argument") {
      for (const inner of partsOf(child)) if (inner.type !== "simple_symbol") loose(inner, place);
    } else if (child.type === "splat_argument") {
      const spread = expression(child, place);
      const only = spread.parts.length === 1 ? spread.parts[0] : void 0;
      if (only && "list" in only) args.push(...only.list);
      else named.push({ key: "...", at: spanOf(child), value: spread });
    } else if (child.type !== "forward_argument") args.push(expression(child, place));
  }
  return { args, named };
}

// src/parse/ruby/expressions.ts
var partsOf = (node) => node.namedChildren.filter((child) => child.type !== "comment" && child.type !== "heredoc_body");
var textOf = (node, place) => place.file.lowering.text.slice(node.startIndex, node.endIndex);
function expression(node, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const lowered = lowerExpression(node, place);
  file.depth--;
  return lowered;
}
function loose(node, place) {
  holdLoose(expression(node, place), place);
}
function holdLoose(found, place) {
  if (worthHolding(found))
    place.file.lowering.emit({ kind: "value", at: found.at, scope: place.scope, value: found });
}
function sequence(nodes, place) {
  for (const node of nodes.slice(0, -1)) statement(node, place);
  const last = nodes.at(-1);
  return last ? expression(last, place) : void 0;
}
function lowerExpression(node, place) {
  const at = spanOf(node);
  const interpolated = (hole) => sequence(partsOf(hole), place)?.parts ?? [];
  switch (node.type) {
    case "string":
    case "bare_string":
    case "bare_symbol":
    case "delimited_symbol":
      return value(at, stringParts(node, place.file.lowering.text, interpolated));
    case "chained_string":
      return value(
        at,
        partsOf(node).flatMap((child) => expression(child, place).parts)
      );
    case "heredoc_beginning":
      return heredoc(node, place, interpolated);
    case "simple_symbol":
      return textValue(at, textOf(node, place).slice(1));
    case "hash_key_symbol":
      return textValue(at, textOf(node, place));
    case "character":
      return textValue(at, textOf(node, place).slice(1));
    case "subshell": {
      const call = {
        call: "`",
        args: [value(at, stringParts(node, place.file.lowering.text, interpolated))],
        named: []
      };
      place.file.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
      return value(at, [call]);
    }
    case "regex": {
      const text = stringParts(node, place.file.lowering.text, interpolated);
      const only = text.length === 1 ? text[0] : void 0;
      return only && "text" in only && /^(?:\\[rn])+\??$/.test(only.text) ? textValue(at, "\n") : opaqueValue(at);
    }
    case "array":
    case "string_array":
    case "symbol_array":
    case "right_assignment_list":
      return value(at, [{ list: partsOf(node).flatMap((child) => element(child, place)) }]);
    case "hash":
      return value(at, [{ object: partsOf(node).flatMap((child) => pair(child, place)) }]);
    case "pair":
      return value(at, [{ object: pair(node, place) }]);
    case "true":
    case "false":
      return value(at, [{ text: node.type }]);
    case "nil":
      return value(at, []);
    case "binary":
      return binary(node, place);
    case "unary": {
      const operand = node.childForFieldName("operand");
      if (operand && /^(?:string|chained_string)$/.test(operand.type)) return expression(operand, place);
      if (operand) loose(operand, place);
      return opaqueValue(at);
    }
    case "conditional": {
      const condition = node.childForFieldName("condition");
      if (condition) loose(condition, place);
      const branches = [node.childForFieldName("consequence"), node.childForFieldName("alternative")].filter(
        (branch) => branch !== null
      );
      return choiceOf(
        at,
        branches.map((branch) => expression(branch, place))
      );
    }
    case "rescue_modifier": {
      const branches = [node.childForFieldName("body"), node.childForFieldName("handler")].filter(
        (branch) => branch !== null
      );
      return choiceOf(
        at,
        branches.map((branch) => expression(branch, place))
      );
    }
    case "assignment":
      return assignment(node, place).target;
    case "operator_assignment":
      return operatorAssignment(node, place);
    case "lambda":
      return lambdaFunction(
        node,
        node.childForFieldName("parameters"),
        node.childForFieldName("body"),
        "",
        place
      );
    case "splat_argument":
    case "hash_splat_argument":
    case "block_argument": {
      const inner = partsOf(node)[0];
      return inner ? expression(inner, place) : opaqueValue(at);
    }
    case "argument_list": {
      const [only, ...more] = partsOf(node);
      if (only && more.length === 0) return expression(only, place);
      return value(at, [{ list: partsOf(node).flatMap((child) => element(child, place)) }]);
    }
    case "method":
    case "singleton_method": {
      statement(node, place);
      const name = node.childForFieldName("name");
      return name ? textValue(spanOf(name), textOf(name, place)) : opaqueValue(at);
    }
    case "integer":
    case "float":
    case "rational":
    case "complex":
      return opaqueValue(at);
    case "class":
    case "module":
    case "singleton_class":
    case "return":
    case "break":
    case "next":
    case "ERROR":
      statement(node, place);
      return opaqueValue(at);
    default: {
      const found = chain(node, place);
      if (found) return found.value;
      const branches = [];
      if (flow(node, place, (last) => branches.push(expression(last, place)))) {
        const [first] = branches;
        if (node.type === "parenthesized_statements" && branches.length === 1 && first) return first;
        return branches.length === 0 ? opaqueValue(at) : choiceOf(at, branches);
      }
      for (const child of partsOf(node)) loose(child, place);
      return opaqueValue(at);
    }
  }
}
function heredoc(node, place, interpolated) {
  const { lowering, heredocs } = place.file;
  const body = heredocs.get(node.startIndex);
  if (!body) return opaqueValue(spanOf(node));
  const lead = /^\r?\n/.exec(lowering.text.slice(body.startIndex, body.startIndex + 2))?.[0].length ?? 0;
  const at = {
    start: body.startIndex + lead,
    end: Math.max(body.startIndex + lead, body.namedChildren.at(-1)?.startIndex ?? 0)
  };
  const mark = textOf(node, place);
  const language = languageNamed(mark.replace(/\W+/g, ""));
  if (!language) return value(at, heredocParts(body, lowering.text, mark.startsWith("<<~"), interpolated));
  for (const child of body.namedChildren)
    if (child.type === "interpolation") holdLoose(value(spanOf(child), interpolated(child)), place);
  lowering.embed({ language, pieces: heredocPieces(body, lowering.text) });
  return opaqueValue(at);
}
function link(node, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const inner = node.type === "parenthesized_statements" ? partsOf(node) : [];
  const found = inner.length === 1 && inner[0] ? link(inner[0], place) : chain(node, place) ?? rootOf(lowerExpression(node, place));
  file.depth--;
  return found;
}
function chain(node, place) {
  const at = spanOf(node);
  switch (node.type) {
    case "identifier":
    case "constant":
      return { path: textOf(node, place), plain: true, value: nameValue(at, textOf(node, place)) };
    case "global_variable": {
      const path = textOf(node, place).slice(1);
      return { path, plain: true, value: nameValue(at, path) };
    }
    case "instance_variable":
    case "class_variable": {
      const path = `this.${textOf(node, place).replace(/^@+/, "")}`;
      return { path, plain: true, value: nameValue(at, path) };
    }
    case "self":
      return { path: "this", plain: true, value: nameValue(at, "this") };
    case "scope_resolution": {
      const name = node.childForFieldName("name");
      const outer = node.childForFieldName("scope");
      if (!name) return void 0;
      if (!outer)
        return { path: textOf(name, place), plain: true, value: nameValue(at, textOf(name, place)) };
      return member(link(outer, place), textOf(name, place), at, place);
    }
    case "element_reference": {
      const object = node.childForFieldName("object");
      if (!object) return void 0;
      const base = link(object, place);
      const [key, ...more] = partsOf(node).filter((child) => child.startIndex >= object.endIndex);
      for (const extra of more) loose(extra, place);
      const name = key && more.length === 0 ? keyText(key, place) : "*";
      if (isEnvironment(base) && name !== "*")
        return { path: "env", plain: false, value: { at, parts: [{ env: name }] } };
      return member(base, name, at, place);
    }
    case "call":
    case "super":
    case "yield":
      return invocation(node, place);
    default:
      return void 0;
  }
}
function member(base, name, at, place) {
  if (!base.plain) holdLoose(base.value, place);
  const path = base.path === "this" && name === "class" ? "this" : `${base.path}.${name}`;
  return { path, plain: base.plain, value: nameValue(at, path) };
}
function rootOf(root) {
  const only = root.parts.length === 1 ? root.parts[0] : void 0;
  if (only && "name" in only) return { path: only.name, plain: !only.name.includes("("), value: root };
  if (only && "call" in only) return { path: `${only.call}()`, plain: false, value: root };
  if (only && "env" in only) return { path: "env", plain: false, value: root };
  const literal = root.parts.length === 0 || root.parts.some((part) => "text" in part);
  return { path: literal ? '""' : "()", plain: false, value: root };
}
function element(node, place) {
  const lowered = expression(node, place);
  const only = lowered.parts.length === 1 ? lowered.parts[0] : void 0;
  return node.type === "splat_argument" && only && "list" in only ? [...only.list] : [lowered];
}
function pair(node, place) {
  if (node.type === "hash_splat_argument") {
    const spread = expression(node, place);
    const only = spread.parts.length === 1 ? spread.parts[0] : void 0;
    return only && "object" in only ? [...only.object] : [{ key: "...", at: spanOf(node), value: spread }];
  }
  const key = node.childForFieldName("key");
  if (node.type !== "pair" || !key) {
    loose(node, place);
    return [];
  }
  const content = node.childForFieldName("value");
  const name = keyText(key, place);
  return [
    {
      key: name,
      at: spanOf(key),
      value: content ? expression(content, place) : nameValue(spanOf(key), name)
    }
  ];
}
function keyText(node, place) {
  if (node.type === "integer") return textOf(node, place);
  const lowered = expression(node, place);
  const text = literalText(lowered);
  if (text && node.type !== "regex") return text;
  holdLoose(lowered, place);
  return "*";
}
var operatorOf = (node) => node.childForFieldName("operator")?.type ?? "";
function spine(node, operators) {
  const operands = [];
  let current = node;
  while (current && current.type === "binary" && operators.includes(operatorOf(current))) {
    const right = current.childForFieldName("right");
    if (right) operands.push(right);
    current = current.childForFieldName("left");
  }
  if (current) operands.push(current);
  return operands.reverse();
}
function binary(node, place) {
  const at = spanOf(node);
  const operator = operatorOf(node);
  if (operator === "||" || operator === "or")
    return choiceOf(
      at,
      spine(node, ["||", "or"]).map((operand) => expression(operand, place))
    );
  if (operator === "&&" || operator === "and") {
    const operands = spine(node, ["&&", "and"]);
    for (const operand of operands.slice(0, -1)) loose(operand, place);
    const last = operands.at(-1);
    return last ? expression(last, place) : opaqueValue(at);
  }
  if (operator === "+" || operator === "<<") {
    const parts = spine(node, [operator]).flatMap((operand) => expression(operand, place).parts);
    const lists = parts.flatMap((part) => "list" in part ? [part.list] : []);
    return value(at, operator === "+" && lists.length === parts.length ? [{ list: lists.flat() }] : parts);
  }
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return opaqueValue(at);
  const first = expression(left, place);
  const second = expression(right, place);
  if (operator === "%" && right.type !== "integer") {
    const format = literalText(first);
    if (format !== void 0) {
      const { args, named } = percentArguments(format, second);
      return percentFormat(at, format, args, named);
    }
    const only = first.parts.length === 1 ? first.parts[0] : void 0;
    if (only && "name" in only) {
      const { args, named } = percentArguments("", second);
      return value(at, [{ call: `${only.name}.%`, args, named }]);
    }
  }
  holdLoose(first, place);
  holdLoose(second, place);
  return opaqueValue(at);
}

// src/parse/ruby/assignments.ts
function assignment(node, place) {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) {
    if (right) loose(right, place);
    return { assigned: opaqueValue(at), target: opaqueValue(at) };
  }
  const { file } = place;
  file.lowering.tick(++file.depth);
  const struct = left.type === "constant" ? structClass(right, textOf(left, place), at, place) : void 0;
  const assigned = struct ?? (right.type === "assignment" ? assignment(right, place).assigned : right.type === "lambda" ? lambdaFunction(
    right,
    right.childForFieldName("parameters"),
    right.childForFieldName("body"),
    textOf(left, place),
    place
  ) : expression(right, place));
  file.depth--;
  const name = assign(left, assigned, at, place);
  return { assigned, target: name === void 0 ? assigned : nameValue(spanOf(left), name) };
}
function operatorAssignment(node, place) {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return opaqueValue(at);
  const operator = node.childForFieldName("operator")?.type ?? "";
  const added = expression(right, place);
  const target = targetOf(left, place);
  const old = nameValue(spanOf(left), target);
  const result = operator === "||=" ? choiceOf(at, [old, added]) : operator === "&&=" ? added : operator === "+=" || operator === "<<=" ? value(at, [...old.parts, ...added.parts]) : void 0;
  if (result) emit(target, result, at, place, left.type);
  else holdLoose(added, place);
  return old;
}
function append(node, place) {
  const appended = expression(node, place);
  const [first, ...rest] = appended.parts;
  const left = node.childForFieldName("left");
  if (first && "name" in first && rest.some((part) => "text" in part))
    emit(first.name, appended, spanOf(node), place, left?.type ?? "");
  else holdLoose(first && "name" in first ? value(appended.at, rest) : appended, place);
}
function targetOf(node, place) {
  const found = link(node, place);
  if (found.path !== "env") return found.path;
  const only = found.value.parts[0];
  return only && "env" in only ? `ENV.${only.env}` : "ENV.*";
}
function assign(left, assigned, at, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const name = assignTarget(left, assigned, at, place);
  file.depth--;
  return name;
}
function assignTarget(left, assigned, at, place) {
  switch (left.type) {
    case "left_assignment_list":
    case "destructured_left_assignment": {
      const only = assigned.parts.length === 1 ? assigned.parts[0] : void 0;
      const elements = only && "list" in only ? only.list : void 0;
      const base = only && "name" in only ? only.name : only && "call" in only ? `${only.call}()` : void 0;
      for (const [index, one] of partsOf(left).entries()) {
        const rest = one.type === "rest_assignment";
        const inner = rest ? partsOf(one)[0] : one;
        const part = elements ? elements[index] : base ? nameValue(assigned.at, `${base}.${index}`) : void 0;
        if (inner) assign(inner, rest || !part ? opaqueValue(assigned.at) : part, at, place);
      }
      return void 0;
    }
    case "identifier":
    case "constant":
    case "global_variable":
    case "instance_variable":
    case "class_variable":
    case "call":
    case "element_reference":
    case "scope_resolution": {
      const target = targetOf(left, place);
      emit(target, assigned, at, place, left.type);
      return target;
    }
    default:
      loose(left, place);
      return void 0;
  }
}
function emit(target, assigned, at, place, type) {
  const constant = type === "constant";
  const member2 = place.classBody && (constant || type === "instance_variable" || type === "class_variable");
  place.file.lowering.emit({
    kind: "assign",
    at,
    // A global variable belongs to the file.
    scope: type === "global_variable" ? 0 : type === "identifier" ? home(target, place.locals) : place.scope,
    name: member2 && constant ? `this.${target}` : target,
    value: assigned,
    ...member2 ? { field: true } : {}
  });
}
function home(name, locals) {
  for (let current = locals; current; current = current.outer)
    if (current.names.has(name)) return current.scope;
  locals.names.add(name);
  return locals.scope;
}

// src/parse/ruby/statements.ts
function statement(node, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  if (!flow(node, place, (last) => statement(last, place))) lowerStatement(node, place);
  file.depth--;
}
function lowerStatement(node, place) {
  switch (node.type) {
    case "assignment":
      assignment(node, place);
      return;
    case "operator_assignment":
      operatorAssignment(node, place);
      return;
    case "binary":
      if (node.childForFieldName("operator")?.type === "<<") append(node, place);
      else loose(node, place);
      return;
    case "method":
    case "singleton_method": {
      const name = node.childForFieldName("name");
      methodFrom(
        {
          node,
          // `def token=(v)` is named `token=`.
          name: name ? textOf(name, place).replace(/\s+/g, "") : "",
          parameters: node.childForFieldName("parameters"),
          body: node.childForFieldName("body")
        },
        place
      );
      return;
    }
    case "class":
    case "module":
      classDefinition(node, place);
      return;
    case "singleton_class": {
      const body = node.childForFieldName("body");
      if (body) statement(body, place);
      return;
    }
    case "return":
    case "next":
    case "break":
      leave(node, place);
      return;
    case "ERROR":
      for (const child of partsOf(node)) statement(child, place);
      return;
    case "alias":
    case "undef":
    case "comment":
    case "heredoc_body":
    case "uninterpreted":
      return;
    default:
      loose(node, place);
  }
}
function leave(node, place) {
  const list = partsOf(node)[0];
  if (!list) return;
  const given = expression(list, place);
  if (node.type !== "return") holdLoose(given, place);
  else
    place.file.lowering.emit({
      kind: "return",
      at: spanOf(node),
      scope: place.returns,
      value: value(given.at, given.parts)
    });
}
function classDefinition(node, place) {
  const { lowering } = place.file;
  const name = node.childForFieldName("name");
  const wrapper = node.childForFieldName("superclass");
  const superclass = wrapper ? partsOf(wrapper)[0] : void 0;
  const members = superclass ? structParent(superclass, place) : void 0;
  const parent = superclass && !members ? link(superclass, place) : void 0;
  if (parent && !parent.plain) holdLoose(parent.value, place);
  const scope = lowering.scope({
    parent: place.scope,
    kind: "class",
    name: name ? textOf(name, place).replace(/^::/, "").replace(/::/g, ".") : "",
    at: spanOf(node),
    params: [],
    ...parent?.plain ? { extends: [parent.path] } : {}
  });
  const inner = inside(place, scope, "class");
  if (members && superclass) structConstructor(members, spanOf(superclass), inner);
  const body = node.childForFieldName("body");
  if (body) statement(body, inner);
}

// src/parse/ruby/templates.ts
var READS_OUTPUT = /* @__PURE__ */ new Set(["yaml"]);
function tagsOf(text) {
  const tags = [];
  for (let start = text.indexOf("<%"); start >= 0; ) {
    const close = text.indexOf("%>", start + 2);
    const end = close < 0 ? text.length : close + 2;
    const mark = text.charAt(start + 2);
    if (mark === "%") {
      start = text.indexOf("<%", start + 3);
      continue;
    }
    let from = start + 2;
    let to = close < 0 ? text.length : close;
    while (from < to && /[=-]/.test(text.charAt(from))) from++;
    if (to > from && text.charAt(to - 1) === "-") to--;
    tags.push({
      start,
      end,
      code: mark === "#" ? void 0 : { start: from, end: to },
      output: mark === "="
    });
    start = text.indexOf("<%", end);
  }
  return tags;
}
function lowerTemplate(lowering) {
  const { text } = lowering;
  const tags = tagsOf(text);
  const made = lowering.path.replace(/\.erb\b/i, "");
  const language = languageOf(made, "");
  const pieces = [];
  for (const { code, end, output } of tags) {
    if (!code || code.end <= code.start || output && READS_OUTPUT.has(language)) continue;
    pieces.push(
      { text: text.slice(code.start, code.end), start: code.start },
      { text: "\n", start: end, length: 0 }
    );
  }
  lowering.embed({ language: "ruby", pieces, extension: ".rb" });
  if (language === "ruby") return;
  if (READS_OUTPUT.has(language)) {
    lowering.embed({ language, pieces: [{ text, start: 0 }], extension: extensionOf(made) });
    return;
  }
  let blanked = "";
  let last = 0;
  for (const tag of tags) {
    blanked += text.slice(last, tag.start) + text.slice(tag.start, tag.end).replace(/[^\r\n]/g, " ");
    last = tag.end;
  }
  blanked += text.slice(last);
  lowering.embed({ language, pieces: [{ text: blanked, start: 0 }], extension: extensionOf(made) });
}

// src/parse/languages/ruby.ts
async function load() {
  const parse = await treeSitter("ruby");
  return (lowering) => {
    if (isTemplate(lowering)) {
      lowerTemplate(lowering);
      return;
    }
    parse(lowering, (root) => {
      const file = { lowering, heredocs: heredocsOf(root, lowering.text), depth: 0 };
      const locals = { scope: 0, names: /* @__PURE__ */ new Set(), outer: void 0 };
      statement(root, { file, scope: 0, returns: 0, classBody: false, locals });
    });
  };
}
var isTemplate = ({ path, extension }) => extension === ".erb" || extension !== ".rb" && /\.erb(?:\.\w+)?$/i.test(path);
function heredocsOf(root, text) {
  const bodies = /* @__PURE__ */ new Map();
  if (!text.includes("<<")) return bodies;
  const open = [];
  for (const node of root.descendantsOfType(["heredoc_beginning", "heredoc_body"])) {
    if (node.type === "heredoc_beginning") open.push(node);
    else {
      const opening = open.shift();
      if (opening) bodies.set(opening.startIndex, node);
    }
  }
  return bodies;
}
export {
  load
};
