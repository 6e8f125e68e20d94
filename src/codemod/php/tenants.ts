import type { Node } from "web-tree-sitter";
import { type Refusal, refuse } from "../refusal.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import { argumentsOf, functionAround, nameOf } from "./flow.ts";

/** What a variable is where an expression reads it. */
type Given = "loop" | "parameter" | undefined;

/** Assignments that a variable is followed through. */
const MOST_STEPS = 4;

const LOOP = /^(?:foreach|for|while|do)_statement$/;
const FUNCTION = /^(?:anonymous_function\w*|arrow_function|function_definition|method_declaration)$/;

/** Functions that call what they are given once for each element. */
const EACH = /^(?:array_(?:map|walk|filter|reduce)|iterator_apply|map|each|flatMap|mapWithKeys|chunk\w*)$/;

/**
 * What the account that a client is made for says about a rewrite: an OAuth client belongs to one account, so that a client per account in a loop is
 * refused, and one whose account callers give is for review.
 */
export function tenantsOf(client: Node, root: Node): Refusal | readonly string[] {
  for (const node of nodesBelow(root)) {
    if (node.type !== "assignment_expression" || node.childForFieldName("left")?.text !== client.text)
      continue;
    const made = node.childForFieldName("right");
    // A variable of that name in another function is another one.
    const isOther =
      !client.text.includes("->") && functionAround(node).startIndex !== functionAround(client).startIndex;
    if (made?.type !== "object_creation_expression" || isOther) continue;
    const [account] = argumentsOf(made);
    const given = account && givenBy(account, MOST_STEPS);
    if (account && given === "loop")
      return refuse("many-tenants", `The client's account is ${account.text}, another one in each round.`);
    if (account && given === "parameter")
      return [`The account may be another one by ${account.text}: an OAuth client belongs to one account.`];
  }
  return [];
}

/** What the variables of an expression are. */
function givenBy(expression: Node, steps: number): Given {
  let found: Given;
  for (const node of nodesBelow(expression)) {
    if (node.type !== "variable_name" || node.text === "$this") continue;
    const given = origin(node, steps);
    if (given === "loop") return given;
    found ??= given;
  }
  return found;
}

/** Looks for what sets a variable, from where it is read outwards to the end of its function. */
function origin(variable: Node, steps: number): Given {
  if (steps === 0) return undefined;
  const name = variable.text;
  for (let node = variable; node.parent; node = node.parent) {
    const around: Node = node.parent;
    if (LOOP.test(around.type)) {
      const body = around.childForFieldName("body");
      const heads = around.namedChildren.filter((one) => one !== null && one.id !== body?.id);
      // What a foreach goes through stands in front of what it gives.
      const given = around.type === "foreach_statement" ? heads.slice(1) : heads;
      if (node.id === body?.id && given.some((head) => head && sets(head, name))) return "loop";
    }
    if (FUNCTION.test(around.type)) {
      const parameters = around.childForFieldName("parameters");
      if (parameters && says(parameters, name)) return isForEach(around) ? "loop" : "parameter";
      const use = around.namedChildren.find((one) => one?.type === "anonymous_function_use_clause");
      if (around.type !== "arrow_function" && !(use && says(use, name)))
        return assigned(around, variable, steps);
    }
    if (around.type === "program") return assigned(around, variable, steps);
  }
  return undefined;
}

/** What the values are that a function gives a variable. */
function assigned(scope: Node, variable: Node, steps: number): Given {
  let found: Given;
  for (const node of nodesBelow(scope)) {
    if (node.type !== "assignment_expression" || node.startIndex > variable.startIndex) continue;
    const left = node.childForFieldName("left");
    const right = node.childForFieldName("right");
    if (!right || !left || !says(left, variable.text) || /subscript|member/.test(left.type)) continue;
    const given = givenBy(right, steps - 1);
    if (given === "loop") return given;
    found ??= given;
  }
  return found;
}

const says = (node: Node, name: string): boolean =>
  [...nodesBelow(node)].some((one) => one.type === "variable_name" && one.text === name);

/** The head of a loop gives the variable a value: `as $name`, `$name = …`, `$name++`. */
const sets = (head: Node, name: string): boolean =>
  [...nodesBelow(head)].some((one) => {
    if (one.type !== "variable_name" || one.text !== name) return false;
    if (head.parent?.type === "foreach_statement") return true;
    return (
      one.parent?.type === "update_expression" ||
      one.parent?.type === "list_literal" ||
      (/^(?:augmented_)?assignment_expression$/.test(one.parent?.type ?? "") &&
        one.parent?.childForFieldName("left")?.id === one.id)
    );
  });

/** The function is handed to something that calls it for each element. */
function isForEach({ parent }: Node): boolean {
  const call = parent?.type === "argument" ? parent.parent?.parent : undefined;
  return call !== null && call !== undefined && EACH.test(nameOf(call));
}
