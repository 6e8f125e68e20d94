import type { Node } from "web-tree-sitter";
import type { Span } from "../../model/fact.ts";
import { isPure } from "./go-purity.ts";
import { nodesBelow } from "./grammar.ts";
import type { Removal, TidyFile } from "./removal.ts";

/** One place where a local variable is given a value without being read. */
interface Store {
  /** The name. */
  readonly target: Node;
  readonly statement: Node;
  readonly value: Node | undefined;
}

/**
 * Removes local variables that nothing reads any more, which Go's compiler does not accept, with all that is assigned to them. What may do more than make a
 * value stays, and is assigned to nothing.
 */
export function deadLocals(
  node: Node,
  file: TidyFile,
  candidates: ReadonlySet<string>,
  linesOf: (node: Node) => Span,
): Removal | undefined {
  const names = declaredBy(node);
  const scope = scopeOf(node);
  if (!scope) return undefined;
  const dead = names.filter(({ text }) => text !== "_" && candidates.has(text));
  for (const name of dead) {
    const stores = storesOf(name, node, scope);
    if (!stores) continue;
    const { path } = file;
    const whole = stores.every(({ statement, value, target }) => isWhole(statement, value, target, names));
    if (whole) return stores.map(({ statement }) => ({ path, at: linesOf(statement), text: "" }));
    const edits = stores.flatMap((store) => blanked(store, scope));
    return edits.map((edit) => ({ path, ...edit }));
  }
  return undefined;
}

/** The names that a statement declares. */
function declaredBy(node: Node): Node[] {
  if (node.type === "var_spec") return node.childrenForFieldName("name").filter((one) => one !== null);
  if (node.type === "range_clause" && !node.children.some((one) => one?.type === ":=")) return [];
  return (node.childForFieldName("left")?.namedChildren ?? []).filter(
    (one): one is Node => one?.type === "identifier",
  );
}

/** Where a variable can be read: the block of its declaration, or the statement that it begins. */
function scopeOf(node: Node): Node | undefined {
  for (let up = node.parent; up; up = up.parent) {
    if (/^(?:statement_list|block|if_statement|for_statement|\w*switch_statement)$/.test(up.type)) return up;
    if (up.type === "source_file") return undefined;
  }
  return undefined;
}

/** The declaration and the assignments; undefined when the variable is read. */
function storesOf(name: Node, declaration: Node, scope: Node): Store[] | undefined {
  const stores: Store[] = [];
  for (const use of nodesBelow(scope)) {
    if (use.type !== "identifier" || use.text !== name.text || use.startIndex < declaration.startIndex)
      continue;
    if (use.startIndex === name.startIndex) {
      const values = declaration.childForFieldName(declaration.type === "var_spec" ? "value" : "right");
      stores.push({
        target: name,
        statement: declaration.parent?.type === "var_declaration" ? declaration.parent : declaration,
        value: values ?? undefined,
      });
      continue;
    }
    const list = use.parent;
    const statement = list?.parent;
    if (
      list?.type !== "expression_list" ||
      statement?.childForFieldName("left")?.id !== list.id ||
      !/^(?:assignment_statement|short_var_declaration)$/.test(statement.type) ||
      (statement.type === "assignment_statement" && statement.childForFieldName("operator")?.text !== "=")
    )
      return undefined;
    stores.push({ target: use, statement, value: statement.childForFieldName("right") ?? undefined });
  }
  return stores;
}

/** A statement that does nothing but give the variable a value. */
function isWhole(statement: Node, value: Node | undefined, target: Node, names: readonly Node[]): boolean {
  if (!/^(?:statement_list|block)$/.test(statement.parent?.type ?? "")) return false;
  const left = statement.childForFieldName("left");
  const others = left ? left.namedChildren.length : names.length;
  return others === 1 && target.type === "identifier" && (value === undefined || isPure(value));
}

/** The variable's name becomes a blank one, and a declaration that declares nothing new an assignment. */
function blanked({ target, statement }: Store, scope: Node): { at: Span; text: string }[] {
  const name = { at: { start: target.startIndex, end: target.endIndex }, text: "_" };
  const sign = statement.children.find((one) => one?.type === ":=");
  const left = statement.childForFieldName("left");
  if (!sign || !left) return [name];
  const rest = left.namedChildren.filter((one) => one !== null && one.id !== target.id && one.text !== "_");
  if (statement.type === "range_clause") {
    const range = statement.children.find((one) => one?.type === "range");
    return rest.length === 0 && range
      ? [{ at: { start: left.startIndex, end: range.startIndex }, text: "" }]
      : [name];
  }
  const isNew = rest.some((one) => one !== null && !isDeclaredBefore(one, statement, scope));
  return isNew ? [name] : [name, { at: { start: sign.startIndex, end: sign.endIndex }, text: "=" }];
}

/** The same block, or the function whose body it is, has declared a name already. */
function isDeclaredBefore(name: Node, statement: Node, scope: Node): boolean {
  const owner = scope.parent?.type === "block" ? scope.parent.parent : scope.parent;
  const given = [owner?.childForFieldName("parameters"), owner?.childForFieldName("result")];
  if (/^(?:func|method)/.test(owner?.type ?? ""))
    for (const list of given)
      for (const one of list?.type === "parameter_list" ? list.namedChildren : [])
        if (one?.childrenForFieldName("name").some((own) => own?.text === name.text)) return true;
  for (const other of statement.parent?.namedChildren ?? []) {
    if (!other || other.startIndex >= statement.startIndex) continue;
    const specs = other.type === "var_declaration" ? [...nodesBelow(other)] : [other];
    if (
      specs.some(
        (one) =>
          /^(?:short_var_declaration|var_spec)$/.test(one.type) &&
          declaredBy(one).some((own) => own.text === name.text),
      )
    )
      return true;
  }
  return false;
}
