import { parse } from "@babel/parser";
import type { Fact, Value } from "../../model/fact.ts";
import type { Adapter } from "../adapter.ts";
import { isHeld } from "../javascript/call.ts";
import { lowerCallable } from "../javascript/callable.ts";
import { lowerClass } from "../javascript/class.ts";
import { constantsIn } from "../javascript/constant.ts";
import { lowerExpression } from "../javascript/expression.ts";
import { lowerStatement } from "../javascript/statement.ts";
import { readSyntax } from "../javascript/syntax.ts";
import type { Place, Walk } from "../javascript/walk.ts";
import { refuseNesting } from "../nesting.ts";

/** JavaScript, TypeScript, JSX and Apps Script, read by Babel's parser. */
export async function load(): Promise<Adapter> {
  return (lowering) => {
    const { text } = lowering;
    refuseNesting(text);
    const { file, degraded, skipped } = readSyntax(parse, lowering);
    lowering.degraded ||= degraded;
    for (const { start, end } of skipped)
      lowering.embed({ language: "text", pieces: [{ text: text.slice(start, end), start }] });
    const walk: Walk = {
      lowering,
      notes: {
        environments: new Set(),
        constants: constantsIn(file.program.body),
        prototypes: prototypesIn(text),
        classes: new Map(),
        inlined: new Set(),
      },
      value: (node, place, hint = {}) =>
        node ? lowerExpression(walk, node, place, hint) : { at: { start: 0, end: 0 }, parts: [] },
      stand(node, place) {
        if (!node) return;
        const value = lowerExpression(walk, node, place, {});
        if (!isHeld(node, walk.notes)) walk.hold(value, place);
      },
      hold(value, place) {
        if (tells(value)) lowering.emit({ kind: "value", at: value.at, scope: place.scope, value });
      },
      statements(nodes, place) {
        for (const node of nodes) lowerStatement(walk, node, place);
      },
      callable: (node, place, hint) => lowerCallable(walk, node, place, hint),
      classBody: (node, place, hint) => lowerClass(walk, node, place, hint),
    };
    const top: Place = { scope: 0, depth: 0 };
    walk.statements(file.program.body, top);
    lowering.facts.sort(inSourceOrder);
  };
}

const inSourceOrder = (a: Fact, b: Fact): number => a.at.start - b.at.start;

/** Names used as `X.prototype`. */
function prototypesIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(/(?<![\w$])([A-Za-z_$][\w$]{0,99})\.prototype\b/g))
    if (match[1]) found.add(match[1]);
  return found;
}

/** True for a value a rule can read something from: text, an environment read, or a composite of them. */
function tells(value: Value): boolean {
  return value.parts.some((part) => {
    if ("text" in part) return part.text.trim() !== "" && part.text !== "true" && part.text !== "false";
    if ("env" in part) return true;
    if ("choice" in part) return part.choice.some(tells);
    if ("list" in part) return part.list.some(tells);
    if ("object" in part) return part.object.some((entry) => tells(entry.value));
    return false;
  });
}
