import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import {
  Walker,
  choiceOf,
  concatenation,
  decodeEscapes,
  dedent,
  jvmEnvironment,
  jvmMeaning,
  operands,
  table,
  unparsed
} from "./chunk-BBWLPJR3.js";
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

// src/parse/java/values.ts
function typeName(walk, node) {
  if (!node) return "";
  switch (node.type) {
    case "generic_type":
    case "annotated_type":
      return typeName(
        walk,
        walk.children(node).find((child) => child.type !== "type_arguments" && !child.type.endsWith("annotation"))
      );
    case "scoped_type_identifier":
      return walk.children(node).filter((child) => !child.type.endsWith("annotation")).map((child) => typeName(walk, child)).join(".");
    default:
      return walk.text(node);
  }
}
function argumentsOf(walk, list, callee) {
  return list ? walk.children(list).map((argument) => walk.argument(argument, callee)) : [];
}
var string = (walk, node) => {
  const raw = walk.text(node);
  const text = raw.startsWith('"""') ? dedent(raw.slice(3, -3)) : raw.slice(1, -1);
  return walk.spelled(textValue(spanOf(node), decodeEscapes(text)), '""');
};
var inner = (walk, node) => {
  const children = walk.children(node);
  const last = children.at(-1);
  return last ? walk.value(last) : opaqueValue(spanOf(node));
};
var binary = (walk, node) => {
  if (node.childForFieldName("operator")?.type !== "+") return walk.opaque(node);
  return concatenation(
    spanOf(node),
    operands(node, "binary_expression", "+").map((operand) => walk.value(operand))
  );
};
var invocation = (walk, node) => {
  const object = node.childForFieldName("object");
  const name2 = node.childForFieldName("name");
  const callee = walk.callee(object ? walk.value(object) : void 0, name2 ? walk.text(name2) : "");
  return walk.call(spanOf(node), callee, argumentsOf(walk, node.childForFieldName("arguments"), callee.path));
};
var construction = (walk, node) => {
  const type2 = typeName(walk, node.childForFieldName("type"));
  const [first] = walk.children(node);
  const outer = first && node.childForFieldName("type")?.id !== first.id ? walk.value(first) : void 0;
  const callee = walk.callee(outer && "name" in (outer.parts[0] ?? {}) ? outer : void 0, type2);
  const made = walk.call(
    spanOf(node),
    callee,
    argumentsOf(walk, node.childForFieldName("arguments"), callee.path)
  );
  const body = walk.children(node).find((child) => child.type === "class_body");
  if (body)
    walk.within(
      { kind: "class", name: "", at: spanOf(body), params: [], extends: [type2] },
      () => walk.visit(body)
    );
  return made;
};
var delegation = (walk, node) => {
  const target = node.childForFieldName("constructor");
  const callee = walk.callee(void 0, target ? walk.text(target) : "super");
  return walk.call(spanOf(node), callee, argumentsOf(walk, node.childForFieldName("arguments"), callee.path));
};
var access = (walk, node) => {
  const object = node.childForFieldName("object");
  const field2 = node.childForFieldName("field");
  if (!object || !field2 || field2.type === "this") return value(spanOf(node), [{ name: "this" }]);
  return walk.member(spanOf(node), walk.value(object), walk.text(field2));
};
var element = (walk, node) => {
  const array2 = node.childForFieldName("array");
  const index = node.childForFieldName("index");
  if (!array2 || !index) return walk.opaque(node);
  const object = walk.value(array2);
  const key = /^\d+$/.test(walk.text(index)) ? walk.text(index) : "*";
  if (key === "*") walk.visit(index);
  return walk.member(spanOf(node), object, key);
};
var assignment = (walk, node) => {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return walk.opaque(node);
  const target = walk.value(left);
  const given2 = walk.value(right);
  const operator = node.childForFieldName("operator")?.type;
  const only = target.parts.length === 1 ? target.parts[0] : void 0;
  if (!only || !("name" in only)) walk.standing(given2);
  else if (operator === "=") walk.assign(spanOf(node), only.name, given2);
  else if (operator === "+=") walk.append(spanOf(node), only.name, given2);
  return only && "name" in only ? target : given2;
};
var ternary = (walk, node) => {
  walk.visitAll(node.childForFieldName("condition"));
  const branches = [node.childForFieldName("consequence"), node.childForFieldName("alternative")];
  return choiceOf(
    spanOf(node),
    branches.flatMap((branch) => branch ? [walk.value(branch)] : [])
  );
};
var array = (walk, node) => {
  const items = node.type === "array_initializer" ? node : node.childForFieldName("value");
  if (!items) return walk.opaque(node);
  return { at: spanOf(node), parts: [{ list: walk.children(items).map((item) => walk.value(item)) }] };
};
var lambda = (walk, node, of) => {
  const parameters2 = node.childForFieldName("parameters");
  const body = node.childForFieldName("body");
  const names = !parameters2 ? [] : parameters2.type === "identifier" ? [parameters2] : walk.children(parameters2);
  const params = names.flatMap((one) => {
    const name2 = one.type === "identifier" ? one : one.childForFieldName("name");
    return name2 ? [plainParam(walk.text(name2), spanOf(one))] : [];
  });
  const scope = {
    kind: of === void 0 ? "function" : "block",
    name: "",
    at: spanOf(node),
    params
  };
  return walk.within(of === void 0 ? scope : { ...scope, of }, () => {
    if (body?.type === "block") walk.visit(body);
    const result = body && body.type !== "block" ? walk.value(body) : void 0;
    if (result) walk.returns(result.at, result);
    return walk.lambda(spanOf(node), result, params[0]?.name ?? "");
  });
};
var reference = (walk, node) => {
  const [object, method2] = walk.children(node);
  if (!object || !method2) return opaqueValue(spanOf(node));
  return walk.member(spanOf(node), walk.value(object), walk.text(method2));
};
var choose = (walk, node) => {
  walk.visitAll(node.childForFieldName("condition"));
  const body = node.childForFieldName("body");
  const arms = [];
  const take = (statement, rule) => {
    const given2 = rule || statement.type === "yield_statement" ? statement.firstNamedChild : null;
    if (given2) arms.push(walk.value(given2));
    else walk.visit(statement);
  };
  for (const group of body ? walk.children(body) : []) {
    for (const child of walk.children(group)) {
      if (child.type === "block") for (const statement of walk.children(child)) take(statement, false);
      else take(child, group.type === "switch_rule" && child.type === "expression_statement");
    }
  }
  return arms.length === 0 ? opaqueValue(spanOf(node)) : choiceOf(spanOf(node), arms);
};
var annotation = (walk, node) => {
  const name2 = node.childForFieldName("name");
  const callee = walk.callee(void 0, name2 ? walk.text(name2) : "");
  const args = [];
  const named = [];
  const list = node.childForFieldName("arguments");
  for (const argument of list ? walk.children(list) : []) {
    const key = argument.type === "element_value_pair" ? argument.childForFieldName("key") : null;
    const given2 = key ? argument.childForFieldName("value") : argument;
    if (!given2) continue;
    if (key) named.push({ key: walk.text(key), at: spanOf(key), value: walk.value(given2) });
    else args.push(walk.value(given2));
  }
  return walk.call(spanOf(node), callee, args, named);
};
var name = (walk, node) => value(spanOf(node), [{ name: walk.text(node) }]);
var values = table({
  identifier: name,
  this: name,
  super: name,
  class_literal: name,
  string_literal: string,
  character_literal: string,
  true: (walk, node) => textValue(spanOf(node), walk.text(node)),
  false: (walk, node) => textValue(spanOf(node), walk.text(node)),
  null_literal: (_, node) => value(spanOf(node), []),
  parenthesized_expression: inner,
  cast_expression: (walk, node) => {
    const cast = node.childForFieldName("value");
    return cast ? walk.value(cast) : walk.opaque(node);
  },
  binary_expression: binary,
  unary_expression: (walk, node) => walk.opaque(node),
  update_expression: (walk, node) => walk.opaque(node),
  instanceof_expression: (walk, node) => walk.opaque(node),
  ternary_expression: ternary,
  assignment_expression: assignment,
  method_invocation: invocation,
  object_creation_expression: construction,
  explicit_constructor_invocation: delegation,
  field_access: access,
  scoped_identifier: name,
  array_access: element,
  array_initializer: array,
  element_value_array_initializer: (walk, node) => ({
    at: spanOf(node),
    parts: [{ list: walk.children(node).map((item) => walk.value(item)) }]
  }),
  array_creation_expression: array,
  lambda_expression: lambda,
  method_reference: reference,
  switch_expression: choose,
  annotation
});

// src/parse/java/declarations.ts
var INJECTS = /^(?:[\w.]*\.)?(?:Value|Property|ConfigProperty|ConfigValue)$/;
function annotations(walk, declaration) {
  const modifiers = walk.children(declaration).find((child) => child.type === "modifiers");
  let injected;
  for (const one of modifiers ? walk.children(modifiers) : []) {
    if (one.type !== "annotation") continue;
    const given2 = annotation(walk, one);
    const name2 = one.childForFieldName("name");
    if (name2 && INJECTS.test(walk.text(name2))) injected = given2;
  }
  return injected;
}
function declared(walk, declaration) {
  const modifiers = declaration.namedChildren.find((child) => child?.type === "modifiers");
  const marks = modifiers ? walk.children(modifiers).filter((child) => child.type.endsWith("annotation")) : [];
  const from = marks.at(-1)?.endIndex;
  if (from === void 0) return spanOf(declaration);
  const blank = /^\s*/.exec(walk.lowering.text.slice(from, declaration.endIndex))?.[0].length ?? 0;
  return { start: from + blank, end: declaration.endIndex };
}
function variables(walk, declaration, field2, injected) {
  const declarators = walk.children(declaration).filter((child) => child.type === "variable_declarator");
  for (const declarator of declarators) {
    const name2 = declarator.childForFieldName("name");
    const given2 = declarator.childForFieldName("value");
    const initial = given2 ? walk.value(given2) : void 0;
    const of = injected && initial ? choiceOf(injected.at, [injected, initial]) : injected ?? initial;
    if (!name2) continue;
    if (!field2) walk.names.declareLocal(walk.scope, walk.text(name2));
    if (!of) continue;
    const at = declarators.length === 1 ? declared(walk, declaration) : spanOf(declarator);
    if (field2) walk.assignField(at, walk.text(name2), of);
    else walk.assignLocal(at, walk.text(name2), of);
  }
}
var field = (walk, node) => variables(walk, node, true, annotations(walk, node));
var local = (walk, node) => {
  annotations(walk, node);
  variables(walk, node, false);
};
function parameters(walk, list) {
  return (list ? walk.children(list) : []).flatMap((one) => {
    const name2 = one.type === "spread_parameter" ? walk.children(one).at(-1)?.childForFieldName("name") : one.childForFieldName("name");
    if (!name2) return [];
    const injected = annotations(walk, one);
    const param = plainParam(walk.text(name2), spanOf(one));
    return [injected ? { ...param, default: injected } : param];
  });
}
var method = (walk, node) => {
  annotations(walk, node);
  const name2 = node.childForFieldName("name");
  const params = parameters(walk, node.childForFieldName("parameters"));
  const made = node.type.endsWith("constructor_declaration") ? "constructor" : name2 ? walk.text(name2) : "";
  walk.within({ kind: "function", name: made, at: spanOf(node), params }, () => {
    walk.visitAll(node.childForFieldName("body"));
  });
};
function bases(walk, declaration) {
  return walk.children(declaration).flatMap((child) => {
    if (child.type === "superclass") return walk.children(child).map((type2) => typeName(walk, type2));
    if (child.type !== "super_interfaces" && child.type !== "extends_interfaces") return [];
    return walk.children(child).flatMap((list) => walk.children(list).map((type2) => typeName(walk, type2)));
  });
}
function components(walk, record) {
  const list = record.childForFieldName("parameters");
  const body = record.childForFieldName("body");
  const compact = (body ? walk.children(body) : []).find(
    (child) => child.type === "compact_constructor_declaration"
  );
  const params = parameters(walk, list);
  const at = spanOf(compact ?? list ?? record);
  walk.within({ kind: "function", name: "constructor", at, params }, () => {
    walk.visitAll(compact?.childForFieldName("body"));
    for (const { name: name2, at: where } of params) walk.assignField(where, name2, value(where, [{ name: name2 }]));
  });
}
function membersOf(walk, declaration) {
  const list = declaration.childForFieldName("parameters");
  const content = declaration.childForFieldName("body");
  const members = (content ? walk.children(content) : []).flatMap(
    (member) => member.type === "enum_body_declarations" ? walk.children(member) : [member]
  );
  const declarators = members.filter((member) => member.type === "field_declaration" || member.type === "constant_declaration").flatMap((member) => walk.children(member).filter((child) => child.type === "variable_declarator"));
  return [...list ? walk.children(list) : [], ...declarators].flatMap((one) => {
    const name2 = one.childForFieldName("name");
    return name2 ? [walk.text(name2)] : [];
  });
}
var type = (walk, node) => {
  annotations(walk, node);
  const name2 = node.childForFieldName("name");
  const parents = bases(walk, node);
  const scope = { kind: "class", name: name2 ? walk.text(name2) : "", at: spanOf(node), params: [] };
  walk.within(parents.length > 0 ? { ...scope, extends: parents } : scope, () => {
    walk.names.declareMembers(walk.scope, membersOf(walk, node));
    if (node.type === "record_declaration") components(walk, node);
    walk.visitAll(node.childForFieldName("body"));
  });
};
var constant = (walk, node) => {
  const name2 = node.childForFieldName("name");
  const args = node.childForFieldName("arguments");
  const owner = walk.lowering.scopes[walk.scope]?.name ?? "";
  if (name2 && args) {
    const callee = walk.callee(void 0, owner);
    const given2 = walk.children(args).map((argument) => walk.argument(argument, callee.path));
    walk.assignField(spanOf(node), walk.text(name2), walk.call(spanOf(node), callee, given2));
  }
  const body = node.childForFieldName("body");
  if (body)
    walk.within(
      { kind: "class", name: "", at: spanOf(body), params: [], extends: [owner] },
      () => walk.visit(body)
    );
};
var imported = (walk, node) => {
  const path = walk.children(node)[0];
  if (!path) return;
  const module = walk.text(path).replace(/\s+/g, "");
  const all = walk.children(node).some((child) => child.type === "asterisk");
  const last = all ? "*" : module.slice(module.lastIndexOf(".") + 1);
  const fixed = node.children.some((child) => child?.type === "static");
  walk.lowering.emit({
    kind: "import",
    at: spanOf(node),
    scope: walk.scope,
    module: fixed && !all ? module.slice(0, Math.max(0, module.lastIndexOf("."))) : module,
    names: [{ imported: last, local: last }]
  });
};
var given = (walk, node) => {
  const expression = walk.children(node)[0];
  if (expression) walk.returns(spanOf(node), walk.value(expression));
};
var resource = (walk, node) => {
  const name2 = node.childForFieldName("name");
  const of = node.childForFieldName("value");
  if (name2 && of) walk.assignLocal(spanOf(node), walk.text(name2), walk.value(of));
  else for (const child of walk.children(node)) walk.visit(child);
};
var each = (walk, node) => {
  walk.visitAll(node.childForFieldName("value"), node.childForFieldName("body"));
};
var elementDefault = (walk, node) => {
  const name2 = node.childForFieldName("name");
  const of = node.childForFieldName("value");
  if (name2 && of) walk.assignField(spanOf(node), walk.text(name2), walk.value(of));
};
var visits = table({
  ERROR: unparsed,
  annotation_type_element_declaration: elementDefault,
  annotation_type_declaration: type,
  class_declaration: type,
  enum_declaration: type,
  interface_declaration: type,
  record_declaration: type,
  compact_constructor_declaration: () => {
  },
  constructor_declaration: method,
  method_declaration: method,
  constant_declaration: field,
  field_declaration: field,
  enum_constant: constant,
  enhanced_for_statement: each,
  import_declaration: imported,
  package_declaration: () => {
  },
  local_variable_declaration: local,
  resource,
  return_statement: given
});

// src/parse/languages/java.ts
var grammar = {
  language: "java",
  values,
  visits,
  ignored: /* @__PURE__ */ new Set([
    "line_comment",
    "block_comment",
    "marker_annotation",
    "type_arguments",
    "type_parameters",
    "throws"
  ]),
  environment: jvmEnvironment,
  meaning: jvmMeaning
};
var load = async () => {
  const parse = await treeSitter("java");
  return (lowering) => parse(lowering, (root) => new Walker(lowering, grammar).visit(root));
};
export {
  load
};
