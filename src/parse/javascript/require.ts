import type { Node } from "@babel/types";
import type { Span } from "../../model/fact.ts";
import { isEnvironmentModule, isEnvironmentObject } from "./environment.ts";
import { keyOf, moduleName, moduleOf, unwrap } from "./name.ts";
import type { Place, Walk } from "./walk.ts";

/** A name an import binds. */
export interface ImportedName {
  readonly imported: string;
  readonly local: string;
}

/** Emits an `import` fact; names from a module of environment variables are also assigned. */
export function emitImport(
  walk: Walk,
  module: string,
  names: readonly ImportedName[],
  at: Span,
  place: Place,
): void {
  const { scope } = place;
  walk.lowering.emit({ kind: "import", at, scope, module, names });
  for (const { imported, local } of names)
    if (isEnvironmentObject(module, imported)) walk.notes.environments.add(local);
  if (!isEnvironmentModule(module)) return;
  for (const { imported, local } of names) {
    if (/^[A-Z][A-Z0-9_]*$/.test(imported))
      walk.lowering.emit({
        kind: "assign",
        at,
        scope,
        name: local,
        value: { at, parts: [{ env: imported }] },
      });
  }
}

/** A module used where it is loaded (`require("axios").get(…)`): imported once, under its own name. */
export function importInPlace(walk: Walk, module: string, at: Span, place: Place): void {
  if (walk.notes.inlined.has(module)) return;
  walk.notes.inlined.add(module);
  // The name holds wherever the module is loaded, whichever function does it first.
  emitImport(walk, module, [{ imported: "*", local: moduleName(module) }], at, {
    scope: 0,
    depth: place.depth,
  });
}

/**
 * Lowers `const x = require("m")`, `const { a, b: c } = require("m")` and `const x = require("m").a` (also with
 * `await import`) to an `import` fact; false when the declaration is none of these.
 */
export function bindModule(walk: Walk, target: Node, init: Node, at: Span, place: Place): boolean {
  let source = unwrap(init);
  let member: string | undefined;
  if (source.type === "MemberExpression") {
    member = keyOf(source.property, source.computed);
    source = unwrap(source.object);
  }
  const module = moduleOf(source);
  if (module === undefined || member === "*") return false;
  if (target.type === "Identifier") {
    emitImport(walk, module, [{ imported: member ?? "*", local: target.name }], at, place);
    return true;
  }
  if (target.type !== "ObjectPattern" || (member !== undefined && member !== "default")) return false;
  const names: ImportedName[] = [];
  for (const property of target.properties) {
    if (property.type === "RestElement") {
      if (property.argument.type !== "Identifier") return false;
      names.push({ imported: "*", local: property.argument.name });
      continue;
    }
    const local = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    const imported = keyOf(property.key, property.computed);
    if (local.type !== "Identifier" || imported === "*") return false;
    names.push({ imported, local: local.name });
  }
  emitImport(walk, module, names, at, place);
  return true;
}
