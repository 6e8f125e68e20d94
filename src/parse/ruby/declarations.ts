import type { Node } from "web-tree-sitter";
import type { Span, Value } from "../../model/fact.ts";
import { expression, partsOf } from "./expressions.ts";
import { type Arguments, literalText, nameValue, type Place } from "./place.ts";

/** Lowers `require "x"`, `require_relative "x"`, `load "x"`, `autoload :X, "x"`; false for every other call. */
export function importCall(method: string, list: Node | null, at: Span, place: Place): boolean {
  if (!/^(?:require|require_relative|load|autoload)$/.test(method) || !list) return false;
  const nodes = partsOf(list);
  const module = nodes[method === "autoload" ? 1 : 0];
  if (
    !module ||
    !/^(?:string|chained_string)$/.test(module.type) ||
    module.namedChildren.some((child) => child.type === "interpolation")
  )
    return false;
  const text = literalText(expression(module, place));
  if (!text) return false;
  const constant = method === "autoload" && nodes[0] ? literalText(expression(nodes[0], place)) : undefined;
  const name = constant ?? "*";
  place.file.lowering.emit({
    kind: "import",
    at,
    scope: place.scope,
    // Only the path tells a file of the repository from a gem.
    module: method === "require_relative" && !text.startsWith(".") ? `./${text}` : text,
    names: [{ imported: name, local: name }],
  });
  return true;
}

const READERS =
  /^(?:(?:thread_)?[cm]?attr_(?:reader|accessor)|attr|attribute|class_attribute|config_accessor)$/;

/** Lowers what `attr_reader :token` and `delegate :token, to: :config` define: methods that give the member back. */
export function accessors(method: string, { args, named }: Arguments, place: Place): void {
  const entry = (key: string): Value | undefined => named.find((one) => one.key === key)?.value;
  const owner = method === "delegate" ? literalText(entry("to")) : READERS.test(method) ? "this" : undefined;
  if (!owner) return;
  const { lowering } = place.file;
  // `attribute :token, :string` names a type behind the attribute.
  for (const { at, name } of (method === "attribute" ? args.slice(0, 1) : args).map((argument) => ({
    at: argument.at,
    name: literalText(argument),
  }))) {
    if (!name || !/^[A-Za-z_]\w*[?!]?$/.test(name)) continue;
    const scope = lowering.scope({ parent: place.scope, kind: "function", name, at, params: [] });
    const path =
      owner === "this" || owner === "class" ? `this.${name}` : `${owner.replace(/^@/, "this.")}.${name}`;
    lowering.emit({ kind: "return", at, scope, value: nameValue(at, path) });
    const initial = owner === "this" ? entry("default") : undefined;
    if (initial)
      lowering.emit({ kind: "assign", at, scope: place.scope, name: path, value: initial, field: true });
  }
}
