import type { Class, ClassBody, Node } from "@babel/types";
import type { ScopeId, Span } from "../../model/fact.ts";
import { chainOf, isFunction, keyOf, unwrap } from "./name.ts";
import { type Hint, type Place, spanOf, type Walk } from "./walk.ts";

/** Opens the scope of a class and lowers its members; fields become `this.x`. */
export function lowerClass(walk: Walk, node: Node, place: Place, hint: Hint): void {
  if (node.type !== "ClassDeclaration" && node.type !== "ClassExpression") return;
  walk.lowering.tick(place.depth);
  const name = node.id?.name ?? hint.name ?? "";
  const inner = { scope: place.scope, depth: place.depth + 1 };
  lowerDecorators(walk, node, inner);
  const bases: string[] = [];
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
    ...(bases.length > 0 ? { extends: bases } : {}),
  });
  if (name) walk.notes.classes.set(name, scope);
  for (const member of node.body.body) lowerMember(walk, member, { scope, depth: place.depth + 2 });
}

function lowerDecorators(walk: Walk, node: Pick<Class, "decorators">, place: Place): void {
  for (const decorator of node.decorators ?? []) walk.stand(decorator.expression, place);
}

function lowerMember(walk: Walk, member: ClassBody["body"][number], place: Place): void {
  switch (member.type) {
    case "ClassMethod":
    case "ClassPrivateMethod": {
      lowerDecorators(walk, member, place);
      if (member.type === "ClassMethod" && member.computed) walk.stand(member.key, place);
      walk.callable(member, place, {
        name: keyOf(member.key, member.type === "ClassMethod" && member.computed === true),
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
      const value = walk.value(member.value, place, isFunction(unwrap(member.value)) ? { name: key } : {});
      const name = `this.${key}`;
      walk.lowering.emit({
        kind: "assign",
        at: spanOf(member),
        scope: place.scope,
        name,
        value,
        field: true,
      });
      return;
    }
    case "StaticBlock":
      walk.statements(member.body, place);
      return;
    default:
  }
}

/** The class scope of a constructor function, opened when it is first met. */
export function classScope(walk: Walk, name: string, at: Span, place: Place): ScopeId {
  let scope = walk.notes.classes.get(name);
  if (scope === undefined) {
    scope = walk.lowering.scope({ parent: place.scope, kind: "class", name, at, params: [] });
    walk.notes.classes.set(name, scope);
  }
  return scope;
}

/** True for a function that is used as a class: it has a prototype, or it is capitalised and sets `this`. */
export function isConstructor(walk: Walk, name: string, node: Node): boolean {
  if (node.type !== "FunctionExpression" && node.type !== "FunctionDeclaration") return false;
  if (walk.notes.prototypes.has(name)) return true;
  return /^[A-Z]/.test(name) && /\bthis\./.test(walk.lowering.text.slice(node.start ?? 0, node.end ?? 0));
}
