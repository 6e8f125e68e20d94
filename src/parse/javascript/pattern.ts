import type { Node } from "@babel/types";
import type { Part, Span, Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { isEnvironment, variableOf } from "./environment.ts";
import { chainOf, keyOf, unwrap } from "./name.ts";
import { deeper, onlyPart, type Place, spanOf, type Walk } from "./walk.ts";

/**
 * Emits the `assign` facts of a target and the value it gets: a name, a property, or a pattern that takes
 * several names out of one value. `at` is the statement's span; each name of a pattern gets its own.
 */
export function assignTo(walk: Walk, target: Node, given: Value, at: Span, place: Place): void {
  const node = unwrap(target);
  walk.lowering.tick(place.depth);
  const inner = deeper(place);
  switch (node.type) {
    case "ObjectPattern":
      for (const property of node.properties) {
        if (property.type === "RestElement") {
          assignTo(walk, property.argument, given, spanOf(property), inner);
          continue;
        }
        if (property.computed) walk.stand(property.key, inner);
        const key = keyOf(property.key, property.computed);
        const own = spanOf(property);
        assignTo(walk, property.value, project(walk, given, key, own), own, inner);
      }
      return;
    case "ArrayPattern":
      for (const [index, element] of node.elements.entries()) {
        if (!element) continue;
        const own = spanOf(element);
        if (element.type === "RestElement") assignTo(walk, element.argument, opaqueValue(own), own, inner);
        else assignTo(walk, element, project(walk, given, String(index), own), own, inner);
      }
      return;
    case "AssignmentPattern": {
      const fallback = walk.value(node.right, inner);
      const known = given.parts.some((part) => !("opaque" in part));
      const either = known ? value(given.at, [{ choice: [given, fallback] }]) : fallback;
      assignTo(walk, node.left, either, at, inner);
      return;
    }
    case "RestElement":
      assignTo(walk, node.argument, given, at, inner);
      return;
    default: {
      const chain = chainOf(node, walk.notes);
      for (const index of chain.computed) walk.stand(index, inner);
      if (chain.root) walk.stand(chain.root, inner);
      noteEnvironment(walk, chain.text, given);
      walk.lowering.emit({
        kind: "assign",
        at,
        scope: place.scope,
        name: targetName(walk, node),
        value: given,
      });
    }
  }
}

/** The name of an assignment's target, also where reading it would read the environment (`process.env.X = …`). */
export function targetName(walk: Walk, node: Node): string {
  const chain = chainOf(node, walk.notes);
  if (chain.env === undefined) return chain.text;
  return node.type === "MemberExpression"
    ? `${chainOf(node.object, walk.notes).text}.${chain.env}`
    : chain.text;
}

/** Remembers names that hold the whole environment. */
function noteEnvironment(walk: Walk, name: string, given: Value): void {
  const only = onlyPart(given);
  if (only && "name" in only && isEnvironment(only.name)) walk.notes.environments.add(name);
}

/** The value of one key of a value: `x` and `a` → `x.a`, the environment and `A` → the variable. */
export function project(walk: Walk, whole: Value, key: string, at: Span): Value {
  return value(at, [projectPart(walk, whole, key, at, 0)]);
}

function projectPart(walk: Walk, whole: Value, key: string, at: Span, depth: number): Part {
  const only = onlyPart(whole);
  if (!only || depth > 20) return { opaque: true };
  if ("name" in only) {
    const variable = variableOf(only.name, key, walk.notes.environments);
    return variable === undefined ? { name: `${only.name}.${key}` } : { env: variable };
  }
  if ("call" in only) {
    const variable = variableOf(`${only.call}()`, key, walk.notes.environments);
    if (variable !== undefined) return { env: variable };
    const nameless = /^(?:\(\)|"")/.test(only.call) || only.receiver?.parts.some((part) => "env" in part);
    return nameless ? { opaque: true } : { name: `${only.call}().${key}` };
  }
  if (key === "*" && "object" in only) return { choice: only.object.map((entry) => entry.value) };
  if (key === "*" && "list" in only) return { choice: only.list };
  if ("object" in only) return single(only.object.find((entry) => entry.key === key)?.value);
  if ("list" in only) return single(/^\d+$/.test(key) ? only.list[Number(key)] : undefined);
  if ("choice" in only) {
    const choice = only.choice
      .map((one) => projectPart(walk, one, key, at, depth + 1))
      .filter((part) => !("opaque" in part));
    const [first] = choice;
    if (!first) return { opaque: true };
    return choice.length === 1 ? first : { choice: choice.map((part) => ({ at, parts: [part] })) };
  }
  return { opaque: true };
}

/** A whole value as one part; several parts become a choice of one. */
function single(whole: Value | undefined): Part {
  if (!whole) return { opaque: true };
  return onlyPart(whole) ?? { choice: [whole] };
}
