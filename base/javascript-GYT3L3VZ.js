import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  require_lib
} from "./chunk-WYZ326PD.js";
import {
  ParseBound,
  formatParts,
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import {
  __toESM
} from "./chunk-WWEY3SKT.js";

// src/parse/languages/javascript.ts
var import_parser = __toESM(require_lib(), 1);

// src/parse/javascript/environment.ts
var HOLDERS = /* @__PURE__ */ new Set([
  "process.env",
  "import.meta.env",
  "Bun.env",
  "Deno.env",
  "Deno.env.toObject()",
  "__ENV"
]);
var UPPER_SNAKE = /^[A-Z][A-Z0-9_]*$/;
var METHODS = /* @__PURE__ */ new Set(["get", "set", "has", "delete", "toObject", "toString", "hasOwnProperty", "*"]);
var bare = (name) => name.replace(/^(?:globalThis|global|window|self)\./, "");
var isEnvironment = (name) => HOLDERS.has(bare(name));
function variableOf(holder, key, aliases) {
  if (METHODS.has(key)) return void 0;
  if (isEnvironment(holder)) return key;
  const loose = holder === "env" || holder.endsWith(".env") || aliases.has(holder) || /(?:^|\.)dotenv\.config\(\)\.parsed$/.test(holder);
  return loose && UPPER_SNAKE.test(key) ? key : void 0;
}
function variableOfCall(callee, args) {
  const [name] = args;
  if (args.length !== 1 || name?.type !== "StringLiteral") return void 0;
  return /^(?:globalThis\.)?(?:(?:Deno|Netlify)\.env\.get|Cypress\.env)$/.test(callee) ? name.value : void 0;
}
var isEnvironmentModule = (module) => /^(?:\$env\/static\/(?:private|public)|astro:env\/(?:server|client))$/.test(module);
var isEnvironmentObject = (module, imported) => imported === "env" && /^(?:(?:node:)?process|bun|cloudflare:workers|\$env\/dynamic\/(?:private|public))$/.test(module);

// src/parse/javascript/name.ts
var MAX_LINKS = 500;
function unwrap(node) {
  let inner = node;
  for (; ; ) {
    switch (inner.type) {
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "TSInstantiationExpression":
      case "TypeCastExpression":
      case "ParenthesizedExpression":
        inner = inner.expression;
        break;
      case "AwaitExpression":
        inner = inner.argument;
        break;
      case "SequenceExpression": {
        const [first, second] = inner.expressions;
        if (inner.expressions.length !== 2 || first?.type !== "NumericLiteral" || !second) return inner;
        inner = second;
        break;
      }
      default:
        return inner;
    }
  }
}
var INTEROP = /(?:^|\.)_{1,2}(?:importDefault|importStar|interopRequire\w*|toESM)$/;
function moduleOf(node) {
  const call = unwrap(node);
  if (call.type === "ImportExpression")
    return call.source.type === "StringLiteral" ? call.source.value : void 0;
  if (call.type !== "CallExpression") return void 0;
  const [first] = call.arguments;
  if (!first) return void 0;
  if (call.callee.type === "Import" || call.callee.type === "Identifier" && call.callee.name === "require") {
    if (first.type === "StringLiteral") return first.value;
    return first.type === "TemplateLiteral" && first.expressions.length === 0 ? first.quasis[0]?.value.cooked ?? void 0 : void 0;
  }
  const wrapper = simpleName(call.callee);
  return wrapper !== void 0 && INTEROP.test(wrapper) && first.type === "CallExpression" ? moduleOf(first) : void 0;
}
var moduleName = (module) => module.replace(/^node:/, "").replaceAll(".", "_");
function keyOf(key, computed) {
  switch (key.type) {
    case "Identifier":
      return computed ? "*" : key.name;
    case "PrivateName":
      return key.id.name;
    case "StringLiteral":
    case "DirectiveLiteral":
      return key.value;
    case "NumericLiteral":
      return String(key.value);
    case "TemplateLiteral":
      return key.expressions.length === 0 ? key.quasis[0]?.value.cooked ?? "*" : "*";
    default:
      return "*";
  }
}
function simpleName(node) {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return inner.name;
  if (inner.type === "MemberExpression" && inner.object.type === "Identifier" && !inner.computed)
    return `${inner.object.name}.${keyOf(inner.property, false)}`;
  return void 0;
}
function rootName(node) {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "Super":
      return "super";
    case "MetaProperty":
      return `${node.meta.name}.${node.property.name}`;
    default: {
      const module = moduleOf(node);
      return module === void 0 ? void 0 : moduleName(module);
    }
  }
}
var isLiteralText = (node) => node.type === "StringLiteral" || node.type === "TemplateLiteral";
function chainOf(node, notes) {
  const links = [];
  const computed = [];
  let root;
  let current = unwrap(node);
  let name;
  for (; ; ) {
    if (links.length > MAX_LINKS) return { text: "()", plain: false, computed: [] };
    name = rootName(current);
    if (name !== void 0) break;
    if (current.type === "MemberExpression" || current.type === "OptionalMemberExpression") {
      const key = keyOf(current.property, current.computed);
      if (key === "*" && root === void 0) computed.push(current.property);
      links.push(key);
      current = unwrap(current.object);
    } else if (current.type === "CallExpression" || current.type === "OptionalCallExpression" || current.type === "NewExpression") {
      root ??= current;
      const callee = unwrap(current.callee);
      const variable = callee.type === "MemberExpression" ? variableOfCall(memberName(callee) ?? "", current.arguments) : void 0;
      if (variable !== void 0) {
        const text2 = ["env", ...links.reverse()].join(".");
        return {
          text: text2,
          plain: false,
          root: current,
          computed,
          ...links.length === 0 ? { env: variable } : {}
        };
      }
      links.push("()");
      current = callee;
    } else if (current.type === "TaggedTemplateExpression") {
      root ??= current;
      links.push("()");
      current = unwrap(current.tag);
    } else break;
  }
  if (name === void 0) root ??= current;
  let text = name ?? (isLiteralText(current) ? '""' : "()");
  let plain = name !== void 0 && root === void 0;
  let env;
  for (const link of links.reverse()) {
    if (link === "()") {
      text += "()";
      env = void 0;
      continue;
    }
    const variable = env === void 0 ? variableOf(text, link, notes.environments) : void 0;
    if (variable !== void 0) {
      env = variable;
      text = "env";
      plain = false;
    } else {
      env = void 0;
      text += `.${link}`;
    }
  }
  return { text, plain, computed, ...env === void 0 ? {} : { env }, ...root ? { root } : {} };
}
function memberName(node) {
  const links = [];
  let current = node;
  while (current.type === "MemberExpression" && links.length < 6) {
    links.push(keyOf(current.property, current.computed));
    current = unwrap(current.object);
  }
  return current.type === "Identifier" ? [current.name, ...links.reverse()].join(".") : void 0;
}
var isFunction = (node) => node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";

// src/parse/javascript/walk.ts
var spanOf = (node) => ({ start: node.start ?? 0, end: node.end ?? node.start ?? 0 });
var deeper = (place) => ({ scope: place.scope, depth: place.depth + 1 });
var onlyPart = (value2) => value2.parts.length === 1 ? value2.parts[0] : void 0;
function literalText(value2) {
  if (!value2) return void 0;
  if (value2.parts.length === 0) return "";
  const only = onlyPart(value2);
  return only && "text" in only ? only.text : void 0;
}

// src/parse/javascript/transparent.ts
var MAX_PARTS = 500;
var IDENTITY = /(?:^|\.)(?:toString|valueOf|trim|trimStart|trimEnd|trimLeft|trimRight)$/;
var WRAPPER = /^(?:String|Object\.(?:freeze|seal)|Promise\.resolve)$/;
var FORMAT = /^(?:(?:\w+\.)?util\.format|(?:\w+\.)?v?sprintf(?:\.v?sprintf)?|(?:sprintf_?js|sprintf-js)\.v?sprintf|Utilities\.formatString|format|vsprintf)$/;
function transparent(call, receiver) {
  const parts = read(call, receiver);
  return parts && parts.length <= MAX_PARTS ? parts : void 0;
}
function read(call, receiver) {
  const { call: callee, args } = call;
  const [first] = args;
  if (receiver && args.length === 0 && IDENTITY.test(callee)) return receiver.parts;
  if (WRAPPER.test(callee) && first && args.length === 1) return first.parts;
  if (receiver && callee.endsWith(".join")) return joined(receiver, first);
  if (receiver && callee.endsWith(".concat")) return concatenated(receiver, args);
  if (FORMAT.test(callee)) {
    const format = literalText(first);
    if (format === void 0 || !format.includes("%")) return void 0;
    const list = onlyPart(args[1] ?? { at: { start: 0, end: 0 }, parts: [] });
    const values = /vsprintf$/.test(callee) && list && "list" in list ? list.list : args.slice(1);
    return formatParts(format, "percent", values);
  }
  if (receiver && callee === '"".format') {
    const format = literalText(receiver);
    if (format === void 0) return void 0;
    const fields = first ? onlyPart(first) : void 0;
    return format.includes("%") ? formatParts(format, "percent", args) : formatParts(format, "brace", args, fields && "object" in fields ? fields.object : []);
  }
  return void 0;
}
function joined(receiver, separator) {
  const list = onlyPart(receiver);
  const between = separator ? literalText(separator) : ",";
  if (!list || !("list" in list) || between === void 0) return void 0;
  return list.list.flatMap((one, index) => index === 0 ? one.parts : [{ text: between }, ...one.parts]);
}
function concatenated(receiver, args) {
  const pieces = [receiver, ...args];
  const list = pieces.some((piece) => piece.parts.some((part) => "list" in part || "object" in part));
  const textual = pieces.some(
    (piece) => piece.parts.length === 0 || piece.parts.some((part) => "text" in part)
  );
  if (list || !textual) return void 0;
  return value(
    receiver.at,
    pieces.flatMap((piece) => piece.parts)
  ).parts;
}

// src/parse/javascript/call.ts
function lowerCall(walk, node, at, place) {
  const callee = unwrap(node.callee);
  const own = chainOf(node, walk.notes);
  if (own.env !== void 0) return value(at, [{ env: own.env }]);
  const chain = chainOf(callee, walk.notes);
  let receiver;
  if (callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression") {
    receiver = walk.value(callee.object, place);
    if (callee.computed && chain.computed.includes(callee.property)) walk.stand(callee.property, place);
  } else if (isFunction(callee)) {
    walk.callable(callee, place, {});
    if (node.arguments.length === 0) return value(at, [{ call: "()", args: [], named: [] }]);
  } else if (chain.root) receiver = walk.value(callee, place);
  else if (!chain.plain || callee.type !== "Identifier") walk.value(callee, place);
  const args = node.arguments.map((argument) => walk.value(argument, place, { of: chain.text }));
  const call = {
    call: chain.text,
    args,
    named: [],
    ...receiver && !chain.plain && !isOpaque(receiver) ? { receiver } : {}
  };
  walk.lowering.emit({ kind: "call", at: spanOf(node), scope: place.scope, ...call });
  const parts = transparent(call, receiver);
  return value(at, parts ?? [call]);
}
var isOpaque = (value2) => value2.parts.length === 1 && value2.parts.every((part) => "opaque" in part);
function lowerTagged(walk, node, at, place, parts) {
  const chain = chainOf(node.tag, walk.notes);
  const raw = chain.text === "String.raw";
  const text = value(spanOf(node.quasi), parts(walk, node.quasi, place, raw));
  if (raw) return { at, parts: text.parts };
  const receiver = chain.root ? walk.value(chain.root, place) : void 0;
  const call = { call: chain.text, args: [text], named: [], ...receiver ? { receiver } : {} };
  walk.lowering.emit({ kind: "call", at: spanOf(node), scope: place.scope, ...call });
  return value(at, [call]);
}
function isHeld(node, notes) {
  switch (unwrap(node).type) {
    case "CallExpression":
    case "OptionalCallExpression":
      return chainOf(node, notes).env === void 0;
    case "NewExpression":
    case "AssignmentExpression":
    case "TaggedTemplateExpression":
      return true;
    default:
      return false;
  }
}

// src/parse/javascript/class.ts
function lowerClass(walk, node, place, hint) {
  if (node.type !== "ClassDeclaration" && node.type !== "ClassExpression") return;
  walk.lowering.tick(place.depth);
  const name = node.id?.name ?? hint.name ?? "";
  const inner = { scope: place.scope, depth: place.depth + 1 };
  lowerDecorators(walk, node, inner);
  const bases = [];
  if (node.superClass) {
    bases.push(chainOf(node.superClass, walk.notes).text);
    walk.stand(node.superClass, inner);
  }
  const scope = walk.lowering.scope({
    parent: place.scope,
    kind: "class",
    name,
    at: spanOf(node),
    params: [],
    ...bases.length > 0 ? { extends: bases } : {}
  });
  if (name) walk.notes.classes.set(name, scope);
  for (const member of node.body.body) lowerMember(walk, member, { scope, depth: place.depth + 2 });
}
function lowerDecorators(walk, node, place) {
  for (const decorator of node.decorators ?? []) walk.stand(decorator.expression, place);
}
function lowerMember(walk, member, place) {
  switch (member.type) {
    case "ClassMethod":
    case "ClassPrivateMethod": {
      lowerDecorators(walk, member, place);
      if (member.type === "ClassMethod" && member.computed) walk.stand(member.key, place);
      walk.callable(member, place, {
        name: keyOf(member.key, member.type === "ClassMethod" && member.computed === true)
      });
      return;
    }
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty": {
      lowerDecorators(walk, member, place);
      const computed = "computed" in member && member.computed === true;
      if (computed) walk.stand(member.key, place);
      if (!member.value) return;
      const key = keyOf(member.key, computed);
      const value2 = walk.value(member.value, place, isFunction(unwrap(member.value)) ? { name: key } : {});
      const name = `this.${key}`;
      walk.lowering.emit({
        kind: "assign",
        at: spanOf(member),
        scope: place.scope,
        name,
        value: value2,
        field: true
      });
      return;
    }
    case "StaticBlock":
      walk.statements(member.body, place);
      return;
    default:
  }
}
function classScope(walk, name, at, place) {
  let scope = walk.notes.classes.get(name);
  if (scope === void 0) {
    scope = walk.lowering.scope({ parent: place.scope, kind: "class", name, at, params: [] });
    walk.notes.classes.set(name, scope);
  }
  return scope;
}
function isConstructor(walk, name, node) {
  if (node.type !== "FunctionExpression" && node.type !== "FunctionDeclaration") return false;
  if (walk.notes.prototypes.has(name)) return true;
  return /^[A-Z]/.test(name) && /\bthis\./.test(walk.lowering.text.slice(node.start ?? 0, node.end ?? 0));
}

// src/parse/javascript/callable.ts
function lowerCallable(walk, node, place, hint) {
  const className = [hint.name ?? "", ownName(node)].find((name) => name && isConstructor(walk, name, node));
  if (className === void 0) openCallable(walk, node, place, hint);
  else {
    const scope = classScope(walk, className, spanOf(node), place);
    openCallable(walk, node, { scope, depth: place.depth }, { name: "constructor" });
  }
}
function openCallable(walk, node, place, hint) {
  if (!("params" in node) || !("body" in node) || !Array.isArray(node.params)) return;
  walk.lowering.tick(place.depth);
  const handed = hint.of !== void 0 && hint.name === void 0;
  const params = [];
  const scope = walk.lowering.scope({
    parent: place.scope,
    kind: handed ? "block" : "function",
    name: hint.name === "default" && ownName(node) || hint.name || ownName(node),
    at: spanOf(node),
    params,
    ...handed && hint.of !== void 0 ? { of: hint.of } : {}
  });
  const inner = { scope, depth: place.depth + 1 };
  for (const param of node.params) {
    if (param.type === "Identifier" && param.name === "this") continue;
    params.push(lowerParam(walk, param, inner));
  }
  const body = node.body;
  if (body.type === "BlockStatement") {
    walk.statements(body.body, inner);
    return;
  }
  const given = walk.value(body, inner);
  walk.lowering.emit({ kind: "return", at: spanOf(body), scope, value: given });
}
function ownName(node) {
  if ("id" in node && node.id && typeof node.id === "object" && "name" in node.id)
    return String(node.id.name);
  if ("key" in node && node.key && typeof node.key === "object" && "type" in node.key)
    return keyOf(node.key, "computed" in node && node.computed === true);
  return "";
}
function lowerParam(walk, outer, place) {
  const at = spanOf(outer);
  let node = outer;
  if (node.type === "TSParameterProperty") {
    const inner = lowerParam(walk, node.parameter, place);
    const assigned = value(at, [{ name: inner.name }]);
    walk.lowering.emit({
      kind: "assign",
      at,
      scope: place.scope,
      name: `this.${inner.name}`,
      value: assigned,
      field: true
    });
    return { ...inner, at };
  }
  if ("decorators" in node && Array.isArray(node.decorators))
    for (const decorator of node.decorators) walk.stand(decorator.expression, place);
  let fallback;
  if (node.type === "AssignmentPattern") {
    fallback = walk.value(node.right, place);
    node = unwrap(node.left);
  }
  const given = fallback ? { default: fallback } : {};
  if (node.type === "RestElement") return { ...lowerParam(walk, node.argument, place), at };
  if (node.type === "ObjectPattern") {
    const keys = [];
    collectKeys(walk, node, "", keys, place);
    return { name: "", at, ...given, keys };
  }
  if (node.type === "ArrayPattern") {
    const keys = [];
    for (const [index, element] of node.elements.entries())
      if (element) keyFor(walk, element, String(index), keys, place);
    return { name: "", at, ...given, keys };
  }
  return { name: node.type === "Identifier" ? node.name : "", at, ...given };
}
function collectKeys(walk, node, prefix, keys, place) {
  walk.lowering.tick(place.depth);
  if (node.type !== "ObjectPattern") return;
  for (const property of node.properties) {
    if (property.type === "RestElement") {
      if (property.argument.type === "Identifier")
        keys.push({ key: `${prefix}...`, local: property.argument.name });
      continue;
    }
    if (property.computed) walk.stand(property.key, place);
    keyFor(walk, property.value, prefix + keyOf(property.key, property.computed), keys, place);
  }
}
function keyFor(walk, target, key, keys, place) {
  let node = target;
  let fallback;
  if (node.type === "AssignmentPattern") {
    fallback = walk.value(node.right, place);
    node = unwrap(node.left);
  }
  if (node.type === "ObjectPattern")
    collectKeys(walk, node, `${key}.`, keys, { ...place, depth: place.depth + 1 });
  else if (node.type === "Identifier")
    keys.push({ key, local: node.name, ...fallback ? { default: fallback } : {} });
}

// src/parse/javascript/commonjs.ts
function exportAssignment(walk, name, right, at, place) {
  const match = /^(?:module\.exports|exports)(?:\.([\w$]+))?$/.exec(name);
  if (!match || name === "exports") return;
  const member = match[1];
  const emit = (exported, local, span, from) => walk.lowering.emit({
    kind: "export",
    at: span,
    scope: place.scope,
    name: exported,
    local,
    ...from === void 0 ? {} : { from }
  });
  let node = unwrap(right);
  while (node.type === "AssignmentExpression") node = unwrap(node.right);
  if (member !== void 0) {
    if (node.type !== "UnaryExpression") emit(member, localOf(walk, node, member) ?? name, at);
    return;
  }
  const module = moduleOf(node);
  if (module !== void 0) {
    emit("*", "*", at, module);
    return;
  }
  emit("default", localOf(walk, node, "default") ?? name, at);
  if (node.type !== "ObjectExpression") return;
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      const from2 = moduleOf(property.argument);
      if (from2 !== void 0) emit("*", "*", spanOf(property), from2);
      continue;
    }
    const key = keyOf(property.key, property.computed);
    if (key === "*") continue;
    const source = property.type === "ObjectMethod" ? void 0 : unwrap(property.value);
    const from = source && moduleOf(source);
    const local = source ? localOf(walk, source, key) : key;
    if (from !== void 0) emit(key, "*", spanOf(property), from);
    else emit(key, local ?? `${name}.${key}`, spanOf(property));
  }
}
function localOf(walk, node, stored) {
  if (isFunction(node) || node.type === "ClassExpression") {
    const id = node.type === "ArrowFunctionExpression" || !("id" in node) ? void 0 : node.id;
    return stored === "default" && id && "name" in id && typeof id.name === "string" ? id.name : stored;
  }
  const chain = chainOf(node, walk.notes);
  return node.type !== "StringLiteral" && chain.plain ? chain.text : void 0;
}

// src/parse/javascript/pattern.ts
function assignTo(walk, target, given, at, place) {
  const node = unwrap(target);
  walk.lowering.tick(place.depth);
  const inner = deeper(place);
  switch (node.type) {
    case "ObjectPattern":
      for (const property of node.properties) {
        if (property.type === "RestElement") {
          assignTo(walk, property.argument, given, spanOf(property), inner);
          continue;
        }
        if (property.computed) walk.stand(property.key, inner);
        const key = keyOf(property.key, property.computed);
        const own = spanOf(property);
        assignTo(walk, property.value, project(walk, given, key, own), own, inner);
      }
      return;
    case "ArrayPattern":
      for (const [index, element] of node.elements.entries()) {
        if (!element) continue;
        const own = spanOf(element);
        if (element.type === "RestElement") assignTo(walk, element.argument, opaqueValue(own), own, inner);
        else assignTo(walk, element, project(walk, given, String(index), own), own, inner);
      }
      return;
    case "AssignmentPattern": {
      const fallback = walk.value(node.right, inner);
      const known = given.parts.some((part) => !("opaque" in part));
      const either = known ? value(given.at, [{ choice: [given, fallback] }]) : fallback;
      assignTo(walk, node.left, either, at, inner);
      return;
    }
    case "RestElement":
      assignTo(walk, node.argument, given, at, inner);
      return;
    default: {
      const chain = chainOf(node, walk.notes);
      for (const index of chain.computed) walk.stand(index, inner);
      if (chain.root) walk.stand(chain.root, inner);
      noteEnvironment(walk, chain.text, given);
      walk.lowering.emit({
        kind: "assign",
        at,
        scope: place.scope,
        name: targetName(walk, node),
        value: given
      });
    }
  }
}
function targetName(walk, node) {
  const chain = chainOf(node, walk.notes);
  if (chain.env === void 0) return chain.text;
  return node.type === "MemberExpression" ? `${chainOf(node.object, walk.notes).text}.${chain.env}` : chain.text;
}
function noteEnvironment(walk, name, given) {
  const only = onlyPart(given);
  if (only && "name" in only && isEnvironment(only.name)) walk.notes.environments.add(name);
}
function project(walk, whole, key, at) {
  return value(at, [projectPart(walk, whole, key, at, 0)]);
}
function projectPart(walk, whole, key, at, depth) {
  const only = onlyPart(whole);
  if (!only || depth > 20) return { opaque: true };
  if ("name" in only) {
    const variable = variableOf(only.name, key, walk.notes.environments);
    return variable === void 0 ? { name: `${only.name}.${key}` } : { env: variable };
  }
  if ("call" in only) {
    const variable = variableOf(`${only.call}()`, key, walk.notes.environments);
    if (variable !== void 0) return { env: variable };
    const nameless = /^(?:\(\)|"")/.test(only.call) || only.receiver?.parts.some((part) => "env" in part);
    return nameless ? { opaque: true } : { name: `${only.call}().${key}` };
  }
  if (key === "*" && "object" in only) return { choice: only.object.map((entry) => entry.value) };
  if (key === "*" && "list" in only) return { choice: only.list };
  if ("object" in only) return single(only.object.find((entry) => entry.key === key)?.value);
  if ("list" in only) return single(/^\d+$/.test(key) ? only.list[Number(key)] : void 0);
  if ("choice" in only) {
    const choice = only.choice.map((one) => projectPart(walk, one, key, at, depth + 1)).filter((part) => !("opaque" in part));
    const [first] = choice;
    if (!first) return { opaque: true };
    return choice.length === 1 ? first : { choice: choice.map((part) => ({ at, parts: [part] })) };
  }
  return { opaque: true };
}
function single(whole) {
  if (!whole) return { opaque: true };
  return onlyPart(whole) ?? { choice: [whole] };
}

// src/parse/javascript/require.ts
function emitImport(walk, module, names, at, place) {
  const { scope } = place;
  walk.lowering.emit({ kind: "import", at, scope, module, names });
  for (const { imported, local } of names)
    if (isEnvironmentObject(module, imported)) walk.notes.environments.add(local);
  if (!isEnvironmentModule(module)) return;
  for (const { imported, local } of names) {
    if (/^[A-Z][A-Z0-9_]*$/.test(imported))
      walk.lowering.emit({
        kind: "assign",
        at,
        scope,
        name: local,
        value: { at, parts: [{ env: imported }] }
      });
  }
}
function importInPlace(walk, module, at, place) {
  if (walk.notes.inlined.has(module)) return;
  walk.notes.inlined.add(module);
  emitImport(walk, module, [{ imported: "*", local: moduleName(module) }], at, {
    scope: 0,
    depth: place.depth
  });
}
function bindModule(walk, target, init, at, place) {
  let source = unwrap(init);
  let member;
  if (source.type === "MemberExpression") {
    member = keyOf(source.property, source.computed);
    source = unwrap(source.object);
  }
  const module = moduleOf(source);
  if (module === void 0 || member === "*") return false;
  if (target.type === "Identifier") {
    emitImport(walk, module, [{ imported: member ?? "*", local: target.name }], at, place);
    return true;
  }
  if (target.type !== "ObjectPattern" || member !== void 0 && member !== "default") return false;
  const names = [];
  for (const property of target.properties) {
    if (property.type === "RestElement") {
      if (property.argument.type !== "Identifier") return false;
      names.push({ imported: "*", local: property.argument.name });
      continue;
    }
    const local = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    const imported = keyOf(property.key, property.computed);
    if (local.type !== "Identifier" || imported === "*") return false;
    names.push({ imported, local: local.name });
  }
  emitImport(walk, module, names, at, place);
  return true;
}

// src/parse/javascript/assign.ts
function lowerDeclaration(walk, node, at, place) {
  const alone = node.declarations.length === 1;
  for (const declarator of node.declarations) {
    const { id, init } = declarator;
    if (!init) continue;
    const span = alone ? at : spanOf(declarator);
    if (bindModule(walk, id, init, span, place)) continue;
    const hint = id.type === "Identifier" ? { name: id.name } : {};
    assignTo(walk, id, settled(walk.value(init, deeper(place), hint)), span, place);
  }
}
function lowerLoopHead(walk, left, right, each, place) {
  const inner = deeper(place);
  const over = walk.value(right, inner);
  const target = left.type === "VariableDeclaration" ? left.declarations[0]?.id : left;
  if (!target) return;
  const only = onlyPart(over);
  const at = spanOf(left);
  let element = opaqueValue(at);
  if (!each || !only || !("list" in only)) walk.hold(over, inner);
  if (each && only && "name" in only) element = value(at, [{ name: `${only.name}.*` }]);
  else if (each && only && "list" in only) element = value(at, [{ choice: only.list }]);
  assignTo(walk, target, element, at, place);
}
function lowerAssignment(walk, node, at, place) {
  const target = unwrap(node.left);
  const name = /Pattern$/.test(target.type) ? void 0 : targetName(walk, target);
  if (node.operator === "=") {
    if (target.type === "Identifier" && bindModule(walk, target, node.right, at, place))
      return value(at, [{ name: target.name }]);
    if (prototypeMember(walk, name, node.right, at, place)) return opaqueValue(at);
    const given = walk.value(node.right, place, { name: functionName(name) });
    assignTo(walk, target, settled(given), at, place);
    if (name !== void 0) exportAssignment(walk, name, node.right, at, place);
    return { at, parts: given.parts };
  }
  const right = walk.value(node.right, place, { name: functionName(name) });
  const old = { at: spanOf(target), parts: walk.value(target, place).parts };
  let result;
  if (node.operator === "+=") result = value(at, [...old.parts, ...right.parts]);
  else if (node.operator === "||=" || node.operator === "??=") result = value(at, [{ choice: [old, right] }]);
  else if (node.operator === "&&=") result = { at, parts: right.parts };
  else result = opaqueValue(at);
  assignTo(walk, target, result, at, place);
  return result;
}
function functionName(name) {
  if (name === void 0) return "";
  return name === "module.exports" || name === "exports" ? "default" : name.slice(name.lastIndexOf(".") + 1);
}
function settled(given) {
  const only = onlyPart(given);
  if (!only || !("call" in only) || only.call !== "Promise.all") return given;
  const list = only.args[0] && onlyPart(only.args[0]);
  return list && "list" in list ? { at: given.at, parts: [list] } : given;
}
function prototypeMember(walk, name, right, at, place) {
  const match = name === void 0 ? null : /^([\w$.]+)\.prototype(?:\.([\w$]+))?$/.exec(name);
  const owner = match?.[1];
  if (owner === void 0) return false;
  const scope = classScope(walk, owner.slice(owner.lastIndexOf(".") + 1), at, place);
  const member = match?.[2];
  const home = { scope, depth: place.depth };
  if (member === void 0) {
    const given2 = walk.value(right, place, { owner: scope });
    walk.lowering.emit({ kind: "assign", at, scope: place.scope, name: name ?? "", value: given2 });
    return true;
  }
  const given = walk.value(right, isFunction(unwrap(right)) ? home : place, { name: member });
  walk.lowering.emit({ kind: "assign", at, scope, name: `this.${member}`, value: given, field: true });
  return true;
}

// src/parse/javascript/jsx.ts
var OF_INTEREST = /zendesk|\/token|\bbasic\s/i;
function lowerJsx(walk, node, place) {
  walk.lowering.tick(place.depth);
  const inner = deeper(place);
  if (node.type === "JSXElement") {
    for (const attribute of node.openingElement.attributes) {
      if (attribute.type === "JSXSpreadAttribute") walk.stand(attribute.argument, inner);
      else if (attribute.value) {
        const name = attribute.name.type === "JSXIdentifier" ? attribute.name.name : "";
        lowerChild(walk, attribute.value, inner, name);
      }
    }
  }
  for (const child of node.children) lowerChild(walk, child, inner, void 0);
}
function lowerChild(walk, node, place, attribute) {
  switch (node.type) {
    case "JSXElement":
    case "JSXFragment":
      lowerJsx(walk, node, place);
      return;
    case "StringLiteral":
      walk.stand(node, place);
      return;
    case "JSXSpreadChild":
      walk.stand(node.expression, place);
      return;
    case "JSXExpressionContainer": {
      const { expression } = node;
      if (expression.type === "JSXEmptyExpression") return;
      if (expression.type === "ArrowFunctionExpression" || expression.type === "FunctionExpression")
        walk.value(expression, place, attribute === void 0 ? {} : { name: attribute });
      else walk.stand(expression, place);
      return;
    }
    case "JSXText": {
      if (!OF_INTEREST.test(node.value)) return;
      const at = spanOf(node);
      const start = at.start + (node.value.length - node.value.trimStart().length);
      const text = node.value.trim().replace(/\s+/g, " ");
      walk.lowering.emit({
        kind: "prose",
        at: { start, end: at.end },
        scope: place.scope,
        value: textValue({ start, end: at.end }, text)
      });
      return;
    }
    default:
  }
}

// src/parse/javascript/expression.ts
function lowerExpression(walk, outer, place, hint) {
  const at = spanOf(outer);
  const node = unwrap(outer);
  const inner = deeper(place);
  walk.lowering.tick(place.depth);
  switch (node.type) {
    case "StringLiteral":
    case "DirectiveLiteral":
      return textValue(at, node.value);
    case "BooleanLiteral":
      return textValue(at, String(node.value));
    case "NullLiteral":
      return value(at, []);
    case "Identifier":
      return node.name === "undefined" ? value(at, []) : value(at, [{ name: node.name }]);
    case "ThisExpression":
      return value(at, [{ name: "this" }]);
    case "TemplateLiteral":
      return value(at, templateParts(walk, node, inner, false));
    case "TaggedTemplateExpression":
      return lowerTagged(walk, node, at, inner, templateParts);
    case "MemberExpression":
    case "OptionalMemberExpression":
    case "MetaProperty":
      return lowerMember2(walk, node, at, inner);
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
    case "ImportExpression": {
      const module = moduleOf(node);
      if (module === void 0)
        return node.type === "ImportExpression" ? opaqueValue(at) : lowerCall(walk, node, at, inner);
      importInPlace(walk, module, spanOf(node), place);
      return value(at, [{ name: moduleName(module) }]);
    }
    case "BinaryExpression":
      if (node.operator === "+") return value(at, sumParts(walk, node, inner));
      walk.stand(node.left, inner);
      walk.stand(node.right, inner);
      return opaqueValue(at);
    case "LogicalExpression":
      if (node.operator === "&&") {
        walk.stand(node.left, inner);
        return { at, parts: walk.value(node.right, inner, hint).parts };
      }
      return choiceOf(
        at,
        alternatives(node).map((one) => walk.value(one, inner, hint))
      );
    case "ConditionalExpression":
      return lowerConditional(walk, node, at, inner, hint);
    case "AssignmentExpression":
      return lowerAssignment(walk, node, at, inner);
    case "ObjectExpression":
      return value(at, [{ object: objectEntries(walk, node, inner, hint) }]);
    case "ArrayExpression":
    case "TupleExpression":
      return value(at, [
        {
          list: node.elements.map(
            (one) => one ? walk.value(one, inner) : value({ start: at.start, end: at.start }, [])
          )
        }
      ]);
    case "SpreadElement":
      return { at, parts: walk.value(node.argument, inner).parts };
    case "SequenceExpression": {
      for (const one of node.expressions.slice(0, -1)) walk.stand(one, inner);
      return { at, parts: walk.value(node.expressions.at(-1), inner, hint).parts };
    }
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      walk.callable(node, place, hint);
      return opaqueValue(at);
    case "ClassExpression":
      walk.classBody(node, place, hint);
      return opaqueValue(at);
    case "UnaryExpression":
      if (node.operator === "void") return value(at, []);
      walk.stand(node.argument, inner);
      return opaqueValue(at);
    case "YieldExpression":
      walk.stand(node.argument, inner);
      return opaqueValue(at);
    case "JSXElement":
    case "JSXFragment":
      lowerJsx(walk, node, inner);
      return opaqueValue(at);
    default:
      return opaqueValue(at);
  }
}
function lowerMember2(walk, node, at, place) {
  const chain = chainOf(node, walk.notes);
  for (const index of chain.computed) walk.stand(index, place);
  if (chain.env !== void 0) return value(at, [{ env: chain.env }]);
  if (chain.plain) {
    importRoot(walk, node, place);
    return value(at, [{ name: chain.text }]);
  }
  if (!chain.root) return opaqueValue(at);
  const root = walk.value(chain.root, place);
  const found = keysUpTo(node, chain.root).reduce((whole, key) => project(walk, whole, key, at), root);
  if (found.parts.some((part) => "opaque" in part) && !isHeld(chain.root, walk.notes)) walk.hold(root, place);
  return { at, parts: found.parts };
}
function keysUpTo(node, root) {
  const keys = [];
  let current = unwrap(node);
  while (current !== root && (current.type === "MemberExpression" || current.type === "OptionalMemberExpression")) {
    keys.push(keyOf(current.property, current.computed));
    current = unwrap(current.object);
  }
  return keys.reverse();
}
function importRoot(walk, node, place) {
  let current = unwrap(node);
  while (current.type === "MemberExpression" || current.type === "OptionalMemberExpression")
    current = unwrap(current.object);
  const module = moduleOf(current);
  if (module !== void 0) importInPlace(walk, module, spanOf(current), place);
}
function templateParts(walk, node, place, raw) {
  const parts = [];
  for (const [index, quasi] of node.quasis.entries()) {
    parts.push({ text: raw ? quasi.value.raw : quasi.value.cooked ?? quasi.value.raw });
    const expression = node.expressions[index];
    if (expression) parts.push(...walk.value(expression, place).parts);
  }
  return parts;
}
function sumParts(walk, node, place) {
  const operands = [];
  let current = node;
  while (current.type === "BinaryExpression" && current.operator === "+") {
    operands.push(current.right);
    current = unwrap(current.left);
  }
  operands.push(current);
  return operands.reverse().flatMap((operand) => walk.value(operand, place).parts);
}
function alternatives(node) {
  const found = [];
  let current = node;
  while (current.type === "LogicalExpression" && current.operator !== "&&") {
    found.push(current.right);
    current = unwrap(current.left);
  }
  found.push(current);
  return found.reverse();
}
function lowerConditional(walk, node, at, place, hint) {
  const choice = [];
  let current = node;
  while (current.type === "ConditionalExpression") {
    walk.stand(current.test, place);
    choice.push(walk.value(current.consequent, place, hint));
    current = unwrap(current.alternate);
  }
  choice.push(walk.value(current, place, hint));
  return choiceOf(at, choice);
}
function choiceOf(at, choice) {
  const readable = choice.some(
    (one) => one.parts.length !== 1 || one.parts.some((part) => !("opaque" in part))
  );
  return readable ? value(at, [{ choice }]) : opaqueValue(at);
}
function objectEntries(walk, node, place, hint) {
  const home = hint.owner === void 0 ? place : { ...place, scope: hint.owner };
  const properties = node.properties.filter((one) => one.type !== "ObjectMethod" || one.kind !== "set");
  for (const setter of node.properties)
    if (setter.type === "ObjectMethod" && setter.kind === "set")
      walk.callable(setter, home, { name: keyOf(setter.key, setter.computed) });
  return properties.map((property) => {
    if (property.type === "SpreadElement")
      return { key: "...", at: spanOf(property), value: walk.value(property.argument, place) };
    if (property.computed) walk.stand(property.key, place);
    const key = keyOf(property.key, property.computed);
    const at = spanOf(property.key);
    if (property.type === "ObjectMethod") {
      walk.callable(property, home, { name: key });
      return { key, at, value: opaqueValue(spanOf(property)) };
    }
    return {
      key,
      at,
      value: walk.value(property.value, isFunction(property.value) ? home : place, { name: key })
    };
  });
}

// src/parse/javascript/size.ts
var PER_CHARACTER = 20;
var ALWAYS = 2e5;
function boundSize(facts, characters) {
  const known = /* @__PURE__ */ new Map();
  const limit = ALWAYS + PER_CHARACTER * characters;
  let total = 0;
  for (const fact of facts) {
    if (fact.kind === "call") total += callSize(fact, known);
    else if ("value" in fact) total += sizeOf(fact.value, known);
    if (total > limit) throw new ParseBound("too-deep");
  }
}
function callSize(call, known) {
  let size = 1;
  for (const argument of call.args) size += sizeOf(argument, known);
  return call.receiver ? size + sizeOf(call.receiver, known) : size;
}
function sizeOf(value2, known) {
  const before = known.get(value2);
  if (before !== void 0) return before;
  let size = 1;
  for (const part of value2.parts) {
    if ("call" in part) size += callSize(part, known);
    else if ("object" in part) for (const entry of part.object) size += 1 + sizeOf(entry.value, known);
    else if ("list" in part) for (const one of part.list) size += sizeOf(one, known);
    else if ("choice" in part) for (const one of part.choice) size += sizeOf(one, known);
    else size += 1;
  }
  known.set(value2, size);
  return size;
}

// src/parse/javascript/module.ts
function lowerModuleStatement(walk, node, place) {
  switch (node.type) {
    case "ImportDeclaration":
      lowerImport(walk, node, place);
      return true;
    case "TSImportEqualsDeclaration": {
      const names = [{ imported: "*", local: node.id.name }];
      if (node.moduleReference.type === "TSExternalModuleReference")
        emitImport(walk, node.moduleReference.expression.value, names, spanOf(node), place);
      return true;
    }
    case "ExportNamedDeclaration":
      lowerNamed(walk, node, place);
      return true;
    case "ExportDefaultDeclaration":
    case "TSExportAssignment":
      lowerDefault(
        walk,
        node.type === "TSExportAssignment" ? node.expression : node.declaration,
        node,
        place
      );
      return true;
    case "ExportAllDeclaration":
      emitExport(walk, node, "*", "*", place, node.source.value);
      return true;
    default:
      return false;
  }
}
function lowerImport(walk, node, place) {
  const names = node.specifiers.map((specifier) => {
    const local = specifier.local.name;
    if (specifier.type === "ImportDefaultSpecifier") return { imported: "default", local };
    if (specifier.type === "ImportNamespaceSpecifier") return { imported: "*", local };
    return { imported: keyOf(specifier.imported, false), local };
  });
  emitImport(walk, node.source.value, names, spanOf(node), place);
}
function emitExport(walk, node, name, local, place, from) {
  const source = from === void 0 ? {} : { from };
  walk.lowering.emit({ kind: "export", at: spanOf(node), scope: place.scope, name, local, ...source });
}
function lowerNamed(walk, node, place) {
  const from = node.source?.value;
  for (const specifier of node.specifiers) {
    if (specifier.type === "ExportSpecifier") {
      const local = keyOf(specifier.local, false);
      emitExport(walk, specifier, keyOf(specifier.exported, false), local, place, from);
    } else if (specifier.type === "ExportNamespaceSpecifier") {
      emitExport(walk, specifier, specifier.exported.name, "*", place, from);
    } else emitExport(walk, specifier, specifier.exported.name, "default", place, from);
  }
  const declared = node.declaration;
  if (!declared) return;
  if (declared.type === "VariableDeclaration") {
    lowerDeclaration(walk, declared, spanOf(node), place);
    for (const declarator of declared.declarations)
      for (const name of boundNames(declarator.id)) emitExport(walk, declarator, name, name, place);
    return;
  }
  walk.statements([declared], place);
  if ("id" in declared && declared.id && "name" in declared.id && !isType(declared))
    emitExport(walk, node, declared.id.name, declared.id.name, place);
}
var isType = (node) => /^(?:TSInterface|TSTypeAlias|TSDeclareFunction|TypeAlias|Interface|Declare|Opaque)/.test(node.type);
function boundNames(target) {
  const names = [];
  const open = [target];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "Identifier") names.push(node.name);
    else if (node.type === "ObjectPattern")
      for (const property of node.properties)
        open.push(property.type === "RestElement" ? property.argument : property.value);
    else if (node.type === "ArrayPattern") for (const element of node.elements) element && open.push(element);
    else if (node.type === "AssignmentPattern") open.push(node.left);
    else if (node.type === "RestElement") open.push(node.argument);
  }
  return names.reverse();
}
function lowerDefault(walk, node, statement, place) {
  const at = spanOf(statement);
  const inner = deeper(place);
  switch (node.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration": {
      const name = node.id?.name;
      if (name !== void 0) walk.statements([node], inner);
      else if (node.type === "ClassDeclaration") walk.classBody(node, inner, { name: "default" });
      else walk.callable(node, inner, { name: "default" });
      emitExport(walk, statement, "default", name ?? "default", place);
      return;
    }
    case "TSDeclareFunction":
      return;
    case "Identifier":
      emitExport(walk, statement, "default", node.name, place);
      return;
    default: {
      const module = moduleOf(node);
      if (module !== void 0) {
        emitExport(walk, statement, "*", "*", place, module);
        return;
      }
      const value2 = walk.value(node, inner, { name: "default" });
      walk.lowering.emit({ kind: "assign", at, scope: place.scope, name: "default", value: value2 });
      emitExport(walk, statement, "default", "default", place);
    }
  }
}

// src/parse/javascript/statement.ts
function lowerStatement(walk, node, place) {
  walk.lowering.tick(place.depth);
  const inner = deeper(place);
  switch (node.type) {
    case "ExpressionStatement":
      walk.stand(node.expression, inner);
      return;
    case "VariableDeclaration":
      lowerDeclaration(walk, node, spanOf(node), inner);
      return;
    case "FunctionDeclaration":
      walk.callable(node, inner, { name: node.id?.name ?? "" });
      return;
    case "ClassDeclaration":
      walk.classBody(node, inner, {});
      return;
    case "ReturnStatement":
      if (node.argument) {
        const given = walk.value(node.argument, inner);
        walk.lowering.emit({ kind: "return", at: spanOf(node), scope: place.scope, value: given });
      }
      return;
    case "ThrowStatement":
      walk.stand(node.argument, inner);
      return;
    case "BlockStatement":
      walk.statements(node.body, inner);
      return;
    case "IfStatement":
      lowerIf(walk, node, inner);
      return;
    case "ForStatement":
      if (node.init) walk.statements([node.init], inner);
      walk.stand(node.test, inner);
      walk.stand(node.update, inner);
      walk.statements([node.body], inner);
      return;
    case "ForOfStatement":
    case "ForInStatement":
      lowerLoopHead(walk, node.left, node.right, node.type === "ForOfStatement", inner);
      walk.statements([node.body], inner);
      return;
    case "WhileStatement":
    case "DoWhileStatement":
      walk.stand(node.test, inner);
      walk.statements([node.body], inner);
      return;
    case "WithStatement":
      walk.stand(node.object, inner);
      walk.statements([node.body], inner);
      return;
    case "LabeledStatement":
      walk.statements([node.body], inner);
      return;
    case "SwitchStatement":
      walk.stand(node.discriminant, inner);
      for (const branch of node.cases) {
        walk.stand(branch.test, inner);
        walk.statements(branch.consequent, inner);
      }
      return;
    case "TryStatement":
      walk.statements(node.block.body, inner);
      if (node.handler) walk.statements(node.handler.body.body, inner);
      if (node.finalizer) walk.statements(node.finalizer.body, inner);
      return;
    case "TSEnumDeclaration":
      for (const member of node.members) {
        if (!member.initializer) continue;
        const name = `${node.id.name}.${keyOf(member.id, false)}`;
        const given = walk.value(member.initializer, inner);
        walk.lowering.emit({ kind: "assign", at: spanOf(member), scope: place.scope, name, value: given });
      }
      return;
    case "TSModuleDeclaration": {
      if (node.body?.type !== "TSModuleBlock" && node.body?.type !== "TSModuleDeclaration") return;
      const name = keyOf(node.id, false);
      const scope = walk.lowering.scope({
        parent: place.scope,
        kind: "class",
        name,
        at: spanOf(node),
        params: []
      });
      const home = { scope, depth: inner.depth };
      walk.statements(node.body.type === "TSModuleBlock" ? node.body.body : [node.body], home);
      return;
    }
    default:
      if (!lowerModuleStatement(walk, node, inner) && isExpression(node)) walk.stand(node, inner);
  }
}
var isExpression = (node) => /Expression$|^Identifier$|Literal$/.test(node.type);
function lowerIf(walk, node, place) {
  let current = node;
  while (current?.type === "IfStatement") {
    walk.stand(current.test, place);
    walk.statements([current.consequent], place);
    current = current.alternate;
  }
  if (current) walk.statements([current], place);
}

// src/parse/javascript/syntax.ts
var TYPESCRIPT = ["typescript", { disallowAmbiguousJSXLike: false }];
var DECLARATIONS = ["typescript", { dts: true }];
function dialects(path, extension) {
  if (/\.d\.[cm]?ts$/.test(path)) return [[DECLARATIONS]];
  if (/^\.[cm]?ts$/.test(extension)) return [[TYPESCRIPT], [TYPESCRIPT, "jsx"]];
  if (extension === ".tsx") return [[TYPESCRIPT, "jsx"], [TYPESCRIPT]];
  return [["jsx"], ["jsx", "flow"], [TYPESCRIPT, "jsx"], [TYPESCRIPT]];
}
var OPTIONS = {
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowNewTargetOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowUndeclaredExports: true,
  attachComment: false
};
var DAMAGE = /^(?:UnexpectedToken|UnexpectedDigitAfterHash|Unterminated|InvalidOrUnexpectedToken|Missing(?:Semicolon|Plugin|OneOfPlugins|ClosingTag|EqInAssignment)|UnwrappedAdjacentJSX|UnexpectedType(?:Annotation|Cast)|InvalidPropertyBindingPattern|NoCatchOrFinally)/;
var MAX_SKIPPED = 4;
var MAX_RETRIED = 5e5;
function readSyntax(parser, text, path, extension) {
  const attempt = (source, plugins, script) => parser(source, {
    ...OPTIONS,
    sourceType: script ? "script" : "unambiguous",
    plugins: [...plugins, "decorators-legacy"]
  });
  let failure;
  let recovered;
  const known = dialects(path, extension);
  const tries = [
    ...known.map((plugins) => ({ plugins, script: false })),
    { plugins: known[0] ?? [], script: true }
  ];
  for (const { plugins, script } of tries) {
    try {
      const file = attempt(text, plugins, script);
      if (!(file.errors ?? []).some((error) => DAMAGE.test(error.reasonCode)))
        return { file, degraded: false, skipped: [] };
      recovered ??= { file, degraded: true, skipped: [] };
    } catch (error) {
      if (error instanceof RangeError) throw error;
      failure ??= error;
    }
  }
  if (recovered) return recovered;
  const skipped = [];
  let rest = text;
  let next = failure;
  while (skipped.length < MAX_SKIPPED && text.length < MAX_RETRIED) {
    const line = lineOf(rest, next);
    if (!line) break;
    skipped.push(line);
    rest = rest.slice(0, line.start) + " ".repeat(line.end - line.start) + rest.slice(line.end);
    try {
      return { file: attempt(rest, known[0] ?? [], false), degraded: true, skipped };
    } catch (error) {
      if (error instanceof RangeError) throw error;
      next = error;
    }
  }
  throw failure;
}
function lineOf(text, error) {
  if (!(error instanceof SyntaxError) || !("pos" in error) || typeof error.pos !== "number") return void 0;
  const start = text.lastIndexOf("\n", error.pos - 1) + 1;
  const after = text.indexOf("\n", error.pos);
  const end = after < 0 ? text.length : after;
  return text.slice(start, end).trim() === "" ? void 0 : { start, end };
}

// src/parse/languages/javascript.ts
async function load() {
  return (lowering) => {
    const { text } = lowering;
    const { file, degraded, skipped } = readSyntax(import_parser.parse, text, lowering.path, lowering.extension);
    lowering.degraded ||= degraded;
    for (const { start, end } of skipped)
      lowering.embed({ language: "text", pieces: [{ text: text.slice(start, end), start }] });
    const walk = {
      lowering,
      notes: {
        environments: /* @__PURE__ */ new Set(),
        prototypes: prototypesIn(text),
        classes: /* @__PURE__ */ new Map(),
        inlined: /* @__PURE__ */ new Set()
      },
      value: (node, place, hint = {}) => node ? lowerExpression(walk, node, place, hint) : { at: { start: 0, end: 0 }, parts: [] },
      stand(node, place) {
        if (!node) return;
        const value2 = lowerExpression(walk, node, place, {});
        if (!isHeld(node, walk.notes)) walk.hold(value2, place);
      },
      hold(value2, place) {
        if (tells(value2)) lowering.emit({ kind: "value", at: value2.at, scope: place.scope, value: value2 });
      },
      statements(nodes, place) {
        for (const node of nodes) lowerStatement(walk, node, place);
      },
      callable: (node, place, hint) => lowerCallable(walk, node, place, hint),
      classBody: (node, place, hint) => lowerClass(walk, node, place, hint)
    };
    const top = { scope: 0, depth: 0 };
    walk.statements(file.program.body, top);
    boundSize(lowering.facts, text.length);
    lowering.facts.sort(inSourceOrder);
  };
}
var inSourceOrder = (a, b) => a.at.start - b.at.start;
function prototypesIn(text) {
  const found = /* @__PURE__ */ new Set();
  for (const match of text.matchAll(/(?<![\w$])([A-Za-z_$][\w$]{0,99})\.prototype\b/g))
    if (match[1]) found.add(match[1]);
  return found;
}
function tells(value2) {
  return value2.parts.some((part) => {
    if ("text" in part) return part.text.trim() !== "" && part.text !== "true" && part.text !== "false";
    if ("env" in part) return true;
    if ("choice" in part) return part.choice.some(tells);
    if ("list" in part) return part.list.some(tells);
    if ("object" in part) return part.object.some((entry) => tells(entry.value));
    return false;
  });
}
export {
  load
};
