import type { Node } from "web-tree-sitter";
import type { Param, Value } from "../../model/fact.ts";
import { opaqueValue } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { assignment } from "./assignments.ts";
import { expression, partsOf, textOf } from "./expressions.ts";
import { flow } from "./flow.ts";
import { inside, type Locals, neverReturns, type Place } from "./place.ts";
import { statement } from "./statements.ts";

/** A method to lower: `def`, `define_method` with its block, a lambda. */
export interface Method {
  readonly node: Node;
  readonly name: string;
  readonly parameters: Node | null;
  readonly body: Node | null;
}

/** Lowers a method to a function scope; its last expressions are what it returns. */
export function methodFrom({ node, name, parameters, body }: Method, place: Place, outer?: Locals): void {
  const params = lowerParams(parameters, place);
  const isConstructor = name === "initialize";
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "function",
    name: isConstructor ? "constructor" : name,
    at: spanOf(node),
    params,
  });
  if (!body) return;
  const own = inside(place, scope, "function");
  const inner: Place = outer ? { ...own, locals: { ...own.locals, outer } } : own;
  // What a constructor or a setter ends with is nobody's.
  if (isConstructor || name.endsWith("=")) statement(body, inner);
  else tail(body, inner);
}

/** Lowers a lambda or proc to a function scope; the value itself is opaque. */
export function lambdaFunction(
  node: Node,
  parameters: Node | null,
  body: Node | null,
  name: string,
  place: Place,
): Value {
  const inner = body?.type === "block" || body?.type === "do_block" ? body.childForFieldName("body") : body;
  methodFrom({ node, name, parameters, body: inner }, place, place.locals);
  return opaqueValue(spanOf(node));
}

/** Lowers what a method ends with: every branch's last expression is returned. */
function tail(node: Node, place: Place): void {
  const { file } = place;
  file.lowering.tick(++file.depth);
  if (!flow(node, place, (last) => tail(last, place))) lowerTail(node, place);
  file.depth--;
}

const NO_VALUE = new Set([
  "return",
  "break",
  "next",
  "redo",
  "retry",
  "method",
  "singleton_method",
  "class",
  "module",
  "alias",
  "undef",
  "ERROR",
  "comment",
]);

function lowerTail(node: Node, place: Place): void {
  if (NO_VALUE.has(node.type)) {
    statement(node, place);
    return;
  }
  const given = node.type === "assignment" ? assignment(node, place).target : expression(node, place);
  const says = given.parts.some((part) => !("opaque" in part));
  if (says && !neverReturns(given))
    place.file.lowering.emit({ kind: "return", at: spanOf(node), scope: place.scope, value: given });
}

/** Parameters in order; `&block` and `...` are left out. */
function lowerParams(list: Node | null, place: Place): Param[] {
  const params: Param[] = [];
  for (const node of list ? partsOf(list) : []) {
    if (/^(?:block_parameter|forward_parameter|hash_splat_nil)$/.test(node.type)) continue;
    const named = node.type === "identifier" ? node : node.childForFieldName("name");
    const initial = node.childForFieldName("value");
    params.push({
      name: named ? textOf(named, place) : "",
      at: spanOf(node),
      ...(initial ? { default: expression(initial, place) } : {}),
    });
  }
  return params;
}

/** Parameters of a block, without its block-local variables (`|x; y|`). */
export function blockParams(list: Node | null, place: Place): Param[] {
  if (!list) return [];
  const locals = new Set(list.childrenForFieldName("locals").map((local) => local?.startIndex));
  return lowerParams(list, place).filter((param) => !locals.has(param.at.start));
}
