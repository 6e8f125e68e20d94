import type { Node } from "web-tree-sitter";
import type { Edit } from "../../model/edit.ts";
import { nodesBelow } from "../tidy/grammar.ts";
import type { CsharpFile } from "./files.ts";

/** Makes a namespace known to a file, where it belongs in the order of its directives; nothing when the file knows it already. */
export function using({ path, root, text }: CsharpFile, namespace: string): Edit[] {
  if (namespace === "") return [];
  const nodes = [...nodesBelow(root)];
  const inside = nodes
    .filter((node) => /namespace_declaration$/.test(node.type))
    .map((node) => node.childForFieldName("name")?.text ?? "");
  if (inside.some((one) => one === namespace || one.startsWith(`${namespace}.`))) return [];
  const directives = nodes.filter((node) => node.type === "using_directive");
  const names = directives.map(usedBy);
  if (names.includes(namespace)) return [];
  const line = `using ${namespace};\n`;
  const isFramework = (name: string): boolean => /^System\b/.test(name);
  const next = directives.find((_, index) => {
    const name = names[index] ?? "";
    if (isFramework(name) !== isFramework(namespace)) return isFramework(namespace);
    return name > namespace;
  });
  const last = directives.at(-1);
  const start = next
    ? next.startIndex
    : last
      ? text.indexOf("\n", last.endIndex) + 1
      : text.startsWith("\uFEFF")
        ? 1
        : 0;
  const indent = next ?? last;
  const white = indent ? (/[ \t]*$/.exec(text.slice(0, indent.startIndex))?.[0] ?? "") : "";
  const spelled = next ? `${line}${white}` : `${white}${line}${last ? "" : "\n"}`;
  return [{ path, at: { start, end: start }, text: spelled }];
}

/** The namespace of a directive; empty for an alias or a static one. */
const usedBy = (directive: Node): string =>
  /^(?:global\s+)?using\s+([\w.]+)\s*;$/.exec(directive.text)?.[1] ?? "";
