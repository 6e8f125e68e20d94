import type { Node } from "web-tree-sitter";
import { type Declaration, nodesBelow, type TidyGrammar } from "./grammar.ts";

/** Commands that only make a text of their arguments, their input or a store's entry. */
const PURE =
  /^(?:echo|printf|cat|base64|openssl|tr|sed|awk|cut|head|tail|grep|jq|xargs|dirname|basename|fold|aws|op|pass|vault|gcloud|security|secret-tool|kubectl)$/;

/** Tidying of shell scripts. */
export const bash: TidyGrammar = {
  grammar: "bash",
  // Scripts often have no extension.
  files: /\.(?:sh|bash|zsh|ksh)$|(?:^|\/)[^./]+$/,
  identifiers: new Set(["variable_name", "command_name", "word"]),
  brings: isBare,
  declarations: (root) => {
    const visible = !isProgram(root);
    const found: Declaration[] = [];
    for (const node of nodesBelow(root)) {
      const name = nameOf(node);
      if (name !== undefined && isRemovable(node) && !isNamedInText(name, node, root))
        found.push({ names: [name], node, visible });
    }
    return found;
  },
  members: (root) =>
    [...nodesBelow(root)].flatMap((node) => {
      if (node.type !== "declaration_command" || !isLocal(node)) return [];
      const names = node.namedChildren.filter((one): one is Node => one !== null && one.type !== "word");
      if (names.length < 2) return [];
      return names.flatMap((one) => {
        const name = one.type === "variable_name" ? one.text : assigned(one);
        const start = one.previousSibling?.endIndex ?? one.startIndex;
        return name === undefined ? [] : [{ name, start, end: one.endIndex }];
      });
    }),
};

/** What is exported is for other programs. */
const isLocal = (declaration: Node): boolean =>
  /^(?:local|readonly|declare|typeset)$/.test(declaration.child(0)?.text ?? "");

/** A script that is run, and whose variables nobody else sees: it sources nothing but a provider. */
function isProgram(root: Node): boolean {
  if (!root.text.startsWith("#!")) return false;
  for (const node of nodesBelow(root))
    if (node.type === "command" && /^(?:\.|source)$/.test(node.childForFieldName("name")?.text ?? ""))
      if (!/_oauth\d*\.sh["']?\s*$/.test(node.text)) return false;
  return true;
}

/** Functions are also called out of texts: `trap 'cleanup' EXIT`, `eval`. */
function isNamedInText(name: string, node: Node, root: Node): boolean {
  if (node.type !== "function_definition") return false;
  const { text } = root;
  const rest = `${text.slice(0, node.startIndex)}\n${text.slice(node.endIndex)}`;
  return new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, "\\$&")}(?![\\w-])`).test(rest);
}

function nameOf(node: Node): string | undefined {
  if (node.type === "function_definition") return node.childForFieldName("name")?.text;
  if (node.type === "declaration_command") {
    if (!isLocal(node)) return undefined;
    const names = node.namedChildren.filter((one) => one !== null && one.type !== "word");
    const [only] = names;
    if (names.length !== 1 || !only) return undefined;
    return only.type === "variable_name" ? only.text : assigned(only);
  }
  return node.type === "variable_assignment" ? assigned(node) : undefined;
}

function assigned(node: Node): string | undefined {
  const name = node.childForFieldName("name");
  const value = node.childForFieldName("value");
  return name?.type === "variable_name" && (!value || isPure(value)) ? name.text : undefined;
}

/** A statement of its own, on lines of its own, and not the only one of its block. */
function isRemovable(node: Node): boolean {
  const { parent } = node;
  if (!parent || node.nextSibling?.type === ";" || node.previousSibling?.type === ";") return false;
  if (parent.type === "program") return true;
  if (!/^(?:compound_statement|do_group|if_statement|else_clause|elif_clause|subshell)$/.test(parent.type))
    return false;
  const conditions = /^(?:if_statement|elif_clause)$/.test(parent.type) ? 1 : 0;
  const statements = parent.namedChildren.filter(
    (one) => one !== null && !/^(?:comment|else_clause|elif_clause)$/.test(one.type),
  );
  return statements.length - conditions > 1;
}

function isPure(value: Node): boolean {
  for (const node of [value, ...nodesBelow(value)]) {
    if (/^(?:file_redirect|process_substitution)$/.test(node.type)) return false;
    if (node.type === "command" && !PURE.test(node.childForFieldName("name")?.text ?? "")) return false;
  }
  return true;
}

/** `local token`: a name without a value. */
function isBare(node: Node): boolean {
  const { parent } = node;
  return node.type === "variable_name" && parent?.type === "declaration_command" && isLocal(parent);
}
