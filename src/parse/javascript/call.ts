import type {
  CallExpression,
  NewExpression,
  Node,
  OptionalCallExpression,
  TaggedTemplateExpression,
  TemplateLiteral,
} from "@babel/types";
import type { Call, Part, Span, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { chainOf, isFunction, unwrap } from "./name.ts";
import { transparent } from "./transparent.ts";
import { type Notes, type Place, spanOf, type Walk } from "./walk.ts";

/** Lowers a call or construction: emits its `call` fact and gives the call, or what it is known to return. */
export function lowerCall(
  walk: Walk,
  node: CallExpression | OptionalCallExpression | NewExpression,
  at: Span,
  place: Place,
): Value {
  const callee = unwrap(node.callee);
  const own = chainOf(node, walk.notes);
  if (own.env !== undefined) return value(at, [{ env: own.env }]);
  const chain = chainOf(callee, walk.notes);
  let receiver: Value | undefined;
  if (callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression") {
    receiver = walk.value(callee.object, place);
    if (callee.computed && chain.computed.includes(callee.property)) walk.stand(callee.property, place);
  } else if (isFunction(callee)) {
    walk.callable(callee, place, {});
    if (node.arguments.length === 0) return value(at, [{ call: "()", args: [], named: [] }]);
  } else if (chain.root) receiver = walk.value(callee, place);
  else if (!chain.plain || callee.type !== "Identifier") walk.value(callee, place);

  const args = node.arguments.map((argument) => walk.value(argument, place, { of: chain.text }));
  const call: Call = {
    call: chain.text,
    args,
    named: [],
    ...(receiver && !chain.plain && !isOpaque(receiver) ? { receiver } : {}),
  };
  walk.lowering.emit({ kind: "call", at: spanOf(node), scope: place.scope, ...call });
  const parts = transparent(call, receiver);
  return value(at, parts ?? [call]);
}

/** A function or class written on the spot is no value to call a method on. */
const isOpaque = (value: Value): boolean =>
  value.parts.length === 1 && value.parts.every((part) => "opaque" in part);

/** Lowers a tagged template: `String.raw` is its text, any other tag a call with the text as its argument. */
export function lowerTagged(
  walk: Walk,
  node: TaggedTemplateExpression,
  at: Span,
  place: Place,
  parts: (walk: Walk, node: TemplateLiteral, place: Place, raw: boolean) => Part[],
): Value {
  const chain = chainOf(node.tag, walk.notes);
  const raw = chain.text === "String.raw";
  const text = value(spanOf(node.quasi), parts(walk, node.quasi, place, raw));
  if (raw) return { at, parts: text.parts };
  const receiver = chain.root ? walk.value(chain.root, place) : undefined;
  const call: Call = { call: chain.text, args: [text], named: [], ...(receiver ? { receiver } : {}) };
  walk.lowering.emit({ kind: "call", at: spanOf(node), scope: place.scope, ...call });
  return value(at, [call]);
}

/** True for an expression that a call or assignment fact already holds. */
export function isHeld(node: Node, notes: Notes): boolean {
  switch (unwrap(node).type) {
    case "CallExpression":
    case "OptionalCallExpression":
      return chainOf(node, notes).env === undefined;
    case "NewExpression":
    case "AssignmentExpression":
    case "TaggedTemplateExpression":
      return true;
    default:
      return false;
  }
}
