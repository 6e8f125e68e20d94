import type { Node } from "web-tree-sitter";
import type { Call, Entry, Value } from "../../model/fact.ts";
import { opaqueValue } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { transparentCall } from "./calls.ts";
import { expression, link, partsOf, rootOf, spreadEntries, textOf } from "./expressions.ts";
import { type Arguments, type Link, nameValue, type Place } from "./place.ts";

/** Lowers `f(x)`, `a.b(x)`, `A(x)`: emits the call, unless it only puts its arguments together. */
export function invocation(node: Node, place: Place): Link {
  const at = spanOf(node);
  const callee = node.childForFieldName("function");
  if (!callee) return { path: "()", plain: false, value: opaqueValue(at) };
  // The receiver is held by this call, so it is lowered here and not as a loose value.
  const object = callee.type === "attribute" ? callee.childForFieldName("object") : null;
  const attribute = callee.type === "attribute" ? callee.childForFieldName("attribute") : null;
  const base = object && attribute ? link(object, place) : undefined;
  const target: Link =
    base && attribute
      ? { path: `${base.path}.${textOf(attribute, place)}`, plain: base.plain, value: base.value }
      : link(callee, place);
  const given = lowerArguments(node.childForFieldName("arguments"), place);
  if (target.plain && (target.path === "super" || (target.path === "type" && isThis(given.args[0]))))
    return {
      path: target.path === "super" ? "super" : "this",
      plain: true,
      value: nameValue(at, target.path),
    };
  const transparent = transparentCall(at, target, base, given, place);
  if (transparent) return { ...transparentRoot(transparent), value: transparent };
  const parent = parentConstructor(target, given);
  const lowered: Call = {
    call: parent?.call ?? target.path,
    args: parent?.args ?? given.args,
    named: given.named,
    ...(base && !base.plain
      ? { receiver: base.value }
      : !base && !target.plain
        ? { receiver: target.value }
        : {}),
  };
  place.file.lowering.emit({ kind: "call", at, scope: place.scope, ...lowered });
  return { path: `${lowered.call}()`, plain: false, value: { at, parts: [lowered] } };
}

const isThis = (argument: Value | undefined): boolean => {
  const only = argument?.parts.length === 1 ? argument.parts[0] : undefined;
  return only !== undefined && "name" in only && only.name === "this";
};

/** `super().__init__(…)` and `Base.__init__(self, …)` both call the parent's constructor: `super`. */
function parentConstructor(target: Link, { args }: Arguments): { call: string; args: Value[] } | undefined {
  if (!target.plain || !target.path.endsWith(".__init__")) return undefined;
  if (target.path === "super.__init__") return { call: "super", args };
  return isThis(args[0]) ? { call: "super", args: args.slice(1) } : undefined;
}

/** A transparent call keeps the name of what it gives back: `x.strip().y` is `x.y`. */
function transparentRoot(found: Value): { path: string; plain: boolean } {
  const only = found.parts.length === 1 ? found.parts[0] : undefined;
  if (only && "name" in only) return { path: only.name, plain: !only.name.includes("(") };
  if (only && "call" in only) return { path: `${only.call}()`, plain: false };
  return rootOf(found);
}

function lowerArguments(node: Node | null, place: Place): Arguments {
  const args: Value[] = [];
  const named: Entry[] = [];
  if (!node) return { args, named };
  if (node.type !== "argument_list") return { args: [expression(node, place)], named };
  for (const child of partsOf(node)) {
    const name = child.type === "keyword_argument" ? child.childForFieldName("name") : null;
    const content = name ? child.childForFieldName("value") : null;
    if (name && content)
      named.push({ key: textOf(name, place), at: spanOf(name), value: expression(content, place) });
    else if (child.type === "dictionary_splat") named.push(...spreadEntries(expression(child, place)));
    else if (child.type === "list_splat") {
      const spread = expression(child, place);
      const only = spread.parts.length === 1 ? spread.parts[0] : undefined;
      if (only && "list" in only) args.push(...only.list);
      else named.push({ key: "...", at: spanOf(child), value: spread });
    } else args.push(expression(child, place));
  }
  return { args, named };
}
