import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  verbs
} from "./chunk-PGOSWOP5.js";
import {
  spanOf,
  treeSitter
} from "./chunk-24IPJAYB.js";
import {
  Lowering,
  ParseBound,
  formatParts,
  opaqueValue,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/hcl/place.ts
var children = (node) => node ? node.namedChildren.filter((child) => child.type !== "comment") : [];
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
function literalText(value2) {
  if (value2 === void 0) return void 0;
  const [only] = value2.parts;
  if (only === void 0) return "";
  return value2.parts.length === 1 && "text" in only ? only.text : void 0;
}

// src/parse/hcl/templates.ts
var NAMED = { n: "\n", r: "\r", t: "	", '"': '"', "\\": "\\" };
function quotedText(raw) {
  const text = raw.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (all, short, long, one) => {
    const hex = short ?? long;
    if (hex === void 0) return NAMED[one] ?? all;
    const code = Number.parseInt(hex, 16);
    return code > 1114111 ? "" : String.fromCodePoint(code);
  });
  return heredocText(text);
}
var heredocText = (raw) => raw.replaceAll("$${", "${").replaceAll("%%{", "%{");
var stringText = (node) => quotedText(node.text.replace(/^"/, "").replace(/"$/, ""));
function templateParts(hcl, nodes, from, to, decode, depth) {
  hcl.lowering.tick(depth);
  const parts = [];
  let last = from;
  const text = (end) => {
    if (end > last) parts.push({ text: decode(hcl.lowering.text.slice(last, end)) });
  };
  for (const node of nodes) {
    if (node.type !== "template_interpolation" && node.type !== "template_directive") continue;
    text(node.startIndex);
    last = node.endIndex;
    if (node.type === "template_directive") parts.push(...directive(hcl, node, decode, depth + 1));
    else
      for (const child of children(node))
        if (child.type === "expression") parts.push(...hcl.expression(child, depth + 1).parts);
  }
  text(to);
  return parts;
}
function directive(hcl, node, decode, depth) {
  const [body2] = children(node);
  if (!body2) return [];
  const nodes = children(body2);
  const branches = [];
  for (const [index, marker] of nodes.entries()) {
    if (!/_(?:intro|end)$/.test(marker.type)) continue;
    for (const inner of children(marker)) if (inner.type === "expression") hcl.expression(inner, depth + 1);
    const next = nodes.findIndex((one, at) => at > index && /_(?:intro|end)$/.test(one.type));
    const end = nodes[next];
    if (end)
      branches.push(
        templateParts(hcl, nodes.slice(index + 1, next), marker.endIndex, end.startIndex, decode, depth + 1)
      );
  }
  if (body2.type !== "template_if") return branches.flat();
  return [{ choice: branches.map((parts) => value(spanOf(node), parts)) }];
}
function quotedParts(hcl, node, depth) {
  return templateParts(hcl, children(node), node.startIndex + 1, node.endIndex - 1, quotedText, depth);
}
function heredocParts(hcl, node, depth) {
  const source = hcl.lowering.text;
  const [start, opening] = children(node);
  const closing = children(node).at(-1);
  if (!start || !opening || !closing || closing === opening) return [];
  const from = source.indexOf("\n", opening.endIndex) + 1;
  const to = Math.max(from, source.lastIndexOf("\n", closing.startIndex - 1));
  if (from === 0) return [];
  const parts = templateParts(hcl, children(node), from, to, heredocText, depth);
  if (start.text !== "<<-") return parts;
  const lines = source.slice(from, to).split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const least = Math.min(1e3, ...indents.slice(0, 1e4));
  if (least === 0) return parts;
  const indent = " ".repeat(least);
  return parts.map((part, index) => {
    if (!("text" in part)) return part;
    const text = index === 0 && part.text.startsWith(indent) ? part.text.slice(least) : part.text;
    return { text: text.replaceAll(`
${indent}`, "\n") };
  });
}

// src/parse/hcl/blocks.ts
function blockPath(block2) {
  const path = [];
  for (const child of block2.namedChildren) {
    if (child.type === "identifier") path.push(child.text);
    else if (child.type === "string_lit") path.push(stringText(child));
    else if (child.type !== "comment") break;
  }
  return path;
}

// src/parse/hcl/calls.ts
var TRANSPARENT = /* @__PURE__ */ new Set([
  "trimspace",
  "sensitive",
  "nonsensitive",
  "tostring",
  "chomp",
  "ephemeralasnull",
  "one"
]);
var readsEnvironment = (call) => call.call === "env" || call.call === "get_env";
function knownCall(call) {
  const [first, second, third] = call.args;
  if (first === void 0) return void 0;
  if (readsEnvironment(call)) return environment(first, second);
  switch (call.call) {
    case "coalesce":
    case "try":
    case "coalescelist":
      return [{ choice: call.args }];
    case "lookup":
      return looked(first, second, third);
    case "format":
      return printed(first, call.args.slice(1));
    case "join":
      return joined(first, second);
    default:
      return TRANSPARENT.has(call.call) && call.args.length === 1 ? first.parts : void 0;
  }
}
function environment(argument, fallback) {
  const name = literalText(argument);
  if (!name) return void 0;
  return fallback ? [{ choice: [{ at: argument.at, parts: [{ env: name }] }, fallback] }] : [{ env: name }];
}
function looked(map, key, fallback) {
  const [only] = map.parts;
  if (!only || !("name" in only) || !key) return void 0;
  const name = `${only.name}.${literalText(key) || "*"}`;
  return fallback ? [{ choice: [{ at: map.at, parts: [{ name }] }, fallback] }] : [{ name }];
}
function printed(format, args) {
  if (!format.parts.some((part) => "text" in part)) return void 0;
  const all = [...args];
  const spelled = verbs();
  let text = "";
  for (const part of format.parts) {
    if ("text" in part) text += spelled(part.text);
    else {
      all.push({ at: format.at, parts: [part] });
      text += `%${all.length}$s`;
    }
  }
  return formatParts(text, "percent", all);
}
function joined(separator, list) {
  const only = list?.parts.length === 1 ? list.parts[0] : void 0;
  if (!only || !("list" in only) || literalText(separator) === void 0) return void 0;
  return only.list.flatMap((item, index) => index === 0 ? item.parts : [...separator.parts, ...item.parts]);
}

// src/parse/hcl/expressions.ts
var POSTFIX = /* @__PURE__ */ new Set(["get_attr", "index", "splat"]);
var VALUES = /* @__PURE__ */ new Set(["expression", "literal_value", "template_expr", "collection_value", "function_call"]);
function lowerExpression(hcl, node, depth) {
  hcl.lowering.tick(depth);
  if (node.type === "expression") return term(hcl, children(node), node, depth);
  const at = spanOf(node);
  switch (node.type) {
    case "literal_value":
    case "template_expr":
    case "collection_value":
    case "for_expr":
    case "operation": {
      const [inner] = children(node);
      return inner ? { at, parts: lowerExpression(hcl, inner, depth + 1).parts } : opaqueValue(at);
    }
    case "string_lit":
      return textValue(at, stringText(node));
    case "bool_lit":
      return textValue(at, node.text);
    case "null_lit":
      return value(at, []);
    case "quoted_template":
      return value(at, quotedParts(hcl, node, depth + 1));
    case "heredoc_template":
      return value(at, heredocParts(hcl, node, depth + 1));
    case "variable_expr":
      return value(at, [{ name: node.text }]);
    case "tuple":
      return value(at, [
        {
          list: children(node).filter(isElement).map((one) => hcl.expression(one, depth + 1))
        }
      ]);
    case "object":
      return object(hcl, node, depth);
    case "function_call":
      return called(hcl, node, depth);
    case "conditional": {
      const [condition, ...branches] = children(node);
      if (condition) loose(hcl, hcl.expression(condition, depth + 1));
      return value(at, [{ choice: branches.map((branch) => hcl.expression(branch, depth + 1)) }]);
    }
    case "for_tuple_expr":
    case "for_object_expr":
      return comprehension(hcl, node, depth);
    case "binary_operation":
    case "unary_operation":
      operands(hcl, node, depth);
      return opaqueValue(at);
    default:
      for (const child of children(node))
        if (VALUES.has(child.type)) loose(hcl, hcl.expression(child, depth + 1));
      return opaqueValue(at);
  }
}
var isElement = (node) => node.type === "expression";
function term(hcl, nodes, whole, depth) {
  const [primary, ...rest] = nodes;
  if (!primary) return opaqueValue(spanOf(whole));
  const first = hcl.expression(primary, depth + 1);
  const at = { start: primary.startIndex, end: (rest.at(-1) ?? primary).endIndex };
  const steps = rest.filter((node) => POSTFIX.has(node.type));
  if (steps.length === 0) return { at: spanOf(whole), parts: first.parts };
  const segments = steps.flatMap((step) => postfix(hcl, step, depth + 1));
  const root = chainName(first);
  if (root === "env" && segments.length === 1) return value(at, [{ env: segments[0] ?? "" }]);
  return value(at, [{ name: [root, ...segments].join(".") }]);
}
function chainName(given) {
  const [only] = given.parts;
  if (only === void 0 || given.parts.length > 1) return "()";
  if ("name" in only) return only.name;
  return "call" in only ? `${only.call}()` : "()";
}
function postfix(hcl, node, depth) {
  hcl.lowering.tick(depth);
  if (node.type === "get_attr") return [node.text.replace(/^[.\s]+/, "")];
  if (node.type === "index") {
    const [kind] = children(node);
    if (kind?.type === "legacy_index") return [kind.text.replace(/^[.\s]+/, "")];
    const [inner] = children(kind);
    if (!inner) return ["*"];
    const key = hcl.expression(inner, depth + 1);
    return [literalText(key) || (/^\d+$/.test(inner.text) ? inner.text : "*")];
  }
  if (node.type === "splat") {
    const [kind] = children(node);
    return ["*", ...children(kind).flatMap((step) => postfix(hcl, step, depth + 1))];
  }
  return [];
}
function object(hcl, node, depth) {
  const entries = [];
  for (const element of children(node)) {
    const key = element.childForFieldName("key");
    const given = element.childForFieldName("val");
    if (!key || !given) continue;
    entries.push({
      key: keyText(hcl, key, depth + 1),
      at: spanOf(key),
      value: hcl.expression(given, depth + 1)
    });
  }
  return value(spanOf(node), [{ object: entries }]);
}
function keyText(hcl, node, depth) {
  const [only, ...rest] = children(node);
  if (only?.type === "variable_expr" && rest.length === 0) return only.text;
  const key = hcl.expression(node, depth);
  return literalText(key) || (/^[\w-]+$/.test(node.text) ? node.text : "*");
}
function called(hcl, node, depth) {
  const at = spanOf(node);
  const nodes = children(node);
  const list = nodes.find((child) => child.type === "function_arguments");
  const callee = nodes.find((child) => child.type === "identifier");
  const args = children(list).filter(isElement).map((one) => hcl.expression(one, depth + 1));
  const name = list ? hcl.lowering.text.slice(node.startIndex, list.startIndex).replace(/[\s(]+/g, "") : callee?.text ?? "()";
  const call = { call: name.replaceAll("::", "."), args, named: [] };
  const known = knownCall(call);
  if (!known || !readsEnvironment(call)) hcl.lowering.emit({ kind: "call", at, scope: 0, ...call });
  return value(at, known ?? [call]);
}
function comprehension(hcl, node, depth) {
  const at = spanOf(node);
  const nodes = children(node);
  for (const part of nodes)
    if (part.type === "for_intro" || part.type === "for_cond") {
      for (const inner of children(part)) if (isElement(inner)) loose(hcl, hcl.expression(inner, depth + 1));
    }
  const values = nodes.filter(isElement).map((one) => hcl.expression(one, depth + 1));
  const last = values.at(-1);
  if (!last) return opaqueValue(at);
  const held = node.type === "for_tuple_expr" ? { list: [last] } : { object: [{ key: literalText(values[0]) || "*", at: values[0]?.at ?? at, value: last }] };
  return value(at, [held]);
}
function operands(hcl, node, depth) {
  let run = [];
  const flush = () => {
    const [first] = run;
    if (first) loose(hcl, term(hcl, run, first, depth + 1));
    run = [];
  };
  for (const child of node.children) {
    if (!child.isNamed) flush();
    else if (child.type !== "comment") run.push(child);
  }
  flush();
}
function loose(hcl, one) {
  if (isWorthy(one)) hcl.lowering.emit({ kind: "value", at: one.at, scope: 0, value: one });
}

// src/parse/hcl/comments.ts
var TIME_BOUND_MS = 1e3;
var ATTRIBUTE = /^[ \t]*(?:(?:#+|\/\/+|\/?\*+)[ \t]*)?([A-Za-z_][\w-]*[ \t]*=[ \t]*(?:"(?:[^"\\]|\\.)*"|[\w.-]+(?:\([^\n]*\)|\[[^\n]*\])?|\[[^\n]*\]|\{[^\n]*\}))[ \t]*(?:,[ \t]*)?(?:(?:#|\/\/|\*\/).*)?$/;
function commentedEntries(lowering, root, parse) {
  const lines = root.descendantsOfType("comment").flatMap((comment) => attributeLines(lowering, comment));
  if (lines.length === 0) return;
  let text = "";
  let last = 0;
  for (const line of lines) {
    text += blank(lowering.text.slice(last, line.start)) + lowering.text.slice(line.start, line.end);
    last = line.end;
  }
  const inner = new Lowering({
    path: lowering.path,
    text: text + blank(lowering.text.slice(last)),
    extension: lowering.extension,
    deadline: performance.now() + TIME_BOUND_MS
  });
  const hcl = { lowering: inner, expression: (node, depth) => lowerExpression(hcl, node, depth) };
  try {
    parse(inner, (uncommented) => emit(lowering, hcl, uncommented, lines));
  } catch (error) {
    if (!(error instanceof ParseBound)) throw error;
  }
}
var blank = (text) => text.replace(/[^\n]/g, " ");
function attributeLines(lowering, comment) {
  lowering.tick();
  const { text } = lowering;
  const lineStart = text.lastIndexOf("\n", comment.startIndex - 1) + 1;
  if (text.slice(lineStart, comment.startIndex).trim() !== "") return [];
  const lines = [];
  let start = comment.startIndex;
  for (const line of text.slice(comment.startIndex, comment.endIndex).split("\n")) {
    const attribute2 = line.length > 2e3 ? void 0 : ATTRIBUTE.exec(line.trimEnd())?.[1];
    if (attribute2 !== void 0) {
      const from = start + line.indexOf(attribute2);
      lines.push({ start: from, end: from + attribute2.length, path: enclosing(lowering, comment) });
    }
    start += line.length + 1;
  }
  return lines;
}
function enclosing(lowering, node) {
  const path = [];
  let depth = 0;
  for (let around = node.parent; around; around = around.parent) {
    lowering.tick(depth++ >> 3);
    if (around.type === "block") path.unshift(...blockPath(around));
    else if (around.type === "attribute") path.unshift(children(around)[0]?.text ?? "*");
    else if (around.type === "object_elem") {
      const key = around.childForFieldName("key");
      if (key) path.unshift(/^"/.test(key.text) ? stringText(key) : key.text);
    }
  }
  return path;
}
function emit(lowering, hcl, root, lines) {
  const byStart = new Map(lines.map((line) => [line.start, line]));
  for (const node of root.descendantsOfType("attribute")) {
    const line = byStart.get(node.startIndex);
    const [name, given] = children(node);
    if (!line || !name || !given) continue;
    const lowered = hcl.expression(given, 0);
    lowering.emit({
      kind: "entry",
      at: spanOf(node),
      scope: 0,
      path: [...line.path, name.text],
      value: lowered,
      commented: true
    });
  }
}

// src/parse/hcl/entries.ts
var NAMES = ["name", "key", "Name", "Key", "id"];
var VALUES2 = ["value", "default", "valueFrom", "Value", "value_from"];
var CARRIERS = /* @__PURE__ */ new Set([
  "jsonencode",
  "yamlencode",
  "merge",
  "concat",
  "tomap",
  "toset",
  "tolist",
  "flatten",
  "base64encode",
  "sensitive"
]);
function nestedEntries(lowering, path, given, depth) {
  lowering.tick(depth);
  const [only] = given.parts;
  if (only === void 0 || given.parts.length > 1) return;
  if ("object" in only) for (const entry of only.object) nested(lowering, path, entry, depth);
  else if ("choice" in only) for (const one of only.choice) nestedEntries(lowering, path, one, depth + 1);
  else if ("list" in only) for (const item of only.list) listed(lowering, path, item, depth);
  else if ("call" in only && CARRIERS.has(only.call))
    for (const argument of only.args) nestedEntries(lowering, path, argument, depth + 1);
}
function nested(lowering, path, entry, depth) {
  if (entry.key === "*") {
    nestedEntries(lowering, path, entry.value, depth + 1);
    return;
  }
  const below = [...path, entry.key];
  lowering.emit({ kind: "entry", at: spanning(entry), scope: 0, path: below, value: entry.value });
  nestedEntries(lowering, below, entry.value, depth + 1);
}
function listed(lowering, path, item, depth) {
  const [only] = item.parts;
  const entries = only && "object" in only ? only.object : void 0;
  const naming = entries && namingEntry(entries);
  if (!entries || !naming) {
    nestedEntries(lowering, path, item, depth + 1);
    return;
  }
  const below = [...path, literalText(naming.value) ?? ""];
  emitNamed(lowering, below, entries, naming);
  nestedEntries(lowering, below, item, depth + 1);
}
function namingEntry(entries) {
  for (const name of NAMES) {
    const found = entries.find((entry) => entry.key === name);
    if (found && literalText(found.value)) return found;
  }
  return void 0;
}
function emitNamed(lowering, path, entries, naming) {
  const holder = VALUES2.map((name) => entries.find((entry) => entry.key === name)).find(
    (entry) => entry !== void 0
  );
  if (holder) lowering.emit({ kind: "entry", at: spanning(naming), scope: 0, path, value: holder.value });
}
var spanning = (entry) => ({
  start: entry.at.start,
  end: entry.value.at.end
});

// src/parse/hcl/file.ts
function lowerHcl(lowering, parse) {
  const hcl = { lowering, expression: (node, depth) => lowerExpression(hcl, node, depth) };
  parse(lowering, (root) => {
    body(hcl, root, [], 0);
    commentedEntries(lowering, root, parse);
  });
}
function body(hcl, node, path, depth) {
  hcl.lowering.tick(depth);
  const found = [];
  for (const child of children(node)) {
    if (child.type === "attribute") {
      const entry = attribute(hcl, child, path, depth + 1);
      if (entry) found.push(entry);
    } else if (child.type === "block") block(hcl, child, path, depth + 1);
    else if (child.type === "body" || child.type === "ERROR")
      found.push(...body(hcl, child, path, depth + 1));
  }
  return found;
}
function attribute(hcl, node, path, depth) {
  const [name, ...rest] = children(node);
  const given = rest.find((child) => child.type === "expression");
  if (!name || !given) return void 0;
  const { lowering } = hcl;
  for (const child of rest) if (child.isError) hcl.expression(child, depth + 1);
  const at = spanOf(node);
  const lowered = hcl.expression(given, depth + 1);
  const key = rest[0]?.isError ? lastKey(lowering.text.slice(node.startIndex, given.startIndex), name.text) : name.text;
  lowering.emit({ kind: "entry", at, scope: 0, path: [...path, key], value: lowered });
  if (path.length === 1 && path[0] === "locals")
    lowering.emit({ kind: "assign", at, scope: 0, name: `local.${key}`, value: lowered });
  nestedEntries(lowering, [...path, key], lowered, depth + 1);
  return { key, at: spanOf(name), value: lowered };
}
function lastKey(text, name) {
  return /([A-Za-z_][\w-]{0,100})[ \t]{0,100}=[ \t]{0,100}$/.exec(text.slice(-400))?.[1] ?? name;
}
function block(hcl, node, outer, depth) {
  const own = blockPath(node);
  const path = [...outer, ...own];
  const entries = body(hcl, node, path, depth);
  const [type, name] = own;
  if (outer.length === 0 && type === "variable" && name !== void 0) {
    const at = spanOf(node);
    const fallback = entries.find((entry) => entry.key === "default");
    hcl.lowering.emit({
      kind: "assign",
      at,
      scope: 0,
      name: `var.${name}`,
      value: fallback?.value ?? value(at, [])
    });
    return;
  }
  const naming = namingEntry(entries);
  if (naming) emitNamed(hcl.lowering, [...path, literalText(naming.value) ?? ""], entries, naming);
}

// src/parse/languages/hcl.ts
async function load() {
  const parse = await treeSitter("hcl");
  return (lowering) => lowerHcl(lowering, parse);
}
export {
  load
};
