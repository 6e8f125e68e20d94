import type { Node } from "web-tree-sitter";
import type { Span, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { expression, link, loose, partsOf, textOf } from "./expressions.ts";
import { lambda } from "./functions.ts";
import { nameValue, type Place } from "./place.ts";

/** Lowers `a = b`, `a: T = b`, `a = b = c` and gives the value assigned. */
export function assignment(node: Node, place: Place): Value {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  // `token: str` alone assigns nothing; class bodies declare fields that way (`declaredFields`).
  if (!left || !right) return opaqueValue(at);
  const { file } = place;
  file.lowering.tick(++file.depth);
  const assigned =
    right.type === "assignment"
      ? assignment(right, place)
      : right.type === "lambda" && left.type === "identifier"
        ? lambda(right, place, textOf(left, place))
        : expression(right, place);
  file.depth--;
  assign(left, assigned, at, place);
  return assigned;
}

/** Lowers `a += b` (old name and new), and the other augmented assignments. */
export function augmentedAssignment(node: Node, place: Place): void {
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
  const only = added.parts.length === 1 ? added.parts[0] : undefined;
  const parts =
    operator === "+="
      ? [...old.value.parts, ...added.parts]
      : [
          {
            object: [
              { key: "...", at: old.value.at, value: old.value },
              ...(only && "object" in only ? only.object : [{ key: "...", at: added.at, value: added }]),
            ],
          },
        ];
  emit(old.path, value(at, parts), at, place, left.type === "identifier");
}

/** Emits the assignments of a target: a name, a member, an index, or a tuple of those pairwise. */
export function assign(target: Node, assigned: Value, at: Span, place: Place): void {
  const { file } = place;
  file.lowering.tick(++file.depth);
  assignTarget(target, assigned, at, place);
  file.depth--;
}

function assignTarget(target: Node, assigned: Value, at: Span, place: Place): void {
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
      const only = assigned.parts.length === 1 ? assigned.parts[0] : undefined;
      const elements = only && "list" in only ? only.list : undefined;
      const base = only && "name" in only ? only.name : only && "call" in only ? `${only.call}()` : undefined;
      for (const [index, one] of targets.entries()) {
        const part = elements
          ? elements[index]
          : base
            ? nameValue(assigned.at, `${base}.${index}`)
            : undefined;
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

/** The dotted name of a member or index that is assigned to; the environment keeps its spelling (`os.environ.X`). */
function targetPath(target: Node, place: Place): string | undefined {
  const found = link(target, place);
  if (found.path !== "env") return found.path;
  const only = found.value.parts[0];
  const object = target.childForFieldName("value");
  return only && "env" in only && object ? `${textOf(object, place)}.${only.env}` : undefined;
}

function emit(name: string, assigned: Value, at: Span, place: Place, bare: boolean): void {
  const member = place.classBody && bare;
  place.file.lowering.emit({
    kind: "assign",
    at,
    // A name declared `global` belongs to the file.
    scope: bare && place.globals.has(name) ? 0 : place.scope,
    name: member ? `this.${name}` : name,
    value: assigned,
    ...(member ? { field: true } : {}),
  });
}
