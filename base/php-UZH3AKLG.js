import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  spanOf,
  treeSitter
} from "./chunk-24IPJAYB.js";
import {
  formatParts,
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/php/names.ts
function dotted(text) {
  return text.replace(/^\\+/, "").replace(/\s+/g, "").replaceAll("\\", ".");
}
function classReference(text) {
  const lower = text.toLowerCase();
  if (lower === "self" || lower === "static") return "this";
  return lower === "parent" ? "super" : dotted(text);
}
function constructed(text, place) {
  const lower = text.toLowerCase();
  if (lower === "self" || lower === "static") return place.within?.name || "this";
  return lower === "parent" ? "super" : dotted(text);
}
function variableText(node) {
  return node.text.replace(/^[$&{\s]+/, "").replace(/[}\s]+$/, "");
}
function memberText(node) {
  if (node === null) return "*";
  if (node.type === "name") return node.text;
  if (node.type === "string") return node.text.slice(1, -1);
  return "*";
}

// src/parse/php/place.ts
var deeper = (place) => ({ ...place, depth: place.depth + 1 });
function holds(part, alone) {
  if ("text" in part) return part.text !== "true" && part.text !== "false";
  if ("env" in part || "secret" in part) return true;
  if ("call" in part) return !alone;
  if ("object" in part) return part.object.some((entry) => isWorthy(entry.value));
  if ("list" in part) return part.list.some(isWorthy);
  if ("choice" in part) return part.choice.some(isWorthy);
  return false;
}
function isWorthy(value2) {
  return value2.parts.some((part) => holds(part, value2.parts.length === 1));
}
function chainName(value2) {
  const [only] = value2.parts;
  if (only === void 0 || value2.parts.length > 1) return value2.parts.length === 0 ? '""' : "()";
  if ("name" in only) return only.name;
  if ("call" in only) return `${only.call}()`;
  if ("env" in only) return "env";
  return "text" in only ? '""' : "()";
}
function literalText(value2) {
  if (value2 === void 0) return void 0;
  const [only] = value2.parts;
  if (only === void 0) return "";
  return value2.parts.length === 1 && "text" in only ? only.text : void 0;
}

// src/parse/php/definitions.ts
function enterClass(php, node, place) {
  const body = node.childForFieldName("body");
  const bases = [];
  for (const child of node.namedChildren)
    if (child.type === "base_clause") for (const base of child.namedChildren) bases.push(dotted(base.text));
  for (const child of body?.namedChildren ?? [])
    if (child.type === "use_declaration") {
      for (const used of child.namedChildren)
        if (used.type === "name" || used.type === "qualified_name") bases.push(dotted(used.text));
    }
  const name = node.childForFieldName("name")?.text ?? "";
  const scope = php.lowering.scope({
    parent: place.scope,
    kind: "class",
    name,
    at: spanOf(node),
    params: [],
    ...bases.length > 0 ? { extends: bases } : {}
  });
  const inside = { scope, depth: place.depth + 1, within: { name, scope } };
  for (const child of node.namedChildren) {
    if (child.type === "attribute_list" || child.type === "arguments") php.statement(child, deeper(place));
  }
  if (!body) return;
  const modern = body.namedChildren.some(
    (child) => child.childForFieldName("name")?.text.toLowerCase() === "__construct"
  );
  for (const child of body.namedChildren) {
    const method = child.type === "method_declaration" ? child.childForFieldName("name")?.text ?? "" : "";
    if (method !== "" && !modern && method.toLowerCase() === name.toLowerCase())
      enterFunction(php, child, inside, "__construct");
    else php.statement(child, inside);
  }
}
function enterFunction(php, node, place, name, of) {
  const params = [];
  const promoted = [];
  const list = node.childForFieldName("parameters");
  for (const child of list?.namedChildren ?? []) {
    const variable = child.childForFieldName("name");
    if (!variable) continue;
    const fallback = child.childForFieldName("default_value");
    const param = {
      name: variableText(variable),
      at: spanOf(child),
      ...fallback ? { default: php.expression(fallback, deeper(place)) } : {}
    };
    params.push(param);
    if (child.type === "property_promotion_parameter") promoted.push({ node: child, param });
  }
  const scope = php.lowering.scope({
    parent: place.scope,
    kind: "function",
    name: name.toLowerCase() === "__construct" ? "constructor" : name,
    at: spanOf(node),
    params,
    ...of === void 0 ? {} : { of }
  });
  for (const { node: child, param } of promoted) {
    const at = spanOf(child);
    const given = value(at, [{ name: param.name }]);
    const fact = {
      kind: "assign",
      at,
      scope,
      name: `this.${param.name}`,
      value: given,
      field: true
    };
    php.lowering.emit(fact);
  }
  const inside = { ...deeper(place), scope };
  const attributes = node.childForFieldName("attributes");
  if (attributes) php.statement(attributes, deeper(place));
  const body = node.childForFieldName("body");
  if (!body) return;
  if (node.type !== "arrow_function") {
    php.statement(body, inside);
    return;
  }
  const result = php.expression(body, inside);
  php.lowering.emit({ kind: "return", at: spanOf(body), scope, value: result });
}

// src/parse/php/references.ts
var MEMBERS = /* @__PURE__ */ new Set([
  "member_access_expression",
  "nullsafe_member_access_expression",
  "scoped_property_access_expression",
  "class_constant_access_expression",
  "subscript_expression"
]);
var isReference = (node) => MEMBERS.has(node.type) || ROOTS.has(node.type);
var ROOTS = /* @__PURE__ */ new Set([
  "variable_name",
  "dynamic_variable_name",
  "name",
  "qualified_name",
  "relative_name",
  "relative_scope"
]);
function step(php, node, place) {
  if (node.type === "subscript_expression") {
    const [from, index] = node.namedChildren.filter((child) => child.type !== "comment");
    return { from: from ?? null, segment: index ? subscript(php, index, place) : "*" };
  }
  if (node.type === "class_constant_access_expression") {
    const [from, constant] = node.namedChildren;
    return { from: from ?? null, segment: memberText(constant ?? null) };
  }
  const name = node.childForFieldName("name");
  const scoped = node.type === "scoped_property_access_expression";
  return {
    from: node.childForFieldName(scoped ? "scope" : "object"),
    segment: scoped && name ? variableText(name) : memberText(name)
  };
}
function subscript(php, index, place) {
  if (index.type === "name") return index.text;
  const key2 = php.expression(index, deeper(place));
  return literalText(key2) || (index.type === "integer" ? index.text : "*");
}
function rootName(node) {
  if (node.type === "variable_name" || node.type === "dynamic_variable_name") {
    return node.descendantsOfType("variable_name").length > 1 ? "*" : variableText(node);
  }
  return node.type === "relative_name" ? dotted(node.text.replace(/^namespace/i, "")) : dotted(node.text);
}
function reference(php, node, place) {
  return value(spanOf(node), [referencePart(php, node, place)]);
}
function referencePart(php, node, place) {
  const segments = [];
  let current = node;
  while (current && MEMBERS.has(current.type)) {
    php.lowering.tick(place.depth);
    const { from, segment } = step(php, current, place);
    segments.push(segment);
    current = from;
  }
  segments.reverse();
  const root = current ? rootText(php, current, node, place) : "()";
  const environment2 = root === "_ENV" || root === "_SERVER" || root === "getenv()";
  if (environment2 && segments.length === 1 && segments[0] !== "*") return { env: segments[0] ?? "" };
  return { name: [root, ...segments].join(".") };
}
function rootText(php, root, whole, place) {
  if (!ROOTS.has(root.type)) return chainName(php.expression(root, deeper(place)));
  const scoped = root !== whole && (root.type === "name" || root.type === "relative_scope");
  return scoped ? classReference(root.text) : rootName(root);
}

// src/parse/php/assignments.ts
function assignment(php, node, place) {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  const given = right ? php.expression(right, deeper(place)) : opaqueValue(spanOf(node));
  if (left) assign(php, node, left, given, deeper(place));
  return given;
}
function assign(php, statement, left, given, place) {
  php.lowering.tick(place.depth);
  if (left.type === "list_literal" || left.type === "array_creation_expression") {
    destructure(php, statement, left, given, place);
    return;
  }
  if (!isReference(left)) {
    php.statement(left, place);
    return;
  }
  php.lowering.emit({
    kind: "assign",
    at: spanOf(statement),
    scope: place.scope,
    name: targetName(php, left, place),
    value: given
  });
}
function targetName(php, left, place) {
  const [part] = reference(php, left, place).parts;
  if (part && "name" in part) return part.name;
  return part && "env" in part ? `_ENV.${part.env}` : "*";
}
function destructure(php, statement, left, given, place) {
  let index = 0;
  let item = [];
  const place1 = deeper(place);
  const flush = () => {
    const target2 = item.at(-1);
    const name = item.length > 1 ? literalText(php.expression(item[0] ?? left, place1)) || "*" : String(index);
    index++;
    if (target2) assign(php, statement, target2, element(given, name), place1);
    item = [];
  };
  for (const child of left.children) {
    if (child.type === ",") flush();
    else if (child.type === "array_element_initializer")
      item = child.namedChildren.filter((one) => one.type !== "comment");
    else if (child.isNamed && child.type !== "comment") item.push(child);
  }
  if (item.length > 0) flush();
}
function element(given, key2) {
  const [only] = given.parts;
  if (only && "list" in only) return only.list[Number(key2)] ?? opaqueValue(given.at);
  if (only && "object" in only)
    return only.object.find((entry) => entry.key === key2)?.value ?? opaqueValue(given.at);
  const chain = chainName(given);
  return chain.startsWith("(") || chain.startsWith('"') ? opaqueValue(given.at) : value(given.at, [{ name: `${chain}.${key2}` }]);
}
function augmented(php, node, place) {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  const operator = node.childForFieldName("operator")?.text ?? "";
  if (!left || !right || !isReference(left)) {
    for (const child of node.namedChildren) php.statement(child, deeper(place));
    return opaqueValue(at);
  }
  const given = php.expression(right, deeper(place));
  const old = reference(php, left, deeper(place));
  const merged2 = operator === "+=" && given.parts.some((part) => "object" in part);
  const next = operator === ".=" ? value(at, [...old.parts, ...given.parts]) : operator === "??=" || merged2 ? value(at, [{ choice: [old, given] }]) : opaqueValue(at);
  const name = targetName(php, left, deeper(place));
  php.lowering.emit({ kind: "assign", at, scope: place.scope, name, value: next });
  return next;
}

// src/parse/php/calls.ts
var ENVIRONMENT = /* @__PURE__ */ new Set(["getenv", "apache_getenv"]);
var WITH_DEFAULT = /* @__PURE__ */ new Set(["env", "getenv_docker", "env.get", "env.getorfail"]);
var TRANSPARENT = /* @__PURE__ */ new Set(["trim", "rtrim", "ltrim", "chop", "strval", "utf8_encode"]);
function readsEnvironment(call) {
  const callee = call.call.toLowerCase();
  return ENVIRONMENT.has(callee) || WITH_DEFAULT.has(callee) || callee.endsWith(".support.env.get");
}
function knownCall(call) {
  if (call.receiver) return void 0;
  const callee = call.call.toLowerCase();
  const [first, second] = call.args;
  if (ENVIRONMENT.has(callee)) return environment(first ?? argument(call, "name"));
  if (readsEnvironment(call)) {
    const key2 = first ?? argument(call, "key");
    const read = environment(key2);
    const fallback = second ?? argument(call, "default");
    if (!read || !key2 || !fallback) return read;
    return [{ choice: [{ at: key2.at, parts: read }, fallback] }];
  }
  if (first === void 0) return void 0;
  const only = call.args.length === 1 && call.named.length === 0;
  if (TRANSPARENT.has(callee)) return only ? first.parts : void 0;
  if (callee === "constant") {
    const constant = literalText(first);
    return constant ? [{ name: constant.replaceAll("::", ".").replaceAll("\\", ".") }] : void 0;
  }
  if (callee === "sprintf") return printed(first, call.args.slice(1));
  if (callee === "vsprintf") return printed(first, listed(second) ?? []);
  if (callee === "implode" || callee === "join") return joined(first, second);
  if (callee === "compact") return compacted(call.args);
  return void 0;
}
var argument = (call, name) => call.named.find((entry) => entry.key === name)?.value;
function environment(key2) {
  const name = literalText(key2);
  return name ? [{ env: name }] : void 0;
}
function listed(argument2) {
  const only = argument2?.parts.length === 1 ? argument2.parts[0] : void 0;
  return only && "list" in only ? only.list : void 0;
}
function printed(format, args) {
  if (!format.parts.some((part) => "text" in part)) return void 0;
  const all = [...args];
  let text = "";
  for (const part of format.parts) {
    if ("text" in part) text += part.text.replace(/%'?[^\s%\w]?(\d*)F/g, "%$1f");
    else {
      all.push({ at: format.at, parts: [part] });
      text += `%${all.length}$s`;
    }
  }
  return formatParts(text, "percent", all);
}
function joined(first, second) {
  const list = listed(second) ?? listed(first);
  if (!list) return void 0;
  const separator = listed(second) ? first : second ?? { at: first.at, parts: [] };
  if (literalText(separator) === void 0) return void 0;
  return list.flatMap((item, index) => index === 0 ? item.parts : [...separator.parts, ...item.parts]);
}
function compacted(args) {
  const entries = [];
  for (const argument2 of args) {
    const key2 = literalText(argument2);
    if (!key2) return void 0;
    entries.push({ key: key2, at: argument2.at, value: value(argument2.at, [{ name: key2 }]) });
  }
  return [{ object: entries }];
}

// src/parse/php/invocations.ts
function callOf(php, node, place) {
  const { name, receiver } = target(php, node, place);
  const list = node.childForFieldName("arguments") ?? node.namedChildren.find((child) => child.type === "arguments");
  const args = [];
  const named = [];
  for (const argument2 of list?.namedChildren ?? []) {
    if (argument2.type === "variadic_placeholder") return void 0;
    if (argument2.type !== "argument") {
      if (argument2.type !== "comment") php.statement(argument2, deeper(place));
      continue;
    }
    const label = argument2.childForFieldName("name");
    const given = argument2.namedChildren.findLast((child) => child.type !== "comment");
    if (!given) continue;
    const lowered = argumentValue(php, given, place, name);
    if (label && label.id !== given.id) named.push({ key: label.text, at: spanOf(label), value: lowered });
    else args.push(lowered);
  }
  return { call: name, args, named, ...receiver ? { receiver } : {} };
}
function argumentValue(php, given, place, callee) {
  if (given.type !== "anonymous_function" && given.type !== "arrow_function")
    return php.expression(given, deeper(place));
  php.closure(given, place, callee);
  return { at: spanOf(given), parts: [{ opaque: true }] };
}
function target(php, node, place) {
  switch (node.type) {
    case "function_call_expression":
      return functionTarget(php, node.childForFieldName("function"), place);
    case "object_creation_expression":
      return constructionTarget(php, node, place);
    case "scoped_call_expression": {
      const scope = node.childForFieldName("scope");
      const method = memberText(node.childForFieldName("name"));
      if (scope?.type !== "name" && scope?.type !== "qualified_name" && scope?.type !== "relative_scope")
        return methodTarget(php, scope, method, place);
      const owner = classReference(scope.text);
      return { name: owner === "super" && method === "__construct" ? "super" : `${owner}.${method}` };
    }
    default:
      return methodTarget(
        php,
        node.childForFieldName("object"),
        memberText(node.childForFieldName("name")),
        place
      );
  }
}
function functionTarget(php, callee, place) {
  if (!callee) return { name: "()" };
  if (callee.type === "name" || callee.type === "qualified_name") return { name: dotted(callee.text) };
  return { name: chainName(php.expression(callee, deeper(place))) };
}
function constructionTarget(php, node, place) {
  const made = node.namedChildren.find((child) => child.type !== "arguments" && child.type !== "comment");
  if (!made) return { name: "()" };
  if (made.type === "name" || made.type === "qualified_name" || made.type === "relative_scope")
    return { name: constructed(made.text, place) };
  if (made.type === "anonymous_class") {
    php.statement(made, deeper(place));
    const base = made.namedChildren.find((child) => child.type === "base_clause")?.namedChildren[0];
    return { name: base ? dotted(base.text) : "()" };
  }
  return { name: chainName(php.expression(made, deeper(place))) };
}
function methodTarget(php, object, method, place) {
  if (!object) return { name: `().${method}` };
  const receiver = php.expression(object, deeper(place));
  const [only] = receiver.parts;
  const name = `${chainName(receiver)}.${method}`;
  return receiver.parts.length === 1 && only && "name" in only ? { name } : { name, receiver };
}

// src/parse/php/strings.ts
var NAMED = {
  n: "\n",
  t: "	",
  r: "\r",
  v: "\v",
  e: "\x1B",
  f: "\f",
  "\\": "\\",
  $: "$",
  '"': '"',
  "`": "`",
  "'": "'"
};
function codePoint(hex) {
  const code = Number.parseInt(hex, 16);
  return code <= 1114111 ? String.fromCodePoint(code) : "";
}
function decode(sequence) {
  const kind = sequence[1] ?? "";
  if (kind === "x") return codePoint(sequence.slice(2) || "0");
  if (kind === "u") return codePoint(sequence.slice(3, -1) || "0");
  if (/^[0-7]/.test(kind)) return String.fromCharCode(Number.parseInt(sequence.slice(1), 8) & 255);
  return NAMED[kind] ?? sequence;
}
function childParts(node, text, interpolate) {
  const parts = [];
  let last = node.startIndex;
  for (const child of node.children) {
    if (child.startIndex > last) parts.push({ text: text.slice(last, child.startIndex) });
    last = Math.max(last, child.endIndex);
    if (child.type === "escape_sequence")
      parts.push({ text: decode(text.slice(child.startIndex, child.endIndex)) });
    else if (child.type === "string_content" || child.type === "nowdoc_string")
      parts.push({ text: text.slice(child.startIndex, child.endIndex) });
    else if (child.isNamed) parts.push(...interpolate(child).parts);
  }
  if (node.endIndex > last && node.type.endsWith("_body"))
    parts.push({ text: text.slice(last, node.endIndex) });
  return parts;
}
function stringParts(node, text, interpolate) {
  if (node.type !== "heredoc" && node.type !== "nowdoc") return childParts(node, text, interpolate);
  const body = node.childForFieldName("value");
  if (!body) return [];
  const end = node.childForFieldName("end_tag");
  const { parts } = value(spanOf(body), childParts(body, text, interpolate));
  const tag = end ? end.endIndex : node.endIndex;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", tag - 1) + 1, tag))?.[0] ?? "";
  return outdent(parts, indent);
}
function outdent(parts, indent) {
  return parts.map((part, index) => {
    if (!("text" in part)) return part;
    let line = part.text;
    if (index === 0) line = line.replace(/^\r?\n/, "");
    if (index === 0 && line.startsWith(indent)) line = line.slice(indent.length);
    if (indent !== "") line = line.replaceAll(`
${indent}`, "\n");
    return { text: index === parts.length - 1 ? line.replace(/\r?\n[ \t]*$/, "") : line };
  });
}
function environmentParts(parts) {
  return parts.flatMap((part) => {
    if (!("text" in part) || !part.text.includes("%env(")) return [part];
    const found = [];
    let last = 0;
    for (const match of part.text.matchAll(/%env\((?:[\w-]+:)*(\w+)\)%/g)) {
      found.push({ text: part.text.slice(last, match.index) }, { env: match[1] ?? "" });
      last = match.index + match[0].length;
    }
    return [...found, { text: part.text.slice(last) }];
  });
}

// src/parse/php/expressions.ts
var WRAPPERS = /* @__PURE__ */ new Set([
  "parenthesized_expression",
  "cast_expression",
  "error_suppression_expression",
  "clone_expression",
  "by_ref",
  "variadic_unpacking"
]);
var STRINGS = /* @__PURE__ */ new Set(["string", "encapsed_string", "heredoc", "nowdoc", "shell_command_expression"]);
var OTHERS = /* @__PURE__ */ new Set([
  "array_creation_expression",
  "assignment_expression",
  "reference_assignment_expression",
  "augmented_assignment_expression",
  "binary_expression",
  "conditional_expression",
  "match_expression",
  "include_expression",
  "include_once_expression",
  "require_expression",
  "require_once_expression",
  "function_call_expression",
  "member_call_expression",
  "nullsafe_member_call_expression",
  "scoped_call_expression",
  "object_creation_expression",
  "anonymous_function",
  "arrow_function"
]);
var isExpression = (node) => OTHERS.has(node.type) || STRINGS.has(node.type) || WRAPPERS.has(node.type) || isReference(node);
function lowerExpression(php, node, place) {
  php.lowering.tick(place.depth);
  const at = spanOf(node);
  if (STRINGS.has(node.type))
    return value(
      at,
      environmentParts(stringParts(node, php.lowering.text, (child) => php.expression(child, deeper(place))))
    );
  if (isReference(node)) return reference(php, node, place);
  if (WRAPPERS.has(node.type)) {
    const inner = node.childForFieldName("value") ?? node.namedChildren.findLast((child) => child.type !== "comment");
    return inner ? php.expression(inner, deeper(place)) : opaqueValue(at);
  }
  switch (node.type) {
    case "null":
      return value(at, []);
    case "boolean":
      return textValue(at, node.text.toLowerCase());
    case "array_creation_expression":
      return array(php, node, place);
    case "assignment_expression":
    case "reference_assignment_expression":
      return assignment(php, node, place);
    case "augmented_assignment_expression":
      return augmented(php, node, place);
    case "binary_expression":
      return binary(php, node, place);
    case "conditional_expression":
      return conditional(php, node, place);
    case "match_expression":
      return matched(php, node, place);
    case "include_expression":
    case "include_once_expression":
    case "require_expression":
    case "require_once_expression":
      return included(php, node, place);
    case "function_call_expression":
    case "member_call_expression":
    case "nullsafe_member_call_expression":
    case "scoped_call_expression":
    case "object_creation_expression":
      return called(php, node, place);
    case "anonymous_function":
    case "arrow_function":
      php.closure(node, place);
      return opaqueValue(at);
    default:
      for (const child of node.namedChildren) php.statement(child, deeper(place));
      return opaqueValue(at);
  }
}
function called(php, node, place) {
  const at = spanOf(node);
  const call = callOf(php, node, place);
  if (!call) return opaqueValue(at);
  const known = node.type === "object_creation_expression" ? void 0 : knownCall(call);
  if (!known || !readsEnvironment(call)) php.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const [name, defined] = call.args;
  if (call.call.toLowerCase() === "define" && defined) {
    const constant = literalText(name);
    if (constant)
      php.lowering.emit({ kind: "assign", at, scope: place.scope, name: constant, value: defined });
  }
  return value(at, known ?? [call]);
}
function included(php, node, place) {
  const at = spanOf(node);
  const argument2 = node.namedChildren.find((child) => child.type !== "comment");
  if (!argument2) return opaqueValue(at);
  const path = php.expression(argument2, deeper(place));
  const call = { call: node.type.slice(0, -"_expression".length), args: [path], named: [] };
  php.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const module = modulePath(path);
  if (module) {
    const left = node.parent?.type === "assignment_expression" ? node.parent.childForFieldName("left") : null;
    const local = left?.type === "variable_name" ? left.text.slice(1) : "*";
    php.lowering.emit({ kind: "import", at, scope: place.scope, module, names: [{ imported: "*", local }] });
  }
  return value(at, [call]);
}
function modulePath(path) {
  const whole = literalText(path);
  if (whole !== void 0) return whole || void 0;
  const last = path.parts.at(-1);
  return last && "text" in last && last.text.startsWith("/") ? `.${last.text}` : void 0;
}
function array(php, node, place) {
  const entries = [];
  let keyed = false;
  let index = 0;
  for (const element2 of node.namedChildren) {
    if (element2.type !== "array_element_initializer") continue;
    php.lowering.tick(place.depth);
    const [first, second] = element2.namedChildren.filter((child) => child.type !== "comment");
    if (!first) continue;
    if (second) {
      keyed = true;
      entries.push({
        key: key(php, first, place),
        at: spanOf(first),
        value: php.expression(second, deeper(place))
      });
    } else {
      const spread = first.type === "variadic_unpacking";
      entries.push({
        key: spread ? "..." : String(index++),
        at: spanOf(first),
        value: php.expression(first, deeper(place))
      });
    }
  }
  return value(spanOf(node), [keyed ? { object: entries } : { list: entries.map((entry) => entry.value) }]);
}
function key(php, node, place) {
  const given = php.expression(node, deeper(place));
  const text = literalText(given);
  if (text !== void 0) return text;
  if (node.type === "integer") return node.text;
  if (node.type === "name" || node.type === "qualified_name")
    return node.text.slice(node.text.lastIndexOf("\\") + 1);
  if (node.type === "class_constant_access_expression") {
    const [owner, constant] = node.namedChildren;
    const name = constant?.text ?? "*";
    return owner?.text.endsWith("RequestOptions") ? name.toLowerCase() : name;
  }
  return "*";
}
function operands(php, node, operator) {
  const found = [];
  let current = node;
  while (current?.type === "binary_expression" && current.childForFieldName("operator")?.text === operator) {
    php.lowering.tick();
    const right = current.childForFieldName("right");
    if (right) found.push(right);
    current = current.childForFieldName("left");
  }
  if (current) found.push(current);
  return found.reverse();
}
function binary(php, node, place) {
  const at = spanOf(node);
  const operator = node.childForFieldName("operator")?.text ?? "";
  const broken = node.children.some((child) => child.isError);
  if (operator === "." && !broken) {
    const parts = [];
    for (const operand of operands(php, node, "."))
      parts.push(...php.expression(operand, deeper(place)).parts);
    return value(at, parts);
  }
  if (operator === "??") {
    const choice = [];
    for (let current = node; current; ) {
      php.lowering.tick(place.depth);
      const chained = current.type === "binary_expression" && current.childForFieldName("operator")?.text === "??";
      const operand = chained ? current.childForFieldName("left") : current;
      if (operand) choice.push(php.expression(operand, deeper(place)));
      current = chained ? current.childForFieldName("right") : null;
    }
    return value(at, [{ choice }]);
  }
  if (operator === "+") {
    const values = operands(php, node, "+").map((operand) => php.expression(operand, deeper(place)));
    if (values.some((one) => one.parts.some((part) => "object" in part)))
      return value(at, [{ object: values.flatMap(merged) }]);
    for (const one of values) loose(php, one, place);
    return opaqueValue(at);
  }
  for (const operand of operands(php, node, operator)) php.statement(operand, deeper(place));
  return opaqueValue(at);
}
function merged(one) {
  const [only] = one.parts;
  return only && "object" in only ? only.object : [{ key: "...", at: one.at, value: one }];
}
function loose(php, one, place) {
  if (isWorthy(one)) php.lowering.emit({ kind: "value", at: one.at, scope: place.scope, value: one });
}
function conditional(php, node, place) {
  const condition = node.childForFieldName("condition");
  const body = node.childForFieldName("body");
  const alternative = node.childForFieldName("alternative");
  const choice = [];
  if (condition && body) php.statement(condition, deeper(place));
  for (const branch of [body ?? condition, alternative])
    if (branch) choice.push(php.expression(branch, deeper(place)));
  return value(spanOf(node), [{ choice }]);
}
function matched(php, node, place) {
  const choice = [];
  const condition = node.childForFieldName("condition");
  if (condition) php.statement(condition, deeper(place));
  for (const arm of node.childForFieldName("body")?.namedChildren ?? []) {
    const conditions = arm.childForFieldName("conditional_expressions");
    for (const one of conditions?.namedChildren ?? []) php.statement(one, deeper(place));
    const result = arm.childForFieldName("return_expression");
    if (result) choice.push(php.expression(result, deeper(place)));
  }
  return value(spanOf(node), [{ choice }]);
}

// src/parse/php/statements.ts
var SKIPPED = /* @__PURE__ */ new Set([
  "comment",
  "text",
  "text_interpolation",
  "php_tag",
  "namespace_name",
  "use_declaration"
]);
var HOLDING = /* @__PURE__ */ new Set([
  "assignment_expression",
  "augmented_assignment_expression",
  "reference_assignment_expression"
]);
function lowerStatement(php, node, place) {
  php.lowering.tick(place.depth);
  if (SKIPPED.has(node.type)) return;
  if (isExpression(node)) {
    standing(php, node, place);
    return;
  }
  switch (node.type) {
    case "namespace_use_declaration":
      imports(php, node, place);
      return;
    case "class_declaration":
    case "interface_declaration":
    case "trait_declaration":
    case "enum_declaration":
    case "anonymous_class":
      enterClass(php, node, place);
      return;
    case "function_definition":
    case "method_declaration":
      enterFunction(php, node, place, node.childForFieldName("name")?.text ?? "");
      return;
    case "return_statement":
      returned(php, node, place);
      return;
    case "property_declaration":
    case "const_declaration":
    case "function_static_declaration":
      declared(php, node, place);
      return;
    case "enum_case":
      declare(php, node, node.childForFieldName("name"), node.childForFieldName("value"), place);
      return;
    default:
      for (const child of node.namedChildren) php.statement(child, deeper(place));
  }
}
function standing(php, node, place) {
  const given = php.expression(node, deeper(place));
  let inner = node;
  while (inner?.type === "parenthesized_expression") inner = inner.namedChildren.at(-1) ?? null;
  if (inner && HOLDING.has(inner.type)) return;
  if (isWorthy(given)) php.lowering.emit({ kind: "value", at: given.at, scope: place.scope, value: given });
}
function returned(php, node, place) {
  const result = node.namedChildren.find((child) => child.type !== "comment");
  if (!result) return;
  const given = php.expression(result, deeper(place));
  php.lowering.emit({ kind: "return", at: spanOf(node), scope: place.scope, value: given });
}
function declared(php, node, place) {
  for (const element2 of node.namedChildren) {
    if (element2.type === "property_element") {
      declare(
        php,
        node,
        element2.childForFieldName("name"),
        element2.childForFieldName("default_value"),
        place
      );
    } else if (element2.type === "static_variable_declaration") {
      declare(php, node, element2.childForFieldName("name"), element2.childForFieldName("value"), place);
    } else if (element2.type === "const_element") {
      const [name, given] = element2.namedChildren.filter((child) => child.type !== "comment");
      declare(php, node, name ?? null, given ?? null, place);
    } else php.statement(element2, deeper(place));
  }
}
function declare(php, node, name, given, place) {
  if (!name || !given) return;
  const member = place.within?.scope === place.scope;
  const fact = {
    kind: "assign",
    at: spanOf(node),
    scope: place.scope,
    name: `${member ? "this." : ""}${name.text.replace(/^\$/, "")}`,
    value: php.expression(given, deeper(place)) ?? opaqueValue(spanOf(given)),
    ...member ? { field: true } : {}
  };
  php.lowering.emit(fact);
}
function imports(php, node, place) {
  const group = node.childForFieldName("body");
  const prefix = group ? node.namedChildren.find((child) => child.type === "namespace_name")?.text : void 0;
  for (const clause of (group ?? node).namedChildren) {
    if (clause.type !== "namespace_use_clause") continue;
    const name = clause.namedChildren.find(
      (child) => child.type === "qualified_name" || child.type === "name"
    );
    if (!name) continue;
    const module = (prefix ? `${prefix}\\${name.text}` : name.text).replace(/\s+/g, "").replace(/^\\/, "");
    const imported = module.slice(module.lastIndexOf("\\") + 1);
    const local = clause.childForFieldName("alias")?.text ?? imported;
    const at = spanOf(group || node.namedChildren.length > 1 ? clause : node);
    php.lowering.emit({ kind: "import", at, scope: place.scope, module, names: [{ imported, local }] });
  }
}

// src/parse/php/file.ts
function lowerPhp(lowering, root) {
  const php = {
    lowering,
    expression: (node, place) => lowerExpression(php, node, place),
    statement: (node, place) => lowerStatement(php, node, place),
    closure: (node, place, of) => enterFunction(php, node, place, "", of)
  };
  lowerStatement(php, root, { scope: 0, depth: 0 });
  const markup = root.descendantsOfType("text").map((node) => ({ text: lowering.text.slice(node.startIndex, node.endIndex), start: node.startIndex }));
  if (markup.some((piece) => /<script\b/i.test(piece.text)))
    lowering.embed({ language: "html", pieces: markup });
}

// src/parse/languages/php.ts
async function load() {
  const parse = await treeSitter("php");
  return (lowering) => parse(lowering, (root) => lowerPhp(lowering, root));
}
export {
  load
};
