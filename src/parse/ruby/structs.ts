import type { Node } from "web-tree-sitter";
import type { Span, Value } from "../../model/fact.ts";
import { value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { partsOf, textOf } from "./expressions.ts";
import { lowerArguments } from "./invocations.ts";
import { inside, literalText, nameValue, type Place } from "./place.ts";
import { statement } from "./statements.ts";

/** True for the callee of `Struct.new`, `Class.new`, `Module.new`, `Data.define`. */
const isMaker = (receiver: string, method: string): boolean =>
  method === "new"
    ? /^(?:::)?(?:Struct|Class|Module)$/.test(receiver)
    : method === "define" && receiver === "Data";

/** Lowers `Name = Struct.new(:email, :token) do … end` as the class it makes; undefined for anything else. */
export function structClass(node: Node, name: string, at: Span, place: Place): Value | undefined {
  if (node.type !== "call") return undefined;
  const receiver = node.childForFieldName("receiver");
  const method = node.childForFieldName("method");
  if (!receiver || !method || !isMaker(textOf(receiver, place), textOf(method, place))) return undefined;
  const { lowering } = place.file;
  const given = lowerArguments(node.childForFieldName("arguments"), place);
  const kind = textOf(receiver, place).replace("::", "");
  const call = { call: kind === "Data" ? "Data.define" : kind, args: given.args, named: given.named };
  lowering.emit({ kind: "call", at: spanOf(node), scope: place.scope, ...call });
  const parent = kind === "Class" ? given.args[0]?.parts[0] : undefined;
  const scope = lowering.scope({
    parent: place.scope,
    kind: "class",
    name,
    at,
    params: [],
    ...(parent && "name" in parent ? { extends: [parent.name] } : {}),
  });
  const inner = inside(place, scope, "class");
  if (kind === "Struct" || kind === "Data") structConstructor(given.args, at, inner);
  const body = node.childForFieldName("block")?.childForFieldName("body");
  if (body) statement(body, inner);
  return value(spanOf(node), [call]);
}

/** The constructor and members a struct gets from the symbols it is made of. */
export function structConstructor(args: readonly Value[], at: Span, place: Place): void {
  const { lowering } = place.file;
  const names = args
    .map((argument) => ({ at: argument.at, name: literalText(argument) ?? "" }))
    // `Struct.new("Name", :a)` also takes a class name.
    .filter(({ name }) => /^[a-z_]\w*$/.test(name));
  if (names.length === 0) return;
  const scope = lowering.scope({
    parent: place.scope,
    kind: "function",
    name: "constructor",
    at,
    params: names,
  });
  for (const one of names)
    lowering.emit({
      kind: "assign",
      at: one.at,
      scope,
      name: `this.${one.name}`,
      value: nameValue(one.at, one.name),
      field: true,
    });
}

/** Lowers the block of a `Class.new do … end` without a name as a class body; false for every other call. */
export function structBlock(callee: string, body: Node | null, place: Place): boolean {
  if (!/^(?:Class|Module|Struct|Data\.define)$/.test(callee)) return false;
  if (!body) return true;
  const scope = place.file.lowering.scope({
    parent: place.scope,
    kind: "class",
    name: "",
    at: spanOf(body),
    params: [],
  });
  statement(body, inside(place, scope, "class"));
  return true;
}

/** The symbols of `class X < Struct.new(:a, :b)`; undefined for another superclass. */
export function structParent(superclass: Node, place: Place): readonly Value[] | undefined {
  const receiver = superclass.type === "call" ? superclass.childForFieldName("receiver") : null;
  const method = superclass.childForFieldName("method");
  if (!receiver || !method || !isMaker(textOf(receiver, place), textOf(method, place))) return undefined;
  const list = superclass.childForFieldName("arguments");
  return list && partsOf(list).length > 0 ? lowerArguments(list, place).args : [];
}
