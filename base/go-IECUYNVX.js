import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  chainName,
  children,
  deeper,
  isWorthy,
  knownCall,
  literalText,
  readsEnvironment,
  writtenText
} from "./chunk-PGOSWOP5.js";
import {
  spanOf,
  treeSitter
} from "./chunk-24IPJAYB.js";
import {
  opaqueValue,
  plainParam,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/go/literals.ts
function elementType(type) {
  const inner = type?.childForFieldName("element") ?? type?.childForFieldName("value") ?? null;
  return inner?.type === "pointer_type" ? inner.namedChildren[0] ?? null : inner;
}
function typeName(type) {
  if (!type) return void 0;
  if (type.type === "type_identifier" || type.type === "qualified_type") return type.text.replace(/\s+/g, "");
  if (type.type === "generic_type") return typeName(type.childForFieldName("type"));
  if (type.type === "pointer_type" || type.type === "parenthesized_type")
    return typeName(type.namedChildren[0] ?? null);
  return void 0;
}
function composite(go, node, place, implied = null) {
  go.lowering.tick(place.depth);
  const at = spanOf(node);
  const type = node.childForFieldName("type") ?? implied;
  const body = node.type === "literal_value" ? node : node.childForFieldName("body");
  const entries = [];
  const items = [];
  for (const child of children(body)) {
    if (child.type === "keyed_element") {
      const key = child.childForFieldName("key");
      const given = child.childForFieldName("value");
      if (key && given)
        entries.push({
          key: keyText(go, key, place),
          at: spanOf(key),
          value: element(go, given, type, place)
        });
    } else items.push(element(go, child, type, place));
  }
  const name = typeName(type);
  if (name !== void 0) {
    const call = { call: name, args: items, named: entries };
    go.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  }
  const keyed = entries.length > 0 || items.length === 0 && type?.type !== "slice_type" && type?.type !== "array_type";
  return value(at, [keyed ? { object: entries } : { list: items }]);
}
function element(go, node, type, place) {
  const inner = node.type === "literal_element" ? children(node)[0] : node;
  if (inner?.type === "literal_value") return composite(go, inner, deeper(place), elementType(type));
  return go.expression(inner ?? node, deeper(place));
}
function keyText(go, node, place) {
  const inner = node.type === "literal_element" ? children(node)[0] : node;
  if (!inner) return "*";
  if (inner.type === "identifier") return inner.text;
  if (inner.type === "int_literal") return inner.text;
  const key = go.expression(inner, deeper(place));
  if (inner.type === "selector_expression") return inner.childForFieldName("field")?.text ?? "*";
  return literalText(key) ?? "*";
}

// src/parse/go/strings.ts
var NAMED = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'"
};
function codePoint(hex) {
  const code = Number.parseInt(hex, 16);
  return Number.isNaN(code) || code > 1114111 ? "" : String.fromCodePoint(code);
}
function stringText(literal) {
  if (literal.startsWith("`"))
    return literal.slice(1, literal.endsWith("`") && literal.length > 1 ? -1 : void 0);
  const inner = literal.slice(1, literal.endsWith('"') && literal.length > 1 ? -1 : void 0);
  return inner.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/g,
    (all, x, u, U, octal, one) => {
      if (octal !== void 0) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      const hex = x ?? u ?? U;
      return hex === void 0 ? NAMED[one] ?? all : codePoint(hex);
    }
  );
}

// src/parse/go/declarations.ts
var Types = class {
  #scopes = /* @__PURE__ */ new Map();
  #lowering;
  constructor(lowering) {
    this.#lowering = lowering;
  }
  /** The scope of a type, made at `node` when it is new. */
  scope(name, node, bases = []) {
    const known = this.#scopes.get(name);
    if (known !== void 0) return known;
    const scope = this.#lowering.scope({
      parent: 0,
      kind: "class",
      name,
      at: spanOf(node),
      params: [],
      ...bases.length > 0 ? { extends: bases } : {}
    });
    this.#scopes.set(name, scope);
    return scope;
  }
};
function declareType(go, types, node, place) {
  for (const spec of children(node)) {
    const name = spec.childForFieldName("name")?.text;
    const type = spec.childForFieldName("type");
    if (name === void 0 || type?.type !== "struct_type") continue;
    const bases = embedded(type);
    fields(go, type, types.scope(name, spec, bases), "this", deeper(place));
  }
}
var fieldNodes = (type) => children(children(type).find((child) => child.type === "field_declaration_list") ?? null);
function embedded(type) {
  return fieldNodes(type).filter((field) => field.type === "field_declaration" && field.childForFieldName("name") === null).flatMap((field) => typeName(field.childForFieldName("type")) ?? []);
}
function fields(go, type, scope, prefix, place) {
  go.lowering.tick(place.depth);
  for (const field of fieldNodes(type)) {
    const tag = field.childForFieldName("tag");
    const inner = field.childForFieldName("type");
    for (const name of field.childrenForFieldName("name")) {
      if (name.type !== "field_identifier") continue;
      const path = `${prefix}.${name.text}`;
      if (tag) {
        const given = textValue(spanOf(tag), stringText(tag.text));
        go.lowering.emit({ kind: "assign", at: spanOf(field), scope, name: path, value: given, field: true });
      }
      if (inner?.type === "struct_type") fields(go, inner, scope, path, deeper(place));
    }
  }
}
function enterFunction(go, types, node, place, of) {
  const receiver = children(node.childForFieldName("receiver"))[0];
  const type = receiver ? typeName(receiver.childForFieldName("type")) : void 0;
  const result2 = node.childForFieldName("result");
  const scope = go.lowering.scope({
    parent: type === void 0 ? place.scope : types.scope(type, node),
    kind: "function",
    name: node.childForFieldName("name")?.text ?? "",
    at: spanOf(node),
    params: parameters(node.childForFieldName("parameters")),
    ...of === void 0 ? {} : { of }
  });
  const own = receiver?.childForFieldName("name")?.text;
  const self = receiver ? own : place.receiver;
  const body = node.childForFieldName("body");
  if (!body) return;
  const results2 = parameters(result2?.type === "parameter_list" ? result2 : null).map((param) => param.name);
  const fails = failing(result2);
  const inside = {
    scope,
    depth: place.depth + 1,
    ...self === void 0 ? {} : { receiver: self },
    results: results2,
    fails
  };
  go.statement(body, inside);
}
function parameters(list) {
  return children(list).flatMap(
    (declaration) => declaration.childrenForFieldName("name").filter((name) => name.type === "identifier").map((name) => plainParam(name.text, spanOf(declaration)))
  );
}
function failing(result2) {
  if (result2?.type !== "parameter_list") return false;
  const declarations = children(result2);
  const last = declarations.at(-1)?.childForFieldName("type")?.text;
  return declarations.length > 1 && (last === "error" || last === "bool");
}

// src/parse/go/expressions.ts
var EXPRESSIONS = /* @__PURE__ */ new Set([
  "identifier",
  "selector_expression",
  "index_expression",
  "call_expression",
  "composite_literal",
  "func_literal",
  "binary_expression",
  "unary_expression",
  "parenthesized_expression",
  "type_conversion_expression",
  "type_assertion_expression",
  "slice_expression",
  "interpreted_string_literal",
  "raw_string_literal",
  "nil",
  "true",
  "false",
  "literal_element"
]);
var isExpression = (node) => EXPRESSIONS.has(node.type);
function lowerExpression(go, node, place) {
  go.lowering.tick(place.depth);
  const at = spanOf(node);
  switch (node.type) {
    case "interpreted_string_literal":
    case "raw_string_literal":
      return textValue(at, stringText(node.text));
    case "nil":
      return value(at, []);
    case "true":
    case "false":
      return textValue(at, node.type);
    case "identifier":
      return value(at, [{ name: node.text === place.receiver ? "this" : node.text }]);
    case "selector_expression":
      return selector(go, node, place);
    case "index_expression":
      return indexed(go, node, place);
    case "call_expression":
    case "type_conversion_expression":
      return called(go, node, place);
    case "composite_literal":
      return composite(go, node, place);
    case "func_literal":
      go.closure(node, place);
      return opaqueValue(at);
    case "binary_expression":
      return binary(go, node, place);
    case "unary_expression": {
      const operand = node.childForFieldName("operand");
      const operator = node.childForFieldName("operator")?.text ?? "";
      if (operand && (operator === "&" || operator === "*")) return go.expression(operand, deeper(place));
      if (operand) go.statement(operand, deeper(place));
      return opaqueValue(at);
    }
    case "parenthesized_expression":
    case "literal_element": {
      const [inner] = children(node);
      return inner ? go.expression(inner, deeper(place)) : opaqueValue(at);
    }
    case "type_assertion_expression": {
      const operand = node.childForFieldName("operand");
      return operand ? go.expression(operand, deeper(place)) : opaqueValue(at);
    }
    case "literal_value":
      return composite(go, node, place);
    default:
      for (const child of children(node)) go.statement(child, deeper(place));
      return opaqueValue(at);
  }
}
function selector(go, node, place) {
  const operand = node.childForFieldName("operand");
  const field = node.childForFieldName("field")?.text ?? "*";
  const from = operand ? chainName(go.expression(operand, deeper(place))) : "()";
  return value(spanOf(node), [{ name: `${from}.${field}` }]);
}
function indexed(go, node, place) {
  const operand = node.childForFieldName("operand");
  const index = node.childForFieldName("index");
  const from = operand ? chainName(go.expression(operand, deeper(place))) : "()";
  const key = index ? go.expression(index, deeper(place)) : void 0;
  const segment = literalText(key) || (index?.type === "int_literal" ? index.text : "*");
  return value(spanOf(node), [{ name: `${from}.${segment}` }]);
}
function called(go, node, place) {
  const at = spanOf(node);
  const callee = node.childForFieldName("function") ?? node.childForFieldName("type");
  const list = node.childForFieldName("arguments");
  const operand = node.childForFieldName("operand");
  if (operand && callee && callee.type !== "generic_type") return go.expression(operand, deeper(place));
  const { name, receiver } = target(go, callee, place);
  const args = (operand ? [operand] : children(list)).map((argument) => {
    if (argument.type !== "func_literal") return go.expression(argument, deeper(place));
    go.closure(argument, place, name);
    return opaqueValue(spanOf(argument));
  });
  const call = { call: name, args, named: [], ...receiver ? { receiver } : {} };
  const real = canonical(go, name);
  const known = knownCall(call, real);
  if (!known || !readsEnvironment(real)) go.lowering.emit({ kind: "call", at, scope: place.scope, ...call });
  const written = writtenText(call, real);
  if (written) go.lowering.emit({ kind: "value", at, scope: place.scope, value: value(at, written) });
  return value(at, known ?? [call]);
}
function canonical(go, name) {
  const dot = name.indexOf(".");
  if (dot < 0) return name;
  return `${go.modules.get(name.slice(0, dot)) ?? name.slice(0, dot)}${name.slice(dot)}`;
}
function target(go, callee, place) {
  if (!callee) return { name: "()" };
  if (callee.type === "generic_type") return { name: callee.childForFieldName("type")?.text ?? "()" };
  if (callee.type !== "selector_expression") return { name: chainName(go.expression(callee, deeper(place))) };
  const operand = callee.childForFieldName("operand");
  const field = callee.childForFieldName("field")?.text ?? "*";
  if (!operand) return { name: `().${field}` };
  const from = go.expression(operand, deeper(place));
  const [only] = from.parts;
  const name = `${chainName(from)}.${field}`;
  return from.parts.length === 1 && only && "name" in only ? { name } : { name, receiver: from };
}
function binary(go, node, place) {
  const at = spanOf(node);
  const operator = node.childForFieldName("operator")?.text ?? "";
  const operands = [];
  let current = node;
  while (current?.type === "binary_expression" && current.childForFieldName("operator")?.text === operator) {
    go.lowering.tick();
    const right = current.childForFieldName("right");
    if (right) operands.push(right);
    current = current.childForFieldName("left");
  }
  if (current) operands.push(current);
  operands.reverse();
  if (operator !== "+" || node.children.some((child) => child.isError)) {
    for (const operand of operands) go.statement(operand, deeper(place));
    return opaqueValue(at);
  }
  const parts = operands.flatMap((operand) => go.expression(operand, deeper(place)).parts);
  return parts.every((part) => "opaque" in part) ? opaqueValue(at) : value(at, parts);
}

// src/parse/go/imports.ts
function ownName(module) {
  const segments = module.split("/").filter((segment) => !/^v\d+$/.test(segment));
  return (segments.at(-1) ?? module).replace(/\.v\d+$/, "");
}
function importsOf(lowering, root) {
  const modules = /* @__PURE__ */ new Map();
  for (const spec of root.descendantsOfType("import_spec")) {
    lowering.tick();
    const path = spec.childForFieldName("path");
    if (!path) continue;
    const module = stringText(path.text);
    const alias = spec.childForFieldName("name")?.text;
    const local = alias === "." ? "*" : alias ?? ownName(module);
    modules.set(local, module);
    const names = alias === "_" ? [] : [{ imported: "*", local }];
    lowering.emit({ kind: "import", at: spanOf(spec), scope: 0, module, names });
  }
  return modules;
}

// src/parse/go/assignments.ts
var OUTCOME = /^(?:_|ok|found|exists?|present|\w*[eE]rr(?:or)?)$/;
function assignments(go, statement, left, right, place) {
  const operator = statement.childForFieldName("operator")?.text ?? "=";
  const values = right.map((node) => go.expression(node, deeper(place)));
  const targets = results(left);
  for (const [index, target2] of targets.entries()) {
    const name = targetName(go, target2, place);
    if (name === void 0) continue;
    const given = right.length === 1 && left.length > 1 ? result(values[0], index, targets.length, target2) : values[index];
    if (!given) continue;
    const next = operator === "+=" ? value(spanOf(statement), [...go.expression(target2, deeper(place)).parts, ...given.parts]) : given;
    const plain = operator === "=" || operator === ":=" || operator === "+=";
    const final = plain ? next : opaqueValue(spanOf(statement));
    go.lowering.emit({ kind: "assign", at: spanOf(statement), scope: place.scope, name, value: final });
  }
}
function results(left) {
  const last = left.at(-1);
  return left.length > 1 && last && OUTCOME.test(last.text) ? left.slice(0, -1) : left;
}
function result(given, index, count, target2) {
  if (!given || count === 1) return given;
  const chain = chainName(given);
  if (chain.startsWith("(") || chain.startsWith('"') || chain === "env")
    return index === 0 ? given : opaqueValue(spanOf(target2));
  return value(given.at, [{ name: `${chain}.${index}` }]);
}
function targetName(go, target2, place) {
  if (target2.type === "identifier")
    return target2.text === "_" ? void 0 : go.expression(target2, place).parts.map(nameOf)[0];
  const [part] = go.expression(target2, deeper(place)).parts;
  return part && nameOf(part);
}
var nameOf = (part) => "name" in part ? part.name : void 0;
var expressionList = (node) => node?.type === "expression_list" ? children(node) : node ? [node] : [];

// src/parse/go/statements.ts
var SKIPPED = /* @__PURE__ */ new Set([
  "comment",
  "package_clause",
  "import_declaration",
  "interface_type",
  "type_declaration",
  "parameter_list",
  "label_name"
]);
function lowerStatement(go, node, place) {
  go.lowering.tick(place.depth);
  if (SKIPPED.has(node.type)) return;
  if (isExpression(node)) {
    const given = go.expression(node, deeper(place));
    if (isWorthy(given)) go.lowering.emit({ kind: "value", at: given.at, scope: place.scope, value: given });
    return;
  }
  switch (node.type) {
    case "short_var_declaration":
    case "assignment_statement":
      assignments(
        go,
        node,
        expressionList(node.childForFieldName("left")),
        expressionList(node.childForFieldName("right")),
        place
      );
      return;
    case "const_spec":
    case "var_spec": {
      const names = node.childrenForFieldName("name").filter((child) => child.type === "identifier");
      assignments(go, node, names, expressionList(node.childForFieldName("value")), place);
      return;
    }
    case "return_statement":
      returned(go, node, place);
      return;
    case "range_clause": {
      const over = node.childForFieldName("right");
      if (over) go.statement(over, deeper(place));
      return;
    }
    default:
      for (const child of children(node)) go.statement(child, deeper(place));
  }
}
function returned(go, node, place) {
  const at = spanOf(node);
  const given = expressionList(children(node)[0] ?? null).map((one) => go.expression(one, deeper(place)));
  const named = given.length === 0 ? (place.results ?? []).map((name) => value(at, [{ name }])) : given;
  const kept = place.fails && named.length > 1 ? named.slice(0, -1) : named;
  const [only] = kept;
  if (!only || place.fails && kept.every((one) => one.parts.length === 0)) return;
  const all = kept.length === 1 ? only : value(spanOf(children(node)[0] ?? node), [{ list: kept }]);
  go.lowering.emit({ kind: "return", at, scope: place.scope, value: all });
}

// src/parse/go/file.ts
function lowerGo(lowering, root) {
  const modules = importsOf(lowering, root);
  const types = new Types(lowering);
  const go = {
    lowering,
    modules,
    expression: (node, place) => lowerExpression(go, node, place),
    statement: (node, place) => {
      if (node.type === "type_declaration") declareType(go, types, node, place);
      else lowerStatement(go, node, place);
    },
    closure: (node, place, of) => enterFunction(go, types, node, place, of)
  };
  const top = { scope: 0, depth: 0 };
  const declarations = children(root);
  for (const node of declarations) if (node.type === "type_declaration") go.statement(node, top);
  for (const node of declarations) {
    if (node.type === "type_declaration") continue;
    if (node.type === "function_declaration" || node.type === "method_declaration")
      enterFunction(go, types, node, top);
    else go.statement(node, top);
  }
}

// src/parse/languages/go.ts
async function load() {
  const parse = await treeSitter("go");
  return (lowering) => parse(lowering, (root) => lowerGo(lowering, root));
}
export {
  load
};
