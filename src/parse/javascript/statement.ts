import type { Node } from "@babel/types";
import { lowerDeclaration, lowerLoopHead } from "./assign.ts";
import { lowerModuleStatement } from "./module.ts";
import { keyOf } from "./name.ts";
import { deeper, type Place, spanOf, type Walk } from "./walk.ts";

/** Lowers one statement. */
export function lowerStatement(walk: Walk, node: Node, place: Place): void {
  walk.lowering.tick(place.depth);
  const inner = deeper(place);
  switch (node.type) {
    case "ExpressionStatement":
      walk.stand(node.expression, inner);
      return;
    case "VariableDeclaration":
      lowerDeclaration(walk, node, spanOf(node), inner);
      return;
    case "FunctionDeclaration":
      walk.callable(node, inner, { name: node.id?.name ?? "" });
      return;
    case "ClassDeclaration":
      walk.classBody(node, inner, {});
      return;
    case "ReturnStatement":
      if (node.argument) {
        const given = walk.value(node.argument, inner);
        walk.lowering.emit({ kind: "return", at: spanOf(node), scope: place.scope, value: given });
      }
      return;
    case "ThrowStatement":
      walk.stand(node.argument, inner);
      return;
    case "BlockStatement":
      walk.statements(node.body, inner);
      return;
    case "IfStatement":
      lowerIf(walk, node, inner);
      return;
    case "ForStatement":
      if (node.init) walk.statements([node.init], inner);
      walk.stand(node.test, inner);
      walk.stand(node.update, inner);
      walk.statements([node.body], inner);
      return;
    case "ForOfStatement":
    case "ForInStatement":
      lowerLoopHead(walk, node.left, node.right, node.type === "ForOfStatement", inner);
      walk.statements([node.body], inner);
      return;
    case "WhileStatement":
    case "DoWhileStatement":
      walk.stand(node.test, inner);
      walk.statements([node.body], inner);
      return;
    case "WithStatement":
      walk.stand(node.object, inner);
      walk.statements([node.body], inner);
      return;
    case "LabeledStatement":
      walk.statements([node.body], inner);
      return;
    case "SwitchStatement":
      walk.stand(node.discriminant, inner);
      for (const branch of node.cases) {
        walk.stand(branch.test, inner);
        walk.statements(branch.consequent, inner);
      }
      return;
    case "TryStatement":
      walk.statements(node.block.body, inner);
      if (node.handler) walk.statements(node.handler.body.body, inner);
      if (node.finalizer) walk.statements(node.finalizer.body, inner);
      return;
    case "TSEnumDeclaration":
      for (const member of node.members) {
        if (!member.initializer) continue;
        const name = `${node.id.name}.${keyOf(member.id, false)}`;
        const given = walk.value(member.initializer, inner);
        walk.lowering.emit({ kind: "assign", at: spanOf(member), scope: place.scope, name, value: given });
      }
      return;
    case "TSModuleDeclaration": {
      if (node.body?.type !== "TSModuleBlock" && node.body?.type !== "TSModuleDeclaration") return;
      const name = keyOf(node.id, false);
      const scope = walk.lowering.scope({
        parent: place.scope,
        kind: "class",
        name,
        at: spanOf(node),
        params: [],
      });
      const home = { scope, depth: inner.depth };
      walk.statements(node.body.type === "TSModuleBlock" ? node.body.body : [node.body], home);
      return;
    }
    default:
      if (!lowerModuleStatement(walk, node, inner) && isExpression(node)) walk.stand(node, inner);
  }
}

/** The head of a `for` may be an expression. */
const isExpression = (node: Node): boolean => /Expression$|^Identifier$|Literal$/.test(node.type);

/** Long `else if` ladders are unrolled in a loop. */
function lowerIf(walk: Walk, node: Node, place: Place): void {
  let current: Node | null | undefined = node;
  while (current?.type === "IfStatement") {
    walk.stand(current.test, place);
    walk.statements([current.consequent], place);
    current = current.alternate;
  }
  if (current) walk.statements([current], place);
}
