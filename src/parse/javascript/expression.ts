import type { Expression, Node, ObjectExpression, TemplateLiteral } from "@babel/types";
import type { Entry, Part, Value } from "../../model/fact.ts";
import { opaqueValue, textValue, value } from "../adapter.ts";
import { lowerAssignment } from "./assign.ts";
import { isHeld, lowerCall, lowerTagged } from "./call.ts";
import { suffixBehind } from "./constant.ts";
import { lowerJsx } from "./jsx.ts";
import { chainOf, isFunction, keyIn, keyOf, moduleName, moduleOf, unwrap } from "./name.ts";
import { project } from "./pattern.ts";
import { importInPlace } from "./require.ts";
import { deeper, type Hint, type Place, spanOf, type Walk } from "./walk.ts";

/** Lowers an expression: emits the facts inside it and gives its value. */
export function lowerExpression(walk: Walk, outer: Node, place: Place, hint: Hint): Value {
  const at = spanOf(outer);
  const node = unwrap(outer);
  const inner = deeper(place);
  walk.lowering.tick(place.depth);
  switch (node.type) {
    case "StringLiteral":
    case "DirectiveLiteral":
      return textValue(at, node.value);
    case "BooleanLiteral":
      return textValue(at, String(node.value));
    case "NullLiteral":
      return value(at, []);
    case "Identifier":
      return node.name === "undefined" ? value(at, []) : value(at, [{ name: node.name }]);
    case "ThisExpression":
      return value(at, [{ name: "this" }]);
    case "TemplateLiteral":
      return value(at, templateParts(walk, node, inner, false));
    case "TaggedTemplateExpression":
      return lowerTagged(walk, node, at, inner, templateParts);
    case "MemberExpression":
    case "OptionalMemberExpression":
    case "MetaProperty":
      return lowerMember(walk, node, at, inner);
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
    case "ImportExpression": {
      const module = moduleOf(node);
      if (module === undefined)
        return node.type === "ImportExpression" ? opaqueValue(at) : lowerCall(walk, node, at, inner);
      importInPlace(walk, module, spanOf(node), place);
      return value(at, [{ name: moduleName(module) }]);
    }
    case "BinaryExpression":
      if (node.operator === "+") return value(at, sumParts(walk, node, inner));
      walk.stand(node.left, inner);
      walk.stand(node.right, inner);
      return opaqueValue(at);
    case "LogicalExpression":
      if (node.operator === "&&") {
        walk.stand(node.left, inner);
        return { at, parts: walk.value(node.right, inner, hint).parts };
      }
      return choiceOf(
        at,
        alternatives(node).map((one) => walk.value(one, inner, hint)),
      );
    case "ConditionalExpression":
      return lowerConditional(walk, node, at, inner, hint);
    case "AssignmentExpression":
      return lowerAssignment(walk, node, at, inner);
    case "ObjectExpression":
      return value(at, [{ object: objectEntries(walk, node, inner, hint) }]);
    case "ArrayExpression":
    case "TupleExpression":
      return value(at, [
        {
          list: node.elements.map((one) =>
            one ? walk.value(one, inner) : value({ start: at.start, end: at.start }, []),
          ),
        },
      ]);
    case "SpreadElement":
      return { at, parts: walk.value(node.argument, inner).parts };
    case "SequenceExpression": {
      for (const one of node.expressions.slice(0, -1)) walk.stand(one, inner);
      return { at, parts: walk.value(node.expressions.at(-1), inner, hint).parts };
    }
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      walk.callable(node, place, hint);
      return opaqueValue(at);
    case "ClassExpression":
      walk.classBody(node, place, hint);
      return opaqueValue(at);
    case "UnaryExpression":
      if (node.operator === "void") return value(at, []);
      walk.stand(node.argument, inner);
      return opaqueValue(at);
    case "YieldExpression":
      walk.stand(node.argument, inner);
      return opaqueValue(at);
    case "JSXElement":
    case "JSXFragment":
      lowerJsx(walk, node, inner);
      return opaqueValue(at);
    default:
      return opaqueValue(at);
  }
}

function lowerMember(walk: Walk, node: Node, at: Value["at"], place: Place): Value {
  const chain = chainOf(node, walk.notes);
  for (const index of chain.computed) walk.stand(index, place);
  if (chain.env !== undefined) return value(at, [{ env: chain.env }]);
  if (chain.plain) {
    importRoot(walk, node, place);
    return value(at, [{ name: chain.text }]);
  }
  if (!chain.root) return opaqueValue(at);
  const root = walk.value(chain.root, place);
  // A property of a call, or of a value written on the spot: `(a || b).token`, `{ prod: a, test: b }[stage]`.
  const found = keysUpTo(node, chain.root, walk.notes).reduce(
    (whole, key) => project(walk, whole, key, at),
    root,
  );
  if (found.parts.some((part) => "opaque" in part) && !isHeld(chain.root, walk.notes)) walk.hold(root, place);
  return { at, parts: found.parts };
}

/** Keys taken out of the root of a chain, in order. */
function keysUpTo(node: Node, root: Node, notes: Walk["notes"]): string[] {
  const keys: string[] = [];
  let current = unwrap(node);
  while (
    current !== root &&
    (current.type === "MemberExpression" || current.type === "OptionalMemberExpression")
  ) {
    keys.push(keyIn(current.property, current.computed, notes));
    current = unwrap(current.object);
  }
  return keys.reverse();
}

/** Emits the import of a module that a chain begins with. */
function importRoot(walk: Walk, node: Node, place: Place): void {
  let current = unwrap(node);
  while (current.type === "MemberExpression" || current.type === "OptionalMemberExpression")
    current = unwrap(current.object);
  const module = moduleOf(current);
  if (module !== undefined) importInPlace(walk, module, spanOf(current), place);
}

function templateParts(walk: Walk, node: TemplateLiteral, place: Place, raw: boolean): Part[] {
  const parts: Part[] = [];
  for (const [index, quasi] of node.quasis.entries()) {
    parts.push({ text: raw ? quasi.value.raw : (quasi.value.cooked ?? quasi.value.raw) });
    const expression = node.expressions[index];
    if (expression) parts.push(...joinedParts(walk, expression, place));
  }
  return parts;
}

/** Left-deep sums are as long as a bundle likes, so they are unrolled in a loop. */
function sumParts(walk: Walk, node: Node, place: Place): Part[] {
  const operands: Node[] = [];
  let current = node;
  while (current.type === "BinaryExpression" && current.operator === "+") {
    operands.push(current.right);
    current = unwrap(current.left);
  }
  operands.push(current);
  return operands.reverse().flatMap((operand) => joinedParts(walk, operand, place));
}

function joinedParts(walk: Walk, node: Node, place: Place): readonly Part[] {
  const suffix = suffixBehind(unwrap(node), walk.notes.constants);
  return suffix === undefined ? walk.value(node, place).parts : [{ text: suffix }];
}

function alternatives(node: Node): Node[] {
  const found: Node[] = [];
  let current = node;
  while (current.type === "LogicalExpression" && current.operator !== "&&") {
    found.push(current.right);
    current = unwrap(current.left);
  }
  found.push(current);
  return found.reverse();
}

function lowerConditional(walk: Walk, node: Expression, at: Value["at"], place: Place, hint: Hint): Value {
  const choice: Value[] = [];
  let current: Node = node;
  while (current.type === "ConditionalExpression") {
    walk.stand(current.test, place);
    choice.push(walk.value(current.consequent, place, hint));
    current = unwrap(current.alternate);
  }
  choice.push(walk.value(current, place, hint));
  return choiceOf(at, choice);
}

/** Alternatives as one value; when none of them can be read, neither can the value. */
function choiceOf(at: Value["at"], choice: Value[]): Value {
  const readable = choice.some(
    (one) => one.parts.length !== 1 || one.parts.some((part) => !("opaque" in part)),
  );
  return readable ? value(at, [{ choice }]) : opaqueValue(at);
}

function objectEntries(walk: Walk, node: ObjectExpression, place: Place, hint: Hint): Entry[] {
  const home = hint.owner === undefined ? place : { ...place, scope: hint.owner };
  // A setter gives no value.
  const properties = node.properties.filter((one) => one.type !== "ObjectMethod" || one.kind !== "set");
  for (const setter of node.properties)
    if (setter.type === "ObjectMethod" && setter.kind === "set")
      walk.callable(setter, home, { name: keyOf(setter.key, setter.computed) });
  return properties.map((property): Entry => {
    if (property.type === "SpreadElement")
      return { key: "...", at: spanOf(property), value: walk.value(property.argument, place) };
    if (property.computed) walk.stand(property.key, place);
    const key = keyIn(property.key, property.computed, walk.notes);
    const at = spanOf(property.key);
    if (property.type === "ObjectMethod") {
      walk.callable(property, home, { name: key });
      return { key, at, value: opaqueValue(spanOf(property)) };
    }
    return {
      key,
      at,
      value: walk.value(property.value, isFunction(property.value) ? home : place, { name: key }),
    };
  });
}
