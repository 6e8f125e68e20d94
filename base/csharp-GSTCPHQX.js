import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  Walker,
  choiceOf,
  concatenation,
  decodeEscapes,
  dedent,
  isSound,
  itemsOf,
  joined,
  keyOf,
  operands,
  table,
  unparsed
} from "./chunk-BBWLPJR3.js";
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

// src/parse/csharp/construction.ts
function typeName(walk, node) {
  if (!node) return "";
  switch (node.type) {
    case "generic_name":
    case "array_type":
    case "nullable_type":
      return typeName(walk, walk.children(node)[0]);
    case "qualified_name":
      return `${typeName(walk, node.childForFieldName("qualifier"))}.${typeName(walk, node.childForFieldName("name"))}`;
    case "alias_qualified_name":
      return typeName(walk, node.childForFieldName("name"));
    case "implicit_type":
    case "tuple_type":
      return "";
    default:
      return walk.text(node).replace(/\s+/g, "");
  }
}
function argumentsOf(walk, list, callee) {
  const args = [];
  const named2 = [];
  for (const argument of list ? walk.children(list) : []) {
    const name = argument.childForFieldName("name");
    const given2 = argument.type === "argument" ? walk.children(argument).at(-1) : argument;
    if (!given2) continue;
    if (name && name.id !== given2.id)
      named2.push({ key: walk.text(name), at: spanOf(name), value: walk.argument(given2, callee) });
    else args.push(walk.argument(given2, callee));
  }
  return { args, named: named2 };
}
function initializer(walk, node) {
  const entries = [];
  const list = [];
  for (const item of walk.children(node)) {
    const [first, second] = item.type === "initializer_expression" ? walk.children(item) : [];
    const left = item.type === "assignment_expression" ? item.childForFieldName("left") : null;
    const right = item.type === "assignment_expression" ? item.childForFieldName("right") : null;
    if (left && right) {
      const index = left.type === "element_binding_expression" ? walk.children(left)[0] : void 0;
      const expression = index && (walk.children(index)[0] ?? index);
      const key = expression ? keyOf(walk.value(expression)) : walk.text(left);
      entries.push({ key, at: spanOf(left), value: walk.value(right) });
    } else if (first && second) {
      entries.push({ key: keyOf(walk.value(first)), at: spanOf(first), value: walk.value(second) });
    } else list.push(walk.value(item));
  }
  return entries.length > 0 ? { object: entries } : { list };
}
var MAP = /(?:Dictionary|Hashtable|NameValueCollection|SortedList)$/;
var LIST = /(?:^|\.)(?:List|HashSet|Collection|Queue|Stack|LinkedList|SortedSet)$/;
function construct(walk, node, type2) {
  const list = walk.children(node).find((child) => child.type === "argument_list");
  const braces = walk.children(node).find((child) => child.type === "initializer_expression");
  const { args, named: named2 } = argumentsOf(walk, list, type2);
  const part = braces ? initializer(walk, braces) : void 0;
  if (braces && part) args.push({ at: spanOf(braces), parts: [part] });
  const made = walk.call(spanOf(node), walk.callee(void 0, type2), args, named2);
  if (part && ("object" in part && MAP.test(type2) || "list" in part && LIST.test(type2)))
    return walk.spelled({ at: spanOf(node), parts: [part] }, `${type2}()`);
  return made;
}
var NO_TARGET = /^(?:argument|initializer_expression|lambda_expression|invocation_expression|class_declaration)$/;
function targetType(walk, node) {
  for (let parent = node.parent; parent && !NO_TARGET.test(parent.type); parent = parent.parent) {
    if (parent.type === "assignment_expression") {
      const left = parent.childForFieldName("left");
      return left && /(?:^|\.)Authorization$/.test(walk.text(left)) ? "AuthenticationHeaderValue" : "";
    }
    if (/^(?:variable_declaration|property_declaration|parameter|method_declaration|local_function_statement)$/.test(
      parent.type
    ))
      return typeName(walk, parent.childForFieldName("returns") ?? parent.childForFieldName("type"));
  }
  return "";
}
var anonymous = (walk, node) => {
  const entries = [];
  let key;
  for (const [index, child] of node.children.entries()) {
    if (!child?.isNamed || child.type === "comment") continue;
    if (node.children[index + 1]?.type === "=") {
      key = child;
      continue;
    }
    const given2 = walk.value(child);
    entries.push({ key: key ? walk.text(key) : keyOf(given2), at: spanOf(key ?? child), value: given2 });
    key = void 0;
  }
  return { at: spanOf(node), parts: [{ object: entries }] };
};
var altered = (walk, node) => {
  const [source, ...changes] = walk.children(node);
  const entries = [];
  if (source) entries.push({ key: "...", at: spanOf(source), value: walk.value(source) });
  for (const change of changes) {
    const [name, given2] = walk.children(change);
    if (name && given2) entries.push({ key: walk.text(name), at: spanOf(name), value: walk.value(given2) });
  }
  return { at: spanOf(node), parts: [{ object: entries }] };
};
var tuple = (walk, node) => {
  const { args, named: named2 } = argumentsOf(walk, node, "");
  if (args.length === 0) return { at: spanOf(node), parts: [{ object: named2 }] };
  return { at: spanOf(node), parts: [{ list: [...args, ...named2.map((entry) => entry.value)] }] };
};
var array = (walk, node) => {
  const braces = walk.children(node).find((child) => child.type === "initializer_expression");
  return braces ? { at: spanOf(node), parts: [initializer(walk, braces)] } : walk.opaque(node);
};
var constructions = {
  object_creation_expression: (walk, node) => construct(walk, node, typeName(walk, node.childForFieldName("type"))),
  implicit_object_creation_expression: (walk, node) => construct(walk, node, targetType(walk, node) || "()"),
  anonymous_object_creation_expression: anonymous,
  initializer_expression: (walk, node) => ({ at: spanOf(node), parts: [initializer(walk, node)] }),
  array_creation_expression: array,
  implicit_array_creation_expression: array,
  tuple_expression: tuple,
  with_expression: altered
};

// src/parse/csharp/literals.ts
var plain = (walk, node) => {
  const raw2 = walk.text(node).replace(/u8$/i, "");
  return walk.spelled(textValue(spanOf(node), decodeEscapes(raw2.slice(1, -1))), '""');
};
var verbatim = (walk, node) => {
  const raw2 = walk.text(node).replace(/u8$/i, "");
  return walk.spelled(textValue(spanOf(node), raw2.slice(2, -1).replaceAll('""', '"')), '""');
};
var raw = (walk, node) => {
  const content = walk.children(node).filter((child) => child.type === "raw_string_content").map((child) => walk.text(child)).join("");
  const text = /^[ \t]*\r?\n/.test(content) ? dedent(content).replace(/\r?\n[ \t]*$/, "") : content;
  return walk.spelled(textValue(spanOf(node), text), '""');
};
var interpolated = (walk, node) => {
  const children = walk.children(node);
  const start = children.find((child) => child.type === "interpolation_start");
  const isVerbatim = start !== void 0 && walk.text(start).includes("@");
  const isRaw = children.some(
    (child) => child.type === "interpolation_quote" && walk.text(child).length >= 3
  );
  const parts = [];
  for (const child of children) {
    if (child.type === "interpolation") {
      const inner2 = walk.children(child).find((one) => !one.type.startsWith("interpolation_"));
      if (inner2) parts.push(...walk.value(inner2).parts);
    } else if (child.type === "string_content" || child.type === "escape_sequence") {
      const text = walk.text(child);
      if (isRaw) parts.push({ text });
      else {
        const braces = text.replaceAll("{{", "{").replaceAll("}}", "}");
        parts.push({ text: isVerbatim ? braces.replaceAll('""', '"') : decodeEscapes(braces) });
      }
    }
  }
  return walk.spelled(value(spanOf(node), parts), '""');
};
var literals = table({
  string_literal: plain,
  verbatim_string_literal: verbatim,
  raw_string_literal: raw,
  interpolated_string_expression: interpolated,
  character_literal: (walk, node) => textValue(spanOf(node), decodeEscapes(walk.text(node).slice(1, -1))),
  boolean_literal: (walk, node) => textValue(spanOf(node), walk.text(node)),
  null_literal: (_, node) => value(spanOf(node), []),
  default_expression: (_, node) => value(spanOf(node), []),
  integer_literal: (_, node) => opaqueValue(spanOf(node)),
  real_literal: (_, node) => opaqueValue(spanOf(node)),
  typeof_expression: (_, node) => opaqueValue(spanOf(node))
});

// src/parse/csharp/values.ts
var sections = /* @__PURE__ */ new WeakSet();
var inner = (walk, node) => {
  const last = walk.children(node).at(-1);
  return last ? walk.value(last) : opaqueValue(spanOf(node));
};
var fieldOr = (field2) => (walk, node) => {
  const child = node.childForFieldName(field2);
  return child ? walk.value(child) : walk.opaque(node);
};
var simpleName = (walk, node) => typeName(walk, node);
var named = (walk, node) => value(spanOf(node), [{ name: simpleName(walk, node) }]);
function member(walk, node, object, name) {
  const only = object.parts.length === 1 ? object.parts[0] : void 0;
  if (name === "Value" && sections.has(object)) return { at: spanOf(node), parts: object.parts };
  if (name === "Result" && only && "call" in only)
    return walk.spelled({ at: spanOf(node), parts: object.parts }, `${only.call}().Result`);
  return walk.member(spanOf(node), object, name);
}
var access = (walk, node) => {
  const object = node.childForFieldName("expression");
  const name = node.childForFieldName("name");
  if (!object || !name) return walk.opaque(node);
  return member(walk, node, walk.value(object), simpleName(walk, name));
};
function indexed(walk, node, object, subscript) {
  const argument = subscript && walk.children(subscript).at(-1);
  if (!argument) return walk.opaque(node);
  const at = spanOf(node);
  if (/^\d+$/.test(walk.text(argument))) return walk.member(at, object, walk.text(argument));
  const key = walk.value(argument);
  const text = walk.literal(key);
  if (text && walk.names.holdsEnvironment(walk.path(object))) return value(at, [{ env: text }]);
  const [section2] = object.parts;
  if (text !== void 0 && sections.has(object) && section2 && "name" in section2)
    return value(at, [{ name: `${section2.name}:${text}` }]);
  if (text === void 0 && keyOf(key) === "*") walk.standing(key);
  return walk.member(at, object, text ?? (/^[A-Z]/.test(keyOf(key)) ? keyOf(key) : "*"));
}
var element = (walk, node) => {
  const object = node.childForFieldName("expression");
  const subscript = node.childForFieldName("subscript");
  const [argument] = subscript ? walk.children(subscript) : [];
  return object ? indexed(walk, node, walk.value(object), argument) : walk.opaque(node);
};
var conditionalAccess = (walk, node) => {
  const [condition, binding] = walk.children(node);
  if (!condition || !binding) return walk.opaque(node);
  const object = walk.value(condition);
  const name = binding.childForFieldName("name");
  if (binding.type === "member_binding_expression" && name)
    return member(walk, node, object, simpleName(walk, name));
  if (binding.type === "element_binding_expression")
    return indexed(walk, node, object, walk.children(binding)[0]);
  walk.visit(binding);
  return opaqueValue(spanOf(node));
};
var collection = (walk, node) => {
  const items = walk.children(node).flatMap((argument) => walk.children(argument).at(-1) ?? []);
  const list = items.filter((item) => item.endIndex > item.startIndex).map((item) => walk.value(item));
  return { at: spanOf(node), parts: [{ list }] };
};
function calleeOf(walk, node) {
  const name = node.childForFieldName("name");
  switch (node.type) {
    case "identifier":
    case "generic_name":
      return walk.callee(void 0, simpleName(walk, node));
    case "member_access_expression": {
      const object2 = node.childForFieldName("expression");
      if (object2 && name) return walk.callee(walk.value(object2), simpleName(walk, name));
      break;
    }
    case "conditional_access_expression": {
      const [condition, binding] = walk.children(node);
      const bound = binding?.type === "member_binding_expression" ? binding.childForFieldName("name") : null;
      if (condition && bound) return walk.callee(walk.value(condition), simpleName(walk, bound));
    }
  }
  const object = walk.value(node);
  return { path: walk.path(object), object };
}
function section(walk, node, callee, key) {
  const text = walk.literal(key);
  const only = callee.object?.parts.length === 1 ? callee.object.parts[0] : void 0;
  if (!callee.object || !text || !only || !("name" in only)) return void 0;
  const separator = sections.has(callee.object) ? ":" : ".";
  const result = value(spanOf(node), [{ name: `${only.name}${separator}${text}` }]);
  sections.add(result);
  return walk.spelled(result, `${callee.path}()`);
}
var invocation = (walk, node) => {
  const called = node.childForFieldName("function");
  const list = node.childForFieldName("arguments");
  if (!called) return walk.opaque(node);
  if (called.type === "identifier" && walk.text(called) === "nameof" && list) {
    const name = walk.text(list).replace(/[()\s]/g, "");
    return value(spanOf(node), [{ text: name.slice(name.lastIndexOf(".") + 1) }]);
  }
  const callee = calleeOf(walk, called);
  const { args, named: keyed } = argumentsOf(walk, list, callee.path);
  const result = walk.call(spanOf(node), callee, args, keyed);
  if (!/\.Get(?:Required)?Section$/.test(callee.path)) return result;
  return section(walk, node, callee, args[0]) ?? result;
};
function alternatives(walk, node, nodes) {
  const values2 = nodes.flatMap((one) => {
    const given2 = walk.value(one);
    return one.type === "throw_expression" ? [] : [given2];
  });
  return values2.length > 0 ? choiceOf(spanOf(node), values2) : opaqueValue(spanOf(node));
}
var binary = (walk, node) => {
  const operator = node.childForFieldName("operator")?.type;
  if (operator === "+") {
    const terms = operands(node, "binary_expression", "+").map((operand) => walk.value(operand));
    return concatenation(spanOf(node), terms);
  }
  const [left, right] = [node.childForFieldName("left"), node.childForFieldName("right")];
  return operator === "??" && left && right ? alternatives(walk, node, [left, right]) : walk.opaque(node);
};
var conditional = (walk, node) => {
  walk.visitAll(node.childForFieldName("condition"));
  const nodes = [node.childForFieldName("consequence"), node.childForFieldName("alternative")];
  return alternatives(
    walk,
    node,
    nodes.flatMap((one) => one ?? [])
  );
};
var choose = (walk, node) => {
  const results = [];
  for (const child of walk.children(node)) {
    if (child.type !== "switch_expression_arm") {
      walk.visit(child);
      continue;
    }
    const parts = walk.children(child);
    const result = parts.pop();
    for (const pattern of parts) walk.visit(pattern);
    if (result) results.push(result);
  }
  return alternatives(walk, node, results);
};
function assignTo(walk, node, target, operator, given2) {
  const only = target.parts.length === 1 ? target.parts[0] : void 0;
  const items = only && "list" in only ? only.list : void 0;
  const from = given2.parts.length === 1 ? given2.parts[0] : void 0;
  if (items && from && "list" in from)
    for (const [index, one] of items.entries())
      assignTo(walk, node, one, operator, from.list[index] ?? opaqueValue(given2.at));
  else if (!only || !("name" in only)) walk.standing(given2);
  else if (only.name === "_") walk.standing(given2);
  else if (operator === "=") walk.assign(spanOf(node), only.name, given2);
  else if (operator === "+=") walk.append(spanOf(node), only.name, given2);
  else if (operator === "??=") walk.assign(spanOf(node), only.name, choiceOf(given2.at, [target, given2]));
}
var assignment = (walk, node) => {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return walk.opaque(node);
  const target = walk.value(left);
  const given2 = walk.value(right);
  assignTo(walk, node, target, node.childForFieldName("operator")?.type ?? "=", given2);
  const only = target.parts.length === 1 ? target.parts[0] : void 0;
  return only && "name" in only ? target : given2;
};
function parameters(walk, list) {
  if (!list) return [];
  if (list.type === "implicit_parameter" || list.type === "identifier")
    return [{ name: walk.text(list), at: spanOf(list) }];
  const params = [];
  for (const one of walk.children(list)) {
    if (one.type !== "parameter") continue;
    for (const child of walk.children(one)) if (child.type === "attribute_list") walk.visit(child);
    const name = one.childForFieldName("name");
    if (!name) continue;
    const param = { name: walk.text(name), at: spanOf(one) };
    const last = walk.children(one).at(-1);
    const fallback = last && last.id !== name.id && one.children.some((child) => child?.type === "=") ? walk.value(last) : void 0;
    params.push(fallback ? { ...param, default: fallback } : param);
  }
  const rest = list.childForFieldName("name");
  if (rest) params.push({ name: walk.text(rest), at: spanOf(rest) });
  return params;
}
var lambda = (walk, node, of) => {
  const children = walk.children(node);
  const body2 = node.childForFieldName("body") ?? children.find((child) => child.type === "block");
  const params = parameters(walk, node.childForFieldName("parameters"));
  const scope = {
    kind: of === void 0 ? "function" : "block",
    name: "",
    at: spanOf(node),
    params
  };
  return walk.within(of === void 0 ? scope : { ...scope, of }, () => {
    if (body2?.type === "block") walk.visit(body2);
    const result = body2 && body2.type !== "block" ? walk.value(body2) : void 0;
    if (result && body2?.type !== "assignment_expression") walk.returns(result.at, result);
    return walk.lambda(spanOf(node), result, params[0]?.name ?? "");
  });
};
var values = new Map([
  ...literals,
  ...Object.entries(constructions),
  ["identifier", named],
  ["generic_name", named],
  ["qualified_name", named],
  ["alias_qualified_name", named],
  ["predefined_type", named],
  ["this", named],
  ["base", (_, node) => value(spanOf(node), [{ name: "super" }])],
  ["parenthesized_expression", inner],
  ["await_expression", inner],
  ["checked_expression", inner],
  ["ref_expression", inner],
  ["range_expression", inner],
  ["cast_expression", fieldOr("value")],
  ["as_expression", fieldOr("left")],
  ["declaration_expression", fieldOr("name")],
  [
    "postfix_unary_expression",
    (walk, node) => walk.text(node).endsWith("!") ? inner(walk, node) : walk.opaque(node)
  ],
  ["prefix_unary_expression", (walk, node) => walk.opaque(node)],
  ["is_pattern_expression", (walk, node) => walk.opaque(node)],
  ["is_expression", (walk, node) => walk.opaque(node)],
  ["query_expression", (walk, node) => walk.opaque(node)],
  ["throw_expression", (walk, node) => walk.opaque(node)],
  ["binary_expression", binary],
  ["conditional_expression", conditional],
  ["switch_expression", choose],
  ["assignment_expression", assignment],
  ["invocation_expression", invocation],
  ["member_access_expression", access],
  ["element_access_expression", element],
  ["conditional_access_expression", conditionalAccess],
  ["element_binding_expression", collection],
  ["lambda_expression", lambda],
  ["anonymous_method_expression", lambda]
]);

// src/parse/csharp/declarations.ts
var childOf = (walk, node, type2) => walk.children(node).find((child) => child.type === type2);
var attribute = (walk, node) => {
  const list = childOf(walk, node, "attribute_argument_list");
  if (!list) return;
  const args = [];
  const named2 = [];
  for (const argument of walk.children(list)) {
    const [first, second] = walk.children(argument);
    const left = first?.type === "assignment_expression" ? first.childForFieldName("left") : second ? first : void 0;
    const right = first?.type === "assignment_expression" ? first.childForFieldName("right") : second;
    if (left && right) named2.push({ key: walk.text(left), at: spanOf(left), value: walk.value(right) });
    else if (first) args.push(walk.value(first));
  }
  walk.call(
    spanOf(node),
    walk.callee(void 0, typeName(walk, node.childForFieldName("name"))),
    args,
    named2
  );
};
var attributes = (walk, node) => {
  for (const child of walk.children(node)) if (child.type === "attribute_list") walk.visit(child);
};
function variables(walk, declaration, at, field2) {
  const declarators = walk.children(declaration).filter((child) => child.type === "variable_declarator");
  for (const declarator of declarators) {
    const pattern = childOf(walk, declarator, "tuple_pattern");
    const name = declarator.childForFieldName("name") ?? pattern;
    const source = walk.children(declarator).at(-1);
    if (!name || !source) continue;
    if (!field2 && !pattern) walk.names.declareLocal(walk.scope, walk.text(name));
    if (source.id === name.id || source.type === "bracketed_argument_list") continue;
    const given2 = walk.value(source);
    const where = declarators.length === 1 ? at : spanOf(declarator);
    if (pattern) destructured(walk, pattern, given2);
    else if (field2) walk.assignField(where, walk.text(name), given2);
    else walk.assignLocal(where, walk.text(name), given2);
  }
}
function destructured(walk, pattern, given2) {
  const only = given2.parts.length === 1 ? given2.parts[0] : void 0;
  for (const [index, name] of walk.children(pattern).entries()) {
    const item = only && "list" in only ? only.list[index] : void 0;
    const part = only && "name" in only ? { name: `${only.name}.${index}` } : { opaque: true };
    if (walk.text(name) !== "_")
      walk.assignLocal(spanOf(name), walk.text(name), item ?? value(given2.at, [part]));
  }
}
var local = (walk, node) => {
  const declaration = childOf(walk, node, "variable_declaration");
  if (declaration) variables(walk, declaration, spanOf(node), false);
};
var field = (walk, node) => {
  attributes(walk, node);
  const declaration = childOf(walk, node, "variable_declaration");
  if (declaration) variables(walk, declaration, spanOf(declaration), true);
};
function body(walk, content, gives) {
  if (!content) return;
  const expression = content.type === "arrow_expression_clause" ? walk.children(content)[0] : void 0;
  if (!expression || !gives) walk.visit(expression ?? content);
  else {
    const result = walk.value(expression);
    walk.returns(result.at, result);
  }
}
var method = (walk, node) => {
  attributes(walk, node);
  const name = node.childForFieldName("name") ?? node.childForFieldName("operator");
  const made = node.type === "constructor_declaration" ? "constructor" : name ? walk.text(name) : "";
  const params = parameters(walk, node.childForFieldName("parameters"));
  const returns = node.childForFieldName("returns") ?? node.childForFieldName("type");
  const gives = made !== "constructor" && (returns === null || walk.text(returns) !== "void");
  walk.within({ kind: "function", name: made, at: spanOf(node), params }, () => {
    const delegation = childOf(walk, node, "constructor_initializer");
    if (delegation) {
      const own = delegation.children.some((child) => child?.type === "this");
      const callee = walk.callee(void 0, own ? "this" : "super");
      const { args, named: named2 } = argumentsOf(walk, childOf(walk, delegation, "argument_list"), callee.path);
      walk.call(spanOf(delegation), callee, args, named2);
    }
    body(walk, node.childForFieldName("body"), gives);
  });
};
function initialiser(walk, node) {
  const name = node.childForFieldName("name");
  const given2 = node.childForFieldName("value");
  if (!name || !given2 || given2.type === "arrow_expression_clause") return;
  const at = { start: (node.childForFieldName("type") ?? name).startIndex, end: node.endIndex };
  walk.assignField(at, walk.text(name), walk.value(given2));
}
function accessors(walk, node) {
  attributes(walk, node);
  const name = node.childForFieldName("name");
  const own = name ? walk.text(name) : "Item";
  const params = parameters(walk, node.childForFieldName("parameters"));
  const arrow = node.childForFieldName("value");
  if (arrow?.type === "arrow_expression_clause")
    walk.within({ kind: "function", name: own, at: spanOf(node), params }, () => body(walk, arrow, true));
  const list = node.childForFieldName("accessors");
  for (const accessor of list ? walk.children(list) : []) {
    const content = accessor.childForFieldName("body");
    if (!content) continue;
    const kind = accessor.childForFieldName("name")?.type;
    const getter = kind === "get";
    const at = spanOf(accessor);
    const given2 = getter ? params : [...params, { name: "value", at }];
    walk.within(
      { kind: "function", name: getter ? own : `set_${own}`, at, params: given2 },
      () => body(walk, content, getter)
    );
  }
}
var property = (walk, node) => {
  initialiser(walk, node);
  accessors(walk, node);
};
function membersOf(walk, list, members) {
  const named2 = members.flatMap((member2) => {
    if (member2.type === "property_declaration") return [member2];
    const declaration = member2.type === "field_declaration" ? childOf(walk, member2, "variable_declaration") : void 0;
    return declaration ? walk.children(declaration).filter((child) => child.type === "variable_declarator") : [];
  });
  return [...list ? walk.children(list) : [], ...named2].flatMap((one) => {
    const name = one.childForFieldName("name");
    return name ? [walk.text(name)] : [];
  });
}
var SETS_UP = /* @__PURE__ */ new Set(["field_declaration", "property_declaration"]);
var type = (walk, node) => {
  attributes(walk, node);
  const name = node.childForFieldName("name");
  const bases = childOf(walk, node, "base_list");
  const parents = (bases ? walk.children(bases) : []).filter((child) => child.type !== "argument_list");
  const names = parents.map(
    (base) => typeName(walk, base.type === "primary_constructor_base_type" ? base.childForFieldName("type") : base)
  );
  const scope = { kind: "class", name: name ? walk.text(name) : "", at: spanOf(node), params: [] };
  walk.within(names.length > 0 ? { ...scope, extends: names } : scope, () => {
    const list = childOf(walk, node, "parameter_list");
    const content = node.childForFieldName("body");
    const members = content ? walk.children(content) : [];
    walk.names.declareMembers(walk.scope, membersOf(walk, list, members));
    if (!list) {
      for (const member2 of members) walk.visit(member2);
      return;
    }
    const params = parameters(walk, list);
    walk.within({ kind: "function", name: "constructor", at: spanOf(list), params }, () => {
      for (const one of params) walk.assignField(one.at, one.name, value(one.at, [{ name: one.name }]));
      const inBase = parents.map((base) => childOf(walk, base, "argument_list")).find((found) => found);
      const given2 = inBase ?? (bases && childOf(walk, bases, "argument_list"));
      if (given2) {
        const { args, named: named2 } = argumentsOf(walk, given2, "super");
        walk.call(spanOf(given2), walk.callee(void 0, "super"), args, named2);
      }
      for (const member2 of members) {
        if (member2.type === "field_declaration") field(walk, member2);
        else if (member2.type === "property_declaration") initialiser(walk, member2);
      }
    });
    for (const member2 of members) {
      if (member2.type === "property_declaration") accessors(walk, member2);
      else if (!SETS_UP.has(member2.type)) walk.visit(member2);
    }
  });
};
var enumMember = (walk, node) => {
  attributes(walk, node);
  const name = node.childForFieldName("name");
  const given2 = node.childForFieldName("value");
  if (name && given2) walk.assignField(spanOf(node), walk.text(name), walk.value(given2));
};
var imported = (walk, node) => {
  const path = walk.children(node).at(-1);
  if (!path) return;
  const alias = node.childForFieldName("name");
  const module = typeName(walk, path);
  const last = module.slice(module.lastIndexOf(".") + 1);
  const names = alias ? [{ imported: last, local: walk.text(alias) }] : [{ imported: "*", local: "*" }];
  walk.lowering.emit({ kind: "import", at: spanOf(node), scope: walk.scope, module, names });
};
var given = (walk, node) => {
  const [expression] = walk.children(node);
  if (expression) walk.returns(spanOf(node), walk.value(expression));
};
var each = (walk, node) => walk.visitAll(node.childForFieldName("right"), node.childForFieldName("body"));
var visits = table({
  ERROR: unparsed,
  attribute,
  class_declaration: type,
  constructor_declaration: method,
  conversion_operator_declaration: method,
  destructor_declaration: method,
  enum_declaration: type,
  enum_member_declaration: enumMember,
  field_declaration: field,
  foreach_statement: each,
  indexer_declaration: accessors,
  event_declaration: accessors,
  event_field_declaration: () => {
  },
  interface_declaration: type,
  local_declaration_statement: local,
  local_function_statement: method,
  method_declaration: method,
  operator_declaration: method,
  property_declaration: property,
  record_declaration: type,
  return_statement: given,
  struct_declaration: type,
  using_directive: imported,
  variable_declaration: (walk, node) => variables(walk, node, spanOf(node), false),
  yield_statement: given
});

// src/parse/csharp/idioms.ts
var READ_ENVIRONMENT = /^(?:(?:System\.)?Environment\.)?GetEnvironmentVariable$/;
var DEFAULTED = /^(?:DotNetEnv\.)?Env\.Get(?:String|Int|Bool|Double)$|^(?:Context\.)?EnvironmentVariable$/;
function csharpEnvironment(walk, call) {
  const [first, second] = call.args;
  const name = walk.literal(first ?? call.named.find((entry) => entry.key === "variable")?.value);
  if (!name) return void 0;
  if (READ_ENVIRONMENT.test(call.call)) return [{ env: name }];
  if (!DEFAULTED.test(call.call) || !first) return void 0;
  return second ? choiceOf(first.at, [value(first.at, [{ env: name }]), second]).parts : [{ env: name }];
}
var SAME = /* @__PURE__ */ new Set([
  "Trim",
  "TrimEnd",
  "TrimStart",
  "ToString",
  "ToCharArray",
  "ToArray",
  "AsSpan",
  "Normalize"
]);
var SAME_WITH_ARGUMENTS = /* @__PURE__ */ new Set(["ToString", "ConfigureAwait"]);
var BUILDER = /^(?:System\.Text\.)?StringBuilder$/;
var BUILDING = /^(?:System\.Text\.)?StringBuilder\(\)(?:\.Append\(\))*\.Append$/;
function csharpMeaning(walk, call, object) {
  const { args } = call;
  const [first, second] = args;
  const bare = call.call.replace(/^System\./, "");
  const method2 = bare.slice(bare.lastIndexOf(".") + 1);
  if (/^[sS]tring\.Format$/.test(bare)) {
    const from = walk.literal(first) === void 0 && walk.literal(second) !== void 0 ? 1 : 0;
    const format = walk.literal(args[from]);
    return format === void 0 ? void 0 : formatParts(format, "brace", args.slice(from + 1));
  }
  if (/^[sS]tring\.Concat$/.test(bare)) {
    const items = args.length === 1 ? itemsOf(first) ?? args : args;
    return items.flatMap((item) => item.parts);
  }
  if (/^[sS]tring\.Join$/.test(bare)) {
    const separator = walk.literal(first);
    const items = args.length === 2 ? itemsOf(second) ?? (second ? [second] : []) : args.slice(1);
    return separator === void 0 ? void 0 : joined(items, separator);
  }
  if (/^Convert\.ToString$|^[sS]tring$|^[sS]tring\.(?:Copy|Intern)$/.test(bare) && first) return first.parts;
  if (/^(?:Value)?Tuple\.Create$/.test(bare)) return [{ list: args }];
  if (/^List\.Of$|^ImmutableList\.Create$|^ImmutableArray\.Create$/.test(bare)) return [{ list: args }];
  if (method2 === "GetBytes" && first && args.length === 1) return first.parts;
  if (method2 === "GetString" && first && args.length === 1 && /(?:Encoding|ASCII|UTF8|Latin1)\b/.test(bare))
    return first.parts;
  if (BUILDER.test(bare)) return first && !("opaque" in (first.parts[0] ?? {})) ? first.parts : [];
  if (!object) return void 0;
  if (method2 === "Append" && BUILDING.test(bare) && first) return [...object.parts, ...first.parts];
  const only = object.parts.length === 1 ? object.parts[0] : void 0;
  if (only && "name" in only && (only.name === "this" || only.name === "super")) return void 0;
  if (SAME.has(method2) && (args.length === 0 || SAME_WITH_ARGUMENTS.has(method2))) return object.parts;
  if (method2 === "ConfigureAwait") return object.parts;
  return void 0;
}

// src/parse/csharp/scripts.ts
var DIRECTIVE = /^[ \t]*#(?:r|load|addin|tool|module|define|!|break|l)\b.*$|^#!.*$/gm;
function embedScript(lowering) {
  const { extension, text } = lowering;
  if (extension !== ".csx" && extension !== ".cake" && !text.startsWith("#!")) return false;
  const pieces = [];
  let last = 0;
  for (const match of text.matchAll(DIRECTIVE)) {
    if (match.index > last) pieces.push({ text: text.slice(last, match.index), start: last });
    last = match.index + match[0].length;
  }
  if (last === 0) return false;
  if (last < text.length) pieces.push({ text: text.slice(last), start: last });
  lowering.embed({ language: "csharp", pieces, extension: ".cs" });
  return true;
}
function closing(lowering, open) {
  const { text } = lowering;
  const token = /["'{}]|\/\/|\/\*|@\*/g;
  let depth = 0;
  token.lastIndex = open;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    lowering.tick();
    const ends = { "//": "\n", "/*": "*/", "@*": "*@" };
    const end = ends[match[0]];
    if (match[0] === "{") depth++;
    else if (match[0] === "}") {
      depth--;
      if (depth === 0) return match.index;
    } else if (end !== void 0) {
      const found = text.indexOf(end, match.index + 2);
      if (found < 0) return -1;
      token.lastIndex = found + end.length;
    } else if (match[0] === '"' || isCharacter(text, match.index)) {
      token.lastIndex = quoteEnd(text, match.index);
    }
  }
  return -1;
}
var isCharacter = (text, at) => /^'(?:\\.|[^\\])'/.test(text.slice(at, at + 4));
function quoteEnd(text, at) {
  const verbatim2 = text[at] === '"' && /[@]\$?$/.test(text.slice(Math.max(0, at - 2), at));
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === text[at]) {
      if (!verbatim2 || text[index + 1] !== '"') return index + 1;
      index++;
    } else if (text[index] === "\\" && !verbatim2) index++;
    else if (text[index] === "\n" && !verbatim2) return at + 1;
  }
  return at + 1;
}
var OF_INTEREST = /zendesk|\/token\b/i;
function embedRazor(lowering) {
  const { text } = lowering;
  const block = /@(?:functions\s*|code\s*)?\{/g;
  let last = 0;
  for (let match = block.exec(text); match; match = block.exec(text)) {
    const open = match.index + match[0].length - 1;
    const close = closing(lowering, open);
    if (close < 0) break;
    markup(lowering, last, match.index);
    lowering.embed({
      language: "csharp",
      pieces: [{ text: text.slice(open + 1, close), start: open + 1 }],
      extension: ".cs"
    });
    last = close + 1;
    block.lastIndex = last;
  }
  markup(lowering, last, text.length);
}
function markup(lowering, from, to) {
  for (let start = from; start < to; ) {
    lowering.tick();
    const newline = lowering.text.indexOf("\n", start);
    const end = newline < 0 || newline > to ? to : newline;
    const line = lowering.text.slice(start, end);
    if (line.length <= 2e3 && OF_INTEREST.test(line)) {
      const at = { start: start + line.length - line.trimStart().length, end: start + line.trimEnd().length };
      lowering.emit({ kind: "prose", at, scope: 0, value: textValue(at, line.trim()) });
    }
    start = end + 1;
  }
}

// src/parse/languages/csharp.ts
var grammar = {
  language: "csharp",
  values,
  visits,
  ignored: /* @__PURE__ */ new Set([
    "comment",
    "preproc_region",
    "preproc_endregion",
    "preproc_pragma",
    "type_argument_list",
    "type_parameter_list",
    "modifier"
  ]),
  environment: csharpEnvironment,
  meaning: csharpMeaning
};
var isEmptyCollection = (missing) => missing.startIndex === missing.endIndex && missing.parent?.parent?.type === "element_binding_expression";
var load = async () => {
  const parse = await treeSitter("c-sharp");
  return (lowering) => {
    if (lowering.extension === ".cshtml") embedRazor(lowering);
    else if (!embedScript(lowering))
      parse(lowering, (root) => {
        const walk = new Walker(lowering, grammar);
        walk.visit(root);
        lowering.degraded &&= !isSound(walk, root, isEmptyCollection);
      });
  };
};
export {
  load
};
