import type { Node } from "web-tree-sitter";
import { ancestor } from "../nodes.ts";
import { nodesBelow } from "../tidy/grammar.ts";

/** Calls that get at a method or a variable of an instance by its name. */
const BY_NAME =
  /^(?:c?m?attr\w*|alias_method|delegate|def_delegators?|send|__send__|public_send|method|instance_variable_get|let!?|memoize|helper_method|respond_to\?)$/;

/** Where a method or a variable of an instance is named as a symbol or a text, to be read by that name. */
export function namedIn(root: Node, name: string): Node | undefined {
  const bare = name.replace(/^@+/, "");
  // What is sent may be any text of the file.
  const open = /\b(?:send|public_send|instance_variable_get)\b[ (]+[a-z_@"]*(?:\)|$|[a-z_]\w*|#\{)/m.test(
    root.text,
  );
  return [...nodesBelow(root)].find((node) => {
    if (node.type === "bare_string" || node.type === "bare_symbol") return open && node.text === bare;
    if (node.type === "alias") return node.text.split(/\s+/).slice(1).includes(bare);
    if (node.type !== "simple_symbol" && node.type !== "string") return false;
    if (node.text.replace(/^:|^["']|["']$/g, "").replace(/^@+/, "") !== bare) return false;
    const call = ancestor(node, ({ type }) => type === "call" || type.endsWith("assignment"));
    return BY_NAME.test(call?.childForFieldName("method")?.text ?? "");
  });
}
