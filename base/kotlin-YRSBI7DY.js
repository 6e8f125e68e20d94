import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  Walker,
  choiceOf,
  concatenation,
  decodeEscapes,
  isSound,
  itemsOf,
  joined,
  jvmEnvironment,
  jvmMeaning,
  keyOf,
  operands,
  pairs,
  table,
  unparsed
} from "./chunk-BBWLPJR3.js";
import {
  spanOf,
  treeSitter
} from "./chunk-24IPJAYB.js";
import {
  Lowering,
  opaqueValue,
  plainParam,
  textValue,
  value
} from "./chunk-IDZIRI2K.js";
import "./chunk-WWEY3SKT.js";

// src/parse/kotlin/values.ts
function typeName(walk, node) {
  if (!node) return "";
  if (node.type === "user_type") {
    const names = walk.children(node).filter((child) => child.type === "identifier");
    return names.map((name2) => walk.text(name2)).join(".");
  }
  const type2 = walk.children(node).find((child) => child.type.endsWith("type"));
  return type2 ? typeName(walk, type2) : walk.text(node);
}
function templateParts(raw, decode) {
  const parts = [];
  let last = 0;
  for (const match of raw.matchAll(/\$(?:([A-Za-z_]\w*)|`([^`\n]+)`)/g)) {
    parts.push({ text: raw.slice(last, match.index) }, { name: match[1] ?? match[2] ?? "" });
    last = match.index + match[0].length;
  }
  parts.push({ text: raw.slice(last) });
  return decode ? parts.map((part) => "text" in part ? { text: decodeEscapes(part.text) } : part) : parts;
}
var string = (walk, node) => {
  const parts = [];
  let raw = "";
  const flush = () => {
    parts.push(...templateParts(raw, false));
    raw = "";
  };
  for (const child of node.namedChildren) {
    if (child?.type === "string_content") raw += walk.text(child);
    else if (child?.type === "escape_sequence") {
      flush();
      parts.push({ text: decodeEscapes(walk.text(child)) });
    } else if (child?.type === "interpolation") {
      flush();
      const inner2 = walk.children(child)[0];
      if (inner2) parts.push(...walk.value(inner2).parts);
    }
  }
  flush();
  return walk.spelled(value(spanOf(node), parts), '""');
};
var inner = (walk, node) => {
  const last = walk.children(node).at(-1);
  return last ? walk.value(last) : opaqueValue(spanOf(node));
};
var leaves = (walk, node) => node.type === "return_expression" || node.type === "throw_expression" || node.type === "call_expression" && /^(?:error|TODO)\s*\(/.test(walk.text(node));
function blockValue(walk, statements) {
  for (const statement of statements.slice(0, -1)) walk.visit(statement);
  const last = statements.at(-1);
  if (!last) return void 0;
  if (!walk.isValue(last)) {
    walk.visit(last);
    return void 0;
  }
  const result = walk.value(last);
  return leaves(walk, last) ? void 0 : result;
}
var branchValue = (walk, branch) => blockValue(walk, branch.type === "block" ? walk.children(branch) : [branch]);
function branches(walk, node, nodes) {
  const values3 = nodes.flatMap((branch) => branchValue(walk, branch) ?? []);
  return values3.length > 0 ? choiceOf(spanOf(node), values3) : opaqueValue(spanOf(node));
}
var binary = (walk, node) => {
  const operator = node.childForFieldName("operator")?.type;
  if (operator === "+") {
    const terms = operands(node, "binary_expression", "+").map((operand) => walk.value(operand));
    return concatenation(spanOf(node), terms);
  }
  if (operator === "?:") return branches(walk, node, operands(node, "binary_expression", "?:"));
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  const called = left?.type === "binary_expression" ? left.childForFieldName("left") : null;
  if (operator === ">" && called && right?.type === "parenthesized_expression") {
    if (left?.childForFieldName("operator")?.type === "<")
      return invoke(walk, node, called, walk.children(right), []);
  }
  return walk.opaque(node);
};
function argumentsOf(walk, list, callee) {
  const args = [];
  const named = [];
  for (const argument of list) {
    const [first, ...more] = argument.type === "value_argument" ? walk.children(argument) : [argument];
    const last = more.at(-1);
    if (!first) continue;
    if (last && argument.children.some((child) => child?.type === "="))
      named.push({ key: walk.text(first), at: spanOf(first), value: walk.argument(last, callee) });
    else args.push(walk.argument(last ?? first, callee));
  }
  return { args, named };
}
function invoke(walk, node, called, list, lambdas) {
  const callee = calleeOf(walk, called);
  const { args, named } = argumentsOf(walk, list, callee.path);
  for (const trailing of lambdas) args.push(walk.argument(trailing, callee.path));
  return walk.call(spanOf(node), callee, args, named);
}
function calleeOf(walk, called) {
  if (called.type === "identifier") return walk.callee(void 0, walk.text(called));
  if (called.type === "navigation_expression") {
    const [object2, name2] = walk.children(called);
    if (object2 && name2) return walk.callee(walk.value(object2), walk.text(name2));
  }
  const object = walk.value(called);
  return { path: walk.path(object), object };
}
var invocation = (walk, node) => {
  const children = walk.children(node);
  const [called] = children;
  if (!called) return opaqueValue(spanOf(node));
  const lambdas = children.flatMap(
    (child) => child.type === "annotated_lambda" ? walk.children(child).at(-1) ?? [] : []
  );
  const list = children.find((child) => child.type === "value_arguments");
  if (list) return invoke(walk, node, called, walk.children(list), lambdas);
  if (called.type === "call_expression") {
    const within = walk.children(called);
    const innerList = within.find((child) => child.type === "value_arguments");
    const [first] = within;
    if (first && innerList && !within.some((child) => child.type === "annotated_lambda"))
      return invoke(walk, node, first, walk.children(innerList), lambdas);
  }
  return invoke(walk, node, called, [], lambdas);
};
var navigation = (walk, node) => {
  const [object, name2] = walk.children(node);
  if (!object || !name2) return walk.opaque(node);
  return walk.member(spanOf(node), walk.value(object), walk.text(name2));
};
var element = (walk, node) => {
  const [array, index] = walk.children(node);
  if (!array || !index) return walk.opaque(node);
  const object = walk.value(array);
  if (/^\d+$/.test(walk.text(index))) return walk.member(spanOf(node), object, walk.text(index));
  const key = walk.value(index);
  const text = walk.literal(key);
  if (text && walk.names.holdsEnvironment(walk.path(object))) return value(spanOf(node), [{ env: text }]);
  if (text === void 0 && keyOf(key) === "*") walk.standing(key);
  return walk.member(spanOf(node), object, text ?? (/^[A-Z]/.test(keyOf(key)) ? keyOf(key) : "*"));
};
var infix = (walk, node) => {
  const [left, name2, right] = walk.children(node);
  if (!left || !name2 || !right) return walk.opaque(node);
  const object = walk.value(left);
  const other = walk.value(right);
  if (walk.text(name2) === "to") return { at: spanOf(node), parts: [{ list: [object, other] }] };
  return walk.call(spanOf(node), walk.callee(object, walk.text(name2)), [other]);
};
var conditional = (walk, node) => {
  const condition = node.childForFieldName("condition");
  walk.visitAll(condition);
  const rest = walk.children(node).filter((child) => child.id !== condition?.id);
  return branches(walk, node, rest);
};
var choose = (walk, node) => {
  const bodies = [];
  for (const child of walk.children(node)) {
    if (child.type !== "when_entry") {
      walk.visit(child);
      continue;
    }
    const parts = walk.children(child);
    const body2 = parts.pop();
    for (const condition of parts) walk.visit(condition);
    if (body2) bodies.push(body2);
  }
  return branches(walk, node, bodies);
};
var attempt = (walk, node) => {
  const bodies = [];
  for (const child of walk.children(node)) {
    if (child.type === "block") bodies.push(child);
    else if (child.type === "catch_block")
      bodies.push(...walk.children(child).filter((one) => one.type === "block"));
    else walk.visit(child);
  }
  return branches(walk, node, bodies);
};
var lambda = (walk, node, of) => {
  const children = walk.children(node);
  const declared = children.find((child) => child.type === "lambda_parameters");
  const names = declared ? walk.children(declared).flatMap((one) => {
    const name2 = walk.children(one).find((child) => child.type === "identifier");
    return name2 ? [plainParam(walk.text(name2), spanOf(name2))] : [];
  }) : [];
  const params = declared || !/\bit\b/.test(walk.text(node)) ? names : [plainParam("it", spanOf(node))];
  const scope = {
    kind: of === void 0 ? "function" : "block",
    name: "",
    at: spanOf(node),
    params
  };
  return walk.within(of === void 0 ? scope : { ...scope, of }, () => {
    const result = blockValue(
      walk,
      children.filter((child) => child.type !== "lambda_parameters")
    );
    const only = result?.parts.length === 1 ? result.parts[0] : void 0;
    const taken = of === void 0 || !(only && "call" in only || /\.(?:apply|also)$/.test(of));
    if (result && taken) walk.returns(result.at, result);
    return walk.lambda(spanOf(node), result, params[0]?.name ?? "");
  });
};
var given = (walk, node) => {
  const label = node.childForFieldName("label");
  const result = walk.children(node).find((child) => child.id !== label?.id);
  if (result) walk.returns(spanOf(node), walk.value(result));
  return opaqueValue(spanOf(node));
};
var name = (walk, node) => {
  const text = walk.text(node);
  if (text === "null") return value(spanOf(node), []);
  if (text === "true" || text === "false") return textValue(spanOf(node), text);
  return value(spanOf(node), [{ name: text.startsWith("`") ? text.slice(1, -1) : text }]);
};
var values = table({
  identifier: name,
  this_expression: (_, node) => value(spanOf(node), [{ name: "this" }]),
  super_expression: (_, node) => value(spanOf(node), [{ name: "super" }]),
  string_literal: string,
  multiline_string_literal: string,
  character_literal: (walk, node) => textValue(spanOf(node), decodeEscapes(walk.text(node).slice(1, -1))),
  collection_literal: (walk, node) => ({
    at: spanOf(node),
    parts: [{ list: walk.children(node).map((item) => walk.value(item)) }]
  }),
  annotated_expression: inner,
  labeled_expression: inner,
  parenthesized_expression: inner,
  spread_expression: inner,
  as_expression: (walk, node) => {
    const left = node.childForFieldName("left");
    return left ? walk.value(left) : walk.opaque(node);
  },
  unary_expression: (walk, node) => {
    const argument = node.childForFieldName("argument");
    return argument && node.childForFieldName("operator")?.type === "!!" ? walk.value(argument) : walk.opaque(node);
  },
  binary_expression: binary,
  in_expression: (walk, node) => walk.opaque(node),
  is_expression: (walk, node) => walk.opaque(node),
  range_expression: (walk, node) => walk.opaque(node),
  infix_expression: infix,
  call_expression: invocation,
  navigation_expression: navigation,
  index_expression: element,
  callable_reference: (walk, node) => value(spanOf(node), [{ name: walk.text(node).replace(/^::/, "").replaceAll("::", ".") }]),
  if_expression: conditional,
  when_expression: choose,
  try_expression: attempt,
  lambda_literal: lambda,
  return_expression: given,
  throw_expression: (walk, node) => walk.opaque(node)
});

// src/parse/kotlin/members.ts
var INJECTS = /^(?:[\w.]*\.)?(?:Value|Property|ConfigProperty|ConfigValue)$/;
var childOf = (walk, node, type2) => walk.children(node).find((child) => child.type === type2);
var constructed = (walk, node) => {
  const [type2] = walk.children(node);
  const callee = walk.callee(void 0, typeName(walk, type2));
  const list = childOf(walk, node, "value_arguments");
  const { args, named } = argumentsOf(walk, list ? walk.children(list) : [], callee.path);
  return walk.call(spanOf(node), callee, args, named);
};
function annotations(walk, modifiers) {
  let injected;
  for (const one of modifiers ? walk.children(modifiers) : []) {
    if (one.type !== "annotation") continue;
    for (const invocation2 of walk.children(one)) {
      if (invocation2.type !== "constructor_invocation") continue;
      const given2 = constructed(walk, invocation2);
      if (INJECTS.test(typeName(walk, walk.children(invocation2)[0]))) injected = given2;
    }
  }
  return injected;
}
var nameOf = (walk, node) => {
  const text = node ? walk.text(node) : "";
  return text.startsWith("`") ? text.slice(1, -1) : text;
};
function parameters(walk, list) {
  const params = [];
  let injected;
  for (const child of list ? walk.children(list) : []) {
    const last = params.at(-1);
    if (child.type === "parameter_modifiers") injected = annotations(walk, child);
    else if (child.type === "parameter") {
      const param = { name: nameOf(walk, childOf(walk, child, "identifier")), at: spanOf(child) };
      params.push(injected ? { ...param, default: injected } : param);
      injected = void 0;
    } else if (last) params[params.length - 1] = { ...last, default: walk.value(child) };
  }
  return params;
}
function body(walk, owner) {
  const within = childOf(walk, owner, "function_body");
  const [content] = within ? walk.children(within) : [];
  if (!content) return;
  if (content.type === "block") walk.visit(content);
  else {
    const result = walk.value(content);
    walk.returns(result.at, result);
  }
}
var declaredFunction = (walk, node) => {
  annotations(walk, childOf(walk, node, "modifiers"));
  const named = node.childForFieldName("name");
  const receiver = childOf(walk, node, "user_type");
  const type2 = receiver ? typeName(walk, receiver) : "";
  const name2 = named && nameOf(walk, named) || type2.slice(type2.lastIndexOf(".") + 1);
  const params = parameters(walk, childOf(walk, node, "function_value_parameters"));
  walk.within({ kind: "function", name: name2, at: spanOf(node), params }, () => body(walk, node));
};
var anonymousFunction = (walk, node, of) => {
  const params = parameters(walk, childOf(walk, node, "function_value_parameters"));
  const scope = {
    kind: of === void 0 ? "function" : "block",
    name: "",
    at: spanOf(node),
    params
  };
  walk.within(of === void 0 ? scope : { ...scope, of }, () => body(walk, node));
  return opaqueValue(spanOf(node));
};
function accessors(walk, node, name2) {
  for (const child of walk.children(node)) {
    if (child.type !== "getter" && child.type !== "setter") continue;
    const param = child.type === "setter" ? childOf(walk, child, "identifier") : void 0;
    const params = param ? [{ name: walk.text(param), at: spanOf(param) }] : [];
    const own = child.type === "getter" ? name2 : `set_${name2}`;
    if (childOf(walk, child, "function_body"))
      walk.within({ kind: "function", name: own, at: spanOf(child), params }, () => body(walk, child));
  }
}
var NOT_A_VALUE = /* @__PURE__ */ new Set([
  "modifiers",
  "type_parameters",
  "user_type",
  "nullable_type",
  "parenthesized_type",
  "variable_declaration",
  "multi_variable_declaration",
  "type_constraints",
  "getter",
  "setter"
]);
function destructured(walk, node, names, given2) {
  const only = given2.parts.length === 1 ? given2.parts[0] : void 0;
  for (const [index, one] of names.entries()) {
    const name2 = nameOf(walk, childOf(walk, one, "identifier"));
    const item = only && "list" in only ? only.list[index] : void 0;
    const at = spanOf(one);
    const part = only && "name" in only ? { name: `${only.name}.${index}` } : { opaque: true };
    if (name2 !== "_")
      walk.assignLocal(names.length > 1 ? at : spanOf(node), name2, item ?? value(given2.at, [part]));
  }
}
function initialiser(walk, node) {
  const injected = annotations(walk, childOf(walk, node, "modifiers"));
  const expression = walk.children(node).find((child) => !NOT_A_VALUE.has(child.type));
  const source = expression?.type === "property_delegate" ? walk.children(expression)[0] : expression;
  const initial = source ? walk.value(source) : void 0;
  const given2 = injected && initial ? choiceOf(injected.at, [injected, initial]) : injected ?? initial;
  if (!given2) {
    if (!isMember(node)) walk.names.declareLocal(walk.scope, propertyName(walk, node));
    return;
  }
  const several = childOf(walk, node, "multi_variable_declaration");
  if (several) {
    destructured(walk, node, walk.children(several), given2);
    return;
  }
  const declaration = childOf(walk, node, "variable_declaration");
  const name2 = nameOf(walk, declaration && childOf(walk, declaration, "identifier"));
  const from = declaration?.startIndex ?? node.startIndex;
  const marked = childOf(walk, node, "modifiers");
  const start = marked && childOf(walk, marked, "annotation") ? from : node.startIndex;
  const at = { start, end: source?.endIndex ?? declaration?.endIndex ?? node.endIndex };
  if (isMember(node)) walk.assignField(at, name2, given2);
  else walk.assignLocal(at, name2, given2);
}
var isMember = (node) => node.parent?.type === "class_body" || node.parent?.type === "enum_class_body";
var property = (walk, node) => {
  initialiser(walk, node);
  propertyAccessors(walk, node);
};
function propertyName(walk, node) {
  const declaration = childOf(walk, node, "variable_declaration");
  return nameOf(walk, declaration && childOf(walk, declaration, "identifier"));
}
function membersOf(walk, content) {
  return (content ? walk.children(content) : []).flatMap((member) => {
    if (member.type === "companion_object") return membersOf(walk, childOf(walk, member, "class_body"));
    return member.type === "property_declaration" ? [propertyName(walk, member)] : [];
  });
}
function propertyAccessors(walk, node) {
  accessors(walk, node, propertyName(walk, node));
}

// src/parse/kotlin/classes.ts
var isProperty = (parameter) => parameter.children.some((child) => child?.type === "val" || child?.type === "var");
function primary(walk, list) {
  const params = [];
  const fields = [];
  for (const one of list) {
    if (one.type !== "class_parameter") continue;
    const injected = annotations(walk, childOf(walk, one, "modifiers"));
    const last = walk.children(one).at(-1);
    const given2 = last && walk.isValue(last) && one.children.some((child) => child?.type === "=") ? walk.value(last) : void 0;
    const fallback = injected ?? given2;
    const param = { name: nameOf(walk, childOf(walk, one, "identifier")), at: spanOf(one) };
    params.push(fallback ? { ...param, default: fallback } : param);
    if (isProperty(one)) fields.push(one);
  }
  return { params, fields };
}
function parents(walk, node) {
  const list = childOf(walk, node, "delegation_specifiers");
  const names = [];
  const calls = [];
  for (const specifier of list ? walk.children(list) : []) {
    const base = walk.children(specifier).find((child) => child.type !== "annotation");
    if (!base) continue;
    const type2 = base.type.endsWith("type") ? base : walk.children(base)[0];
    names.push(typeName(walk, type2));
    if (base.type === "constructor_invocation") calls.push(base);
    else if (base.type === "explicit_delegation") calls.push(...walk.children(base).slice(1));
  }
  return { names, calls };
}
var type = (walk, node) => {
  annotations(walk, childOf(walk, node, "modifiers"));
  const { names, calls } = parents(walk, node);
  const name2 = nameOf(walk, node.childForFieldName("name") ?? void 0);
  const scope = { kind: "class", name: name2, at: spanOf(node), params: [] };
  walk.within(names.length > 0 ? { ...scope, extends: names } : scope, () => {
    const header = childOf(walk, node, "primary_constructor");
    const list = header && childOf(walk, header, "class_parameters");
    const content = childOf(walk, node, "class_body") ?? childOf(walk, node, "enum_class_body");
    const members = content ? walk.children(content) : [];
    const kept = (list ? walk.children(list) : []).filter(isProperty);
    const own = kept.map((one) => nameOf(walk, childOf(walk, one, "identifier")));
    walk.names.declareMembers(walk.scope, [...own, ...membersOf(walk, content)]);
    if (!list) {
      for (const call of calls) walk.visit(call);
      for (const member of members) walk.visit(member);
      return;
    }
    const { params, fields } = primary(walk, walk.children(list));
    walk.within({ kind: "function", name: "constructor", at: spanOf(header), params }, () => {
      for (const one of fields) {
        const own2 = nameOf(walk, childOf(walk, one, "identifier"));
        walk.assignField(spanOf(one), own2, value(spanOf(one), [{ name: own2 }]));
      }
      for (const call of calls) walk.visit(call);
      for (const member of members) {
        if (member.type === "property_declaration") initialiser(walk, member);
        else if (member.type === "anonymous_initializer") walk.visit(member);
      }
    });
    for (const member of members) {
      if (member.type === "property_declaration") propertyAccessors(walk, member);
      else if (member.type !== "anonymous_initializer") walk.visit(member);
    }
  });
};
var companion = (walk, node) => {
  const content = childOf(walk, node, "class_body");
  for (const call of parents(walk, node).calls) walk.visit(call);
  for (const member of content ? walk.children(content) : []) walk.visit(member);
};
var objectLiteral = (walk, node) => {
  const { names, calls } = parents(walk, node);
  const made = calls.map((call) => walk.value(call))[0];
  const content = childOf(walk, node, "class_body");
  walk.within({ kind: "class", name: "", at: spanOf(node), params: [], extends: names }, () => {
    walk.names.declareMembers(walk.scope, membersOf(walk, content));
    walk.visitAll(content);
  });
  return made ?? opaqueValue(spanOf(node));
};
var secondary = (walk, node) => {
  const params = parameters(walk, childOf(walk, node, "function_value_parameters"));
  walk.within({ kind: "function", name: "constructor", at: spanOf(node), params }, () => {
    const delegation = childOf(walk, node, "constructor_delegation_call");
    if (delegation) {
      const callee = walk.callee(void 0, delegation.children[0]?.type ?? "super");
      const list = childOf(walk, delegation, "value_arguments");
      const { args, named } = argumentsOf(walk, list ? walk.children(list) : [], callee.path);
      walk.call(spanOf(delegation), callee, args, named);
    }
    walk.visitAll(childOf(walk, node, "block"));
  });
};
var constant = (walk, node) => {
  const name2 = nameOf(walk, childOf(walk, node, "identifier"));
  const list = childOf(walk, node, "value_arguments");
  const owner = walk.lowering.scopes[walk.scope]?.name ?? "";
  if (list) {
    const callee = walk.callee(void 0, owner);
    const { args, named } = argumentsOf(walk, walk.children(list), callee.path);
    walk.assignField(spanOf(node), name2, walk.call(spanOf(node), callee, args, named));
  }
  const content = childOf(walk, node, "class_body");
  if (content)
    walk.within(
      { kind: "class", name: "", at: spanOf(content), params: [], extends: [owner] },
      () => walk.visit(content)
    );
};

// src/parse/kotlin/declarations.ts
var assignment = (walk, node) => {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return;
  const target = walk.value(left);
  const given2 = walk.value(right);
  const operator = node.childForFieldName("operator")?.type;
  const only = target.parts.length === 1 ? target.parts[0] : void 0;
  if (!only || !("name" in only)) walk.standing(given2);
  else if (operator === "=") walk.assign(spanOf(node), only.name, given2);
  else if (operator === "+=") walk.append(spanOf(node), only.name, given2);
};
var imported = (walk, node) => {
  const [path, alias] = walk.children(node);
  if (!path) return;
  const module = walk.text(path).replace(/[\s`]+/g, "");
  const all = node.children.some((child) => child?.type === "*");
  const last = all ? "*" : module.slice(module.lastIndexOf(".") + 1);
  const local = alias ? nameOf(walk, alias) : last;
  walk.lowering.emit({
    kind: "import",
    at: spanOf(node),
    scope: walk.scope,
    module,
    names: [{ imported: last, local }]
  });
};
var values2 = new Map([
  ...values,
  ["anonymous_function", anonymousFunction],
  ["constructor_invocation", constructed],
  ["object_literal", objectLiteral]
]);
var visits = table({
  ERROR: unparsed,
  annotation: (walk, node) => {
    for (const child of walk.children(node))
      if (child.type === "constructor_invocation") constructed(walk, child);
  },
  assignment,
  class_declaration: type,
  companion_object: companion,
  enum_entry: constant,
  for_statement: (walk, node) => {
    for (const child of walk.children(node))
      if (!child.type.endsWith("variable_declaration")) walk.visit(child);
  },
  function_declaration: declaredFunction,
  import: imported,
  object_declaration: type,
  package_header: () => {
  },
  property_declaration: property,
  secondary_constructor: secondary,
  type_alias: () => {
  }
});

// src/parse/kotlin/idioms.ts
var MAP = /^(?:(?:kotlin\.collections\.)?(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|sortedMapOf)|bundleOf|parametersOf|hashMapOf)$/;
var LIST = /^(?:(?:kotlin\.collections\.)?(?:listOf|mutableListOf|arrayListOf|setOf|mutableSetOf|hashSetOf|linkedSetOf|listOfNotNull|arrayOf|sequenceOf)|(?:kotlin\.)?(?:Pair|Triple))$/;
var SAME = /* @__PURE__ */ new Set(["apply", "also", "takeIf", "takeUnless", "onEach"]);
var BLOCK = /* @__PURE__ */ new Set(["let", "run", "use"]);
function substituted(parts, name2, by) {
  const inside = (of) => ({ at: of.at, parts: substituted(of.parts, name2, by) });
  const only = by.length === 1 ? by[0] : void 0;
  return parts.flatMap((part) => {
    if ("name" in part) {
      if (part.name === name2) return by;
      const member = part.name.startsWith(`${name2}.`) && only && "name" in only;
      return [member ? { name: only.name + part.name.slice(name2.length) } : part];
    }
    if ("list" in part) return [{ list: part.list.map(inside) }];
    if ("choice" in part) return [{ choice: part.choice.map(inside) }];
    if ("object" in part)
      return [{ object: part.object.map((entry) => ({ ...entry, value: inside(entry.value) })) }];
    if ("call" in part) {
      const named = part.named.map((entry) => ({ ...entry, value: inside(entry.value) }));
      const receiver = part.receiver ? { receiver: inside(part.receiver) } : {};
      return [{ ...part, args: part.args.map(inside), named, ...receiver }];
    }
    return [part];
  });
}
function kotlinMeaning(walk, call, object, at) {
  const { args } = call;
  if (MAP.test(call.call)) {
    const entries = pairs(args);
    if (entries) return [{ object: entries }];
  }
  if (LIST.test(call.call)) return [{ list: args }];
  const method = call.call.slice(call.call.lastIndexOf(".") + 1);
  const block = walk.result(args.at(-1));
  if (block && !object && (method === "with" || method === "run" || method === "lazy"))
    return block.value.parts;
  if (object) {
    if (SAME.has(method)) return object.parts;
    if (block && BLOCK.has(method)) return substituted(block.value.parts, block.param, object.parts);
    if (block && /^if(?:Empty|Blank)$/.test(method)) return choiceOf(at, [object, block.value]).parts;
    if (method === "plus" && args[0]) return [...object.parts, ...args[0].parts];
    if (method === "joinToString") {
      const items = itemsOf(object);
      const separator = walk.literal(args[0] ?? call.named.find((entry) => entry.key === "separator")?.value);
      if (items && args.length <= 1) return joined(items, separator ?? ", ");
    }
  }
  return jvmMeaning(walk, call, object, at);
}

// src/parse/languages/kotlin.ts
var grammar = {
  language: "kotlin",
  values: values2,
  visits,
  ignored: /* @__PURE__ */ new Set([
    "line_comment",
    "block_comment",
    "shebang",
    "type_arguments",
    "type_parameters",
    "label"
  ]),
  environment: jvmEnvironment,
  meaning: kotlinMeaning
};
var isReceiverName = (missing) => missing.parent?.type === "function_declaration";
function spreadBodies(text) {
  return text.split("\n").map((line) => {
    const open = line.length > 500 ? -1 : line.indexOf("{");
    const comment = line.indexOf(" //");
    const last = line.lastIndexOf(" }", comment < 0 ? line.length : comment);
    return open >= 0 && last > line.indexOf("fun ", open) && line.includes("fun ", open) ? `${line.slice(0, last)}
${line.slice(last + 1)}` : line;
  }).join("\n");
}
var load = async () => {
  const parse = await treeSitter("kotlin");
  return (lowering) => {
    const lower = (root) => {
      const walk = new Walker(lowering, grammar);
      walk.visit(root);
      lowering.degraded = root.hasError && !isSound(walk, root, isReceiverName);
    };
    let spread;
    parse(lowering, (root) => {
      if (root.hasError) spread = spreadBodies(lowering.text);
      if (spread === void 0 || spread === lowering.text) lower(root);
    });
    if (spread === void 0 || spread === lowering.text) return;
    const { path, extension } = lowering;
    parse(new Lowering({ path, extension, text: spread, deadline: performance.now() + 1e3 }), lower);
  };
};
export {
  load
};
