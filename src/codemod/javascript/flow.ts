import type { Node, SourceFile } from "ts-morph";
import type { Span } from "../../model/fact.ts";
import type { Flow } from "./carrier.ts";
import type { Program } from "./program.ts";
import { Tracker } from "./tracker.ts";

/** Follows the credential that stands at a place forward to all requests it is sent with. */
export function flowFrom(start: Node, program: Program): Flow {
  const tracker = new Tracker(program);
  tracker.begin(start);
  return tracker;
}

/** The expression that a use's halves stand in: the pair, the header's value, the call that takes both. */
export function pairAt(file: SourceFile, spans: readonly Span[], program: Program): Node | undefined {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  let node = program.nodeAt(file, { start, end });
  const { Node: N } = program.morph;
  while (node && !N.isExpression(node) && !N.isObjectLiteralExpression(node)) {
    if (N.isPropertyAssignment(node) || N.isVariableDeclaration(node)) return node.getInitializer();
    if (N.isStatement(node) || N.isSourceFile(node)) return undefined;
    node = node.getParent();
  }
  return node;
}
