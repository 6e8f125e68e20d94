import type { Node } from "web-tree-sitter";
import { loose, partsOf } from "./expressions.ts";
import type { Place } from "./place.ts";
import { statement } from "./statements.ts";

/** Clauses that stand behind the statements of a body. */
const CLAUSES = new Set(["rescue", "else", "ensure"]);

/**
 * Lowers control flow: conditions as loose values, bodies as statements, the last statement of every branch by `onLast`.
 * False when the node is no control flow.
 */
export function flow(node: Node, place: Place, onLast: (last: Node) => void): boolean {
  const field = (name: string): Node | null => node.childForFieldName(name);
  const { file } = place;
  const branch = (part: Node | null): void => {
    if (!part) return;
    file.lowering.tick(++file.depth);
    if (!flow(part, place, onLast)) onLast(part);
    file.depth--;
  };
  switch (node.type) {
    case "if":
    case "unless":
    case "elsif": {
      // Each `elsif` stands inside the one before: a loop, for the long ones need no recursion.
      let current: Node | null = node;
      while (current && /^(?:if|unless|elsif)$/.test(current.type)) {
        const condition: Node | null = current.childForFieldName("condition");
        if (condition) loose(condition, place);
        branch(current.childForFieldName("consequence"));
        current = current.childForFieldName("alternative");
      }
      branch(current);
      return true;
    }
    case "if_modifier":
    case "unless_modifier": {
      const condition = field("condition");
      if (condition) loose(condition, place);
      const body = field("body");
      if (body) onLast(body);
      return true;
    }
    case "while":
    case "until":
    case "while_modifier":
    case "until_modifier":
    case "for":
      for (const name of ["value", "condition", "body"]) {
        const part = field(name);
        if (part && name === "body") statement(part, place);
        else if (part) loose(part, place);
      }
      return true;
    case "case":
    case "case_match": {
      const subject = field("value");
      if (subject) loose(subject, place);
      for (const child of partsOf(node)) if (child.startIndex !== subject?.startIndex) branch(child);
      return true;
    }
    case "when": {
      for (const pattern of partsOf(node))
        if (pattern.type === "pattern") for (const one of partsOf(pattern)) loose(one, place);
      branch(field("body"));
      return true;
    }
    case "in_clause": {
      const guard = field("guard");
      if (guard) for (const child of partsOf(guard)) loose(child, place);
      branch(field("body"));
      return true;
    }
    case "rescue":
      branch(field("body"));
      return true;
    case "ensure":
      for (const child of partsOf(node)) statement(child, place);
      return true;
    case "program":
    case "body_statement":
    case "block_body":
    case "begin":
    case "begin_block":
    case "end_block":
    case "parenthesized_statements":
    case "then":
    case "else":
    case "do": {
      const parts = partsOf(node);
      const body = parts.filter((child) => !CLAUSES.has(child.type));
      const clauses = parts.filter((child) => CLAUSES.has(child.type));
      for (const child of body.slice(0, -1)) statement(child, place);
      const last = body.at(-1);
      if (last) onLast(last);
      for (const clause of clauses) branch(clause);
      return true;
    }
    default:
      return false;
  }
}
