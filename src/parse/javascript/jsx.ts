import type { JSXElement, JSXFragment, Node } from "@babel/types";
import { textValue } from "../adapter.ts";
import { deeper, type Place, spanOf, type Walk } from "./walk.ts";

/** Words in a page's text that a rule may care for. */
const OF_INTEREST = /zendesk|\/token|\bbasic\s/i;

/** Lowers the attributes and children of an element: attribute values stand on their own, text is prose. */
export function lowerJsx(walk: Walk, node: JSXElement | JSXFragment, place: Place): void {
  walk.lowering.tick(place.depth);
  const inner = deeper(place);
  if (node.type === "JSXElement") {
    for (const attribute of node.openingElement.attributes) {
      if (attribute.type === "JSXSpreadAttribute") walk.stand(attribute.argument, inner);
      else if (attribute.value) {
        const name = attribute.name.type === "JSXIdentifier" ? attribute.name.name : "";
        lowerChild(walk, attribute.value, inner, name);
      }
    }
  }
  for (const child of node.children) lowerChild(walk, child, inner, undefined);
}

function lowerChild(walk: Walk, node: Node, place: Place, attribute: string | undefined): void {
  switch (node.type) {
    case "JSXElement":
    case "JSXFragment":
      lowerJsx(walk, node, place);
      return;
    case "StringLiteral":
      walk.stand(node, place);
      return;
    case "JSXSpreadChild":
      walk.stand(node.expression, place);
      return;
    case "JSXExpressionContainer": {
      const { expression } = node;
      if (expression.type === "JSXEmptyExpression") return;
      if (expression.type === "ArrowFunctionExpression" || expression.type === "FunctionExpression")
        walk.value(expression, place, attribute === undefined ? {} : { name: attribute });
      else walk.stand(expression, place);
      return;
    }
    case "JSXText": {
      if (!OF_INTEREST.test(node.value)) return;
      const at = spanOf(node);
      const start = at.start + (node.value.length - node.value.trimStart().length);
      const text = node.value.trim().replace(/\s+/g, " ");
      walk.lowering.emit({
        kind: "prose",
        at: { start, end: at.end },
        scope: place.scope,
        value: textValue({ start, end: at.end }, text),
      });
      return;
    }
    default:
  }
}
