import type { Node } from "web-tree-sitter";
import type { Call, Entry, Value } from "../../model/fact.ts";
import { spanOf } from "../tree-sitter.ts";
import { classReference, constructed, dotted, memberText } from "./names.ts";
import { chainName, deeper, type Php, type Place } from "./place.ts";

/** A call or construction with its arguments; undefined for `strlen(...)`, which only names a function. */
export function callOf(php: Php, node: Node, place: Place): Call | undefined {
  const { name, receiver } = target(php, node, place);
  const list =
    node.childForFieldName("arguments") ?? node.namedChildren.find((child) => child.type === "arguments");
  const args: Value[] = [];
  const named: Entry[] = [];
  for (const argument of list?.namedChildren ?? []) {
    if (argument.type === "variadic_placeholder") return undefined;
    if (argument.type !== "argument") {
      if (argument.type !== "comment") php.statement(argument, deeper(place));
      continue;
    }
    const label = argument.childForFieldName("name");
    const given = argument.namedChildren.findLast((child) => child.type !== "comment");
    if (!given) continue;
    const lowered = argumentValue(php, given, place, name);
    if (label && label.id !== given.id) named.push({ key: label.text, at: spanOf(label), value: lowered });
    else args.push(lowered);
  }
  return { call: name, args, named, ...(receiver ? { receiver } : {}) };
}

function argumentValue(php: Php, given: Node, place: Place, callee: string): Value {
  if (given.type !== "anonymous_function" && given.type !== "arrow_function")
    return php.expression(given, deeper(place));
  php.closure(given, place, callee);
  return { at: spanOf(given), parts: [{ opaque: true }] };
}

interface Target {
  readonly name: string;
  readonly receiver?: Value;
}

function target(php: Php, node: Node, place: Place): Target {
  switch (node.type) {
    case "function_call_expression":
      return functionTarget(php, node.childForFieldName("function"), place);
    case "object_creation_expression":
      return constructionTarget(php, node, place);
    case "scoped_call_expression": {
      const scope = node.childForFieldName("scope");
      const method = memberText(node.childForFieldName("name"));
      if (scope?.type !== "name" && scope?.type !== "qualified_name" && scope?.type !== "relative_scope")
        return methodTarget(php, scope, method, place);
      const owner = classReference(scope.text);
      return { name: owner === "super" && method === "__construct" ? "super" : `${owner}.${method}` };
    }
    default:
      return methodTarget(
        php,
        node.childForFieldName("object"),
        memberText(node.childForFieldName("name")),
        place,
      );
  }
}

function functionTarget(php: Php, callee: Node | null, place: Place): Target {
  if (!callee) return { name: "()" };
  if (callee.type === "name" || callee.type === "qualified_name") return { name: dotted(callee.text) };
  return { name: chainName(php.expression(callee, deeper(place))) };
}

function constructionTarget(php: Php, node: Node, place: Place): Target {
  const made = node.namedChildren.find((child) => child.type !== "arguments" && child.type !== "comment");
  if (!made) return { name: "()" };
  if (made.type === "name" || made.type === "qualified_name" || made.type === "relative_scope")
    return { name: constructed(made.text, place) };
  if (made.type === "anonymous_class") {
    php.statement(made, deeper(place));
    const base = made.namedChildren.find((child) => child.type === "base_clause")?.namedChildren[0];
    return { name: base ? dotted(base.text) : "()" };
  }
  return { name: chainName(php.expression(made, deeper(place))) };
}

function methodTarget(php: Php, object: Node | null, method: string, place: Place): Target {
  if (!object) return { name: `().${method}` };
  const receiver = php.expression(object, deeper(place));
  const [only] = receiver.parts;
  const name = `${chainName(receiver)}.${method}`;
  return receiver.parts.length === 1 && only && "name" in only ? { name } : { name, receiver };
}
