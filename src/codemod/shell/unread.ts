import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import type { Span } from "../../model/fact.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { Carriers } from "./carriers.ts";
import type { ShellText } from "./view.ts";

/**
 * Takes out the carriers that nothing reads after the edits: their assignments, and where they are declared (`local auth`). Plain assignments on lines of
 * their own are left to tidying where the file is a script (`tidied`).
 */
export function unreadEdits(
  { path, root }: ShellText,
  carriers: Carriers,
  edits: readonly Edit[],
  file: string,
  tidied: boolean,
): Edit[] {
  const assignments = [...carriers.variables.values()].flat();
  const taken = [
    ...edits.filter((edit) => edit.path === path).map(({ at }) => at),
    ...assignments.map(spanOf),
  ];
  const isTaken = (node: Node): boolean =>
    taken.some(({ start, end }) => start <= node.startIndex && node.endIndex <= end);
  const declared = new Map<string, Node[]>();
  const read = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (node.type !== "variable_name" || !carriers.variables.has(node.text)) continue;
    if (node.parent?.type === "declaration_command")
      declared.set(node.text, [...(declared.get(node.text) ?? []), node]);
    else if (!isTaken(node) && !isEmptyAssignment(node.parent)) read.add(node.text);
    else if (isEmptyAssignment(node.parent))
      declared.set(node.text, [...(declared.get(node.text) ?? []), node]);
  }
  const gone: Span[] = [];
  const emptied: Edit[] = [];
  for (const [name, nodes] of carriers.variables) {
    if (read.has(name)) continue;
    const declarations = declared.get(name) ?? [];
    for (const node of nodes) {
      const statement = statementOf(node);
      if (isOnlyOne(statement)) emptied.push({ path, at: spanOf(statement), text: ":" });
      else if (declarations.length > 0 || !tidied || isShared(statement))
        gone.push(...removal(statement, file));
    }
    for (const node of declarations) gone.push(...removal(declarationOf(node), file));
  }
  return unique(gone)
    .filter(
      (at) => !edits.some((edit) => edit.path === path && at.start < edit.at.end && edit.at.start < at.end),
    )
    .map((at): Edit => ({ path, at, text: "" }))
    .concat(emptied);
}

/** A branch or a body has nothing else to run, and the shell wants something there. */
function isOnlyOne({ parent, previousNamedSibling, nextNamedSibling }: Node): boolean {
  if (
    !/^(?:if_statement|elif_clause|else_clause|do_group|case_item|compound_statement)$/.test(
      parent?.type ?? "",
    )
  )
    return false;
  const own = (one: Node | null, edge: boolean): boolean =>
    one === null || /^(?:comment|elif_clause|else_clause)$/.test(one.type) || edge;
  const first = parent?.namedChild(0) ?? null;
  const condition = /^(?:if_statement|elif_clause|case_item)$/.test(parent?.type ?? "");
  return (
    own(previousNamedSibling, condition && previousNamedSibling?.id === first?.id) &&
    own(nextNamedSibling, false)
  );
}

const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });

const isEmptyAssignment = (node: Node | null): boolean =>
  node?.type === "variable_assignment" &&
  /^(?:|""|''|\(\s*\))$/.test(node.childForFieldName("value")?.text ?? "");

/** The statement that an assignment is, with the test it hangs on: `[ -n "$X" ] && AUTH=…`. */
function statementOf(assignment: Node): Node {
  const { parent } = assignment;
  if (parent?.type === "declaration_command" && parent.namedChildCount === 1) return parent;
  if (
    parent?.type === "list" &&
    parent.namedChildCount === 2 &&
    parent.namedChild(0)?.type === "test_command"
  )
    return parent;
  return assignment;
}

/** A bare name of a declaration, or the declaration when it has no other. */
function declarationOf(name: Node): Node {
  const node = name.parent?.type === "variable_assignment" ? name.parent : name;
  const { parent } = node;
  return parent?.type === "declaration_command" && parent.namedChildCount === 1 ? parent : node;
}

/** More stands on its line, or it hangs on something: tidying leaves it. */
const isShared = (statement: Node): boolean =>
  statement.nextSibling?.type === ";" || statement.type === "list";

/** The lines of a statement that has them for its own; else what takes it out of its line. Empty where it cannot go. */
export function removal(statement: Node, file: string): Span[] {
  const { startIndex: start, endIndex: end, parent } = statement;
  if (parent?.type === "declaration_command")
    return [{ start: statement.previousSibling?.endIndex ?? start, end }];
  const mark = statement.nextSibling;
  const next = mark?.nextSibling;
  if (isOnlyOne(statement)) return [];
  if (
    mark?.type === ";" &&
    next?.startPosition.row === statement.startPosition.row &&
    next.isNamed &&
    !/^(?:elif_clause|else_clause)$/.test(next.type)
  )
    return [{ start, end: next.startIndex }];
  // The only statement of a block cannot go.
  if (parent?.type !== "program" && (parent?.namedChildCount ?? 0) < 2) return [];
  if (!/^(?:program|compound_statement|do_group|subshell)$/.test(parent?.type ?? "")) return [];
  const lineStart = file.lastIndexOf("\n", start - 1) + 1;
  const newline = file.indexOf("\n", end);
  return [{ start: lineStart, end: newline < 0 ? file.length : newline + 1 }];
}

const unique = (spans: readonly Span[]): Span[] => [
  ...new Map(spans.map((span) => [`${span.start}-${span.end}`, span])).values(),
];
