import type { Node } from "web-tree-sitter";
import type { Call, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import {
  environmentRead,
  isEnvironment,
  middlewareCall,
  sentMember,
  transparentFunction,
  transparentMethod,
} from "./calls.ts";
import { accessors, importCall } from "./declarations.ts";
import {
  expression,
  holdLoose,
  link,
  loose,
  member,
  pair,
  partsOf,
  rootOf,
  sequence,
  textOf,
} from "./expressions.ts";
import { blockParams, lambdaFunction, methodFrom } from "./methods.ts";
import { type Arguments, inside, type Link, literalText, nameValue, type Place } from "./place.ts";
import { statement } from "./statements.ts";
import { structBlock } from "./structs.ts";

/** Calls whose block is a method: by the name in their first argument. */
const DEFINING = new Set(["define_method", "define_singleton_method", "let", "let!", "subject", "subject!"]);

/** Lowers `f(x)`, `a.b x do … end`, `A::B.new`, `super`, `yield`; a method without arguments, parentheses and block stays a name. */
export function invocation(node: Node, place: Place): Link {
  const at = spanOf(node);
  const receiver = node.childForFieldName("receiver");
  const list = node.type === "yield" ? (partsOf(node)[0] ?? null) : node.childForFieldName("arguments");
  const block = node.childForFieldName("block");
  const base = receiver ? link(receiver, place) : undefined;
  const method = methodName(node, place);
  if (base && method === "new") return construction(node, base, list, block, place);
  // `foo.bar` is a name: nothing says whether it is a method or an attribute.
  if (!base && !list && !block && node.type === "call" && node.childForFieldName("method")?.type !== "super")
    return { path: method, plain: true, value: nameValue(at, method) };
  if (base && !list && !block) {
    const same = transparentMethod(at, base, method, { args: [], named: [] });
    return same ? rootOf(same) : member(base, method, at, place);
  }
  if (!base && !receiver && importCall(method, list, at, place))
    return { path: "()", plain: false, value: opaqueValue(at) };
  const given = lowerArguments(list, place);
  if (base && isEnvironment(base)) {
    const fallback = block && method === "fetch" ? blockValue(block, place) : undefined;
    const read = environmentRead(at, method, given, fallback);
    if (read) return rootOf(read);
    return finish(
      node,
      { path: `ENV.${method}`, base, given, block: method === "fetch" ? null : block },
      place,
    );
  }
  if (!block) {
    const same = base
      ? (transparentMethod(at, base, method, given) ?? sentMember(at, base, method, given))
      : undefined;
    const put =
      same ??
      (!base || base.plain
        ? transparentFunction(at, base ? `${base.path}.${method}` : method, given)
        : undefined);
    if (put) return rootOf(put);
  }
  if (!base && block && (method === "lambda" || method === "proc"))
    return rootOf(
      lambdaFunction(node, block.childForFieldName("parameters"), block.childForFieldName("body"), "", place),
    );
  const path = base ? `${base.path}.${method}` : method === "new" ? "this" : method;
  if (!base) accessors(method, given, place);
  const middleware = base ? middlewareCall(base.path, method, given) : undefined;
  if (middleware) place.file.lowering.emit({ kind: "call", at, scope: place.scope, ...middleware });
  return finish(node, { path, base, given, block }, place);
}

function methodName(node: Node, place: Place): string {
  if (node.type !== "call") return node.type;
  const method = node.childForFieldName("method");
  return method ? textOf(method, place) : "call";
}

/** `A::B.new(…)`: a call of the class; `self.class.new` and `new` call `this`. */
function construction(node: Node, base: Link, list: Node | null, block: Node | null, place: Place): Link {
  if (block && base.path === "Proc")
    return rootOf(
      lambdaFunction(node, block.childForFieldName("parameters"), block.childForFieldName("body"), "", place),
    );
  const given = lowerArguments(list, place);
  return finish(node, { path: base.path, base, given, block }, place, true);
}

interface Target {
  readonly path: string;
  readonly base: Link | undefined;
  readonly given: Arguments;
  readonly block: Node | null;
}

function finish(node: Node, target: Target, place: Place, construction = false): Link {
  const at = spanOf(node);
  const { path, base, given, block } = target;
  const lowered: Call = {
    call: path,
    args: given.args,
    named: given.named,
    ...(base && !base.plain && !construction ? { receiver: base.value } : {}),
  };
  if (base && !base.plain && construction) holdLoose(base.value, place);
  place.file.lowering.emit({ kind: "call", at, scope: place.scope, ...lowered });
  if (block) lowerBlock(block, lowered, base === undefined, place);
  // `x.tap { … }` gives x back.
  if (block && base && path.endsWith(".tap"))
    return { path: base.path, plain: base.plain, value: { at, parts: base.value.parts } };
  return { path: `${path}()`, plain: false, value: value(at, [lowered]) };
}

function lowerBlock(block: Node, call: Call, bare: boolean, place: Place): void {
  const body = block.childForFieldName("body");
  const parameters = block.childForFieldName("parameters");
  if (bare && DEFINING.has(call.call)) {
    const name = literalText(call.args[0]) ?? (call.call.startsWith("subject") ? "subject" : "");
    methodFrom({ node: block, name, parameters, body }, place);
    return;
  }
  if (structBlock(call.call, body, place)) return;
  const params = blockParams(parameters, place);
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "block",
    name: "",
    at: spanOf(block),
    params,
    of: call.call,
  });
  if (body) statement(body, inside(place, scope, "block"));
}

/** What a block gives back when it is the default of a read. */
function blockValue(block: Node, place: Place): Value | undefined {
  const body = block.childForFieldName("body");
  return body ? sequence(partsOf(body), place) : undefined;
}

/** Arguments of a call: trailing pairs are named, `*x` and `**x` are `...`, blocks are left out. */
export function lowerArguments(list: Node | null, place: Place): Arguments {
  const args: Value[] = [];
  const named: Arguments["named"] = [];
  for (const child of list ? partsOf(list) : []) {
    if (child.type === "pair" || child.type === "hash_splat_argument") named.push(...pair(child, place));
    else if (child.type === "block_argument") {
      for (const inner of partsOf(child)) if (inner.type !== "simple_symbol") loose(inner, place);
    } else if (child.type === "splat_argument") {
      const spread = expression(child, place);
      const only = spread.parts.length === 1 ? spread.parts[0] : undefined;
      if (only && "list" in only) args.push(...only.list);
      else named.push({ key: "...", at: spanOf(child), value: spread });
    } else if (child.type !== "forward_argument") args.push(expression(child, place));
  }
  return { args, named };
}
