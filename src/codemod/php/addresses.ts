import type { Node } from "web-tree-sitter";
import { nodesBelow } from "../tidy/grammar.ts";

/** The literal pieces of a file's strings, and the expressions that stand in front of `.zendesk.com` in one without being set to a text in the file. */
export function addressesOf(root: Node): [texts: string[], computed: string[]] {
  const texts: string[] = [];
  const computed = new Set<string>();
  for (const node of nodesBelow(root)) {
    if (node.type !== "string_content") continue;
    texts.push(node.text);
    if (!/^\.zendesk\.com/i.test(node.text)) continue;
    const before = node.previousNamedSibling ?? joined(node);
    if (before && !isText(root, before.text)) computed.add(before.text);
  }
  return [texts, [...computed]];
}

/** What a text is joined to: `"https://" . $subdomain . ".zendesk.com"`. */
function joined(content: Node): Node | undefined {
  const text = content.parent;
  const whole = text?.parent;
  if (whole?.type !== "binary_expression" || whole.childForFieldName("right")?.id !== text?.id)
    return undefined;
  const left = whole.childForFieldName("left");
  return (left?.type === "binary_expression" ? left.childForFieldName("right") : left) ?? undefined;
}

/** True when the file sets a name to a text, or to what a call gives; a call is one itself. */
function isText(root: Node, expression: string): boolean {
  const name = expression.replace(/^\{|\}$/g, "");
  if (!/^\$(?:this->)?\w+$/.test(name)) return true;
  const bare = name.replace(/^\$(?:this->)?/, "");
  return [...nodesBelow(root)].some((node) => {
    const left = node.childForFieldName("left") ?? node.childForFieldName("name");
    if (left?.text !== name && left?.text !== `$${bare}`) return false;
    const value =
      node.childForFieldName("right") ??
      node.childForFieldName("default_value") ??
      (node.type === "property_element" ? node.namedChild(1) : null);
    return (
      value !== null &&
      /^(?:string|encapsed_string|\w*call_expression|subscript_expression|binary_expression)$/.test(
        value?.type ?? "",
      )
    );
  });
}
