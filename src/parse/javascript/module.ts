import type { ExportDefaultDeclaration, ExportNamedDeclaration, ImportDeclaration, Node } from "@babel/types";
import { lowerDeclaration } from "./assign.ts";
import { keyOf, moduleOf } from "./name.ts";
import { emitImport, type ImportedName } from "./require.ts";
import { deeper, type Place, spanOf, type Walk } from "./walk.ts";

/** Lowers `import` and `export` statements; false for any other statement. */
export function lowerModuleStatement(walk: Walk, node: Node, place: Place): boolean {
  switch (node.type) {
    case "ImportDeclaration":
      lowerImport(walk, node, place);
      return true;
    case "TSImportEqualsDeclaration": {
      const names = [{ imported: "*", local: node.id.name }];
      if (node.moduleReference.type === "TSExternalModuleReference")
        emitImport(walk, node.moduleReference.expression.value, names, spanOf(node), place);
      return true;
    }
    case "ExportNamedDeclaration":
      lowerNamed(walk, node, place);
      return true;
    case "ExportDefaultDeclaration":
    case "TSExportAssignment":
      lowerDefault(
        walk,
        node.type === "TSExportAssignment" ? node.expression : node.declaration,
        node,
        place,
      );
      return true;
    case "ExportAllDeclaration":
      emitExport(walk, node, "*", "*", place, node.source.value);
      return true;
    default:
      return false;
  }
}

function lowerImport(walk: Walk, node: ImportDeclaration, place: Place): void {
  const names = node.specifiers.map((specifier): ImportedName => {
    const local = specifier.local.name;
    if (specifier.type === "ImportDefaultSpecifier") return { imported: "default", local };
    if (specifier.type === "ImportNamespaceSpecifier") return { imported: "*", local };
    return { imported: keyOf(specifier.imported, false), local };
  });
  emitImport(walk, node.source.value, names, spanOf(node), place);
}

function emitExport(walk: Walk, node: Node, name: string, local: string, place: Place, from?: string): void {
  const source = from === undefined ? {} : { from };
  walk.lowering.emit({ kind: "export", at: spanOf(node), scope: place.scope, name, local, ...source });
}

function lowerNamed(walk: Walk, node: ExportNamedDeclaration, place: Place): void {
  const from = node.source?.value;
  for (const specifier of node.specifiers) {
    if (specifier.type === "ExportSpecifier") {
      const local = keyOf(specifier.local, false);
      emitExport(walk, specifier, keyOf(specifier.exported, false), local, place, from);
    } else if (specifier.type === "ExportNamespaceSpecifier") {
      emitExport(walk, specifier, specifier.exported.name, "*", place, from);
    } else emitExport(walk, specifier, specifier.exported.name, "default", place, from);
  }
  const declared = node.declaration;
  if (!declared) return;
  if (declared.type === "VariableDeclaration") {
    lowerDeclaration(walk, declared, spanOf(node), place);
    for (const declarator of declared.declarations)
      for (const name of boundNames(declarator.id)) emitExport(walk, declarator, name, name, place);
    return;
  }
  walk.statements([declared], place);
  if ("id" in declared && declared.id && "name" in declared.id && !isType(declared))
    emitExport(walk, node, declared.id.name, declared.id.name, place);
}

const isType = (node: Node): boolean =>
  /^(?:TSInterface|TSTypeAlias|TSDeclareFunction|TypeAlias|Interface|Declare|Opaque)/.test(node.type);

/** Names a declaration binds, without recursion on hostile nesting. */
function boundNames(target: Node): string[] {
  const names: string[] = [];
  const open: Node[] = [target];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "Identifier") names.push(node.name);
    else if (node.type === "ObjectPattern")
      for (const property of node.properties)
        open.push(property.type === "RestElement" ? property.argument : property.value);
    else if (node.type === "ArrayPattern") for (const element of node.elements) element && open.push(element);
    else if (node.type === "AssignmentPattern") open.push(node.left);
    else if (node.type === "RestElement") open.push(node.argument);
  }
  return names.reverse();
}

function lowerDefault(
  walk: Walk,
  node: ExportDefaultDeclaration["declaration"],
  statement: Node,
  place: Place,
): void {
  const at = spanOf(statement);
  const inner = deeper(place);
  switch (node.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration": {
      const name = node.id?.name;
      if (name !== undefined) walk.statements([node], inner);
      else if (node.type === "ClassDeclaration") walk.classBody(node, inner, { name: "default" });
      else walk.callable(node, inner, { name: "default" });
      emitExport(walk, statement, "default", name ?? "default", place);
      return;
    }
    case "TSDeclareFunction":
      return;
    case "Identifier":
      emitExport(walk, statement, "default", node.name, place);
      return;
    default: {
      const module = moduleOf(node);
      if (module !== undefined) {
        emitExport(walk, statement, "*", "*", place, module);
        return;
      }
      const value = walk.value(node, inner, { name: "default" });
      walk.lowering.emit({ kind: "assign", at, scope: place.scope, name: "default", value });
      emitExport(walk, statement, "default", "default", place);
    }
  }
}
