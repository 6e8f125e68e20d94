import type { Node } from "web-tree-sitter";
import type { Call, Fact, Param, Span, Value } from "../../model/fact.ts";
import { opaqueValue } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { annotatedCalls } from "./annotations.ts";
import { holdLoose, link, loose, partsOf, textOf } from "./expressions.ts";
import { literalText, nameValue, type Place } from "./place.ts";

/** Decorators and base classes (last segment) that write a constructor from the annotated fields. */
const CONSTRUCTING = new Set([
  "dataclass",
  "dataclasses",
  "define",
  "frozen",
  "attrs",
  "s",
  "NamedTuple",
  "BaseModel",
  "BaseSettings",
  "SQLModel",
  "Struct",
]);

/** Calls that describe a field rather than being its default. */
const FIELD_CALLS = new Set(["Field", "field", "attrib", "ib", "PrivateAttr"]);

const lastSegment = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** Dotted names of the base classes; `Generic[T]` without its argument, keyword arguments left out. */
export function parentsOf(node: Node, place: Place): string[] {
  const list = node.childForFieldName("superclasses");
  const parents: string[] = [];
  for (const child of list ? partsOf(list) : []) {
    if (child.type === "keyword_argument") continue;
    const named = child.type === "subscript" ? child.childForFieldName("value") : child;
    if (named?.type === "identifier" || named?.type === "attribute") {
      const found = link(named, place);
      if (found.plain) parents.push(found.path);
      else holdLoose(found.value, place);
    } else loose(child, place);
  }
  return parents;
}

/**
 * The fields a class body declares by annotation (`token: str`). A dataclass, named tuple or pydantic model gets a
 * constructor from them; in every other class somebody else fills them. A `BaseSettings` field is also read from the environment: by its alias, or its name in capitals behind `env_prefix`.
 */
export function declaredFields(
  node: Node,
  body: Node,
  origin: { readonly decorators: readonly string[]; readonly parents: readonly string[] },
  firstFact: number,
  place: Place,
): void {
  const { lowering } = place.file;
  const annotated = annotatedFields(body, place);
  if (annotated.length === 0) return;
  const facts = lowering.facts.slice(firstFact);
  const given = new Map(
    facts.flatMap((fact) =>
      fact.kind === "assign" && fact.scope === place.scope ? [[fact.name, fact.value] as const] : [],
    ),
  );
  const fields = annotated.map((field) => ({ ...field, given: given.get(`this.${field.name}`) }));
  const explicit = lowering.scopes
    .slice(place.scope)
    .some((scope) => scope.parent === place.scope && scope.name === "constructor");
  if (
    explicit ||
    ![...origin.decorators, ...origin.parents].some((name) => CONSTRUCTING.has(lastSegment(name)))
  ) {
    for (const { name, at, given } of fields)
      if (!given)
        lowering.emit({
          kind: "assign",
          at,
          scope: place.scope,
          name: `this.${name}`,
          value: opaqueValue(at),
          field: true,
        });
    return;
  }
  const settings = origin.parents.some((name) => lastSegment(name) === "BaseSettings");
  const prefix = settings ? environmentPrefix(facts) : "";
  const params = fields.map(({ name, at, given }): Param => {
    const initial = given ? defaultOf(given, place) : undefined;
    return { name, at, ...(initial ? { default: initial } : {}) };
  });
  const scope = lowering.scope({
    parent: place.scope,
    kind: "function",
    name: "constructor",
    at: spanOf(node),
    params,
  });
  for (const { name, at, given, described } of fields) {
    const argument = nameValue(at, name);
    const reads = settings ? [...(given ? [given] : []), ...described].flatMap(aliasesOf) : [];
    if (settings && reads.length === 0) reads.push((prefix + name).toUpperCase());
    const value: Value =
      reads.length === 0
        ? argument
        : { at, parts: [{ choice: [argument, ...reads.map((env): Value => ({ at, parts: [{ env }] }))] }] };
    lowering.emit({ kind: "assign", at, scope, name: `this.${name}`, value, field: true });
  }
}

interface Field {
  readonly name: string;
  readonly at: Span;
  /** Calls in the annotation that describe the field. */
  readonly described: readonly Value[];
}

function annotatedFields(body: Node, place: Place): Field[] {
  const fields: Field[] = [];
  for (const child of partsOf(body)) {
    const inner = child.type === "expression_statement" ? partsOf(child)[0] : child;
    if (inner?.type !== "assignment") continue;
    const left = inner.childForFieldName("left");
    const type = inner.childForFieldName("type");
    if (left?.type !== "identifier" || !type || /^(?:typing\.)?ClassVar\b/.test(textOf(type, place)))
      continue;
    fields.push({ name: textOf(left, place), at: spanOf(inner), described: annotatedCalls(type, place) });
  }
  return fields;
}

const fieldCall = (value: Value): Call | undefined => {
  const only = value.parts.length === 1 ? value.parts[0] : undefined;
  return only && "call" in only && FIELD_CALLS.has(lastSegment(only.call)) ? only : undefined;
};

/** The default behind `= x`, `= Field(x, …)`, `= field(default=x)`, `= field(default_factory=lambda: x)`. */
function defaultOf(given: Value, place: Place): Value | undefined {
  const call = fieldCall(given);
  const stated = call ? (call.named.find((entry) => entry.key === "default")?.value ?? call.args[0]) : given;
  const factory = call?.named.find((entry) => entry.key === "default_factory")?.value;
  const found = stated ?? (factory ? place.file.lambdas.get(factory) : undefined);
  return found?.parts.some((part) => "opaque" in part) ? undefined : found;
}

/** Environment variables a pydantic field names: `env=`, `alias=`, `validation_alias=` with a text, a list or `AliasChoices(…)`. */
function aliasesOf(given: Value): string[] {
  const call = fieldCall(given);
  for (const key of ["env", "validation_alias", "alias"]) {
    const stated = call?.named.find((entry) => entry.key === key)?.value;
    const only = stated?.parts.length === 1 ? stated.parts[0] : undefined;
    if (!stated || !only) continue;
    const alternatives = "list" in only ? only.list : "call" in only ? only.args : [stated];
    const texts = alternatives
      .map((one) => literalText(one))
      .filter((text) => text !== undefined && text !== "");
    if (texts.length > 0) return texts.filter((text) => text !== undefined);
  }
  return [];
}

/** `env_prefix` of a settings class, from its inner `Config` or its `model_config`. */
function environmentPrefix(facts: readonly Fact[]): string {
  for (const fact of facts) {
    if (fact.kind === "assign" && fact.name === "this.env_prefix") return literalText(fact.value) ?? "";
    if (fact.kind !== "assign" || fact.name !== "this.model_config") continue;
    const only = fact.value.parts.length === 1 ? fact.value.parts[0] : undefined;
    const entries = only && "object" in only ? only.object : only && "call" in only ? only.named : [];
    const stated = entries.find((entry) => entry.key === "env_prefix");
    if (stated) return literalText(stated.value) ?? "";
  }
  return "";
}
