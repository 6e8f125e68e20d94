import type { Node } from "web-tree-sitter";
import type { Span, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { expression, holdLoose, link, loose, partsOf, textOf } from "./expressions.ts";
import { lambdaFunction } from "./methods.ts";
import { choiceOf, type Locals, nameValue, type Place } from "./place.ts";
import { structClass } from "./structs.ts";

/** What an assignment gives: the value assigned, and the target's name as a value. */
export interface Assigned {
  readonly assigned: Value;
  readonly target: Value;
}

/** Lowers `a = b`, `a, b = c`, `a = b = c`. */
export function assignment(node: Node, place: Place): Assigned {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) {
    if (right) loose(right, place);
    return { assigned: opaqueValue(at), target: opaqueValue(at) };
  }
  const { file } = place;
  file.lowering.tick(++file.depth);
  const struct = left.type === "constant" ? structClass(right, textOf(left, place), at, place) : undefined;
  const assigned =
    struct ??
    (right.type === "assignment"
      ? assignment(right, place).assigned
      : right.type === "lambda"
        ? lambdaFunction(
            right,
            right.childForFieldName("parameters"),
            right.childForFieldName("body"),
            textOf(left, place),
            place,
          )
        : expression(right, place));
  file.depth--;
  const name = assign(left, assigned, at, place);
  return { assigned, target: name === undefined ? assigned : nameValue(spanOf(left), name) };
}

/** Lowers `a ||= b`, `a += b` and the like; gives the target's name as a value. */
export function operatorAssignment(node: Node, place: Place): Value {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (!left || !right) return opaqueValue(at);
  const operator = node.childForFieldName("operator")?.type ?? "";
  const added = expression(right, place);
  const target = targetOf(left, place);
  const old = nameValue(spanOf(left), target);
  const result =
    operator === "||="
      ? choiceOf(at, [old, added])
      : operator === "&&="
        ? added
        : operator === "+=" || operator === "<<="
          ? value(at, [...old.parts, ...added.parts])
          : undefined;
  if (result) emit(target, result, at, place, left.type);
  else holdLoose(added, place);
  return old;
}

/** Lowers `text << "more"`, which appends in place like `+=`; what goes into a list is a loose value. */
export function append(node: Node, place: Place): void {
  const appended = expression(node, place);
  const [first, ...rest] = appended.parts;
  const left = node.childForFieldName("left");
  if (first && "name" in first && rest.some((part) => "text" in part))
    emit(first.name, appended, spanOf(node), place, left?.type ?? "");
  else holdLoose(first && "name" in first ? value(appended.at, rest) : appended, place);
}

/** The dotted name that is assigned to; the environment keeps its spelling (`ENV.X`). */
function targetOf(node: Node, place: Place): string {
  const found = link(node, place);
  if (found.path !== "env") return found.path;
  const only = found.value.parts[0];
  return only && "env" in only ? `ENV.${only.env}` : "ENV.*";
}

/** Emits the assignments of a target, pairwise for several; gives the name of a single one. */
function assign(left: Node, assigned: Value, at: Span, place: Place): string | undefined {
  const { file } = place;
  file.lowering.tick(++file.depth);
  const name = assignTarget(left, assigned, at, place);
  file.depth--;
  return name;
}

function assignTarget(left: Node, assigned: Value, at: Span, place: Place): string | undefined {
  switch (left.type) {
    case "left_assignment_list":
    case "destructured_left_assignment": {
      const only = assigned.parts.length === 1 ? assigned.parts[0] : undefined;
      const elements = only && "list" in only ? only.list : undefined;
      const base = only && "name" in only ? only.name : only && "call" in only ? `${only.call}()` : undefined;
      for (const [index, one] of partsOf(left).entries()) {
        const rest = one.type === "rest_assignment";
        const inner = rest ? partsOf(one)[0] : one;
        const part = elements
          ? elements[index]
          : base
            ? nameValue(assigned.at, `${base}.${index}`)
            : undefined;
        if (inner) assign(inner, rest || !part ? opaqueValue(assigned.at) : part, at, place);
      }
      return undefined;
    }
    case "identifier":
    case "constant":
    case "global_variable":
    case "instance_variable":
    case "class_variable":
    case "call":
    case "element_reference":
    case "scope_resolution": {
      const target = targetOf(left, place);
      emit(target, assigned, at, place, left.type);
      return target;
    }
    default:
      loose(left, place);
      return undefined;
  }
}

function emit(target: string, assigned: Value, at: Span, place: Place, type: string): void {
  const constant = type === "constant";
  const member = place.classBody && (constant || type === "instance_variable" || type === "class_variable");
  place.file.lowering.emit({
    kind: "assign",
    at,
    // A global variable belongs to the file.
    scope: type === "global_variable" ? 0 : type === "identifier" ? home(target, place.locals) : place.scope,
    name: member && constant ? `this.${target}` : target,
    value: assigned,
    ...(member ? { field: true } : {}),
  });
}

/** The scope a local variable lives in: that of the block or method that first assigned it. */
function home(name: string, locals: Locals): number {
  for (let current: Locals | undefined = locals; current; current = current.outer)
    if (current.names.has(name)) return current.scope;
  locals.names.add(name);
  return locals.scope;
}
