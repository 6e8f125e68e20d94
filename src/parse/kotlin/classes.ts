import type { Node } from "web-tree-sitter";
import type { Param } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import type { Lower, Visit } from "../java/grammar.ts";
import type { Walker } from "../java/walker.ts";
import { spanOf } from "../tree-sitter.ts";
import {
  annotations,
  childOf,
  initialiser,
  membersOf,
  nameOf,
  parameters,
  propertyAccessors,
} from "./members.ts";
import { argumentsOf, typeName } from "./values.ts";

/** True for `val` and `var` parameters of a primary constructor. */
const isProperty = (parameter: Node): boolean =>
  parameter.children.some((child) => child?.type === "val" || child?.type === "var");

/** The parameters of a primary constructor; those with `val` or `var` are fields as well. */
function primary(walk: Walker, list: readonly Node[]): { params: Param[]; fields: Node[] } {
  const params: Param[] = [];
  const fields: Node[] = [];
  for (const one of list) {
    if (one.type !== "class_parameter") continue;
    const injected = annotations(walk, childOf(walk, one, "modifiers"));
    const last = walk.children(one).at(-1);
    const given =
      last && walk.isValue(last) && one.children.some((child) => child?.type === "=")
        ? walk.value(last)
        : undefined;
    const fallback = injected ?? given;
    const param = { name: nameOf(walk, childOf(walk, one, "identifier")), at: spanOf(one) };
    params.push(fallback ? { ...param, default: fallback } : param);
    if (isProperty(one)) fields.push(one);
  }
  return { params, fields };
}

/** Base classes, and the calls of their constructors. */
function parents(walk: Walker, node: Node): { names: string[]; calls: Node[] } {
  const list = childOf(walk, node, "delegation_specifiers");
  const names: string[] = [];
  const calls: Node[] = [];
  for (const specifier of list ? walk.children(list) : []) {
    const base = walk.children(specifier).find((child) => child.type !== "annotation");
    if (!base) continue;
    const type = base.type.endsWith("type") ? base : walk.children(base)[0];
    names.push(typeName(walk, type));
    if (base.type === "constructor_invocation") calls.push(base);
    else if (base.type === "explicit_delegation") calls.push(...walk.children(base).slice(1));
  }
  return { names, calls };
}

/**
 * A class. Initialisers of properties and `init` blocks run in the primary constructor and see its parameters, so that is their scope;
 * everything else stands in the class itself, a companion's members too.
 */
export const type: Visit = (walk, node) => {
  annotations(walk, childOf(walk, node, "modifiers"));
  const { names, calls } = parents(walk, node);
  const name = nameOf(walk, node.childForFieldName("name") ?? undefined);
  const scope = { kind: "class", name, at: spanOf(node), params: [] } as const;
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
        const own = nameOf(walk, childOf(walk, one, "identifier"));
        walk.assignField(spanOf(one), own, value(spanOf(one), [{ name: own }]));
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

/** A companion object's members stand in the class itself, where bare names see them. */
export const companion: Visit = (walk, node) => {
  const content = childOf(walk, node, "class_body");
  for (const call of parents(walk, node).calls) walk.visit(call);
  for (const member of content ? walk.children(content) : []) walk.visit(member);
};

/** `object : Authenticator { … }`: a class of its own; its value is the call of its base's constructor. */
export const objectLiteral: Lower = (walk, node) => {
  const { names, calls } = parents(walk, node);
  const made = calls.map((call) => walk.value(call))[0];
  const content = childOf(walk, node, "class_body");
  walk.within({ kind: "class", name: "", at: spanOf(node), params: [], extends: names }, () => {
    walk.names.declareMembers(walk.scope, membersOf(walk, content));
    walk.visitAll(content);
  });
  return made ?? opaqueValue(spanOf(node));
};

/** `constructor(…) : this(…) { … }`. */
export const secondary: Visit = (walk, node) => {
  const params = parameters(walk, childOf(walk, node, "function_value_parameters"));
  walk.within({ kind: "function", name: "constructor", at: spanOf(node), params }, () => {
    const delegation = childOf(walk, node, "constructor_delegation_call");
    if (delegation) {
      const callee = walk.callee(undefined, delegation.children[0]?.type ?? "super");
      const list = childOf(walk, delegation, "value_arguments");
      const { args, named } = argumentsOf(walk, list ? walk.children(list) : [], callee.path);
      walk.call(spanOf(delegation), callee, args, named);
    }
    walk.visitAll(childOf(walk, node, "block"));
  });
};

/** `PROD("https://…", "x")` constructs one instance of its enum. */
export const constant: Visit = (walk, node) => {
  const name = nameOf(walk, childOf(walk, node, "identifier"));
  const list = childOf(walk, node, "value_arguments");
  const owner = walk.lowering.scopes[walk.scope]?.name ?? "";
  if (list) {
    const callee = walk.callee(undefined, owner);
    const { args, named } = argumentsOf(walk, walk.children(list), callee.path);
    walk.assignField(spanOf(node), name, walk.call(spanOf(node), callee, args, named));
  }
  const content = childOf(walk, node, "class_body");
  if (content)
    walk.within({ kind: "class", name: "", at: spanOf(content), params: [], extends: [owner] }, () =>
      walk.visit(content),
    );
};
