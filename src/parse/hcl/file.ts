import type { Node } from "web-tree-sitter";
import type { Entry } from "../../model/fact.ts";
import { type Lowering, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { blockPath } from "./blocks.ts";
import { commentedEntries } from "./comments.ts";
import { emitNamed, namingEntry, nestedEntries } from "./entries.ts";
import { lowerExpression } from "./expressions.ts";
import { children, type Hcl, literalText, type Parse } from "./place.ts";

/** Lowers an HCL file, then the attributes that are commented out in it. */
export function lowerHcl(lowering: Lowering, parse: Parse): void {
  const hcl: Hcl = { lowering, expression: (node, depth) => lowerExpression(hcl, node, depth) };
  parse(lowering, (root) => {
    body(hcl, root, [], 0);
    commentedEntries(lowering, root, parse);
  });
}

/** Lowers attributes and blocks wherever they stand below a node, broken syntax included; gives the attributes. */
function body(hcl: Hcl, node: Node, path: readonly string[], depth: number): Entry[] {
  hcl.lowering.tick(depth);
  const found: Entry[] = [];
  for (const child of children(node)) {
    if (child.type === "attribute") {
      const entry = attribute(hcl, child, path, depth + 1);
      if (entry) found.push(entry);
    } else if (child.type === "block") block(hcl, child, path, depth + 1);
    else if (child.type === "body" || child.type === "ERROR")
      found.push(...body(hcl, child, path, depth + 1));
  }
  return found;
}

/** `key = value`: the entry itself, the entries in its objects, and what a local is called elsewhere. */
function attribute(hcl: Hcl, node: Node, path: readonly string[], depth: number): Entry | undefined {
  const [name, ...rest] = children(node);
  const given = rest.find((child) => child.type === "expression");
  if (!name || !given) return undefined;
  const { lowering } = hcl;
  for (const child of rest) if (child.isError) hcl.expression(child, depth + 1);
  const at = spanOf(node);
  const lowered = hcl.expression(given, depth + 1);
  const key = rest[0]?.isError
    ? lastKey(lowering.text.slice(node.startIndex, given.startIndex), name.text)
    : name.text;
  lowering.emit({ kind: "entry", at, scope: 0, path: [...path, key], value: lowered });
  if (path.length === 1 && path[0] === "locals")
    lowering.emit({ kind: "assign", at, scope: 0, name: `local.${key}`, value: lowered });
  nestedEntries(lowering, [...path, key], lowered, depth + 1);
  return { key, at: spanOf(name), value: lowered };
}

/** In `email =` without a value, error recovery reads the next line's `token = …` as that value: its key is meant. */
function lastKey(text: string, name: string): string {
  return /([A-Za-z_][\w-]{0,100})[ \t]{0,100}=[ \t]{0,100}$/.exec(text.slice(-400))?.[1] ?? name;
}

function block(hcl: Hcl, node: Node, outer: readonly string[], depth: number): void {
  const own = blockPath(node);
  const path = [...outer, ...own];
  const entries = body(hcl, node, path, depth);
  const [type, name] = own;
  if (outer.length === 0 && type === "variable" && name !== undefined) {
    const at = spanOf(node);
    const fallback = entries.find((entry) => entry.key === "default");
    hcl.lowering.emit({
      kind: "assign",
      at,
      scope: 0,
      name: `var.${name}`,
      value: fallback?.value ?? value(at, []),
    });
    return;
  }
  // `env { name = "X"  value = … }`: the block stands for a setting called X.
  const naming = namingEntry(entries);
  if (naming) emitNamed(hcl.lowering, [...path, literalText(naming.value) ?? ""], entries, naming);
}
