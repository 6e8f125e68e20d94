import type { Node } from "web-tree-sitter";
import type { Param, ScopeId } from "../../model/fact.ts";
import { type Lowering, plainParam, textValue } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { typeName } from "./literals.ts";
import { children, deeper, type Go, type Place } from "./place.ts";
import { stringText } from "./strings.ts";

/** The class scopes of the file's types, made on first mention: a type's methods may stand in other files than the type. */
export class Types {
  readonly #scopes = new Map<string, ScopeId>();
  readonly #lowering: Lowering;

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
  }

  /** The scope of a type, made at `node` when it is new. */
  scope(name: string, node: Node, bases: readonly string[] = []): ScopeId {
    const known = this.#scopes.get(name);
    if (known !== undefined) return known;
    const scope = this.#lowering.scope({
      parent: 0,
      kind: "class",
      name,
      at: spanOf(node),
      params: [],
      ...(bases.length > 0 ? { extends: bases } : {}),
    });
    this.#scopes.set(name, scope);
    return scope;
  }
}

/** Structs become class scopes; a field with a tag is a field whose value is the tag, which names its setting. */
export function declareType(go: Go, types: Types, node: Node, place: Place): void {
  for (const spec of children(node)) {
    const name = spec.childForFieldName("name")?.text;
    const type = spec.childForFieldName("type");
    if (name === undefined || type?.type !== "struct_type") continue;
    const bases = embedded(type);
    fields(go, type, types.scope(name, spec, bases), "this", deeper(place));
  }
}

const fieldNodes = (type: Node): Node[] =>
  children(children(type).find((child) => child.type === "field_declaration_list") ?? null);

function embedded(type: Node): string[] {
  return fieldNodes(type)
    .filter((field) => field.type === "field_declaration" && field.childForFieldName("name") === null)
    .flatMap((field) => typeName(field.childForFieldName("type")) ?? []);
}

function fields(go: Go, type: Node, scope: ScopeId, prefix: string, place: Place): void {
  go.lowering.tick(place.depth);
  for (const field of fieldNodes(type)) {
    const tag = field.childForFieldName("tag");
    const inner = field.childForFieldName("type");
    for (const name of field.childrenForFieldName("name")) {
      if (name.type !== "field_identifier") continue;
      const path = `${prefix}.${name.text}`;
      if (tag) {
        const given = textValue(spanOf(tag), stringText(tag.text));
        go.lowering.emit({ kind: "assign", at: spanOf(field), scope, name: path, value: given, field: true });
      }
      if (inner?.type === "struct_type") fields(go, inner, scope, path, deeper(place));
    }
  }
}

/** Lowers a function, method or function literal in a scope of its own; methods stand in the scope of their type. */
export function enterFunction(go: Go, types: Types, node: Node, place: Place, of?: string): void {
  const receiver = children(node.childForFieldName("receiver"))[0];
  const type = receiver ? typeName(receiver.childForFieldName("type")) : undefined;
  const result = node.childForFieldName("result");
  const scope = go.lowering.scope({
    parent: type === undefined ? place.scope : types.scope(type, node),
    kind: "function",
    name: node.childForFieldName("name")?.text ?? "",
    at: spanOf(node),
    params: parameters(node.childForFieldName("parameters")),
    ...(of === undefined ? {} : { of }),
  });
  const own = receiver?.childForFieldName("name")?.text;
  const self = receiver ? own : place.receiver;
  const body = node.childForFieldName("body");
  if (!body) return;
  const results = parameters(result?.type === "parameter_list" ? result : null).map((param) => param.name);
  const fails = failing(result);
  const inside: Place = {
    scope,
    depth: place.depth + 1,
    ...(self === undefined ? {} : { receiver: self }),
    results,
    fails,
  };
  go.statement(body, inside);
}

function parameters(list: Node | null): Param[] {
  return children(list).flatMap((declaration) =>
    declaration
      .childrenForFieldName("name")
      .filter((name) => name.type === "identifier")
      .map((name) => plainParam(name.text, spanOf(declaration))),
  );
}

/** True when the last of several results is an error or a flag. */
function failing(result: Node | null): boolean {
  if (result?.type !== "parameter_list") return false;
  const declarations = children(result);
  const last = declarations.at(-1)?.childForFieldName("type")?.text;
  return declarations.length > 1 && (last === "error" || last === "bool");
}
