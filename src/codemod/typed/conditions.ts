import type { Node } from "web-tree-sitter";

/** Where the way up from a statement ends: a condition outside of it is the callers'. */
const FUNCTION =
  /^(?:function_declaration|method_declaration|constructor_declaration|secondary_constructor|local_function_statement|func_literal|lambda_\w+|accessor_declaration|getter|property_declaration)$/;

const CHOICE =
  /^(?:if_statement|if_expression|ternary_expression|conditional_expression|when_entry|expression_case|default_case|type_case|switch_section|switch_rule|switch_block_statement_group|switch_expression_arm|catch_clause|catch_block)$/;

/** `token != ""`, `user != null && token != null`, `!string.IsNullOrEmpty(token)`: whether there is a credential is no choice between requests. */
const PRESENCE =
  /^[(!\s]*(?:(?:string\.|Strings?\.|StringUtils\.|String\.)?(?:is|has)\w+\()?[\w.!?]*(?:token|user|mail|key|secret|cred\w*|pass\w*|login|auth\w*)[\w?]*(?:\(\))?\s*(?:\)|(?:!=\s*(?:nil|null|"")|\.(?:is|has)\w+\(\)))?[)\s]*$/i;

/** Words that stand for a decision of the caller, not for a credential. */
const DECISION = /^[(!\s]*(?:(?:use|with|needs?|require|is|skip|no)?_?(?:auth|signed|login)\w*)[)\s]*$/i;

/** Why a person has to look at what was done under a condition: what sends does not ask for it. */
export function conditionReasons(nodes: readonly Node[]): string[] {
  return nodes.some((node) => isChosen(node))
    ? ["Only some requests got the credential, by a condition: now all that go to the account get a token."]
    : [];
}

function isChosen(from: Node): boolean {
  for (let node = from; node.parent && !FUNCTION.test(node.type); node = node.parent) {
    const parent: Node = node.parent;
    if (!CHOICE.test(parent.type)) continue;
    if (!/^if_/.test(parent.type)) return true;
    const condition = parent.childForFieldName("condition") ?? parent.namedChild(0);
    if (condition?.id === node.id || parent.childForFieldName("initializer")?.id === node.id) continue;
    if (hasElse(parent) || !isPresence(condition?.text ?? "")) return true;
  }
  return false;
}

/** A second branch is another way to authenticate, or to go without. */
const hasElse = (node: Node): boolean => node.children.some((one) => one?.type === "else");

function isPresence(text: string): boolean {
  const parts = text.length > 300 ? [text] : text.replace(/^\((.*)\)$/s, "$1").split("&&");
  return parts.every((part) => PRESENCE.test(part.trim()) && !DECISION.test(part.trim()));
}
