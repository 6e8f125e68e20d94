import { posix } from "node:path";
import type { Node } from "web-tree-sitter";
import { type Declaration, nodesBelow, type TidyGrammar } from "./grammar.ts";

/** Calls that only make a value: a statement of nothing else can go. */
const PURE =
  /^\\?(?:getenv|env|config|base64_encode|sprintf|implode|trim|rtrim|strval|constant|get_option|array_merge)$/;

/** Tidying of PHP. */
export const php: TidyGrammar = {
  grammar: "php",
  files: /\.(?:php\d?|inc|phtml|module|install)$/,
  identifiers: new Set(["variable_name", "name", "member_access_expression"]),
  declarations: (root, path) => {
    const open = isOpen(root);
    const found: Declaration[] = [];
    for (const node of nodesBelow(root)) {
      const declared = declaredBy(node, root, path);
      if (!declared || declared.names.some((name) => open(name))) continue;
      found.push({ node, comment: docOf(node), ...declared });
    }
    return found;
  },
};

/** Tells the names that a file can get at by other means than to spell them: `compact("token")`, `$this->$name`, `$GLOBALS["token"]`. */
function isOpen(root: Node): (name: string) => boolean {
  const { text } = root;
  const properties =
    /\$this->(?:\$|\{)|\bget_object_vars\s*\(|\b(?:json_encode|serialize)\s*\(\s*\$this\b/.test(text);
  const variables = /\bget_defined_vars\s*\(|\$\$\w|\$\{\s*\$/.test(text);
  const named = /\bcompact\s*\(|\bGLOBALS\b/.test(text);
  return (name) => {
    const bare = name.replace(/^\$(?:this->)?/, "");
    if (name.startsWith("$this->"))
      return properties || new RegExp(`\\$(?!this\\b)\\w+(?:->\\w+)*->${bare}\\b`).test(text);
    if (!name.startsWith("$")) return false;
    return variables || text.includes(`\${${bare}}`) || (named && new RegExp(`["']${bare}["']`).test(text));
  };
}

/** The doc comment of a member or function. */
function docOf(node: Node): Node | undefined {
  const before = node.previousNamedSibling;
  return before?.type === "comment" &&
    before.text.startsWith("/**") &&
    /_declaration$|^function_definition$/.test(node.type) &&
    node.startPosition.row - before.endPosition.row <= 1
    ? before
    : undefined;
}

type Declared = Pick<Declaration, "names" | "visible" | "reaches">;

function declaredBy(node: Node, root: Node, path: string): Declared | undefined {
  switch (node.type) {
    case "expression_statement":
      return assigned(node, root, path) ?? defined(node, root);
    case "property_declaration": {
      const element = node.namedChildren.filter((one) => one?.type === "property_element");
      const name = element[0]?.childForFieldName("name")?.text;
      const visibility = node.namedChildren.find((one) => one?.type === "visibility_modifier")?.text;
      // Other files may read a public one by any name.
      if (element.length !== 1 || name === undefined || !/^(?:private|protected)$/.test(visibility ?? ""))
        return undefined;
      return { names: [`$this->${name.slice(1)}`], visible: visibility !== "private" };
    }
    case "const_declaration": {
      const elements = node.namedChildren.filter((one) => one?.type === "const_element");
      const name = elements[0]?.namedChild(0)?.text;
      const isPrivate = node.namedChildren.some((one) => one?.text === "private");
      return elements.length !== 1 || name === undefined ? undefined : { names: [name], visible: !isPrivate };
    }
    case "namespace_use_declaration": {
      const clauses = node.namedChildren.filter((one) => one?.type === "namespace_use_clause");
      const text = clauses[0]?.text ?? "";
      const name = /(\w+)$/.exec(text)?.[1];
      if (clauses.length !== 1 || name === undefined || inComments(root, name)) return undefined;
      return { names: [name], visible: false };
    }
    case "function_definition":
    case "method_declaration": {
      const name = node.childForFieldName("name")?.text;
      const body = node.childForFieldName("body");
      if (name === undefined || name.startsWith("__") || !body || !isPure(body)) return undefined;
      return { names: [name], visible: !node.namedChildren.some((one) => one?.text === "private") };
    }
    default:
      return undefined;
  }
}

/** `$name = value;`, `$this->name = value;` */
function assigned(statement: Node, root: Node, path: string): Declared | undefined {
  const assignment = statement.namedChild(0);
  if (assignment?.type !== "assignment_expression") return undefined;
  const left = assignment.childForFieldName("left");
  const right = assignment.childForFieldName("right");
  if (!left || !right || !isPure(right)) return undefined;
  if (left.type === "variable_name")
    // What stands in no function is there for the files that take this one in, and for those that it takes in.
    return {
      names: [left.text],
      visible: statement.parent?.type === "program",
      reaches: takesIn(root) || !isScript(root) ? undefined : (text) => text.includes(posix.basename(path)),
    };
  return left.type === "member_access_expression" && /^\$this->\w+$/.test(left.text)
    ? { names: [left.text], visible: true }
    : undefined;
}

/** True for a file that takes in others, besides those that Composer loads. */
const takesIn = (root: Node): boolean =>
  [...nodesBelow(root)].some(
    (node) =>
      /^(?:include|require)(?:_once)?_expression$/.test(node.type) &&
      !/autoload\.php["']\)?$/.test(node.text) &&
      !/ZendeskOAuth\.php["']|class-zendesk-oauth\.php["']/.test(node.text),
  );

/** `define("NAME", value);` */
function defined(statement: Node, root: Node): Declared | undefined {
  const call = statement.namedChild(0);
  if (call?.type !== "function_call_expression" || call.childForFieldName("function")?.text !== "define")
    return undefined;
  const [name, value] = call.childForFieldName("arguments")?.namedChildren ?? [];
  const text = name?.text.replace(/^["']|["']$/g, "") ?? "";
  if (!/^\w+$/.test(text) || !value || !isPure(value)) return undefined;
  // `defined("NAME")`
  if (
    (root.text.match(new RegExp(`["']${text}["']`, "g")) ?? []).length >
    1 + (value.text.match(new RegExp(`["']${text}["']`, "g")) ?? []).length
  )
    return undefined;
  return { names: [text], visible: true };
}

const inComments = (root: Node, name: string): boolean =>
  [...nodesBelow(root)].some(
    (node) => node.type === "comment" && new RegExp(`\\b${name}\\b`).test(node.text),
  );

/** True for a file that does something when it is run, besides setting names and loading others. */
const isScript = (root: Node): boolean =>
  root.namedChildren.some((node) => {
    if (!node) return false;
    if (/^(?:echo|foreach|for|while|try|if|switch|exit|unset)_statement$/.test(node.type)) return true;
    const inner = node.type === "expression_statement" ? node.namedChild(0) : undefined;
    const called = inner?.type === "assignment_expression" ? inner.childForFieldName("right") : inner;
    return /^(?:member|scoped)_call_expression$/.test(called?.type ?? "")
      ? true
      : called?.type === "function_call_expression" &&
          !/^(?:define|ini_set|error_reporting|date_default_timezone_set)$/.test(
            called.childForFieldName("function")?.text ?? "",
          ) &&
          !isPure(called);
  });

function isPure(value: Node): boolean {
  for (const node of [value, ...nodesBelow(value)]) {
    if (
      /^(?:member_call|scoped_call|nullsafe_member_call|object_creation|include|require|yield|anonymous_function|arrow_function|exit|throw|print|echo)\w*$/.test(
        node.type,
      )
    )
      return false;
    if (node.type === "assignment_expression" && node.childForFieldName("left")?.type !== "variable_name")
      return false;
    if (
      node.type === "function_call_expression" &&
      !PURE.test(node.childForFieldName("function")?.text ?? "")
    )
      return false;
  }
  return true;
}
