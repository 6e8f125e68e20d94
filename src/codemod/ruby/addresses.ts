import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";

/** The literal pieces of a file's strings, and the expressions that stand in front of `.zendesk.com` in one without being set to a text in the file. */
export function addressesOf(root: Node): [texts: string[], computed: string[]] {
  const texts: string[] = [];
  const computed = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (node.type !== "string_content") continue;
    texts.push(node.text);
    const before = node.previousNamedSibling;
    if (!/^\.zendesk\.com/i.test(node.text) || before?.type !== "interpolation") continue;
    const expression = before.namedChild(0)?.text ?? "";
    if (!isText(root, expression)) computed.add(expression);
  }
  return [texts, [...computed]];
}

/** True when the file sets a name to a text, or to a variable of the environment. */
const isText = (root: Node, name: string): boolean =>
  /\bENV\b/.test(name) ||
  [...nodesBelow(root)].some(
    (node) =>
      /^(?:assignment|operator_assignment|optional_parameter|keyword_parameter)$/.test(node.type) &&
      (node.childForFieldName("left") ?? node.childForFieldName("name"))?.text === name &&
      /^(?:string|call|element_reference|binary)$/.test(
        (node.childForFieldName("right") ?? node.childForFieldName("value"))?.type ?? "",
      ),
  );
