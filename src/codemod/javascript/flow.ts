import type { Node, SourceFile } from "ts-morph";
import type { Span } from "../../model/fact.ts";
import type { Flow } from "./carrier.ts";
import type { Program } from "./program.ts";
import { Tracker } from "./tracker.ts";

/** Follows the credential that stands at some places forward to all requests it is sent with. */
export function flowFrom(starts: readonly Node[], program: Program): Flow {
  const tracker = new Tracker(program);
  for (const start of starts) tracker.begin(start);
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

/** The name of the field that a value is all of: `this.user = value`, `user = value;` of a class, `user: value` of an object. */
export function fieldOf(value: Node | undefined, program: Program): Node | undefined {
  const { Node: N } = program.morph;
  for (let node = value; node; node = node.getParent()) {
    const parent = node.getParent();
    if (
      (N.isPropertyDeclaration(parent) || N.isPropertyAssignment(parent)) &&
      parent.getInitializer() === node
    )
      return parent.getNameNode();
    if (N.isBinaryExpression(parent) && parent.getRight() === node) {
      const left = parent.getLeft();
      const isField = N.isPropertyAccessExpression(left) && N.isThisExpression(left.getExpression());
      if (isField && parent.getOperatorToken().getText() === "=") return left.getNameNode();
    }
    if (N.isStatement(node) || N.isObjectLiteralExpression(node)) return undefined;
  }
  return undefined;
}
