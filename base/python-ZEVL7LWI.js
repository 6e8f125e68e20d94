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

// src/parse/python/place.ts
var nameValue = (at, name) => ({ at, parts: [{ name }] });
function literalText(value2) {
  if (!value2) return void 0;
  if (value2.parts.length === 0) return "";
  const only = value2.parts.length === 1 ? value2.parts[0] : void 0;
  return only && "text" in only ? only.text : void 0;
}
function neverReturns(value2) {
  const only = value2.parts.length === 1 ? value2.parts[0] : void 0;
  return only !== void 0 && "call" in only && /^(?:sys\.exit|exit|quit|os\._exit)$/.test(only.call);
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

// src/parse/python/strings.ts
var SIMPLE = {
  n: "\n",
  t: "	",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\n": "",
  "\r": ""
};
function decodeEscape(sequence) {
  const body = sequence.slice(1);
  const hex = /^[xuU]([0-9a-fA-F]+)$/.exec(body)?.[1];
  if (hex !== void 0) {
    const code = Number.parseInt(hex, 16);
    return code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD";
  }
  if (/^[0-7]{1,3}$/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  if (body.startsWith("N{")) return "\uFFFD";
  return SIMPLE[body.charAt(0)] ?? body;
}
function stringParts(node, text, interpolated) {
  const parts = [];
  for (const child of node.namedChildren) {
    if (child.type === "string_content") {
      let last = child.startIndex;
      for (const sequence of child.namedChildren) {
        parts.push({ text: text.slice(last, sequence.startIndex) });
        const spelled = text.slice(sequence.startIndex, sequence.endIndex);
        parts.push({
          text: sequence.type === "escape_interpolation" ? spelled.slice(1) : decodeEscape(spelled)
        });
        last = sequence.endIndex;
      }
      parts.push({ text: text.slice(last, child.endIndex) });
    } else if (child.type === "interpolation") {
      const expression2 = child.childForFieldName("expression");
      if (!expression2) continue;
      if (/^\s*=/.test(text.slice(expression2.endIndex, child.endIndex)))
        parts.push({ text: `${text.slice(child.startIndex + 1, expression2.endIndex)}=` });
      parts.push(...interpolated(expression2));
    }
  }
  return parts;
}
function entriesOf(source, keys) {
  const only = source.parts.length === 1 ? source.parts[0] : void 0;
  if (!only) return [];
  if ("object" in only) return [...only.object];
  const prefix = "name" in only ? `${only.name}.` : "call" in only && (only.call === "locals" || only.call === "vars") && only.args.length === 0 ? "" : void 0;
  if (prefix === void 0) return [];
  return [...keys].map((key) => ({ key, at: source.at, value: nameValue(source.at, prefix + key) }));
}
function percentFormat(at, format, right) {
  const only = right.parts.length === 1 ? right.parts[0] : void 0;
  if (only && "list" in only) return value(at, formatParts(format, "percent", only.list));
  const keys = [...format.matchAll(/%\((\w+)\)/g)].map((match) => match[1] ?? "");
  if (keys.length > 0) return value(at, formatParts(format, "percent", [], entriesOf(right, keys)));
  const places = [...format.matchAll(/%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]/g)].filter(
    ([found]) => found !== "%%"
  );
  if (only && "name" in only && places.length > 1)
    return value(
      at,
      formatParts(
        format,
        "percent",
        places.map((_, index) => nameValue(right.at, `${only.name}.${index}`))
      )
    );
  return value(at, formatParts(format, "percent", [right]));
}
function braceFormat(at, format, args, named) {
  const entries = named.filter((entry) => entry.key !== "...");
  const spread = named.filter((entry) => entry.key === "...");
  const keys = new Set([...format.matchAll(/\{\s*([A-Za-z_]\w*)/g)].map((match) => match[1] ?? ""));
  let positional = args;
  for (const { value: source } of spread) {
    const only = source.parts.length === 1 ? source.parts[0] : void 0;
    if (only && "name" in only && /\{\s*\d*\s*[}:!]/.test(format))
      positional = [
        ...positional,
        ...Array.from({ length: 9 }, (_, index) => nameValue(source.at, `${only.name}.${index}`))
      ];
    entries.push(...entriesOf(source, keys));
  }
  const plain = format.replace(/\{(\w+)((?:\.\w+|\[\w+\])+)(?=[!:}])/g, (_, root, path) => {
    const argument = /^\d+$/.test(root) ? positional[Number(root)] : entries.find((entry) => entry.key === root)?.value;
    const base = argument?.parts.length === 1 ? argument.parts[0] : void 0;
    const dotted2 = path.replace(/\[(\w+)\]/g, ".$1");
    const key = `_${root}${dotted2}`;
    if (argument && base && "name" in base)
      entries.push({ key, at: argument.at, value: nameValue(argument.at, base.name + dotted2) });
    return `{${key}`;
  });
  return value(at, formatParts(plain, "brace", positional, entries));
}
function joinList(at, separator, list) {
  const only = list?.parts.length === 1 ? list.parts[0] : void 0;
  if (!only || !("list" in only) || only.list.length === 0) return void 0;
  return value(
    at,
    only.list.flatMap(
      (element2, index) => index === 0 ? element2.parts : [{ text: separator }, ...element2.parts]
    )
  );
}
var isBlankText = (argument) => {
  const text = literalText(argument);
  return text !== void 0 && text.trim() === "";
};

// src/parse/python/calls.ts
var CONVERSIONS = /* @__PURE__ */ new Set([
  "str",
  "unicode",
  "bytes",
  "bytearray",
  "six.text_type",
  "six.ensure_str",
  "six.ensure_text",
  "six.ensure_binary",
  "six.b",
  "six.u"
]);
var CODECS = /* @__PURE__ */ new Set(["encode", "decode", "get_secret_value", "__str__"]);
var TRANSFORMS = /^(?:base64|base_?64|hex|bz2|zlib|zip|uu|quopri|rot_?13|punycode|idna)(?:_codec)?$/i;
var TRIMS = /* @__PURE__ */ new Set(["strip", "lstrip", "rstrip"]);
var ENVIRONMENT_READS = /* @__PURE__ */ new Set([
  "os.getenv",
  "os.getenvb",
  "os.environ.get",
  "os.environb.get",
  "os.environ.pop"
]);
var choice = (at, first, second) => ({
  at,
  parts: [{ choice: [first, second] }]
});
function isParameter(lowering, scope, name) {
  let current = lowering.scopes[scope];
  while (current) {
    if (current.params.some((param) => param.name === name)) return true;
    current = current.parent === null ? void 0 : lowering.scopes[current.parent];
  }
  return false;
}
function canonical(path, place) {
  const dot = path.indexOf(".");
  const root = dot < 0 ? path : path.slice(0, dot);
  const alias = place.file.environment.get(root) ?? (root === "environ" || root === "getenv" ? `os.${root}` : void 0);
  if (!alias || isParameter(place.file.lowering, place.scope, root)) return path;
  return alias + path.slice(root.length);
}
function isEnvironment(link2, place) {
  if (!link2.plain) return false;
  const path = canonical(link2.path, place);
  return path === "os.environ" || path === "os.environb";
}
function transparentCall(at, callee, base, given, place) {
  const { args, named } = given;
  if (callee.plain) {
    const read = environmentRead(at, canonical(callee.path, place), given);
    if (read) return read;
    const builtin = builtinCall(at, callee.path, given);
    if (builtin) return builtin;
  }
  if (!base) return void 0;
  const method = callee.path.slice(callee.path.lastIndexOf(".") + 1);
  const text = literalText(base.value);
  if (text !== void 0) {
    if (method === "format") return braceFormat(at, text, args, named);
    if (method === "format_map" && args[0])
      return braceFormat(at, text, [], [{ key: "...", at: args[0].at, value: args[0] }]);
    if (method === "join" && args.length === 1) return joinList(at, text, args[0]);
  }
  if (TRIMS.has(method) && named.length === 0 && args.every(isBlankText))
    return { at, parts: base.value.parts };
  const literals = [...args, ...named.map((entry) => entry.value)].every(
    (argument) => literalText(argument) !== void 0
  );
  if (CODECS.has(method) && args.length <= 2 && literals && !TRANSFORMS.test(literalText(args[0]) ?? ""))
    return { at, parts: base.value.parts };
  return void 0;
}
function environmentRead(at, path, { args, named }) {
  if (!ENVIRONMENT_READS.has(path)) return void 0;
  const key = literalText(args[0] ?? named.find((entry) => entry.key === "key")?.value);
  if (!key) return void 0;
  const read = { at, parts: [{ env: key }] };
  const fallback = args[1] ?? named.find((entry) => entry.key === "default")?.value;
  return fallback ? choice(at, read, fallback) : read;
}
function builtinCall(at, path, { args, named }) {
  const first = args[0];
  if (path === "dict") return dictCall(at, { args, named });
  if (!first) return void 0;
  const only = first.parts.length === 1 ? first.parts[0] : void 0;
  if (CONVERSIONS.has(path) && args.slice(1).every((argument) => literalText(argument) !== void 0))
    return { at, parts: first.parts };
  if ((path === "list" || path === "tuple" || path === "set") && args.length === 1 && only && "list" in only)
    return { at, parts: first.parts };
  if ((path === "cast" || path === "typing.cast") && args[1] && args.length === 2)
    return { at, parts: args[1].parts };
  if (path === "vars" && args.length === 1 && only && "name" in only) return { at, parts: first.parts };
  if (path === "getattr" && only && "name" in only) {
    const attribute = literalText(args[1]);
    if (attribute === void 0 || attribute === "") return void 0;
    const member2 = nameValue(at, `${only.name}.${attribute}`);
    return args[2] ? choice(at, member2, args[2]) : member2;
  }
  return void 0;
}
function dictCall(at, { args, named }) {
  const first = args[0];
  if (!first) return value(at, [{ object: named }]);
  if (args.length > 1) return void 0;
  const only = first.parts.length === 1 ? first.parts[0] : void 0;
  if (only && "object" in only) return value(at, [{ object: [...only.object, ...named] }]);
  if (only && "list" in only) {
    const pairs = only.list.map((pair2) => {
      const part = pair2.parts.length === 1 ? pair2.parts[0] : void 0;
      const [key, content] = part && "list" in part ? part.list : [];
      const text = literalText(key);
      return key && content && text !== void 0 ? { key: text, at: key.at, value: content } : void 0;
    });
    const entries = pairs.filter((entry) => entry !== void 0);
    return entries.length === pairs.length ? value(at, [{ object: [...entries, ...named] }]) : void 0;
  }
  return value(at, [{ object: [{ key: "...", at: first.at, value: first }, ...named] }]);
}

// src/parse/python/functions.ts
function lambda(node, place, name) {
  const at = spanOf(node);
  const parameters = node.childForFieldName("parameters");
  const params = parameters ? lowerParams(partsOf(parameters), place) : [];
  const scope = place.file.lowering.scope({ parent: place.scope, kind: "function", name, at, params });
  const body = node.childForFieldName("body");
  const result = opaqueValue(at);
  if (!body) return result;
  const given = expression(body, { ...place, scope, classBody: false, globals: /* @__PURE__ */ new Set() });
  place.file.lowering.emit({ kind: "return", at: given.at, scope, value: given });
  place.file.lambdas.set(result, given);
  return result;
}
function lowerParams(nodes, place) {
  const params = [];
  for (const node of nodes) {
    if (node.type === "keyword_separator" || node.type === "positional_separator") continue;
    const named = node.childForFieldName("name") ?? (node.type === "identifier" ? node : partsOf(node)[0]);
    const bare = named?.type.endsWith("_pattern") && named.type !== "tuple_pattern" ? partsOf(named)[0] : named;
    const name = bare?.type === "identifier" ? textOf(bare, place) : "";
    const initial = node.childForFieldName("value");
    params.push({ name, at: spanOf(node), ...initial ? { default: expression(initial, place) } : {} });
  }
  return params;
}

// src/parse/python/invocations.ts
function invocation(node, place) {
  const at = spanOf(node);
  const callee = node.childForFieldName("function");
  if (!callee) return { path: "()", plain: false, value: opaqueValue(at) };
  const object = callee.type === "attribute" ? callee.childForFieldName("object") : null;
  const attribute = callee.type === "attribute" ? callee.childForFieldName("attribute") : null;
  const base = object && attribute ? link(object, place) : void 0;
  const target = base && attribute ? { path: `${base.path}.${textOf(attribute, place)}`, plain: base.plain, value: base.value } : link(callee, place);
  const given = lowerArguments(node.childForFieldName("arguments"), place);
  if (target.plain && (target.path === "super" || target.path === "type" && isThis(given.args[0])))
    return {
      path: target.path === "super" ? "super" : "this",
      plain: true,
      value: nameValue(at, target.path)
    };
  const transparent = transparentCall(at, target, base, given, place);
  if (transparent) return { ...transparentRoot(transparent), value: transparent };
  const parent = parentConstructor(target, given);
  const lowered = {
    call: parent?.call ?? target.path,
    args: parent?.args ?? given.args,
    named: given.named,
    ...base && !base.plain ? { receiver: base.value } : !base && !target.plain ? { receiver: target.value } : {}
  };
  place.file.lowering.emit({ kind: "call", at, scope: place.scope, ...lowered });
  return { path: `${lowered.call}()`, plain: false, value: { at, parts: [lowered] } };
}
var isThis = (argument) => {
  const only = argument?.parts.length === 1 ? argument.parts[0] : void 0;
  return only !== void 0 && "name" in only && only.name === "this";
};
function parentConstructor(target, { args }) {
  if (!target.plain || !target.path.endsWith(".__init__")) return void 0;
  if (target.path === "super.__init__") return { call: "super", args };
  return isThis(args[0]) ? { call: "super", args: args.slice(1) } : void 0;
}
function transparentRoot(found) {
  const only = found.parts.length === 1 ? found.parts[0] : void 0;
  if (only && "name" in only) return { path: only.name, plain: !only.name.includes("(") };
  if (only && "call" in only) return { path: `${only.call}()`, plain: false };
  return rootOf(found);
}
function lowerArguments(node, place) {
  const args = [];
  const named = [];
  if (!node) return { args, named };
  if (node.type !== "argument_list") return { args: [expression(node, place)], named };
  for (const child of partsOf(node)) {
    const name = child.type === "keyword_argument" ? child.childForFieldName("name") : null;
    const content = name ? child.childForFieldName("value") : null;
    if (name && content)
      named.push({ key: textOf(name, place), at: spanOf(name), value: expression(content, place) });
    else if (child.type === "dictionary_splat") named.push(...spreadEntries(expression(child, place)));
    else if (child.type === "list_splat") {
      const spread = expression(child, place);
      const only = spread.parts.length === 1 ? spread.parts[0] : void 0;
      if (only && "list" in only) args.push(...only.list);
      else named.push({ key: "...", at: spanOf(child), value: spread });
    } else args.push(expression(child, place));
  }
  return { args, named };
}

// src/parse/python/expressions.ts
var partsOf = (node) => node.namedChildren.filter((child) => child.type !== "comment" && child.type !== "line_continuation");
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
function lowerExpression(node, place) {
  const at = spanOf(node);
  switch (node.type) {
    case "identifier":
    case "attribute":
    case "subscript":
    case "call":
    case "await":
    case "parenthesized_expression":
      return lowerLink(node, place).value;
    case "string":
      return stringValue(node, place);
    case "concatenated_string":
      return value(
        at,
        partsOf(node).flatMap((child) => expression(child, place).parts)
      );
    case "binary_operator":
      return binary(node, place);
    case "boolean_operator": {
      const operands = spine(node, "boolean_operator", operatorOf(node));
      if (operatorOf(node) === "or") {
        const alternatives = operands.map((operand) => expression(operand, place)).filter((one) => !neverReturns(one));
        const [first] = alternatives;
        return alternatives.length === 1 && first ? { at, parts: first.parts } : value(at, [{ choice: alternatives }]);
      }
      for (const operand of operands.slice(0, -1)) loose(operand, place);
      const last = operands.at(-1);
      return last ? expression(last, place) : opaqueValue(at);
    }
    case "conditional_expression": {
      const [first, condition, second] = partsOf(node);
      if (condition) loose(condition, place);
      const branches = [first, second].filter((branch) => branch !== void 0);
      return value(at, [{ choice: branches.map((branch) => expression(branch, place)) }]);
    }
    case "named_expression": {
      const name = node.childForFieldName("name");
      const right = node.childForFieldName("value");
      if (!name || !right) return opaqueValue(at);
      place.file.lowering.emit({
        kind: "assign",
        at,
        scope: place.scope,
        name: textOf(name, place),
        value: expression(right, place)
      });
      return nameValue(at, textOf(name, place));
    }
    case "lambda":
      return lambda(node, place, "");
    case "list":
    case "tuple":
    case "set":
    case "expression_list":
    case "pattern_list":
      return value(at, [{ list: partsOf(node).flatMap((child) => element(child, place)) }]);
    case "dictionary":
      return value(at, [{ object: partsOf(node).flatMap((child) => pair(child, place)) }]);
    case "list_comprehension":
    case "set_comprehension":
    case "generator_expression":
    case "dictionary_comprehension":
      return comprehension(node, place);
    case "true":
    case "false":
      return value(at, [{ text: node.type }]);
    case "none":
      return value(at, []);
    case "list_splat":
    case "dictionary_splat": {
      const inner = partsOf(node)[0];
      return inner ? expression(inner, place) : opaqueValue(at);
    }
    case "integer":
    case "float":
    case "ellipsis":
    case "type":
      return opaqueValue(at);
    default:
      for (const child of partsOf(node)) loose(child, place);
      return opaqueValue(at);
  }
}
function stringValue(node, place) {
  const at = spanOf(node);
  if (textOf(node, place).startsWith("`")) return opaqueValue(at);
  return value(
    at,
    stringParts(node, place.file.lowering.text, (inner) => expression(inner, place).parts)
  );
}
var operatorOf = (node) => node.childForFieldName("operator")?.type ?? "";
function spine(node, type, operator) {
  const operands = [];
  let current = node;
  while (current && current.type === type && operatorOf(current) === operator) {
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
  if (operator === "+") {
    const parts = spine(node, "binary_operator", "+").flatMap((operand) => expression(operand, place).parts);
    const lists = parts.flatMap((part) => "list" in part ? [part.list] : []);
    return value(at, lists.length === parts.length ? [{ list: lists.flat() }] : parts);
  }
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return opaqueValue(at);
  const first = expression(left, place);
  const second = expression(right, place);
  if (operator === "%") {
    const format = literalText(first);
    if (format !== void 0) return percentFormat(at, format, second);
    const only = first.parts.length === 1 ? first.parts[0] : void 0;
    if (only && "name" in only && right.type !== "integer") {
      const part = second.parts.length === 1 ? second.parts[0] : void 0;
      return value(at, [
        part && "object" in part ? { call: `${only.name}.%`, args: [], named: part.object } : { call: `${only.name}.%`, args: part && "list" in part ? part.list : [second], named: [] }
      ]);
    }
  }
  if (operator === "|" && [first, second].some((one) => one.parts.length === 1 && one.parts[0] && "object" in one.parts[0]))
    return value(at, [{ object: [first, second].flatMap(spreadEntries) }]);
  holdLoose(first, place);
  holdLoose(second, place);
  return opaqueValue(at);
}
function spreadEntries(source) {
  const only = source.parts.length === 1 ? source.parts[0] : void 0;
  return only && "object" in only ? [...only.object] : [{ key: "...", at: source.at, value: source }];
}
function element(node, place) {
  const lowered = expression(node, place);
  const only = lowered.parts.length === 1 ? lowered.parts[0] : void 0;
  return node.type === "list_splat" && only && "list" in only ? [...only.list] : [lowered];
}
function pair(node, place) {
  if (node.type === "dictionary_splat") return spreadEntries(expression(node, place));
  const key = node.childForFieldName("key");
  const content = node.childForFieldName("value");
  if (node.type !== "pair" || !key || !content) {
    loose(node, place);
    return [];
  }
  return [{ key: keyText(key, place), at: spanOf(key), value: expression(content, place) }];
}
function keyText(node, place) {
  if (node.type === "integer") return textOf(node, place);
  if (node.type === "slice" || node.type === "unary_operator") return "*";
  const lowered = expression(node, place);
  const text = literalText(lowered);
  if (text) return text;
  holdLoose(lowered, place);
  return "*";
}
function comprehension(node, place) {
  const at = spanOf(node);
  let result = opaqueValue(at);
  for (const child of partsOf(node)) {
    if (child.type === "for_in_clause") {
      const source = child.childForFieldName("right");
      if (source) loose(source, place);
    } else if (child.type === "if_clause") {
      for (const condition of partsOf(child)) loose(condition, place);
    } else if (child.type === "pair") result = value(at, [{ object: pair(child, place) }]);
    else result = value(at, [{ list: [expression(child, place)] }]);
  }
  return result;
}
function link(node, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const found = lowerLink(node, place);
  file.depth--;
  return found;
}
function lowerLink(node, place) {
  const at = spanOf(node);
  switch (node.type) {
    case "identifier": {
      const text = textOf(node, place);
      const path = text === "self" || text === place.self ? "this" : text;
      return { path, plain: true, value: nameValue(at, path) };
    }
    case "attribute": {
      const object = node.childForFieldName("object");
      const attribute = node.childForFieldName("attribute");
      if (!object || !attribute) break;
      return member(link(object, place), textOf(attribute, place), at, place);
    }
    case "subscript": {
      const object = node.childForFieldName("value");
      const keys = node.childrenForFieldName("subscript").filter((key2) => key2 !== null);
      const key = keys[0];
      if (!object || !key) break;
      const base = link(object, place);
      for (const more of keys.slice(1)) loose(more, place);
      const name = keyText(key, place);
      if (name !== "*" && key.type !== "integer" && isEnvironment(base, place))
        return { path: "env", plain: false, value: { at, parts: [{ env: name }] } };
      return member(base, name, at, place);
    }
    case "call":
      return invocation(node, place);
    case "await":
    case "parenthesized_expression": {
      const inner = partsOf(node);
      if (inner.length === 1 && inner[0]) return link(inner[0], place);
      break;
    }
    default: {
      const root = expression(node, place);
      return { ...rootOf(root), value: root };
    }
  }
  for (const child of partsOf(node)) loose(child, place);
  return { path: "()", plain: false, value: opaqueValue(at) };
}
function rootOf(root) {
  const only = root.parts.length === 1 ? root.parts[0] : void 0;
  if (only && "env" in only) return { path: "env", plain: false };
  const literal = root.parts.length === 0 || root.parts.some((part) => "text" in part);
  return { path: literal ? '""' : "()", plain: false };
}
function member(base, name, at, place) {
  if (!base.plain) holdLoose(base.value, place);
  const path = base.path === "this" && name === "__class__" || name === "__dict__" ? base.path : `${base.path}.${name}`;
  return { path, plain: base.plain, value: nameValue(at, path) };
}

// src/parse/python/assignments.ts
function assignment(node, place) {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return opaqueValue(at);
  const { file } = place;
  file.lowering.tick(++file.depth);
  const assigned = right.type === "assignment" ? assignment(right, place) : right.type === "lambda" && left.type === "identifier" ? lambda(right, place, textOf(left, place)) : expression(right, place);
  file.depth--;
  assign(left, assigned, at, place);
  return assigned;
}
function augmentedAssignment(node, place) {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return;
  const operator = node.childForFieldName("operator")?.type;
  if (operator !== "+=" && operator !== "|=") {
    loose(right, place);
    return;
  }
  const added = expression(right, place);
  const old = link(left, place);
  const only = added.parts.length === 1 ? added.parts[0] : void 0;
  const parts = operator === "+=" ? [...old.value.parts, ...added.parts] : [
    {
      object: [
        { key: "...", at: old.value.at, value: old.value },
        ...only && "object" in only ? only.object : [{ key: "...", at: added.at, value: added }]
      ]
    }
  ];
  emit(old.path, value(at, parts), at, place, left.type === "identifier");
}
function assign(target, assigned, at, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  assignTarget(target, assigned, at, place);
  file.depth--;
}
function assignTarget(target, assigned, at, place) {
  switch (target.type) {
    case "identifier":
      emit(textOf(target, place), assigned, at, place, true);
      return;
    case "attribute":
    case "subscript": {
      const found = targetPath(target, place);
      if (found) emit(found, assigned, at, place, false);
      return;
    }
    case "pattern_list":
    case "tuple_pattern":
    case "list_pattern":
    case "tuple":
    case "list": {
      const targets = partsOf(target);
      const only = assigned.parts.length === 1 ? assigned.parts[0] : void 0;
      const elements = only && "list" in only ? only.list : void 0;
      const base = only && "name" in only ? only.name : only && "call" in only ? `${only.call}()` : void 0;
      for (const [index, one] of targets.entries()) {
        const part = elements ? elements[index] : base ? nameValue(assigned.at, `${base}.${index}`) : void 0;
        const rest = one.type === "list_splat_pattern";
        const inner = rest ? partsOf(one)[0] : one;
        if (inner) assign(inner, rest || !part ? opaqueValue(assigned.at) : part, at, place);
      }
      return;
    }
    case "parenthesized_expression":
    case "as_pattern_target": {
      const inner = partsOf(target)[0];
      if (inner) assign(inner, assigned, at, place);
      return;
    }
    default:
      return;
  }
}
function targetPath(target, place) {
  const found = link(target, place);
  if (found.path !== "env") return found.path;
  const only = found.value.parts[0];
  const object = target.childForFieldName("value");
  return only && "env" in only && object ? `${textOf(object, place)}.${only.env}` : void 0;
}
function emit(name, assigned, at, place, bare) {
  const member2 = place.classBody && bare;
  place.file.lowering.emit({
    kind: "assign",
    at,
    // A name declared `global` belongs to the file.
    scope: bare && place.globals.has(name) ? 0 : place.scope,
    name: member2 ? `this.${name}` : name,
    value: assigned,
    ...member2 ? { field: true } : {}
  });
}

// src/parse/python/classes.ts
var CONSTRUCTING = /* @__PURE__ */ new Set([
  "dataclass",
  "dataclasses",
  "define",
  "frozen",
  "attrs",
  "s",
  "NamedTuple",
  "BaseModel",
  "BaseSettings",
  "SQLModel",
  "Struct"
]);
var FIELD_CALLS = /* @__PURE__ */ new Set(["Field", "field", "attrib", "ib", "PrivateAttr"]);
var lastSegment = (path) => path.slice(path.lastIndexOf(".") + 1);
function parentsOf(node, place) {
  const list = node.childForFieldName("superclasses");
  const parents = [];
  for (const child of list ? partsOf(list) : []) {
    if (child.type === "keyword_argument") continue;
    const named = child.type === "subscript" ? child.childForFieldName("value") : child;
    if (named?.type === "identifier" || named?.type === "attribute") {
      const found = link(named, place);
      if (found.plain) parents.push(found.path);
      else holdLoose(found.value, place);
    } else loose(child, place);
  }
  return parents;
}
function declaredFields(node, body, origin, firstFact, place) {
  const { lowering } = place.file;
  const annotated = annotatedFields(body, place);
  if (annotated.length === 0) return;
  const facts = lowering.facts.slice(firstFact);
  const given = new Map(
    facts.flatMap(
      (fact) => fact.kind === "assign" && fact.scope === place.scope ? [[fact.name, fact.value]] : []
    )
  );
  const fields = annotated.map(({ name, at }) => ({ name, at, given: given.get(`this.${name}`) }));
  const explicit = lowering.scopes.slice(place.scope).some((scope2) => scope2.parent === place.scope && scope2.name === "constructor");
  if (explicit || ![...origin.decorators, ...origin.parents].some((name) => CONSTRUCTING.has(lastSegment(name)))) {
    for (const { name, at, given: given2 } of fields)
      if (!given2)
        lowering.emit({
          kind: "assign",
          at,
          scope: place.scope,
          name: `this.${name}`,
          value: opaqueValue(at),
          field: true
        });
    return;
  }
  const settings = origin.parents.some((name) => lastSegment(name) === "BaseSettings");
  const prefix = settings ? environmentPrefix(facts) : "";
  const params = fields.map(({ name, at, given: given2 }) => {
    const initial = given2 ? defaultOf(given2, place) : void 0;
    return { name, at, ...initial ? { default: initial } : {} };
  });
  const scope = lowering.scope({
    parent: place.scope,
    kind: "function",
    name: "constructor",
    at: spanOf(node),
    params
  });
  for (const { name, at, given: given2 } of fields) {
    const argument = nameValue(at, name);
    const reads = settings ? given2 ? aliasesOf(given2) : [] : [];
    if (settings && reads.length === 0) reads.push((prefix + name).toUpperCase());
    const value2 = reads.length === 0 ? argument : { at, parts: [{ choice: [argument, ...reads.map((env) => ({ at, parts: [{ env }] }))] }] };
    lowering.emit({ kind: "assign", at, scope, name: `this.${name}`, value: value2, field: true });
  }
}
function annotatedFields(body, place) {
  const fields = [];
  for (const child of partsOf(body)) {
    const inner = child.type === "expression_statement" ? partsOf(child)[0] : child;
    if (inner?.type !== "assignment") continue;
    const left = inner.childForFieldName("left");
    const type = inner.childForFieldName("type");
    if (left?.type !== "identifier" || !type || /^(?:typing\.)?ClassVar\b/.test(textOf(type, place)))
      continue;
    fields.push({ name: textOf(left, place), at: spanOf(inner) });
  }
  return fields;
}
var fieldCall = (value2) => {
  const only = value2.parts.length === 1 ? value2.parts[0] : void 0;
  return only && "call" in only && FIELD_CALLS.has(lastSegment(only.call)) ? only : void 0;
};
function defaultOf(given, place) {
  const call = fieldCall(given);
  const stated = call ? call.named.find((entry) => entry.key === "default")?.value ?? call.args[0] : given;
  const factory = call?.named.find((entry) => entry.key === "default_factory")?.value;
  const found = stated ?? (factory ? place.file.lambdas.get(factory) : void 0);
  return found?.parts.some((part) => "opaque" in part) ? void 0 : found;
}
function aliasesOf(given) {
  const call = fieldCall(given);
  for (const key of ["env", "validation_alias", "alias"]) {
    const stated = call?.named.find((entry) => entry.key === key)?.value;
    const only = stated?.parts.length === 1 ? stated.parts[0] : void 0;
    if (!stated || !only) continue;
    const alternatives = "list" in only ? only.list : "call" in only ? only.args : [stated];
    const texts = alternatives.map((one) => literalText(one)).filter((text) => text !== void 0 && text !== "");
    if (texts.length > 0) return texts.filter((text) => text !== void 0);
  }
  return [];
}
function environmentPrefix(facts) {
  for (const fact of facts) {
    if (fact.kind === "assign" && fact.name === "this.env_prefix") return literalText(fact.value) ?? "";
    if (fact.kind !== "assign" || fact.name !== "this.model_config") continue;
    const only = fact.value.parts.length === 1 ? fact.value.parts[0] : void 0;
    const entries = only && "object" in only ? only.object : only && "call" in only ? only.named : [];
    const stated = entries.find((entry) => entry.key === "env_prefix");
    if (stated) return literalText(stated.value) ?? "";
  }
  return "";
}

// src/parse/python/imports.ts
var dotted = (node, place) => textOf(node, place).replace(/\s+/g, "");
function imported(node, place) {
  const name = node.type === "aliased_import" ? node.childForFieldName("name") : node;
  const alias = node.type === "aliased_import" ? node.childForFieldName("alias") : null;
  const spelled = name ? dotted(name, place) : "";
  return { imported: spelled, local: alias ? textOf(alias, place) : spelled };
}
function importModules(node, place) {
  for (const child of partsOf(node)) {
    const { imported: module, local } = imported(child, place);
    if (module === "") continue;
    remember(local, module === "os" ? "os" : "", place);
    place.file.lowering.emit({
      kind: "import",
      at: spanOf(node),
      scope: place.scope,
      module,
      names: [{ imported: "*", local }]
    });
  }
}
function importFrom(node, place) {
  const source = node.childForFieldName("module_name");
  const module = source ? dotted(source, place) : "";
  const names = partsOf(node).filter((child) => child.startIndex !== source?.startIndex).map(
    (child) => child.type === "wildcard_import" ? { imported: "*", local: "*" } : imported(child, place)
  ).filter((name) => name.imported !== "");
  for (const name of names) remember(name.local, module === "os" ? `os.${name.imported}` : "", place);
  place.file.lowering.emit({ kind: "import", at: spanOf(node), scope: place.scope, module, names });
}
function remember(local, path, place) {
  if (path !== "" || local === "environ" || local === "getenv" || local === "os")
    place.file.environment.set(local, path);
}

// src/parse/python/statements.ts
var OF_INTEREST = /zendesk|zenpy|zdesk|\/token\b|%2ftoken/i;
function statement(node, place) {
  const { file } = place;
  file.lowering.tick(++file.depth);
  lowerStatement(node, place);
  file.depth--;
}
function statements(node, place) {
  for (const child of partsOf(node)) statement(child, place);
}
function lowerStatement(node, place) {
  switch (node.type) {
    case "expression_statement":
      for (const child of partsOf(node)) {
        if (child.type === "assignment") assignment(child, place);
        else if (child.type === "augmented_assignment") augmentedAssignment(child, place);
        else if (child.type === "string" || child.type === "concatenated_string") documentation(child, place);
        else loose(child, place);
      }
      return;
    case "module":
    case "block":
    case "else_clause":
    case "finally_clause":
    case "try_statement":
    case "with_clause":
    case "ERROR":
    case "if_statement":
    case "elif_clause":
    case "while_statement":
    case "with_statement":
    case "match_statement":
      statements(node, place);
      return;
    case "for_statement": {
      const target = node.childForFieldName("left");
      for (const child of partsOf(node)) if (child.startIndex !== target?.startIndex) statement(child, place);
      return;
    }
    case "except_clause":
    case "except_group_clause":
      for (const child of partsOf(node)) if (child.type === "block") statement(child, place);
      return;
    case "case_clause": {
      const guard = node.childForFieldName("guard");
      const body = node.childForFieldName("consequence");
      if (guard) statements(guard, place);
      if (body) statement(body, place);
      return;
    }
    case "with_item": {
      const item = node.childForFieldName("value") ?? node;
      const [source, target] = item.type === "as_pattern" ? partsOf(item) : [item, void 0];
      if (source && target) assign(target, expression(source, place), spanOf(item), place);
      else if (source) loose(source, place);
      return;
    }
    case "return_statement": {
      const given = partsOf(node)[0];
      if (given)
        place.file.lowering.emit({
          kind: "return",
          at: spanOf(node),
          scope: place.scope,
          value: expression(given, place)
        });
      return;
    }
    case "function_definition":
      functionDefinition(node, [], place);
      return;
    case "class_definition":
      classDefinition(node, [], place);
      return;
    case "decorated_definition":
      decoratedDefinition(node, place);
      return;
    case "import_statement":
      importModules(node, place);
      return;
    case "import_from_statement":
      importFrom(node, place);
      return;
    case "print_statement":
    case "exec_statement":
      printStatement(node, place);
      return;
    case "global_statement":
      for (const name of partsOf(node)) place.globals.add(textOf(name, place));
      return;
    case "assignment":
      assignment(node, place);
      return;
    case "augmented_assignment":
      augmentedAssignment(node, place);
      return;
    case "raise_statement":
    case "assert_statement":
      for (const child of partsOf(node)) loose(child, place);
      return;
    case "future_import_statement":
    case "nonlocal_statement":
    case "delete_statement":
    case "type_alias_statement":
    case "pass_statement":
    case "break_statement":
    case "continue_statement":
      return;
    default:
      loose(node, place);
  }
}
function documentation(node, place) {
  const { lowering } = place.file;
  const text = textOf(node, place);
  if (node.namedChildren.some((child) => child.type === "interpolation")) {
    loose(node, place);
    return;
  }
  let start = 0;
  for (const line of text.split("\n")) {
    if (OF_INTEREST.test(line)) {
      const bare = line.trim().replace(/^[A-Za-z]{0,2}(?:"""|'''|["'])|(?:"""|'''|["'])$/g, "").trim();
      const from = node.startIndex + start + line.indexOf(bare);
      const at = { start: from, end: from + bare.length };
      lowering.emit({ kind: "prose", at, scope: place.scope, value: textValue(at, bare) });
    }
    start += line.length + 1;
  }
}
function printStatement(node, place) {
  const args = [];
  for (const child of partsOf(node)) {
    if (child.type === "chevron") for (const stream of partsOf(child)) loose(stream, place);
    else args.push(expression(child, place));
  }
  const name = node.type === "print_statement" ? "print" : "exec";
  place.file.lowering.emit({
    kind: "call",
    at: spanOf(node),
    scope: place.scope,
    call: name,
    args,
    named: []
  });
}
function decoratedDefinition(node, place) {
  const decorators = [];
  for (const child of partsOf(node)) {
    if (child.type !== "decorator") continue;
    for (const inner of partsOf(child)) {
      const found = link(inner, place);
      decorators.push(found.path.replace(/\(\)$/, ""));
      holdLoose(found.value, place);
    }
  }
  const definition = node.childForFieldName("definition");
  if (definition?.type === "class_definition") classDefinition(definition, decorators, place);
  else if (definition) functionDefinition(definition, decorators, place);
}
function functionDefinition(node, decorators, place) {
  const nameNode = node.childForFieldName("name");
  const name = nameNode ? textOf(nameNode, place) : "";
  const list = node.childForFieldName("parameters");
  const parameters = list ? partsOf(list) : [];
  const first = parameters[0]?.type === "identifier" ? textOf(parameters[0], place) : void 0;
  const isMethod = place.classBody && !decorators.includes("staticmethod");
  const hasSelf = first !== void 0 && (isMethod || first === "self");
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "function",
    name: place.classBody ? methodName(name, decorators) : name,
    at: spanOf(node),
    params: lowerParams(hasSelf ? parameters.slice(1) : parameters, place)
  });
  const body = node.childForFieldName("body");
  if (!body) return;
  const self = hasSelf ? first : place.classBody ? void 0 : place.self;
  statement(body, { ...place, scope, self, classBody: false, globals: /* @__PURE__ */ new Set() });
}
function methodName(name, decorators) {
  if (name === "__init__") return "constructor";
  if (decorators.some((decorator) => decorator.endsWith(".setter"))) return `${name}=`;
  return decorators.some((decorator) => decorator.endsWith(".deleter")) ? `del ${name}` : name;
}
function classDefinition(node, decorators, place) {
  const { lowering } = place.file;
  const name = node.childForFieldName("name");
  const parents = parentsOf(node, place);
  const scope = lowering.scope({
    parent: place.scope,
    kind: "class",
    name: name ? textOf(name, place) : "",
    at: spanOf(node),
    params: [],
    ...parents.length > 0 ? { extends: parents } : {}
  });
  const body = node.childForFieldName("body");
  if (!body) return;
  const inner = { ...place, scope, self: void 0, classBody: true, globals: /* @__PURE__ */ new Set() };
  const before = lowering.facts.length;
  statement(body, inner);
  declaredFields(node, body, { decorators, parents }, before, inner);
}

// src/parse/languages/python.ts
async function load() {
  const parse = await treeSitter("python");
  return (lowering) => parse(lowering, (root) => {
    const file = { lowering, environment: /* @__PURE__ */ new Map(), lambdas: /* @__PURE__ */ new WeakMap(), depth: 0 };
    statement(root, { file, scope: 0, self: void 0, classBody: false, globals: /* @__PURE__ */ new Set() });
  });
}
export {
  load
};
