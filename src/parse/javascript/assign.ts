import type { AssignmentExpression, Node, VariableDeclaration } from "@babel/types";
import type { Span, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { classScope } from "./class.ts";
import { exportAssignment } from "./commonjs.ts";
import { isFunction, unwrap } from "./name.ts";
import { assignTo, targetName } from "./pattern.ts";
import { bindModule } from "./require.ts";
import { deeper, type Hint, onlyPart, type Place, spanOf, type Walk } from "./walk.ts";

/** Lowers `const a = 1, { b } = c`; `at` is the span of the whole statement. */
export function lowerDeclaration(walk: Walk, node: VariableDeclaration, at: Span, place: Place): void {
  const alone = node.declarations.length === 1;
  for (const declarator of node.declarations) {
    const { id, init } = declarator;
    if (!init) continue;
    const span = alone ? at : spanOf(declarator);
    if (bindModule(walk, id, init, span, place)) continue;
    const hint: Hint = id.type === "Identifier" ? { name: id.name } : {};
    assignTo(walk, id, settled(walk.value(init, deeper(place), hint)), span, place);
  }
}

/** The names a `for … of` or `for … in` head binds, each a piece of what is looped over. */
export function lowerLoopHead(walk: Walk, left: Node, right: Node, each: boolean, place: Place): void {
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

/** Lowers `a = b`, `a += b`, `a ||= b`, `[a, b] = c` and gives the value assigned. */
export function lowerAssignment(walk: Walk, node: AssignmentExpression, at: Span, place: Place): Value {
  const target = unwrap(node.left);
  const name = /Pattern$/.test(target.type) ? undefined : targetName(walk, target);
  if (node.operator === "=") {
    if (target.type === "Identifier" && bindModule(walk, target, node.right, at, place))
      return value(at, [{ name: target.name }]);
    if (prototypeMember(walk, name, node.right, at, place)) return opaqueValue(at);
    const given = walk.value(node.right, place, { name: functionName(name) });
    assignTo(walk, target, settled(given), at, place);
    if (name !== undefined) exportAssignment(walk, name, node.right, at, place);
    return { at, parts: given.parts };
  }
  const right = walk.value(node.right, place, { name: functionName(name) });
  const old: Value = { at: spanOf(target), parts: walk.value(target, place).parts };
  let result: Value;
  if (node.operator === "+=") result = value(at, [...old.parts, ...right.parts]);
  else if (node.operator === "||=" || node.operator === "??=") result = value(at, [{ choice: [old, right] }]);
  else if (node.operator === "&&=") result = { at, parts: right.parts };
  else result = opaqueValue(at);
  assignTo(walk, target, result, at, place);
  return result;
}

/** What a function stored under a name is called: the last part of it, `default` for the module itself. */
function functionName(name: string | undefined): string {
  if (name === undefined) return "";
  return name === "module.exports" || name === "exports" ? "default" : name.slice(name.lastIndexOf(".") + 1);
}

/** `Promise.all([a, b])` settles to the list itself, so that patterns can take it apart. */
function settled(given: Value): Value {
  const only = onlyPart(given);
  if (!only || !("call" in only) || only.call !== "Promise.all") return given;
  const list = only.args[0] && onlyPart(only.args[0]);
  return list && "list" in list ? { at: given.at, parts: [list] } : given;
}

/** `X.prototype.m = …` and `X.prototype = { … }`: members of class X. */
function prototypeMember(walk: Walk, name: string | undefined, right: Node, at: Span, place: Place): boolean {
  const match = name === undefined ? null : /^([\w$.]+)\.prototype(?:\.([\w$]+))?$/.exec(name);
  const owner = match?.[1];
  if (owner === undefined) return false;
  const scope = classScope(walk, owner.slice(owner.lastIndexOf(".") + 1), at, place);
  const member = match?.[2];
  const home = { scope, depth: place.depth };
  if (member === undefined) {
    const given = walk.value(right, place, { owner: scope });
    walk.lowering.emit({ kind: "assign", at, scope: place.scope, name: name ?? "", value: given });
    return true;
  }
  const given = walk.value(right, isFunction(unwrap(right)) ? home : place, { name: member });
  walk.lowering.emit({ kind: "assign", at, scope, name: `this.${member}`, value: given, field: true });
  return true;
}
