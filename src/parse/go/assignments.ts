import type { Node } from "web-tree-sitter";
import type { Value } from "../../model/fact.ts";
import { opaqueValue, value } from "../adapter.ts";
import { spanOf } from "../tree-sitter.ts";
import { chainName, children, deeper, type Go, type Place } from "./place.ts";

/** Names idiomatic Go gives the result that says whether there is one. */
const OUTCOME = /^(?:_|ok|found|exists?|present|\w*[eE]rr(?:or)?)$/;

/** `a, b = c, d`, `v, err := f()`, `s += x`, `const a, b = c, d`: an assign per target. */
export function assignments(
  go: Go,
  statement: Node,
  left: readonly Node[],
  right: readonly Node[],
  place: Place,
): void {
  const operator = statement.childForFieldName("operator")?.text ?? "=";
  const values = right.map((node) => go.expression(node, deeper(place)));
  const targets = results(left);
  for (const [index, target] of targets.entries()) {
    const name = targetName(go, target, place);
    if (name === undefined) continue;
    const given =
      right.length === 1 && left.length > 1
        ? result(values[0], index, targets.length, target)
        : values[index];
    if (!given) continue;
    const next =
      operator === "+="
        ? value(spanOf(statement), [...go.expression(target, deeper(place)).parts, ...given.parts])
        : given;
    const plain = operator === "=" || operator === ":=" || operator === "+=";
    const final = plain ? next : opaqueValue(spanOf(statement));
    go.lowering.emit({ kind: "assign", at: spanOf(statement), scope: place.scope, name, value: final });
  }
  // More values than targets only in broken code; targets that are no names may hold calls.
}

/** The targets without a trailing error or flag; of a lone `err` nothing is dropped. */
function results(left: readonly Node[]): readonly Node[] {
  const last = left.at(-1);
  return left.length > 1 && last && OUTCOME.test(last.text) ? left.slice(0, -1) : left;
}

/** What one of several results of a call is: the call itself when nothing but an error stands beside it. */
function result(given: Value | undefined, index: number, count: number, target: Node): Value | undefined {
  if (!given || count === 1) return given;
  const chain = chainName(given);
  if (chain.startsWith("(") || chain.startsWith('"') || chain === "env")
    return index === 0 ? given : opaqueValue(spanOf(target));
  return value(given.at, [{ name: `${chain}.${index}` }]);
}

function targetName(go: Go, target: Node, place: Place): string | undefined {
  if (target.type === "identifier")
    return target.text === "_" ? undefined : go.expression(target, place).parts.map(nameOf)[0];
  const [part] = go.expression(target, deeper(place)).parts;
  return part && nameOf(part);
}

const nameOf = (part: Value["parts"][number]): string | undefined => ("name" in part ? part.name : undefined);

/** The nodes of an expression list, or the one expression there is. */
export const expressionList = (node: Node | null): Node[] =>
  node?.type === "expression_list" ? children(node) : node ? [node] : [];
