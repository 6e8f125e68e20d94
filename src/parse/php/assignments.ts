import type { Node } from "web-tree-sitter";
import type { Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { chainName, deeper, literalText, type Php, type Place } from "./place.ts";
import { isReference, reference } from "./references.ts";

/** `$a = b`, `[$a, 'k' => $b] = $c`: one assign per target; the value is that of the right side. */
export function assignment(php: Php, node: Node, place: Place): Value {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  const given = right ? php.expression(right, deeper(place)) : opaqueValue(spanOf(node));
  if (left) assign(php, node, left, given, deeper(place));
  return given;
}

function assign(php: Php, statement: Node, left: Node, given: Value, place: Place): void {
  php.lowering.tick(place.depth);
  if (left.type === "list_literal" || left.type === "array_creation_expression") {
    destructure(php, statement, left, given, place);
    return;
  }
  if (!isReference(left)) {
    php.statement(left, place);
    return;
  }
  php.lowering.emit({
    kind: "assign",
    at: spanOf(statement),
    scope: place.scope,
    name: targetName(php, left, place),
    value: given,
  });
}

/** What an assignment's left side is called; writing `$_ENV['X']` sets a variable, so it keeps its name. */
function targetName(php: Php, left: Node, place: Place): string {
  const [part] = reference(php, left, place).parts;
  if (part && "name" in part) return part.name;
  return part && "env" in part ? `_ENV.${part.env}` : "*";
}

function destructure(php: Php, statement: Node, left: Node, given: Value, place: Place): void {
  let index = 0;
  let item: Node[] = [];
  const place1 = deeper(place);
  const flush = (): void => {
    const target = item.at(-1);
    const name =
      item.length > 1 ? literalText(php.expression(item[0] ?? left, place1)) || "*" : String(index);
    index++;
    if (target) assign(php, statement, target, element(given, name), place1);
    item = [];
  };
  for (const child of left.children) {
    if (child.type === ",") flush();
    else if (child.type === "array_element_initializer")
      item = child.namedChildren.filter((one) => one.type !== "comment");
    else if (child.isNamed && child.type !== "comment") item.push(child);
  }
  if (item.length > 0) flush();
}

/** What stands at a key of a value: an element of a literal, otherwise a name one segment longer. */
function element(given: Value, key: string): Value {
  const [only] = given.parts;
  if (only && "list" in only) return only.list[Number(key)] ?? opaqueValue(given.at);
  if (only && "object" in only)
    return only.object.find((entry) => entry.key === key)?.value ?? opaqueValue(given.at);
  const chain = chainName(given);
  return chain.startsWith("(") || chain.startsWith('"')
    ? opaqueValue(given.at)
    : value(given.at, [{ name: `${chain}.${key}` }]);
}

/** `.=` appends, `??=` adds an alternative; of the other operators only the operands are looked at. */
export function augmented(php: Php, node: Node, place: Place): Value {
  const at = spanOf(node);
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  const operator = node.childForFieldName("operator")?.text ?? "";
  if (!left || !right || !isReference(left)) {
    for (const child of node.namedChildren) php.statement(child, deeper(place));
    return opaqueValue(at);
  }
  const given = php.expression(right, deeper(place));
  const old = reference(php, left, deeper(place));
  const merged = operator === "+=" && given.parts.some((part) => "object" in part);
  const next =
    operator === ".="
      ? value(at, [...old.parts, ...given.parts])
      : operator === "??=" || merged
        ? value(at, [{ choice: [old, given] }])
        : opaqueValue(at);
  const name = targetName(php, left, deeper(place));
  php.lowering.emit({ kind: "assign", at, scope: place.scope, name, value: next });
  return next;
}
